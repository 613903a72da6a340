import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import type { Model } from "../../src/2-elaborate/model.ts";
import { derive, deriveSecond } from "../../src/4-simplify/derive.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { point, sizesAt, type Nested } from "../../src/5-evaluate/point.ts";
import { isError } from "../../src/core/diagnostic.ts";
import { gradbench, type Case, type Json } from "./gradbench.ts";

/** Objectives outside this language, or algorithms around an objective rather than objectives. */
const outside: Readonly<Record<string, string>> = {
  lstm: "a recurrence over time",
  ode: "a loop of integration steps",
};

const casesOf = (name: string): readonly Case[] => gradbench.find((b) => b.eval === name)!.cases;

function read(text: string): Model {
  const model = readModel(text);
  expect(model.diagnostics.filter(isError)).toEqual([]);
  return model;
}

const flat = (nested: Json): number[] =>
  typeof nested === "number"
    ? [nested]
    : (Array.isArray(nested) ? nested : Object.values(nested)).flatMap(flat);

/** GradBench accepts 10⁻⁴; we demand 10⁻⁹, and 10⁻¹² for what is 0. */
function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  for (const [n, want] of expected.entries())
    expect(Math.abs(found[n]! - want), `${found[n]} for ${want}`).toBeLessThanOrEqual(
      1e-12 + 1e-9 * Math.abs(want),
    );
}

interface Evaluated {
  readonly value: (name: string) => number[];
  readonly by: (of: string, wrt: string) => number[];
  readonly twice: (of: string, wrt: string) => readonly (readonly number[])[];
}

function evaluated(model: Model, data: Readonly<Record<string, Nested>>): Evaluated {
  const given = [...model.sizes].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]));
  const plain = point(data, Object.fromEntries(given) as Record<string, number>);
  const dims = new Map([...model.declarations].map(([name, { shape }]) => [name, shape]));
  const at = { ...plain, sizes: sizesAt(dims, plain) };
  return {
    value: (name) => {
      const { value, params } = model.definitions.get(name)!;
      return Array.from(evaluate(value, params, at).values);
    },
    by: (of, wrt) => {
      const found = derive(model, { of, wrt: [wrt] });
      if ("known" in found) throw new Error(found.kind);
      const { value, axes } = found.results[0]!;
      return Array.from(evaluate(value, axes, at).values);
    },
    twice: (of, wrt) => {
      const found = deriveSecond(model, { of, wrt: [wrt] });
      if ("known" in found) throw new Error(found.kind);
      const { value, axes } = found[0]!;
      const { shape, values } = evaluate(value, axes, at);
      const columns = shape.slice(shape.length / 2).reduce((a, b) => a * b, 1);
      return Array.from({ length: columns }, (_, row) =>
        Array.from(values.slice(row * columns, (row + 1) * columns)),
      );
    },
  };
}

