import type { Affine } from "../core/affine.ts";
import { rename, type Abstraction } from "../core/bind.ts";
import type { Conventions } from "../core/conventions.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Expr } from "../core/expr.ts";
import { namedIndex, type Index } from "../core/index.ts";
import type { Rational } from "../core/rational.ts";
import type { Source, Span } from "../core/span.ts";
import type { Assumption } from "../core/step.ts";
import type { ClaimStatement, ModelSyntax, Role } from "../1-parse/syntax.ts";
import type { Shape, Size, Symbols } from "./symbols.ts";

/** A tensor the model does not compute: input, parameter, label or constant. */
export interface Declaration {
  readonly name: string;
  readonly role: Role;
  readonly shape: Shape;
  /** For an integer input: the length of the axis whose positions, from 1, it holds. */
  readonly positionsIn: Affine | undefined;
  /** For `const c = 0.1`. */
  readonly value: Rational | undefined;
  readonly span: Span;
}

/** A quantity the model computes: `h[j] = …`. */
export class Definition {
  readonly name: string;
  readonly span: Span;
  readonly shape: Shape;
  /** The quantity as a function of its indices, in formal indices. */
  readonly meaning: Abstraction;
  /** Its indices under the names the model gives them. */
  readonly params: readonly Index[];
  #value: Expr | undefined;

  constructor(name: string, span: Span, meaning: Abstraction, letters: readonly string[]) {
    this.name = name;
    this.span = span;
    this.meaning = meaning;
    this.shape = meaning.params.map(({ size }) => size);
    this.params = meaning.params.map(({ size }, k) => namedIndex(letters[k]!, size));
  }

  /** The entry at `params`. */
  get value(): Expr {
    this.#value ??= rename(this.meaning.body, this.meaning.params, this.params);
    return this.#value;
  }
}

/** A comparison the model states: it holds for all values of its free indices. */
export interface Fact {
  readonly text: string;
  /** left − right, which is then positive, non-negative, or not zero. */
  readonly difference: Expr;
  readonly is: "positive" | "non-negative" | "non-zero";
}

/** `assume A invertible` */
export interface Property {
  readonly name: string;
  readonly property: string;
}

/** A model that was read. What could not be read is in the diagnostics and nowhere else. */
export interface Model {
  readonly source: Source;
  readonly syntax: ModelSyntax;
  readonly sizes: ReadonlyMap<string, Size>;
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** In the order of the text. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Other names, and what they stand for. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Equations, to be used from left to right. */
  readonly assumptions: readonly Assumption[];
  readonly facts: readonly Fact[];
  readonly properties: readonly Property[];
  readonly conventions: Conventions;
  /** Conventions the model chose itself, as it wrote them. */
  readonly chosen: readonly string[];
  readonly claims: readonly ClaimStatement[];
  /** For every tensor the names its axes' indices have in the text; undefined where it has none. */
  readonly letters: ReadonlyMap<string, readonly (string | undefined)[]>;
  readonly diagnostics: readonly Diagnostic[];
  /** For elaborating more expressions in the same scope. */
  readonly symbols: Symbols;
}

/** Expressions the model says are positive: those compared with 0, and differences of those compared otherwise. */
export const positives = (model: Model): readonly Expr[] =>
  model.facts.filter(({ is }) => is === "positive").map(({ difference }) => difference);
