/** The name most like `wrong`, when it is like it at all: at most a third of the letters differ. */
export function closestName(wrong: string, names: readonly string[]): string | undefined {
  const fold = (name: string) => name.toLowerCase().replaceAll(/[\s_.-]+/g, " ");
  const ranked = names
    .map((name) => ({ name, distance: editDistance(fold(wrong), fold(name)) }))
    .filter(({ name, distance }) => distance <= Math.max(wrong.length, name.length) / 3)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name;
}

/** Insertions, deletions and substitutions between two words. @source Wagner & Fischer 1974, J. ACM 21(1) */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let k = 1; k <= b.length; k++) {
      const substitution = previous[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[k]! + 1, current[k - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
