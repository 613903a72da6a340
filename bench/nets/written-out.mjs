/** What people write who unroll by hand: no arrays in between, every sum spelled out. In JavaScript or C. */

const range = (n) => Array.from({ length: n }, (_, k) => k);

const dialects = {
  js: { define: "const", double: "", exp: "Math.exp", log: "Math.log" },
  c: { define: "const double", double: "double ", exp: "exp", log: "log" },
};

/** The statements for one sample of a perceptron without biases; with the cost, the last one returns it. */
export function statements({ D, H, O }, dialect, { cost = true } = {}) {
  const { define, exp, log } = dialects[dialect];
  const is = (name, value) => `${define} ${name} = ${value};`;
  const sum = (n, term) => range(n).map(term).join(" + ");
  const top = range(O).slice(1).map((k) => is(`m${k}`, `m${k - 1} > z${k} ? m${k - 1} : z${k}`)); // prettier-ignore
  const last = `m${O - 1}`;
  return [
    ...range(D).map((i) => is(`x${i}`, `x[${i}]`)),
    ...range(H).map((j) =>
      is(
        `h${j}`,
        sum(D, (i) => `x${i} * W0[${i * H + j}]`),
      ),
    ),
    ...range(H).map((j) => is(`a${j}`, `h${j} > 0 ? h${j} : 0`)),
    ...range(O).map((k) =>
      is(
        `z${k}`,
        sum(H, (j) => `a${j} * W1[${j * O + k}]`),
      ),
    ),
    is("m0", "z0"),
    ...top,
    ...range(O).map((k) => is(`e${k}`, `${exp}(z${k} - ${last})`)),
    is(
      "total",
      sum(O, (k) => `e${k}`),
    ),
    is("inverse", "1 / total"),
    ...range(O).map((k) => is(`d${k}`, `e${k} * inverse - y[${k}]`)),
    ...range(H).map((j) => is(`g${j}`, `h${j} > 0 ? ${sum(O, (k) => `W1[${j * O + k}] * d${k}`)} : 0`)),
    ...range(D).flatMap((i) => range(H).map((j) => `dW0[${i * H + j}] = x${i} * g${j};`)),
    ...range(H).flatMap((j) => range(O).map((k) => `dW1[${j * O + k}] = a${j} * d${k};`)),
    ...(cost ? [`return ${last} + ${log}(total) - (${sum(O, (k) => `y[${k}] * z${k}`)});`] : []),
  ];
}

/** A module whose functions take all arrays, or are bound to arrays of their own. */
export const moduleText = (sizes) => `
export function gradient(x, y, W0, W1, dW0, dW1) {
${statements(sizes, "js").join("\n")}
}
export function bind(W0_, W1_, dW0_, dW1_) {
  return (x, y) => {
    const W0 = W0_, W1 = W1_, dW0 = dW0_, dW1 = dW1_;
${statements(sizes, "js").join("\n")}
  };
}
`;

/** A header for perceptron.c. */
export const headerText = (sizes) => `
static __attribute__((noinline)) double written(const double *restrict x, const double *restrict y,
    const double *restrict W0, const double *restrict W1, double *restrict dW0, double *restrict dW1) {
${statements(sizes, "c").join("\n")}
}
`;
