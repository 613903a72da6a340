import type { Ref, TermFunction } from "./term.ts";

/** After how many visited terms the question counts as undecided. */
const LIMIT = 2000;

/** Functions whose value is NaN wherever an argument is. */
const propagates = (fn: TermFunction): boolean => fn !== "finite" && fn !== "pow";

/** Axes that a reduction inside runs over get numbers below those of all letters. */
const isRun = (axis: number): boolean => axis < 0;

/** Whether `ref` covers the entry of `target`: axis by axis the same letter, or a run over all positions. */
function covers(ref: Ref, target: Ref): boolean {
  if (ref.term !== target.term) return false;
  const runs = ref.at.filter(isRun);
  return (
    new Set(runs).size === runs.length && ref.at.every((axis, k) => isRun(axis) || axis === target.at[k])
  );
}

/**
 * Whether a NaN in `source` makes `result` NaN, as the flow of data shows: through arithmetic and whole
 * reductions, never through the branches of a selection. Breadth first, as the reason is usually near.
 */
export function nanFlows(source: Ref, result: Ref): boolean {
  if (source.term.node.kind === "const") return !Number.isNaN(source.term.node.value);
  if (source.term.node.kind === "position") return true;
  let run = 0;
  const queue: Ref[] = [result];
  const seen = new Set<string>();
  for (let k = 0; k < queue.length && k < LIMIT; k++) {
    const ref = queue[k]!;
    if (covers(ref, source)) return true;
    const key = `${ref.term.id}:${ref.at.join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const outside = (inner: Ref, axes: readonly number[] = ref.at): Ref => ({
      term: inner.term,
      at: inner.at.map((axis) => axes[axis]!),
    });
    const { node } = ref.term;
    switch (node.kind) {
      case "call":
        if (propagates(node.fn)) queue.push(...node.args.map((arg) => outside(arg)));
        break;
      case "power":
        queue.push(outside(node.base));
        break;
      case "sum":
        queue.push(...node.terms.map((term) => outside(term.ref)));
        break;
      case "product":
        queue.push(...node.factors.map((factor) => outside(factor)));
        break;
      case "guard":
      case "select":
        if (node.condition.kind === "value")
          queue.push(outside(node.condition.left), outside(node.condition.right));
        break;
      case "reduce": {
        const total = node.extents.every((extent) => extent > 0);
        if (total && node.op !== "peak")
          queue.push(outside(node.body, [...ref.at, ...node.extents.map(() => (run -= 1))]));
        break;
      }
      case "const":
      case "position":
      case "tensor":
      case "matrix":
        break;
    }
  }
  return false;
}
