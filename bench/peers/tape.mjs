/** A tape in the manner of micrograd: every operation on numbers makes a node that knows how to go back. */
import { check } from "../nets/perceptron.mjs";

class Value {
  constructor(data, parents = [], back = () => {}) {
    this.data = data;
    this.grad = 0;
    this.parents = parents;
    this.back = back;
  }
  static add(a, b) {
    const out = new Value(a.data + b.data, [a, b], () => {
      a.grad += out.grad;
      b.grad += out.grad;
    });
    return out;
  }
  static mul(a, b) {
    const out = new Value(a.data * b.data, [a, b], () => {
      a.grad += b.data * out.grad;
      b.grad += a.data * out.grad;
    });
    return out;
  }
  static of(a, data, slope) {
    const out = new Value(data, [a], () => {
      a.grad += slope * out.grad;
    });
    return out;
  }
  backward() {
    const order = [];
    const seen = new Set();
    const visit = (value) => {
      if (seen.has(value)) return;
      seen.add(value);
      for (const parent of value.parents) visit(parent);
      order.push(value);
    };
    visit(this);
    this.grad = 1;
    for (const value of order.reverse()) value.back();
  }
}

const relu = (a) => Value.of(a, Math.max(0, a.data), a.data > 0 ? 1 : 0);
const exp = (a) => Value.of(a, Math.exp(a.data), Math.exp(a.data));
const log = (a) => Value.of(a, Math.log(a.data), 1 / a.data);
const sum = (values) => values.reduce((a, b) => Value.add(a, b));

export async function tape(name, { sizes, data }) {
  const { D, H, O } = sizes;
  const step = (s, gradients) => {
    const [W0, W1] = data.params.map((param) => Array.from(param, (value) => new Value(value)));
    const x = Array.from({ length: D }, (_, i) => new Value(data.x[s * D + i]));
    const y = Array.from({ length: O }, (_, k) => new Value(data.y[s * O + k]));
    const a = Array.from({ length: H }, (_, j) =>
      relu(sum(x.map((value, i) => Value.mul(value, W0[i * H + j])))),
    );
    const z = Array.from({ length: O }, (_, k) => sum(a.map((value, j) => Value.mul(value, W1[j * O + k]))));
    const right = sum(z.map((value, k) => Value.mul(value, y[k])));
    const cost = Value.add(log(sum(z.map(exp))), Value.mul(right, new Value(-1)));
    cost.backward();
    for (const [p, param] of [W0, W1].entries())
      for (const [e, { grad }] of param.entries()) gradients[p][e] += grad;
    return cost.data;
  };
  await check(name, sizes, data, (gradients) => {
    let cost = 0;
    for (let s = 0; s < data.samples; s++) cost += step(s, gradients) / data.samples;
    for (const gradient of gradients) for (const [e, g] of gradient.entries()) gradient[e] = g / data.samples;
    return cost;
  });
  const gradients = data.gradients();
  return {
    name,
    run: (repeats) => {
      for (let r = 0; r < repeats; r++) step(r % data.samples, gradients);
    },
  };
}
