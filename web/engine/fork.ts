import { evaluatorOf, type Axed, type Dense, type Point } from "../../src/index.ts";
import { derivativeOf } from "./identity.ts";
import type { Lesson } from "./lesson.ts";
import type { Reading } from "./reading.ts";

/** What comes to each entry of a derivative along each path: one row per entry, one column per path. */
export type Contributions = readonly (readonly number[])[];

/** More paths or entries than this are not listed one by one. */
const MOST = 8;

/** The adjoints of one reading stand in the links of the chain as tensors. */
const withSlopes = (at: Point, { gradients }: Reading, of: string): Point => ({
  ...at,
  tensors: new Map<string, Dense>([
    ...at.tensors,
    ...[...gradients].map(([name, slope]) => [derivativeOf(of, name), slope] as const),
  ]),
});

/**
 * The paths by which a quantity reaches the cost: the uses of it, and of each use the terms of its sum. Undefined
 * where there is one path only, or too many to be listed.
 * @error EvaluationError where a path has no value; what is returned throws it too
 */
export function forkOf(
  { derivation }: Lesson,
  subject: string,
  like: Point,
  reading: Reading,
): ((at: Point, reading: Reading) => Contributions) | undefined {
  const { of } = derivation;
  const adjoint = derivation.adjoints.find(({ name }) => name === subject);
  if (adjoint === undefined) return undefined;
  const branches = adjoint.paths.map((path): Axed => ({
    value: path.kind === "reduce" && path.op === "sum" ? path.body : path,
    axes:
      path.kind === "reduce" && path.op === "sum"
        ? [...adjoint.indices, ...path.indices]
        : [...adjoint.indices],
  }));
  const evaluate = evaluatorOf(branches, withSlopes(like, reading, of));
  const contributions = (at: Point, now: Reading): Contributions => {
    const entries = now.gradients.get(subject)?.values.length ?? 0;
    const found = evaluate(withSlopes(at, now, of));
    return Array.from({ length: entries }, (_, entry) =>
      found.flatMap(({ values }) => {
        const count = values.length / entries;
        return Array.from(values.slice(entry * count, (entry + 1) * count));
      }),
    );
  };
  const first = contributions(like, reading);
  const paths = first[0]?.length ?? 0;
  if (paths < 2 || paths > MOST || first.length > MOST) return undefined;
  return contributions;
}
