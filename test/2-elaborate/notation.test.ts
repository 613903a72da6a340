import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { notesInIndexNotation, notesInMatrixNotation } from "../1-parse/support.ts";
import { bodyOf, isSame, read, valueOf } from "./support.ts";

const declarations = `size n, m, r
input x[n], z[n], X[n, m], Y[m, r], S[n, n], T[n, n], idx[m] in n
param w[m], c
`;

/** The same quantity in index notation and in matrix notation. */
const pairs: readonly (readonly [index: string, matrix: string])[] = [
  ["f[j] = sum(i, x[i] * X[i, j])", "f = x * X"],
  ["f[i] = sum(j, X[i, j] * w[j])", "f = X * w"],
  ["f = sum(i, x[i] * z[i])", "f = x * z"],
  ["f = sum(i, x[i] * z[i])", "f = dot(x, z)"],
  ["f[i, k] = sum(j, X[i, j] * Y[j, k])", "f = X * Y"],
  ["f[i, k] = sum(j, Y[j, i] * X[k, j])", "f = Y' * X'"],
  ["f[i, k] = sum(j, Y[j, i] * X[k, j])", "f = (X * Y)'"],
  ["f[i, k] = sum(j, Y[j, i] * X[k, j])", "f = transpose(X * Y)"],
  ["f[i] = x[i] * z[i]", "f = x .* z"],
  ["f[i] = x[i] / z[i]", "f = x ./ z"],
  ["f[i] = x[i]^z[i] - c", "f = x .^ z - c"],
  ["f[i] = c * x[i] / 2", "f = c * x / 2"],
  ["f[i, j] = x[i] * w[j]", "f = outer(x, w)"],
  ["f[a, b] = w[a] * x[b]", "f = outer(x, w)'"],
  ["f[i, j] = delta(i, j) * x[i]", "f = diag(x)"],
  ["f[i] = S[i, i]", "f = diag(S)"],
  ["f = sum(i, S[i, i])", "f = tr(S)"],
  ["f = sum(i, j, S[i, j] * T[j, i])", "f = trace(S * T)"],
  ["f[i, j] = sum(l, sum(k, S[i, k] * S[k, l]) * S[l, j])", "f = S^3"],
  ["f = sum(j, sum(i, x[i] * S[i, j]) * z[j])", "f = x * S * z"],
  ["f = sum(j, sum(i, x[i] * S[i, j]) * z[j])", "f = x' * S * z"],
  ["f = sum(i, j, X[i, j])", "f = sum(X)"],
  ["f = mean(i, x[i])", "f = mean(x)"],
  ["f = sum(i, x[i]) / n", "f = mean(x)"],
  ["f = prod(i, x[i])", "f = prod(x)"],
  ["f = max(i, x[i]) - min(i, x[i])", "f = max(x) - min(x)"],
  ["f = sqrt(sum(i, x[i]^2))", "f = norm(x)"],
  ["f = norm(i, j, X[i, j])", "f = norm(X)"],
  ["f = logsumexp(i, x[i])", "f = logsumexp(x)"],
  ["f[i] = softmax(i, x[i])", "f = softmax(x)"],
  ["f[i] = exp(x[i] - logsumexp(k, x[k]))", "f = softmax(x)"],
  ["f[i] = logsoftmax(i, x[i])", "f = logsoftmax(x)"],
  ["f[i, j] = softmax(j, X[i, j])", "f = softmax(X)"],
  ["f[i, j] = relu(X[i, j]) + max(X[i, j], 0)", "f = relu(X) + max(X, 0)"],
  ["f[i] = (x[i] > 0) * (x[i] < 1)", "f = (0 < x) .* (x < 1)"],
  ["f[i] = 0 < x[i] < 1 ? x[i] : -c", "f = 0 < x and x < 1 ? x : -c"],
  ["f[i] = 1 - (x[i] > 0)", "f = not (x > 0)"],
  ["f[i] = sum(j, X[i, j] * w[j]) * x[i]", "f[i] = (X * w)[i] * x[i]"],
  ["f[i] = n * x[i] + m", "f = size(X, 1) * x + size(X, 2)"],
  ["f[j] = sum(i, (idx[j] == i) * x[i])", "f[j] = x[idx[j]]"],
];

