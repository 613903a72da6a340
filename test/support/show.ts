import type { Expr } from "../../src/core/expr.ts";
import { rationalText } from "../../src/core/rational.ts";
import { fold } from "../../src/core/walk.ts";
import { nested, type Point } from "../../src/5-evaluate/point.ts";

/** An expression with every bracket written: for counterexamples, independent of the engine's own printer. */
export const show = (root: Expr): string =>
  fold<string>(root, (e, below) => {
    switch (e.kind) {
      case "const":
        return rationalText(e.value);
      case "real":
        return e.name;
      case "affine":
        return e.form.key;
      case "tensor":
        return e.slots.length === 0 ? e.name : `${e.name}[${e.slots.map((slot) => slot.key).join(", ")}]`;
      case "iverson":
        return `[${below(e.left)} ${e.rel} ${below(e.right)}]`;
      case "reduce":
        return `${e.op}(${e.indices.map((index) => `${index.name} in 1..${index.size.key}`).join(", ")}: ${below(e.body)})`;
      case "matrix":
        return `${e.op}(${e.indices.map((index) => index.name).join(", ")}: ${below(e.body)})[${e.slots.map((slot) => slot.key).join(", ")}]`;
      case "add":
        return `(${e.terms.map((t) => (t.coef.num === t.coef.den ? "" : `${rationalText(t.coef)}*`) + below(t.expr)).join(" + ")})`;
      case "mul":
        return `(${e.factors.map(below).join(" * ")})`;
      case "pow":
        return `${below(e.base)}^(${below(e.exponent)})`;
      case "unary":
        return `${e.op}(${below(e.arg)})`;
      case "binary":
        return `${e.op}(${below(e.left)}, ${below(e.right)})`;
      case "select":
        return `(${below(e.condition)} ? ${below(e.onTrue)} : ${below(e.onFalse)})`;
    }
  });

/** The data of a point, one line. */
export const showPoint = (at: Point): string =>
  [
    ...[...at.sizes].map(([name, size]) => `${name} = ${size}`),
    ...[...at.tensors].map(([name, data]) => `${name} = ${JSON.stringify(nested(data))}`),
  ].join("; ");
