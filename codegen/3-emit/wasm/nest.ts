import { startOf, stepOf, type Nest, type Reduction, type Store } from "../../1-lower/nest.ts";
import type { ArrayDecl, Loop, Offset, Value, Values } from "../../1-lower/value.ts";
import { offsetLater, valueLater } from "../../2-schedule/block.ts";
import { isInside, laneSchedule, rowLength, type LaneSchedule } from "../../2-schedule/lanes.ts";
import { rootsOf } from "../../2-schedule/prune.ts";
import { laneOf, numberAt, operation, spread, type Width } from "./arithmetic.ts";
import type { Body, Local } from "./body.ts";
import type { Elementary } from "./elementary.ts";
import { Evaluation, type Leaves, type Root, type Setting } from "./evaluation.ts";
import type { Address } from "./memory.ts";
import { i32, loadEverywhere, loadNumber, loadVector, plus, type NumberFormat } from "./format.ts";
import { Pointers, type Start } from "./pointers.ts";
import { segmentsOf, type Segment } from "./segments.ts";
import { op } from "./operations.ts";
import type { Value as Code, ValueType } from "./types.ts";

type Any = Code<ValueType>;

export interface NestContext {
  readonly body: Body;
  readonly format: NumberFormat;
  readonly elementary: Elementary;
  readonly values: Values;
  readonly startOf: (array: ArrayDecl) => Start;
  /** How many samples a chunk has. */
  readonly rows: Code<"i32"> | undefined;
}

/** A result that is being computed: so many rounds further on in each loop. */
type Rounds = ReadonlyMap<Loop, number>;

/** Writes the loops of one nest. */
export function writeNest(context: NestContext, nest: Nest): void {
  const schedule = laneSchedule(nest, context.format.lanes);
  new NestWriter(context, nest, schedule).write();
}

class NestWriter {
  readonly #context: NestContext;
  readonly #nest: Nest;
  readonly #schedule: LaneSchedule;
  readonly #order: readonly Loop[];
  readonly #pointers: Pointers;
  readonly #places: readonly (readonly [ArrayDecl, Offset])[];
  readonly #unsafe: ReadonlySet<string>;
  /** The rounds taken together so far, and whether the loop in lanes is in vectors at the moment. */
  #rounds: readonly Rounds[] = [new Map()];
  #isWide = false;

  constructor(context: NestContext, nest: Nest, schedule: LaneSchedule) {
    this.#context = context;
    this.#nest = nest;
    this.#schedule = schedule;
    const { streamed, outer, inner } = schedule;
    this.#order = streamed === undefined ? [...outer, ...inner] : [streamed, ...outer];
    const { body, format } = context;
    this.#pointers = new Pointers(body, format.size, context.startOf, this.#order);
    this.#places = placesOf(nest);
    this.#unsafe = unsafeIn(nest);
  }

  write(): void {
    const { streamed, lane } = this.#schedule;
    if (streamed !== undefined && lane !== undefined) this.#stream(streamed, lane);
    else this.#outer(0, undefined);
  }

