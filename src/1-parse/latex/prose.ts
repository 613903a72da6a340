import type { Formula } from "./beside.ts";
import { sidesOf, walkTex } from "./nodes.ts";
import { saidInWords } from "./said.ts";
import type { Tex, TexStatement } from "./syntax.ts";

/**
 * What formulas in running text say that displays stand on: spaces (`W \in \mathbb R^{3\times4}`), lengths, sums that
 * are 1, symmetric matrices, definitions of names that the displays use and do not define. Everything else there is
 * talk, and what cannot be read is no mistake.
 *
 * @param read the formulas in running text
 * @param shown the statements of the displays
 */
export function statementsInProse(
  text: string,
  read: readonly Formula[],
  shown: readonly TexStatement[],
): readonly TexStatement[] {
  const known = knownFrom(shown);
  const all = read.flatMap(({ statements }) => statements);
  // What a definition in running text stands on may stand there, too.
  const used = new Set(known.used);
  let said: readonly TexStatement[] = [];
  for (;;) {
    const now = all.filter((one) => isSaid(one, { ...known, used }));
    if (now.length === said.length) break;
    said = now;
    for (const node of walkTex(sidesOf(said))) {
      const name = nameOf(node);
      if (name !== undefined) used.add(name);
    }
  }
  return [...said, ...saidInWords(text, read)];
}

interface Known {
  /** Letters and words of the displays. */
  readonly used: ReadonlySet<string>;
  /** Names that displays give a meaning. */
  readonly defined: ReadonlySet<string>;
  /** Ends of ranges, and exponents of ℝ. */
  readonly lengths: ReadonlySet<string>;
}

/** A letter with its scripts, but not its indices. */
const nameOf = (node: Tex): string | undefined => {
  if (node.kind === "symbol") return node.name;
  if (node.kind !== "scripted" || node.base.kind !== "symbol") return undefined;
  const labels = [
    ...node.sup.map((sup) => (sup.kind === "label" ? sup.text : sup.kind === "power" ? digits(sup.exponent) : "")),
    ...node.sub.map((sub) => (sub.kind === "slot" ? digits(sub.value) : sub.kind === "word" ? sub.text : "")),
  ]; // prettier-ignore
  return [node.base.name, ...labels.filter((label) => label !== "")].join("_");
};

const digits = (node: Tex): string => (node.kind === "number" ? node.text : "");

function knownFrom(shown: readonly TexStatement[]): Known {
  const [used, defined, lengths] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const node of walkTex(sidesOf(shown))) {
    const name = nameOf(node);
    if (name !== undefined) used.add(name);
    if (node.kind === "big")
      for (const { high } of node.indices) if (high?.kind === "symbol") lengths.add(high.name);
  }
  for (const { sides, signs, continues, space } of shown) {
    for (const size of space?.sizes ?? []) if (size.kind === "symbol") lengths.add(size.name);
    const [left] = sides;
    const name = left && nameOf(left);
    if (name !== undefined && signs.length > 0 && !continues && signs[0]!.sign !== "in") defined.add(name);
  }
  return { used, defined, lengths };
}

function isSaid({ sides, signs, continues, space }: TexStatement, known: Known): boolean {
  const [left, right] = sides;
  const sign = signs[0]?.sign;
  if (continues || left === undefined || right === undefined) return false;
  if (sides.some((side) => [...walkTex([side])].some(({ kind }) => kind === "broken"))) return false;
  if (sign === "in") return space !== undefined;
  if (signs.some((one) => one.sign !== "=" && one.sign !== ":=")) return false;
  const isChain = signs.length > 1;
  if (isChain && right.kind !== "derivative") return false;
  if (left.kind === "big") return right.kind === "number";
  const name = nameOf(left);
  if (name === undefined) return left.kind === "derivative" && right.kind === "symbol";
  if (right.kind === "number") return known.lengths.has(name);
  if (right.kind === "symbol" || right.kind === "hole") return false;
  if (isTransposeOf(right, name)) return true;
  const isMeant = known.used.has(name) || (usualCost.test(name) && [...known.used].some((used) => used.startsWith("delta") || (/^d\p{L}/u.test(used) && !isMean(right)))); // prettier-ignore
  return isMeant && !known.defined.has(name);
}

/** A mean over samples: of that, many a text has dZ without the 1/m that dW has. */
const isMean = (value: Tex): boolean =>
  [...walkTex([value])].some(({ kind, ...node }) => kind === "fraction" && "below" in node && node.below.kind === "symbol"); // prettier-ignore

/** What δ and dW are derivatives of, though no display says so. */
const usualCost = /^(?:C|L|J|E|cost|Cost|loss|Loss)$/;

const isTransposeOf = (right: Tex, name: string): boolean =>
  right.kind === "scripted" && nameOf(right) === name && right.sup.some(({ kind }) => kind === "transpose");
