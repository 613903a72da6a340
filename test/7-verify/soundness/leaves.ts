import type { RandomStream } from "../../../src/5-evaluate/random.ts";
import type { Span } from "../../../src/core/span.ts";

export const leafKinds = ["name", "number", "index", "exponent", "sign"] as const;
export type LeafKind = (typeof leafKinds)[number];

/** One leaf of a formula, and what may stand there instead. */
export interface Leaf {
  readonly kind: LeafKind;
  readonly span: Span;
  readonly instead: readonly string[];
}

/** What names and indices there are to choose from. */
export interface Alphabet {
  readonly names: readonly string[];
  readonly indices: readonly string[];
}

const others = (all: readonly string[], one: string): readonly string[] =>
  [...new Set(all)].filter((x) => x !== one);

/** Other numbers: neighbours, multiples, the opposite. */
const numbersFor = (text: string): readonly string[] => {
  const x = Number(text);
  const near = Number.isInteger(x) ? [x + 1, x - 1, 2 * x, 3 * x + 1] : [x + 1, 2 * x, x / 10];
  return others(near.filter((n) => n >= 0).map(String), text);
};

/** The leaves of a formula of the model language between two places of a text. */
export function leavesOfModelText(text: string, { start, end }: Span, alphabet: Alphabet): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const token = /[A-Za-z_]\w*|\d+(?:\.\d+)?|[-+^*/]/g;
  let depth = 0;
  const formula = text.slice(start, end);
  let last = 0;
  for (const match of formula.matchAll(token)) {
    for (const mark of formula.slice(last, match.index)) depth += mark === "[" ? 1 : mark === "]" ? -1 : 0;
    last = match.index;
    const [found] = match;
    const span = { start: start + match.index, end: start + match.index + found.length };
    const before = formula.slice(0, match.index).trimEnd();
    const after = formula.slice(match.index + found.length).trimStart();
    const isExponent = before.endsWith("^");
    const put = (kind: LeafKind, instead: readonly string[]): void => {
      if (instead.length > 0) leaves.push({ kind, span, instead });
    };
    if (/^\d/.test(found)) put(isExponent ? "exponent" : depth > 0 ? "index" : "number", numbersFor(found));
    else if (depth > 0 && alphabet.indices.includes(found))
      put("index", [...others(alphabet.indices, found), "1"]);
    else if (alphabet.names.includes(found) && !after.startsWith("("))
      put("name", others(alphabet.names, found));
    else if (found === "+" || found === "-") {
      const isBinary = /[\w\])]$/.test(before);
      put("sign", isBinary ? [found === "+" ? "-" : "+", "*"] : [""]);
    }
    if (alphabet.names.includes(found) && depth === 0 && !after.startsWith("[") && !after.startsWith("("))
      leaves.push({ kind: "exponent", span, instead: [`${found}^2`, `(-${found})`] });
  }
  return leaves;
}

const greek =
  "alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi|varphi|psi|omega|ell|Delta|Lambda|Sigma|Phi|Theta";

/** The leaves of a formula in LaTeX between two places of a text. */
export function leavesOfLatex(
  text: string,
  { start, end }: Span,
  { names, indices }: Alphabet,
): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const formula = text.slice(start, end);
  const token = new RegExp(
    `\\\\(?:${greek})(?![A-Za-z])|\\\\[A-Za-z]+|\\\\.|[A-Za-z]|\\d+(?:\\.\\d+)?|[-+]`,
    "g",
  );
  for (const match of formula.matchAll(token)) {
    const [found] = match;
    const span = { start: start + match.index, end: start + match.index + found.length };
    const before = formula.slice(0, match.index).trimEnd();
    const isRaised = /\^\{?[^{}]*$/.test(before) && /\^\{?[-\w\s,]*$/.test(before);
    const isLowered = /_\{?[\w\s,+-]*$/.test(before);
    // Words: \mathrm{softmax}, \text{if}.
    if (
      /\\(?:mathrm|text|operatorname|begin|end|mathbb|mathcal|mathbf|boldsymbol|bm|mathsf)\*?\s*\{[^{}]*$/.test(
        before,
      )
    )
      continue;
    const put = (kind: LeafKind, instead: readonly string[]): void => {
      if (instead.length > 0) leaves.push({ kind, span, instead });
    };
    if (/^\d/.test(found)) put(isRaised ? "exponent" : isLowered ? "index" : "number", numbersFor(found));
    else if (found === "+" || found === "-")
      put(
        "sign",
        isRaised || isLowered || before === "" || /[({=&]$/.test(before) ? [""] : [found === "+" ? "-" : "+"],
      );
    else if (isLowered && indices.includes(found)) put("index", others(indices, found));
    else if (!isLowered && !isRaised && names.includes(found)) put("name", others(names, found));
  }
  return leaves;
}

/** The letters of a text in LaTeX: those that stand for quantities, and those in subscripts. */
export function alphabetOf(text: string): Alphabet {
  const letter = `\\\\(?:${greek})(?![A-Za-z])|(?<![\\\\A-Za-z])[A-Za-z](?![A-Za-z])`;
  const subscripts = [...text.matchAll(/_(?:\{([\w\s,]*)\}|(\w))/g)].map((match) => match[1] ?? match[2]!);
  const indices = new Set(subscripts.flatMap((s) => s.match(/[A-Za-z]/g) ?? []));
  const names = new Set(text.match(new RegExp(letter, "g")));
  for (const index of indices) names.delete(index);
  for (const not of ["d", "e", "R", "T"]) names.delete(not);
  return { names: [...names], indices: [...indices] };
}

/** A text with one leaf changed. */
export interface Change {
  readonly kind: LeafKind;
  readonly text: string;
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

/** One leaf of a random kind, and something else in its place. */
export function changed(text: string, leaves: readonly Leaf[], random: RandomStream): Change | undefined {
  const kinds = leafKinds.filter((kind) => leaves.some((leaf) => leaf.kind === kind));
  if (kinds.length === 0) return undefined;
  const kind = random.pick(kinds);
  const { span, instead } = random.pick(leaves.filter((leaf) => leaf.kind === kind));
  const to = random.pick(instead);
  const from = text.slice(span.start, span.end);
  return { kind, text: text.slice(0, span.start) + to + text.slice(span.end), at: span.start, from, to };
}
