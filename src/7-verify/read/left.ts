import { affineOf, soleIndex, substituteAffine, indicesOf, type Affine } from "../../core/affine.ts";
import { tensor } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { namedIndex, type Index } from "../../core/index.ts";
import { targetOf } from "../../4-simplify/derive.ts";
import type { Model } from "../../2-elaborate/model.ts";
import type { Tex } from "../../1-parse/latex/syntax.ts";
import type { DerivativeSide } from "../line.ts";
import { evaluate, ownSlope } from "./evaluate.ts";
import type { Context } from "./scope.ts";
import { axesOf, succeed, type Outcome, type Val } from "./value.ts";

/** What stands on the left of a line, and the axes that the right side must have. */
export interface Left {
  /** The letters that are written, in order. */
  readonly letters: readonly Index[];
  /** The axes that are not written, with the indices chosen for them. */
  readonly open: readonly Index[];
  /** All axes, in the order of the left side. */
  readonly axes: readonly Index[];
  readonly derivative: DerivativeSide | undefined;
  readonly value: Val | undefined;
  readonly outcome: Outcome;
}

const usual = ["i", "j", "k", "l", "m", "n", "p", "q", "r", "s"];

/** Reads a left side: a derivative, a name for one, or a value. */
export function readLeft(node: Tex, context: Context, model: Model, taken: ReadonlySet<string>): Left {
  const before = new Set(context.letters.keys());
  const outcome = elementwiseSlope(node, context) ?? evaluate(node, context);
  const [value] = outcome.vals;
  const written = [...context.letters.values()]
    .filter(({ name }) => !before.has(name))
    .map(({ index }) => index);
  if (value === undefined)
    return { letters: written, open: [], axes: written, derivative: undefined, value, outcome };
  const entry = isDerivative(value.expr) ? value.expr : undefined;
  const mentioned = entry && context.derivatives.get(entry.name);
  const chosen = new Set([...taken, ...written.map(({ name }) => name)]);
  const wishes = mentioned === undefined ? [] : lettersOf(mentioned.of, mentioned.wrt, model);
  const letterFor = new Map<Index, Index>();
  const slotWish = (formal: Index): string | undefined => {
    const axis = entry?.slots.findIndex((slot) => soleIndex(slot) === formal) ?? -1;
    return axis < 0 ? undefined : wishes[axis];
  };
  const open = value.shape.map((size, k): Index => {
    const formal = formalOf(value, k);
    const wish = formal && slotWish(formal);
    const free = (name: string): boolean => !chosen.has(name);
    const name = wish !== undefined && free(wish) ? wish : (usual.find(free) ?? `i${k + 1}`);
    chosen.add(name);
    const index = namedIndex(name, size);
    if (formal !== undefined) letterFor.set(formal, index);
    return index;
  });
  if (entry === undefined || mentioned === undefined)
    return { letters: written, open, axes: [...written, ...open], derivative: undefined, value, outcome };
  const slots = entry.slots.map((slot) =>
    substituteAffine(slot, (atom) =>
      atom.kind === "index" && letterFor.has(atom) ? affineOf(letterFor.get(atom)!) : undefined,
    ),
  );
  const axes = [...new Set(slots.flatMap((slot) => indicesOf(slot)))];
  const counts = [mentioned.of, ...mentioned.wrt].map((name) => context.scope.shapeOf(name)?.length ?? 0);
  const part = (k: number): readonly Affine[] => {
    const from = counts.slice(0, k).reduce((a, b) => a + b, 0);
    return slots.slice(from, from + counts[k]!);
  };
  const [first, second] = mentioned.wrt;
  const derivative: DerivativeSide = {
    kind: "derivative",
    of: mentioned.of,
    ofSlots: part(0),
    wrt: first!,
    wrtSlots: part(1),
    ...(second === undefined ? {} : { and: { name: second, slots: part(2) } }),
    axes,
    layout: open.length === 0 ? "as-variable" : "unknown",
  };
  return { letters: written, open, axes, derivative, value, outcome };
}

type TensorNode = Extract<Expr, { kind: "tensor" }>;

const isDerivative = (e: Expr): e is TensorNode => e.kind === "tensor" && e.name.startsWith("d(");

/** `f' = …`: entry by entry, the slope in one place. */
function elementwiseSlope(node: Tex, context: Context): Outcome | undefined {
  const mention = context.scope.names.mention(node);
  if (mention === undefined || mention.primes !== 1 || mention.slots.length > 0) return undefined;
  const name = context.scope.resolve(mention.name);
  const shape = context.scope.shapeOf(name);
  if (shape === undefined) return undefined;
  const whole = ownSlope(name, node.span, context);
  const [value] = whole?.vals ?? [];
  if (value === undefined || value.shape.length === shape.length) return whole;
  return shape.length === 1 && value.shape.length === 2 ? diagonalOf(value, context) : undefined;
}

function diagonalOf(value: Val, context: Context): Outcome | undefined {
  if (!isDerivative(value.expr) || !context.scope.same(value.shape[0]!, value.shape[1]!)) return undefined;
  const [row] = axesOf(value.shape);
  const { name, dims } = value.expr;
  const slots = [affineOf(row!), affineOf(row!)];
  return succeed({
    ...value,
    shape: [value.shape[0]!],
    expr: tensor(name, dims, slots),
    differential: undefined,
  });
}

const formalOf = (value: Val, k: number): Index | undefined => axesOf(value.shape)[k];

/** The letters a text uses for the axes of a quantity and of the variables. */
const lettersOf = (of: string, wrt: readonly string[], model: Model): readonly (string | undefined)[] =>
  [of, ...wrt].flatMap((name) => targetOf(model, name)?.indices.map((index) => index.name) ?? []);
