/**
 * brain.js: one training step of its own network, ReLU in both layers and squared error; it gives away no gradient.
 * What it adds to its weights is held against central differences of that error.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export async function brain(name, { sizes, data }) {
  const { NeuralNetwork } = require("brain.js");
  const { D, H, O } = sizes;
  const rate = 1e-3;
  const net = new NeuralNetwork({ hiddenLayers: [H], activation: "relu", learningRate: rate });
  net.sizes = [D, H, O];
  net.initialize();
  const pattern = { input: data.x.slice(0, D), output: data.y.slice(0, O) };
  const half = () =>
    0.5 * net.runInput(pattern.input).reduce((sum, p, k) => sum + (pattern.output[k] - p) ** 2, 0);
  const read = () => net.weights.flatMap((layer) => (layer ?? []).flatMap((unit) => Array.from(unit)));
  const expected = net.weights.flatMap((layer) =>
    (layer ?? []).flatMap((unit) =>
      Array.from(unit, (value, k) => {
        const at = (x) => {
          unit[k] = x;
          return half();
        };
        const slope = (at(value + 1e-4) - at(value - 1e-4)) / 2e-4;
        unit[k] = value;
        return -rate * slope;
      }),
    ),
  );
  const before = read();
  net.trainPattern(pattern);
  const error = Math.max(...read().map((value, e) => Math.abs(value - before[e] - expected[e])));
  const size = Math.max(...expected.map(Math.abs));
  if (!(error <= 0.02 * size)) throw new Error(`${name} is wrong by ${error / size}`);
  return {
    name,
    run: (repeats) => {
      for (let r = 0; r < repeats; r++) net.trainPattern(pattern);
    },
  };
}
