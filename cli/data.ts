import { didYouMean } from "../src/index.ts";
import { Failure, type Place } from "./failure.ts";
import { type Entry, type Json, readJson } from "./json.ts";

import { type Declared, describe, exampleOf, readTensor, shapeText, type Tensor } from "./tensor.ts";

/** Values by name, and every size: those known before and those that the data fixed. */
export interface Data {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * Reads the values of a model's tensors from the text of a data file: one JSON object from names to numbers and
 * nested arrays, row by row, with "NaN", "Infinity" and "-Infinity" as strings. A size without a value is fixed
 * by a number of its name, or else by the first tensor that has such an axis.
 *
 * @error a wrong name, shape or type, a ragged array, a name given twice, a value that is missing
 */
export function readData(
  text: string,
  file: string,
  declared: readonly Declared[],
  knownSizes: ReadonlyMap<string, number> = new Map(),
): Data {
  const locate = ({ start, end }: { start: number; end: number }): Place => ({ file, text, start, end });
  const whole = readJson(text, file);
  if (whole.kind !== "object") throw new Failure("E1012", { found: describe(whole) }, locate(whole));

  const sizes = new Map(knownSizes);
  const named = declared.flatMap(({ shape, indexInto }) => [
    ...shape,
    ...(indexInto === undefined ? [] : [indexInto]),
  ]);
  const open = new Set(named.filter((size): size is string => typeof size === "string" && !sizes.has(size)));
  const entries = checkNames(whole.entries, declared, open, locate);

  for (const { name, value } of entries) if (open.has(name)) sizes.set(name, readSize(name, value, locate));
  const tensors = new Map<string, Tensor>();
  for (const { name, value } of entries) {
    const target = declared.find((one) => one.name === name);
    if (target === undefined) continue;
    const tensor = readTensor(target, value, sizes, locate);
    for (const [axis, size] of target.shape.entries()) {
      if (typeof size === "string") sizes.set(size, tensor.shape[axis]!);
    }
    tensors.set(name, tensor);
  }
  const missing = declared.filter(({ name, needed }) => needed && !tensors.has(name));
  if (missing.length > 0)
    throw lacking(missing, declared, locate({ start: whole.start, end: whole.start + 1 }));
  return { tensors, sizes };
}

/** Every name is one of the model's, and given once. */
function checkNames(
  entries: readonly Entry[],
  declared: readonly Declared[],
  sizes: ReadonlySet<string>,
  locate: (span: { start: number; end: number }) => Place,
): readonly Entry[] {
  const names = declared.map(({ name }) => name);
  const seen = new Set<string>();
  for (const { name, nameStart, nameEnd } of entries) {
    const place = locate({ start: nameStart, end: nameEnd });
    if (seen.has(name)) throw new Failure("E1008", { name }, place);
    seen.add(name);
    if (names.includes(name) || sizes.has(name)) continue;
    const near = didYouMean(name, names);
    const suggestion = near === undefined ? "" : ({ word: "didYouMean", values: { name: near } } as const);
    throw new Failure("E1004", { name, declared: names.join(", "), suggestion }, place);
  }
  return entries;
}

function readSize(name: string, json: Json, locate: (json: Json) => Place): number {
  if (json.kind === "number" && Number.isSafeInteger(json.value) && json.value >= 0) return json.value;
  throw new Failure("E1007", { found: describe(json), path: name }, locate(json));
}

function lacking(missing: readonly Declared[], declared: readonly Declared[], place: Place): Failure {
  const names = missing
    .map(({ name, shape }) => name + (shape.length > 0 ? shapeText(shape) : ""))
    .join(", ");
  const needed = declared.filter((one) => one.needed).map(({ name }) => name);
  const example = missing.map(({ name, shape }) => `${JSON.stringify(name)}: ${exampleOf(shape)}`)[0]!;
  return new Failure("E1005", { names, declared: needed.join(", "), example }, place);
}
