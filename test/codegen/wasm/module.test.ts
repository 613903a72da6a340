import { describe, expect, it } from "vitest";
import { call, type Global } from "../../../codegen/3-emit/wasm/body.ts";
import { constant } from "../../../codegen/3-emit/wasm/constants.ts";
import { probe, supports } from "../../../codegen/3-emit/wasm/features.ts";
import { extract, lanes, replace, shuffle } from "../../../codegen/3-emit/wasm/lanes.ts";
import { load, loadFirst, loadSplat } from "../../../codegen/3-emit/wasm/memory.ts";
import { Module } from "../../../codegen/3-emit/wasm/module.ts";
import {
  op,
  operationNames,
  type OperationName,
  signatureOf,
} from "../../../codegen/3-emit/wasm/operations.ts";
import type { Value, ValueType } from "../../../codegen/3-emit/wasm/types.ts";
import { enableRelaxedSimd, instantiate, textOf, zeroes } from "../../support/wasm.ts";

/** The name in the text format: what lanes a bitwise operation means exists in our types only. */
const textName = (name: OperationName): string =>
  /^[if]\d+x\d\.select$/.test(name)
    ? "v128.bitselect"
    : name.endsWith(".select")
      ? "select"
      : name.replace(/^[if]\d+x\d\.(?=(?:not|and|andnot|or|xor|any_true)$)/, "v128.");

describe("instructions", () => {
  it("are what wabt calls by the same name, with the same types", async () => {
    const module = new Module();
    module.memory({ minimum: 1 });
    for (const name of operationNames) {
      const { takes, gives } = signatureOf(name);
      const apply = op as (name: OperationName, ...args: readonly Value<ValueType>[]) => Value<ValueType>;
      module.function({ params: [], result: gives, exported: name }, () =>
        apply(name, ...takes.map((t) => zeroes[t]())),
      );
    }
    const text = await textOf(module.bytes());
    const instructions = [...text.matchAll(/^ {4}([a-z][^\s)]*)/gm)].map(([, instruction]) => instruction!);
    const applied = instructions.filter((instruction) => !instruction.endsWith(".const"));
    expect(applied).toEqual(operationNames.map(textName));
  });
});

