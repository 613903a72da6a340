import { stepOf, type Nest, type Program, type Store } from "../1-lower/nest.ts";
import type { Origin, TermReduceOp } from "../1-lower/term.ts";
import type { ArrayDecl, Loop, Offset, Value, Values } from "../1-lower/value.ts";

/** A kernel without loops and without memory of its own: what is written where. */
export interface StraightLine {
  readonly values: Values;
  readonly inputs: readonly ArrayDecl[];
  readonly outputs: readonly ArrayDecl[];
  /** One per entry of the outputs, in their order. */
  readonly stores: readonly FlatStore[];
  /** Which entry of which named tensor a value is. */
  readonly names: ReadonlyMap<Value, EntryName>;
  readonly origins: ReadonlyMap<Value, Origin>;
}

export interface FlatStore {
  readonly array: ArrayDecl;
  readonly at: number;
  readonly value: Value;
}

export interface EntryName {
  readonly name: string;
  /** Counted from 1, in the user's order. */
  readonly position: readonly number[];
}

type Environment = Map<Loop, number>;

const constantOffset = ({ terms, constant }: Offset, at: Environment): number =>
  terms.reduce((total, { loop, coef }) => total + coef * at.get(loop)!, constant);

/** Runs body for all rounds of the loops, the last one fastest. */
function forAll(loops: readonly Loop[], at: Environment, body: () => void, depth = 0): void {
  const loop = loops[depth];
  if (loop === undefined) return body();
  for (let k = 0; k < loop.extent; k++) {
    at.set(loop, k);
    forAll(loops, at, body, depth + 1);
  }
}

const emptyOf = (op: TermReduceOp, values: Values): Value =>
  op === "sum" ? values.absent : values.number({ prod: 1, max: Number.NaN, min: Number.NaN, peak: 0 }[op]);

/**
 * Executes the loops symbolically: every scalar of the kernel becomes one value, equal ones the same, memory
 * disappears, and what no output needs is never written down.
 */
export function unroll(program: Program): StraightLine {
  const { values, origins } = program;
  const contents = new Map<ArrayDecl, Map<number, Value>>();
  const names = new Map<Value, EntryName>();
  const flatOrigins = new Map<Value, Origin>();

  const evaluate = (
    value: Value,
    at: Environment,
    reduced: Value | undefined,
    memo: Map<Value, Value>,
  ): Value => {
    const known = memo.get(value);
    if (known !== undefined) return known;
    let result: Value;
    switch (value.kind) {
      case "const":
        return value;
      case "reduced":
        return reduced!;
      case "position":
        result = values.position({ terms: [], constant: constantOffset(value.at, at) });
        break;
      case "load": {
        const offset = constantOffset(value.at, at);
        const content = contents.get(value.array);
        // An entry outside is read in a branch that is not taken.
        if (content !== undefined) result = content.get(offset) ?? values.number(Number.NaN);
        else
          result = isInside(value.array, offset)
            ? values.load(value.array, { terms: [], constant: offset })
            : values.number(Number.NaN);
        break;
      }
      case "op":
        result = values.op(value.op, ...value.args.map((arg) => evaluate(arg, at, reduced, memo)));
    }
    memo.set(value, result);
    const origin = origins.get(value);
    if (origin !== undefined && !flatOrigins.has(result)) flatOrigins.set(result, origin);
    return result;
  };

  const reduce = ({ reduction }: Nest, at: Environment): Value | undefined => {
    if (reduction === undefined) return undefined;
    const { op, loops, body } = reduction;
    let total: Value | undefined;
    forAll(loops, at, () => {
      const next = evaluate(body, at, undefined, new Map());
      total = total === undefined ? next : values.op(stepOf[op], total, next);
    });
    return total ?? emptyOf(op, values);
  };

  const run = (nest: Nest): void => {
    const at: Environment = new Map();
    for (const { array } of nest.stores) if (!contents.has(array)) contents.set(array, new Map());
    forAll(nest.loops, at, () => {
      const reduced = reduce(nest, at);
      const memo = new Map<Value, Value>();
      for (const store of nest.stores) {
        const value = evaluate(store.value, at, reduced, memo);
        if (nest.origin !== undefined && value.kind === "op" && !flatOrigins.has(value))
          flatOrigins.set(value, nest.origin);
        contents.get(store.array)!.set(constantOffset(store.at, at), value);
        if (store.array.axes !== undefined && !names.has(value))
          names.set(value, entryName(store, store.array.axes, at));
      }
    });
  };

  for (const nest of program.nests) run(nest);
  const stores = program.outputs.flatMap((array) =>
    [...contents.get(array)!].map(([at, value]) => ({ array, at, value })),
  );
  return { values, inputs: program.inputs, outputs: program.outputs, stores, names, origins: flatOrigins };
}

const isInside = ({ shape }: ArrayDecl, offset: number): boolean =>
  offset >= 0 && offset < shape.reduce((a, b) => a * b, 1);

function entryName({ array, at }: Store, axes: readonly number[], environment: Environment): EntryName {
  const position = at.terms.map(({ loop }) => environment.get(loop)! + 1);
  return { name: array.name, position: axes.map((axis) => position[axis]!) };
}
