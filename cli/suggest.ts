/** The number of letters to add, drop, change or swap with a neighbour to turn one word into the other. */
export function editDistance(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)];
  let [beforeLast, last] = [new Array<number>(), Array.from({ length: to.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          last[j]! + 1,
          row[j - 1]! + 1,
          last[j - 1]! + changed,
          swapped ? beforeLast[j - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[to.length]!;
}

/** The candidate that `name` is most likely a slip of, or undefined when none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const distance = (candidate: string): number => editDistance(name.toLowerCase(), candidate.toLowerCase());
  const [best] = [...candidates].sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1));
  return best !== undefined && distance(best) <= Math.max(1, Math.floor(name.length / 3)) ? best : undefined;
}
