import { isRelation } from "./signs.ts";
import type { TexToken } from "./token.ts";

/** Environments that only lay out their rows. */
const layouts: ReadonlySet<string> = new Set([
  "align", "aligned", "alignat", "alignedat", "gather", "gathered", "split", "equation", "eqnarray", "multline",
  "displaymath", "math", "flalign", "subequations", "document", "center", "IEEEeqnarray", "dmath", "empheq",
]); // prettier-ignore

/** `begin aligned` → `aligned` */
export const environmentOf = (token: TexToken): string | undefined =>
  token.kind === "command" && /^(?:begin|end) /.test(token.text)
    ? token.text.replace(/^\w+ /, "")
    : undefined;

export const isLayout = (name: string): boolean => layouts.has(name);

/**
 * The tokens without layout: `&` goes, and `\\` is a break between formulas unless one formula goes on across
 * it. What belongs to a matrix or to cases stays as it is.
 */
export function withoutLayout(tokens: readonly TexToken[]): TexToken[] {
  const kept: TexToken[] = [];
  let inner = 0;
  for (const [at, token] of tokens.entries()) {
    const environment = environmentOf(token);
    if (environment !== undefined && isLayout(environment)) continue;
    if (environment !== undefined) inner = Math.max(0, inner + (token.text.startsWith("begin") ? 1 : -1));
    if (inner > 0) kept.push(token);
    else if (token.kind === "row") {
      if (!goesOn(kept.at(-1), following(tokens, at))) kept.push({ ...token, kind: "break", text: "row" });
    } else if (token.kind !== "sign" || token.text !== "&") kept.push(token);
  }
  return kept;
}

function following(tokens: readonly TexToken[], at: number): TexToken | undefined {
  for (let k = at + 1; k < tokens.length; k++) {
    const token = tokens[k]!;
    const environment = environmentOf(token);
    if (token.kind === "sign" && token.text === "&") continue;
    if (environment !== undefined && isLayout(environment)) continue;
    return token;
  }
  return undefined;
}

const joins: ReadonlySet<string> = new Set([
  "+",
  "-",
  "cdot",
  "times",
  "odot",
  "circ",
  "otimes",
  "*",
  "/",
  ")",
]);

/** A row that ends with an operator, or begins with one, is part of one formula with its neighbour. */
function goesOn(before: TexToken | undefined, after: TexToken | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  if (after.kind === "end") return false;
  const isSign = (token: TexToken): boolean => token.kind === "sign" || token.kind === "command";
  return (isSign(before) && (joins.has(before.text) || isRelation(before)) && before.text !== ")") || (isSign(after) && (joins.has(after.text) || isRelation(after))); // prettier-ignore
}
