import type { CsvError } from "csv-parse";
import type { Place } from "../error.ts";
import { TrainError } from "../error.ts";
import type { Table } from "./table.ts";

/** One record as csv-parse gives it with `info` and `raw`. */
interface CsvRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

const DELIMITERS = [",", ";", "\t"] as const;

/**
 * Reads comma-, semicolon- or tab-separated values with a header (RFC 4180; the delimiter is the one most
 * frequent in the header). Empty lines are skipped, spaces around cells are dropped.
 *
 * @error E0902 no rows · E0906 rows of unequal length · E0908 a repeated name · E0909 a quote that does not close
 */
export async function readCsv(text: string, source: string): Promise<Table> {
  const { parse } = await import("csv-parse/sync");
  const delimiter = delimiterOf(text);
  let records: readonly unknown[];
  try {
    records = parse(text, {
      bom: true,
      columns: false,
      delimiter,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    throw syntaxError(error as CsvError & { raw?: string; lines?: number }, source);
  }
  const [header, ...body] = records as readonly CsvRecord[];
  if (header === undefined || body.length === 0) throw new TrainError("E0902", { source }, { file: source });
  const columns = header.record;
  const repeated = columns.findIndex((name, k) => columns.indexOf(name) < k);
  if (repeated >= 0) {
    throw new TrainError(
      "E0908",
      { column: columns[repeated]! },
      placeIn(header, repeated, delimiter, source),
    );
  }
  for (const row of body) {
    if (row.record.length === columns.length) continue;
    const values = { found: row.record.length, expected: columns.length, delimiter: `"${delimiter}"` };
    const { column: _column, ...line } = placeIn(row, 0, delimiter, source);
    throw new TrainError("E0906", values, line);
  }
  return {
    source,
    columns,
    rows: body.map((row) => row.record),
    placeOf: (row, column) => placeIn(body[row]!, column, delimiter, source),
  };
}

function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text.trimStart())![0].replaceAll(/"[^"]*"/g, "");
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The line on which a record begins: csv-parse counts up to its end. */
function firstLine(raw: string, lastLine: number): number {
  const inner = raw.replace(/^[\r\n]+/, "").replace(/[\r\n]+$/, "");
  return lastLine - (inner.match(/\r\n|\r|\n/g)?.length ?? 0);
}

function placeIn(row: CsvRecord, column: number, delimiter: string, file: string): Place {
  const text = row.raw
    .replace(/^[\r\n]+/, "")
    .split(/[\r\n]/, 1)[0]!
    .replace(/^\uFEFF/, "");
  const line = firstLine(row.raw, row.info.lines);
  const start = cellStart(text, column, delimiter);
  if (start === undefined) return { file, line, text };
  return { file, line, column: start + 1, length: Math.max(1, row.record[column]?.length ?? 1), text };
}

/** The offset at which a cell begins in its line; unknown when a quoted cell before it runs over the line. */
function cellStart(text: string, column: number, delimiter: string): number | undefined {
  let isQuoted = false;
  let passed = 0;
  for (let at = 0; at <= text.length; at++) {
    if (passed === column) return at + /^ */.exec(text.slice(at))![0].length;
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === delimiter && !isQuoted) passed++;
  }
  return undefined;
}

function syntaxError(error: CsvError & { raw?: string; lines?: number }, source: string): TrainError {
  const reason = error.message.replace(/^[^:]*: /, "");
  const line = error.lines === undefined ? {} : { line: error.lines };
  return new TrainError("E0909", { reason }, { file: source, ...line });
}
