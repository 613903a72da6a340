import type { Numbers, TrainingKernel } from "../../train/index.ts";

/**
 * The two-layer perceptron of the notes by plain loops, inputs → hidden (ReLU) → classes, mean cross entropy:
 * an independent referee that shares no code with the engine.
 */
export function referenceKernel(inputs = 3, hidden = 4, classes = 3): TrainingKernel {
  return {
    inputs: [
      { name: "I", shape: [inputs], role: "input" },
      { name: "y", shape: [classes], role: "label" },
    ],
    params: [
      { name: "W0", shape: [inputs, hidden] },
      { name: "W1", shape: [hidden, classes] },
    ],
    precision: "f64",
    hash: `reference-${inputs}-${hidden}-${classes}`,
    run(n, [I, y], [W0, W1], [dW0, dW1]) {
      dW0!.fill(0);
      dW1!.fill(0);
      let cost = 0;
      for (let s = 0; s < n; s++) {
        const { h, p } = forward(I!, W0!, W1!, s);
        const error = p.map((share, k) => share - y![s * classes + k]!);
        for (let k = 0; k < classes; k++)
          if (y![s * classes + k]! !== 0) cost -= y![s * classes + k]! * Math.log(p[k]!);
        for (let j = 0; j < hidden; j++) {
          let back = 0;
          for (let k = 0; k < classes; k++) {
            back += W1![j * classes + k]! * error[k]!;
            dW1![j * classes + k]! += (Math.max(h[j]!, 0) * error[k]!) / n;
          }
          if (h[j]! > 0)
            for (let i = 0; i < inputs; i++) dW0![i * hidden + j]! += (I![s * inputs + i]! * back) / n;
        }
      }
      return cost / n;
    },
    predict(n, [I], [W0, W1], predictions) {
      for (let s = 0; s < n; s++) predictions.set(forward(I!, W0!, W1!, s).p, s * classes);
    },
    units(n, [I], [W0, W1]) {
      const active = Array.from({ length: hidden }, () => 0);
      for (let s = 0; s < n; s++) {
        for (const [j, value] of forward(I!, W0!, W1!, s).h.entries()) if (value > 0) active[j]! += 1;
      }
      return [{ tensor: "a", active, rows: n }];
    },
  };

  function forward(I: Numbers, W0: Numbers, W1: Numbers, s: number) {
    const h = new Float64Array(hidden);
    for (let j = 0; j < hidden; j++)
      for (let i = 0; i < inputs; i++) h[j]! += W0[i * hidden + j]! * I[s * inputs + i]!;
    const O = new Float64Array(classes);
    for (let k = 0; k < classes; k++)
      for (let j = 0; j < hidden; j++) O[k]! += W1[j * classes + k]! * Math.max(h[j]!, 0);
    const top = Math.max(...O);
    const e = O.map((value) => Math.exp(value - top));
    const total = e.reduce((sum, value) => sum + value, 0);
    return { h, p: e.map((value) => value / total) };
  }
}
