import { liveFrom } from "../2-schedule/live.ts";
import type { FlatStore, StraightLine } from "../2-schedule/unroll.ts";
import type { ArrayDecl, Value } from "../1-lower/value.ts";
import type { Origin } from "../1-lower/term.ts";
import { rowOf } from "../1-lower/scalar.ts";
import { expressionOf, useOf, type Leaves } from "./expression.ts";
import { inlinedAs, type Mathematics } from "./mathematics.ts";
import type { Scope } from "./identifiers.ts";
import type { Writer } from "./writer.ts";

/** Expressions are written out inside others up to this depth. */
const MAX_DEPTH = 12;

/**
 * Entries of arguments that are read twice, once on the way forth and once on the way back, get variables up to this
 * many; more would be spilled to the stack, and it is cheaper to read them again (measured on V8).
 */
const READ_AGAIN = 64;

export interface StraightRequest {
  readonly code: StraightLine;
  /** What is to be computed. */
  readonly stores: readonly FlatStore[];
  readonly scope: Scope;
  /** The text that reads an entry of an argument. */
  readonly read: (array: ArrayDecl, at: number) => string;
  /** Inlines exponentials and logarithms, where there is one. */
  readonly mathematics: Mathematics | undefined;
  /** Values that are computed before a loop: they get variables when something inside uses them. */
  readonly hoist?: (value: Value) => boolean;
}

/** A variable of straight-line code: what it is called, and the statements that make it. */
export interface Definition {
  readonly value: Value;
  readonly lines: () => readonly string[];
  readonly node: Origin | undefined;
}

/** The variables a piece of straight-line code needs, in order, and how expressions are written in them. */
export interface StraightText {
  readonly definitions: readonly Definition[];
  readonly leaves: Leaves;
}

/**
 * Which values get variables: those used more than once, those the user named, and cuts through very deep
 * expressions. Everything else stands where it is used.
 */
export function nameValues(request: StraightRequest): StraightText {
  const { code, stores, scope, read, mathematics, hoist = () => false } = request;
  const { order, uses } = liveFrom(stores.map((store) => store.value));
  const twice = order.filter((value) => value.kind === "load" && uses.get(value) === 2 && !hoist(value));
  const enough = twice.length > READ_AGAIN ? 3 : 2;
  const named = new Set(stores.map((store) => store.value).filter(hoist));
  for (const value of order) {
    if (value.kind !== "op") continue;
    if (!hoist(value)) for (const arg of value.args) if (hoist(arg)) named.add(arg);
    if (mathematics !== undefined && inlinedAs(value) !== undefined)
      for (const v of [value, ...value.args]) named.add(v);
  }
  const variables = new Map<Value, string>();
  const leaves: Leaves = {
    variable: (value) => variables.get(value),
    load: (value) => read(value.array, value.at.constant),
    position: (value) => `${value.at.constant}`,
    reduced: () => "",
  };
  const definitions: Definition[] = [];
  const depths = new Map<Value, number>();
  for (const value of order) {
    const entry = code.names.get(value);
    const below =
      value.kind === "op" ? value.args.map((arg) => (variables.has(arg) ? 0 : (depths.get(arg) ?? 0))) : [];
    const depth = 1 + Math.max(0, ...below);
    depths.set(value, depth);
    const isLoad = value.kind === "load";
    if (
      !named.has(value) &&
      uses.get(value)! < (isLoad ? enough : 2) &&
      (isLoad || entry === undefined) &&
      depth < MAX_DEPTH
    )
      continue;
    const name = isLoad
      ? scope.claim([value.array.name, ...subscripts(value.array.shape, value.at.constant)].join("_"))
      : entry !== undefined
        ? scope.claim([entry.name, ...entry.position].join("_"))
        : scope.fresh(stemOf(value));
    variables.set(value, name);
    const lines = (): readonly string[] => definitionLines(value, name, leaves, mathematics, scope);
    definitions.push({ value, lines, node: code.origins.get(value) });
  }
  return { definitions, leaves };
}

/** The statements that make a variable of a value. */
export function definitionLines(
  value: Value,
  name: string,
  leaves: Leaves,
  mathematics: Mathematics | undefined,
  scope: Scope,
): readonly string[] {
  const inlined = mathematics === undefined ? undefined : inlinedAs(value);
  if (inlined === undefined || value.kind !== "op")
    return [`const ${name} = ${expressionOf(value, leaves)};`];
  const { statements, result } = mathematics!.piece(inlined, useOf(value.args[0]!, leaves), scope);
  return [...statements, `const ${name} = ${result};`];
}

const stems: Readonly<Record<string, string>> = { exp: "e", log: "l", peak: "m", finite: "m" };

const stemOf = (value: Value): string =>
  value.kind !== "op" ? "t" : rowOf(value.op).boolean === undefined ? (stems[value.op] ?? "t") : "is";

/** The position of an entry in the user's counting, from 1. */
export function subscripts(shape: readonly number[], offset: number): number[] {
  const position: number[] = [];
  let rest = offset;
  for (const extent of [...shape].reverse()) {
    position.unshift((rest % extent) + 1);
    rest = Math.floor(rest / extent);
  }
  return position;
}

/** Writes the definitions in order. */
export function writeDefinitions(writer: Writer, { definitions }: StraightText): void {
  for (const { lines, node } of definitions) for (const line of lines()) writer.line(line, node);
}
