import type { Span } from "../core/span.ts";

/** One word of a model file. `text` of a name is in Unicode normal form C, whatever the file holds. */
export interface Token {
  readonly kind: "number" | "name" | "sign" | "newline" | "end";
  readonly text: string;
  readonly span: Span;
}

/** Every sign of the language; a longer one wins over its beginnings. */
export const signs = [
  "...", ":=", "==", "!=", "<=", ">=", "..", ".*", "./", ".^",
  "+", "-", "*", "/", "^", "'", ",", "(", ")", "[", "]", "=", "<", ">", "?", ":",
] as const; // prettier-ignore

/**
 * What people type or paste for a sign of the language: read as that sign, and reported with the certain fix.
 * `𝐱ᵀ`, `x²` and `≤` come from text books, `**` and `@` from Python, full-width signs from input methods.
 */
export const lookAlikes: ReadonlyMap<string, readonly string[]> = new Map([
  ["**", ["^"]],
  ["&&", ["and"]],
  ["||", ["or"]],
  ["<>", ["!="]],
  ["−", ["-"]],
  ["–", ["-"]],
  ["—", ["-"]],
  ["×", ["*"]],
  ["·", ["*"]],
  ["⋅", ["*"]],
  ["∙", ["*"]],
  ["∗", ["*"]],
  ["@", ["*"]],
  ["⊙", [".*"]],
  ["∘", [".*"]],
  ["÷", ["/"]],
  ["⊘", ["./"]],
  ["≤", ["<="]],
  ["≥", [">="]],
  ["≠", ["!="]],
  ["≡", ["=="]],
  ["←", ["="]],
  ["²", ["^", "2"]],
  ["³", ["^", "3"]],
  ["ᵀ", ["'"]],
  ["⊤", ["'"]],
  ["′", ["'"]],
  ["’", ["'"]],
  ["…", ["..."]],
  ["（", ["("]],
  ["）", [")"]],
  ["［", ["["]],
  ["］", ["]"]],
  ["，", [","]],
  ["、", [","]],
  ["＝", ["="]],
  ["＋", ["+"]],
  ["－", ["-"]],
  ["＊", ["*"]],
  ["／", ["/"]],
  ["＜", ["<"]],
  ["＞", [">"]],
  ["：", [":"]],
  ["？", ["?"]],
]);

/** Characters of other notations, with the remedy that E0101 shows for them. */
export const strangers = {
  "\\": "latex", "$": "latex", "{": "brackets", "}": "brackets", ";": "lines", "%": "comment",
  '"': "string", "`": "string", "“": "string", "”": "string", "!": "not", "~": "not", "&": "and", "|": "bars",
  "∑": "sum", "∏": "prod", "√": "sqrt", "∂": "derivative", "∇": "derivative", "∞": "infinity",
  "⊗": "outer", "∈": "in",
} as const; // prettier-ignore