  /** The loops over the results, from one on. */
  #outer(depth: number, around: Evaluation | undefined): void {
    const { outer } = this.#schedule;
    const isTogether = outer.slice(0, depth).some((loop) => this.#schedule.together.has(loop));
    const isSum = this.#nest.reduction !== undefined;
    // What stands outside of the remaining loops is computed here.
    let known = around;
    if ((!isTogether || !isSum) && depth < this.#order.length) {
      const isWide = this.#schedule.lane !== undefined;
      const roots = this.#later(rootsFor(this.#nest)).map((value) => ({ value, wide: isWide }));
      known = new Evaluation(this.#setting(this.#levelsFrom(0, { isWide })), roots, Infinity, around);
      known.define(depth);
    }
    const loop = outer[depth];
    if (loop === undefined) return this.#results(known);
    const size = this.#schedule.together.get(loop) ?? 1;
    this.#run(loop, size, () => this.#outer(depth + 1, known));
  }

  /** Values in all rounds of the moment. */
  #later(values: readonly Value[]): Value[] {
    return this.#rounds.flatMap((rounds) =>
      values.map((value) => valueLater(value, this.#context.values, rounds)),
    );
  }

  /** Σₖ x[k]·W[k, j] with k outside: a few rows at a time are added to all sums, which stand where the results will. */
  #stream(row: Loop, lane: Loop): void {
    const { body, format, values } = this.#context;
    const { together } = this.#schedule;
    const [store] = this.#nest.stores as [Store];
    const { body: term } = this.#nest.reduction!;
    const width = (): Width => (this.#isWide ? "lanes" : "one");
    const addressIn = (rounds: Rounds): Address =>
      this.#pointers.address(store.array, offsetLater(store.at, rounds));
    const sumIn = (rounds: Rounds): Local<ValueType> =>
      body.keep(this.#isWide ? loadVector(format, addressIn(rounds)) : loadNumber(format, addressIn(rounds)));
    const alongLane = (inside: () => void): void => this.#run(lane, together.get(lane)!, inside);
    const evaluated = (level: number, isWide: boolean, isLast: boolean, around?: Evaluation): Evaluation => {
      const roots = this.#rounds.map((by) => ({
        value: valueLater(term, values, by),
        wide: isWide,
      }));
      const setting = this.#setting(this.#levelsFrom(0, { isWide }));
      const evaluation = new Evaluation(setting, roots, isLast ? level : Infinity, around);
      evaluation.define(level);
      return evaluation;
    };
    alongLane(() => {
      const zero = numberAt({ body, format, width: width() }, 0);
      for (const rounds of this.#rounds) body.store(addressIn(rounds), zero);
    });
    const known = evaluated(0, true, false);
    this.#run(row, together.get(row)!, () => {
      const knownInRow = evaluated(1, true, false, known);
      alongLane(() => {
        const evaluation = evaluated(2, this.#isWide, true, knownInRow);
        for (const at of new Set(this.#rounds.map((rounds) => rounds.get(lane)!))) {
          const place = new Map([[lane, at]]);
          const sum = sumIn(place);
          for (const by of this.#rounds.filter((rounds) => rounds.get(lane) === at))
            body.set(sum, evaluation.added(valueLater(term, values, by), width(), sum));
          body.store(addressIn(place), sum);
        }
      });
    });
    if (store.value.kind === "reduced") return;
    alongLane(() => this.#finish(this.#rounds.map(sumIn), width()));
  }

  /** Runs a loop in segments: vectors and numbers, several rounds at a time and the rest. */
  #run(loop: Loop, together: number, inside: () => void): void {
    const { body, format, rows } = this.#context;
    const isLane = loop === this.#schedule.lane;
    const segments = segmentsOf(loop, together, isLane ? format.lanes : 1);
    if (segments.length === 0) return;
    const outside = this.#rounds;
    const index = body.local("i32", i32(0));
    this.#pointers.count(loop, index);
    this.#pointers.enter(loop, this.#places);
    for (const [k, segment] of segments.entries()) {
      const next = segments[k + 1] !== undefined;
      const turn = (again: boolean): void => {
        this.#rounds = outside.flatMap((rounds) =>
          segment.rounds.map((r) => new Map([...rounds, [loop, r]])),
        );
        const before = this.#isWide;
        if (isLane) this.#isWide = segment.wide;
        inside();
        this.#isWide = before;
        this.#rounds = outside;
        if (!again) return;
        this.#pointers.advance(loop, segment.take);
        body.set(index, plus(index, segment.take));
      };
      this.#turns(segment, index, rows, next, turn);
    }
    this.#pointers.leave(loop);
  }

