import { boundExtents, refsOf, termsBelow, type Ref, type Term } from "./term.ts";

const isLeaf = ({ node }: Term): boolean =>
  node.kind === "const" || node.kind === "position" || node.kind === "tensor";

/** Longer chains of operations are cut, so that no pass has to recurse deeper than this. */
const MAX_INLINE_DEPTH = 40;

interface OutputUse {
  readonly letters: readonly number[];
  readonly ref: Ref;
}

/**
 * The terms that are computed into memory: reductions, functions of matrices, and whatever has several users, has a name, or is used
 * along more axes than it has. Everything else is computed where it is used.
 */
export function neededInMemory(outputs: readonly OutputUse[], named: ReadonlySet<Term>): ReadonlySet<Term> {
  const users = new Map<Term, number>();
  const broadcast = new Set<Term>();
  const use = (ref: Ref, space: number): void => {
    users.set(ref.term, (users.get(ref.term) ?? 0) + 1);
    if (new Set(ref.at).size < space) broadcast.add(ref.term);
  };
  const order = termsBelow(outputs.map(({ ref }) => ref.term));
  for (const { node, extents } of order) {
    // The axes that read an inverse are not those of its matrix.
    const read = node.kind === "matrix" ? node.slots.length : 0;
    const space = extents.length - read + boundExtents(node).length;
    for (const ref of new Set(refsOf(node))) use(ref, space);
  }
  const direct = new Set<Term>();
  for (const { ref, letters } of outputs) {
    const whole = new Set(ref.at).size === letters.length;
    const { node } = ref.term;
    if (whole && !users.has(ref.term) && node.kind === "reduce" && node.op === "sum") direct.add(ref.term);
    use(ref, letters.length);
  }
  const kept = new Set<Term>();
  const depth = new Map<Term, number>();
  for (const term of order) {
    if (isLeaf(term)) continue;
    const below = Math.max(
      0,
      ...refsOf(term.node).map((ref) => (kept.has(ref.term) ? 0 : (depth.get(ref.term) ?? 0))),
    );
    depth.set(term, below + 1);
    const shared =
      users.get(term)! > 1 || broadcast.has(term) || named.has(term) || below >= MAX_INLINE_DEPTH;
    if (
      shared ||
      term.node.kind === "matrix" ||
      (term.node.kind === "reduce" && !(direct.has(term) && users.get(term) === 1))
    )
      kept.add(term);
  }
  return kept;
}
