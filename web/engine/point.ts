import { dense, samplePoint, type Dense, type Nested, type Point } from "../../src/index.ts";
import type { Lesson } from "./lesson.ts";

/** A point from nested arrays, as example files hold them. @error TypeError where an array is ragged */
export const pointFrom = (record: Readonly<Record<string, Nested>>): Point => ({
  tensors: new Map(Object.entries(record).map(([name, value]) => [name, dense(value)])),
  sizes: new Map(),
});

/** A point for a model that comes without numbers: small ones, with units both on and off. */
export function pointFor({ model, derivation }: Lesson): Point {
  const roots = [model.definitions.get(derivation.of)!.value];
  const sizes = new Map([...model.sizes].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]))); // prettier-ignore
  const { point } = samplePoint(roots, { seed: 1, assumptions: model.assumptions, sizes });
  const rounded = [...point.tensors].map(([name, { shape, values }]): [string, Dense] => [
    name,
    { shape, values: Float64Array.from(values, (x) => Math.round(x * 100) / 100) },
  ]);
  return { ...point, tensors: new Map(rounded) };
}

/** The point with one entry replaced. */
export function replaced(at: Point, name: string, entry: number, value: number): Point {
  const { shape, values } = at.tensors.get(name)!;
  const changed = Float64Array.from(values);
  changed[entry] = value;
  return { ...at, tensors: new Map([...at.tensors, [name, { shape, values: changed }]]) };
}
