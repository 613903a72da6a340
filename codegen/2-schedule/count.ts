import { rowOf, type OperationClass } from "../1-lower/scalar.ts";
import type { Value } from "../1-lower/value.ts";

/** How many floating-point operations of each class a kernel executes. */
export type Operations = ReadonlyMap<OperationClass, number>;

const order: readonly OperationClass[] = [
  "×",
  "+",
  "−",
  "÷",
  "comparison",
  "exp",
  "log",
  "sqrt",
  "power",
  "other",
];

/** The operations among values that are each computed `times` times. */
export function countOperations(values: Iterable<readonly [Value, number]>): Operations {
  const counts = new Map<OperationClass, number>();
  for (const [value, times] of values) {
    if (value.kind !== "op") continue;
    const { counts: kind } = rowOf(value.op);
    if (kind !== "free") counts.set(kind, (counts.get(kind) ?? 0) + times);
  }
  return counts;
}

export const totalOperations = (operations: Operations): number =>
  [...operations.values()].reduce((a, b) => a + b, 0);

/** `66 ×, 30 +, 7 −, 7 comparisons, 3 exp, 1 log, 1 ÷`, the most frequent classes of arithmetic first. */
export function operationsText(operations: Operations): string {
  const parts = order.flatMap((kind) => {
    const count = operations.get(kind);
    if (count === undefined) return [];
    return [`${count} ${kind === "comparison" && count !== 1 ? "comparisons" : kind}`];
  });
  return parts.length === 0 ? "none" : parts.join(", ");
}
