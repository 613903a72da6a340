import { affineOf, substituteAffine, indicesOf, type Affine, type AffineAtom } from "../../core/affine.ts";
import { substitute } from "../../core/bind.ts";
import { makeDiagnostic } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import { namedIndex, type Index } from "../../core/index.ts";
import { positionAt } from "../../core/span.ts";
import { printExpression } from "../../1-parse/print.ts";
import type { ClaimStatement } from "../../1-parse/syntax.ts";
import { elaborateClaim, type Claim, type ClaimSide } from "../../2-elaborate/expression.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import { targetOf } from "../../4-simplify/derive.ts";
import type { DerivativeSide, Line, Reading, Side } from "../line.ts";

/** The claims of a model file as lines: each `=` is one. */
export function linesOfClaims(model: Model): readonly Line[] {
  return model.claims.flatMap((statement) => {
    const claim = elaborateClaim(statement, model);
    const [first] = claim.sides;
    if (first === undefined) return [];
    const axes = axesOf(first, claim.sides, model);
    const left = leftSide(first, axes, model);
    const { given } = claim;
    const foreign = foreignCondition(statement, claim, [...axes.letters, ...axes.open]);
    const sides = claim.sides.map((side) =>
      sideOf(
        side,
        axes,
        model,
        claim.diagnostics.filter(({ labels }) => within(labels[0]?.span, side)),
      ),
    );
    return claim.sides.slice(1).map((side, k): Line => {
      const span = { start: k === 0 ? claim.span.start : side.span.start, end: side.span.end };
      return {
        number: positionAt(model.source, side.span.start).line,
        span,
        text: model.source.text.slice(span.start, span.end).trim(),
        kind: "claim",
        left: left ?? sides[0]!,
        previous: k === 0 ? undefined : sides[k]!,
        right: foreign ?? sides[k + 1]!,
        rightSpan: side.span,
        edits: () => [],
        isMatrix: false,
        ...(given === undefined ? {} : { given }),
        notes: [],
      };
    });
  });
}

/** A condition that speaks of something else than the entries of the claim. */
function foreignCondition(
  { given }: ClaimStatement,
  { given: value, diagnostics }: Claim,
  axes: readonly Index[],
): Side | undefined {
  if (given === undefined) return undefined;
  const stray = value?.free.find((index) => !axes.includes(index));
  if (value !== undefined && stray === undefined) return undefined;
  const own = diagnostics.filter(({ labels: [label] }) => label !== undefined && label.span.start >= given.span.start && label.span.end <= given.span.end); // prettier-ignore
  const why = makeDiagnostic("E0230", {
    params: { index: stray?.name ?? printExpression(given) },
    labels: [{ span: given.span, text: "here" }],
  });
  return { kind: "unreadable", diagnostics: own.length > 0 ? own : [why] };
}

const within = (
  span: { readonly start: number; readonly end: number } | undefined,
  side: ClaimSide,
): boolean => span !== undefined && span.start >= side.span.start && span.end <= side.span.end;

interface Axes {
  /** Indices as written. */
  readonly letters: readonly Index[];
  /** Indices for the axes that are not written. */
  readonly open: readonly Index[];
}

function axesOf(first: ClaimSide, sides: readonly ClaimSide[], model: Model): Axes {
  const letters =
    first.value === undefined ? [] : first.free.filter((index) => first.value!.free.includes(index));
  const taken = new Set([
    ...sides.flatMap(({ free }) => free.map(({ name }) => name)),
    ...model.declarations.keys(),
    ...model.definitions.keys(),
    ...model.sizes.keys(),
  ]);
  const [derivative] = first.derivatives;
  const wishes =
    derivative === undefined
      ? []
      : [derivative.of, ...derivative.wrt].flatMap(
          (name) => targetOf(model, name)?.indices.map((index) => index.name) ?? [],
        );
  const open = first.axes.map(({ size }, k) => {
    const free = (name: string | undefined): boolean => name !== undefined && !taken.has(name);
    const wish = letters.length === 0 ? wishes[k] : undefined;
    const name = free(wish) ? wish! : (["i", "j", "k", "l", "m", "n", "p", "q"].find(free) ?? `i${k + 1}`);
    taken.add(name);
    return namedIndex(name, size);
  });
  return { letters, open };
}

