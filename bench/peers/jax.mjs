/** jax-js: jit(valueAndGrad), results read back. */
import { check } from "../nets/perceptron.mjs";

/** Once: a second start leaves the first one's kernels without memory. */
const start = async () => {
  const library = await import("@jax-js/jax");
  await library.init("wasm");
  library.defaultDevice("wasm");
  return library;
};
let started;

export const jax = (type) =>
  async function contender(name, { sizes, data }) {
    const { jit, nn, numpy: np, valueAndGrad } = await (started ??= start());
    const { D, H, O, bias } = sizes;
    const shapes = bias
      ? [[D, H], [H], [H, O], [O]]
      : [
          [D, H],
          [H, O],
        ];
    const Numbers = type === "float64" ? Float64Array : Float32Array;
    const dtype = np[type];
    const array = (values, shape) => np.array(new Numbers(values), { shape, dtype });
    const params = data.params.map((param, p) => array(param, shapes[p]));
    const cost = (list, x, y) => {
      const [W0, b0, W1, b1] = bias ? list : [list[0], undefined, list[1], undefined];
      const h = bias ? np.matmul(x, W0).add(b0) : np.matmul(x, W0);
      const z = bias ? np.matmul(nn.relu(h), W1).add(b1) : np.matmul(nn.relu(h), W1);
      return np.sum(y.mul(nn.logSoftmax(z))).mul(-1 / data.samples);
    };
    const gradient = jit(valueAndGrad(cost));
    const step = () => {
      const [x, y] = [array(data.x, [data.samples, D]), array(data.y, [data.samples, O])];
      const [value, grads] = gradient(params.map((param) => param.ref), x, y); // prettier-ignore
      return { value: value.dataSync()[0], grads: grads.map((grad) => grad.dataSync()) };
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