describe("a module", () => {
  it("has control flow, locals in groups, calls and globals", async () => {
    const module = new Module();
    const log = module.importFunction("env", "log", ["i32"], undefined);
    const total: Global<"i32"> = module.global(constant("i32", 0));
    const half = module.function({ params: ["f64"], result: "f64" }, (_, x) =>
      op("f64.mul", x, constant("f64", 0.5)),
    );
    module.function({ params: ["i32"], result: "f64", exported: "run" }, (body, n) => {
      const a = body.local("f64");
      const turns = body.local("i32");
      const b = body.local("f64", constant("f64", 3));
      body.count(constant("i32", 0), n, 2, (i) => {
        body.set(a, op("f64.add", a, op("f64.convert_i32_s", i)));
        body.set(turns, op("i32.add", turns, constant("i32", 1)));
      });
      body.block((out) => {
        body.loop((again) => {
          body.branch(out, op("i32.ge_s", turns, constant("i32", 10)));
          body.set(turns, op("i32.add", turns, constant("i32", 1)));
          body.branch(again);
        });
      });
      body.call(log, turns);
      body.setGlobal(total, op("i32.add", total, turns));
      body.call(log, total);
      body.if(
        op("i32.eqz", n),
        () => body.return(constant("f64", -1)),
        () => body.set(a, op("f64.add", a, b)),
      );
      return call(half, a);
    });
    const bytes = module.bytes();
    const text = await textOf(bytes);
    expect(text).toContain("(local f64 f64 i32 i32)");
    const seen: number[] = [];
    const { run } = instantiate(bytes, { env: { log: (x: number) => seen.push(x) } }) as {
      run: (n: number) => number;
    };
    expect([run(7), run(0), run(1)]).toEqual([(0 + 2 + 4 + 6 + 3) / 2, -1, 1.5]);
    expect(seen).toEqual([10, 10, 10, 20, 10, 30]);
    expect(module.bytes()).toEqual(bytes);
  });

  it("has memory, data, vectors and their lanes", async () => {
    const module = new Module();
    module.memory({ minimum: 1 }, "memory");
    module.data(8, new Uint8Array(new Float64Array([1.5, 2.5]).buffer));
    module.data(300, new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer));
    module.procedure({ params: ["i32"], exported: "run" }, (body, to) => {
      const pair = body.keep(load("f64x2", { base: constant("i32", 0), offset: 8 }));
      const swapped = body.keep(shuffle(pair, pair, [1, 2]));
      body.store({ base: to }, op("f64x2.add", swapped, constant("f64x2", 10)));
      const quad = body.keep(load("f32x4", { base: constant("i32", 300) }));
      const mixed = shuffle(quad, constant("f32x4", 9), [3, 4, 1, 0]);
      body.store({ base: to, offset: 16 }, replace(mixed, 2, op("f32.neg", extract(quad, 2))));
      body.store({ base: to, offset: 32 }, loadSplat("f32x4", { base: constant("i32", 304) }));
      body.store({ base: to, offset: 48 }, loadFirst("f64x2", { base: constant("i32", 16) }));
      body.store({ base: to, offset: 64 }, lanes("f64x2", constant("i64x2", 0x3ff0000000000000n)));
      body.store({ base: to, offset: 80 }, constant("i32", 7));
    });
    const bytes = module.bytes();
    await textOf(bytes);
    const { run, memory } = instantiate(bytes) as {
      run: (to: number) => void;
      memory: { buffer: ArrayBuffer };
    };
    run(1024);
    const doubles = new Float64Array(memory.buffer, 1024, 10);
    const singles = new Float32Array(memory.buffer, 1024, 12);
    expect([...doubles.subarray(0, 2)]).toEqual([12.5, 11.5]);
    expect([...singles.subarray(4, 12)]).toEqual([4, 9, -3, 1, 2, 2, 2, 2]);
    expect([...doubles.subarray(6, 10)]).toEqual([2.5, 0, 1, 1]);
    expect(new Int32Array(memory.buffer, 1104, 1)[0]).toBe(7);
  });

  it("can share the memory of another", async () => {
    const module = new Module();
    module.importMemory("env", "memory", { minimum: 1, maximum: 2, shared: true });
    expect(await textOf(module.bytes())).toContain('(import "env" "memory" (memory (;0;) 1 2 shared))');
    expect(() => module.memory({ minimum: 1 })).toThrow(/one memory/);
    expect(() => new Module().memory({ minimum: 1, shared: true })).toThrow(/maximum/);
  });

  it("refuses indices of elsewhere and lanes that are not there", () => {
    const module = new Module();
    const other = new Module().function({ params: [], result: "i32" }, () => constant("i32", 1));
    module.function({ params: [], result: "i32" }, () => call(other));
    expect(() => module.bytes()).toThrow(/another module/);
    expect(() => extract(constant("f64x2", 1), 2)).toThrow(/no lane 2/);
    expect(() => shuffle(constant("f64x2", 1), constant("f64x2", 1), [0, 4])).toThrow(/no order/);
  });

  it("does not compile with types that do not fit", () => {
    const single = constant("f32x4", 1);
    const double = constant("f64x2", 1);
    const mistakes = (body: { keep: <T extends ValueType>(value: Value<T>) => Value<T> }): void => {
      // @ts-expect-error lanes of singles where doubles are added
      op("f64x2.add", double, single);
      // @ts-expect-error an operand is missing
      op("f64x2.add", double);
      // @ts-expect-error no such instruction
      op("f64x2.rsqrt", double);
      // @ts-expect-error the mask of singles has four lanes
      op("f64x2.select", double, double, op("f32x4.lt", single, single));
      // @ts-expect-error a constant of 64 bits is a bigint
      constant("i64", 1);
      // @ts-expect-error a lane of doubles is no single
      replace(double, 0, constant("f32", 1));
      body.keep(double);
    };
    expect(mistakes).toBeTypeOf("function");
  });
});

describe("features", () => {
  it("are probed by modules that wabt accepts", async () => {
    expect(await textOf(probe("simd"))).toContain("f64x2.add");
    expect(await textOf(probe("relaxedSimd"))).toContain("f64x2.relaxed_madd");
    expect(supports("simd")).toBe(true);
    enableRelaxedSimd();
    expect(supports("relaxedSimd")).toBe(true);
  });
});
