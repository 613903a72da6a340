import { liveFrom } from "../2-schedule/live.ts";
import type { FlatStore, StraightLine } from "../2-schedule/unroll.ts";
import type { ArrayDecl, Value } from "../1-lower/value.ts";
import { rowOf } from "../1-lower/scalar.ts";
import { expressionOf, type Leaves } from "./expression.ts";
import type { Scope } from "./identifiers.ts";
import type { Writer } from "./writer.ts";

/** Expressions are written out inside others up to this depth. */
const MAX_DEPTH = 12;

export interface StraightRequest {
  readonly code: StraightLine;
  /** What is to be computed. */
  readonly stores: readonly FlatStore[];
  readonly scope: Scope;
  /** The text that reads an entry of an argument. */
  readonly read: (array: ArrayDecl, at: number) => string;
  /** Values that are computed before a loop: they get variables when something inside uses them. */
  readonly hoist?: (value: Value) => boolean;
}

/** A variable of straight-line code, and what it is called. */
export interface Definition {
  readonly value: Value;
  readonly name: string;
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
export function nameValues({
  code,
  stores,
  scope,
  read,
  hoist = () => false,
}: StraightRequest): StraightText {
  const { order, uses } = liveFrom(stores.map((store) => store.value));
  const atBorder = new Set(stores.map((store) => store.value).filter(hoist));
  for (const value of order)
    if (value.kind === "op" && !hoist(value)) for (const arg of value.args) if (hoist(arg)) atBorder.add(arg);
  const variables = new Map<Value, string>();
  const definitions: Definition[] = [];
  const depths = new Map<Value, number>();
  let serial = 0;
  for (const value of order) {
    const entry = code.names.get(value);
    const below =
      value.kind === "op" ? value.args.map((arg) => (variables.has(arg) ? 0 : (depths.get(arg) ?? 0))) : [];
    const depth = 1 + Math.max(0, ...below);
    depths.set(value, depth);
    const isLoad = value.kind === "load";
    if (!atBorder.has(value) && uses.get(value)! < 2 && (isLoad || entry === undefined) && depth < MAX_DEPTH)
      continue;
    const name = scope.claim(
      isLoad
        ? [value.array.name, ...subscripts(value.array.shape, value.at.constant)].join("_")
        : entry !== undefined
          ? [entry.name, ...entry.position].join("_")
          : `${stemOf(value)}${++serial}`,
    );
    variables.set(value, name);
    definitions.push({ value, name });
  }
  const leaves: Leaves = {
    variable: (value) => variables.get(value),
    load: (value) => read(value.array, value.at.constant),
    position: (value) => `${value.at.constant}`,
    reduced: () => "",
  };
  return { definitions, leaves };
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

/** Writes the definitions as constants. */
export function writeDefinitions(
  writer: Writer,
  { definitions, leaves }: StraightText,
  code: StraightLine,
): void {
  for (const { value, name } of definitions)
    writer.line(`const ${name} = ${expressionOf(value, leaves)};`, code.origins.get(value));
}
