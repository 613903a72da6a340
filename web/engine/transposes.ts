import type { Layout, RowForm, Shape } from "../../src/index.ts";

/** A product of two matrices, with the shapes of its factors. */
export interface Product {
  readonly layout: Layout;
  readonly shapes: readonly Shape[];
}

export interface Transposes {
  readonly right: Product;
  readonly wrong: readonly (Product & { readonly slip: string | undefined })[];
  readonly shape: Shape;
}

type Factor = readonly [layout: Layout, shape: Shape];

const turned = ([layout, [rows, columns]]: Factor): Factor => [
  layout.kind === "transpose" ? layout.body : { kind: "transpose", body: layout },
  [columns, rows],
];

const productOf = (...factors: readonly Factor[]): Product => ({
  layout: { kind: "product", op: "*", factors: factors.map(([layout]) => layout) },
  shapes: factors.map(([, shape]) => shape),
});

const isVector = ([rows, columns]: Shape): boolean => rows === "1" || columns === "1";

/** Whether factors can be multiplied, and their product has a shape. */
function fits({ shapes: [a, b] }: Product, [rows, columns]: Shape): boolean {
  return a![1] === b![0] && a![0] === rows && b![1] === columns;
}

/**
 * Of a formula that is a product of two matrices, what becomes of it when factors are transposed wrongly or stand in
 * the wrong order: only what its shapes betray.
 * @param kind the product of two vectors that is a matrix, or one with a matrix in it
 * @returns undefined where the formula is no such product, or shapes betray nothing
 */
export function transposedWrongly(
  { layout, shapeOf }: RowForm,
  kind: "outer" | "matrix",
): Transposes | undefined {
  if (layout.kind !== "product" || layout.op !== "*" || layout.factors.length !== 2) return undefined;
  const factors = layout.factors.map((factor) => [factor, shapeOf(factor)] as const);
  const [a, b] = factors.filter((factor): factor is Factor => factor[1] !== undefined);
  if (a === undefined || b === undefined) return undefined;
  const isOuter = isVector(a[1]) && isVector(b[1]);
  if (isOuter !== (kind === "outer")) return undefined;
  const shape: Shape = [a[1][0], b[1][1]];
  // A vector that is not transposed has no slip of its own in the catalogue.
  const slipOf = (factor: Factor): string | undefined =>
    isVector(factor[1]) ? undefined : "matrix-for-transpose";
  const ways = [
    { ...productOf(turned(b), turned(a)), slip: isOuter ? "transposed-outer-product" : undefined },
    { ...productOf(turned(a), b), slip: slipOf(a) },
    { ...productOf(a, turned(b)), slip: slipOf(b) },
    { ...productOf(b, a), slip: "wrong-order" },
  ];
  const wrong = ways.filter((way) => !fits(way, shape)).slice(0, 3);
  return wrong.length === 0 ? undefined : { right: productOf(a, b), wrong, shape };
}
