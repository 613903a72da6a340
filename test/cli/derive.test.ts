import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chainrule, folder } from "../support/cli.ts";

interface Derivative {
  readonly wrt: string;
  readonly and?: string;
  readonly shape: readonly (number | string)[];
  readonly index: string;
  readonly matrix: string;
  readonly assumptions: readonly string[];
  readonly conventions: readonly string[];
  readonly steps: readonly {
    readonly id: string;
    readonly rule: string;
    readonly before: string;
    readonly after: string;
    readonly steps?: readonly { readonly rule: string }[];
  }[];
}

const derive = async (
  ...args: readonly string[]
): Promise<{ readonly of: string; readonly results: readonly Derivative[] }> => {
  const { code, out, err } = await chainrule(["derive", "examples/notes.chain", "--json", ...args]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as { of: string; results: Derivative[] };
};

describe("derive", () => {
  it("finds both gradients of the notes in closed form, in index and in matrix notation", async () => {
    const { of, results } = await derive();
    expect(of).toBe("Cost");
    expect(results.map(({ wrt, shape }) => [wrt, shape])).toEqual([
      ["W0", [3, 4]],
      ["W1", [4, 3]],
    ]);
    expect(results.map(({ index }) => index)).toEqual([
      "I[i] * (h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))",
      "a[j] * (p[k] - y[k])",
    ]);
    expect(results.map(({ matrix }) => matrix)).toEqual([
      "outer(I, (W1 * (p - y)) .* (h > 0))",
      "outer(a, p - y)",
    ]);
  });
  it("says which assumption and which convention it used, and numbers its steps", async () => {
    const [W0, W1] = (await derive()).results;
    expect([W0!.assumptions, W0!.conventions]).toEqual([["sum(k, y[k]) == 1"], ["relu'(0) = 0"]]);
    expect([W1!.assumptions, W1!.conventions]).toEqual([["sum(k, y[k]) == 1"], []]);
    expect(W0!.steps.map(({ id }) => id)).toEqual(W0!.steps.map((_, k) => `S${k + 1}`));
    const details = W0!.steps.flatMap(({ steps }) => steps ?? []);
    expect(details.some(({ rule }) => rule === "d-relu")).toBe(true);
  });
  it("keeps the factor Σy where nothing is assumed of it", async () => {
    const model = ["input O[3]", "label y[3]", "p = softmax(O)", "Cost = -sum(k, y[k] * log(p[k]))"].join(
      "\n",
    );
    const { out } = await chainrule(["derive", "-", "--json"], { input: model });
    const { results } = JSON.parse(out) as { results: Derivative[] };
    expect(results[0]!.index).toBe("sum(k, y[k]) * p[i] - y[i]");
    expect(results[0]!.assumptions).toEqual([]);
  });
  it("differentiates by what is asked for, intermediates included, also twice", async () => {
    const { results } = await derive("--wrt", "O,W1");
    expect(results.map(({ wrt, index }) => [wrt, index])).toEqual([
      ["O", "p[k] - y[k]"],
      ["W1", "a[j] * (p[k] - y[k])"],
    ]);
    const second = await derive("--wrt", "W1", "--order", "2");
    expect(second.results.map(({ wrt, and, shape }) => [wrt, and, shape])).toEqual([
      ["W1", "W1", [4, 3, 4, 3]],
    ]);
  });
  it("prints text for people, one form alone when asked, and Korean", async () => {
    const text = await chainrule(["derive", "examples/notes.chain", "--wrt", "W1", "--form", "matrix"]);
    expect(text.out).toBe(
      "∂Cost/∂W1[j, k]  [4, 3]\n  matrix form  outer(a, p - y)\n  assuming     sum(k, y[k]) == 1\n",
    );
    const korean = await chainrule(["derive", "examples/notes.chain", "--lang", "ko"]);
    expect(korean.out).toContain("  행렬꼴  outer(a, p - y)");
    expect(korean.out).toContain("가정");
  });
  it("reads the model from standard input for -", async () => {
    const { code, out } = await chainrule(["derive", "-"], {
      input: "input x[n]\nsize n\nf = sum(x .^ 2)\n",
    });
    expect([code, out]).toEqual([0, "∂f/∂x[i]  [n]\n  index form   2 * x[i]\n  matrix form  2 * x\n"]);
  });
});

describe("derive complains, with exit code 2,", () => {
  it("about every mistake in a model, each with file, line, caret and remedy", async () => {
    const here = folder({ "bad.chain": "input x[3]\nf = sum(i, x[i] * z[i])\ng = x +\n" });
    const { code, out, err } = await chainrule(["derive", "bad.chain"], { cwd: here });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("--> bad.chain:2:19");
    expect(err).toContain("--> bad.chain:3:");
    expect(err.match(/^error\[E\d{4}\]/gm)).toHaveLength(2);
    expect(err).not.toMatch(/^\s+at /m);
  });
  it("as JSON too, with nothing else on standard output", async () => {
    const { code, out } = await chainrule(["derive", "-", "--json"], { input: "f = x +" });
    expect(code).toBe(2);
    const { diagnostics } = JSON.parse(out) as { diagnostics: Record<string, unknown>[] };
    expect(diagnostics[0]).toMatchObject({ severity: "error", file: "<stdin>", line: 1 });
    expect(Object.keys(diagnostics[0]!)).toEqual(
      expect.arrayContaining(["code", "message", "column", "help"]),
    );
  });
  it("about names the model does not have, with the nearest", async () => {
    const unknown = await chainrule(["derive", "examples/notes.chain", "--of", "Kost"]);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain("error[E1030]: the model defines no Kost");
    expect(unknown.err).toContain("did you mean Cost?");
    const variable = await chainrule(["derive", "examples/notes.chain", "--wrt", "W2"]);
    expect([variable.code, variable.err.split("\n")[0]]).toEqual([
      2,
      "error[E1031]: the model has no W2 to differentiate by",
    ]);
  });
  it("about a model without a scalar, and second derivatives of a tensor", async () => {
    const none = await chainrule(["derive", "-"], { input: "input x[3]\ng = exp(x)\n" });
    expect(none.err).toContain("E1032");
    const tensor = await chainrule(["derive", "-", "--of", "g", "--order", "2"], {
      input: "input x[3]\ng = exp(x)\n",
    });
    expect(tensor.err).toContain("E1033");
  });
  it("about a file that is missing, a folder, and options that do not exist", async () => {
    expect((await chainrule(["derive", "nothing.chain"])).err).toContain("E1001");
    expect((await chainrule(["derive", "."])).err).toContain("E1011");
    const slip = await chainrule(["derive", "examples/notes.chain", "--stps"]);
    expect([slip.code, slip.err]).toEqual([2, expect.stringContaining("did you mean --steps?")]);
    const choice = await chainrule(["derive", "examples/notes.chain", "--order", "3"]);
    expect([choice.code, choice.err]).toEqual([2, expect.stringContaining("it is one of 1, 2")]);
    const missing = await chainrule(["derive"]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("model is missing")]);
    expect((await chainrule(["derive", "a", "b"])).err).toContain("1 are expected, 2 were given");
    expect((await chainrule(["derve", "a"])).err).toContain("did you mean derive?");
  });
});

it("a defect of chainrule asks for a report, without a stack trace", async () => {
  const planted = "globalThis.TextDecoder = class { constructor() { throw new TypeError('planted') } }";
  const preload = folder({ "planted.mjs": planted });
  const { code, out, err } = await chainrule(["derive", "examples/notes.chain"], {
    env: { NODE_OPTIONS: `--import=${join(preload, "planted.mjs")}` },
  });
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("error[E1000]: chainrule itself failed: TypeError: planted");
  expect(err).toContain("please report it");
  expect(err).not.toMatch(/^\s+at /m);
});
