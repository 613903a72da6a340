import {
  affineConst,
  affineOf,
  indicesOf,
  isConstantAffine,
  shiftAffine,
  subAffine,
  type Affine,
} from "../../core/affine.ts";
import { reduce, sumOver } from "../../core/bind.ts";
import { affineExpr, iverson, mul, one, select, zero } from "../../core/build.ts";
import { makeDiagnostic } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import { namedIndex } from "../../core/index.ts";
import { walkTex } from "../../1-parse/latex/nodes.ts";
import { indexName } from "../../1-parse/latex/big.ts";
import type { Comparison, Tex, TexBig, TexIndex } from "../../1-parse/latex/syntax.ts";
import { conditionsHold } from "./conditions.ts";
import { formOf, openLetter, readSlots } from "./mention.ts";
import type { Context, Letter } from "./scope.ts";
import { axesOf, combine, fail, fitting, hows, succeed, val, type Outcome } from "./value.ts";

/** Σ, Π, max and min over indices, or over whatever is there when none is named. */
export function reduced(node: TexBig, context: Context): Outcome {
  if (node.op === "argmax" || node.op === "argmin")
    return fail("E0226", { params: { name: node.op }, labels: [{ span: node.span, text: "here" }] });
  return node.indices.length === 0 ? unnamed(node, context) : named(node, context);
}

function named(node: TexBig, context: Context): Outcome {
  const letters = new Map(context.letters);
  const inner: Context = { ...context, letters };
  const bound: Letter[] = [];
  const guards: Expr[] = [];
  // In `\sum_{i<j}` both run, unless j is an index already.
  const others = node.conditions.flatMap((condition) => extraIndex(condition, node.indices, context));
  for (const index of [...node.indices, ...others]) {
    warnHidden(index, node, context);
    letters.delete(index.name);
  }
  for (const index of [...node.indices, ...others]) {
    const letter = bind(index, node, inner, guards);
    if (letter === undefined) continue;
    letters.set(index.name, letter);
    bound.push(letter);
  }
  const body = context.evaluate(node.body, inner);
  // What the body opened and does not bind stays open outside.
  for (const [name, letter] of letters)
    if (!bound.some((own) => own.name === name) && !context.letters.has(name))
      context.letters.set(name, letter);
  for (const index of [...node.indices, ...others]) {
    const opened = letters.get(index.name);
    if (!bound.some(({ name }) => name === index.name) && opened !== undefined) {
      bound.push(opened);
      context.letters.delete(index.name);
    }
  }
  const unbound = node.indices.find(({ name }) => !bound.some((letter) => letter.name === name));
  if (unbound !== undefined)
    return fail("E0211", {
      params: { index: unbound.name },
      labels: [{ span: unbound.span, text: "here" }],
      help: ["range"],
    });
  const all = new Map([...letters, ...bound.map((letter) => [letter.name, letter] as const)]);
  const condition = conditionsHold(node.conditions, { ...inner, letters: all });
  return combine([condition, body], ([holds, value]) => {
    const guard = mul(...guards, holds!.expr);
    const indices = bound.map(({ index }) => index);
    const expr = over(node.op, indices, guard, value!.expr);
    if (expr === undefined)
      return fail("E0227", { params: { name: node.op }, labels: [{ span: node.span, text: "here" }] });
    return succeed(
      val(value!.shape, expr, node.span, { turned: value!.turned, how: hows([value!]), from: [value!] }),
    );
  });
}

/** The reduction of what the guard lets through; undefined where an excluded entry has no neutral value. */
function over(
  op: TexBig["op"],
  indices: readonly Letter["index"][],
  guard: Expr,
  body: Expr,
): Expr | undefined {
  if (op === "sum") return sumOver(indices, mul(guard, body));
  if (op === "argmax" || op === "argmin") return undefined;
  if (guard === one) return reduce(op, indices, body);
  return op === "prod" ? reduce(op, indices, select(guard, body, one)) : undefined;
}

