import type { Lang } from "../../src/index.ts";

/** What is left out of a derivation, in the order in which it is: one more with every repetition. */
export const blankIds = ["range", "index", "mask", "transpose", "assumption", "factor"] as const;
export type BlankId = (typeof blankIds)[number];

/** A formula as MathML, and how it is read aloud. */
export interface Spoken {
  readonly mathml: string;
  readonly speech: Readonly<Record<Lang, string>>;
}

/** What may stand in a blank, and what the engine says of it. */
export interface Choice extends Spoken {
  readonly holds: boolean;
  /** The catalogued slip that leads to it. */
  readonly slip: string | undefined;
  /** In matrix notation the shapes of its factors. */
  readonly shapes: readonly string[] | undefined;
}

/** A step of the derivation with a blank. */
export interface FadedLine {
  readonly blank: BlankId;
  /** The number of the step among those backward, from 0. */
  readonly step: number;
  /** What stands around the blank, and the step without one. */
  readonly open: Spoken;
  readonly full: Spoken;
  /** An equation that is asked for, beside the formula. */
  readonly isCondition: boolean;
  readonly choices: readonly Choice[];
  /** In matrix notation the shape that the whole must have. */
  readonly shape: string | undefined;
}
