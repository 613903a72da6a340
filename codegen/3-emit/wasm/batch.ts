import type { Program } from "../../1-lower/nest.ts";
import { batchProgram, type BatchProgram } from "../../2-schedule/batch.ts";
import { productOf } from "../../2-schedule/product.ts";
import type { FlatStore, StraightLine } from "../../2-schedule/unroll.ts";
import type { Wants } from "../bodies.ts";
import type { Signature } from "../signature.ts";
import type { Body, Local } from "./body.ts";
import { constant } from "./constants.ts";
import { addressesFrom, addressTypes, listOf, startsIn, type Addresses } from "./frame.ts";
import { i32, loadNumber, numberIn, plus, times } from "./format.ts";
import { op } from "./operations.ts";
import { asDouble, defineNest, wantedArrays, type KernelFunction, type Workshop } from "./single.ts";
import { defineProduct, type ProductFunctions } from "./product.ts";
import { writeLaneSums } from "./straight.ts";
import type { Value, ValueType } from "./types.ts";

/** Samples whose sums are formed apart before they are added up: rounding errors stay those of short sums. */
export const LANE_CHUNK = 1024;

/** A function over n samples: n, the costs so far, the addresses. Sums are added to what stands in the gradients. */
export interface BatchFunctions {
  /** Computes what does not depend on the samples. */
  readonly prepare: (body: Body, addresses: readonly Local<ValueType>[]) => void;
  readonly run: KernelFunction;
  /** At most so many samples are in flight. */
  readonly chunk: number;
}

const batchTypes = (signature: Signature): readonly ValueType[] => ["i32", "f64", ...addressTypes(signature)];

/** Gives each array that a kernel keeps its place: as large as any of its functions wants it. */
export function placeLocals({ layout, format, program, signature }: Workshop, all: readonly Wants[]): void {
  const bytes = new Map<number, number>();
  for (const { id, shape } of all.flatMap((wants) => batchOf(program, signature, wants).locals))
    bytes.set(id, Math.max(bytes.get(id) ?? 0, shape.reduce((a, b) => a * b, 1) * format.size));
  for (const [id, size] of bytes) layout.work.place({ id }, size);
}

/** Samples go through the kernel in chunks: what is computed for one of them is computed for all of the chunk. */
export function defineChunks(shop: Workshop, name: string, wants: Wants): BatchFunctions {
  const { module, format, signature, layout, program } = shop;
  const batch = batchOf(program, signature, wants);
  const before = batch.before.map((nest) => defineNest(shop, nest));
  const chunk = batch.chunk.map((nest): ProductFunctions => {
    const product = productOf(nest);
    return product === undefined
      ? { run: defineNest(shop, nest, true), prepare: undefined }
      : defineProduct(shop, product, true);
  });
  const run = module.function(
    { params: batchTypes(signature), result: "f64", exported: name },
    (body, n, sofar, ...locals) => {
      const addresses = addressesFrom(signature, locals);
      const { base, offset } = startsIn(signature, layout, format, addresses)(program.outputs[0]!);
      const total = sofar as Local<"f64">;
      body.while(n as Local<"i32">, () => {
        const rows = body.keep(op("i32.select", i32(batch.chunkSize), n as Local<"i32">, op("i32.gt_u", n as Local<"i32">, i32(batch.chunkSize)))); // prettier-ignore
        if (wants.cost) body.store({ base, offset }, numberIn(format, 0));
        for (const part of chunk) body.call(part.run, ...listOf(addresses), rows);
        if (wants.cost) body.set(total, op("f64.add", total, asDouble(format, loadNumber(format, { base, offset })))); // prettier-ignore
        advance(body, signature, addresses, rows, format.size);
        body.set(n as Local<"i32">, op("i32.sub", n as Local<"i32">, rows));
      });
      return total;
    },
  );
  return {
    prepare: (body, addresses) => {
      for (const part of before) body.call(part, ...addresses);
      for (const { prepare } of chunk) if (prepare !== undefined) body.call(prepare, ...addresses);
    },
    run,
    chunk: batch.chunkSize,
  };
}

/** Inputs, labels and predictions some rows further on. */
function advance(body: Body, signature: Signature, { data, predictions }: Addresses, rows: Value<"i32">, size: number): void {
  for (const [args, locals] of [[signature.data, data], [signature.predictions, predictions]] as const)
    for (const [k, { size: length }] of args.entries())
      body.set(locals[k]!, plus(locals[k]!, times(rows, length * size)));
} // prettier-ignore

export const batchOf = (program: Program, signature: Signature, wants: Wants): BatchProgram => {
  const predictions = new Set(signature.predictions.map(({ array }) => array));
  const wanted = [...wantedArrays(program, wants)];
  return batchProgram({
    program,
    perSample: new Set(signature.data.map(({ array }) => array)),
    summed: new Set(wanted.filter((array) => !predictions.has(array))),
    rows: new Set(wanted.filter((array) => predictions.has(array))),
  });
};

