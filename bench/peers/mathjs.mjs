/** mathjs: its derivative of the scalar expansion by every parameter, compiled. ReLU is (h + |h|)/2: it has no other. */
import { check } from "../nets/perceptron.mjs";

export async function mathjs(name, { sizes, data }) {
  const { derivative, parse } = await import("mathjs");
  const { D, H, O } = sizes;
  const range = (n) => Array.from({ length: n }, (_, k) => k);
  const sum = (n, term) => range(n).map(term).join(" + ");
  const h = range(H).map((j) => sum(D, (i) => `x${i} * U${i * H + j}`));
  const a = h.map((text) => `((${text}) + abs(${text})) / 2`);
  const z = range(O).map((k) => sum(H, (j) => `${a[j]} * V${j * O + k}`));
  const cost = parse(`log(${sum(O, (k) => `exp(${z[k]})`)}) - (${sum(O, (k) => `y${k} * (${z[k]})`)})`);
  const names = [range(D * H).map((e) => `U${e}`), range(H * O).map((e) => `V${e}`)];
  const value = cost.compile();
  const partials = names.map((list) =>
    list.map((parameter) => derivative(cost, parameter, { simplify: false }).compile()),
  );
  const scopeOf = (s) =>
    Object.fromEntries([
      ...range(D).map((i) => [`x${i}`, data.x[s * D + i]]),
      ...range(O).map((k) => [`y${k}`, data.y[s * O + k]]),
      ...names.flatMap((list, p) => list.map((parameter, e) => [parameter, data.params[p][e]])),
    ]);
  const step = (s, gradients, share) => {
    const scope = scopeOf(s);
    for (const [p, list] of partials.entries())
      for (const [e, code] of list.entries()) gradients[p][e] += share * code.evaluate(scope);
    return value.evaluate(scope);
  };
  await check(name, sizes, data, (gradients) =>
    range(data.samples).reduce((cost, s) => cost + step(s, gradients, 1 / data.samples) / data.samples, 0),
  );
  const gradients = data.gradients();
  return {
    name,
    run: (repeats) => {
      for (let r = 0; r < repeats; r++) step(r % data.samples, gradients, 1);
    },
  };
}
