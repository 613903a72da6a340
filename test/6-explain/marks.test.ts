import { describe, expect, it } from "vitest";
import { layoutFor, layoutMathml, layoutParts, namingOf, readModel } from "../../src/index.ts";

const model = readModel("input x[3]\nparam w[3]\nz = sum(i, w[i] * x[i])\n");
const { value, params } = model.definitions.get("z")!;
const naming = namingOf(model).before("z");

describe("a formula with marks", () => {
  it("carries classes on the parts that are named, and on no others", () => {
    const layout = layoutFor(value, params, naming, "index")!;
    const classOf = (e: { readonly kind: string; readonly name?: string }): string | undefined =>
      e.name === "w" ? 'a "b"' : undefined;
    const marked = layoutMathml(layout, "index", { classOf });
    expect(marked.match(/class="[^"]*"/g)).toEqual(['class="a &quot;b&quot;"']);
    expect(marked).toContain('<msub class="a &quot;b&quot;"><mi>w</mi><mi>i</mi></msub>');
    expect(layoutMathml(layout, "index")).not.toContain("class");
  });

  it("has parts in reading order, and no matrix form where there is none", () => {
    const layout = layoutFor(value, params, naming, "matrix")!;
    expect(layoutParts(layout).map(({ kind }) => kind)).toEqual(["symbol", "symbol"]);
    const cubic = readModel("input x[3], u[3], v[3], w[3]\nz = sum(i, x[i] * u[i] * v[i] * w[i] ^ x[i])\n");
    const odd = cubic.definitions.get("z")!;
    expect(layoutFor(odd.value, odd.params, namingOf(cubic).before("z"), "index")).toBeDefined();
  });
});
