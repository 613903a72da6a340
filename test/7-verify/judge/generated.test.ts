import { describe, expect, it } from "vitest";
import { rename } from "../../../src/core/bind.ts";
import { neg, scale, sub, tensor } from "../../../src/core/build.ts";
import { randomStream } from "../../../src/5-evaluate/random.ts";
import { samplePoint } from "../../../src/5-evaluate/sample.ts";
import { compareAt } from "../../../src/7-verify/judge/compare.ts";
import { mutations } from "../../../src/7-verify/judge/mutate.ts";
import type { Expr } from "../../../src/core/expr.ts";
import type { Index } from "../../../src/core/index.ts";
import { judgeOf, lineOf, slipped, traces, type Trace } from "./traces.ts";

/** How many slips are tried; the table of the documentation comes from a thousand. */
const slipCases = Number(process.env.CHAINRULE_SLIPS ?? 80);
const mutationCases = Number(process.env.CHAINRULE_MUTATIONS ?? 200);

const all = traces();

/** Whether two formulas agree at a few points in general position, within the model's assumptions. */
function agree({ model, equality }: Trace, a: Expr, b: Expr): boolean {
  return [1, 2, 3].every((seed) => {
    const { point } = samplePoint([a, b], { seed, assumptions: model.assumptions });
    const axes = [...new Set([...a.free, ...b.free])];
    const found = compareAt(equality.withConstants(a), equality.withConstants(b), axes, point);
    return found === undefined || found.relative < 1e-6;
  });
}

describe("correct derivations", () => {
  it.each(all.map((trace) => [trace.name, trace] as const))("%s: every line is proved", (_name, trace) => {
    const judge = judgeOf(trace);
    for (const line of trace.lines)
      expect(judge.judge(lineOf(line, line.closed.value)).status, line.side.wrt).toBe("proved");
  });
});

describe("derivations with one slip", () => {
  it(`${slipCases} seeded slips: each is refuted or equal to the truth, and named where it is refuted`, () => {
    const cases = slipped(all, 2026);
    const rows = new Map<string, { tried: number; refuted: number; equal: number; named: number }>();
    for (let n = 0; n < slipCases; n++) {
      const { trace, line, slip, value } = cases.next().value!;
      const found = judgeOf(trace).judge(lineOf(line, value));
      const isEqual = agree(trace, value, line.closed.value);
      const row = rows.get(slip.id) ?? { tried: 0, refuted: 0, equal: 0, named: 0 };
      rows.set(slip.id, row);
      row.tried++;
      const where = `${trace.name}, ∂/∂${line.side.wrt}, ${slip.id}`;
      if (isEqual) {
        row.equal++;
        expect(["proved", "tested"], where).toContain(found.status);
        continue;
      }
      // A claim that is right under one more assumption is a slip of its own: the unstated assumption.
      expect(["refuted", "conditional"], where).toContain(found.status);
      row.refuted++;
      if (found.slip !== undefined) row.named++;
      expect(found.slip, where).toBeDefined();
    }
    if (process.env.CHAINRULE_SLIPS !== undefined) console.table(Object.fromEntries(rows));
  }, 3_600_000);
});

describe("a change of one leaf", () => {
  it(`${mutationCases} seeded mutations: what stays proved has the same values`, () => {
    const random = randomStream(7);
    let proved = 0;
    for (let n = 0; n < mutationCases; n++) {
      const trace = random.pick(all);
      const line = random.pick(trace.lines);
      const { value } = line.closed;
      const leaves = [...mutations(value, line.side.axes, changesOf(trace))];
      const { value: mutated } = random.pick(leaves);
      if (mutated === value || mutated.free.some((index) => !line.side.axes.includes(index))) continue;
      if (trace.equality.prove(mutated, value) === undefined) continue;
      proved++;
      expect(agree(trace, mutated, value), `${trace.name} ${line.side.wrt}`).toBe(true);
    }
    expect(proved).toBeLessThan(mutationCases / 4);
  }, 3_600_000);

  it("is told apart at a random point where it matters", () => {
    for (const trace of all)
      for (const line of trace.lines) {
        const { value } = line.closed;
        expect(agree(trace, sub(value, value), value)).toBe(false);
      }
  });
});

/** Other tensors of the same shape, and other indices in scope. */
const changesOf = (trace: Trace) =>
  function* (node: Expr, scope: readonly Index[]): Generator<Expr> {
    if (node.kind !== "tensor") return;
    for (const { name, shape } of trace.model.declarations.values())
      if (
        name !== node.name &&
        shape.length === node.dims.length &&
        shape.every((size, k) => size === node.dims[k])
      )
        yield tensor(name, node.dims, node.slots);
    if (node.slots.length === 2 && node.dims[0] === node.dims[1])
      yield tensor(node.name, node.dims, [node.slots[1]!, node.slots[0]!]);
    yield scale(2, node);
    yield neg(node);
    for (const index of node.free)
      for (const other of scope)
        if (other !== index && other.size === index.size) yield rename(node, [index], [other]);
  };