/** The samples lie in the lanes of vectors, and the code for them has no loops. */
export function defineLanes(
  shop: Workshop,
  straight: StraightLine,
  name: string,
  wants: Wants,
): BatchFunctions {
  const { module, format, elementary, signature, layout, program, support } = shop;
  const arrays = wantedArrays(program, wants);
  const cost = program.outputs[0]!;
  const isSum = ({ value }: FlatStore): boolean => value.kind !== "const" || !value.absent;
  const groups = [...wants.outputs.map(({ array }) => array), ...(wants.cost ? [cost] : [])]
    .map((array) => straight.stores.filter((store) => store.array === array && arrays.has(array)))
    .map((stores) => stores.filter(isSum));
  const stores = groups.flat();
  const sums = layout.work.reserve(16 * stores.length);
  const staged = signature.data.map(({ size }) => layout.work.reserve(size * format.size * format.lanes));
  const costAt = layout.work.place(cost, format.size);
  const params = ["i32", ...addressTypes(signature)] as const;
  const vectors = module.procedure({ params }, (body, count, ...locals) => {
    const addresses = addressesFrom(signature, locals);
    const startOf = startsIn(signature, layout, format, addresses);
    const rows = signature.data.map(({ array, size }, k) => ({ array, size, at: addresses.data[k]! }));
    const to = { base: addresses.work, offset: sums };
    const { values } = straight;
    writeLaneSums({ body, format, elementary, startOf }, { values, stores, rows, count, sums: to });
  });
  const collect = (
    body: Body,
    { gradients, work }: Addresses,
    total: Local<"f64">,
    active: Value<"i32">,
  ): void => {
    let at = sums;
    for (const group of groups) {
      for (const run of runsOf(group)) {
        const [{ array, at: entry }] = run as [FlatStore];
        const target = array === cost ? plus(work, costAt) : plus(gradients, layout.gradients.place(array, 0) + entry * format.size); // prettier-ignore
        if (array === cost) body.store({ base: work, offset: costAt }, numberIn(format, 0));
        body.call(support.gather, plus(work, at), target, i32(run.length), active);
        if (array === cost) body.set(total, op("f64.add", total, asDouble(format, loadNumber(format, { base: work, offset: costAt })))); // prettier-ignore
        at += 16 * run.length;
      }
    }
  };
  const types = batchTypes(signature);
  const run = module.function(
    { params: types, result: "f64", exported: name },
    (body, n, sofar, ...locals) => {
      const addresses = addressesFrom(signature, locals);
      const left = n as Local<"i32">;
      const total = sofar as Local<"f64">;
      if (stores.length === 0) return total;
      body.while(op("i32.ge_u", left, i32(format.lanes)), () => {
        const whole = op("i32.and", left, i32(-format.lanes));
        const rows = body.keep(
          op("i32.select", i32(LANE_CHUNK), whole, op("i32.gt_u", left, i32(LANE_CHUNK))),
        );
        body.call(vectors, op("i32.div_u", rows, i32(format.lanes)), ...listOf(addresses));
        collect(body, addresses, total, i32(format.lanes));
        advance(body, signature, addresses, rows, format.size);
        body.set(left, op("i32.sub", left, rows));
      });
      body.if(left, () => {
        for (const [k, { size }] of signature.data.entries()) {
          const to = body.keep(plus(addresses.work, staged[k]!));
          body.call(support.spread, addresses.data[k]!, to, i32(size * format.size), left);
          body.set(addresses.data[k]!, to);
        }
        body.call(vectors, i32(1), ...listOf(addresses));
        collect(body, addresses, total, left);
      });
      return total;
    },
  );
  return { prepare: () => undefined, run, chunk: LANE_CHUNK };
}

/** Stores to neighbouring entries of one array. */
function runsOf(stores: readonly FlatStore[]): FlatStore[][] {
  const runs: FlatStore[][] = [];
  for (const store of stores) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && last.array === store.array && last.at + 1 === store.at)
      runs.at(-1)!.push(store);
    else runs.push([store]);
  }
  return runs;
}

/** One sample after the other, for what each of them has of its own. */
export function defineRows(shop: Workshop, single: KernelFunction, name: string): BatchFunctions {
  const { module, format, signature } = shop;
  const params = batchTypes(signature);
  const run = module.function({ params, result: "f64", exported: name }, (body, n, _, ...locals) => {
    const addresses = addressesFrom(signature, locals);
    body.while(n as Local<"i32">, () => {
      body.call(single, ...listOf(addresses));
      advance(body, signature, addresses, i32(1), format.size);
      body.set(n as Local<"i32">, op("i32.sub", n as Local<"i32">, i32(1)));
    });
    return constant("f64", 0);
  });
  return { prepare: () => undefined, run, chunk: 1 };
}
