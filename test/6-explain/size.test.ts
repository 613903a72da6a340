import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { derive } from "../../src/4-simplify/derive.ts";
import { explain } from "../../src/6-explain/explain.ts";
import { makeNaming, namingOf } from "../../src/6-explain/naming.ts";
import { toLatex, toMatrix, toText } from "../../src/6-explain/print.ts";
import { printedSize } from "../../src/6-explain/size.ts";
import { stepRecords } from "../../src/6-explain/step-record.ts";
import { entry, sum, unary } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";

describe("a graph that would print as more than anyone can hold", () => {
  let e: Expr = entry("x", []);
  for (let level = 0; level < 60; level++) e = sum(unary("tanh", e), unary("sin", e));

  it("is measured without being written out", () => {
    expect(printedSize(e, makeNaming())).toBeGreaterThan(2 ** 60);
  });

  it("is shown in part, with holes where the rest would be", () => {
    const text = toText(e);
    expect(text.length).toBeLessThan(100_000);
    expect(text).toContain("...");
    expect(toLatex(e, [], makeNaming(), "index")).toContain("\\dots");
    expect(toMatrix(e, [])).toBeUndefined();
  });
});

describe("a network of forty layers", () => {
  const layers = Array.from({ length: 40 }, (_, k) => `x${k + 1} = tanh(W${k} * x${k})`);
  const weights = layers.map((_, k) => `W${k}[n, n]`).join(", ");
  const model = readModel(`size n\ninput x0[n]\nparam ${weights}\n${layers.join("\n")}\nloss = sum(x40)`);
  const naming = namingOf(model);
  const derivation = derive(model, { wrt: ["W0"] });
  if (!("results" in derivation)) throw new Error("the model has no derivatives");
  const steps = stepRecords(explain(derivation.results[0]!, naming), "en");

  it("is explained link by link, each in terms of the one before", () => {
    expect(model.diagnostics).toEqual([]);
    const last = steps.at(-1)!;
    expect(last.before).toBe("d(loss)/d(W0[i, j])");
    expect(last.after.length).toBeLessThan(2000);
    expect(steps.length).toBeGreaterThanOrEqual(40);
  });
});
