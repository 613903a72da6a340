import { laneOf } from "./arithmetic.ts";
import type { Callable } from "./body.ts";
import { i32, loadNumber, loadVector, plus, type NumberFormat } from "./format.ts";
import type { Module } from "./module.ts";
import { op, type OperationName } from "./operations.ts";
import type { Value, ValueType } from "./types.ts";
import { constant } from "./constants.ts";
import { load } from "./memory.ts";

const arithmetic = op as unknown as (
  name: OperationName,
  ...operands: readonly Value<ValueType>[]
) => Value<ValueType>;

/** Functions on memory that kernels of every model share. */
export interface Support {
  /** zero(at, end): whole vectors. */
  readonly zero: Callable<readonly ["i32", "i32"], undefined>;
  /** scale(at, end, factor): whole vectors. */
  readonly scale: Callable<readonly ["i32", "i32", "f64"], undefined>;
  /** gather(sums, to, count, lanes): adds the first so many lanes of each sum to a number. */
  readonly gather: Callable<readonly ["i32", "i32", "i32", "i32"], undefined>;
  /** spread(from, to, bytes, rows): as many rows as there are lanes, the last one again for those that lack. */
  readonly spread: Callable<readonly ["i32", "i32", "i32", "i32"], undefined>;
}

export function defineSupport(module: Module, format: NumberFormat): Support {
  const { lanes, size, scalar, vector } = format;
  const zero = module.procedure({ params: ["i32", "i32"], exported: "zero" }, (body, at, end) => {
    body.while(op("i32.lt_u", at, end), () => {
      body.store({ base: at }, constant("f64x2", 0));
      body.set(at, plus(at, 16));
    });
  });
  const scale = module.procedure(
    { params: ["i32", "i32", "f64"], exported: "scale" },
    (body, at, end, factor) => {
      const number = scalar === "f64" ? factor : op("f32.demote_f64", factor);
      const all = body.keep(arithmetic(`${vector}.splat`, number));
      body.while(op("i32.lt_u", at, end), () => {
        body.store({ base: at }, arithmetic(`${vector}.mul`, loadVector(format, { base: at }), all));
        body.set(at, plus(at, 16));
      });
    },
  );
  const gather = module.procedure(
    { params: ["i32", "i32", "i32", "i32"] },
    (body, sums, to, count, active) => {
      const end = body.keep(plus(to, op("i32.mul", count, i32(size))));
      body.while(op("i32.lt_u", to, end), () => {
        const vectorOf = body.keep(loadVector(format, { base: sums }));
        const total = body.keep(laneOf({ format }, vectorOf, 0));
        for (let lane = 1; lane < lanes; lane++)
          body.if(op("i32.gt_u", active, i32(lane)), () =>
            body.set(total, arithmetic(`${scalar}.add`, total, laneOf({ format }, vectorOf, lane))),
          );
        body.store({ base: to }, arithmetic(`${scalar}.add`, loadNumber(format, { base: to }), total));
        body.set(sums, plus(sums, 16));
        body.set(to, plus(to, size));
      });
    },
  );
  const spread = module.procedure({ params: ["i32", "i32", "i32", "i32"] }, (body, from, to, bytes, rows) => {
    const lane = body.local("i32", i32(0));
    const row = body.local("i32", from);
    body.loop((again) => {
      const at = body.local("i32", i32(0));
      body.while(op("i32.lt_u", at, bytes), () => {
        body.store({ base: op("i32.add", to, at) }, load(scalar, { base: op("i32.add", row, at) }));
        body.set(at, plus(at, size));
      });
      body.set(to, op("i32.add", to, bytes));
      body.set(lane, plus(lane, 1));
      body.if(op("i32.lt_u", lane, rows), () => body.set(row, op("i32.add", row, bytes)));
      body.branch(again, op("i32.lt_u", lane, i32(lanes)));
    });
  });
  return { zero, scale, gather, spread };
}
