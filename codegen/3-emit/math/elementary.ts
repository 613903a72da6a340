import { expPiece, expSinglePiece } from "./exp.ts";
import { logFromOnePiece, logPiece } from "./log.ts";
import type { Piece, Spelling, SupportName } from "./piece.ts";
import { sigmoidPiece, softplusPiece, tanhPiece } from "./hyperbolic.ts";

/** How often a piece does what on its usual path. */
export interface Operations {
  readonly add: number;
  readonly mul: number;
  readonly div: number;
  readonly load: number;
  readonly call: number;
}

/** An elementary function as text to be put into a kernel. */
export interface Elementary {
  /** The largest error found in units in the last place of the result, rounded up; of a single where `single`. */
  readonly maxUlp: number;
  /** Where the argument must lie for the function to be right; anywhere for most. */
  readonly domain: "any" | "x ≤ 0";
  /** The result is meant to be stored as a single. */
  readonly single?: true;
  readonly needs: readonly SupportName[];
  readonly operations: Operations;
  /** The argument is a name or a number: the text repeats it. */
  readonly text: (x: string, spelling: Spelling) => Piece;
}

const operations = (add: number, mul: number, more: Partial<Operations> = {}): Operations => ({
  add,
  mul,
  div: 0,
  load: 0,
  call: 0,
  ...more,
});

/** A function of JavaScript's own; its error is that of V8's (an engine may do worse). */
const own = (name: string, maxUlp: number): Elementary => ({
  maxUlp,
  domain: "any",
  needs: [],
  operations: operations(0, 0, { call: 1 }),
  text: (x) => ({ statements: [], result: `Math.${name}(${x})` }),
});

const supported = (name: "erf" | "erfc", maxUlp: number): Elementary => ({
  maxUlp,
  domain: "any",
  needs: [name],
  operations: operations(0, 0, { call: 1 }),
  text: (x, { support }) => ({ statements: [], result: `${support(name)}(${x})` }),
});

const exp = operations(10, 9, { load: 3 });
const log = operations(16, 12, { load: 5 });

/**
 * The elementary functions kernels may use. Those without `Math` are right over all doubles: NaN, infinities,
 * overflow, subnormal results and −0 included. The errors are measured (ULP_POINTS in
 * test/codegen/math/elementary.test.ts), not proved.
 */
export const elementary = {
  exp: {
    maxUlp: 0.504,
    domain: "any",
    needs: ["twoTo", "expTable", "expRare"],
    operations: exp,
    text: (x, spelling) => expPiece(spelling, x, "any"),
  },
  /** For arguments known not to be positive, as after the subtraction of the maximum. */
  expNonPositive: {
    maxUlp: 0.504,
    domain: "x ≤ 0",
    needs: ["twoTo", "expTable", "expRare"],
    operations: exp,
    text: (x, spelling) => expPiece(spelling, x, "nonPositive"),
  },
  expSingle: {
    maxUlp: 0.51,
    single: true,
    domain: "any",
    needs: ["twoTo", "expTable", "expRare"],
    operations: operations(6, 7, { load: 2 }),
    text: (x, spelling) => expSinglePiece(spelling, x, "any"),
  },
  log: {
    maxUlp: 0.502,
    domain: "any",
    needs: ["twoTo", "logTable", "highWord", "logRare"],
    operations: log,
    text: (x, spelling) => logPiece(spelling, x),
  },
  /** Quickest in [1, 16), right everywhere: for sums of exponentials of which the largest is 1. */
  logFromOne: {
    maxUlp: 1.45,
    domain: "any",
    needs: ["logTableFromOne", "logRare"],
    operations: operations(11, 11, { load: 3 }),
    text: (x, spelling) => logFromOnePiece(spelling, x),
  },
  tanh: {
    maxUlp: 2.75,
    domain: "any",
    needs: ["twoTo", "expTable", "expRare"],
    operations: operations(13, 11, { div: 1, load: 3 }),
    text: (x, spelling) => tanhPiece(spelling, x),
  },
  sigmoid: {
    maxUlp: 2.25,
    domain: "any",
    needs: ["twoTo", "expTable", "expRare"],
    operations: operations(11, 9, { div: 1, load: 3 }),
    text: (x, spelling) => sigmoidPiece(spelling, x),
  },
  softplus: {
    maxUlp: 2,
    domain: "any",
    needs: ["twoTo", "expTable", "expRare"],
    operations: operations(11, 9, { load: 3, call: 1 }),
    text: (x, spelling) => softplusPiece(spelling, x),
  },
  erf: supported("erf", 1),
  erfc: supported("erfc", 2.75),
  mathExp: own("exp", 1),
  mathLog: own("log", 1),
  mathTanh: own("tanh", 2.5),
  expm1: own("expm1", 1),
  log1p: own("log1p", 1),
} satisfies Readonly<Record<string, Elementary>>;

export type ElementaryName = keyof typeof elementary;
