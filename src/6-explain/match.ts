import type { NamedValue } from "../3-differentiate/names.ts";
import { abstract, rename } from "../core/bind.ts";
import { add, asAffine, baseAndExponent, constant, mul, pow, splitContent, termsOf } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { invRational, mulRational, ONE, rational, type Rational } from "../core/rational.ts";
import type { Named, NamedPart } from "./naming.ts";

/** The names of definitions by their structure; only those of a rank below `limit`, and logarithms if wanted. */
export interface DefinitionIndex {
  find(e: Expr, limit: number, logs: boolean): Named | undefined;
  findPart(e: Expr, limit: number, logs: boolean): NamedPart | undefined;
}

/** coef · f(name[params]) has this value, where f is the identity or the logarithm. */
interface Entry {
  readonly name: string;
  readonly rank: number;
  readonly params: readonly Index[];
  readonly value: Expr;
  readonly coef: Rational;
  readonly under: "log" | undefined;
}

/** A factor with its exponent, or a term with its weight: what is compared when looking for a part. */
interface Part {
  readonly e: Expr;
  readonly amount: Rational;
}

/** An entry with several parts, found through the part that carries all its indices. */
interface Composite {
  readonly entry: Entry;
  readonly kind: "mul" | "add";
  readonly parts: readonly Part[];
  readonly anchor: Part;
}

export function definitionIndex(
  definitions: readonly NamedValue[],
  rank: (name: string) => number,
): DefinitionIndex {
  const entries = definitions.flatMap((definition) => entriesOf(definition, rank(definition.name)));
  // Names proper come before logarithms of names.
  entries.sort((a, b) => Number(a.under !== undefined) - Number(b.under !== undefined) || a.rank - b.rank);
  const whole = groupBy(entries, (entry) => entry.value.shape);
  const composites = entries.flatMap((entry) => compositeOf(entry) ?? []);
  composites.sort((a, b) => b.parts.length - a.parts.length || b.entry.rank - a.entry.rank);
  const byAnchor = groupBy(composites, ({ anchor }) => anchor.e.shape);
  const isWanted = ({ rank, under }: Entry, limit: number, logs: boolean): boolean =>
    rank < limit && (logs || under === undefined);
  return {
    find: (e, limit, logs) =>
      findWhole(e, (whole.get(e.shape) ?? []).filter((entry) => isWanted(entry, limit, logs))), // prettier-ignore
    findPart: (e, limit, logs) =>
      byAnchor.size === 0 ? undefined : findPart(e, byAnchor, (entry) => isWanted(entry, limit, logs)),
  };
}

