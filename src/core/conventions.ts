import { rational, type Rational } from "./rational.ts";

/**
 * What derivatives are where they do not exist. `relu'(0) = 0` as in Bertoin et al. 2021 (Numerical influence of
 * ReLU'(0) on backpropagation); |x|'(0) = 0; a tie of max or min is split evenly, so that the weights of
 * a sub-gradient sum to 1 whatever the order of the arguments. Second derivatives at kinks are 0 almost everywhere.
 */
export interface Conventions {
  /** relu'(0). */
  readonly relu: Rational;
  /** |x|' at 0. */
  readonly abs: Rational;
}

export const defaultConventions: Conventions = { relu: rational(0), abs: rational(0) };
