import type { BigNumber } from "mathjs";
import type { Expr } from "../core/expr.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { evaluateIn } from "./evaluate.ts";
import type { Dense, Point } from "./point.ts";

/** Small enough for an error of 10⁻⁴⁰, large enough to keep 60 of the 80 digits carried. */
const STEP = 1e-20;

/**
 * Central differences in 64-digit arithmetic: right to about 30 digits, so that they tell a wrong formula from
 * a rounding error without any doubt. Not for kinks.
 *
 * @returns one slope per entry of the tensor, row-major
 */
export function preciseSlopes(
  decimals: Arithmetic<BigNumber>,
  scalar: Expr,
  name: string,
  at: Point<BigNumber>,
): readonly BigNumber[] {
  const step = decimals.number(STEP);
  const data = at.tensors.get(name)!;
  const moved = (position: number, by: BigNumber): BigNumber => {
    const values = Array.from(data.values, (x, n) => (n === position ? x.plus(by) : x));
    const tensor: Dense<BigNumber> = { shape: data.shape, values };
    return evaluateIn(decimals, scalar, [], { ...at, tensors: new Map([...at.tensors, [name, tensor]]) })
      .values[0]!;
  };
  return Array.from(data.values, (_, n) => moved(n, step).minus(moved(n, step.neg())).div(step.times(2)));
}
