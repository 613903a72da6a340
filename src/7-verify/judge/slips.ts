import type { Code } from "../../core/messages/catalogue.ts";
import {
  constantIntermediate,
  constantStatistic,
  functionForSlope,
  lostPath,
  normalisedVersions,
  otherQuantity,
  slopeElsewhere,
  withoutSlope,
  withoutUpstream,
  wrongSoftmax,
  type Variant,
} from "./backward.ts";
import {
  areActivationAndArgument,
  areMatrices,
  entrywise,
  missingFactor,
  missingSum,
  missingTerm,
  transposed,
  transposedFactor,
  withoutFunction,
  wrongConstant,
  wrongIndex,
  wrongName,
  wrongPower,
  wrongRange,
  wrongSign,
} from "./formula.ts";
import type { Scene } from "./scene.ts";

/** One row of the catalogue of slips. */
export interface Slip {
  /** Stable; in reports and in the JSON of `check`. */
  readonly id: string;
  /** The message that explains it, in English and Korean. */
  readonly code: Code;
  /** What the slip makes of the right formula. */
  readonly variants: (scene: Scene) => Iterable<Variant>;
  /** Whether the variants are derived through the model, which takes time where it is long. */
  readonly derives?: true;
}

/** A slip that is found before any formula is mutated: in a reading, in an update, in a check. */
const elsewhere = (): Iterable<Variant> => [];

const activationOf = (scene: Scene) => (right: string, wrong: string) =>
  areActivationAndArgument(scene, right, wrong);

/** Every slip the checker knows by name, the more particular ones first: the first that reproduces a claim names it. */
export const slips: readonly Slip[] = [
  { id: "dropped-activation-derivative", code: "E0401", derives: true, variants: withoutSlope },
  { id: "dropped-upstream-factor", code: "E0402", derives: true, variants: withoutUpstream },
  { id: "softmax-jacobian-incomplete", code: "E0405", derives: true, variants: wrongSoftmax },
  { id: "derivative-by-probability", code: "E0406", derives: true, variants: (scene) => { const names = normalisedVersions(scene); return otherQuantity(scene, (name) => names.has(name)); } },
  { id: "function-for-derivative", code: "E0418", derives: true, variants: functionForSlope },
  { id: "mask-of-wrong-quantity", code: "E0408", derives: true, variants: slopeElsewhere },
  { id: "transposed-outer-product", code: "E0403", variants: transposed },
  { id: "matrix-for-transpose", code: "E0404", variants: transposedFactor },
  { id: "wrong-order", code: "E0404", variants: elsewhere },
  { id: "sign", code: "E0407", variants: wrongSign },
  { id: "constant-factor", code: "E0412", variants: wrongConstant },
  { id: "lost-path", code: "E0413", derives: true, variants: lostPath },
  { id: "intermediate-as-constant", code: "E0413", derives: true, variants: constantIntermediate },
  { id: "pre-activation-for-activation", code: "E0409", variants: function* (scene) { yield* wrongName(scene, activationOf(scene)); yield* withoutFunction(scene); } },
  { id: "wrong-layer", code: "E0415", variants: (scene) => wrongName(scene, (a, b) => areMatrices(scene, a, b)) },
  { id: "wrong-name", code: "E0415", variants: (scene) => wrongName(scene, (a, b) => !areMatrices(scene, a, b) && !activationOf(scene)(a, b)) },
  { id: "wrong-quantity", code: "E0415", derives: true, variants: (scene) => { const names = normalisedVersions(scene); return otherQuantity(scene, (name) => !names.has(name)); } },
  { id: "elementwise-for-matrix-product", code: "E0411", variants: entrywise },
  { id: "missing-sum", code: "E0410", variants: missingSum },
  { id: "wrong-index", code: "E0410", variants: wrongIndex },
  { id: "wrong-range", code: "E0419", variants: wrongRange },
  { id: "wrong-power", code: "E0416", variants: wrongPower },
  { id: "missing-factor", code: "E0421", variants: missingFactor },
  { id: "missing-term", code: "E0417", variants: missingTerm },
  { id: "missing-index", code: "E0203", variants: elsewhere },
  { id: "gradient-for-update", code: "E0414", variants: elsewhere },
  { id: "unstated-assumption", code: "E0501", variants: elsewhere },
  { id: "vacuous-check", code: "W0602", variants: elsewhere },
  { id: "layout", code: "N0801", variants: elsewhere },
]; // prettier-ignore

/**
 * The rows in the order in which they are tried. A statistic of the variable, its mean, is held constant before a path is
 * lost: it is the more particular of two names for one formula.
 */
export const inOrderOfTrial: readonly Slip[] = slips.flatMap((row) =>
  row.id === "lost-path"
    ? [{ ...slips.find(({ id }) => id === "intermediate-as-constant")!, variants: constantStatistic }, row]
    : [row],
);

/** The ids of all slips that the checker knows by name; `explain` has a page for each. */
export const slipIds: readonly string[] = slips.map(({ id }) => id);

/** The message that explains a slip. */
export const codeOfSlip = (id: string): Code | undefined => slips.find((slip) => slip.id === id)?.code;
