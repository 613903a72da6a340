/**
 * The error function by W. J. Cody's rational Chebyshev approximations (Rational Chebyshev approximations for
 * the error function, Math. Comp. 23, 1969), with the coefficients of his program CALERF.
 */
interface RationalForm {
  /** From the highest power down; both of the same length. */
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

/** In x², for |x| ≤ 0.46875: erf(x) = x·R(x²). */
const small: RationalForm = {
  top: [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  bottom: [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
}; // prettier-ignore

/** In x, for 0.46875 ≤ x ≤ 4: erfc(x) = exp(−x²)·R(x). */
const middle: RationalForm = {
  top: [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  bottom: [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
    3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
}; // prettier-ignore

/** In 1/x², for x ≥ 4: erfc(x) = exp(−x²)/x · (1/√π − R(1/x²)/x²). */
const large: RationalForm = {
  top: [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926,
    0.016083785148742275, 0.0006587491615298378,
  ],
  bottom: [
    1, 2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132,
    0.0023352049762686918,
  ],
}; // prettier-ignore

const ONE_BY_ROOT_PI = 0.5641895835477563;

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0);

const quotient = ({ top, bottom }: RationalForm, x: number): number => horner(top, x) / horner(bottom, x);

/** exp(−x²), with x² split so that its rounding error is not blown up by the exponential. */
function gauss(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

/** erfc(x) for x ≥ 0.46875. */
function tail(x: number): number {
  if (x > 27) return 0;
  if (x <= 4) return gauss(x) * quotient(middle, x);
  const y = 1 / (x * x);
  return (gauss(x) * (ONE_BY_ROOT_PI - y * quotient(large, y))) / x;
}

const THRESHOLD = 0.46875;

/** erf(x) = 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  if (Math.abs(x) <= THRESHOLD) return x * quotient(small, x * x);
  if (Number.isNaN(x)) return x;
  return x > 0 ? 1 - tail(x) : tail(-x) - 1;
}

/** erfc(x) = 1 − erf(x), without cancellation for large x. */
export function erfc(x: number): number {
  if (Math.abs(x) <= THRESHOLD) return 1 - erf(x);
  if (Number.isNaN(x)) return x;
  return x > 0 ? tail(x) : 2 - tail(-x);
}
