import { affineOf, sizeSymbol, soleIndex } from "../../core/affine.ts";
import { rename, substituteTensors } from "../../core/bind.ts";
import { affineExpr, constant, isConst, mul, one, reciprocal, sub, zero } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { rational } from "../../core/rational.ts";
import { tensorsOf } from "../../core/walk.ts";
import { defaultQuantity } from "../../4-simplify/derive.ts";
import type { Line } from "../line.ts";
import type { Bench, Wanted } from "./bench.ts";

/** Words of a sentence that sets a gradient to zero, in English and Korean; that something is minimised is none. */
const setting =
  /(?:to|is|be|equals?|=)\s+(?:zero|0\b)|vanish|stationar|optimality|\b(?:minimum|maximum|optimum|extremum|extrema)\b|(?:minimi|maximi)[sz]er|normal equations?|critical point|0\s*(?:으로|이\s*되|인)|(?:최소|최대|최적)(?:에서|점|일)|극값|극소|극대|정규\s*방정식/i;

/** The derivative that a line says is 0. */
export interface Stationary {
  /** `d(J)/d(theta)` */
  readonly derivative: string;
  /** `set`: the line itself sets it to 0; `stated`: words before the line say so; `needed`: nothing does. */
  readonly how: "set" | "stated" | "needed";
}

/**
 * What an equation between values says where it is no identity: a gradient is 0. It is then the gradient itself
 * (`\nabla J = 0`), a multiple of it with terms on both sides (`X^\top X\theta = X^\top y`), or the variable where it
 * vanishes (`\mu = \frac1n\sum_i x_i`).
 *
 * A gradient counts when a line before is about it, or when the words before the line set it to 0: otherwise any wrong
 * equation between residuals could pass for one. That the two sides differ by a multiple of it is proved; the condition
 * itself is not, and is an assumption where nothing states it.
 *
 * @param seen `of/wrt` of the derivatives that lines before are about
 * @param claims the readings of the right side
 */
export function stationaryCondition(
  bench: Bench,
  line: Line,
  { truth, axes, side }: Wanted,
  claims: readonly Expr[],
  seen: ReadonlySet<string>,
): Stationary | undefined {
  const isSpoken = setting.test(wordsBefore(bench.text.source.text, line.span.start));
  if (side !== undefined) {
    const isZero = claims.some((claim) => isConst(claim, 0));
    return isZero && isSpoken ? { derivative: `d(${side.of})/d(${side.wrt})`, how: "set" } : undefined;
  }
  const of = defaultQuantity(bench.text.model)?.name;
  if (of === undefined) return undefined;
  for (const { name } of bench.text.model.declarations.values()) {
    if (!isSpoken && !seen.has(`${of}/${name}`)) continue;
    const closed = bench.truths.closed(of, [name]);
    if (closed === undefined || isConst(closed.value, 0)) continue;
    const holds = claims.some(
      (claim) =>
        isWhereItVanishes(bench, name, closed, truth, claim) ||
        isMultiple(
          bench,
          rename(closed.value, closed.axes, axesFor(closed.axes, axes)),
          sub(truth, claim),
          axes,
        ),
    );
    if (holds) return { derivative: `d(${of})/d(${name})`, how: isSpoken ? "stated" : "needed" };
  }
  return undefined;
}

/** The running text between the formula and the one before it, at most a few lines of it. */
function wordsBefore(text: string, start: number): string {
  const lead = text
    .slice(Math.max(0, start - 240), start)
    .replace(/(?:\$\$|\\\[|\\begin\{[a-z]+\*?\})\s*$/, "");
  return lead.slice(
    Math.max(lead.lastIndexOf("$$"), lead.lastIndexOf("\\]"), lead.lastIndexOf("\\end{")) + 1,
  );
}

const axesFor = (own: readonly Index[], axes: readonly Index[]): readonly Index[] =>
  own.length === axes.length ? axes : own;

/** x = value, and the gradient is 0 with this value in place of x. */
function isWhereItVanishes(
  bench: Bench,
  name: string,
  closed: { readonly value: Expr; readonly axes: readonly Index[] },
  left: Expr,
  value: Expr,
): boolean {
  if (left.kind !== "tensor" || left.name !== name || tensorsOf(value).includes(name)) return false;
  const letters = left.slots.map(soleIndex);
  if (letters.some((letter) => letter === undefined) || new Set(letters).size !== letters.length)
    return false;
  const params = letters.map((letter) => letter!);
  if (value.free.some((index) => !params.includes(index))) return false;
  const there = substituteTensors(closed.value, new Map([[name, { params, body: value }]]));
  return bench.working.prove(there, zero) !== undefined;
}

/** Whether the difference of both sides is a number, a size or its inverse times the gradient. */
function isMultiple(bench: Bench, gradient: Expr, difference: Expr, axes: readonly Index[]): boolean {
  const { working } = bench;
  if (difference.free.some((index) => !axes.includes(index))) return false;
  const sizes = [...bench.text.model.sizes.keys()].map((name) => affineExpr(affineOf(sizeSymbol(name))));
  const at = working.sample(difference, gradient, 1)?.point;
  if (at === undefined) return false;
  for (const unit of [one, ...sizes, ...sizes.map(reciprocal)]) {
    const scaled = mul(unit, gradient);
    const found = working.compare(difference, scaled, axes, at);
    if (found === undefined || found.true === 0 || !Number.isFinite(found.claimed)) continue;
    const millionths = Math.round((found.claimed / found.true) * 1e6);
    if (millionths === 0 || !Number.isSafeInteger(millionths)) continue;
    if (working.prove(difference, mul(constant(rational(millionths, 1_000_000)), scaled)) !== undefined)
      return true;
  }
  return false;
}
