import type { ArrayDecl, Loop, Offset } from "../../1-lower/value.ts";
import type { Body, Local } from "./body.ts";
import { i32, plus, times } from "./format.ts";
import type { Address } from "./memory.ts";
import { op } from "./operations.ts";
import type { Value } from "./types.ts";

/** Where an array begins: a variable, and a constant number of bytes behind it. */
export interface Start {
  readonly base: Value<"i32">;
  readonly offset: number;
}

interface Pointer {
  readonly local: Local<"i32">;
  /** Bytes per round of the loop. */
  readonly step: number;
}

/** The loops of an offset that really run; the first sample of a chunk is part of where an array begins. */
const running = (at: Offset): Offset["terms"] =>
  at.terms.filter(({ loop }) => loop.runtime !== "start" && (loop.extent !== 1 || loop.runtime === "rows"));

/**
 * Addresses inside nested loops. Every place that is reached by its own steps has a pointer, which each loop moves
 * on; what is a constant number of bytes away shares it.
 */
export class Pointers {
  readonly #body: Body;
  readonly #size: number;
  readonly #startOf: (array: ArrayDecl) => Start;
  readonly #order: readonly Loop[];
  readonly #pointers = new Map<Loop, Map<string, Pointer>>();

  constructor(body: Body, size: number, startOf: (array: ArrayDecl) => Start, order: readonly Loop[]) {
    this.#body = body;
    this.#size = size;
    this.#startOf = startOf;
    this.#order = order;
  }

  #key(array: ArrayDecl, at: Offset): string {
    const terms = running(at);
    // Where a step leads backwards, the whole address is in the pointer: a part of it might lie before the memory.
    const own = terms.some(({ coef }) => coef < 0) ? `${array.id}:${at.constant}` : "";
    const { base } = this.#startOf(array);
    const block = this.#blocks.get(base) ?? this.#blocks.size;
    this.#blocks.set(base, block);
    return `${block}:${terms.map(({ loop, coef }) => `${coef}#${loop.id}`).join("+")}:${own}`;
  }

  /** Arrays of one block differ by a constant. */
  readonly #blocks = new Map<Value<"i32">, number>();

  /** Makes the pointers of these places that the loop moves, at its first round. */
  enter(loop: Loop, places: Iterable<readonly [ArrayDecl, Offset]>): void {
    const own = new Map<string, Pointer>();
    this.#pointers.set(loop, own);
    const depth = this.#order.indexOf(loop);
    for (const [array, whole] of places) {
      const isBackward = running(whole).some(({ coef }) => coef < 0);
      const so = running(whole).filter((term) => this.#order.indexOf(term.loop) <= depth);
      const at = isBackward ? whole : { ...whole, terms: so };
      const key = this.#key(array, at);
      const coef = this.#coefIfLast(at, loop);
      if (coef === undefined || own.has(key)) continue;
      const outer = this.#without(at, loop);
      const { base, offset } = this.#resolve(array, outer, at);
      own.set(key, { local: this.#body.keep(plus(base, offset)), step: coef * this.#size });
    }
  }

  /** After some rounds of the loop. */
  advance(loop: Loop, rounds: number): void {
    for (const { local, step } of this.#pointers.get(loop)?.values() ?? [])
      this.#body.set(local, plus(local, step * rounds));
  }

  leave(loop: Loop): void {
    this.#pointers.delete(loop);
  }

  #coefIfLast(at: Offset, loop: Loop): number | undefined {
    const terms = running(at);
    const own = terms.find((term) => term.loop === loop);
    const depth = this.#order.indexOf(loop);
    return own !== undefined && terms.every((term) => this.#order.indexOf(term.loop) <= depth)
      ? own.coef
      : undefined;
  }

  #without(at: Offset, loop: Loop): Offset {
    return { ...at, terms: at.terms.filter((term) => term.loop !== loop) };
  }

  /** The address at the first round of a loop that `outer` lacks; pointers carry the constant where steps are negative. */
  #resolve(array: ArrayDecl, outer: Offset, whole: Offset): Start {
    const isBackward = running(whole).some(({ coef }) => coef < 0);
    const last = running(outer)
      .map(({ loop }) => loop)
      .sort((a, b) => this.#order.indexOf(b) - this.#order.indexOf(a))[0];
    if (last === undefined || isBackward) return this.#fromStart(array, outer, isBackward);
    const pointer = this.#pointers.get(last)?.get(this.#key(array, outer));
    return pointer === undefined ? this.#fromStart(array, outer, false) : { base: pointer.local, offset: 0 };
  }

  readonly #indices = new Map<Loop, Value<"i32">>();

  /** The variable that counts the rounds of a loop. */
  count(loop: Loop, index: Value<"i32">): void {
    this.#indices.set(loop, index);
  }

  index(loop: Loop): Value<"i32"> {
    return this.#indices.get(loop) ?? i32(0);
  }

  #fromStart(array: ArrayDecl, at: Offset, withConstant: boolean): Start {
    const start = this.#startOf(array);
    let base = start.base;
    for (const { loop, coef } of running(at)) base = plus(base, times(this.index(loop), coef * this.#size));
    if (withConstant) base = plus(base, at.constant * this.#size + start.offset);
    return { base, offset: 0 };
  }

  /** Σ coef·round + constant, as a number. */
  position(at: Offset): Value<"i32"> {
    let value: Value<"i32"> | undefined;
    for (const { loop, coef } of running(at)) {
      const term = times(this.index(loop), coef);
      value = value === undefined ? term : op("i32.add", value, term);
    }
    return value === undefined ? i32(at.constant) : plus(value, at.constant);
  }

  /** The address of an entry that is there. */
  address(array: ArrayDecl, at: Offset): Address {
    const start = this.#startOf(array);
    const terms = running(at);
    const bytes = at.constant * this.#size;
    const last = [...terms].sort((a, b) => this.#order.indexOf(b.loop) - this.#order.indexOf(a.loop))[0];
    const pointer = last === undefined ? undefined : this.#pointers.get(last.loop)?.get(this.#key(array, at));
    if (terms.some(({ coef }) => coef < 0))
      return { base: pointer?.local ?? this.#fromStart(array, at, true).base, offset: 0 };
    const offset = start.offset + bytes;
    const base = pointer?.local ?? (terms.length === 0 ? start.base : this.#fromStart(array, at, false).base);
    return offset < 0 ? { base: plus(base, offset), offset: 0 } : { base, offset };
  }

  /** The address of an entry by its number, wherever that came from. */
  entry(array: ArrayDecl, position: Value<"i32">): Address {
    const { base, offset } = this.#startOf(array);
    return { base: plus(base, times(position, this.#size)), offset };
  }
}
