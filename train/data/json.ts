import { parse } from "@humanwhocodes/momoa";
import type { Place } from "../error.ts";
import { TrainError } from "../error.ts";
import type { Cell, Table } from "./table.ts";

/** Keys from the root of a JSON document down to one value. */
type Path = readonly (string | number)[];

/**
 * Reads data from JSON: an array of records, or {"features": [[…]], "labels": […], "featureNames"?: […]}
 * where a label is a class name or an array of numbers.
 *
 * @error E0902 no rows · E0906 rows of unequal length · E0910 not JSON · E0911 another form
 */
export function readJson(text: string, source: string): Table {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    throw syntaxError(error as Error, text, source);
  }
  const at = (path: Path): Place => locate(text, source, path);
  if (Array.isArray(root)) return fromRecords(root, source, at);
  if (isObject(root) && "features" in root) return fromArrays(root, source, at);
  throw wrongForm(root, "an array or an object with features", at([]));
}

function fromRecords(records: readonly unknown[], source: string, at: (path: Path) => Place): Table {
  const objects = records.map((record, row) => {
    if (!isObject(record)) throw wrongForm(record, "a record like {…}", at([row]));
    return record;
  });
  if (objects.length === 0) throw new TrainError("E0902", { source }, { file: source });
  const columns = Object.keys(objects[0]!);
  const rows = objects.map((record, row) => {
    const unknown = Object.keys(record).find((key) => !columns.includes(key));
    if (unknown !== undefined)
      throw wrongForm(JSON.stringify(unknown), columns.join(", "), at([row, unknown]), true);
    return columns.map((key) => cellOf(record[key] ?? "", () => at(key in record ? [row, key] : [row])));
  });
  const placeOf = (row: number, column: number) => {
    const key = columns[column]!;
    return at(key in objects[row]! ? [row, key] : [row]);
  };
  return { source, columns, rows, placeOf };
}

function fromArrays(
  root: Readonly<Record<string, unknown>>,
  source: string,
  at: (path: Path) => Place,
): Table {
  const features = arrayAt(root.features, ["features"], at);
  const labels = arrayAt(root.labels, ["labels"], at);
  if (features.length === 0) throw new TrainError("E0902", { source }, { file: source });
  if (labels.length !== features.length) {
    throw wrongForm(`${labels.length} labels`, `${features.length} labels`, at(["labels"]), true);
  }
  const body = features.map((row, r) => [arrayAt(row, ["features", r], at), listOf(labels[r])] as const);
  const [width, labelWidth] = [body[0]![0].length, body[0]![1].length];
  const rows = body.map(([row, label], r) => {
    const found = row.length === width ? label.length : row.length;
    const expected = row.length === width ? labelWidth : width;
    const key = row.length === width ? "labels" : "features";
    if (found !== expected)
      throw new TrainError("E0906", { found, expected, delimiter: '","' }, at([key, r]));
    const cells = row.map((value, k) => cellOf(value ?? "", () => at(["features", r, k])));
    return cells.concat(label.map((value, k) => cellOf(value ?? "", () => at(["labels", r, k]))));
  });
  const names =
    root.featureNames === undefined ? undefined : arrayAt(root.featureNames, ["featureNames"], at);
  const columns = [
    ...Array.from({ length: width }, (_, k) => nameOf(names?.[k], k)),
    ...(labelWidth === 1 ? ["label"] : Array.from({ length: labelWidth }, (_, k) => `label${k + 1}`)),
  ];
  const placeOf = (row: number, column: number) => {
    if (column < width) return at(["features", row, column]);
    return at(Array.isArray(labels[row]) ? ["labels", row, column - width] : ["labels", row]);
  };
  return { source, columns, rows, placeOf };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function arrayAt(value: unknown, path: Path, at: (path: Path) => Place): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongForm(value, "an array", at(path));
  return value;
}

const nameOf = (name: unknown, k: number): string => (typeof name === "string" ? name : `x${k + 1}`);

function cellOf(value: unknown, place: () => Place): Cell {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return String(value);
  throw wrongForm(value, "a number or a name", place());
}

function wrongForm(found: unknown, expected: string, place: Place, isWorded = false): TrainError {
  const shown = isWorded ? String(found) : (JSON.stringify(found) ?? "nothing");
  return new TrainError(
    "E0911",
    { found: shown.length > 60 ? `${shown.slice(0, 57)}…` : shown, expected },
    place,
  );
}

function syntaxError(error: Error, text: string, source: string): TrainError {
  try {
    parse(text);
  } catch (located) {
    const { message, line, column } = located as Error & { line: number; column: number };
    const reason = message.replace(/ \(\d+:\d+\)$/, "");
    return new TrainError("E0910", { reason }, { file: source, line, column, text: lineOf(text, line) });
  }
  return new TrainError("E0910", { reason: error.message }, { file: source });
}

/** Where a value stands in a JSON text. The text is parsed anew with positions; only complaints need this. */
function locate(text: string, file: string, path: Path): Place {
  let node = parse(text).body;
  for (const key of path) {
    if (node.type === "Array") node = node.elements[Number(key)]?.value ?? node;
    else if (node.type === "Object") {
      const member = node.members.find(
        ({ name }) => (name.type === "String" ? name.value : name.name) === key,
      );
      node = member?.value ?? node;
    }
  }
  const { start, end } = node.loc;
  const length = end.line === start.line ? end.column - start.column : 1;
  return { file, line: start.line, column: start.column, length, text: lineOf(text, start.line) };
}

const lineOf = (text: string, line: number): string => text.split(/\r\n|\r|\n/)[line - 1] ?? "";