/** `\sum x_i`, `\sum y \log p`: over the letters the body brings along, or over all its axes. */
function unnamed(node: TexBig, context: Context): Outcome {
  const before = new Set(context.letters.keys());
  const body = context.evaluate(node.body, context);
  const opened = [...context.letters.values()].filter(({ name }) => !before.has(name));
  const letters =
    opened.length > 0 ? opened : [...context.letters.values()].filter(({ name }) => occurs(name, node.body));
  if (opened.length > 0) for (const { name } of opened) context.letters.delete(name);
  const { op } = node;
  if (op === "argmax" || op === "argmin") return body;
  // The usual reading that leaves something to add up.
  const found = body.vals.find(({ shape }) => shape.length > 0) ?? body.vals[0];
  return combine([{ ...body, vals: found === undefined ? [] : [found] }], ([value]) => {
    const indices = letters.map(({ index }) => index).filter((index) => value!.expr.free.includes(index));
    const axes = indices.length > 0 ? indices : axesOf(value!.shape);
    const shape = indices.length > 0 ? value!.shape : [];
    // What the sum needs is what the signs inside it mean.
    return succeed(val(shape, reduce(op, axes, value!.expr), node.span, { from: [value!] }));
  });
}

const occurs = (name: string, body: Tex): boolean =>
  [...walkTex([body])].some((part) => part.kind === "symbol" && part.name === name);

function extraIndex(
  { left, right }: Comparison,
  own: readonly TexIndex[],
  { letters, scope }: Context,
): TexIndex[] {
  return [left, right].flatMap((side) => {
    const name = indexName(side);
    const isNew =
      name !== undefined &&
      !letters.has(name) &&
      !scope.names.fixed.has(name) &&
      !own.some((index) => index.name === name);
    return isNew && side.kind === "symbol"
      ? [{ name, low: undefined, high: undefined, span: side.span }]
      : [];
  });
}

/** An index that hides one of the left side: read as an index of its own, and said. */
function warnHidden({ name, span }: TexIndex, _node: TexBig, { letters, notes }: Context): void {
  const outer = letters.get(name);
  if (outer === undefined || notes.some(({ labels }) => labels[0]?.span.start === span.start)) return;
  const labels = [
    { span, text: "here" },
    { span: outer.span, text: "outer" },
  ] as const;
  notes.push(makeDiagnostic("E0231", { params: { index: name }, labels, severity: "warning" }));
}

/** The letter of an index: its range as written, or else the axis it first indexes in the body. */
function bind(index: TexIndex, node: TexBig, context: Context, guards: Expr[]): Letter | undefined {
  const { name, span } = index;
  const axis = axisOf(
    name,
    [node.body, ...node.conditions.flatMap(({ left, right }) => [left, right])],
    context,
  );
  const low = index.low === undefined ? affineConst(1) : formOf(index.low, context, () => undefined);
  const high = index.high === undefined ? undefined : formOf(index.high, context, () => undefined);
  const isWritten = index.low !== undefined && high !== undefined && low !== undefined;
  if (!isWritten) {
    if (axis === undefined) return undefined;
    if (low !== undefined && low.terms.length === 0 && low.constant === 1)
      return openLetter(name, axis, span, context);
    // From low to the end of the axis.
    return low === undefined
      ? openLetter(name, axis, span, context)
      : ranged(index, low, axis, axis, context, guards);
  }
  if (
    isConstantAffine(low) &&
    low.constant === 1 &&
    axis !== undefined &&
    (high === axis || !isPartial(name, node.body)) &&
    fitting(high, axis, context.scope.same)
  )
    return openLetter(name, axis, span, context);
  if (axis !== undefined && !isPartial(name, node.body)) noteRange(name, low, high, axis, span, context);
  return ranged(index, low, high, axis, context, guards);
}

function ranged(
  { name, span }: TexIndex,
  low: Affine,
  high: Affine,
  axis: Affine | undefined,
  context: Context,
  guards: Expr[],
): Letter | undefined {
  const isDependent = indicesOf(low).length + indicesOf(high).length > 0;
  if (isDependent) {
    if (axis === undefined) return undefined;
    const letter = openLetter(name, axis, span, context);
    if (low.terms.length > 0 || low.constant > 1)
      guards.push(iverson(">=", affineExpr(subAffine(letter.form, low)), zero));
    guards.push(iverson(">=", affineExpr(subAffine(high, letter.form)), zero));
    return letter;
  }
  const shift = shiftAffine(low, -1);
  const index = namedIndex(name, subAffine(high, shift));
  const form = shift.terms.length === 0 ? shiftAffine(affineOf(index), shift.constant) : undefined;
  if (form === undefined) return undefined;
  return { name, index, form, isRanged: true, span };
}

