import type { BigOp, Comparator, ProductSign } from "./syntax.ts";
import type { TexToken } from "./token.ts";

const productSigns: Readonly<Record<string, ProductSign>> = {
  cdot: "cdot", times: "times", odot: "odot", circ: "circ", otimes: "otimes", "*": "star", "/": "slash",
}; // prettier-ignore

export const comparators: Readonly<Record<string, Comparator>> = {
  "<": "<", ">": ">", leq: "<=", geq: ">=", neq: "!=", "=": "==", equiv: "==",
}; // prettier-ignore

export const bigOps: ReadonlySet<string> = new Set(["sum", "prod", "max", "min", "argmax", "argmin"]);

/** Commands that begin no factor. */
export const notFactors: ReadonlySet<string> = new Set([
  "in", "leq", "geq", "neq", "equiv", "approx", "propto", "leftarrow", "rightarrow", "Rightarrow", "Leftrightarrow",
  "therefore", "because", "wedge", "quad", "cdot", "times", "odot", "circ", "otimes", "forall", "sim", "simeq",
  "mapsto", "notin", "ll", "gg", "pm", "mp", "top",
]); // prettier-ignore

/** Words of the sentence around a formula. */
const prose: ReadonlySet<string> = new Set([
  "where", "and", "with", "for", "so", "then", "hence", "thus", "since", "let", "if", "or", "that", "is", "we", "have",
  "by", "from", "using", "because", "otherwise", "else", "when", "now", "as", "note", "all", "each", "also", "given",
  "elementwise", "therefore", "assume", "assuming", "on", "off", "but", "the", "a",
]); // prettier-ignore

export const isProse = (token: TexToken): boolean =>
  token.kind === "word" && token.text.length > 1 && prose.has(token.text.toLowerCase());

export const comparator = ({ kind, text }: TexToken): Comparator | undefined =>
  (kind === "sign" || kind === "command") && Object.hasOwn(comparators, text) ? comparators[text] : undefined;

export const isRelation = (token: TexToken): boolean =>
  comparator(token) !== undefined ||
  token.text === ":=" ||
  (token.kind === "command" && token.text === "leftarrow");

export const productSign = (text: string): ProductSign | undefined =>
  Object.hasOwn(productSigns, text) ? productSigns[text] : undefined;

export const bigOp = ({ kind, text }: TexToken): BigOp | undefined =>
  (kind === "command" || kind === "word") && bigOps.has(text) ? (text as BigOp) : undefined;
