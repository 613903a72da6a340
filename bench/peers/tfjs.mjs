/** TensorFlow.js: gradients of the mean cost, read back; on its plain and on its WebAssembly backend. */
import { dirname } from "node:path";
import { createRequire } from "node:module";
import { check } from "../nets/perceptron.mjs";

const require = createRequire(import.meta.url);

async function backend(kind) {
  const tf = require("@tensorflow/tfjs");
  tf.enableProdMode();
  if (kind === "wasm") {
    const wasm = require("@tensorflow/tfjs-backend-wasm");
    wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`);
    wasm.setThreadsCount(1);
  }
  if (!(await tf.setBackend(kind))) throw new Error(`tfjs has no backend ${kind} here`);
  await tf.ready();
  return tf;
}

export const tfjs = (kind) =>
  async function contender(name, { sizes, data }) {
    const tf = await backend(kind);
    const { D, H, O, bias } = sizes;
    const shapes = bias
      ? [[D, H], [H], [H, O], [O]]
      : [
          [D, H],
          [H, O],
        ];
    const params = data.params.map((param, p) => tf.tensor(Float32Array.from(param), shapes[p]));
    const [x, y] = [Float32Array.from(data.x), Float32Array.from(data.y)];
    const layer = (input, W, b) => (b === undefined ? tf.matMul(input, W) : tf.add(tf.matMul(input, W), b));
    const cost =
      (inputs, labels) =>
      (...list) => {
        const [W0, b0, W1, b1] = bias ? list : [list[0], undefined, list[1], undefined];
        return tf.losses.softmaxCrossEntropy(labels, layer(tf.relu(layer(inputs, W0, b0)), W1, b1));
      };
    const step = () => {
      if (tf.getBackend() !== kind) void tf.setBackend(kind);
      return tf.tidy(() => {
        const [inputs, labels] = [tf.tensor2d(x, [data.samples, D]), tf.tensor2d(y, [data.samples, O])];
        const { value, grads } = tf.valueAndGrads(cost(inputs, labels))(params);
        return { value: value.dataSync()[0], grads: grads.map((grad) => grad.dataSync()) };
      });
    };
    await check(name, sizes, data, (gradients) => {
      const { value, grads } = step();
      for (const [p, grad] of grads.entries()) gradients[p].set(grad);
      return value;
    }, 1e-4); // prettier-ignore
    return {
      name,
      run: (repeats) => {
        for (let r = 0; r < repeats; r++) step();
      },
    };
  };
