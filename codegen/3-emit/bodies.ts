import type { MathematicsUse } from "./mathematics.ts";
import type { Argument } from "./signature.ts";
import type { Writer } from "./writer.ts";

/** Which outputs a function computes. */
export interface Wants {
  readonly cost: boolean;
  readonly outputs: readonly Argument[];
}

/** Writes the bodies of a kernel's functions; one implementation per strategy. */
export interface Bodies {
  /** Memory that is allocated once. */
  declare(writer: Writer): void;
  /** One sample. */
  single(writer: Writer, wants: Wants): void;
  /** The mean over n samples. */
  mean(writer: Writer, wants: Wants): void;
  /** Whether the cost comes at next to no cost with the gradients: then these need no code of their own. */
  readonly costIsCheap: boolean;
  /** One row of every output for each of n samples. */
  rows(writer: Writer, wants: Wants): void;
  readonly mathematics: MathematicsUse;
  /** Writes the function that makes bound kernels, where it is not the usual one. */
  readonly factory?: (writer: Writer, batch: boolean) => void;
}
