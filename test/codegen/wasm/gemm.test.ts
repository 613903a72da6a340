import { beforeAll, describe, expect, it } from "vitest";
import { definePack } from "../../../codegen/3-emit/wasm/gemm/pack.ts";
import {
  laneSize,
  packedBytes,
  panelWidth,
  type TileShape,
} from "../../../codegen/3-emit/wasm/gemm/shape.ts";
import { Module } from "../../../codegen/3-emit/wasm/module.ts";
import { doubles, type Floats, singles } from "../../../codegen/3-emit/wasm/vector/algebra.ts";
import { gemmModule, gemmRunner, type Problem, transpositions } from "../../support/gemm.ts";
import { enableRelaxedSimd, instantiate, textOf } from "../../support/wasm.ts";

beforeAll(enableRelaxedSimd);

/** Sums in the order of the inner index, rounded as the format rounds, in blocks as long as the kernel's. */
function reference({ transposition, m, n, k, a, b, c }: Problem, round: (x: number) => number): number[] {
  const result = [...c];
  const blocks = Math.ceil(k / 1024);
  for (let done = 0, left = blocks; left > 0; left--) {
    const end = done + Math.ceil((k - done) / left);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let p = done; p < end; p++) {
          const x = transposition === "left" ? a[p * m + i]! : a[i * k + p]!;
          const y = transposition === "right" ? b[j * k + p]! : b[p * n + j]!;
          sum = round(sum + round(x * y));
        }
        result[i * n + j] = round(result[i * n + j]! + sum);
      }
    done = end;
  }
  return result;
}

function problem(
  transposition: Problem["transposition"],
  m: number,
  n: number,
  k: number,
  gap: number,
  round: (x: number) => number,
): Problem {
  let state = m * 10007 + n * 101 + k + 1;
  const draw = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return round(state / 2 ** 31 - 1);
  };
  const numbers = (count: number): number[] => Array.from({ length: count }, draw);
  return { transposition, m, n, k, gap, a: numbers(m * k), b: numbers(k * n), c: numbers(m * n) };
}

const shapes: readonly {
  readonly name: string;
  readonly shape: TileShape<Floats>;
  readonly fused: boolean;
}[] = [
  { name: "f32x4, 4×2", shape: shapeOf("f32x4", false, 4, 2, 1), fused: false },
  { name: "f64x2, 4×2", shape: shapeOf("f64x2", false, 4, 2, 1), fused: false },
  { name: "f32x4, 4×2, unrolled by 4", shape: shapeOf("f32x4", false, 4, 2, 4), fused: false },
  { name: "f64x2, 5×2, unrolled by 2", shape: shapeOf("f64x2", false, 5, 2, 2), fused: false },
  { name: "f32x4, 4×2, fused", shape: shapeOf("f32x4", true, 4, 2, 1), fused: true },
  { name: "f64x2, 4×2, fused, unrolled by 4", shape: shapeOf("f64x2", true, 4, 2, 4), fused: true },
];

function shapeOf(
  type: Floats,
  fused: boolean,
  rows: number,
  vectors: number,
  unroll: number,
): TileShape<Floats> {
  const of = type === "f32x4" ? singles(fused) : doubles(fused);
  return { of: of as unknown as TileShape<Floats>["of"], rows, vectors, unroll };
}

describe.each(shapes)("the product in tiles of $name", ({ shape, fused }) => {
  const round = shape.of.type === "f32x4" ? Math.fround : (x: number): number => x;
  const unit = shape.of.type === "f32x4" ? 2 ** -23 : 2 ** -52;

  const check = (run: (problem: Problem) => readonly number[], given: Problem): void => {
    const found = run(given);
    const expected = reference(given, round);
    const where = `${given.transposition} ${given.m}×${given.n}×${given.k}, gap ${given.gap}`;
    if (fused) {
      expect(found.length, where).toBe(expected.length);
      const off = found.findIndex((x, i) => !(Math.abs(x - expected[i]!) <= (given.k + 2) * unit));
      expect(off, where).toBe(-1);
    } else expect(found, where).toEqual(expected);
  };

  it("is valid WebAssembly", async () => {
    expect((await textOf(gemmModule(shape))).includes("relaxed_madd")).toBe(fused);
  });

  it("is exact in every size from 0 to 9 and every transposition", () => {
    const run = gemmRunner(shape);
    for (const transposition of transpositions)
      for (let m = 0; m < 10; m++)
        for (let n = 0; n < 10; n++)
          for (let k = 0; k < 10; k++) check(run, problem(transposition, m, n, k, (m + n + k) % 3, round));
  });

  it("is exact for odd tails and inner indices longer than a block", () => {
    const run = gemmRunner(shape);
    for (const transposition of transpositions)
      for (const [m, n, k] of [[17, 23, 31], [33, 9, 129], [1, 65, 64], [6, 11, 1024], [5, 10, 1025], [3, 9, 3001]] as const)
        check(run, problem(transposition, m, n, k, 1, round)); // prettier-ignore
  });

  it("packs in panels, filled up with zeros, and reads nothing beyond the matrix", () => {
    const module = new Module();
    module.memory({ minimum: 1 }, "memory");
    definePack(module, shape, "pack");
    const { pack, memory } = instantiate(module.bytes()) as {
      pack: (...args: readonly number[]) => void;
      memory: { buffer: ArrayBuffer };
    };
    const size = laneSize(shape.of.type);
    const numbers = size === 4 ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
    const [k, n, width] = [3, 11, panelWidth(shape)];
    const start = numbers.length - k * n;
    const at = (p: number, j: number): number => (j < n ? 100 * p + j + 1 : 0);
    for (const transposed of [false, true]) {
      for (let p = 0; p < k; p++)
        for (let j = 0; j < n; j++) numbers[start + (transposed ? j * k + p : p * n + j)] = at(p, j);
      numbers.fill(-1, 0, 200);
      pack(start * size, (transposed ? 1 : n) * size, (transposed ? k : 1) * size, k, n, 0);
      const length = packedBytes(shape, k, n) / size;
      const expected = Array.from({ length }, (_, i) =>
        at(Math.floor(i / width) % k, Math.floor(i / width / k) * width + (i % width)),
      );
      expect([...numbers.subarray(0, length)]).toEqual(expected);
      expect(numbers[length]).toBe(-1);
    }
  });

  it("keeps NaN and infinities where they belong", () => {
    const run = gemmRunner(shape);
    const given = problem("none", 5, 9, 3, 0, round);
    const a = given.a.map((x, i) => (i === 4 ? NaN : x));
    const b = given.b.map((x, i) => (i === 8 ? Infinity : x));
    const found = run({ ...given, a, b });
    const expected = reference({ ...given, a, b }, round);
    expect(found.map(Number.isNaN)).toEqual(expected.map(Number.isNaN));
    expect(found.map((x) => x === Infinity)).toEqual(expected.map((x) => x === Infinity));
    expect(found.filter((x) => Number.isNaN(x)).length).toBeLessThan(found.length);
  });
});