const inOpen = (axes: readonly Index[], open: readonly Index[]): ReadonlyMap<AffineAtom, Affine> =>
  new Map<AffineAtom, Affine>(axes.map((axis, k) => [axis, affineOf(open[k]!)]));

/** The derivative a left side is, if it is one. */
function leftSide(
  { value, derivatives, axes }: ClaimSide,
  { open }: Axes,
  model: Model,
): DerivativeSide | undefined {
  if (value?.kind !== "tensor") return undefined;
  const mentioned = derivatives.find(({ tensor }) => tensor === value.name);
  if (mentioned === undefined) return undefined;
  const by = inOpen(axes, open);
  const slots = value.slots.map((slot) => substituteAffine(slot, (atom) => by.get(atom)));
  const counts = [mentioned.of, ...mentioned.wrt].map(
    (name) => model.definitions.get(name)?.shape.length ?? model.declarations.get(name)?.shape.length ?? 0,
  );
  const part = (k: number): readonly Affine[] => {
    const from = counts.slice(0, k).reduce((a, b) => a + b, 0);
    return slots.slice(from, from + counts[k]!);
  };
  const [first, second] = mentioned.wrt;
  return {
    kind: "derivative",
    of: mentioned.of,
    ofSlots: part(0),
    wrt: first!,
    wrtSlots: part(1),
    ...(second === undefined ? {} : { and: { name: second, slots: part(2) } }),
    axes: [...new Set(slots.flatMap((slot) => indicesOf(slot)))],
    layout: open.length === 0 ? "as-variable" : "unknown",
  };
}

function sideOf(
  side: ClaimSide,
  { letters, open }: Axes,
  model: Model,
  diagnostics: Extract<Side, { kind: "unreadable" }>["diagnostics"],
): Side {
  if (side.isOpen) return { kind: "hole" };
  if (side.value === undefined) return { kind: "unreadable", diagnostics };
  const all = [...letters, ...open];
  const reading = (value: Expr, axes: readonly Index[]): Reading => ({
    how: "",
    axes,
    value,
    derivatives: side.derivatives,
    parts: [{ span: side.span, axes, value }],
  });
  const same =
    side.axes.length === open.length &&
    side.axes.every((axis, k) => model.symbols.sameSize(axis.size, open[k]!.size));
  const isConstant = side.axes.length === 0 && side.value.kind === "const";
  const strays = side.value.free.filter((index) => index.origin === "free" && !letters.includes(index));
  if ((same || isConstant) && strays.length === 0)
    return {
      kind: "value",
      readings: [reading(substitute(side.value, inOpen(same ? side.axes : [], open)), all)],
      rejected: [],
    };
  if (
    strays.length > 0 &&
    side.axes.length === 0 &&
    strays.length === open.length &&
    strays.every((index, k) => model.symbols.sameSize(index.size, open[k]!.size))
  ) {
    const by = new Map<AffineAtom, Affine>(strays.map((index, k) => [index, affineOf(open[k]!)]));
    return { kind: "value", readings: [reading(substitute(side.value, by), all)], rejected: [] };
  }
  const own = side.axes.map(({ size }, k) => namedIndex(`i${k + 1}`, size));
  const [stray] = strays;
  const why =
    stray === undefined
      ? makeDiagnostic("E0310", {
          params: { wanted: shapeParam(open.map(({ size }) => size)) },
          labels: [{ span: side.span, text: "here" }],
        })
      : makeDiagnostic("E0230", {
          params: { index: stray.name },
          labels: [{ span: side.span, text: "here" }],
        });
  const value = substitute(side.value, inOpen(side.axes, own));
  const free = side.value.free.filter((index) => index.origin === "free");
  return {
    kind: "value",
    readings: [],
    rejected: [
      { how: "", shape: side.axes.map(({ size }) => size), reading: reading(value, [...free, ...own]), why },
    ],
  };
}
