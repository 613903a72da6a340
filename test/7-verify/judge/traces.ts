import { readFileSync } from "node:fs";
import { affineOf } from "../../../src/core/affine.ts";
import type { Expr } from "../../../src/core/expr.ts";
import type { Model } from "../../../src/2-elaborate/model.ts";
import { randomStream, type RandomStream } from "../../../src/5-evaluate/random.ts";
import type { Variant } from "../../../src/7-verify/judge/backward.ts";
import { Equality } from "../../../src/7-verify/judge/equal.ts";
import { Judge } from "../../../src/7-verify/judge/judge.ts";
import { sceneOf, type Scene } from "../../../src/7-verify/judge/scene.ts";
import { slips, type Slip } from "../../../src/7-verify/judge/slips.ts";
import { Truths, type Closed } from "../../../src/7-verify/judge/truth.ts";
import type { DerivationText, DerivativeSide, Line } from "../../../src/7-verify/line.ts";
import { modelOf } from "./support.ts";

interface Source {
  readonly name: string;
  readonly of: string;
  readonly wrt: readonly string[];
  readonly text: string;
}

/** Models whose gradients people write by hand, each with the derivatives of a derivation. */
export const sources = JSON.parse(
  readFileSync(new URL("../../cases/slip-models.json", import.meta.url), "utf8"),
) as readonly Source[];

/** One correct line of a derivation. */
export interface TraceLine {
  readonly side: DerivativeSide;
  readonly closed: Closed;
  readonly scene: Scene;
}

export interface Trace {
  readonly name: string;
  readonly model: Model;
  readonly truths: Truths;
  readonly equality: Equality;
  readonly lines: readonly TraceLine[];
}

export const traces = (): readonly Trace[] =>
  sources.map(({ name, of, wrt, text }) => {
    const model = modelOf(text);
    const truths = new Truths(model);
    const lines = wrt.map((variable): TraceLine => {
      const closed = truths.closed(of, [variable])!;
      const side: DerivativeSide = {
        kind: "derivative",
        of,
        ofSlots: [],
        wrt: variable,
        wrtSlots: closed.axes.map(affineOf),
        axes: closed.axes,
        layout: "as-variable",
      };
      return { side, closed, scene: sceneOf(truths, side, closed) };
    });
    return { name, model, truths, equality: new Equality(model), lines };
  });

const nowhere = { start: 0, end: 0 };

/** A line that claims a value for a derivative. */
export const lineOf = ({ side }: TraceLine, value: Expr, number = 1): Line => ({
  number,
  span: nowhere,
  text: `d(${side.of})/d(${side.wrt})`,
  kind: "claim",
  left: side,
  previous: undefined,
  right: {
    kind: "value",
    readings: [{ how: "", axes: side.axes, value, derivatives: [], parts: [] }],
    rejected: [],
  },
  rightSpan: nowhere,
  edits: () => [],
  isMatrix: false,
  notes: [],
});

export const judgeOf = ({ model }: Trace): Judge => {
  const text: DerivationText = { source: model.source, model, inferred: [], lines: [], diagnostics: [] };
  return new Judge(text, "model");
};

/** A derivation with one slip in it. */
export interface Slipped {
  readonly trace: Trace;
  readonly line: TraceLine;
  readonly slip: Slip;
  readonly value: Expr;
}

/** The variants of a slip on a line; there may be many, and the first hundred do. */
function variantsOf(slip: Slip, line: TraceLine): readonly Variant[] {
  const found: Variant[] = [];
  for (const variant of slip.variants(line.scene)) {
    const value = line.scene.close(variant.value);
    if (value.free.every((index) => line.side.axes.includes(index))) found.push({ ...variant, value });
    if (found.length >= 100) break;
  }
  return found;
}

/** Random slips at random admissible places, all slips alike. */
export function* slipped(all: readonly Trace[], seed: number): Generator<Slipped> {
  const random: RandomStream = randomStream(seed);
  const known = new Map<Slip, Map<TraceLine, readonly Variant[]>>();
  for (;;) {
    const slip = random.pick(slips);
    const trace = random.pick(all);
    const line = random.pick(trace.lines);
    const ofSlip = known.get(slip) ?? new Map<TraceLine, readonly Variant[]>();
    known.set(slip, ofSlip);
    const variants = ofSlip.get(line) ?? variantsOf(slip, line);
    ofSlip.set(line, variants);
    if (variants.length === 0) continue;
    const { value } = random.pick(variants);
    if (value !== line.closed.value) yield { trace, line, slip, value };
  }
}
