import { describe, expect, it } from "vitest";
import { renderDiagnostic } from "../../../src/core/render-diagnostic.ts";
import { evaluate } from "../../../src/5-evaluate/evaluate.ts";
import { randomStream } from "../../../src/5-evaluate/random.ts";
import type { Dense, Point } from "../../../src/5-evaluate/point.ts";
import { derive } from "../../../src/4-simplify/derive.ts";
import type { DerivationText, Line, Reading } from "../../../src/7-verify/line.ts";
import { readDerivation } from "../../../src/7-verify/read/read.ts";
import { cases, markdownOf, type Case } from "./cases.ts";
import { numpy, sampleInput, type Arr } from "./numpy.ts";

/** Names that the reference programs spell otherwise. */
const spelled: Readonly<Record<string, string>> = { theta: "t", lambda: "lam", dO: "G" };

/** The inputs of a case at random, and all that its program computes. */
function environment({ inputs, program_numpy }: Case, seed: number): Map<string, Arr> {
  const next = randomStream(seed).uniform;
  const env = new Map(Object.entries(inputs).map(([name, spec]) => [name, sampleInput(spec, next)]));
  for (const statement of program_numpy) {
    const [, name, value] = /^(\w+) = (.*)$/.exec(statement)!;
    env.set(name!, numpy(value!, env));
  }
  return env;
}

/** The data of the reference for the tensors of the model that was read. */
function pointOf({ model }: DerivationText, env: ReadonlyMap<string, Arr>): Point {
  const tensors = new Map<string, Dense>();
  for (const name of model.declarations.keys()) {
    const found = env.get(name) ?? env.get(name.replace("_", "")) ?? env.get(spelled[name] ?? "");
    if (found === undefined) throw new Error(`the reference has no ${name}`);
    tensors.set(name, { shape: found.shape, values: found.data });
  }
  const sizes = new Map<string, number>();
  for (const [name, { shape }] of model.declarations)
    for (const [axis, length] of shape.entries())
      for (const { atom } of length.terms)
        if (atom.kind === "size") sizes.set(atom.name, tensors.get(name)!.shape[axis]!);
  return { tensors, sizes };
}

/** The value of a reading, with the derivatives that it mentions taken as they should be. */
function numbers(reading: Reading, { model }: DerivationText, at: Point): readonly number[] {
  const tensors = new Map(at.tensors);
  for (const { tensor, of, wrt } of reading.derivatives) {
    const found = derive(model, { of, wrt });
    if ("kind" in found) throw new Error(`no derivative ${tensor}`);
    const { axes, value } = found.results[0]!;
    tensors.set(tensor, evaluate(value, axes, at));
  }
  return Array.from(evaluate(reading.value, reading.axes, { ...at, tensors }).values);
}

const close = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** The last equation of each line of the case. */
function linesByNumber(one: Case, read: DerivationText): Map<number, Line> {
  const { places } = markdownOf(one);
  const found = new Map<number, Line>();
  for (const line of read.lines)
    for (const [n, start] of places)
      if (
        line.kind !== "statement" &&
        line.span.start >= start &&
        line.span.start < (places.get(n + 1) ?? Infinity)
      ) {
        // `D_i = … (= …)`: the answer is that of the first.
        if (line.kind === "definition" || found.get(n)?.kind !== "definition") found.set(n, line);
      }
  return found;
}

/** Its reference is written in K0 and t, of which the text does not speak. */
const otherwiseGiven = "BAD-inv-commute";

describe("the public cases of derivations", () => {
  it("are all there", () => expect(cases.length).toBe(40));

  it.each(cases.map((one) => [one.id, one] as const))("are read without complaint: %s", (id, one) => {
    const { text } = markdownOf(one);
    const read = readDerivation(text, { file: `${id}.md`, kind: "md" });
    expect(
      [...read.diagnostics, ...read.model.diagnostics].map((d) => renderDiagnostic(d, read.source)),
    ).toEqual([]);
    const open = read.lines.filter(
      ({ left, right }) => left.kind === "unreadable" || right.kind === "unreadable",
    );
    expect(open.map(({ text: line }) => line)).toEqual([]);
  });

  const written = cases.filter(({ id }) => id !== otherwiseGiven);
  it.each(written.map((one) => [one.id, one] as const))(
    "have the values of their reference: %s",
    (id, one) => {
      const { text } = markdownOf(one);
      const shapes = Object.fromEntries([...environment(one, 1)].map(([name, { shape }]) => [name, shape]));
      let compared = 0;
      for (const read of [
        readDerivation(text, { file: `${id}.md`, kind: "md" }),
        readDerivation(text, { file: `${id}.md`, kind: "md", shapes }),
      ]) {
        const byNumber = linesByNumber(one, read);
        for (const { n, lhs, rhs_numpy: reference, numeric_status: status } of one.lines) {
          // What follows a wrong line is computed from it in the reference, and from the truth here.
          if (lhs.includes(".shape") || (one.wrong_line !== null && n > one.wrong_line)) continue;
          const line = byNumber.get(n)!;
          expect(line, `line ${n}`).toBeDefined();
          if (line.right.kind !== "value") throw new Error(`line ${n} of ${id} is ${line.right.kind}`);
          if (status === "shape-error") expect(line.right.readings, `line ${n}`).toEqual([]);
          if (line.right.readings.length === 0) {
            expect(status, `line ${n}`).not.toBe("true");
            continue;
          }
          for (const seed of [3, 7]) {
            const env = environment(one, seed);
            const wanted = numpy(reference, env).data;
            const at = pointOf(read, env);
            // Every reading that is left must be the one that is meant.
            for (const reading of line.right.readings) {
              const found = numbers(reading, read, at);
              const size = Math.max(found.length, wanted.length);
              const differs = Array.from({ length: size }, (_, k) => k).filter(
                (k) => !close(found[k] ?? NaN, wanted[k] ?? NaN),
              );
              expect(differs, `line ${n}, ${reading.how}: ${line.text}`).toEqual([]);
              compared++;
            }
          }
        }
      }
      expect(compared > 0 || one.lines.some(({ numeric_status }) => numeric_status === "shape-error") || id === "BAD-dims-4x3" || id === "BAD-att-dV").toBe(true); // prettier-ignore
    },
  );

  it("find the statement of sizes that contradicts the formulas", () => {
    const one = cases.find(({ id }) => id === "BAD-dims-4x3")!;
    const { text, places } = markdownOf(one);
    const read = readDerivation(text, { kind: "md" });
    const line = read.lines.find(({ span }) => span.start >= places.get(1)!)!;
    expect(line.notes.map(({ code, params }) => [code, params["used"]])).toEqual([["E0311", "3×4"]]);
  });

  it("notice an index that is bound a second time, and read it as meant", () => {
    const one = cases.find(({ id }) => id === "BAD-index-capture")!;
    const read = readDerivation(markdownOf(one).text, { kind: "md" });
    const noted = read.lines.filter(({ notes }) => notes.length > 0);
    expect(noted.map(({ notes }) => notes.map(({ code, severity }) => [code, severity]))).toEqual([
      [["E0231", "warning"]],
    ]);
  });
});
