/** Loops as an expert writes them for V8: eight results at a time in variables, weights along memory. */

const eight = Array.from({ length: 8 }, (_, k) => k);
const lines = (line) => eight.map(line).join(" ");

/** A module whose function is bound to its own arrays; sizes are constants of the text. */
export const blockedText = ({ D, H, O }) => `
export function bind(W0_, W1_, dW0_, dW1_) {
  const h = new Float64Array(${H}), g = new Float64Array(${H}), z = new Float64Array(${O}), d = new Float64Array(${O});
  return (x, y) => {
    const W0 = W0_, W1 = W1_, dW0 = dW0_, dW1 = dW1_;
    ${product({ rows: D, columns: H, from: "x", weights: "W0", to: "h" })}
    for (let j = 0; j < ${H}; j++) g[j] = h[j] > 0 ? h[j] : 0;
    ${product({ rows: H, columns: O, from: "g", weights: "W1", to: "z" })}
    let top = z[0];
    for (let k = 1; k < ${O}; k++) if (z[k] > top) top = z[k];
    let total = 0, dot = 0;
    for (let k = 0; k < ${O}; k++) { const e = Math.exp(z[k] - top); d[k] = e; total += e; dot += y[k] * z[k]; }
    const inverse = 1 / total;
    for (let k = 0; k < ${O}; k++) d[k] = d[k] * inverse - y[k];
    for (let j = 0; j < ${H}; j++) {
      const a = g[j], row = Math.imul(j, ${O});
      let back = 0;
      for (let k = 0; k < ${O}; k++) { const e = d[k]; back += W1[(row + k) | 0] * e; dW1[(row + k) | 0] = a * e; }
      g[j] = a > 0 ? back : 0;
    }
    for (let i = 0; i < ${D}; i++) {
      const a = x[i], row = Math.imul(i, ${H});
      let j = 0;
      for (; j < ${H - (H % 8)}; j += 8) { const e = (row + j) | 0; ${lines((k) => `dW0[(e + ${k}) | 0] = a * g[(j + ${k}) | 0];`)} }
      for (; j < ${H}; j++) dW0[(row + j) | 0] = a * g[j];
    }
    return top + Math.log(total) - dot;
  };
}
`;

const product = ({ rows, columns, from, weights, to }) => `
    {
      let j = 0;
      for (; j < ${columns - (columns % 8)}; j += 8) {
        ${lines((k) => `let s${k} = 0;`)}
        for (let i = 0; i < ${rows}; i++) {
          const a = ${from}[i], e = (Math.imul(i, ${columns}) + j) | 0;
          ${lines((k) => `s${k} += a * ${weights}[(e + ${k}) | 0];`)}
        }
        ${lines((k) => `${to}[j + ${k}] = s${k};`)}
      }
      for (; j < ${columns}; j++) {
        let s = 0;
        for (let i = 0; i < ${rows}; i++) s += ${from}[i] * ${weights}[(Math.imul(i, ${columns}) + j) | 0];
        ${to}[j] = s;
      }
    }`;
