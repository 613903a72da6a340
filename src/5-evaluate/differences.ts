/** A slope found by extrapolation, and how far the last extrapolations were apart. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** What finite differences say about one partial derivative. */
export interface Differences {
  readonly central: Estimate;
  /** The one-sided slopes; they differ at a kink. */
  readonly left: Estimate;
  readonly right: Estimate;
  /** Whether left and right slopes differ by more than their errors: there is no derivative here. */
  readonly kink: boolean;
}

/** Halvings of the step; the smallest is 2^−16 of the largest. */
const LEVELS = 17;

/**
 * Richardson's extrapolation of quotients at steps h, h/2, h/4, …, whose error is a series in h^order,
 * h^(2·order), …; the entry of Neville's table that moved least is taken (Ridders, Accurate computation of
 * F'(x) and F'(x) F''(x), Adv. Eng. Software 4, 1982). The step thus adapts itself: where a kink lies inside
 * ±h the table does not settle until h is smaller than the distance to it.
 */
function extrapolate(quotients: readonly number[], order: 1 | 2, noise: (level: number) => number): Estimate {
  let best: Estimate = { value: quotients[quotients.length - 1]!, error: Infinity };
  let row: number[] = [];
  for (const [level, quotient] of quotients.entries()) {
    const before = row;
    row = [quotient];
    let factor = 2 ** order;
    for (const previous of before) {
      const last = row[row.length - 1]!;
      const next = last + (last - previous) / (factor - 1);
      const error = Math.max(Math.abs(next - last), Math.abs(next - previous)) + noise(level);
      if (error < best.error) best = { value: next, error };
      row.push(next);
      factor *= 2 ** order;
    }
    // Beyond the fifth column only rounding errors are extrapolated.
    row.length = Math.min(row.length, 5);
  }
  return best;
}

/**
 * The slopes of t ↦ f(t) at t = 0 from both sides and across.
 * @param scale the size of the first step, about the size of the argument
 */
export function slopesAt(f: (t: number) => number, scale: number): Differences {
  const value = f(0);
  // A power of two, so that the steps are exact.
  const first = 2 ** (Math.round(Math.log2(Math.max(Math.abs(scale), 2 ** -8))) - 4);
  const steps = Array.from({ length: LEVELS }, (_, level) => first * 2 ** -level);
  const above = steps.map((h) => f(h));
  const below = steps.map((h) => f(-h));
  const noise = (level: number): number => {
    const size = Math.max(Math.abs(value), Math.abs(above[level]!), Math.abs(below[level]!));
    return (size * 2 ** -52) / steps[level]!;
  };
  const central = extrapolate(steps.map((h, k) => (above[k]! - below[k]!) / (2 * h)), 2, noise); // prettier-ignore
  const right = extrapolate(
    steps.map((h, k) => (above[k]! - value) / h),
    1,
    noise,
  );
  const left = extrapolate(
    steps.map((h, k) => (value - below[k]!) / h),
    1,
    noise,
  );
  return { central, left, right, kink: differ(left, right) };
}

/** Slopes count as different only beyond this part of their size: rounding and curvature are smaller. */
const KINK_TOLERANCE = 1e-4;

function differ(left: Estimate, right: Estimate): boolean {
  const gap = Math.abs(left.value - right.value);
  const size = Math.max(Math.abs(left.value), Math.abs(right.value));
  return gap > KINK_TOLERANCE * size + 10 * (left.error + right.error);
}

/** The partial slopes of f by one coordinate of x; x is restored. */
export function partialSlopes(
  f: (x: Float64Array) => number,
  x: Float64Array,
  coordinate: number,
): Differences {
  const at = x[coordinate]!;
  const moved = Float64Array.from(x);
  return slopesAt((t) => {
    moved[coordinate] = at + t;
    return f(moved);
  }, Math.max(1, Math.abs(at))); // prettier-ignore
}
