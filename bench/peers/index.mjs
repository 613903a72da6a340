/** The libraries that are compared with; each computes cost and gradient of a perceptron by its own means. */
import { brain } from "./brain.mjs";
import { jax } from "./jax.mjs";
import { mathjs } from "./mathjs.mjs";
import { onnxruntime } from "./onnxruntime.mjs";
import { tape } from "./tape.mjs";
import { tfjs } from "./tfjs.mjs";

/** Libraries for arrays: one sample or many. */
export const arrays = {
  "onnxruntime-node, f32": onnxruntime("node"),
  "onnxruntime-web, f32": onnxruntime("web"),
  "jax-js wasm, f32": jax("float32"),
  "jax-js wasm, f64": jax("float64"),
  "tfjs wasm, f32": tfjs("wasm"),
  "tfjs cpu, f32": tfjs("cpu"),
};

/** Those for single samples of small networks. */
export const scalars = {
  "brain.js (squared error)": brain,
  "tape, micrograd style": tape,
  mathjs,
};
