import type { Span } from "../../core/span.ts";

/**
 * One piece of a formula.
 * - `letter`, `word`: `x`; `\mathrm{softmax}`, `\text{true}`
 * - `command`: a symbol or a structure, by its name without the backslash; look-alikes from Unicode too
 * - `sign`: an operator, a bracket, `&`; `text` is one of `( ) [ ] { } | ‖ < > + - * / = , ; : . ! ? ' _ ^ &`
 * - `open`, `close`: the braces that group
 * - `row`: `\\`; `break`: `\quad` and text between formulas
 */
export interface TexToken {
  readonly kind:
    | "letter"
    | "word"
    | "number"
    | "command"
    | "sign"
    | "open"
    | "close"
    | "row"
    | "break"
    | "end";
  readonly text: string;
  readonly span: Span;
  /** Blanks, or a command for blanks, stand before it. */
  readonly spaced: boolean;
  readonly style?: Style | undefined;
  /** A bracket that says which side it is on: `\left|`, `\rVert`. */
  readonly side?: "left" | "right" | undefined;
}

export type Style = "bold" | "script" | "blackboard";

/** Commands that leave no trace: sizes of brackets, blanks, styles of the page. */
export const silent: ReadonlySet<string> = new Set([
  ",", ";", ":", "!", " ", ">", "thinspace", "medspace", "thickspace", "negthinspace", "enspace", "displaystyle",
  "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag", "mathstrut", "strut", "centering",
  "allowbreak", "nobreak", "noindent", "mathsurround", "null", "relax", "protect", "bigskip", "smallskip",
]); // prettier-ignore

/** Commands whose argument is no formula. */
export const silentWithArgument: ReadonlySet<string> = new Set([
  "label", "tag", "hspace", "vspace", "phantom", "hphantom", "vphantom", "color", "ref", "eqref", "cite",
  "footnote", "intertext", "shortintertext", "mspace", "kern", "hskip",
]); // prettier-ignore

/** Brackets of a given size; the side they are on, where the command says it. */
export const sized: ReadonlyMap<string, "left" | "right" | "none"> = new Map([
  ["left", "left"],
  ["right", "right"],
  ["middle", "none"],
  ...["big", "Big", "bigg", "Bigg"].flatMap((size): (readonly [string, "left" | "right" | "none"])[] => [
    [size, "none"],
    [`${size}l`, "left"],
    [`${size}r`, "right"],
    [`${size}m`, "none"],
  ]),
]);

export const styles: ReadonlyMap<string, Style> = new Map([
  ["mathbf", "bold"],
  ["boldsymbol", "bold"],
  ["bm", "bold"],
  ["pmb", "bold"],
  ["vec", "bold"],
  ["mathbb", "blackboard"],
  ["mathds", "blackboard"],
  ["mathbbm", "blackboard"],
  ["mathcal", "script"],
  ["mathscr", "script"],
  ["mathfrak", "script"],
]);

/** Commands whose argument is a word. */
export const upright: ReadonlySet<string> = new Set([
  "mathrm", "operatorname", "operatorname*", "text", "textrm", "textit", "textbf", "textsf", "texttt", "mathit",
  "mathsf", "mathtt", "mbox", "hbox", "textnormal", "mathnormal", "mathop", "mathbin", "mathrel",
]); // prettier-ignore

/** One character for a command, and commands that are the same. */
export const sameCommand: Readonly<Record<string, string>> = {
  dfrac: "frac", tfrac: "frac", cfrac: "frac", nicefrac: "frac", sfrac: "frac",
  le: "leq", ge: "geq", ne: "neq", leqslant: "leq", geqslant: "geq", gets: "leftarrow", land: "wedge",
  intercal: "top", transpose: "top", varepsilon: "epsilon", vartheta: "theta", varphi: "phi", varrho: "rho",
  varsigma: "sigma", colon: ":", coloneqq: ":=", coloneq: ":=", triangleq: ":=", doteq: ":=", defeq: ":=",
  ldots: "dots", cdots: "dots", vdots: "dots", ddots: "dots", dotsc: "dots", dotsb: "dots", dotsm: "dots",
  Box: "square", ast: "*", star: "*", bullet: "cdot", mid: "|", vert: "|", Vert: "‖", "|": "‖", lbrace: "{", rbrace: "}",
  "{": "{", "}": "}", lbrack: "[", rbrack: "]", lparen: "(", rparen: ")", lt: "<", gt: ">", prime: "'", implies: "Rightarrow",
  iff: "Leftrightarrow", Longrightarrow: "Rightarrow", longrightarrow: "rightarrow", to: "rightarrow",
  "#": "#", "%": "%", "&": "&amp", _: "_", "$": "$", hadamard: "odot", partialD: "partial", div: "/", oslash: "/",
}; // prettier-ignore

/** Characters that stand for commands or signs in pasted formulas. */
export const characters: Readonly<Record<string, string>> = {
  "∑": "\\sum", "∏": "\\prod", "∂": "\\partial", "∇": "\\nabla", "√": "\\sqrt", "∈": "\\in", "⊙": "\\odot", "∘": "\\circ",
  "⊗": "\\otimes", "×": "\\times", "·": "\\cdot", "⋅": "\\cdot", "−": "-", "–": "-", "∗": "*", "≤": "\\leq", "≥": "\\geq",
  "≠": "\\neq", "≡": "\\equiv", "≈": "\\approx", "⊤": "\\top", "ᵀ": "\\top", "→": "\\rightarrow", "←": "\\leftarrow",
  "⇒": "\\Rightarrow", "∴": "\\therefore", "…": "\\dots", "′": "'", "’": "'", "‖": "\\|", "∥": "\\|", "□": "\\square",
  "∞": "\\infty", "ℝ": "\\Reals", "ℓ": "\\ell", "½": "\\half", "≔": ":=", "（": "(", "）": ")", "＝": "=", "，": ",", "；": ";",
  "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\epsilon", "ϵ": "\\epsilon", "ζ": "\\zeta",
  "η": "\\eta", "θ": "\\theta", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "µ": "\\mu", "ν": "\\nu", "ξ": "\\xi",
  "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "φ": "\\phi", "ϕ": "\\phi", "χ": "\\chi", "ψ": "\\psi",
  "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta", "Λ": "\\Lambda", "Σ": "\\Sigma", "Φ": "\\Phi",
  "Ψ": "\\Psi", "Ω": "\\Omega",
}; // prettier-ignore
