import { indexName } from "../../1-parse/latex/big.ts";
import { sidesOf } from "../../1-parse/latex/nodes.ts";
import type { Tex, TexStatement } from "../../1-parse/latex/syntax.ts";
import { identifier, type Mention, type Names } from "./names.ts";
import { readSlots } from "./mention.ts";

/** A tensor that formulas use and nothing defines. */
export interface Unknown {
  readonly name: string;
  readonly base: string;
  /** The most positions that are written after it. */
  slots: number;
  isVariable: boolean;
  /** Whether something is differentiated by it as a function of one number. */
  isOrdinary: boolean;
  /** Whether it is transposed anywhere: then it is no number. */
  isTransposed: boolean;
  /** Whether an entry is transposed, or multiplied by a row or a matrix: `x_i^\top`, `w^\top x_i`, `W x_i`. It is a vector then. */
  hasVectors: boolean;
  /** Whether entries of another name are vectors: t_n of `W x_n - t_n` may be one, too. */
  mayHaveVectors: boolean;
  mention: Mention;
}

/** `\frac1m \sum_i …`: m counts what the sum runs over. */
export interface Count {
  readonly name: string;
  /** An index that runs over what is counted, and where it does. */
  readonly letter: string | undefined;
  readonly body: Tex;
}

export interface Found {
  readonly unknowns: ReadonlyMap<string, Unknown>;
  /** Names of lengths: ends of ranges, exponents of ℝ. */
  readonly sizes: ReadonlySet<string>;
  readonly counts: readonly Count[];
}

export interface Collecting {
  readonly names: Names;
  /** Whether the name has a meaning: defined, declared, a parameter of a function. */
  readonly isKnown: (mention: Mention) => boolean;
}

/** The names of a text that nothing gives a meaning to. */
export function unknownsOf(statements: readonly TexStatement[], { names, isKnown }: Collecting): Found {
  const unknowns = new Map<string, Unknown>();
  const sizes = new Set<string>();
  const counts: Count[] = [];
  for (const statement of statements) for (const size of statement.space?.sizes ?? []) noteSize(size);
  const visit = (node: Tex, scope: ReadonlySet<string>): void => {
    const mention = node.kind === "symbol" || node.kind === "scripted" ? names.mention(node) : undefined;
    if (mention !== undefined) {
      noteMention(mention, scope);
      for (const power of mention.powers) visit(power, scope);
      return;
    }
    if (node.kind === "big") {
      const own = new Set([...scope, ...node.indices.map(({ name }) => name)]);
      for (const { low, high } of node.indices)
        for (const end of [low, high]) if (end !== undefined) noteSize(end);
      visit(node.body, own);
      for (const { left, right } of node.conditions)
        for (const side of [left, right]) if (indexName(side) === undefined) visit(side, own);
      return;
    }
    if (node.kind === "product") noteCounts(node);
    if (node.kind === "derivative" || node.kind === "nabla") {
      for (const wrt of node.kind === "derivative" ? node.wrt : [node.wrt]) {
        const variable = wrt && names.mention(wrt);
        if (variable === undefined) continue;
        noteMention(variable, scope);
        const unknown = unknowns.get(variable.name);
        if (unknown === undefined) continue;
        unknown.isVariable = true;
        unknown.isOrdinary ||= node.kind === "derivative" && node.isOrdinary === true;
      }
      visit(node.of, scope);
      return;
    }
    for (const part of valueParts(node)) visit(part, scope);
    if (node.kind === "product") noteVectors(node);
  };
  /** Names of entries, each beside the names of the matrices that stand before it. */
  const mapped = new Map<string, Set<string>>();
  function noteVectors({ factors }: Extract<Tex, { kind: "product" }>): void {
    for (const [k, { value, sign }] of factors.entries()) {
      const previous = factors[k - 1]?.value;
      if (previous === undefined || (sign !== "juxtaposed" && sign !== "cdot")) continue;
      const [before, entry] = [names.mention(previous), names.mention(value)];
      if (before === undefined || entry === undefined || before.slots.length > 0 || entry.slots.length === 0) continue; // prettier-ignore
      const unknown = unknowns.get(entry.name);
      if (before.isTransposed && unknown !== undefined) unknown.hasVectors = true;
      if (/^\p{Lu}/u.test(before.base))
        mapped.set(entry.name, (mapped.get(entry.name) ?? new Set()).add(before.name));
    }
  }
  const noteMention = (mention: Mention, scope: ReadonlySet<string>): void => {
    if (scope.has(mention.base) && mention.slots.length === 0) return;
    if (
      isKnown(mention) ||
      mention.base.startsWith("#") ||
      (mention.base === "e" && (mention.powers.length > 0 || isFixed(mention, names))) ||
      (mention.base === "pi" && mention.slots.length === 0)
    )
      return;
    if (mention.base === "delta" && mention.slots.length === 2) return;
    const [only] = mention.slots;
    const digits =
      mention.slots.length === 1 && only?.kind === "slot" && only.value.kind === "number"
        ? only.value.text.length
        : 1;
    const count = readSlots(mention.slots, digits).length;
    const seen = unknowns.get(mention.name);
    if (seen !== undefined) {
      seen.slots = Math.max(seen.slots, count);
      seen.isTransposed ||= mention.isTransposed;
      seen.hasVectors ||= mention.isTransposed && count > 0;
    } else
      unknowns.set(mention.name, {
        name: mention.name,
        base: mention.base,
        slots: count,
        isVariable: false,
        isOrdinary: false,
        isTransposed: mention.isTransposed,
        hasVectors: mention.isTransposed && count > 0,
        mayHaveVectors: false,
        mention,
      });
  };
  function noteSize(node: Tex): void {
    if (node.kind === "symbol") sizes.add(identifier(node.name));
    else if (node.kind === "scripted") {
      const mention = names.mention(node);
      if (mention !== undefined && mention.slots.length === 0) sizes.add(mention.name);
    } else for (const part of valueParts(node)) noteSize(part);
  }
  function noteCounts(node: Extract<Tex, { kind: "product" }>): void {
    for (const [k, { value }] of node.factors.entries()) {
      const next = node.factors[k + 1]?.value;
      if (
        value.kind !== "fraction" ||
        value.below.kind !== "symbol" ||
        next?.kind !== "big" ||
        next.op !== "sum"
      )
        continue;
      const isOne = value.above.kind === "number";
      const [range] = next.indices;
      // \frac1v \sum_{i=1}^n is not a mean.
      const isCounted = range?.high === undefined || isSymbol(range.high, value.below.name);
      if (isOne && isCounted)
        counts.push({ name: identifier(value.below.name), letter: next.indices[0]?.name, body: next.body });
    }
  }
  for (const side of sidesOf(statements)) visit(side, new Set());
  for (const size of sizes) unknowns.delete(size);
  const varied = new Set(
    [...unknowns.values()].flatMap(({ name, isVariable }) => (isVariable ? [name] : [])),
  );
  const own = counts.filter(({ name }) => !varied.has(name));
  for (const { name } of own) unknowns.delete(name);
  for (const [name, matrices] of mapped) {
    const unknown = unknowns.get(name);
    // N x_n is a number of times x_n where N counts something.
    if (unknown !== undefined && [...matrices].some((matrix) => unknowns.has(matrix)))
      unknown.hasVectors = true;
  }
  const haveVectors = [...unknowns.values()].some(({ hasVectors }) => hasVectors);
  for (const unknown of unknowns.values()) unknown.mayHaveVectors = haveVectors;
  return { unknowns, sizes, counts: own };
}

