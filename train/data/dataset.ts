import { TrainError } from "../error.ts";
import { closestName } from "./suggest.ts";
import type { Cell, Table } from "./table.ts";

/** Numbers ready for a model: one row per sample, row-major. */
export interface Dataset {
  readonly source: string;
  readonly rows: number;
  readonly featureNames: readonly string[];
  /** rows × featureNames.length */
  readonly features: Float64Array;
  /** Class names in alphabetical (or numerical) order, or the names of the label columns. */
  readonly targetNames: readonly string[];
  /** rows × targetNames.length; one-hot where there is a class column */
  readonly targets: Float64Array;
  /** Whether a target row says how strongly the sample belongs to each class, or is a number to be met. */
  readonly kind: "classes" | "numbers";
}

export interface ColumnChoice {
  /** Names of the feature columns, in order; by default every column that is no label. */
  readonly features?: readonly string[];
  /**
   * The class column, or several columns with one number for each class. By default the column called class,
   * label, species, target or y; else the last column.
   */
  readonly labels?: readonly string[];
  /** How many numbers the model's label holds. If 1, a column of numbers other than 0 and 1 is met as it is. */
  readonly labelSize?: number;
}

const LABEL_NAME = /^(class|label|labels|species|target|y|label\d+)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const MISSING = /^(|na|n\/a|nan|null|none|\?|-)$/i;

/**
 * Chooses columns of a table and converts them to numbers.
 *
 * @error E0903 no such column · E0904 a feature is not a number · E0905 a value is missing · E0907 one class only
 */
export function chooseColumns(table: Table, choice: ColumnChoice = {}): Dataset {
  const labels = (choice.labels ?? defaultLabels(table)).map((name) => columnOf(table, name));
  const features =
    choice.features?.map((name) => columnOf(table, name)) ??
    table.columns.map((_, k) => k).filter((k) => !labels.includes(k));
  return {
    source: table.source,
    rows: table.rows.length,
    featureNames: features.map((k) => table.columns[k]!),
    features: numbersOf(table, features),
    ...targetsOf(table, labels, choice.labelSize),
  };
}

/** The class of each row: its largest target, the first among equals. Numbers to be met have no classes. */
export function classesOf(data: Pick<Dataset, "rows" | "targets" | "targetNames">): Int32Array {
  const width = data.targetNames.length;
  return Int32Array.from({ length: data.rows }, (_, row) =>
    largest(data.targets.subarray(row * width, (row + 1) * width)),
  );
}

function largest(values: Float64Array): number {
  return values.reduce((best, value, k) => (value > values[best]! ? k : best), 0);
}

function defaultLabels(table: Table): readonly string[] {
  const named = table.columns.filter((name) => LABEL_NAME.test(name));
  return named.length > 0 ? named : table.columns.slice(-1);
}

function columnOf(table: Table, name: string): number {
  const found = table.columns.indexOf(name);
  if (found >= 0) return found;
  const like = closestName(name, table.columns);
  const suggestion = like === undefined ? "" : ` (${like}?)`;
  throw new TrainError(
    "E0903",
    { column: name, columns: table.columns.join(", "), suggestion },
    { file: table.source, line: 1 },
  );
}

function numbersOf(table: Table, columns: readonly number[]): Float64Array {
  return Float64Array.from(
    table.rows.flatMap((cells, row) => columns.map((k) => numberAt(table, cells, row, k))),
  );
}

function numberAt(table: Table, cells: readonly Cell[], row: number, column: number): number {
  const cell = cells[column] ?? "";
  const name = table.columns[column]!;
  if (MISSING.test(String(cell).trim()))
    throw new TrainError("E0905", { column: name }, table.placeOf(row, column));
  const value = typeof cell === "number" || NUMBER.test(cell.trim()) ? Number(cell) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw new TrainError("E0904", { cell: JSON.stringify(cell), column: name }, table.placeOf(row, column));
}

function targetsOf(
  table: Table,
  labels: readonly number[],
  labelSize: number | undefined,
): Pick<Dataset, "targets" | "targetNames" | "kind"> {
  if (labels.length !== 1 || (labelSize === 1 && isNumeric(table, labels[0]!))) {
    const targets = numbersOf(table, labels);
    const targetNames = labels.map((k) => table.columns[k]!);
    return {
      targets,
      targetNames,
      kind: labels.length > 1 && areShares(targets, labels.length) ? "classes" : "numbers",
    };
  }
  const column = labels[0]!;
  const classes = table.rows.map((cells, row) => {
    const cell = String(cells[column] ?? "").trim();
    if (MISSING.test(cell))
      throw new TrainError("E0905", { column: table.columns[column]! }, table.placeOf(row, column));
    return cell;
  });
  const targetNames = [...new Set(classes)].sort(byNumberThenName);
  if (targetNames.length === 1)
    throw new TrainError("E0907", { label: targetNames[0]!, rows: classes.length }, { file: table.source });
  const targets = new Float64Array(classes.length * targetNames.length);
  for (const [row, name] of classes.entries())
    targets[row * targetNames.length + targetNames.indexOf(name)] = 1;
  return { targets, targetNames, kind: "classes" };
}

/** A column of numbers, and not merely of the class names 0 and 1. */
function isNumeric(table: Table, column: number): boolean {
  const cells = table.rows.map((row) => String(row[column] ?? "").trim());
  return cells.every((cell) => NUMBER.test(cell)) && cells.some((cell) => cell !== "0" && cell !== "1");
}

/** Several label columns hold classes when every entry is a share of the whole: at least 0, summing to 1. */
function areShares(targets: Float64Array, width: number): boolean {
  if (targets.some((value) => value < 0)) return false;
  return Array.from({ length: targets.length / width }, (_, row) =>
    targets.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value, 0),
  ).every((sum) => Math.abs(sum - 1) < 1e-6);
}

/** Code-unit order, so that it does not depend on the reader's locale; numbers by value. */
function byNumberThenName(a: string, b: string): number {
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : Number(a > b);
}
