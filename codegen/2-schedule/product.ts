import type { Nest, Store } from "../1-lower/nest.ts";
import type { Loop, Offset, Value } from "../1-lower/value.ts";

type Load = Extract<Value, { kind: "load" }>;

/** C[m, n] = Σₖ A[m, k] · B[k, n], or added to C. The entries of C along n lie side by side. */
export interface MatrixProduct {
  readonly m: Loop;
  readonly n: Loop;
  readonly k: Loop;
  readonly left: Load;
  readonly right: Load;
  readonly result: Store;
  /** Whether the entries of A along m lie side by side, and not those along k. */
  readonly transposed: boolean;
}

/** Products of fewer multiplications are quicker in plain loops. */
const LEAST = 2048;

const runs = ({ extent, runtime }: Loop): boolean => extent > 1 || runtime === "rows";

export const stepAlong = (at: Offset, loop: Loop): number =>
  at.terms.find((term) => term.loop === loop)?.coef ?? 0;

/** The loops that an offset moves along. */
const along = (at: Offset): readonly Loop[] =>
  at.terms.map(({ loop }) => loop).filter((loop) => loop.runtime !== "start" && runs(loop));

const same = (a: readonly Loop[], b: readonly Loop[]): boolean =>
  a.length === b.length && a.every((loop) => b.includes(loop));

const isForward = (at: Offset): boolean => at.constant >= 0 && at.terms.every(({ coef }) => coef > 0);

/** The matrix product that a nest is, if it is one worth a multiplication in tiles. */
export function productOf({ loops, reduction, stores }: Nest): MatrixProduct | undefined {
  const [result, ...more] = stores;
  if (reduction?.op !== "sum" || result === undefined || more.length > 0) return undefined;
  const { body } = reduction;
  if (result.value.kind !== "reduced" || body.kind !== "op" || body.op !== "mul") return undefined;
  const [x, y] = body.args;
  if (x?.kind !== "load" || y?.kind !== "load" || ![x, y, result].every(({ at }) => isForward(at)))
    return undefined;
  const outer = loops.filter(runs);
  const [k, ...others] = reduction.loops.filter(runs);
  const n = outer.find((loop) => stepAlong(result.at, loop) === 1);
  const m = outer.find((loop) => loop !== n);
  if (k === undefined || others.length > 0 || outer.length !== 2 || m === undefined || n === undefined)
    return undefined;
  if (m.extent * n.extent * k.extent < LEAST || !same(along(result.at), [m, n])) return undefined;
  const isMade = result.at.terms.some(({ loop }) => loop.runtime === "start");
  if (isMade || (!result.accumulate && stepAlong(result.at, m) !== n.extent)) return undefined;
  for (const [left, right] of [
    [x, y],
    [y, x],
  ] as const) {
    if (!same(along(left.at), [m, k]) || !same(along(right.at), [k, n])) continue;
    const transposed = stepAlong(left.at, k) !== 1;
    if (transposed && stepAlong(left.at, m) !== 1) continue;
    return { m, n, k, left, right, result, transposed };
  }
  return undefined;
}
