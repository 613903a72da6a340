import type { Body, Local } from "../body.ts";
import { op } from "../operations.ts";
import type { Value } from "../types.ts";
import { type Algebra, type Floats, polynomial } from "./algebra.ts";
import { formats } from "./formats.ts";

/** x = k ln2 + r with |r| ≤ ln2/2. */
interface Reduced<F extends Floats> {
  readonly k: Local<F>;
  /** eʳ − 1, with the error of its last addition only. */
  readonly rest: Local<F>;
}

/**
 * r is kept as a rounded value and the error c of its rounding; the square and higher terms, at most a sixth of the
 * result, are added to c first.
 */
function reduce<F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>): Reduced<F> {
  const { rounder, ln2High, ln2Low, exp } = formats[of.type];
  const magic = of.number(rounder);
  const k = body.keep(of.sub(of.madd(x, of.number(Math.LOG2E), magic), magic));
  const high = body.keep(of.madd(k, of.number(-ln2High), x));
  const low = body.keep(of.mul(k, of.number(ln2Low)));
  const r = body.keep(of.sub(high, low));
  const c = of.sub(of.sub(high, r), low);
  const powers = new Map([[1, r]]);
  for (let n = 2; n < exp.series.length; n *= 2) {
    const root = powers.get(n / 2)!;
    powers.set(n, body.keep(of.mul(root, root)));
  }
  const series = polynomial(of, exp.series, (n) => powers.get(n)!);
  return { k, rest: body.keep(of.add(r, of.madd(powers.get(2)!, series, c))) };
}

/** 2ᵏ for an integer k among the exponents of normal numbers. */
function powerOfTwo<F extends Floats>(of: Algebra<F>, k: Value<F>): Value<F> {
  const { rounder, fraction, bias } = formats[of.type];
  const integer = of.shiftLeft(of.bits(of.add(k, of.number(rounder))), fraction);
  return of.fromBits(of.addIntegers(integer, of.integer(bias << BigInt(fraction))));
}

/**
 * exp = 2ᵏ eʳ. Where any lane lies beyond `plain`, 2ᵏ is multiplied in two steps, so that neither ∞ nor a subnormal
 * number comes before the result does; the product of powers of two being exact, other lanes keep their bits.
 * Several are computed between the same two branches, so that their waits overlap and their constants are shared.
 */
export function exps<F extends Floats>(
  body: Body,
  of: Algebra<F>,
  xs: readonly Value<F>[],
): readonly Local<F>[] {
  const { lowest, highest, plain } = formats[of.type].exp;
  const inside = xs.map((x) => body.keep(x));
  const near = inside.map((x) => of.less(of.abs(x), of.number(plain)));
  const rare = body.keep(op("i32.eqz", of.all(near.reduce((all, one) => of.and(all, one)))));
  body.if(rare, () => {
    for (const x of inside) body.set(x, of.atLeast(of.atMost(x, of.number(highest)), of.number(lowest)));
  });
  const all = inside.map((x) => {
    const { k, rest } = reduce(body, of, x);
    const power = body.keep(of.add(rest, of.number(1)));
    return { k, power, result: body.keep(of.mul(power, powerOfTwo(of, k))) };
  });
  body.if(rare, () => {
    const magic = of.number(formats[of.type].rounder);
    for (const { k, power, result } of all) {
      const half = body.keep(of.sub(of.madd(k, of.number(0.5), magic), magic));
      body.set(result, of.mul(of.mul(power, powerOfTwo(of, half)), powerOfTwo(of, of.sub(k, half))));
    }
  });
  return all.map(({ result }) => result);
}

export const exp = <F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>): Local<F> =>
  exps(body, of, [x])[0]!;

/** sigmoid(x) = (x < 0 ? e : 1)/(1 + e) with e = exp(−|x|). */
export function sigmoid<F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>): Local<F> {
  const argument = body.keep(x);
  const e = exp(body, of, of.sub(of.number(0), of.abs(argument)));
  const one = of.number(1);
  const top = of.choose(e, one, of.less(argument, of.number(0)));
  return body.keep(of.div(top, of.add(one, e)));
}

/** tanh |x| = −m/(2 + m) with m = exp(−2|x|) − 1 = 2ᵏ (eʳ − 1) + (2ᵏ − 1), exact for small x; the sign is x's. */
export function tanh<F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>): Local<F> {
  const { exp, signBit } = formats[of.type];
  const argument = body.keep(x);
  const doubled = of.mul(of.abs(argument), of.number(-2));
  const { k, rest } = reduce(body, of, body.keep(of.atLeast(doubled, of.number(-exp.saturation))));
  const scale = body.keep(powerOfTwo(of, k));
  const m = body.keep(of.madd(scale, rest, of.sub(scale, of.number(1))));
  const size = of.div(m, of.add(m, of.number(2)));
  return body.keep(of.choose(argument, size, of.integer(signBit)));
}

/** exp(x) − 1 = 2ᵏ (eʳ − 1) + (2ᵏ − 1), exact for small x; beyond half the exponents, where the 1 is lost, exp. */
export function expm1<F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>): Local<F> {
  const { fraction } = formats[of.type];
  const argument = body.keep(x);
  const limit = of.number(fraction);
  const lowest = of.number(-fraction);
  const inside = body.keep(of.atLeast(of.atMost(argument, limit), lowest));
  const { k, rest } = reduce(body, of, inside);
  const scale = body.keep(powerOfTwo(of, k));
  const near = of.madd(scale, rest, of.sub(scale, of.number(1)));
  const result = body.keep(of.choose(argument, near, of.equal(argument, of.number(0))));
  body.if(op("i32.eqz", of.all(of.less(argument, limit))), () => {
    const far = exp(body, of, argument);
    body.set(result, of.choose(far, result, of.notLess(argument, limit)));
    body.set(result, of.choose(result, argument, of.equal(argument, argument)));
  });
  return result;
}