function groupBy<T>(items: readonly T[], key: (item: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Numbers, and entries of tensors, are their own best name. */
const plain = new Set<Expr["kind"]>(["const", "real", "affine", "tensor"]);

/** A comparison of indices stays visible: it says where the slots beside it are inside their axes. */
const isIndexBracket = (e: Expr): boolean => e.kind === "iverson" && asAffine(e.left) !== undefined;

function entriesOf({ name, params, value }: NamedValue, rank: number): Entry[] {
  // A tensor that is constant along an axis is no function of all its indices: its slots cannot be recovered.
  if (plain.has(value.kind) || isIndexBracket(value) || params.some((param) => !value.free.includes(param)))
    return [];
  if (value.free.some((index) => !params.includes(index))) return [];
  const entry: Entry = { name, rank, params, value, coef: ONE, under: undefined };
  const { coef, primitive } = splitContent(value);
  const entries = [entry];
  if (primitive !== value && !plain.has(primitive.kind))
    entries.push({ ...entry, value: primitive, coef: invRational(coef) });
  // log p stands in results as the argument of the exponential: z − logsumexp(z) where p = softmax(z).
  if (value.kind === "unary" && value.op === "exp" && value.arg.kind === "add")
    entries.push({ ...entry, value: value.arg, under: "log" });
  return entries;
}

/** The slots under which the entry's value is e. */
function slotsFor(entry: Entry, e: Expr): readonly Index[] | undefined {
  const own = abstract(entry.value);
  const other = abstract(e);
  if (own.abstraction.body !== other.abstraction.body) return undefined;
  return entry.params.map((param) => other.args[own.args.indexOf(param)]!);
}

const named = ({ name, rank, coef, under }: Entry, slots: readonly Index[]): Named => ({
  name, rank, coef, under, slots,
}); // prettier-ignore

function findWhole(e: Expr, candidates: readonly Entry[]): Named | undefined {
  for (const entry of candidates) {
    const slots = slotsFor(entry, e);
    if (slots !== undefined) return named(entry, slots);
  }
  return undefined;
}

const factorPart = (factor: Expr): Part => {
  const { base, exponent } = baseAndExponent(factor);
  return { e: base, amount: rational(exponent) };
};

function partsOf(e: Expr): readonly Part[] {
  if (e.kind === "mul") return e.factors.map(factorPart);
  return termsOf(e).map(({ coef, expr }) => ({ e: expr, amount: coef }));
}

function compositeOf(entry: Entry): Composite | undefined {
  const { value } = entry;
  if (value.kind !== "mul" && (value.kind !== "add" || value.terms.length < 2)) return undefined;
  const parts = partsOf(value);
  if (parts.some(({ e }) => isIndexBracket(e))) return undefined;
  // An anchor that occurs in every other expression would be tried everywhere.
  const anchors = parts.filter(
    ({ e }) => e.kind !== "const" && entry.params.every((p) => e.free.includes(p)),
  );
  const anchor = anchors.sort((a, b) => b.e.height - a.e.height)[0];
  return anchor === undefined ? undefined : { entry, kind: value.kind, parts, anchor };
}

function findPart(
  e: Expr,
  byAnchor: ReadonlyMap<number, readonly Composite[]>,
  isWanted: (entry: Entry) => boolean,
): NamedPart | undefined {
  if (e.kind !== "mul" && e.kind !== "add") return undefined;
  const whole = partsOf(e);
  const amounts = new Map(whole.map((part) => [part.e, part.amount]));
  let best: { readonly found: NamedPart; readonly size: number; readonly rank: number } | undefined;
  for (const part of whole) {
    for (const composite of byAnchor.get(part.e.shape) ?? []) {
      const { entry } = composite;
      const size = composite.parts.length;
      if (composite.kind !== e.kind || !isWanted(entry) || size > whole.length) continue;
      if (best !== undefined && (best.size > size || (best.size === size && best.rank >= entry.rank)))
        continue;
      const found = instance(composite, part.e, amounts);
      if (found !== undefined) best = { found, size, rank: entry.rank };
    }
  }
  return best?.found;
}

/** The composite with its anchor at `at`, when all its parts occur among `amounts`. */
function instance(
  { entry, kind, parts, anchor }: Composite,
  at: Expr,
  amounts: ReadonlyMap<Expr, Rational>,
): NamedPart | undefined {
  const own = abstract(anchor.e);
  const other = abstract(at);
  if (own.abstraction.body !== other.abstraction.body) return undefined;
  const slots = entry.params.map((param) => other.args[own.args.indexOf(param)]!);
  const image = parts.map((part) => ({ e: rename(part.e, entry.params, slots), amount: part.amount }));
  const left = new Map(amounts);
  if (kind === "mul") return takeFactors(entry, slots, image, left);
  const ratio = mulRational(amounts.get(at)!, invRational(anchor.amount));
  for (const { e, amount } of image) {
    const there = amounts.get(e);
    const wanted = mulRational(amount, ratio);
    if (there === undefined || there.num !== wanted.num || there.den !== wanted.den) return undefined;
    left.delete(e);
  }
  const rest = add([...left].map(([expr, coef]) => ({ coef, expr })));
  return { ...named(entry, slots), coef: mulRational(entry.coef, ratio), rest };
}

/** A product contains another when each base has at least its exponent, on the same side of the fraction. */
function takeFactors(
  entry: Entry,
  slots: readonly Index[],
  image: readonly Part[],
  left: Map<Expr, Rational>,
): NamedPart | undefined {
  for (const { e, amount } of image) {
    const there = left.get(e)?.num ?? 0n;
    const isInside = amount.num > 0n ? there >= amount.num : there <= amount.num;
    if (!isInside) return undefined;
    if (there === amount.num) left.delete(e);
    else left.set(e, rational(there - amount.num));
  }
  const rest = mul(...[...left].map(([e, amount]) => pow(e, constant(amount))));
  return { ...named(entry, slots), rest };
}