describe("GradBench", () => {
  it("objectives are all here, except those listed", () => {
    const here = ["ba", "det", "gmm", "hello", "kmeans", "llsq", "lse", "particle", "saddle"];
    expect([...here, ...Object.keys(outside)].sort()).toEqual(gradbench.map((b) => b.eval).sort());
  });

  it.each(casesOf("hello"))("$id", ({ input, square, double }) => {
    const { value, by } = evaluated(read("input x\nf = x ^ 2"), input as Record<string, Nested>);
    expectClose(value("f"), flat(square!));
    expectClose(by("f", "x"), flat(double!));
  });

  it.each(casesOf("det"))("$id", ({ input, expected }) => {
    const { A, ell } = input as { A: number[]; ell: number };
    const { primal, gradient } = expected as Record<string, Json>;
    const rows = Array.from({ length: ell }, (_, i) => A.slice(i * ell, (i + 1) * ell));
    const { value, by } = evaluated(read("size n\nparam A[n, n]\nf = det(A)"), { A: rows });
    expectClose(value("f"), flat(primal!));
    expectClose(by("f", "A"), flat(gradient!));
  });

  it.each(casesOf("lse"))("$id", ({ input, expected }) => {
    const { x } = input as { x: number[] };
    const { primal, gradient, hessian } = expected as {
      primal: number;
      gradient: number[];
      hessian: number[][];
    };
    const { value, by, twice } = evaluated(read("size n\ninput x[n]\nf = log(sum(i, exp(x[i])))"), { x });
    expectClose(value("f"), [primal]);
    expectClose(by("f", "x"), gradient);
    if (Array.isArray(hessian)) expectClose(twice("f", "x").flat(), flat(hessian));
  });

  it.each(casesOf("kmeans"))("$id", ({ input, expected }) => {
    const { points, centroids } = input as Record<string, Nested>;
    const { cost, gradient, hessian_diagonal: diagonal } = expected as Record<string, Json>;
    const model = read(
      "size n\nsize k\nsize d\ninput P[n, d]\nparam C[k, d]\nf = sum(i, min(j, sum(l, (C[j, l] - P[i, l]) ^ 2)))",
    );
    const { value, by, twice } = evaluated(model, { P: points!, C: centroids! });
    expectClose(value("f"), flat(cost!));
    expectClose(by("f", "C"), flat(gradient!));
    expectClose(twice("f", "C").map((row, n) => row[n]!), flat(diagonal!)); // prettier-ignore
  });

  it.each(casesOf("llsq"))("$id", ({ input, expected }) => {
    const { x, n } = input as { x: number[]; n: number };
    const { primal, gradient, hessian } = expected as Record<string, Json>;
    const t = "(-1 + 2 * (i - 1) / (n - 1))";
    const model = read(
      `size n = ${n}\nsize m\nparam x[m]\nf = sum(i in 1..n, (sign(${t}) - sum(j, x[j] * ${t} ^ (j - 1))) ^ 2) / 2`,
    );
    const { value, by, twice } = evaluated(model, { x });
    expectClose(value("f"), flat(primal!));
    expectClose(by("f", "x"), flat(gradient!));
    if (hessian !== undefined) expectClose(twice("f", "x").flat(), flat(hessian));
  });

  it.each(casesOf("particle"))("$id", ({ input, expected }) => {
    const { p, grad_x0_x1_w: gradient, hessian_x0_x1_w: hessian } = expected as Record<string, Json>;
    const text = (x1: string, x2: string, w: string): string =>
      `p = ((${x1} - 10) ^ 2 + (${x2} - 10 + ${w}) ^ 2) ^ (-1/2) + ((${x1} - 10) ^ 2 + ${x2} ^ 2) ^ (-1/2)`;
    const separate = evaluated(
      read(`input x[2], w\n${text("x[1]", "x[2]", "w")}`),
      input as Record<string, Nested>,
    );
    expectClose(separate.value("p"), flat(p!));
    expectClose([...separate.by("p", "x"), ...separate.by("p", "w")], flat(gradient!));
    const { x, w } = input as { x: number[]; w: number };
    const joint = evaluated(read(`input v[3]\n${text("v[1]", "v[2]", "v[3]")}`), { v: [...x, w] });
    expectClose(joint.twice("p", "v").flat(), flat(hessian!));
  });

  it.each(casesOf("saddle").filter(({ id }) => id === "saddle-f-0"))("$id", ({ input, expected }) => {
    const { f, grad_x: byX, grad_y: byY } = expected as Record<string, Json>;
    const { value, by } = evaluated(
      read("input x[2], y[2]\nf = sum(x .* x) - sum(y .* y)"),
      input as Record<string, Nested>,
    );
    expectClose(value("f"), flat(f!));
    expectClose(by("f", "x"), flat(byX!));
    expectClose(by("f", "y"), flat(byY!));
  });

  it.each(casesOf("gmm"))("$id", ({ input, expected }) => {
    const { x, alpha, mu, q, l, gamma, m, d, k } = input as {
      x: Nested;
      alpha: number[];
      mu: Nested;
      q: Nested;
      l: number[][];
      gamma: number;
      m: number;
      d: number;
      k: number;
    };
    const { objective, jacobian } = expected as { objective: number; jacobian: Record<string, Json> };
    expect(d).toBe(2);
    // log Γ₂(n/2) for n = D + m + 1 = 3: ½ log π + log Γ(3/2) + log Γ(1).
    const degrees = d + m + 1;
    const logGamma = Math.log(Math.PI) / 2 + Math.log(Math.sqrt(Math.PI) / 2);
    const c = k * (degrees * d * Math.log(gamma / Math.SQRT2) - logGamma);
    const L = l.map(([entry]) => [[0, 0], [entry!, 0]]); // prettier-ignore
    const model = read(`
      size n, k, d
      input x[n, d], gamma, m, c
      param alpha[k], mu[k, d], q[k, d], L[k, d, d]
      z[i, j, a] = exp(q[j, a]) * (x[i, a] - mu[j, a]) + sum(b, (a > b) * L[j, a, b] * (x[i, b] - mu[j, b]))
      squares[j] = sum(a, exp(2 * q[j, a])) + sum(a, sum(b, (a > b) * L[j, a, b] ^ 2))
      f = -size(x, 1) * (size(x, 2) / 2 * log(2 * pi) + logsumexp(j, alpha[j])) + sum(i, logsumexp(j, alpha[j] - sum(a, z[i, j, a] ^ 2) / 2 + sum(a, q[j, a]))) + c - gamma ^ 2 / 2 * sum(j, squares[j]) + m * sum(j, sum(a, q[j, a]))
    `);
    const { value, by } = evaluated(model, { x, alpha, mu, q, L, gamma, m, c });
    expectClose(value("f"), [objective]);
    for (const name of ["alpha", "mu", "q"]) expectClose(by("f", name), flat(jacobian[name]!));
    const lower = by("f", "L");
    expectClose(lower.filter((_, n) => n % 4 === 2), flat(jacobian["l"]!)); // prettier-ignore
    expectClose(lower.filter((_, n) => n % 4 !== 2), Array.from({ length: 3 * k }, () => 0)); // prettier-ignore
  });

  it.each(casesOf("ba"))("$id", ({ input, expected }) => {
    const { cam, x, w, feat } = input as Record<string, Nested>;
    const {
      reproj_error: error,
      w_err: weightError,
      jacobian_rows: rows,
    } = expected as { reproj_error: number[]; w_err: number; jacobian_rows: number[][] };
    const model = read(`
      param cam[11], X[3], w
      input feat[2]
      theta = sqrt(cam[1] ^ 2 + cam[2] ^ 2 + cam[3] ^ 2)
      n1 = cam[1] / theta
      n2 = cam[2] / theta
      n3 = cam[3] / theta
      X1 = X[1] - cam[4]
      X2 = X[2] - cam[5]
      X3 = X[3] - cam[6]
      inner = n1 * X1 + n2 * X2 + n3 * X3
      Y1 = X1 * cos(theta) + (n2 * X3 - n3 * X2) * sin(theta) + n1 * inner * (1 - cos(theta))
      Y2 = X2 * cos(theta) + (n3 * X1 - n1 * X3) * sin(theta) + n2 * inner * (1 - cos(theta))
      Y3 = X3 * cos(theta) + (n1 * X2 - n2 * X1) * sin(theta) + n3 * inner * (1 - cos(theta))
      p1 = Y1 / Y3
      p2 = Y2 / Y3
      rho = p1 ^ 2 + p2 ^ 2
      L = 1 + cam[10] * rho + cam[11] * rho ^ 2
      e1 = w * (cam[7] * L * p1 + cam[8] - feat[1])
      e2 = w * (cam[7] * L * p2 + cam[9] - feat[2])
      e3 = 1 - w ^ 2
    `);
    const { value, by } = evaluated(model, { cam: cam!, X: x!, w: w!, feat: feat! });
    expectClose([...value("e1"), ...value("e2"), ...value("e3")], [...error, weightError]);
    for (const [n, row] of rows.entries())
      expectClose(["cam", "X", "w"].flatMap((name) => by(`e${n + 1}`, name)), row); // prettier-ignore
  });
});
