import type { Affine } from "../core/affine.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import type { Source, Span } from "../core/span.ts";
import type { MentionedDerivative } from "../2-elaborate/derivative.ts";
import type { Model } from "../2-elaborate/model.ts";

/** A sub-expression of a side in the text, and what it denotes; bound indices around it are free in it. */
export interface Part {
  readonly span: Span;
  readonly axes: readonly Index[];
  readonly value: Expr;
}

/**
 * One way to read one side of an equation: a tensor over `axes`.
 *
 * Definitions of the model are expanded in `value`. A derivative that the text mentions is a tensor named as
 * in claims of model files, `d(C)/d(p)`, over the axes of C, then those of p: see `derivatives`.
 */
export interface Reading {
  /** How what is ambiguous was resolved, such as `× as outer product`; empty when nothing was. */
  readonly how: string;
  /** The axes of the line in the order of its left side; the value may be constant along some of them. */
  readonly axes: readonly Index[];
  readonly value: Expr;
  readonly derivatives: readonly MentionedDerivative[];
  /** Every sub-expression with a place of its own, inner ones first. */
  readonly parts: readonly Part[];
}

/** A reading that was tried and does not fit. */
export interface Rejected {
  readonly how: string;
  /** undefined where the parts already do not fit together. */
  readonly shape: readonly Affine[] | undefined;
  /** The value over its own axes, where it has one: a transposed gradient is rejected and still a value. */
  readonly reading: Reading | undefined;
  readonly why: Diagnostic;
}

/** A side that is a derivative ∂of/∂wrt; the judge derives the truth. */
export interface DerivativeSide {
  readonly kind: "derivative";
  /** The name of the quantity in the model. */
  readonly of: string;
  /** One slot for each axis of the quantity: an index as written, a fixed position, or an index chosen here. */
  readonly ofSlots: readonly Affine[];
  readonly wrt: string;
  readonly wrtSlots: readonly Affine[];
  /** The second variable of a second derivative. */
  readonly and?: { readonly name: string; readonly slots: readonly Affine[] };
  /** The distinct indices of the slots, in order: the axes of the readings on the other side. */
  readonly axes: readonly Index[];
  /** `as-variable`: indices are written, or the text says which layout it means. */
  readonly layout: "as-variable" | "unknown";
}

export interface ValueSide {
  readonly kind: "value";
  /** Every reading that fits; several only where the text is ambiguous. */
  readonly readings: readonly Reading[];
  readonly rejected: readonly Rejected[];
}

export interface HoleSide {
  readonly kind: "hole";
}

export interface UnreadableSide {
  readonly kind: "unreadable";
  readonly diagnostics: readonly Diagnostic[];
}

export type Side = DerivativeSide | ValueSide | HoleSide | UnreadableSide;

/** A right side with one thing written differently. */
export interface EditedSide {
  /** The slip of the catalogue that undoes it; undefined where the change alone does not say. */
  readonly slip: string | undefined;
  readonly text: string;
  readonly readings: readonly Reading[];
}

/**
 * One `=` of a chain, or one statement without any.
 * - `claim`: to be judged
 * - `definition`: gives a name its meaning; both sides are the quantity
 * - `update`: the new value of a parameter, `W ← W − η ∂C/∂W`; `left` is the old value
 * - `statement`: says something about sizes, ranges or assumptions; nothing to judge unless `notes` hold an error
 */
export interface Line {
  /** The line of the file on which the right side begins, from 1. */
  readonly number: number;
  readonly span: Span;
  readonly text: string;
  readonly kind: "claim" | "definition" | "update" | "statement";
  /** The left side the chain began with. */
  readonly left: Side;
  /** The side just before this `=`, where that is not `left`. */
  readonly previous: Side | undefined;
  readonly right: Side;
  readonly rightSpan: Span;
  /** 1 where the line is said to hold, `for j \ne y`, and 0 elsewhere, over its axes; undefined for everywhere. */
  readonly given?: Expr;
  /** What the right side could have said with one stroke of the pen, the likeliest first; read when asked for. */
  readonly edits: () => Iterable<EditedSide>;
  /** Whether the line speaks of whole vectors and matrices, without indices. */
  readonly isMatrix: boolean;
  /** What was noticed while reading; an error among them makes the line wrong whatever its values are. */
  readonly notes: readonly Diagnostic[];
}

export interface DerivationText {
  readonly source: Source;
  readonly model: Model;
  /** The model as far as it was not declared but inferred: statements of a model file, with remarks after `#`. */
  readonly inferred: readonly string[];
  /** Definitions that have no name in the text: what is differentiated as it stands, in \partial K^{-1}/\partial p. */
  readonly unnamed?: ReadonlySet<string>;
  readonly lines: readonly Line[];
  /** What could not be read at all, and what is wrong with the declarations. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadOptions {
  /** How messages call the text. */
  readonly file?: string;
  /** Where the formulas stand: in Markdown, in a TeX document, in a model file with claims, or bare. */
  readonly kind: "md" | "tex" | "chain" | "latex";
  /** Declarations and definitions from elsewhere. */
  readonly model?: Model;
  /** Lengths of axes by name, for names that the text does not declare. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
  /** What names stand for that the text does not introduce: `z_2` for `O`. */
  readonly aliases?: ReadonlyMap<string, string>;
}