  #turns(
    segment: Segment,
    index: Local<"i32">,
    rows: Any | undefined,
    isFollowed: boolean,
    turn: (again: boolean) => void,
  ): void {
    const { body } = this.#context;
    if (segment.turns === 1) return turn(isFollowed);
    const end =
      segment.turns === undefined ? plus(rows as Code<"i32">, 1 - segment.take) : i32(segment.from + segment.turns * segment.take); // prettier-ignore
    const limit = segment.turns === undefined ? body.keep(end) : end;
    const more = op("i32.lt_s", index, limit);
    const loop = (): void => body.loop((again) => {
      turn(true);
      body.branch(again, more);
    }); // prettier-ignore
    if (segment.turns === undefined) body.if(more, loop);
    else loop();
  }

  #setting(leaves: Leaves): Setting {
    const { body, format, elementary } = this.#context;
    return { body, format, elementary, leaves };
  }

  /** Leaves with levels counted from a loop on; in lanes where the loop in lanes is, or will be. */
  #levelsFrom(
    first: number,
    { isWide = this.#isWide, reduced }: { isWide?: boolean; reduced?: Leaves["reduced"] } = {},
  ): Leaves {
    const loops = this.#order.slice(first);
    const isLaneLeaf = (at: Offset): boolean =>
      this.#schedule.lane !== undefined && at.terms.some(({ loop }) => loop === this.#schedule.lane);
    return {
      levelOf: ({ at }) => Math.max(0, ...at.terms.map(({ loop }) => loops.indexOf(loop) + 1)),
      isWide: ({ at }) => isWide && isLaneLeaf(at),
      read: (leaf, as) => this.#read(leaf, as),
      ...(reduced === undefined ? {} : { reduced }),
    };
  }

  #read(leaf: Extract<Value, { kind: "load" | "position" }>, as: Width | "spread"): Any {
    const { format, body } = this.#context;
    const place = { body, format, width: "one" } as const;
    if (leaf.kind === "position")
      return op(
        format.scalar === "f64" ? "f64.convert_i32_s" : "f32.convert_i32_s",
        this.#pointers.position(leaf.at),
      );
    const { array, at } = leaf;
    if (!this.#unsafe.has(stepsKey(array, at))) {
      const address = this.#pointers.address(array, at);
      if (as === "one") return loadNumber(format, address);
      return as === "lanes" ? loadVector(format, address) : loadEverywhere(format, address);
    }
    // An entry outside: NaN, in a branch that is not taken.
    const own = at.terms.filter(({ loop }) => loop.runtime === undefined);
    const position = body.keep(this.#pointers.position({ ...at, terms: own }));
    const inside = body.keep(op("i32.lt_u", position, i32(rowLength(array, at))));
    const safe = op("i32.select", position, i32(0), inside);
    const row = this.#pointers.position({ terms: at.terms.filter((t) => !own.includes(t)), constant: 0 });
    const number = loadNumber(format, this.#pointers.entry(array, plus(safe, row)));
    const found = operation(place, "choose", inside, number, numberAt(place, NaN));
    return as === "one" ? found : spread({ body, format, width: "lanes" }, found);
  }

  /** One set of results: the reduction, and the stores. */
  #results(around: Evaluation | undefined): void {
    const { reduction, stores } = this.#nest;
    if (reduction !== undefined) return this.#reduce(reduction, around);
    const roots = this.#rounds.map((rounds) =>
      stores.map((store) => later(store, rounds, this.#context.values)),
    );
    const evaluation = new Evaluation(
      this.#setting(this.#levelsFrom(this.#order.length)),
      roots.flat().map(({ value }) => ({ value, wide: this.#isWide })),
      0,
      around,
    );
    evaluation.define(0);
    for (const store of roots.flat())
      this.#store(store, evaluation.use(store.value, this.#isWide ? "lanes" : "one"));
  }

  #store({ array, at, accumulate }: Store, value: Any): void {
    const { body, format } = this.#context;
    const address = this.#pointers.address(array, at);
    const isWide = this.#isWide;
    const place = { body, format, width: isWide ? "lanes" : "one" } as const;
    const before = (): Any => (isWide ? loadVector(format, address) : loadNumber(format, address));
    body.store(address, accumulate ? operation(place, "add", before(), value) : value);
  }

  /** Sums, one for each result of the moment; what runs in lanes inside of the sum is put together at its end. */
  #reduce({ op: kind, body: term }: Reduction, around: Evaluation | undefined): void {
    const { body, format, values } = this.#context;
    const { inner, lane, outer } = this.#schedule;
    const rounds = this.#rounds;
    const isDeep = lane !== undefined && inner.includes(lane);
    const resultWidth: Width = this.#isWide ? "lanes" : "one";
    const start = (width: Width): Local<ValueType>[] =>
      rounds.map(() => body.keep(numberAt({ body, format, width }, startOf[kind])));
    const sums = start(resultWidth);
    const wideSums = isDeep ? start("lanes") : [];
    const step = (evaluation: Evaluation, terms: readonly Value[], into: readonly Local<ValueType>[], width: Width): void => {
      for (const [k, value] of terms.entries()) {
        const sum = into[k]!;
        const place = { body, format, width };
        const next = kind === "sum"
          ? evaluation.added(value, width, sum)
          : kind === "peak"
            ? operation(place, "peak", evaluation.use(value, width), sum)
            : operation(place, stepOf[kind] as "max", sum, evaluation.use(value, width));
        body.set(sum, next);
      }
    }; // prettier-ignore
    const terms = rounds.map((by) => valueLater(term, values, by));
    const descend = (depth: number, known: Evaluation | undefined): void => {
      const loop = inner[depth];
      if (loop === undefined) {
        const isWide = this.#isWide;
        const roots = terms.map((value): Root => ({ value, wide: isWide }));
        const evaluation = new Evaluation(this.#setting(this.#levelsFrom(outer.length)), roots, inner.length, known);
        evaluation.define(inner.length);
        return step(evaluation, terms, isDeep && isWide ? wideSums : sums, isWide ? "lanes" : "one");
      }
      const isWide = this.#isWide || isDeep;
      const roots = terms.map((value): Root => ({ value, wide: isWide }));
      const evaluation = new Evaluation(this.#setting(this.#levelsFrom(outer.length, { isWide })), roots, Infinity, known);
      evaluation.define(depth);
      this.#run(loop, 1, () => {
        this.#rounds = rounds;
        descend(depth + 1, evaluation);
      });
    }; // prettier-ignore
    descend(0, around);
    this.#rounds = rounds;
    if (isDeep) for (const [k, sum] of sums.entries()) this.#gather(kind, wideSums[k]!, sum);
    this.#finish(sums, resultWidth);
  }

  /** sum ∘ lanes: the lanes from first to last, then what was not in lanes. */
  #gather(kind: Reduction["op"], lanesOf: Local<ValueType>, sum: Local<ValueType>): void {
    const { body, format } = this.#context;
    const place = { body, format, width: "one" } as const;
    let total = laneOf(place, lanesOf, 0);
    const step = stepOf[kind] as "add";
    for (let lane = 1; lane < format.lanes; lane++)
      total = operation(place, step, total, laneOf(place, lanesOf, lane));
    body.set(sum, operation(place, step, total, sum));
  }

  #finish(sums: readonly Local<ValueType>[], width: Width): void {
    const { values } = this.#context;
    for (const [k, rounds] of this.#rounds.entries()) {
      const stores = this.#nest.stores.map((store) => later(store, rounds, values));
      const reduced = { value: sums[k]!, wide: width === "lanes" };
      const leaves = this.#levelsFrom(this.#order.length, { reduced });
      const roots = stores.map(({ value }) => ({ value, wide: width === "lanes" }));
      const evaluation = new Evaluation(this.#setting(leaves), roots, 0);
      evaluation.define(0);
      for (const store of stores) this.#store(store, evaluation.use(store.value, width));
    }
  }
}

