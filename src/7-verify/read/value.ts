import { affineOf, sizeSymbol, type Affine } from "../../core/affine.ts";
import { rename } from "../../core/bind.ts";
import { makeDiagnostic, type Details, type Diagnostic } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import { formalIndex, type Index } from "../../core/index.ts";
import type { Code } from "../../core/messages/catalogue.ts";
import type { Span } from "../../core/span.ts";
import type { Shape } from "../../2-elaborate/symbols.ts";

/** What a derivative is of, when a value is one: chains of them contract. */
export interface Differential {
  readonly of: string;
  readonly wrt: string;
  /** How many of the axes belong to the quantity; those of the variable follow. */
  readonly ofAxes: number;
}

/**
 * One way to read a sub-expression: a tensor over formal indices 1, 2, …, one for each axis; letters of the text
 * are free in it under their own names.
 */
export interface Val {
  readonly shape: Shape;
  readonly expr: Expr;
  /** A vector written with a transpose: a row where vectors are columns. */
  readonly turned: boolean;
  /** How ambiguous signs were read, in order. */
  readonly how: readonly string[];
  readonly span: Span;
  /** The values it is made of. */
  readonly from: readonly Val[];
  readonly differential?: Differential | undefined;
}

/** A reading that does not work out. */
export interface Failure {
  readonly how: readonly string[];
  readonly why: Diagnostic;
}

/** Everything an expression can mean, the most usual first, and what it cannot. */
export interface Outcome {
  readonly vals: readonly Val[];
  readonly failures: readonly Failure[];
}

/** The length of an axis that takes any: of 𝟏, of the identity. */
export const anySize: Affine = affineOf(sizeSymbol("∗"));

export type Same = (a: Affine, b: Affine) => boolean;

export const axesOf = (shape: Shape): readonly Index[] =>
  shape.map((size, axis) => formalIndex(axis + 1, size));

export const val = (
  shape: Shape,
  expr: Expr,
  span: Span,
  more: Partial<Omit<Val, "shape" | "expr" | "span">> = {},
): Val => ({ shape, expr, span, turned: false, how: [], from: [], ...more });

/** The same value along axes whose lengths are the same by another name. */
export const withShape = (value: Val, shape: Shape): Expr =>
  rename(value.expr, axesOf(value.shape), axesOf(shape));

export const succeed = (...vals: readonly Val[]): Outcome => ({ vals, failures: [] });

export function fail<C extends Code>(code: C, details: Details<C>, how: readonly string[] = []): Outcome {
  return { vals: [], failures: [{ how, why: makeDiagnostic(code, details) }] };
}

/** At most this many readings of one expression are followed. */
const mostReadings = 12;

export function either(outcomes: readonly Outcome[]): Outcome {
  const vals: Val[] = [];
  for (const { vals: found } of outcomes)
    for (const value of found) {
      const isKnown = vals.some(
        (v) => v.expr === value.expr && v.turned === value.turned && sameAxes(v, value),
      );
      if (!isKnown && vals.length < mostReadings) vals.push(value);
    }
  return { vals, failures: outcomes.flatMap(({ failures }) => failures).slice(0, mostReadings) };
}

const sameAxes = (a: Val, b: Val): boolean =>
  a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis]);

/** f over every combination of readings, as far as they are followed. */
export function combine(parts: readonly Outcome[], f: (vals: readonly Val[]) => Outcome): Outcome {
  const tried = combinations(parts).map(f);
  const { vals, failures } = either(tried);
  return { vals, failures: [...parts.flatMap((part) => part.failures), ...failures].slice(0, mostReadings) };
}

/** The first combinations, those of the last parts before those of the first: a number in mixed radix for each. */
function combinations(parts: readonly Outcome[]): readonly (readonly Val[])[] {
  const rows: Val[][] = [];
  if (parts.some(({ vals }) => vals.length === 0)) return rows;
  for (let number = 0; number < mostReadings; number++) {
    const row: Val[] = [];
    let rest = number;
    for (const { vals } of parts.toReversed()) {
      row.push(vals[rest % vals.length]!);
      rest = Math.floor(rest / vals.length);
    }
    if (rest > 0) break;
    rows.push(row.reverse());
  }
  return rows;
}

export const hows = (vals: readonly Val[]): readonly string[] => [...new Set(vals.flatMap(({ how }) => how))];

/** The known one of two lengths that are the same. */
export const known = (a: Affine, b: Affine): Affine => (a === anySize ? b : a);

/** The common shape of values that meet entry by entry; undefined where they do not. */
export function commonShape(a: Shape, b: Shape, same: Same): Shape | undefined {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  if (a.length !== b.length) return undefined;
  const fits = a.every((size, axis) => fitting(size, b[axis]!, same));
  return fits ? a.map((size, axis) => known(size, b[axis]!)) : undefined;
}

export const fitting = (a: Affine, b: Affine, same: Same): boolean =>
  a === anySize || b === anySize || same(a, b);
