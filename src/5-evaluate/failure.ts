import type { ReduceOp } from "../core/ops.ts";

/** Why an expression has no value at a point. */
export type Reason =
  | { readonly kind: "missing-tensor"; readonly name: string }
  | {
      readonly kind: "wrong-shape";
      readonly name: string;
      readonly expected: string;
      readonly found: readonly number[];
    }
  | { readonly kind: "unknown-size"; readonly name: string }
  | { readonly kind: "negative-size"; readonly size: string; readonly value: number }
  | {
      readonly kind: "out-of-range";
      readonly name: string;
      /** Which slot, counted from 1. */
      readonly slot: number;
      readonly value: number;
      readonly length: number;
    }
  | { readonly kind: "empty-extremum"; readonly op: ReduceOp }
  | { readonly kind: "too-large"; readonly entries: number; readonly limit: number }
  | { readonly kind: "unlisted-index"; readonly name: string }
  /** The arithmetic has no such number: a pole or a missing root in a finite field. */
  | { readonly kind: "no-such-number"; readonly what: string };

const shapeText = (shape: readonly number[]): string =>
  shape.length === 0 ? "a scalar" : `[${shape.join(", ")}]`;

export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case "missing-tensor":
      return `there is no data for ${reason.name}`;
    case "wrong-shape":
      return `${reason.name} is declared with shape ${reason.expected}, but its data has shape ${shapeText(reason.found)}`;
    case "unknown-size":
      return `the size ${reason.name} has no value, and no data tells it`;
    case "negative-size":
      return `the size ${reason.size} is ${reason.value}, which no axis can have`;
    case "out-of-range":
      return `slot ${reason.slot} of ${reason.name} is ${reason.value}, outside 1..${reason.length}`;
    case "empty-extremum":
      return `${reason.op} over nothing has no value`;
    case "too-large":
      return `an intermediate has ${reason.entries} entries; the evaluator stops at ${reason.limit}`;
    case "unlisted-index":
      return `the free index ${reason.name} is missing from the requested order`;
    case "no-such-number":
      return reason.what;
  }
}

/** Thrown where a value was demanded that does not exist; the message is for people. */
export class EvaluationError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reasonText(reason));
    this.name = "EvaluationError";
    this.reason = reason;
  }
}

/**
 * An entry that has no value, and why. It spoils whatever uses it, but a false bracket and the branch not
 * taken do not use it: `[i > 1] * x[i-1]` is 0 at i = 1.
 */
export class Undefined {
  readonly reason: Reason;

  constructor(reason: Reason) {
    this.reason = reason;
  }
}