describe("index notation and matrix notation are one graph", () => {
  it.each(pairs)("%s is %s", (index, matrix) => {
    expect(isSame(valueOf(declarations + index, "f"), valueOf(declarations + matrix, "f"))).toBe(true);
  });

  it("the network of the notes", () => {
    const [index, matrix] = [read(notesInIndexNotation), read(notesInMatrixNotation)];
    for (const name of ["h", "a", "O", "p", "Cost"])
      expect(isSame(bodyOf(index, name), bodyOf(matrix, name))).toBe(true);
    expect(isSame(index.assumptions[0]!.left, matrix.assumptions[0]!.left)).toBe(true);
  });

  it("a product of a matrix and a vector is that of the vector and the transpose", () => {
    expect(isSame(valueOf(`${declarations}f = X * w`, "f"), valueOf(`${declarations}f = w * X'`, "f"))).toBe(
      true,
    );
  });

  it.each([
    ["f = softmax(X)", "f = softmax(X')'"],
    ["f[i] = sum(j, S[i, j])", "f[i] = sum(j, S[j, i])"],
    ["f = outer(x, w)", "f = outer(x, w .* w)"],
  ])("%s is not taken for %s where they differ", (a, b) => {
    expect(isSame(valueOf(declarations + a, "f"), valueOf(declarations + b, "f"))).toBe(false);
  });
});

