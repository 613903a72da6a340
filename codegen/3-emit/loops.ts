import { startOf, type Nest, type Routine, type Store } from "../1-lower/nest.ts";
import type { Loop, Offset, Value, Values } from "../1-lower/value.ts";
import type { Origin, TermReduceOp } from "../1-lower/term.ts";
import { blockingOf, stepOf, offsetLater, valueLater, type Block } from "../2-schedule/block.ts";
import type { Eliminations } from "./elimination.ts";
import { useOf } from "./expression.ts";
import { Levels, offsetText, type LoopNames } from "./levels.ts";
import type { ArrayDecl } from "../1-lower/value.ts";
import type { Mathematics } from "./mathematics.ts";
import type { Scope } from "./identifiers.ts";
import type { Writer } from "./writer.ts";

/** How arrays are called and read in the text of a function. */
export interface ArrayText {
  readonly scope: Scope;
  /** Whether an array is one variable. */
  readonly isVariable: (array: ArrayDecl) => boolean;
  /** The text that is assigned to. */
  readonly target: (array: ArrayDecl, index: string) => string;
  readonly read: (array: ArrayDecl, index: string) => string;
  /** The variable of an array as a whole. */
  readonly name: (array: ArrayDecl) => string;
  readonly eliminations: Eliminations;
  readonly node: (value: Value) => Origin | undefined;
  readonly mathematics: Mathematics | undefined;
  /** The variable that holds the number of samples of a chunk, and the first of them. */
  readonly runtime: { readonly rows: string; readonly start: string };
}

const letters = ["i", "j", "k", "l", "q", "r", "u", "v"];

/** Names for the loops of one nest. */
function namesFor(nest: Nest, text: ArrayText): LoopNames {
  const scope = text.scope.inner();
  const loops = [...nest.loops, ...(nest.reduction?.loops ?? [])];
  const names = new Map(loops.map((loop, k) => [loop.id, scope.claim(letters[k] ?? `i${k}`)]));
  return {
    scope: text.scope,
    isVariable: text.isVariable,
    loop: (loop) => (loop.runtime === "start" ? text.runtime.start : names.get(loop.id)!),
    read: text.read,
    node: text.node,
    mathematics: text.mathematics,
  };
}

/** Writes the loops of one nest. */
export function writeNest(writer: Writer, nest: Nest, values: Values, text: ArrayText): void {
  const names = namesFor(nest, text);
  const context: Context = { writer, nest, values, text, names };
  const { outer, blocks, inner } = blockingOf(nest);
  if (nest.routine !== undefined) writeRoutine(context, nest.routine);
  else if (nest.reduction === undefined) writePlain(context, outer);
  else nested(context, outer, () => writeBlocks(context, blocks, inner, []));
}

interface Context {
  readonly writer: Writer;
  readonly nest: Nest;
  readonly values: Values;
  readonly text: ArrayText;
  readonly names: LoopNames;
}

const head = (loop: Loop, { names, text }: Pick<Context, "names" | "text">): string => {
  const name = names.loop(loop);
  return `for (let ${name} = 0; ${name} < ${loop.runtime === "rows" ? text.runtime.rows : loop.extent}; ${name}++)`;
};

function nested(context: Context, loops: readonly Loop[], body: () => void): void {
  const [loop, ...rest] = loops;
  if (loop === undefined) return body();
  context.writer.block(head(loop, context), () => nested(context, rest, body));
}

/** What is added to is read as well: in TypeScript its place is said to hold a number. */
const writeStore = ({ writer, text, nest }: Context, store: Store, index: string, value: string): void =>
  writer.line(
    store.accumulate
      ? `${text.read(store.array, index)} += ${value};`
      : `${text.target(store.array, index)} = ${value};`,
    text.node(store.value) ?? nest.origin,
  );

/** The stores of a nest, some rounds further on. */
const storesLater = ({ nest, values }: Context, by: ReadonlyMap<Loop, number>): readonly Store[] =>
  nest.stores.map((store) => ({
    ...store,
    at: offsetLater(store.at, by),
    value: valueLater(store.value, values, by),
  }));

const levelsFor = ({ names }: Context, loops: readonly Loop[], stores: readonly Store[]): Levels =>
  new Levels(loops, stores.map(({ value }) => value), stores.map(({ at }) => at), names); // prettier-ignore

/**
 * A nest without a reduction: whatever does not depend on an inner loop stands outside it, and a cheap innermost
 * loop takes several rounds at a time.
 */
function writePlain(context: Context, loops: readonly Loop[]): void {
  const { writer, nest, names } = context;
  const last = loops.at(-1);
  const size = last === undefined ? 1 : stepOf(nest, last);
  const rounds = (count: number): readonly Store[] =>
    last === undefined
      ? nest.stores
      : roundsOf([{ loop: last, size: count }]).flatMap((by) => storesLater(context, by));
  const stores = rounds(size);
  const levels = levelsFor(context, loops, stores);
  const finish = (written: readonly Store[], inside: Levels): void => {
    for (const store of written)
      writeStore(context, store, inside.index(store.at), useOf(store.value, inside.leaves));
  };
  const run = (depth: number): void => {
    levels.write(writer, depth);
    const loop = loops[depth];
    if (loop === undefined) return finish(stores, levels);
    if (loop !== last || size === 1) return writer.block(head(loop, context), () => run(depth + 1));
    const whole = loop.extent - (loop.extent % size);
    const name = names.loop(loop);
    writer.block(`for (let ${name} = 0; ${name} < ${whole}; ${name} += ${size})`, () => run(depth + 1));
    if (whole === loop.extent) return;
    const rest = rounds(loop.extent - whole);
    writer.block("", () => {
      writer.line(`const ${name} = ${whole};`);
      const tail = levelsFor(context, [], rest);
      tail.write(writer, 0);
      finish(rest, tail);
    });
  };
  run(0);
}

