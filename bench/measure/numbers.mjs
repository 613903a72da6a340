/** Numbers in −size … size, the same in every run. */
export function noise(length, seed, size = 1) {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state / 2147483648) * size;
  });
}

/** Rows with a single 1. */
export const oneHot = (rows, width) =>
  Float64Array.from({ length: rows * width }, (_, k) => Number(k % width === Math.floor(k / width) % width));

/** The largest difference, relative to the size of what is expected. */
export function difference(found, expected) {
  let [worst, size] = [0, 1e-300];
  for (const [k, value] of expected.entries()) {
    size = Math.max(size, Math.abs(value));
    const error = Math.abs(found[k] - value);
    worst = error <= worst ? worst : Number.isNaN(error) ? Infinity : error;
  }
  return worst / size;
}
