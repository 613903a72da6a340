import type { Affine } from "../../src/core/affine.ts";
import type { Expr } from "../../src/core/expr.ts";
import { mix } from "../../src/core/hash.ts";
import { rationalText } from "../../src/core/rational.ts";
import { children, postorder } from "../../src/core/walk.ts";

/** Numbers for the nodes below the roots, children first: the same for the same graph in every process. */
export const numberNodes = (roots: readonly Expr[]): ReadonlyMap<Expr, number> =>
  new Map(postorder(roots).map((node, k) => [node, k + 1]));

const keys = (forms: readonly Affine[]): string => forms.map((form) => form.key).join();

/** What a node is by itself, without its children. */
function head(e: Expr): string {
  switch (e.kind) {
    case "const":
      return rationalText(e.value);
    case "real":
      return e.name;
    case "affine":
      return e.form.key;
    case "tensor":
      return `${e.name}[${keys(e.slots)}]:${keys(e.dims)}`;
    case "iverson":
      return e.rel;
    case "unary":
    case "binary":
      return e.op;
    case "add":
      return e.terms.map(({ coef }) => rationalText(coef)).join();
    case "reduce":
      return `${e.op} ${e.indices.map((index) => `${index.name}:${index.size.key}`).join()}`;
    case "matrix":
      return `${e.op} ${e.indices.map((index) => `${index.name}:${index.size.key}`).join()} ${keys(e.slots)}`;
    case "mul":
    case "pow":
    case "select":
      return "";
  }
}

/** A text that tells graphs apart: one line per node, with the numbers of its children. */
export function graphText(roots: readonly Expr[]): string {
  const numbers = numberNodes(roots);
  const lines = [...numbers.keys()].map(
    (node) =>
      `${node.kind} ${head(node)} ${children(node)
        .map((child) => numbers.get(child))
        .join()}`,
  );
  return `${lines.join("\n")}\n${roots.map((root) => numbers.get(root)).join()}`;
}

/** 128 bits of a text in hexadecimal, for telling texts apart (not for security). */
export function fingerprint(text: string): string {
  const lanes = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x71374491];
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    for (let lane = 0; lane < 4; lane++)
      lanes[lane] = mix(lanes[lane]! ^ Math.imul(unit + k, lane + 1), unit + lane);
  }
  return lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
}
