/** The suites by name, in their order; each is loaded where it runs. */
import { nets, sweep } from "./nets.mjs";

const perceptrons = (module, name) => async () => (await import(module))[name]();

export const suites = {
  "notes, one sample": perceptrons("./notes.mjs", "single"),
  "notes, batch": perceptrons("./notes.mjs", "batch"),
  "notes, warm-up": perceptrons("./warmup.mjs", "warmup"),
  ...nets,
  ...sweep,
  "mnist, batch": perceptrons("./mnist.mjs", "batch"),
  "mnist, one sample": perceptrons("./mnist.mjs", "single"),
  derive: perceptrons("./derive.mjs", "derive"),
};

export const names = Object.keys(suites);