const hasLetter = (node: Tex, letter: string): boolean =>
  [...walkTex([node])].some((part) => part.kind === "symbol" && part.name === letter);

/** The names in a slot of which the letter stands by itself, or with something added to it. */
function* slotsWith(
  letter: string,
  value: Tex,
): Generator<{ readonly name: string; readonly isShifted: boolean }> {
  for (const node of walkTex([value])) {
    if (node.kind !== "scripted" || node.base.kind !== "symbol") continue;
    for (const slot of node.sub)
      if (slot.kind === "slot" && hasLetter(slot.value, letter))
        yield { name: node.base.name, isShifted: slot.value.kind === "sum" };
  }
}

/** Whether a letter stands in a slot with something added to it: then it does not run through the whole axis. */
export const isShifted = (letter: string, value: Tex): boolean =>
  [...slotsWith(letter, value)].some((slot) => slot.isShifted);

/** Whether the same axis is read at x_i and at x_{i+1}: then i runs through a part of it. */
function isPartial(letter: string, value: Tex): boolean {
  const slots = [...slotsWith(letter, value)];
  return slots.some(({ name, isShifted: is }) => is && slots.some((other) => other.name === name && !other.isShifted)); // prettier-ignore
}

/** A range that is not that of the axis its index runs along. */
function noteRange(
  name: string,
  low: Affine,
  high: Affine,
  axis: Affine,
  span: Letter["span"],
  { notes }: Context,
): void {
  if (indicesOf(low).length + indicesOf(high).length > 0) return;
  if (notes.some(({ code, labels }) => code === "E0204" && labels[0]?.span.start === span.start)) return;
  notes.push(
    makeDiagnostic("E0204", {
      params: { index: name, high: high.key, size: axis.key },
      labels: [{ span, text: "here" }],
      severity: "warning",
    }),
  );
}

/** The axis that a letter indexes first, found without evaluating anything. */
export function axisOf(letter: string, roots: readonly Tex[], context: Context): Affine | undefined {
  const { names, shapeOf, resolve, errorName } = context.scope;
  for (const part of walkTex(roots)) {
    if (part.kind !== "scripted" && part.kind !== "call") continue;
    const isLetter = (value: Tex): boolean => indexName(value) === letter;
    if (part.kind === "call" || part.base.kind !== "symbol") {
      const sub = part.kind === "call" ? (part.head.kind === "scripted" ? part.head.sub : []) : part.sub;
      const at = sub.findIndex((one) => one.kind === "slot" && isLetter(one.value));
      if (at < 0) continue;
      const probe = context.evaluate(part.kind === "call" ? { ...part, head: headOnly(part) } : part.base, { ...context, letters: new Map(context.letters), notes: [] }); // prettier-ignore
      const size = probe.vals[0]?.shape[at];
      if (size !== undefined) return size;
      continue;
    }
    const mention = names.mention(part);
    if (mention === undefined) continue;
    const error = errorName(mention);
    const name = resolve(mention.name);
    const upper = resolve(mention.name.charAt(0).toUpperCase() + mention.name.slice(1));
    const shape = shapeOf(name) ?? (error === undefined ? undefined : shapeOf(error.wrt)) ?? shapeOf(upper);
    if (shape === undefined) continue;
    const slots = readSlots(mention.slots, shape.length);
    const at = slots.findIndex((one) => one.kind === "slot" && isLetter(one.value));
    if (at >= 0 && shape[at] !== undefined) return shape[at];
  }
  return undefined;
}

const headOnly = (part: Extract<Tex, { kind: "call" }>): Extract<Tex, { kind: "call" }>["head"] =>
  part.head.kind === "scripted" ? { ...part.head, sub: [] } : part.head;
