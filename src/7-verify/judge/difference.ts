import { abstract, rename } from "../../core/bind.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import type { Span } from "../../core/span.ts";
import type { Part, Reading } from "../line.ts";
import type { Equality } from "./equal.ts";
import type { Recognised } from "./recognise.ts";
import type { Truths } from "./truth.ts";

/** The smallest wrong piece of a formula, and what should stand there. */
export interface Difference {
  readonly span: Span;
  readonly right: Expr;
  readonly axes: readonly Index[];
}

const length = ({ span }: Part): number => span.end - span.start;

/**
 * The piece of the text that a slip put there: the smallest part that denotes what the slip made of the right
 * sub-expression.
 */
export function smallestDifference(
  equality: Equality,
  truths: Truths,
  reading: Reading,
  { variant }: Recognised,
): Difference | undefined {
  const { wrong, right } = variant;
  if (wrong === undefined || right === undefined) return undefined;
  const pattern = abstract(wrong);
  const parts = [...reading.parts].sort((a, b) => length(a) - length(b));
  for (const part of parts) {
    const value = truths.expand(part.value, reading.derivatives);
    if (value === undefined || value.free.length !== wrong.free.length) continue;
    // Inside a sum the text has letters of its own.
    const found = abstract(value);
    if (found.abstraction.body === pattern.abstraction.body) {
      const piece = rename(right, pattern.args, found.args);
      return { span: part.span, right: piece, axes: found.args };
    }
    if (sameIndices(value, wrong) && equality.prove(value, wrong) !== undefined)
      return { span: part.span, right, axes: right.free };
  }
  return undefined;
}

const sameIndices = (a: Expr, b: Expr): boolean => a.free.every((index) => b.free.includes(index));
