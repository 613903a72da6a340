import { indexName } from "../../1-parse/latex/big.ts";
import { walkTex } from "../../1-parse/latex/nodes.ts";
import type { Tex, TexStatement } from "../../1-parse/latex/syntax.ts";
import type { Mention, Names } from "./names.ts";

/** What a statement of a text is for. */
export type Role =
  | { readonly kind: "declaration"; readonly name: Mention }
  | { readonly kind: "range"; readonly letter: string; readonly low: number; readonly high: Tex | undefined }
  | { readonly kind: "function"; readonly name: string; readonly parameter: string; readonly body: Tex }
  | { readonly kind: "definition"; readonly name: Mention; readonly value: Tex }
  | { readonly kind: "alias"; readonly name: Mention; readonly target: Mention }
  /** `\partial L/\partial Y = G`, or `G = \partial L/\partial Y`, where L is otherwise unknown: L = Σ G Y. */
  | { readonly kind: "seed"; readonly of: Mention; readonly wrt: Mention; readonly value: Mention }
  /** `\delta^l = \partial C/\partial z^l` */
  | { readonly kind: "error-name"; readonly name: Mention; readonly of: Mention; readonly wrt: Mention }
  /** `\partial K/\partial p = E`, all that is said of K. */
  | { readonly kind: "rate" }
  | { readonly kind: "update"; readonly name: Mention; readonly value: Tex }
  | { readonly kind: "fact" }
  /** `A = A^\top` */
  | { readonly kind: "symmetric"; readonly name: Mention }
  | { readonly kind: "remark" }
  | { readonly kind: "claim" };

type SeedRole = Extract<Role, { kind: "seed" }>;

export interface ClassifyOptions {
  readonly names: Names;
  readonly isKnown: (name: string) => boolean;
  readonly isErrorName: (mention: Mention) => boolean;
  /** Letters that stand in slots of the text. */
  readonly slotLetters: ReadonlySet<string>;
}

/** The role of every statement, in the order of the text. */
export function classify(statements: readonly TexStatement[], options: ClassifyOptions): readonly Role[] {
  const roles: (Role | undefined)[] = statements.map(() => undefined);
  const defined = new Set<string>();

  const functionsOf = new Set(
    statements.flatMap(({ sides: [left, right] }) =>
      left?.kind === "symbol" && right !== undefined && isFunctionOf(left, right) ? [left.name] : [],
    ),
  );
  const lefts = new Set(
    statements.flatMap(({ sides, signs, continues }) => {
      const name = signs.length > 0 && !continues ? options.names.mention(sides[0]!)?.name : undefined;
      return name === undefined ? [] : [name];
    }),
  );
  const seeded = new Set(
    statements.flatMap(({ sides: [left, right] }) => {
      const value = right === undefined ? undefined : options.names.mention(right)?.name;
      const isGiven = left?.kind === "derivative" && value !== undefined && !lefts.has(value);
      const of = isGiven ? options.names.mention(left.of)?.name : undefined;
      return of === undefined ? [] : [of];
    }),
  );
  for (const [at, statement] of statements.entries()) {
    // The dots of `t = 1, \dots, T` are no end.
    const next = statements.slice(at + 1, at + 3).find(({ sides: [side] }) => side?.kind !== "hole");
    roles[at] = roleOf(statement, next, { ...options, defined, lefts, functionsOf, seeded });
    const role = roles[at];
    if (role.kind === "definition" || role.kind === "alias") defined.add(role.name.name);
    if (role.kind === "seed") defined.add(role.of.name);
  }
  return roles.map((role) => role!);
}

interface Known extends ClassifyOptions {
  readonly defined: ReadonlySet<string>;
  /** Names that stand alone on a left side somewhere. */
  readonly lefts: ReadonlySet<string>;
  /** Names that are only said to be functions of something. */
  readonly functionsOf: ReadonlySet<string>;
  /** Quantities whose derivative stands on a left side somewhere, with a name as its value. */
  readonly seeded: ReadonlySet<string>;
}

function roleOf(statement: TexStatement, next: TexStatement | undefined, known: Known): Role {
  const { sides, signs, continues, space } = statement;
  const { names, isKnown, defined, slotLetters } = known;
  const [left, right] = sides;
  const sign = signs[0]?.sign;
  if (signs.length === 0 || left === undefined || right === undefined) return { kind: "remark" };
  if (sign === "in") {
    const name = names.mention(left);
    return name === undefined || space === undefined ? { kind: "remark" } : { kind: "declaration", name };
  }
  if (continues) return { kind: "claim" };
  if (sign !== "=" && sign !== ":=" && sign !== "<-") return { kind: "fact" };
  const letter = left.kind === "symbol" ? left.name : undefined;
  if (letter !== undefined && slotLetters.has(letter) && !isKnown(letter) && isRangeStart(right))
    return {
      kind: "range",
      letter,
      low: Number(right.kind === "number" ? right.text : 1),
      high: rangeEnd(next),
    };
  if (
    left.kind === "call" &&
    left.head.kind === "symbol" &&
    left.name === left.head.name &&
    left.args[0]?.kind === "symbol"
  )
    return { kind: "function", name: left.name, parameter: left.args[0].name, body: right };
  if (isFunctionOf(left, right)) return { kind: "remark" };
  const name = names.mention(left);
  if (name === undefined) return derivativeRole(left, right, known) ?? { kind: "claim" };
  if (isOwnEntries(name, right, names)) return { kind: "declaration", name };
  const mirrored = names.mention(right);
  if (
    mirrored?.name === name.name &&
    mirrored.isTransposed &&
    isBare({ ...mirrored, isTransposed: false }) &&
    isBare(name)
  )
    return { kind: "symmetric", name };
  if (
    sign === "<-" ||
    (isStep(name, right, names) && (isKnown(name.name) || defined.has(name.name) || !isPlainLeft(name)))
  )
    return { kind: "update", name, value: right };
  const seed = isBare({ ...name, slots: [] }) ? seedRole(right, name, known) : undefined;
  if (seed !== undefined && !isKnown(name.name) && !known.seeded.has(seed.of.name)) return seed;
  const error = errorRole(name, right, names);
  if (error !== undefined && !isKnown(name.name)) return error;
  if (isKnown(name.name) || defined.has(name.name) || known.isErrorName(name) || !isPlainLeft(name))
    return { kind: "claim" };
  if (right.kind === "hole" || right.kind === "broken") return { kind: "claim" };
  if (isStep(name, right, names)) return { kind: "update", name, value: right };
  const target = name.slots.length === 0 ? names.mention(right) : undefined;
  const isAlias =
    target !== undefined &&
    isBare(target) &&
    (isKnown(target.name) || defined.has(target.name) || known.lefts.has(target.name));
  if (isAlias) return { kind: "alias", name, target };
  return { kind: "definition", name, value: right };
}

