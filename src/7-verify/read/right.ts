import { affineOf, type Affine, type AffineAtom } from "../../core/affine.ts";
import { rename, substitute } from "../../core/bind.ts";
import { makeDiagnostic, type Diagnostic } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import { namedIndex, type Index } from "../../core/index.ts";
import type { Code } from "../../core/messages/catalogue.ts";
import { tensorsOf } from "../../core/walk.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import type { Tex } from "../../1-parse/latex/syntax.ts";
import type { Part, Reading, Rejected, Side } from "../line.ts";
import { evaluate } from "./evaluate.ts";
import type { Left } from "./left.ts";
import { unusual } from "./products.ts";
import type { Context } from "./scope.ts";
import { axesOf, fitting, withShape, type Val } from "./value.ts";

/** Complaints after which a side has no meaning at all, rather than one that does not fit. */
const meaningless: ReadonlySet<Code> = new Set<Code>([
  "E0102", "E0118", "E0119", "E0120", "E0122", "E0125", "E0201", "E0209", "E0211", "E0213", "E0214", "E0217", "E0226", "E0227",
  "E0229", "E0232",
]); // prettier-ignore

/** Reads a right side against the axes of the left one. */
export function readRight(node: Tex, left: Left, context: Context, isConsistent = false): Side {
  if (node.kind === "hole") return { kind: "hole" };
  const { vals, failures } = evaluate(node, context);
  const codes = failures.map(({ why }) => why.code);
  if (vals.length === 0) {
    if (codes.includes("H0701")) return { kind: "hole" };
    const fatal = failures.find(({ why }) => meaningless.has(why.code));
    if (fatal !== undefined || failures.length === 0)
      return { kind: "unreadable", diagnostics: fatal === undefined ? [] : [fatal.why] };
  }
  const readings: Reading[] = [];
  const rejected: Rejected[] = failures.map(({ how, why }) => ({
    how: how.join(", "),
    shape: undefined,
    reading: undefined,
    why,
  }));
  for (const value of vals) {
    const fits = fitted(value, left, context);
    if (fits.length === 0) rejected.unshift(misfit(value, node, left, context));
    for (const { expr, how } of fits) {
      const reading = readingOf(value, expr, left.axes, how, context);
      if (!readings.some((known) => known.value === reading.value)) readings.push(reading);
    }
  }
  const usual = readings.filter(({ how }) => !how.includes(unusual));
  if (usual.length > 0 || !isConsistent)
    return { kind: "value", readings: usual.length > 0 ? usual : readings, rejected };
  // x^\top y is a number in a text that has its vectors in columns everywhere.
  const against = vals.filter(({ how }) => how.some((one) => one.includes(unusual)));
  return { kind: "value", readings: [], rejected: [...rejected, ...against.map((value) => misfit(value, node, left, context))] }; // prettier-ignore
}

interface Fit {
  readonly expr: Expr;
  readonly how: readonly string[];
}

/** The value over the axes of the left side, in every way it fits. */
function fitted(value: Val, left: Left, context: Context): readonly Fit[] {
  const { same } = context.scope;
  const stray = strayLetters(value, left, context);
  const { shape, expr } = value;
  const lengths = (indices: readonly Index[]): readonly Affine[] => indices.map(({ size }) => size);
  const fits = (a: readonly Affine[], b: readonly Affine[]): boolean =>
    a.length === b.length && a.every((size, k) => fitting(size, b[k]!, same));
  const put = (indices: readonly Index[]): Expr =>
    rename(withShape(value, lengths(indices)), axesOf(lengths(indices)), indices);
  if (stray.length === 0 && fits(shape, lengths(left.open)))
    return [{ expr: put(left.open), how: value.how }];
  if (stray.length > 0) {
    // The right side names the axes that the left side leaves unnamed: ∂C/∂o = p_k − y_k.
    if (shape.length > 0 || stray.length !== left.open.length) return [];
    return orders(left.open).flatMap((order): Fit[] => {
      if (!fits(lengths(stray), lengths(order))) return [];
      const how =
        stray.length > 1
          ? [
              ...value.how,
              `${stray.map(({ name }) => name).join(", ")} as axes ${order.map((index) => left.open.indexOf(index) + 1).join(", ")}`,
            ]
          : value.how;
      return [{ expr: rename(expr, stray, order), how }];
    });
  }
  // ∂a/∂z of a function applied entry by entry: its diagonal, where a vector is wanted.
  const [row, column] = axesOf(shape);
  const isSquare =
    value.differential !== undefined && shape.length === 2 && row !== undefined && same(shape[0]!, shape[1]!);
  if (isSquare && left.open.length === 1 && fits([shape[0]!], lengths(left.open)))
    return [
      {
        expr: rename(expr, [row, column!], [left.open[0]!, left.open[0]!]),
        how: [...value.how, "derivative entry by entry"],
      },
    ];
  // A constant is the same in every entry.
  if (shape.length === 0 && expr.kind === "const") return [{ expr, how: value.how }];
  // The left side names an entry, the right side is the whole: ∂C/∂o_k = p − y.
  const hasLetters = left.letters.some((letter) => expr.free.includes(letter));
  if (left.open.length === 0 && !hasLetters && fits(shape, lengths(left.letters)) && shape.length > 0)
    return [{ expr: put(left.letters), how: [...value.how, "entry by entry"] }];
  return [];
}

