import { evaluateAffine, type Affine } from "../core/affine.ts";
import type { Expr, ExprKind } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { isOne, ONE, ZERO } from "../core/rational.ts";
import { children, postorder } from "../core/walk.ts";
import type { Arithmetic, Outcome } from "./arithmetic.ts";
import { doubles } from "./doubles.ts";
import { EvaluationError, Undefined } from "./failure.ts";
import { lengthOf, product, sizesAt, tensorDims, type Dense, type Point } from "./point.ts";

/**
 * What a false bracket leaves of its product: no term at all. A sum skips it, a product with it is absent too,
 * whatever the other factors are; every other operator sees the number 0. This is what makes Σ_i [i = j] x_i
 * exactly x_j even where another x_i is infinite or does not exist.
 */
const absent = Symbol("absent");

type Entry<T> = Outcome<T> | typeof absent;

/** The values of a node over its free indices, row-major in the order of `free`. */
interface Table<T> {
  readonly free: readonly Index[];
  readonly entries: readonly Entry<T>[];
}

/** An intermediate with more entries is refused rather than left to exhaust the memory. */
const MAX_ENTRIES = 1 << 26;

/** What a node costs besides its entries, in entries. */
const NODE = 4;

/** The state of one evaluation: sizes, data and the tables made so far. */
interface Context<T> {
  readonly arithmetic: Arithmetic<T>;
  readonly at: Point<T>;
  readonly lengths: (index: Index) => number;
  readonly sizes: ReadonlyMap<string, number>;
  readonly tables: Map<Expr, Table<T>>;
}

/** Where an odometer stands: the values of its indices, and the offset into each table it drives. */
interface Position {
  readonly values: ReadonlyMap<Index, number>;
  readonly offsets: readonly number[];
}

/** Runs through all values of `indices`, row-major, keeping the offsets into tables over subsets of them. */
function forEach(
  indices: readonly Index[],
  length: (index: Index) => number,
  tables: readonly (readonly Index[])[],
  visit: (at: Position) => void,
): void {
  const lengths = indices.map(length);
  const total = product(lengths);
  if (total > MAX_ENTRIES)
    throw new EvaluationError({ kind: "too-large", entries: total, limit: MAX_ENTRIES });
  const strides = tables.map((free) => {
    const own = free.map(length);
    return indices.map((index) => {
      const k = free.indexOf(index);
      return k < 0 ? 0 : product(own.slice(k + 1));
    });
  });
  const values = new Map(indices.map((index) => [index, 1]));
  const offsets = tables.map(() => 0);
  const counter = lengths.map(() => 1);
  for (let step = 0; step < total; step++) {
    visit({ values, offsets });
    for (let k = indices.length - 1; k >= 0; k--) {
      const wraps = counter[k] === lengths[k];
      counter[k] = wraps ? 1 : counter[k]! + 1;
      values.set(indices[k]!, counter[k]!);
      for (const [t, stride] of strides.entries()) offsets[t]! += stride[k]! * (wraps ? 1 - lengths[k]! : 1);
      if (!wraps) break;
    }
  }
}

/** Entries of an inner node from the entries of its children. */
type Combine<T> = (entries: readonly Entry<T>[]) => Entry<T>;

/** The entry as a number; an absent one is 0. Undefined entries must have been sorted out before. */
function present<T>(entry: Entry<T>, zero: T): T {
  if (entry instanceof Undefined) throw new EvaluationError(entry.reason);
  return entry === absent ? zero : entry;
}

/** f of all entries as numbers; undefined where one of them is. */
function strict<T>(zero: T, f: (values: readonly T[]) => Entry<T>): Combine<T> {
  return (entries) =>
    entries.find((entry) => entry instanceof Undefined) ?? f(entries.map((e) => present(e, zero)));
}

/** The left fold of an operation that may have no value. */
function accumulate<T>(values: readonly T[], op: (a: T, b: T) => Outcome<T>): Outcome<T> {
  let total: Outcome<T> = values[0]!;
  for (let k = 1; k < values.length && !(total instanceof Undefined); k++) total = op(total, values[k]!);
  return total;
}

type InnerKind = Exclude<ExprKind, "const" | "real" | "affine" | "tensor" | "reduce">;
type InnerExpr = Extract<Expr, { readonly kind: InnerKind }>;

