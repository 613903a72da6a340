import type { Floats } from "./algebra.ts";

/** What a function needs to know of a floating-point format. */
export interface Format {
  /** Bits of the fraction, and what is added to an exponent. */
  readonly fraction: number;
  readonly bias: bigint;
  readonly signBit: bigint;
  /** 1.5·2^fraction: adding it rounds to an integer, which then stands in the lowest bits. */
  readonly rounder: number;
  readonly smallestNormal: number;
  /** ln2 with so few bits that its product with an exponent is exact, and the rest. */
  readonly ln2High: number;
  readonly ln2Low: number;
  readonly exp: {
    /** Beyond them the result is 0 and ∞. */
    readonly lowest: number;
    readonly highest: number;
    /** Within ± this, 2ᵏ is a normal number. */
    readonly plain: number;
    /** (eʳ − 1 − r)/r² for |r| ≤ ln2/2, interpolated at Chebyshev's points to 2⁻⁶¹ and 2⁻³². */
    readonly series: readonly number[];
    /** tanh(x) is 1 in the format from half of this on. */
    readonly saturation: number;
  };
  readonly log: {
    /** The bits of √2/2: mantissas are taken from there to √2. */
    readonly middle: bigint;
    /** Powers of two that make a subnormal number normal. */
    readonly lift: number;
    /** (log(1 + f) − 2s)/s³ in s², s = f/(2 + f), by the coefficients of Sun's msun (e_log.c, e_logf.c). */
    readonly series: readonly number[];
  };
}

export const formats: { readonly [F in Floats]: Format } = {
  f64x2: {
    fraction: 52,
    bias: 1023n,
    signBit: 1n << 63n,
    rounder: 6755399441055744,
    smallestNormal: 2 ** -1022,
    ln2High: 0.6931471805598903,
    ln2Low: 5.497923018708371e-14,
    exp: {
      lowest: -746,
      highest: 710,
      plain: 708,
      series: [
        0.5, 0.1666666666666667, 0.04166666666666667, 0.00833333333332607, 0.0013888888888883703,
        0.00019841269875048905, 0.00002480158732571076, 0.000002755725511097889, 2.755727343657049e-7,
        2.510533724466521e-8, 2.091477283224809e-9,
      ],
      saturation: 40,
    },
    log: {
      middle: 0x3fe6a09e00000000n,
      lift: 54,
      series: [
        0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
        0.15313837699209373, 0.14798198605116586,
      ],
    },
  },
  f32x4: {
    fraction: 23,
    bias: 127n,
    signBit: 1n << 31n,
    rounder: 12582912,
    smallestNormal: 2 ** -126,
    ln2High: 0.693145751953125,
    ln2Low: 0.0000014286068203094173,
    exp: {
      lowest: -104,
      highest: 89,
      plain: 87,
      series: [
        0.5000000013557447, 0.16666666681725, 0.04166646401078555, 0.008333310823923211,
        0.0013933751387987224, 0.00019891103420544327,
      ],
      saturation: 20,
    },
    log: {
      middle: 0x3f3504f3n,
      lift: 25,
      series: [0.6666666269302368, 0.40000972151756287, 0.2849878668785095, 0.24279078841209412],
    },
  },
};
