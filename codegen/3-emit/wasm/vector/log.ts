import { type Body, type Local } from "../body.ts";
import { op } from "../operations.ts";
import type { Value } from "../types.ts";
import { type Algebra, type Floats, polynomial } from "./algebra.ts";
import { formats } from "./formats.ts";

/**
 * log(x) = k ln2 + log(1 + f) for x = 2ᵏ (1 + f), √2/2 ≤ 1 + f < √2, after Sun's msun: with s = f/(2 + f),
 * log(1 + f) = f − (f²/2 − s (f²/2 + R(s²))). Lanes that are not positive normal numbers are set right apart,
 * where any lane is such a one.
 */
export function log<F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>): Local<F> {
  const { fraction, bias, smallestNormal, ln2High, ln2Low, log: own } = formats[of.type];
  const argument = body.keep(x);
  const infinity = of.number(Infinity);
  const isPlain = of.all(
    of.and(of.notLess(argument, of.number(smallestNormal)), of.less(argument, infinity)),
  );
  const rare = body.keep(op("i32.eqz", isPlain));
  const y = body.keep(argument);
  // The exponent as it stands, in the lowest bits of 2^fraction, less the bias.
  const shift = body.keep(of.number(2 ** fraction + Number(bias)));
  body.if(rare, () => {
    const small = body.keep(of.less(argument, of.number(smallestNormal)));
    body.set(y, of.choose(of.mul(argument, of.number(2 ** own.lift)), argument, small));
    body.set(shift, of.choose(of.number(2 ** fraction + Number(bias) + own.lift), shift, small));
  });
  const one = bias << BigInt(fraction);
  const moved = body.keep(of.addIntegers(of.bits(y), of.integer(one - own.middle)));
  const exponent = of.or(
    of.shiftRight(moved, fraction),
    of.integer((bias + BigInt(fraction)) << BigInt(fraction)),
  );
  const k = body.keep(of.sub(of.fromBits(exponent), shift));
  const mantissa = of.addIntegers(
    of.and(moved, of.integer((1n << BigInt(fraction)) - 1n)),
    of.integer(own.middle),
  );
  const f = body.keep(of.sub(of.fromBits(mantissa), of.number(1)));
  const s = body.keep(of.div(f, of.add(f, of.number(2))));
  const squares = new Map([[1, body.keep(of.mul(s, s))]]);
  for (let n = 2; n < own.series.length; n *= 2) {
    const root = squares.get(n / 2)!;
    squares.set(n, body.keep(of.mul(root, root)));
  }
  const series = polynomial(of, own.series, (n) => squares.get(n)!);
  const half = body.keep(of.mul(of.mul(f, f), of.number(0.5)));
  const tail = of.madd(k, of.number(ln2Low), of.mul(s, of.madd(squares.get(1)!, series, half)));
  const result = body.keep(of.sub(of.mul(k, of.number(ln2High)), of.sub(of.sub(half, tail), f)));
  body.if(rare, () => {
    const zero = of.number(0);
    const positive = of.choose(result, of.number(NaN), of.notLess(argument, zero));
    const finite = of.choose(of.number(-Infinity), positive, of.equal(argument, zero));
    body.set(result, of.choose(argument, finite, of.equal(argument, infinity)));
  });
  return result;
}

/**
 * log(1 + x) = log(u) · x/(u − 1) with u = 1 + x as rounded: what the rounding lost is put back (Hewlett-Packard
 * 1982; Goldberg 1991, theorem 4). x itself where u is 1.
 */
export function log1p<F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>): Local<F> {
  const argument = body.keep(x);
  const one = of.number(1);
  const u = body.keep(of.add(argument, one));
  const logarithm = log(body, of, u);
  const rest = body.keep(of.sub(u, one));
  const corrected = of.mul(logarithm, of.div(argument, rest));
  // ∞/∞ at infinity; −1/−1 · −∞ at −1 is right.
  const finite = of.choose(corrected, logarithm, of.less(u, of.number(Infinity)));
  return body.keep(of.choose(argument, finite, of.equal(u, one)));
}