/** How a node combines the entries of its children at one place. */
function combiner<T>(e: InnerExpr, arithmetic: Arithmetic<T>): Combine<T> {
  const zero = arithmetic.rational(ZERO);
  const one = arithmetic.rational(ONE);
  const { add, mul, pow, unary, binary, relation, unordered } = arithmetic;
  switch (e.kind) {
    case "iverson":
      return strict(zero, ([left, right]) => {
        const holds = relation[e.rel](left!, right!);
        return holds === undefined ? unordered : holds ? one : absent;
      });
    case "add": {
      const weights = e.terms.map(({ coef }) => (isOne(coef) ? undefined : arithmetic.rational(coef)));
      return (entries) => {
        const terms: T[] = [];
        for (const [k, entry] of entries.entries()) {
          if (entry === absent) continue;
          if (entry instanceof Undefined) return entry;
          const weight = weights[k];
          const term = weight === undefined ? entry : mul(weight, entry);
          if (term instanceof Undefined) return term;
          terms.push(term);
        }
        return terms.length === 0 ? absent : accumulate(terms, add);
      };
    }
    case "mul":
      return (entries) => {
        if (entries.includes(absent)) return absent;
        return strict(zero, (values) => {
          const isLimit = (value: T, k: number): boolean => {
            const factor = e.factors[k]!;
            return factor.kind === "unary" && logs.has(factor.op) && arithmetic.isLogOfZero(value);
          };
          // 0 · log 0 = 0, the limit of x log x: the convention of cross entropies.
          if (values.some(arithmetic.isZero) && values.some(isLimit))
            return accumulate(
              values.filter((value, k) => !isLimit(value, k)),
              mul,
            );
          return accumulate(values, mul);
        })(entries);
      };
    case "pow": {
      const exact = e.exponent.kind === "const" ? e.exponent.value : undefined;
      const keepsAbsence = exact !== undefined && exact.num > 0n && exact.den === 1n;
      const power = strict(zero, ([base, exponent]) => pow(base!, exponent!, exact));
      return (entries) => (keepsAbsence && entries[0] === absent ? absent : power(entries));
    }
    case "unary":
      return strict(zero, ([x]) => unary[e.op](x!));
    case "binary":
      return strict(zero, ([a, b]) => binary[e.op](a!, b!));
    case "select":
      return ([condition, onTrue, onFalse]) => {
        if (condition instanceof Undefined) return condition;
        const holds = relation["!="](present(condition!, zero), zero);
        return holds === undefined ? unordered : holds ? onTrue! : onFalse!;
      };
  }
}

/** A reduction: the op over all values of the bound indices, for each value of the free ones. */
function reduceTable<T>(e: Extract<Expr, { kind: "reduce" }>, context: Context<T>): readonly Entry<T>[] {
  const { arithmetic, lengths, tables } = context;
  const body = tables.get(e.body)!;
  const zero = arithmetic.rational(ZERO);
  const count = product(e.indices.map(lengths));
  const entries: Entry<T>[] = [];
  let values: T[] = [];
  let spoiled: Undefined | undefined;
  let seen = 0;
  const finish = (): Entry<T> => {
    if (spoiled !== undefined) return spoiled;
    if (values.length === 0 && e.op === "sum") return absent;
    if (values.length === 0 && (e.op === "max" || e.op === "min"))
      return new Undefined({ kind: "empty-extremum", op: e.op });
    return arithmetic.reduce[e.op](values);
  };
  if (count === 0) return Array.from({ length: product(e.free.map(lengths)) }, finish);
  forEach([...e.free, ...e.indices], lengths, [body.free], ({ offsets }) => {
    const entry = body.entries[offsets[0]!]!;
    if (entry instanceof Undefined) spoiled ??= entry;
    else if (entry !== absent || e.op !== "sum") values.push(present(entry, zero));
    if (++seen < count) return;
    entries.push(finish());
    values = [];
    spoiled = undefined;
    seen = 0;
  });
  return entries;
}

