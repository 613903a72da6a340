import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { codesOf, isSame, valueOf } from "./support.ts";
import { one } from "../../src/core/build.ts";

const declared = "size n, m\ninput x[5], y[5], u[n], v[m], X[n, m], A[n, n], I[3]\nparam W[3, 4], c\n";

/** One mistake each, with what is reported and where: the text under the caret. */
const mistakes: readonly (readonly [line: string, code: string, place: string])[] = [
  ["f = q + 1", "E0201", "q"],
  ["f = sum(i, x[i] * X[i, 1])", "E0205", "i"],
  ["f = u * v", "E0302", "*"],
  ["f[j] = W[i, j]", "E0206", "i"],
  ["f[i, j] = x[i]", "E0211", "j"],
  ["f = sum(i, x * x[i])", "E0203", "x"],
  ["f[i] = x + x[i]", "E0203", "x"],
  ["f[i] = sum(i, x[i])", "E0210", "i"],
  ["f[c] = x[c]", "E0210", "c"],
  ["f = sum(n, x[n])", "E0210", "n"],
  ["f = W[1]", "E0208", "W[1]"],
  ["f = c[1]", "E0208", "c[1]"],
  ["f = g\ng = f", "E0209", "f"],
  ["f = 1\nf = 2", "E0202", "f"],
  ["h[t, j] = h[t - 1, j]", "E0209", "h"],
  ["f = x[0]", "E0218", "0"],
  ["f = x[6]", "E0218", "6"],
  ["f = sum(i in 0..3, x[i])", "E0218", "i"],
  ["f = sum(i in 1..6, x[i])", "E0218", "i"],
  ["f = sum(i, x[i] - x[i - 1])", "E0218", "i - 1"],
  ["f = u[n + 1]", "E0218", "n + 1"],
  ["f = sum(i, x[i + 1] * y[i + 2])", "E0205", "i + 2"],
  ["f = sum(i, x[2 * i])", "E0211", "i"],
  ["sum = 3", "E0107", "sum"],
  ["pi = 3", "E0107", "pi"],
  ["input = 3", "E0107", "input"],
  ["f = (c + 1", "E0103", "("],
  ["f[i, i] = x[i]", "E0202", "i"],
  ["f = A^0.5", "E0306", "^"],
  ["f = pinv(A)", "E0226", "pinv"],
  ["f = A^0", "E0306", "^"],
  ["f = X^-1", "E0306", "^"],
  ["f = det(X)", "E0305", "det(X)"],
  ["f = inv(x)", "E0304", "x"],
  ["f = logdet(A, A)", "E0214", "logdet(A, A)"],
  ["f = det(i, j, X[i, j])", "E0305", "det(i, j, X[i, j])"],
  ["f = inv(i, j, x[i])", "E0211", "j"],
  ["f = solve(A, X')", "E0305", "solve(A, X')"],
  ["f = X^2", "E0306", "^"],
  ["f = X' + X", "E0301", "X"],
  ["f = c > 0 ? x : I", "E0301", "I"],
  ["f = x' .* y", "E0303", "x'"],
  ["f = (x')'", "E0303", "x'"],
  ["f = outer(X, x)", "E0304", "X"],
  ["f = dot(x, I)", "E0305", "dot(x, I)"],
  ["f = d(c)", "E0213", "d"],
  ["size k = -1", "E0309", "-1"],
  ["param B[q]", "E0201", "q"],
  ["param B[c]", "E0309", "c"],
  ["alias z = q", "E0201", "q"],
  ["alias z = z", "E0209", "z"],
  ["assume 1 == 2", "E0502", "1 == 2"],
  ["assume X symmetric", "E0503", "X"],
  ["assume n positive", "E0503", "n"],
  ["assume n == n + 1", "E0502", "n == n + 1"],
];

describe("a mistake is reported once, at its place", () => {
  it.each(mistakes)("%s: %s", (line, code, place) => {
    const { diagnostics, source } = readModel(`${declared}${line}\n`);
    const found = diagnostics.map(({ code: id, labels }) => [
      id,
      source.text.slice(labels[0]!.span.start, labels[0]!.span.end),
    ]);
    expect(found).toEqual([[code, place]]);
  });

  it("several in one run, and the definitions without one are read", () => {
    const { diagnostics, definitions } = readModel(`${declared}f = q\ng = x[9]\nh = u * v\nk = c\nl = f + k`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["E0201", "E0218", "E0302"]);
    expect([...definitions.keys()]).toEqual(["k"]);
  });

  it("what depends on a mistake is not complained about", () => {
    expect(codesOf("param W[q]\nf = W + 1\ng[i] = W[i] * f")).toEqual(["E0201"]);
  });
});

describe("what is no mistake", () => {
  it.each([
    "f = sum(i, i < 5 ? x[i + 1] : x[i])",
    "f = sum(i, (i < 5) * (x[i + 1] - x[i]))",
    "f[i in 5, j in 5] = (i + j <= 5) .* x[i + j]",
    "f[i in 5] = sum(k in 1..i, x[i - k + 1] * y[k])",
    "f = x' * outer(x, y) * y",
    "f = sum(i, sum(k, x[k]) * x[i]) + sum(k, y[k])",
    "f = max(c, 0) + max(i, x[i]) + max(x) + max(i in 2..3, x[i])",
    "f[i, j] = delta(i, j) * x[i]",
    "d = 3\ng = d * c",
    "e = c\nf = e^2",
  ])("%s", (line) => expect(codesOf(`${declared}${line}\n`)).toEqual([]));
});

it("a comparison says which side is larger", () => {
  const { facts } = readModel(`${declared}assume 0 < c\nassume c <= 2\nassume I[k] != 0`);
  const at = (text: string) => valueOf(`${declared}f = ${text}`, "f");
  expect(isSame(facts[0]!.difference, at("c"))).toBe(true);
  expect(isSame(facts[1]!.difference, at("2 - c"))).toBe(true);
  expect(facts.map(({ is }) => is)).toEqual(["positive", "non-negative", "non-zero"]);
});

it("what stands on an axis of length 1 is still a tensor", () => {
  expect(codesOf("input x[1]\nf = x[1]\ng = sum(x)\nh = x + f")).toEqual([]);
});

it("empty axes are allowed: a sum over nothing is decided later", () => {
  expect(codesOf("input x[0]\nf = sum(x)\ng[i] = 2 * x[i]")).toEqual([]);
  expect(isSame(one, valueOf("input x\nf = x^0", "f"))).toBe(true);
});
