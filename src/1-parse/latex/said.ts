import type { Span } from "../../core/span.ts";
import type { Tex, TexStatement } from "./syntax.ts";

/** What stands between a formula and the words about it: `$Q$ is a real …`, `$P$가 …`. */
const after = [
  /^\s*,?\s*(?:which\s+|that\s+)?(?:is|are|be|being|was|were|to\s+be|as|assumed|a|an|real|square|any|some|positive|definite|semidefinite|semi-definite|and|invertible|non-singular|[,\s])*\s*symmetric(?:al)?\b/i,
  /^\s*(?:행렬)?\s*(?:이|가|은|는|을|를|도)?\s*(?:실수?\s*|양의\s*정부호\s*|양정부호\s*|정방\s*)?대칭/,
];
const before = [
  /\bsymmetric(?:al)?(?:[\s,]+(?:and|positive|definite|semidefinite|semi-definite|invertible|real|square|matrix|matrices))*\s*$/i,
  /대칭(?:인)?(?:\s*행렬)?(?:인)?\s*$/,
];

/** Words after which the sentence says the contrary. */
const denied = /\b(?:not|non|nor|never|without|skew|anti|un|need\s+not|necessarily)[\s-]*$|\b(?:not|skew|anti|need)\b[\s\w-]*symmetric|반대칭|비대칭|왜대칭|대칭이\s*아니|대칭일\s*필요/i; // prettier-ignore

/**
 * The symmetry of matrices that running text states in words, `with $Q$ symmetric`, `$P$가 대칭일 때`, as the
 * equations Q = Q^\top.
 *
 * @param inline formulas in running text with the statements read in each
 */
export function symmetriesSaid(
  text: string,
  inline: readonly { readonly span: Span; readonly statements: readonly TexStatement[] }[],
): readonly TexStatement[] {
  return inline.flatMap(({ span, statements }) => {
    const name = nameOf(statements);
    if (name === undefined || !isSaid(text, span)) return [];
    const mirrored: Tex = {
      kind: "scripted",
      base: name.kind === "scripted" ? name.base : name,
      sub: name.kind === "scripted" ? name.sub : [],
      sup: [...(name.kind === "scripted" ? name.sup : []), { kind: "transpose", span }],
      primes: 0,
      span,
    };
    return [
      { sides: [name, mirrored], signs: [{ sign: "=", span }], continues: false, space: undefined, span },
    ];
  });
}

/** The matrix a formula is about: `Q`, `Q \in \mathbb R^{n\times n}`. */
function nameOf(statements: readonly TexStatement[]): Extract<Tex, { kind: "symbol" | "scripted" }> | undefined {
  const [only, ...others] = statements;
  const left = only?.sides[0];
  if (left === undefined || others.length > 0) return undefined;
  if (only!.signs.length > 0 && only!.signs[0]!.sign !== "in") return undefined;
  const symbol = left.kind === "scripted" ? left.base : left;
  // A symmetric thing with a small letter is a function or a vector.
  const isMatrix = symbol.kind === "symbol" && /^\p{Lu}/u.test(symbol.name);
  return isMatrix && (left.kind === "symbol" || left.kind === "scripted") ? left : undefined;
}

/** The sentence around the formula, without its other formulas. */
function isSaid(text: string, { start, end }: Span): boolean {
  const stop = /[$.;:!?。]|\\[()[\]]|\n\s*\n/;
  const rest = text.slice(end).replace(/^(?:\$|\\\))/, "");
  const following = rest.slice(0, indexOf(rest, stop));
  const lead = text.slice(Math.max(0, start - 120), start).replace(/(?:\$|\\\()$/, "");
  const turned = [...lead].reverse().join("");
  const preceding = lead.slice(lead.length - indexOf(turned, /[$.;:!?。)\]]|\n\s*\n/));
  if (after.some((pattern) => pattern.test(following))) return !denied.test(following);
  return before.some((pattern) => pattern.test(preceding)) && !denied.test(preceding.replace(/symmetric.*$/is, "")) && !denied.test(preceding); // prettier-ignore
}

const indexOf = (text: string, stop: RegExp): number => {
  const at = text.search(stop);
  return at < 0 ? text.length : at;
};
