import { describe, expect, it } from "vitest";
import { factorsIn, layoutFor, layoutMathml, namingOf, readModel, rowForm, derive } from "../../src/index.ts";
import { layoutText } from "../../src/6-explain/text.ts";

const header = `input I[3]
param W0[3, 4], W1[4, 3]
label y[3]
assume sum(k, y[k]) == 1
h[j] = sum(i, W0[i, j] * I[i])
a[j] = relu(h[j])
O[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, O[k])
Cost = -sum(k, y[k] * log(p[k]))
`;

/** A quantity or a gradient of the notes with vectors as rows, and the shapes of its factors. */
function rows(name: string, text = header) {
  const model = readModel(text);
  const naming = namingOf(model);
  const definition = model.definitions.get(name);
  const found =
    definition ??
    (() => {
      const derivation = derive(model, { wrt: [name] });
      if ("known" in derivation) throw new Error(name);
      return { value: derivation.results[0]!.value, params: derivation.results[0]!.axes };
    })();
  const names = definition === undefined ? naming : naming.before(name);
  const layout = layoutFor(found.value, found.params, names, "matrix");
  if (layout === undefined) throw new Error(`${name} has no matrix form`);
  const formed = rowForm(layout);
  const shapes = factorsIn(formed).map((factor) => formed.shapeOf(factor)!.join("×"));
  return { formed, text: layoutText(formed.layout), shapes, whole: formed.shapeOf(formed.layout)?.join("×") };
}

describe("formulas in which vectors are rows", () => {
  it.each([
    ["h", "I * W0", ["1×3", "3×4"], "1×4"],
    ["O", "a * W1", ["1×4", "4×3"], "1×3"],
    ["W1", "a' * (p - y)", ["4×1", "1×3"], "4×3"],
    ["a", "relu(h)", ["1×4"], "1×4"],
    ["W0", "I' * (((p - y) * W1') .* (h > 0))", ["3×1", "1×3", "3×4", "1×4"], "3×4"],
  ] as const)("%s", (name, text, shapes, whole) => {
    const found = rows(name);
    expect([found.text, found.shapes, found.whole]).toEqual([text, shapes, whole]);
  });

  it("make a number of a row and a column", () => {
    const { text, shapes, whole } = rows(
      "s",
      "input A[3, 4], u[3], v[4]\ns = sum(i, sum(j, u[i] * A[i, j] * v[j]))\n",
    );
    expect([text, shapes, whole]).toEqual(["v * A' * u'", ["1×4", "4×3", "3×1"], undefined]);
  });

  it("turn a chain of matrices before a vector around", () => {
    const text = "input A[2, 3], B[3, 4], v[4]\nr[i] = sum(j, A[i, j] * sum(k, B[j, k] * v[k]))\n";
    expect(rows("r", text).shapes).toEqual(["1×4", "4×3", "3×2"]);
    expect(rows("r", text).whole).toBe("1×2");
  });

  it("keep symbolic sizes", () => {
    expect(rows("q", "size N, M\ninput A[N, M], u[N]\nq[j] = sum(i, A[i, j] * u[i])\n").shapes).toEqual([
      "1×N",
      "N×M",
    ]);
  });

  it("have inner sizes that meet, and notes beneath their factors", () => {
    const { formed } = rows("W1");
    const mathml = layoutMathml(formed.layout, "index", {
      noteOf: (part) => (factorsIn(formed).includes(part) ? formed.shapeOf(part)!.join("×") : undefined),
    });
    expect(mathml).toContain('<mtext class="note">4×1</mtext></munder>');
    expect(mathml.match(/class="note"/g)).toHaveLength(2);
  });
});
