import { affineConst, affineOf, type Affine } from "../core/affine.ts";
import { freshIndex, type Index } from "../core/index.ts";
import type { Span } from "../core/span.ts";

/** A place where an index stands alone in a slot, and the axis that slot belongs to. */
export interface Occurrence {
  readonly size: Affine;
  readonly span: Span;
  /** The tensor, as the text calls it. */
  readonly of: string;
}

/** `i in low..high`, over provisional indices and sizes; low is 1 when left out. */
export interface Range {
  readonly low: Affine | undefined;
  /** undefined where it could not be read. */
  readonly high: Affine | undefined;
  readonly span: Span;
}

/**
 * An index of one statement. Its size is not known before the whole statement has been seen, hence two lives:
 * while shapes are inferred a provisional index stands for it, afterwards `settled` does.
 */
export interface IndexVariable {
  readonly name: string;
  readonly span: Span;
  /** On the left of a definition, bound by a reduction, or free in an equation that holds for all its values. */
  readonly role: "left" | "bound" | "free";
  /** On the left: which of the free indices it is, from 1; elsewhere 0. */
  readonly position: number;
  readonly provisional: Index;
  readonly occurrences: Occurrence[];
  range: Range | undefined;
  /** The index of the graph, where it is known beforehand. */
  readonly given: Index | undefined;
  settled: Settled | undefined;
}

export interface Settled {
  /** The index of the graph: it counts from 1. */
  readonly index: Index;
  /** The variable in terms of the index: i = index + shift. */
  readonly form: Affine;
  /** Where the range depends on other indices: forms that must be ≥ 0, for the index runs over the union. */
  readonly guards: readonly Affine[];
}

export const indexVariable = (
  name: string,
  span: Span,
  role: IndexVariable["role"],
  position = 0,
): IndexVariable => ({
  name,
  span,
  role,
  position,
  provisional: freshIndex(affineConst(0)),
  occurrences: [],
  range: undefined,
  given: undefined,
  settled: undefined,
});

/** A free index whose size is known. */
export const givenVariable = (index: Index, span: Span): IndexVariable => ({
  ...indexVariable(index.name, span, "free"),
  given: index,
});

export const provisionalForm = (variable: IndexVariable): Affine => affineOf(variable.provisional);
