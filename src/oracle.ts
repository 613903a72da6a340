/**
 * The public door of the oracle: evaluation by definition in doubles, in 64 digits and modulo primes, and the
 * referees that hold formulas against it.
 */

// Evaluation by definition.
export { evaluate, evaluateIn, evaluateScalar } from "./5-evaluate/evaluate.ts";
export type { Arithmetic, Outcome } from "./5-evaluate/arithmetic.ts";
export { EvaluationError, reasonText, type Reason, type Undefined } from "./5-evaluate/failure.ts";
export {
  dense,
  lift,
  nested,
  point,
  sizesAt,
  tensorDims,
  withSizes,
  type Dense,
  type Nested,
  type Point,
} from "./5-evaluate/point.ts";

// The numbers to evaluate in.
export { loadDecimals } from "./5-evaluate/decimals.ts";
export { doubles } from "./5-evaluate/doubles.ts";
export { fieldTower, type PrimeField } from "./5-evaluate/fields.ts";
export { residueArithmetic, type Residues } from "./5-evaluate/residues.ts";

// Referees of gradients.
export { partialSlopes, slopesAt, type Differences, type Estimate } from "./5-evaluate/differences.ts";
export { expand, type Expansion } from "./5-evaluate/expansion.ts";
export {
  checkGradient,
  gradcheck,
  type Claim,
  type Gradcheck,
  type GradcheckOptions,
  type GradcheckEntry,
  type GradientFormula,
  type Verdict,
} from "./5-evaluate/gradcheck.ts";
export { preciseSlopes } from "./5-evaluate/precise.ts";
export { taylorSlope, type TaylorSlope } from "./5-evaluate/taylor.ts";

// Referees of equality, and points to hold them at.
export { sameModuloPrimes, type IdentityOptions, type IdentityTest } from "./5-evaluate/identity.ts";
export { randomStream, type RandomStream } from "./5-evaluate/random.ts";
export { samplePoint, samplePoints, type Sample, type SampleOptions } from "./5-evaluate/sample.ts";
