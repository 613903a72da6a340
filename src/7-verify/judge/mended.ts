import { entry } from "../../core/build.ts";
import { formalIndex } from "../../core/index.ts";
import { EvaluationError } from "../../5-evaluate/failure.ts";
import type { EditedSide, Line } from "../line.ts";
import type { Bench, Wanted } from "./bench.ts";
import { TOLERANCE } from "./equal.ts";
import { restricted } from "./given.ts";
import type { Work } from "./work.ts";

/** More ways to write a side differently are not tried. */
const MAX_EDITS = 400;

const SEED = 91;

/**
 * The right side of a wrong line with one thing written differently, where that makes it right as a proved identity: a
 * repair in the words of its author, and what the slip was.
 */
export function* mendedSide(
  bench: Bench,
  line: Line,
  { truth, axes, given }: Wanted,
): Work<EditedSide | undefined> {
  const { truths, working } = bench;
  const declared = [...bench.text.model.declarations.values()].map(({ name, shape }) =>
    entry(name, shape.map((size, k) => formalIndex(k + 1, size))),
  ); // prettier-ignore
  const point = working.sample(truth, truth, SEED, "normal", declared)?.point;
  if (point === undefined) return undefined;
  let tried = 0;
  for (const edit of line.edits()) {
    if (++tried > MAX_EDITS) return undefined;
    yield;
    for (const reading of edit.readings) {
      const read = truths.expand(reading.value, reading.derivatives);
      const value = read && restricted(given, read);
      if (value === undefined || value.free.some((index) => !axes.includes(index))) continue;
      try {
        const found = working.compare(value, truth, axes, point);
        if (found === undefined || found.relative > TOLERANCE) continue;
        if (working.prove(value, truth) !== undefined) return edit;
      } catch (error) {
        if (error instanceof EvaluationError) return undefined;
        throw error;
      }
    }
  }
  return undefined;
}