const isBare = ({ slots, powers, primes, isTransposed }: Mention): boolean =>
  slots.length === 0 && powers.length === 0 && primes === 0 && !isTransposed;

/** A name, perhaps with different letters as its indices. */
function isPlainLeft({ slots, powers, primes, isTransposed }: Mention): boolean {
  if (powers.length > 0 || primes > 0 || isTransposed) return false;
  const letters = slots.map((slot) => (slot.kind === "slot" ? indexName(slot.value) : undefined));
  const areLetters = letters.every((letter) => letter !== undefined && !/^\d/.test(letter));
  return areLetters && new Set(letters).size === letters.length;
}

/** `W = W - \eta …`: the name on both sides. */
function isStep({ name }: Mention, right: Tex, names: Names): boolean {
  if (right.kind !== "sum" || right.terms.length < 2) return false;
  const [first] = right.terms;
  return (
    !first!.negative && names.mention(first!.value)?.name === name && isBare(names.mention(first!.value)!)
  );
}

/** `z = (z_1, z_2, \dots, z_k)` says only that z is a vector. */
const isOwnEntries = ({ base }: Mention, right: Tex, names: Names): boolean =>
  right.kind === "group" &&
  right.rest.length > 0 &&
  [right.body, ...right.rest].every((part) => part.kind === "hole" || names.mention(part)?.base === base);

/** `K = K(p)` */
export const isFunctionOf = (left: Tex, right: Tex): boolean =>
  left.kind === "symbol" &&
  right.kind === "product" &&
  right.factors.length === 2 &&
  right.factors[0]!.value.kind === "symbol" &&
  right.factors[0]!.value.name === left.name &&
  right.factors[1]!.value.kind === "group";

const isRangeStart = (right: Tex): boolean =>
  (right.kind === "number" && /^\d+$/.test(right.text)) || right.kind === "hole";

/** The end of `t = 1, \dots, T` or `t = 1, 2`, which the commas have cut off. */
const rangeEnd = (next: TexStatement | undefined): Tex | undefined =>
  next !== undefined && next.signs.length === 0 && next.sides[0]?.kind !== "hole" ? next.sides[0] : undefined;

function derivativeRole(left: Tex, right: Tex, known: Known): SeedRole | undefined {
  const value = known.names.mention(right);
  // `\partial C/\partial b^l = \delta^l` gives nothing where δ has its meaning elsewhere.
  if (value !== undefined && known.lefts.has(value.name)) return undefined;
  return value !== undefined && isBare({ ...value, slots: [] }) ? seedRole(left, value, known) : undefined;
}

/** A derivative of a quantity that is given no other meaning, and the name for it. */
function seedRole(
  derivative: Tex,
  value: Mention,
  { names, isKnown, defined, lefts, functionsOf }: Known,
): SeedRole | undefined {
  if (derivative.kind !== "derivative" || derivative.wrt.length !== 1) return undefined;
  const of = names.mention(derivative.of);
  const wrt = names.mention(derivative.wrt[0]!);
  if (of === undefined || wrt === undefined || !isBare(of)) return undefined;
  // K = K(p) is a function of p, whose derivative is given: there is no cost to make up.
  if (functionsOf.has(of.name)) return undefined;
  const isUnknown = !isKnown(of.name) && !defined.has(of.name) && !lefts.has(of.name);
  return isUnknown ? { kind: "seed", of, wrt, value } : undefined;
}

/** `\delta^l := \partial C/\partial z^l` gives δ its meaning. */
function errorRole(name: Mention, right: Tex, names: Names): Role | undefined {
  if (name.base !== "delta" && !/^d\p{L}/u.test(name.base)) return undefined;
  if (right.kind !== "derivative" || right.wrt.length !== 1) return undefined;
  const [of, wrt] = [names.mention(right.of), names.mention(right.wrt[0]!)];
  return of === undefined || wrt === undefined ? undefined : { kind: "error-name", name, of, wrt };
}

/** Letters that stand in a slot or under a Σ anywhere. */
export function lettersInSlots(statements: readonly TexStatement[]): ReadonlySet<string> {
  const letters = new Set<string>();
  for (const node of walkTex(statements.flatMap(({ sides }) => sides))) {
    if (node.kind === "big") for (const { name } of node.indices) letters.add(name);
    if (node.kind !== "scripted") continue;
    for (const slot of node.sub) {
      if (slot.kind !== "slot") continue;
      for (const part of walkTex([slot.value])) if (part.kind === "symbol") letters.add(part.name);
    }
  }
  return letters;
}
