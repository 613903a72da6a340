/** A number as a person reads it: seven significant digits, whole numbers whole; −0 and the non-finite as they are. */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e15)) return String(value);
  return String(Number(value.toPrecision(7)));
}

/**
 * Rows of cells as lines with aligned columns: the first column to the left, all others to the right.
 *
 * @param columnsOf the width of a cell in the terminal; colours do not count
 */
export function aligned(
  rows: readonly (readonly string[])[],
  columnsOf: (text: string) => number,
): readonly string[] {
  const width = (cell: string): number => columnsOf(cell.replaceAll(/\u001B\[\d+m/g, ""));
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => width(row[k] ?? ""))));
  return rows.map((row) => {
    const cells = row.map((cell, k) => {
      const blank = " ".repeat(widths[k]! - width(cell));
      return k === 0 ? cell + blank : blank + cell;
    });
    return cells.join("  ").trimEnd();
  });
}

/** Longer tensors are shown in part. */
const mostRows = 20;
const mostColumns = 12;

/**
 * A tensor, row by row, with its columns aligned: a number alone, a vector on one line, a matrix in lines, and of
 * more axes one matrix for each entry of the axes before the last two. Large tensors are cut with ….
 */
export function tensorText(shape: readonly number[], values: ArrayLike<number>): readonly string[] {
  if (shape.includes(0)) return ["[]"];
  if (shape.length === 0) return [numberText(values[0]!)];
  if (shape.length <= 2)
    return matrixText(shape.length === 1 ? 1 : shape[0]!, shape.at(-1)!, (k) => values[k]!);
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  const outer = shape.slice(0, -2);
  const count = outer.reduce((product, size) => product * size, 1);
  const slices = Array.from({ length: Math.min(count, mostRows) }, (_, slice) => [
    `[${position(slice, outer).join(", ")}, :, :]`,
    ...matrixText(rows, columns, (k) => values[slice * rows * columns + k]!).map((line) => `  ${line}`),
  ]);
  return [...slices.flat(), ...(count > mostRows ? ["…"] : [])];
}

/** The position, from 1, of the k-th entry of a row-major tensor. */
export function position(k: number, shape: readonly number[]): readonly number[] {
  const reversed: number[] = [];
  let rest = k;
  for (const size of shape.toReversed()) {
    reversed.push((rest % size) + 1);
    rest = Math.floor(rest / size);
  }
  return reversed.reverse();
}

function matrixText(rows: number, columns: number, at: (k: number) => number): readonly string[] {
  const shown = Array.from({ length: Math.min(rows, mostRows) }, (_, i) => {
    const cells = Array.from({ length: Math.min(columns, mostColumns) }, (_cell, j) =>
      numberText(at(i * columns + j)),
    );
    return columns > mostColumns ? [...cells, "…"] : cells;
  });
  const width = Math.max(...shown.flat().map((cell) => cell.length));
  const lines = shown.map((row) => row.map((cell) => cell.padStart(row.length > 1 ? width : 0)).join("  "));
  return rows > mostRows ? [...lines, "…"] : lines;
}

/** Nested arrays, row by row, of a row-major tensor. */
export function nested(shape: readonly number[], values: ArrayLike<number>): unknown {
  const build = (axis: number, start: number, length: number): unknown => {
    if (axis === shape.length) return values[start]!;
    const step = shape[axis] === 0 ? 0 : length / shape[axis]!;
    return Array.from({ length: shape[axis]! }, (_, k) => build(axis + 1, start + k * step, step));
  };
  return build(
    0,
    0,
    shape.reduce((product, size) => product * size, 1),
  );
}
