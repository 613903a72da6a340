import type { Place } from "../error.ts";

/** Data as read, before anything is chosen or converted: named columns, and rows of text or numbers. */
export interface Table {
  /** The file name, or the name of a built-in data set. */
  readonly source: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Where a cell stands in the file; rows and columns count from 0. */
  readonly placeOf: (row: number, column: number) => Place;
}

/** An empty or absent cell is the empty string. */
export type Cell = string | number;
