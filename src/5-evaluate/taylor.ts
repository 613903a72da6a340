/** How the remainder of the first-order Taylor expansion falls with the step. */
export interface TaylorSlope {
  /**
   * The order of the remainder: 2 for a right gradient, 1 for a wrong one. Infinity where the remainder is
   * nothing but rounding for small steps: the function is linear along the direction there, and the gradient
   * right.
   */
  readonly slope: number;
  readonly remainders: readonly { readonly step: number; readonly remainder: number }[];
}

const [FIRST_LEVEL, LAST_LEVEL] = [3, 23];

/** A remainder that falls more than this over half the step fell off an edge: beyond it there is none. */
const STEEPEST = 16;

/** At these steps the remainder of a right gradient is nothing but the rounding of f. */
const NOISE_LEVELS = [36, 38, 40, 42];

/** A remainder below this multiple of the rounding error of f says nothing. */
const TRUSTED = 64;

/**
 * The Taylor slope test: with the right gradient g, |f(x + h·d) − f(x) − h⟨g, d⟩| falls like h², with a wrong
 * one only like h. It compares orders, not sizes, and so needs no tolerance (Farrell et al. 2013, Automated
 * derivation of the adjoint of high-level transient finite element programs, §5).
 *
 * @param along f along the direction: h ↦ f(x + h·d)
 * @param directional ⟨g, d⟩
 */
export function taylorSlope(along: (h: number) => number, directional: number, scale = 1): TaylorSlope {
  const value = along(0);
  const at = (level: number): { step: number; remainder: number; size: number } => {
    const step = scale * 2 ** -level;
    const there = along(step);
    const remainder = Math.abs(there - value - step * directional);
    return {
      step,
      remainder,
      size: Math.max(Math.abs(there), Math.abs(value), Math.abs(step * directional)),
    };
  };
  const noise = Math.max(...NOISE_LEVELS.map((level) => at(level).remainder));
  const remainders: { readonly step: number; readonly remainder: number }[] = [];
  // How much smaller than the last trusted remainder the first one lost in rounding is, at least.
  let drop = 1;
  for (let level = FIRST_LEVEL; level <= LAST_LEVEL; level++) {
    const { step, remainder, size } = at(level);
    if (!Number.isFinite(remainder)) continue;
    const floor = TRUSTED * Math.max(noise, 2 ** -52 * size);
    if (remainder > floor) remainders.push({ step, remainder });
    else if (remainders.at(-1)?.step === 2 * step) drop = remainders.at(-1)!.remainder / floor;
  }
  return { slope: drop > STEEPEST ? Infinity : orderOf(remainders), remainders };
}

/** The order over the smallest steps that still say something: kinks and higher orders have faded there. */
function orderOf(remainders: TaylorSlope["remainders"]): number {
  if (remainders.length < 2) return Infinity;
  const last = remainders.slice(-4);
  const [a, b] = [last[0]!, last.at(-1)!];
  return Math.log2(a.remainder / b.remainder) / Math.log2(a.step / b.step);
}
