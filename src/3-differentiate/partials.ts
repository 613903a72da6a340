import { affineOf } from "../core/affine.ts";
import { open, reduce, rename, sumOver } from "../core/bind.ts";
import {
  constant,
  delta,
  div,
  iverson,
  mul,
  one,
  pow,
  scale,
  select,
  sub,
  unary,
  zero,
} from "../core/build.ts";
import type { Conventions } from "../core/conventions.ts";
import type { Expr, ReduceExpr, SelectExpr } from "../core/expr.ts";
import { freshIndex, type Index } from "../core/index.ts";
import type { ReduceOp } from "../core/ops.ts";
import { addRational, negRational, ONE } from "../core/rational.ts";
import { binaryRules, matrixRules, unaryRules } from "./rules.ts";

/**
 * One summand of a differential: de = … + Σ_over weight · d(child) + …
 *
 * Reverse mode reads it as "the adjoint of the child gains weight · adjoint of e", forward mode as
 * "the tangent of e gains Σ_over weight · tangent of the child"; both modes stand on this one table.
 */
export interface Partial {
  readonly rule: string;
  readonly child: Expr;
  readonly weight: Expr;
  /** Indices bound by e, opened, over which the child runs. */
  readonly over: readonly Index[];
  /** Conventions at kinks on which the weight rests. */
  readonly conventions: readonly string[];
}

const plain = (rule: string, child: Expr, weight: Expr, conventions: readonly string[] = []): Partial => ({
  rule, child, weight, over: [], conventions,
}); // prettier-ignore

/** What d(op over indices of body) is, per entry of the body. */
interface ReduceRule {
  readonly law: string;
  readonly weight: (e: ReduceExpr, body: Expr, indices: readonly Index[]) => Expr;
  readonly convention?: string;
}

/** A body with other fresh indices: the same terms, counted a second time. */
function again(
  body: Expr,
  indices: readonly Index[],
): { readonly body: Expr; readonly indices: readonly Index[] } {
  const others = indices.map((index) => freshIndex(index.size));
  return { body: rename(body, indices, others), indices: others };
}

/** [body = extremum] / (number of ties): weights that sum to 1. */
const evenly = (e: ReduceExpr, body: Expr, indices: readonly Index[]): Expr => {
  const other = again(body, indices);
  return div(iverson("==", body, e), sumOver(other.indices, iverson("==", other.body, e)));
};

export const reduceRules: { readonly [Op in ReduceOp]: ReduceRule } = {
  sum: { law: "d Σ xᵢ = Σ dxᵢ", weight: () => one },
  // Without division: Π xₖ / xᵢ would be 0/0 at a zero factor.
  prod: {
    law: "d Π xᵢ = Σᵢ (Π_{k≠i} xₖ) dxᵢ",
    weight: (_e, body, indices) => {
      const other = again(body, indices);
      const same = mul(...indices.map((index, k) => delta(affineOf(index), affineOf(other.indices[k]!))));
      return reduce("prod", other.indices, select(same, one, other.body));
    },
  },
  max: {
    law: "d max xᵢ = Σᵢ [xᵢ = max] / #ties dxᵢ",
    weight: evenly,
    convention: "max over ties splits evenly",
  },
  min: {
    law: "d min xᵢ = Σᵢ [xᵢ = min] / #ties dxᵢ",
    weight: evenly,
    convention: "min over ties splits evenly",
  },
  logsumexp: {
    law: "d logsumexp(x) = Σᵢ softmax(x)ᵢ dxᵢ",
    weight: (e, body) => unary("exp", sub(body, e)),
  },
};

/** [condition holds] and [it does not]. A number counts as true unless it is 0. */
function branches(condition: Expr): readonly [Expr, Expr] {
  if (condition.kind !== "iverson") return [iverson("!=", condition, zero), iverson("==", condition, zero)];
  const { rel, left, right } = condition;
  const complement = {
    "==": () => iverson("!=", left, right),
    "!=": () => iverson("==", left, right),
    ">": () => iverson(">=", right, left),
    ">=": () => iverson(">", right, left),
  }[rel]();
  return [condition, complement];
}

function selectPartials(e: SelectExpr): Partial[] {
  const [yes, no] = branches(e.condition);
  return [plain("d-select", e.onTrue, yes), plain("d-select", e.onFalse, no)];
}

function powPartials(base: Expr, exponent: Expr, e: Expr): Partial[] {
  if (exponent.kind === "const") {
    const lower = constant(addRational(exponent.value, negRational(ONE)));
    return [plain("d-power", base, scale(exponent.value, pow(base, lower)))];
  }
  return [
    plain("d-power", base, mul(exponent, pow(base, sub(exponent, one)))),
    plain("d-exponent", exponent, mul(e, unary("log", base))),
  ];
}

/** The differential of e in terms of its children. Leaves and brackets have none: a bracket is flat almost everywhere. */
export function partials(e: Expr, conventions: Conventions): readonly Partial[] {
  switch (e.kind) {
    case "const":
    case "real":
    case "affine":
    case "tensor":
    case "iverson":
      return [];
    case "add":
      return e.terms.map(({ coef, expr }) => plain("d-sum-of-terms", expr, constant(coef)));
    case "mul":
      return e.factors.map((factor, k) =>
        plain("d-product", factor, mul(...e.factors.filter((_, other) => other !== k))),
      );
    case "pow":
      return powPartials(e.base, e.exponent, e);
    case "unary": {
      const rule = unaryRules[e.op];
      const kink = rule.atKink === undefined ? [] : [rule.atKink.text(conventions)];
      return [plain(`d-${e.op}`, e.arg, rule.partial(e.arg, e, conventions), kink)];
    }
    case "binary": {
      const { partial, atKink } = binaryRules[e.op];
      return [
        plain(`d-${e.op}`, e.left, partial(e.left, e.right), [atKink]),
        plain(`d-${e.op}`, e.right, partial(e.right, e.left), [atKink]),
      ];
    }
    case "select":
      return selectPartials(e);
    case "matrix": {
      const { indices, body } = open(e);
      const [row, column] = indices;
      const weight = matrixRules[e.op].weight(e, row!, column!);
      return [{ rule: `d-${e.op}`, child: body, weight, over: indices, conventions: [] }];
    }
    case "reduce": {
      const { indices, body } = open(e);
      const rule = reduceRules[e.op];
      return [
        {
          rule: `d-${e.op === "sum" ? "sum" : `reduce-${e.op}`}`,
          child: body,
          weight: rule.weight(e, body, indices),
          over: indices,
          conventions: rule.convention === undefined ? [] : [rule.convention],
        },
      ];
    }
  }
}
