import type { Model } from "../2-elaborate/model.ts";
import type { NamedValue } from "../3-differentiate/names.ts";
import { one, splitContent, zero } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import type { Rational } from "../core/rational.ts";
import { derivativeName } from "./derivative-name.ts";
import { definitionIndex, type DefinitionIndex } from "./match.ts";

/** What printing needs to know of a model: plain data. */
export interface NamingData {
  /** In the order of the file; a later one may contain earlier ones. */
  readonly definitions?: readonly NamedValue[];
  /** Declared tensors, in the order of the file. */
  readonly tensors?: readonly string[];
  /** The letter the user wrote in each slot of a tensor: W0 → ["i", "j"]. */
  readonly letters?: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Other names an index must not take: sizes. */
  readonly reserved?: Iterable<string>;
  /** How many axes the declared tensors have; needed only where derivatives of them are printed. */
  readonly axes?: ReadonlyMap<string, number>;
}

/** A user's name for an expression: e = coef · name[slots], or e = coef · log(name[slots]). */
export interface Named {
  readonly name: string;
  readonly slots: readonly Index[];
  readonly coef: Rational;
  readonly under: "log" | undefined;
  /** Position among all names of the model. */
  readonly rank: number;
}

/** A definition found among the factors of a product or the terms of a sum, and what is left over. */
export interface NamedPart extends Named {
  readonly rest: Expr;
}

/** Finds the user's names again in a graph that has none. */
export interface Naming {
  /** The position of a name in the file; after all others for a name that is not the user's. */
  rank(name: string): number;
  /** The user's letter for the index in a slot of a tensor. */
  letter(name: string, slot: number): string | undefined;
  /** How many axes a tensor has; undefined for one the model does not know. */
  axes(name: string): number | undefined;
  /** Whether an index may not be called so. */
  isTaken(name: string): boolean;
  /** The name of e itself, however its indices are called. */
  find(e: Expr): Named | undefined;
  /** The largest definition among the factors or the terms of e. */
  findPart(e: Expr): NamedPart | undefined;
  /** Only what is defined before `name`: for printing the definition of `name` itself. */
  before(name: string): Naming;
  /** Without log(p) for what stands under the exponential of p. */
  withoutLogs(): Naming;
  /** Without a name for e itself: to show what e is. */
  without(e: Expr): Naming;
}

interface Facts {
  readonly index: DefinitionIndex;
  readonly rank: (name: string) => number;
  readonly letters: ReadonlyMap<string, readonly (string | undefined)[]>;
  readonly taken: ReadonlySet<string>;
  readonly axes: ReadonlyMap<string, number>;
  readonly logs: boolean;
}

/** Words of the language that no index is called. */
const words = ["pi", "in", "and", "or", "not", "size"];

export function makeNaming(data: NamingData = {}): Naming {
  const definitions = data.definitions ?? [];
  const names = [...(data.tensors ?? []), ...definitions.map((d) => d.name)];
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  const letters = new Map(data.letters ?? []);
  for (const { name, params } of definitions)
    if (!letters.has(name))
      letters.set(name, params.map((p) => (p.origin === "free" ? p.name : undefined))); // prettier-ignore
  const rank = (name: string): number => ranks.get(name) ?? Infinity;
  return restricted(
    {
      index: definitionIndex(definitions, rank),
      rank,
      letters,
      taken: new Set([...names, ...(data.reserved ?? []), ...words]),
      axes: new Map([...(data.axes ?? []), ...definitions.map((d) => [d.name, d.params.length] as const)]),
      logs: true,
    },
    Infinity,
  );
}

/** The naming of a model that was read. */
export const namingOf = (model: Model): Naming =>
  makeNaming({
    definitions: [...model.definitions.values()],
    tensors: [...model.declarations.keys()],
    letters: model.letters,
    reserved: [...model.sizes.keys(), ...model.aliases.keys()],
    axes: new Map([...model.declarations.values()].map(({ name, shape }) => [name, shape.length])),
  });

function restricted(facts: Facts, limit: number): Naming {
  const { index, rank, letters, taken, axes, logs } = facts;
  const axesOf = (name: string): number | undefined => {
    const derivative = derivativeName(name);
    if (derivative === undefined) return axes.get(name);
    const [above, below] = [axesOf(derivative.of), axes.get(derivative.wrt)];
    return above === undefined || below === undefined ? undefined : above + below;
  };
  const letter = (name: string, slot: number): string | undefined => {
    const derivative = derivativeName(name);
    if (derivative === undefined) return letters.get(name)?.[slot];
    return letter(derivative.wrt, slot - (axesOf(derivative.of) ?? 0));
  };
  return {
    rank,
    letter,
    axes: axesOf,
    isTaken: (name) => taken.has(name),
    find: (e) => index.find(e, limit, logs),
    findPart: (e) => index.findPart(e, limit, logs),
    before: (name) => restricted(facts, Math.min(limit, rank(name))),
    withoutLogs: () => restricted({ ...facts, logs: false }, limit),
    without: (e) => restricted({ ...facts, index: hiding(index, e) }, limit),
  };
}

/** The index without the names of one expression, and of what a number in front makes of it. */
function hiding(index: DefinitionIndex, hidden: Expr): DefinitionIndex {
  const { primitive } = splitContent(hidden);
  const isHidden = (e: Expr): boolean => e === hidden || e === primitive;
  return {
    find: (e, limit, logs) => (isHidden(e) ? undefined : index.find(e, limit, logs)),
    findPart: (e, limit, logs) => {
      const part = index.findPart(e, limit, logs);
      return isHidden(e) && (part?.rest === one || part?.rest === zero) ? undefined : part;
    },
  };
}