describe("the model", () => {
  it("definitions stand in any order, and are listed in that of the text", () => {
    const model = read("f = g + h\nh = 2 * g\ng = c\nparam c\n");
    expect([...model.definitions.keys()]).toEqual(["f", "h", "g"]);
    expect(isSame(bodyOf(model, "f"), valueOf("param c\nf = 3 * c", "f"))).toBe(true);
  });

  it("the letters of the text name the axes", () => {
    const model = read(notesInIndexNotation);
    expect(model.letters.get("W1")).toEqual(["j", "k"]);
    expect(model.definitions.get("h")?.params.map(({ name }) => name)).toEqual(["j"]);
    expect(
      read(notesInMatrixNotation)
        .definitions.get("h")
        ?.params.map(({ name }) => name),
    ).toEqual(["i"]);
  });

  it("the first letters of a tensor's axes stay", () => {
    const model = read(
      "param W[2, 3]\nf = sum(i, j, W[i, j])\ng = sum(k, l, W[k, l])\nh[j] = W[1, j]\nr[k] = h[k]",
    );
    expect(model.letters.get("W")).toEqual(["i", "j"]);
    expect(model.letters.get("h")).toEqual(["j"]);
  });

  it("the sign of a sum is split off in the names it ends up with", () => {
    const [p, q] = ["A[j, k] - A[k, j]", "A[k, j] - A[j, k]"];
    const text = (inner: string, sign: string) =>
      `input A[3, 3], x[3]\nf[i, j] = ${sign}sum(k, x[k] * x[i] * (${inner}))`;
    expect(isSame(valueOf(text(p, ""), "f"), valueOf(text(q, "-"), "f"))).toBe(true);
    const diagonal = "f[i in 3, j in 3] = sum(k0 in 3, (-(delta(i, k0) * x[i])) * (A[j, k0] - A[k0, j]))";
    expect(
      isSame(
        valueOf(`input A[3, 3], x[3]\n${diagonal}`, "f"),
        valueOf("input A[3, 3], x[3]\nf = (-diag(x)) * (A' - A)", "f"),
      ),
    ).toBe(true);
  });

  it("an index of a definition may have another name where it is used", () => {
    expect(
      isSame(
        valueOf("input x[3]\nu[i] = 2 * x[i]\nf[k] = u[k]", "f"),
        valueOf("input x[3]\nf[a] = 2 * x[a]", "f"),
      ),
    ).toBe(true);
  });

  it("a bound index never captures: T18", () => {
    const direct = "input x[3], y[3]\nf[i] = sum(k, x[k] * y[i])";
    expect(
      isSame(valueOf("input x[3], y[3]\ng[j] = sum(i, x[i] * y[j])\nf[i] = g[i]", "f"), valueOf(direct, "f")),
    ).toBe(true);
  });

  it("a size written as a name and as a number is one length", () => {
    const model = read("size n = 3\ninput x[n], y[3]\nf = sum(i, x[i] * y[i])");
    expect(isSame(bodyOf(model, "f"), valueOf("input x[3], y[3]\nf = sum(i, x[i] * y[i])", "f"))).toBe(true);
  });

  it("a size with a value stays symbolic where only its name is used", () => {
    const model = read("size n = 3\ninput x[n]");
    expect(model.declarations.get("x")?.shape[0]?.key).toBe("n");
    expect(model.sizes.get("n")?.value).toBe(3);
  });

  it("assumed equations between sizes hold in all shapes", () => {
    const model = read("size n, m, k = 2 * m\nassume n == m + 1\ninput x[n], y[m+1]\nf = x * y");
    expect(model.declarations.get("x")?.shape).toEqual(model.declarations.get("y")?.shape);
    expect(model.sizes.get("k")?.form.key).toMatch(/^2\*/);
  });

  it("ranges come from the axes, also through sums of indices", () => {
    const model = read("size n, r\ninput x[n], w[r]\ny[i] = sum(u, w[u] * x[i+u-1])\nz[i] = x[n + 1 - i]");
    expect(model.definitions.get("y")?.shape[0]?.key).toBe("n-r+1");
    expect(model.definitions.get("z")?.shape[0]?.key).toBe("n");
  });

  it("a range counts from where it says", () => {
    expect(
      isSame(
        valueOf("input x[5]\nf = sum(i in 2..4, i * x[i])", "f"),
        valueOf("input x[5]\nf = sum(k in 3, (k + 1) * x[k + 1])", "f"),
      ),
    ).toBe(true);
  });

  it.each([
    ["prod(j in 1..i, S[i, j])", "prod(j, j <= i ? S[i, j] : 1)"],
    ["mean(j in 1..i, S[i, j])", "sum(j in 1..i, S[i, j]) / sum(j in n, j <= i)"],
    ["norm(j in 1..i, S[i, j])", "sqrt(sum(j, (j <= i) * S[i, j]^2))"],
  ])("so is that of %s: %s", (short, long) => {
    const entry = (formula: string) => valueOf(`${declarations}f[i] = S[i, i] * ${formula}`, "f");
    expect(isSame(entry(short), entry(long))).toBe(true);
  });

  it("a range that depends on another index is a full range with a bracket", () => {
    expect(
      isSame(
        valueOf("size n\ninput X[n, n]\nf = sum(i, sum(j in 1..i, X[i, j]))", "f"),
        valueOf("size n\ninput X[n, n]\nf = sum(i, j, (j <= i) * X[i, j])", "f"),
      ),
    ).toBe(true);
  });

  it("conventions, constants, properties and facts are kept", () => {
    const model = read(
      "const c = -0.25\nparam A[2, 2], x[4]\nconvention relu'(0) = 1/2\nassume A invertible\nassume A symmetric\nassume 0 < x[i] <= 1",
    );
    expect(model.conventions.relu).toEqual({ num: 1n, den: 2n });
    expect(model.chosen).toEqual(["relu'(0) = 1 / 2"]);
    expect(model.declarations.get("c")?.value).toEqual({ num: -1n, den: 4n });
    expect(model.properties).toEqual([
      { name: "A", property: "invertible" },
      { name: "A", property: "symmetric" },
    ]);
    expect(model.facts.map(({ text, is }) => `${text}: ${is}`)).toEqual([
      "0 < x[i]: positive",
      "x[i] <= 1: non-negative",
    ]);
    expect(model.assumptions.map(({ text }) => text)).toEqual(["A symmetric"]);
  });

  it("a definition held independent is a tensor of its own", () => {
    const model = readModel("input x\nO = 2 * x\nC = O^2", { independent: new Set(["O"]) });
    expect(isSame(bodyOf(model, "C"), valueOf("input O\nC = O^2", "C"))).toBe(true);
  });
});

describe("size is no obstacle", () => {
  it("two thousand definitions, each made of the one before", () => {
    const lines = Array.from(
      { length: 2000 },
      (_, k) => `x${k + 1}[${"ij"[k % 2]}] = tanh(x${k}[${"ij"[k % 2]}])`,
    );
    const model = read(`input x0[3]\n${lines.toReversed().join("\n")}`);
    expect(model.definitions.size).toBe(2000);
  });

  it.each([
    ["brackets", (n: number) => "(1 + ".repeat(n) + "x" + ")".repeat(n)],
    ["functions", (n: number) => "tanh(1 + ".repeat(n) + "x" + ")".repeat(n)],
    ["prefixes", (n: number) => "-".repeat(n) + "x"],
    ["powers", (n: number) => "x^".repeat(n) + "x"],
    ["choices", (n: number) => "x > 0 ? x : ".repeat(n) + "1"],
    ["sums", (n: number) => Array.from({ length: n }, (_, k) => `x^${k + 1}`).join(" + ")],
  ])("ten thousand nested %s", (_kind, nest) => {
    expect(read(`input x\nf = ${nest(10_000)}`).definitions.has("f")).toBe(true);
  });
});