/** The entries of a tensor at its slots. */
function tensorTable<T>(e: Extract<Expr, { kind: "tensor" }>, context: Context<T>): readonly Entry<T>[] {
  const data = context.at.tensors.get(e.name);
  if (data === undefined) throw new EvaluationError({ kind: "missing-tensor", name: e.name });
  const entries: Entry<T>[] = [];
  const value = formValue(context);
  forEach(e.free, context.lengths, [], ({ values }) => {
    let offset = 0;
    for (const [k, slot] of e.slots.entries()) {
      const length = data.shape[k]!;
      const position = value(slot, values);
      if (position < 1 || position > length) {
        entries.push(
          new Undefined({ kind: "out-of-range", name: e.name, slot: k + 1, value: position, length }),
        );
        return;
      }
      offset = offset * length + position - 1;
    }
    entries.push(data.values[offset]!);
  });
  return entries;
}

const formValue =
  <T>({ sizes }: Context<T>) =>
  (form: Affine, values: ReadonlyMap<Index, number>): number => {
    const value = evaluateAffine(form, (atom) => {
      if (atom.kind === "index") return values.get(atom);
      const size = sizes.get(atom.name);
      if (size === undefined) throw new EvaluationError({ kind: "unknown-size", name: atom.name });
      return size;
    });
    return value!;
  };

function entriesOf<T>(e: Expr, context: Context<T>): readonly Entry<T>[] {
  const { arithmetic, lengths, tables } = context;
  switch (e.kind) {
    case "const":
      return [e.value.num === 0n ? absent : arithmetic.rational(e.value)];
    case "real":
      return [arithmetic.real[e.name]];
    case "affine": {
      const entries: T[] = [];
      const value = formValue(context);
      forEach(e.free, lengths, [], ({ values }) => entries.push(arithmetic.number(value(e.form, values))));
      return entries;
    }
    case "tensor":
      return tensorTable(e, context);
    case "reduce":
      return reduceTable(e, context);
    case "iverson":
    case "add":
    case "mul":
    case "pow":
    case "unary":
    case "binary":
    case "select": {
      const below = children(e).map((child) => tables.get(child)!);
      const combine = combiner(e, arithmetic);
      const entries: Entry<T>[] = [];
      forEach(e.free, lengths, below.map((table) => table.free), ({ offsets }) =>
        entries.push(combine(below.map((table, k) => table.entries[offsets[k]!]!))),
      ); // prettier-ignore
      return entries;
    }
  }
}

/** Logarithms that are −∞ at the end of their domain. */
const logs: ReadonlySet<string> = new Set(["log", "log1p"]);

/**
 * The values of an expression at a point, by the definition of every operator and nothing else: each node is
 * tabulated over its free indices, children first. Slow and obviously right; everything faster is compared
 * with it.
 *
 * @param order the free indices of e in the order of the axes of the result; it may list more
 * @shape over `order`, row-major
 * @error EvaluationError where data is missing or has the wrong shape, a size is unknown, a slot that matters
 *   is out of range, or max or min run over nothing
 */
export function evaluateIn<T>(
  arithmetic: Arithmetic<T>,
  e: Expr,
  order: readonly Index[],
  at: Point<T>,
): Dense<T> & { readonly values: readonly T[] } {
  const sizes = sizesAt(tensorDims([e]), at);
  const known = new Map<Index, number>();
  const lengths = (index: Index): number => {
    const length = known.get(index) ?? lengthOf(index.size, sizes);
    known.set(index, length);
    return length;
  };
  const context: Context<T> = { arithmetic, at, lengths, sizes, tables: new Map() };
  for (const node of postorder([e])) {
    at.meter?.spend(
      NODE + product([...node.free, ...(node.kind === "reduce" ? node.indices : [])].map(lengths)),
    );
    context.tables.set(node, { free: node.free, entries: entriesOf(node, context) });
  }
  const unlisted = e.free.find((index) => !order.includes(index));
  if (unlisted !== undefined) throw new EvaluationError({ kind: "unlisted-index", name: unlisted.name });
  const table = context.tables.get(e)!;
  const zero = arithmetic.rational(ZERO);
  const values: T[] = [];
  forEach(order, lengths, [table.free], ({ offsets }) =>
    values.push(present(table.entries[offsets[0]!]!, zero)),
  );
  return { shape: order.map(lengths), values };
}

/** `evaluateIn` in double precision. */
export function evaluate(
  e: Expr,
  order: readonly Index[],
  at: Point,
): Dense & { readonly values: Float64Array } {
  const { shape, values } = evaluateIn(doubles, e, order, at);
  return { shape, values: Float64Array.from(values) };
}

/** The value of a scalar in double precision. */
export const evaluateScalar = (e: Expr, at: Point): number => evaluate(e, [], at).values[0]!;
