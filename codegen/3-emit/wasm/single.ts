import type { Nest, Program } from "../../1-lower/nest.ts";
import type { ArrayDecl } from "../../1-lower/value.ts";
import { nestsFor } from "../../2-schedule/prune.ts";
import type { StraightLine } from "../../2-schedule/unroll.ts";
import type { Wants } from "../bodies.ts";
import type { Signature } from "../signature.ts";
import type { Callable, Local } from "./body.ts";
import type { Elementary } from "./elementary.ts";
import { addressesFrom, addressTypes, startsIn } from "./frame.ts";
import { loadNumber, type NumberFormat } from "./format.ts";
import type { Gemm } from "./gemm/multiply.ts";
import type { Layout } from "./layout.ts";
import type { Module } from "./module.ts";
import { writeNest } from "./nest.ts";
import { op } from "./operations.ts";
import { writeStraight } from "./straight.ts";
import type { Support } from "./support.ts";
import type { Value, ValueType } from "./types.ts";
import { constant } from "./constants.ts";

/** What the functions of a module are made with. */
export interface Workshop {
  readonly module: Module;
  readonly format: NumberFormat;
  readonly elementary: Elementary;
  readonly support: Support;
  readonly signature: Signature;
  readonly layout: Layout;
  readonly program: Program;
  /** Matrix products. */
  readonly gemm: () => Gemm;
  /** Code without loops, where the model is small enough for it. */
  readonly straight: StraightLine | undefined;
}

/** From the addresses to the cost, or to 0. */
export type KernelFunction = Callable<readonly ValueType[], "f64">;

export const wantedArrays = (program: Program, { cost, outputs }: Wants): ReadonlySet<ArrayDecl> =>
  new Set([...(cost ? [program.outputs[0]!] : []), ...outputs.map(({ array }) => array)]);

export const asDouble = ({ scalar }: NumberFormat, value: Value<ValueType>): Value<"f64"> =>
  scalar === "f64" ? (value as Value<"f64">) : op("f64.promote_f32", value as Value<"f32">);

/** A function for one sample. */
export function defineSingle(shop: Workshop, name: string, wants: Wants): KernelFunction {
  const { module, format, elementary, signature, layout, program, straight } = shop;
  const params = addressTypes(signature);
  const arrays = wantedArrays(program, wants);
  const cost = program.outputs[0]!;
  const zero = constant("f64", 0);
  if (straight !== undefined)
    return module.function({ params, result: "f64", exported: name }, (body, ...locals) => {
      const startOf = startsIn(signature, layout, format, addressesFrom(signature, locals));
      const stores = straight.stores.filter(({ array }) => arrays.has(array));
      const value = writeStraight({ body, format, elementary, startOf }, stores, cost);
      return value === undefined ? zero : asDouble(format, value);
    });
  const parts = nestsFor(program.nests, arrays).map((nest) => defineNest(shop, nest));
  return module.function({ params, result: "f64", exported: name }, (body, ...locals) => {
    for (const part of parts) body.call(part, ...locals);
    if (!wants.cost) return zero;
    const { base, offset } = startsIn(signature, layout, format, addressesFrom(signature, locals))(cost);
    return asDouble(format, loadNumber(format, { base, offset }));
  });
}

/** A nest as a function of its own: engines compile many small functions faster, and again while they run. */
export function defineNest(
  shop: Workshop,
  nest: Nest,
  rows = false,
): Callable<readonly ValueType[], undefined> {
  const { module, format, elementary, signature, layout, program } = shop;
  const params = [...addressTypes(signature), ...(rows ? (["i32"] as const) : [])];
  return module.procedure({ params }, (body, ...locals) => {
    const addresses = addressesFrom(signature, locals);
    const count = rows ? (locals.at(-1) as Local<"i32">) : undefined;
    const startOf = startsIn(signature, layout, format, addresses);
    writeNest({ body, format, elementary, values: program.values, startOf, rows: count }, nest);
  });
}