/** All orders of at most three axes; of more only the given one. */
function orders(indices: readonly Index[]): readonly (readonly Index[])[] {
  if (indices.length > 3) return [indices];
  if (indices.length <= 1) return [indices];
  return indices.flatMap((index, k) =>
    orders(indices.filter((_, at) => at !== k)).map((rest) => [index, ...rest]),
  );
}

/** Letters that are free on the right and not written on the left, in the order in which they were met. */
function strayLetters({ expr }: Val, left: Left, { letters }: Context): readonly Index[] {
  return [...letters.values()]
    .map(({ index }) => index)
    .filter((index) => expr.free.includes(index) && !left.letters.includes(index));
}

function misfit(value: Val, node: Tex, left: Left, context: Context): Rejected {
  const [stray] = strayLetters(value, left, context);
  const wanted = left.open.length > 0 ? left.open : left.letters;
  const why: Diagnostic =
    stray === undefined
      ? makeDiagnostic("E0310", {
          params: { wanted: shapeParam(wanted.map(({ size }) => size)) },
          labels: [{ span: node.span, text: "here" }],
        })
      : makeDiagnostic("E0230", {
          params: { index: stray.name },
          labels: [{ span: node.span, text: "here" }],
        });
  const taken = new Set(context.letters.keys());
  const own = value.shape.map((size, k) => namedIndex(freeName(taken, k), size));
  const by = new Map<AffineAtom, Affine>(axesOf(value.shape).map((index, k) => [index, affineOf(own[k]!)]));
  const expr = substitute(value.expr, by);
  const letters = [...context.letters.values()]
    .map(({ index }) => index)
    .filter((index) => expr.free.includes(index));
  return {
    how: value.how.join(", "),
    shape: value.shape,
    reading: readingOf(value, expr, [...letters, ...own], value.how, context),
    why,
  };
}

function freeName(taken: Set<string>, k: number): string {
  const name = ["i", "j", "k", "l", "m", "n", "p", "q"].find((letter) => !taken.has(letter)) ?? `i${k + 1}`;
  taken.add(name);
  return name;
}

export function readingOf(
  value: Val,
  expr: Expr,
  axes: readonly Index[],
  how: readonly string[],
  { derivatives }: Context,
): Reading {
  const names = new Set(tensorsOf(expr));
  return {
    how: [...new Set(how)].join(", "),
    axes,
    value: expr,
    derivatives: [...derivatives.values()].filter(({ tensor }) => names.has(tensor)),
    parts: partsOf(value),
  };
}

/** At most this many parts of a formula are kept. */
const mostParts = 400;

/** Every value a value is made of, inner ones first, each once. */
function partsOf(root: Val): readonly Part[] {
  const parts: Part[] = [];
  const seen = new Set<Val>();
  const stack: { readonly value: Val; readonly isDone: boolean }[] = [{ value: root, isDone: false }];
  for (let top = stack.pop(); top !== undefined && parts.length < mostParts; top = stack.pop()) {
    const { value } = top;
    if (!top.isDone) {
      if (seen.has(value)) continue;
      seen.add(value);
      stack.push({ value, isDone: true });
      for (const inner of value.from.toReversed()) stack.push({ value: inner, isDone: false });
      continue;
    }
    const { span, shape, expr } = value;
    const isKnown = parts.some(
      (part) => part.span.start === span.start && part.span.end === span.end && part.value === expr,
    );
    if (!isKnown) parts.push({ span, axes: axesOf(shape), value: expr });
  }
  return parts;
}
