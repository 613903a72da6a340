/** Loops around contenders. Each has a text of its own: a call site that has seen several functions is slower. */
import { randomUUID } from "node:crypto";

/** A module from its text, each time a new one to the engine. */
export const moduleOf = (text) =>
  import(`data:text/javascript;charset=utf-8,${encodeURIComponent(`${text}\n// ${randomUUID()}`)}`);

const names = (count) => Array.from({ length: count }, (_, k) => `a${k}`);

/** `call(x[s], y[s], …rest)` for sample after sample. */
export async function overSamples(call, { x, y }, rest = []) {
  const { make } = await moduleOf(`
export const make = (call, x, y, ${names(rest.length).join(", ")}) => (repeats) => {
  for (let r = 0, s = 0; r < repeats; r++, s = s + 1 === x.length ? 0 : s + 1)
    call(${["x[s]", "y[s]", ...names(rest.length)].join(", ")});
};`);
  return make(call, x, y, ...rest);
}

/** `call(…args)` again and again. */
export async function again(call, args) {
  const { make } = await moduleOf(`
export const make = (call, ${names(args.length).join(", ")}) => (repeats) => {
  for (let r = 0; r < repeats; r++) call(${names(args.length).join(", ")});
};`);
  return make(call, ...args);
}
