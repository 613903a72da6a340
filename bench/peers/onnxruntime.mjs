/** onnxruntime, on the gradient written as an ONNX graph; one thread, results read back. */
import { check } from "../nets/perceptron.mjs";
import { onnxModel } from "./onnx-model.mjs";

export const onnxruntime = (kind) =>
  async function contender(name, { sizes, data }) {
    const ort = await import(`onnxruntime-${kind}`);
    const { InferenceSession, Tensor, env } = ort.default?.InferenceSession === undefined ? ort : ort.default;
    if (kind === "web") env.wasm.numThreads = 1;
    const { model, params } = onnxModel(sizes, data.samples);
    const session = await InferenceSession.create(model, {
      executionProviders: [kind === "web" ? "wasm" : "cpu"],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      logSeverityLevel: 3,
    });
    const tensor = (values, dims) => new Tensor("float32", Float32Array.from(values), dims);
    const names = Object.keys(params);
    const weights = Object.fromEntries(names.map((key, p) => [key, tensor(data.params[p], params[key])]));
    const [x, y] = [Float32Array.from(data.x), Float32Array.from(data.y)];
    const step = () =>
      session.run({
        x: new Tensor("float32", x, [data.samples, sizes.D]),
        y: new Tensor("float32", y, [data.samples, sizes.O]),
        ...weights,
      });
    await check(name, sizes, data, async (gradients) => {
      const found = await step();
      for (const [p, key] of names.entries()) gradients[p].set(found[`d${key}`].data);
      return found.cost.data[0];
    }, 1e-4); // prettier-ignore
    return {
      name,
      threads: kind === "node",
      run: async (repeats) => {
        for (let r = 0; r < repeats; r++) await step();
      },
    };
  };