const later = (store: Store, rounds: Rounds, values: Values): Store => ({
  ...store,
  at: offsetLater(store.at, rounds),
  value: valueLater(store.value, values, rounds),
});

/** What is computed in all loops; stores of a sum follow it. */
const rootsFor = ({ reduction, stores }: Nest): Value[] =>
  reduction === undefined ? stores.map(({ value }) => value) : [reduction.body];

const stepsKey = ({ id }: ArrayDecl, at: Offset): string =>
  `${id}:${at.terms.map(({ loop, coef }) => `${coef}#${loop.id}`).join("+")}`;

/** Reads that may lie outside of their array, by the steps they take; where a nest has one, all alike are checked. */
const unsafeIn = (nest: Nest): ReadonlySet<string> =>
  new Set(loadsIn(nest).flatMap(({ array, at }) => (isInside(array, at) ? [] : [stepsKey(array, at)])));

/** All places that a nest reads or writes. */
const placesOf = (nest: Nest): (readonly [ArrayDecl, Offset])[] =>
  [...nest.stores, ...loadsIn(nest)].map(({ array, at }) => [array, at]);

function loadsIn(nest: Nest): readonly Extract<Value, { kind: "load" }>[] {
  const loads: Extract<Value, { kind: "load" }>[] = [];
  const seen = new Set<Value>();
  const stack = [...rootsOf(nest)];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "op") stack.push(...value.args);
    if (value.kind === "load") loads.push(value);
  }
  return loads;
}
