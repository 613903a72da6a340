/**
 * The error function by the rational approximations of Sun's msun (s_erf.c, 1993: "Developed at SunPro, a Sun
 * Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved."). Coefficients from the lowest power up.
 */
export interface RationalForm {
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

/** |x| < 27/32, in x²: erf(x) = x + x·R(x²). */
export const erfNearZero: RationalForm = {
  top: [
    0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
    -2.3763016656650163e-5,
  ],
  bottom: [
    1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
    -3.960228278775368e-6,
  ],
}; // prettier-ignore

/** 27/32 ≤ |x| < 5/4, in |x| − 1: erf(|x|) = erfAtOne + R. */
export const erfNearOne: RationalForm = {
  top: [
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175,
    -0.11089469428239668, 0.035478304325618236, -0.002166375594868791,
  ],
  bottom: [
    1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164,
    0.01363708391202905, 0.011984499846799107,
  ],
}; // prettier-ignore
export const erfAtOne = 0.8450629115104675;

/** 5/4 ≤ |x| < 1/0.35, in 1/x²: erfc(|x|) = exp(−x² − 0.5625 + R)/|x|. */
export const erfcMiddle: RationalForm = {
  top: [
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006,
    -162.39666946257347, -184.60509290671104, -81.2874355063066, -9.814329344169145,
  ],
  bottom: [
    1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679,
    429.00814002756783, 108.63500554177944, 6.570249770319282, -0.0604244152148581,
  ],
}; // prettier-ignore

/** 1/0.35 ≤ |x| < 28, in the same way. */
export const erfcFar: RationalForm = {
  top: [
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192,
    -637.5664433683896, -1025.0951316110772, -483.5191916086514,
  ],
  bottom: [
    1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955,
    2553.0504064331644, 474.52854120695537, -22.44095244658582,
  ],
}; // prettier-ignore

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0);

const quotient = ({ top, bottom }: RationalForm, x: number): number => horner(top, x) / horner(bottom, x);

/**
 * erfc(x) for x ≥ 5/4. −x² is the exact square of x in single precision and a small rest, so that its rounding
 * error is not blown up by the exponential.
 */
function tail(x: number): number {
  if (x >= 28) return 0;
  const head = Math.fround(x);
  const rest = quotient(x < 1 / 0.35 ? erfcMiddle : erfcFar, 1 / (x * x));
  return (Math.exp(-head * head - 0.5625) * Math.exp((head - x) * (head + x) + rest)) / x;
}

/** erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, error below 1 ulp. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return size < 1e-150 ? x * 1.1283791670955126 : x + x * quotient(erfNearZero, x * x);
  if (Number.isNaN(x)) return x;
  const sign = x > 0 ? 1 : -1;
  if (size < 1.25) return sign * (erfAtOne + quotient(erfNearOne, size - 1));
  return sign * (1 - tail(size));
}

/** erfc(x) = 1 − erf(x), without cancellation for large x; error below 2 ulp. */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {
    const rest = x * quotient(erfNearZero, x * x);
    return x < 0.25 ? 1 - (x + rest) : 0.5 - (x - 0.5 + rest);
  }
  if (Number.isNaN(x)) return x;
  if (size < 1.25) {
    const rest = quotient(erfNearOne, size - 1);
    return x > 0 ? 1 - erfAtOne - rest : 1 + (erfAtOne + rest);
  }
  return x > 0 ? tail(x) : 2 - tail(-x);
}
