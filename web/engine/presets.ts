import type { Dense, Model, Point } from "../../src/index.ts";
import { notesKink } from "../notes/model.ts";
import { pointFrom } from "./point.ts";

/** Numbers that show something: each is the origin, changed. */
export interface Preset {
  readonly id: "origin" | "all-on" | "kink" | "two-labels" | "large" | "zero";
  /** Only for the model of the notes. */
  readonly notesOnly: boolean;
  readonly at: (origin: Point, model: Model) => Point;
}

type Change = (x: number, entry: number) => number;

/** Changes the tensors of some roles, entry by entry. */
function changed(origin: Point, model: Model, roles: readonly string[], change: Change): Point {
  const tensors = [...origin.tensors].map(([name, data]): readonly [string, Dense] => {
    const role = model.declarations.get(name)?.role ?? "";
    if (!roles.includes(role)) return [name, data];
    return [name, { shape: data.shape, values: Float64Array.from(Array.from(data.values, change)) }];
  });
  return { ...origin, tensors: new Map(tensors) };
}

export const presets: readonly Preset[] = [
  { id: "origin", notesOnly: false, at: (origin) => origin },
  {
    id: "all-on",
    notesOnly: false,
    at: (origin, model) => changed(origin, model, ["input", "param"], Math.abs),
  },
  { id: "kink", notesOnly: true, at: () => pointFrom(notesKink) },
  {
    id: "two-labels",
    notesOnly: true,
    at: (origin, model) => changed(origin, model, ["label"], (_x, k) => (k < 2 ? 1 : 0)),
  },
  { id: "large", notesOnly: false, at: (origin, model) => changed(origin, model, ["param"], (x) => 40 * x) },
  { id: "zero", notesOnly: false, at: (origin, model) => changed(origin, model, ["param"], () => 0) },
];
