import type { Span } from "../../core/span.ts";
import type { Style } from "./token.ts";

/**
 * What a formula says, before it is known which letters are names, indices or labels. Products keep the sign
 * that was written, for what × or juxtaposition means is a question of shapes.
 */
export type Tex =
  | TexNumber
  | TexSymbol
  | TexScripted
  | TexCall
  | TexSum
  | TexProduct
  | TexFraction
  | TexDerivative
  | TexNabla
  | TexBig
  | TexNorm
  | TexAbs
  | TexBracket
  | TexGroup
  | TexRoot
  | TexCases
  | TexMatrix
  | TexHole
  | TexBroken;

interface Node {
  readonly span: Span;
}

export interface TexNumber extends Node {
  readonly kind: "number";
  readonly text: string;
  readonly style: Style | undefined;
}

/** A letter, a Greek letter, or a word; accents are part of the name: `x_hat`. */
export interface TexSymbol extends Node {
  readonly kind: "symbol";
  readonly name: string;
  readonly style: Style | undefined;
}

export type Superscript =
  | { readonly kind: "transpose"; readonly span: Span }
  /** `^{(1)}`, `^{[1]}` */
  | { readonly kind: "label"; readonly text: string; readonly span: Span }
  /** `^2`, `^{-1}`: a power, or the label of a name. */
  | { readonly kind: "power"; readonly exponent: Tex; readonly span: Span };

export type Subscript =
  | { readonly kind: "slot"; readonly value: Tex; readonly span: Span }
  /** `:` or `\cdot`: the whole axis. */
  | { readonly kind: "all"; readonly span: Span }
  | { readonly kind: "word"; readonly text: string; readonly span: Span };

/** `base'^{sup}_{sub}` */
export interface TexScripted extends Node {
  readonly kind: "scripted";
  readonly base: Tex;
  readonly sub: readonly Subscript[];
  readonly sup: readonly Superscript[];
  readonly primes: number;
}

/** A known function with its argument; `head` has its scripts: `\tanh^2`, `\sigma'`, `softmax_j`. */
export interface TexCall extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly head: TexSymbol | TexScripted;
  readonly args: readonly Tex[];
}

export interface TexSum extends Node {
  readonly kind: "sum";
  readonly terms: readonly { readonly negative: boolean; readonly value: Tex }[];
}

export type ProductSign = "juxtaposed" | "cdot" | "times" | "odot" | "circ" | "otimes" | "star" | "slash";

/** A left-to-right chain: the sign before the first factor does not count. */
export interface TexProduct extends Node {
  readonly kind: "product";
  readonly factors: readonly { readonly sign: ProductSign; readonly value: Tex; readonly signSpan: Span }[];
}

export interface TexFraction extends Node {
  readonly kind: "fraction";
  readonly above: Tex;
  readonly below: Tex;
}

/** ∂of/∂wrt; two variables or the same one twice for a second derivative. */
export interface TexDerivative extends Node {
  readonly kind: "derivative";
  readonly of: Tex;
  readonly wrt: readonly Tex[];
  /** `\frac{d}{dx}` or `d^2/dx^2`: of a function of one number. */
  readonly isOrdinary?: boolean;
}

/** `\nabla_W C`, `\nabla^2 f` */
export interface TexNabla extends Node {
  readonly kind: "nabla";
  readonly wrt: Tex | undefined;
  readonly of: Tex;
  readonly order: 1 | 2;
}

export type BigOp = "sum" | "prod" | "max" | "min" | "argmax" | "argmin";

export interface TexIndex {
  readonly name: string;
  readonly low: Tex | undefined;
  readonly high: Tex | undefined;
  readonly span: Span;
}

/** Σ and its kin over the indices, restricted by the conditions; without indices over whatever is there. */
export interface TexBig extends Node {
  readonly kind: "big";
  readonly op: BigOp;
  readonly indices: readonly TexIndex[];
  readonly conditions: readonly Comparison[];
  readonly body: Tex;
}

export interface TexNorm extends Node {
  readonly kind: "norm";
  readonly body: Tex;
  readonly sub: readonly Subscript[];
}

export interface TexAbs extends Node {
  readonly kind: "abs";
  readonly body: Tex;
  readonly sub: readonly Subscript[];
}

export type Comparator = "==" | "!=" | "<" | "<=" | ">" | ">=";

export interface Comparison extends Node {
  readonly op: Comparator;
  readonly left: Tex;
  readonly right: Tex;
}

/** Iverson's bracket: `\mathbf 1[h>0]`, `\mathbb I(i = j)`. */
export interface TexBracket extends Node {
  readonly kind: "bracket";
  readonly conditions: readonly Comparison[];
  /** Only `(i = j)`, without a 1 before it. */
  readonly isParenthesis?: boolean;
}

export interface TexGroup extends Node {
  readonly kind: "group";
  readonly body: Tex;
  /** `(a, b)` */
  readonly rest: readonly Tex[];
}

export interface TexRoot extends Node {
  readonly kind: "root";
  readonly body: Tex;
  readonly degree: Tex | undefined;
}

export interface TexCases extends Node {
  readonly kind: "cases";
  readonly rows: readonly { readonly value: Tex; readonly conditions: readonly Comparison[] | undefined }[];
}

export interface TexMatrix extends Node {
  readonly kind: "matrix";
  readonly rows: readonly (readonly Tex[])[];
}

export interface TexHole extends Node {
  readonly kind: "hole";
}

export interface TexBroken extends Node {
  readonly kind: "broken";
}

export type RelationSign = "=" | ":=" | "<-" | "in" | Comparator | "other";

/** Sides joined by relations, `C = … = …`: one thing said. */
export interface TexStatement extends Node {
  /** The first is a hole when the statement begins with a relation. */
  readonly sides: readonly Tex[];
  readonly signs: readonly { readonly sign: RelationSign; readonly span: Span }[];
  /** It began with its relation: the left side is that of the statement before. */
  readonly continues: boolean;
  /** For `\in \mathbb R^{3\times4}`: the lengths of the axes, and what stands under the set. */
  readonly space: TexSpace | undefined;
  /** What is said beside it of where it holds: `(j \ne y)`, `\text{if } h_j > 0`. */
  readonly given?: readonly Comparison[];
}

export interface TexSpace extends Node {
  readonly sizes: readonly Tex[];
  /** `\mathbb R_{\ge 0}`, `_{++}`, `[0, 1]` */
  readonly bound: "non-negative" | "positive" | undefined;
}
