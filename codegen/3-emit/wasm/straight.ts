import type { ArrayDecl, Value, Values } from "../../1-lower/value.ts";
import { logarithmOfTotal } from "../../2-schedule/logarithms.ts";
import type { FlatStore } from "../../2-schedule/unroll.ts";
import { operation, type Width } from "./arithmetic.ts";
import type { Body, Local } from "./body.ts";
import type { Elementary } from "./elementary.ts";
import { Evaluation, type Leaves } from "./evaluation.ts";
import { algebraOf, i32, loadEverywhere, loadNumber, plus, type NumberFormat } from "./format.ts";
import { loadFirst, loadLane } from "./memory.ts";
import { op } from "./operations.ts";
import type { Start } from "./pointers.ts";
import type { Value as Code, ValueType } from "./types.ts";

type Any = Code<ValueType>;

export interface StraightContext {
  readonly body: Body;
  readonly format: NumberFormat;
  readonly elementary: Elementary;
  readonly startOf: (array: ArrayDecl) => Start;
}

/** Code without loops for one sample: stores its results, and gives the last one where it is the cost. */
export function writeStraight(
  { body, format, elementary, startOf }: StraightContext,
  stores: readonly FlatStore[],
  cost: ArrayDecl,
): Any | undefined {
  const leaves: Leaves = {
    levelOf: () => 0,
    isWide: () => false,
    read: (leaf, as) => readFixed(leaf, as, format, startOf),
  };
  const roots = stores.map(({ value }) => ({ value, wide: false }));
  const evaluation = new Evaluation({ body, format, elementary, leaves }, roots, 0);
  evaluation.define(0);
  let result: Any | undefined;
  for (const { array, at, value } of stores) {
    const code = evaluation.use(value, "one");
    if (array === cost) result = code;
    else {
      const { base, offset } = startOf(array);
      body.store({ base, offset: offset + at * format.size }, code);
    }
  }
  return result;
}

/** An entry whose place is known. */
function readFixed(
  leaf: Parameters<Leaves["read"]>[0],
  as: Width | "spread",
  format: NumberFormat,
  startOf: (array: ArrayDecl) => Start,
): Any {
  if (leaf.kind !== "load") throw new TypeError("a position in straight-line code is a number");
  const { base, offset } = startOf(leaf.array);
  const address = { base, offset: offset + leaf.at.constant * format.size };
  return as === "one" ? loadNumber(format, address) : loadEverywhere(format, address);
}

/** An input or label: as many samples as there are lanes are taken from rows one behind the other. */
export interface SampleRows {
  readonly array: ArrayDecl;
  readonly at: Local<"i32">;
  /** Numbers in a row. */
  readonly size: number;
}

export interface LaneSums {
  readonly values: Values;
  readonly stores: readonly FlatStore[];
  readonly rows: readonly SampleRows[];
  /** Vectors of samples, at least one. */
  readonly count: Code<"i32">;
  /** Where the sums are left. */
  readonly sums: Start;
}

/** Sums over samples, as many of them at a time as vectors have lanes: for each store one vector of sums. */
export function writeLaneSums(
  { body, format, elementary, startOf }: StraightContext,
  { values, stores, rows, count, sums }: LaneSums,
): void {
  const samples = new Map(rows.map((row) => [row.array.id, row]));
  const rowOf = (value: Value): SampleRows | undefined =>
    value.kind === "load" ? samples.get(value.array.id) : undefined;
  const leaves: Leaves = {
    levelOf: (leaf) => (rowOf(leaf) === undefined ? 0 : 1),
    isWide: (leaf) => rowOf(leaf) !== undefined,
    read: (leaf, as) => {
      const row = rowOf(leaf);
      return row === undefined
        ? readFixed(leaf, as, format, startOf)
        : readRows(row, leaf.at.constant, format);
    },
  };
  const of = algebraOf(format);
  const place = { body, format, width: "lanes" } as const;
  const totals = stores.map(() => body.keep<ValueType>(of.number(0)));
  const logarithms = stores.map(({ value }) => logarithmOfTotal(value, values, format.precision));
  const products = logarithms.map((found) => found && body.local<ValueType>(format.vector));
  const factors = Math.min(...logarithms.map((found) => found?.factors ?? Infinity));
  const addends = stores.map(({ value }, k) => logarithms[k]?.rest ?? value);
  const roots = [...addends, ...logarithms.flatMap((found) => found?.total ?? [])];
  const wanted = roots.map((value) => ({ value, wide: true }));
  const evaluation = new Evaluation({ body, format, elementary, leaves }, wanted, 1);
  evaluation.define(0);
  const turn = (): void => {
    evaluation.define(1);
    for (const [k, product] of products.entries())
      if (product !== undefined)
        body.set(product, operation(place, "mul", product, evaluation.use(logarithms[k]!.total, "lanes")));
    for (const [k, value] of addends.entries())
      if (!isAbsent(value)) body.set(totals[k]!, evaluation.added(value, "lanes", totals[k]!));
    for (const { at, size } of rows) body.set(at, plus(at, size * format.size * format.lanes));
  };
  const left = body.local("i32", count);
  if (factors === Infinity) turns(body, left, turn);
  else
    body.loop((again) => {
      const some = op("i32.select", left, i32(factors), op("i32.lt_u", left, i32(factors)));
      const block = body.keep(some);
      body.set(left, op("i32.sub", left, block));
      for (const product of products) if (product !== undefined) body.set(product, of.number(1));
      turns(body, block, turn);
      for (const [k, product] of products.entries()) {
        if (product === undefined) continue;
        const logarithm = elementary.apply(place, "log", [product]);
        body.set(totals[k]!, operation(place, "add", totals[k]!, logarithm));
      }
      body.branch(again, left);
    });
  for (const [k, total] of totals.entries())
    body.store({ base: sums.base, offset: sums.offset + 16 * k }, total);
}

/** At least one turn, and as many as `left` says, which is 0 afterwards. */
function turns(body: Body, left: Local<"i32">, turn: () => void): void {
  body.loop((again) => {
    turn();
    body.set(left, op("i32.sub", left, i32(1)));
    body.branch(again, left);
  });
}

const isAbsent = (value: Value): boolean => value.kind === "const" && value.absent;

/** An entry of as many rows as there are lanes. */
function readRows({ at, size }: SampleRows, entry: number, format: NumberFormat): Any {
  const address = (lane: number): { base: Local<"i32">; offset: number } => ({
    base: at,
    offset: (lane * size + entry) * format.size,
  });
  let vector: Any = loadFirst(format.vector, address(0));
  for (let lane = 1; lane < format.lanes; lane++)
    vector = loadLane(format.vector, address(lane), vector as Code<"f64x2">, lane);
  return vector;
}
