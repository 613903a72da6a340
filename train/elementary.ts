/**
 * log and cos from + − × ÷ alone, so that they give the same bits in every JavaScript engine
 * (ECMAScript leaves the rounding of Math.log and Math.cos to the engine).
 *
 * @source FreeBSD msun e_log.c, k_sin.c, k_cos.c: the minimax polynomials of fdlibm (Sun Microsystems, 1993)
 */

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const SQRT_HALF = Math.SQRT1_2;

/** Coefficients of (log(1+f) − 2s)/s as a polynomial in s², where s = f/(2+f); ascending. */
const LOG_SERIES = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
];

/** (sin y − y)/y³ as a polynomial in y², |y| ≤ π/4; ascending. */
const SIN_SERIES = [
  -1.66666666666666324348e-1, 8.33333333332248946124e-3, -1.98412698298579493134e-4,
  2.75573137070700676789e-6, -2.50507602534068634195e-8, 1.58969099521155010221e-10,
];

/** (cos y − 1 + y²/2)/y⁴ as a polynomial in y², |y| ≤ π/4; ascending. */
const COS_SERIES = [
  4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5,
  -2.75573143513906633035e-7, 2.0875723212981748279e-9, -1.13596475577881948265e-11,
];

/** The natural logarithm of x in [0, 1]; within 1 ulp. */
export function naturalLog(x: number): number {
  if (x === 0) return -Infinity;
  let mantissa = x;
  let exponent = 0;
  while (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent -= 1;
  }
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  const halfSquare = 0.5 * f * f;
  const correction = s * (halfSquare + z * horner(LOG_SERIES, z));
  return exponent * LN2_HIGH - (halfSquare - (correction + exponent * LN2_LOW) - f);
}

/** cos(2πt) for t in [0, 1). Counting in turns makes the reduction to an eighth of a turn exact. */
export function cosTurns(t: number): number {
  const quarter = Math.round(4 * t);
  const y = 2 * Math.PI * (t - quarter / 4);
  const z = y * y;
  const sine = y + y * z * horner(SIN_SERIES, z);
  const cosine = 1 - (0.5 * z - z * z * horner(COS_SERIES, z));
  const quadrants = [cosine, -sine, -cosine, sine] as const;
  return quadrants[(quarter % 4) as 0 | 1 | 2 | 3];
}

function horner(ascending: readonly number[], x: number): number {
  return ascending.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