/** The parts of a node whose symbols are values. */
function valueParts(node: Tex): readonly Tex[] {
  switch (node.kind) {
    case "scripted":
      return [node.base, ...node.sup.flatMap((sup) => (sup.kind === "power" ? [sup.exponent] : []))];
    case "call":
      return node.args;
    case "sum":
      return node.terms.map(({ value }) => value);
    case "product":
      return node.factors.map(({ value }) => value);
    case "fraction":
      return [node.above, node.below];
    case "norm":
    case "abs":
      return [node.body];
    case "group":
      return [node.body, ...node.rest];
    case "root":
      return node.degree === undefined ? [node.body] : [node.body, node.degree];
    case "bracket":
      return node.conditions
        .flatMap(({ left, right }) => [left, right])
        .filter((side) => !isSmallLetter(side));
    case "cases":
      return node.rows.map(({ value }) => value);
    case "matrix":
      return node.rows.flat();
    case "number":
    case "symbol":
    case "derivative":
    case "nabla":
    case "big":
    case "hole":
    case "broken":
      return [];
  }
}

/** c of e_c, where it is one position throughout. */
const isFixed = ({ slots: [only] }: Mention, { fixed }: Names): boolean =>
  only?.kind === "slot" && only.value.kind === "symbol" && fixed.has(only.value.name);

const isSymbol = (node: Tex, name: string): boolean => node.kind === "symbol" && node.name === name;

/** i and j of 1[i = j] are positions. */
const isSmallLetter = (node: Tex): boolean => node.kind === "symbol" && /^[i-n]$/.test(node.name);

const scalars: ReadonlySet<string> = new Set([
  "lambda", "alpha", "gamma", "eta", "epsilon", "tau", "kappa", "rho", "mu", "sigma", "nu", "c", "t", "T", "Lambda", "chi", "zeta",
]); // prettier-ignore
const vectors: ReadonlySet<string> = new Set(["theta", "phi", "omega", "xi", "psi", "delta", "beta"]);

/** The numbers of axes a name may have, the most usual first. */
export function ranksOf(unknown: Unknown): readonly number[] {
  const { name, base, slots, isTransposed, hasVectors, mayHaveVectors, isOrdinary } = unknown;
  if (isOrdinary && slots === 0 && !isTransposed && !/^\p{Lu}/u.test(base)) return [0, 1, 2];
  if (slots === 1 && hasVectors) return [2, 1];
  if (slots > 0) return slots === 1 && (mayHaveVectors || /^\p{Lu}/u.test(base)) ? [1, 2] : [slots];
  if (isTransposed) return /^\p{Lu}/u.test(base) ? [2, 1] : [1, 2];
  if (/^d\p{Lu}/u.test(base)) return [2, 1, 0];
  if (scalars.has(base)) return [0, 1, 2];
  if (vectors.has(base)) return [1, 0, 2];
  if (/^\p{Lu}/u.test(name) || name === "Theta" || name === "Phi") return [2, 0, 1];
  return [1, 0, 2];
}
