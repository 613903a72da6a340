import type { Affine } from "../../core/affine.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import type { Span } from "../../core/span.ts";
import type { MentionedDerivative } from "../../2-elaborate/derivative.ts";
import type { Shape } from "../../2-elaborate/symbols.ts";
import type { Tex } from "../../1-parse/latex/syntax.ts";
import type { Mention, Names } from "./names.ts";
import type { VectorConvention } from "./products.ts";
import type { Outcome, Same, Val } from "./value.ts";

/** An index of the formula that is being read. */
export interface Letter {
  readonly name: string;
  readonly index: Index;
  /** The letter in terms of the index, which counts from 1. */
  readonly form: Affine;
  /** Its range is written: `\sum_{i=1}^{n}`. */
  readonly isRanged: boolean;
  readonly span: Span;
}

/** A derivative by name: δ^l, dV. */
export interface ErrorName {
  readonly of: string;
  readonly wrt: string;
}

/** `\sigma(x) = …` with its parameter. */
export interface UserFunction {
  readonly parameter: string;
  readonly body: Tex;
}

/** What formulas of a text may refer to. */
export interface Scope {
  readonly names: Names;
  readonly same: Same;
  readonly vectors: VectorConvention;
  /** What σ is when the text does not use it as a quantity. */
  readonly sigma: "sigmoid" | "softmax";
  readonly functions: ReadonlyMap<string, UserFunction>;
  /** The name that stands for this one in the model: aliases are followed; the name itself when it is unknown. */
  readonly resolve: (name: string) => string;
  readonly shapeOf: (name: string) => Shape | undefined;
  readonly refer: (name: string, shape: Shape, slots: readonly Affine[]) => Expr;
  /** Whether the name is computed from others, so that it has derivatives. */
  readonly isComputed: (name: string) => boolean;
  /** A named length, or a whole number with a name. */
  readonly sizeOf: (name: string) => Affine | undefined;
  readonly errorName: (mention: Mention) => ErrorName | undefined;
  /** The quantity of the model that has this value. */
  readonly quantityOf: (value: Val) => string | undefined;
  /** The variable that ∇ means without a subscript. */
  readonly soleVariable: (of: string) => string | undefined;
  /** σ′ and the like: the derivative of a function of one number, at the argument. */
  readonly slope: (f: (argument: Expr) => Expr, at: Expr) => Expr;
}

/** What changes while a formula is read. */
export interface Context {
  readonly scope: Scope;
  readonly letters: Map<string, Letter>;
  /** Parameters of a function whose body is being read. */
  readonly locals: ReadonlyMap<string, Val>;
  /** Whether a letter that is bound nowhere may be opened. */
  readonly derivatives: Map<string, MentionedDerivative>;
  readonly notes: Diagnostic[];
  readonly evaluate: (node: Tex, context: Context) => Outcome;
  /** How many user functions are open; they could call themselves. */
  readonly depth: number;
}
