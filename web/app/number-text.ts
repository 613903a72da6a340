/** Numbers as people read them: four decimals, a real minus, an exponent where decimals would say nothing. */
export function numberText(x: number, decimals = 4): string {
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  const text =
    x !== 0 && (size < 10 ** -decimals / 2 || size >= 1e5) ? x.toExponential(1) : x.toFixed(decimals);
  return text.replace(/^-/, "−").replace("e-", "e−").replace("e+", "e");
}

/** What a reader typed as a number; undefined where it is none. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  const value = Number(plain);
  return plain !== "" && Number.isFinite(value) ? value : undefined;
}

/** Position in a tensor, from 1: entry 5 of 3 × 4 is 2, 2. */
export function positionOf(shape: readonly number[], entry: number): readonly number[] {
  const position: number[] = [];
  let rest = entry;
  for (const length of shape.toReversed()) {
    position.unshift((rest % length) + 1);
    rest = Math.floor(rest / length);
  }
  return position;
}