/** A function of a matrix, called once for every round. */
function writeRoutine(context: Context, routine: Routine): void {
  const { writer, nest, text, names } = context;
  const [store] = nest.stores;
  const { value: source, array, at } = store!;
  if (source.kind !== "load") throw new Error("a matrix is eliminated in memory");
  const place = (offset: Offset): string => offsetText(offset, names.loop);
  nested(context, nest.loops, () => {
    const matrix = [text.name(source.array), place(source.at)];
    if (routine.op === "inv") writer.line(`${text.eliminations.call(routine, ...matrix, text.name(array), place(at))};`, nest.origin);
    else writeStore(context, store!, place(at), text.eliminations.call(routine, ...matrix));
  }); // prettier-ignore
}

/** Runs over the blocks of the output axes; the rest of an axis is a smaller block. */
function writeBlocks(
  context: Context,
  blocks: readonly Block[],
  inner: readonly Loop[],
  sizes: readonly Block[],
): void {
  const { writer, names, text } = context;
  const [block, ...rest] = blocks;
  if (block === undefined) return writeTile(context, inner, sizes);
  const { loop, size } = block;
  const name = names.loop(loop);
  const next = (taken: number) => (): void =>
    writeBlocks(context, rest, inner, [...sizes, { loop, size: taken }]);
  if (loop.runtime === "rows") {
    const { rows } = text.runtime;
    writer.block("", () => {
      writer.line(`let ${name} = 0;`);
      writer.block(`for (; ${name} <= ${rows} - ${size}; ${name} += ${size})`, next(size));
      if (size > 1) writer.block(`for (; ${name} < ${rows}; ${name}++)`, next(1));
    });
    return;
  }
  const whole = loop.extent - (loop.extent % size);
  if (whole > 0) writer.block(`for (let ${name} = 0; ${name} < ${whole}; ${name} += ${size})`, next(size));
  if (whole === loop.extent) return;
  writer.block("", () => {
    writer.line(`const ${name} = ${whole};`);
    next(loop.extent - whole)();
  });
}

/** All combinations of rounds within a block. */
function roundsOf(sizes: readonly Block[]): ReadonlyMap<Loop, number>[] {
  let all: ReadonlyMap<Loop, number>[] = [new Map()];
  for (const { loop, size } of sizes)
    all = all.flatMap((rounds) => Array.from({ length: size }, (_, k) => new Map([...rounds, [loop, k]])));
  return all;
}

/** One block of results: accumulators, the loops of the reduction, stores. */
function writeTile(context: Context, inner: readonly Loop[], sizes: readonly Block[]): void {
  const { writer, nest, values, names } = context;
  const { scope } = names;
  const { op, body } = nest.reduction!;
  const rounds = roundsOf(sizes);
  const sums = rounds.map(() => scope.fresh("sum"));
  const bodies = rounds.map((by) => valueLater(body, values, by));
  for (const sum of sums) writer.line(`let ${sum} = ${startOf[op]};`);
  const levels = new Levels(inner, bodies, [], names);
  const run = (depth: number): void => {
    levels.write(writer, depth);
    const loop = inner[depth];
    if (loop !== undefined) return writer.block(head(loop, context), () => run(depth + 1));
    for (const [k, value] of bodies.entries())
      for (const line of stepText(op, sums[k]!, useOf(value, levels.leaves), scope))
        writer.line(line, context.text.node(value));
  };
  run(0);
  writeResults(context, rounds, sums);
}

/** `sum += x` and the like. */
function stepText(op: TermReduceOp, sum: string, value: string, scope: Scope): readonly string[] {
  if (op === "sum") return [`${sum} += ${value};`];
  if (op === "prod") return [`${sum} *= ${value};`];
  if (op === "peak") {
    const next = scope.fresh("next");
    return [`const ${next} = ${value};`, `if (${next} > ${sum}) ${sum} = ${next};`];
  }
  return [`${sum} = Math.${op}(${sum}, ${value});`];
}

/** Stores the results of a block. */
function writeResults(
  context: Context,
  rounds: readonly ReadonlyMap<Loop, number>[],
  sums: readonly string[],
): void {
  const { writer, nest, values, names } = context;
  const offsets = rounds.flatMap((by) => nest.stores.map(({ at }) => offsetLater(at, by)));
  const places = new Levels([], [], offsets, names);
  places.write(writer, 0);
  for (const [k, by] of rounds.entries()) {
    const results = nest.stores.map(({ value }) => valueLater(value, values, by));
    const levels = new Levels([], results, [], names, () => sums[k]!);
    levels.write(writer, 0);
    for (const [n, store] of nest.stores.entries())
      writeStore(context, store, places.index(offsetLater(store.at, by)), useOf(results[n]!, levels.leaves));
  }
}
