import type { Expr, MatrixExpr } from "../core/expr.ts";
import { ZERO } from "../core/rational.ts";
import { children } from "../core/walk.ts";
import type { Arithmetic, Outcome } from "./arithmetic.ts";
import { absent, combiner, present, type Combine, type Entry, type InnerExpr } from "./combine.ts";
import { matrixValue } from "./elimination.ts";
import { EvaluationError, Undefined } from "./failure.ts";
import type { Places } from "./places.ts";
import type { Point } from "./point.ts";

/** The values of a node over its free indices, row-major in the order of `free`. */
export type Table<T> = readonly Entry<T>[];

/** Tabulates a node at a point from the tables of its children. */
export type Tabulate<T> = (tables: ReadonlyMap<Expr, Table<T>>, at: Point<T>) => Table<T>;

/** How a node is tabulated, its places known. */
export function tabulator<T>(e: Expr, places: Places, arithmetic: Arithmetic<T>): Tabulate<T> {
  switch (places.kind) {
    case "number": {
      const table: Table<T> = [numberOf(e, arithmetic)];
      return () => table;
    }
    case "positions": {
      const table = places.values.map((value) => arithmetic.number(value));
      return () => table;
    }
    case "data": {
      const { name } = e as Extract<Expr, { kind: "tensor" }>;
      return (_tables, at) => {
        const data = at.tensors.get(name);
        if (data === undefined) throw new EvaluationError({ kind: "missing-tensor", name });
        return places.offsets.map((offset) => (typeof offset === "number" ? data.values[offset]! : offset));
      };
    }
    case "children": {
      const below = children(e);
      const combine = combiner(e as InnerExpr, arithmetic);
      return (tables) =>
        combined(
          combine,
          below.map((child) => tables.get(child)!),
          places,
        );
    }
    case "matrix": {
      const { op, body } = e as MatrixExpr;
      return (tables) => ofMatrices(op, tables.get(body)!, places, arithmetic);
    }
    case "body": {
      const reduction = e as Extract<Expr, { kind: "reduce" }>;
      return (tables) => reduced(reduction, tables.get(reduction.body)!, places, arithmetic);
    }
  }
}

const numberOf = <T>(e: Expr, { rational, real }: Arithmetic<T>): Entry<T> => {
  if (e.kind === "real") return real[e.name];
  return e.kind === "const" && e.value.num !== 0n ? rational(e.value) : absent;
};

function combined<T>(
  combine: Combine<T>,
  tables: readonly Table<T>[],
  { count, offsets }: Extract<Places, { kind: "children" }>,
): Table<T> {
  const entries = tables.map((): Entry<T> => absent);
  const table: Entry<T>[] = [];
  for (let n = 0; n < count; n++) {
    for (let k = 0; k < tables.length; k++) entries[k] = tables[k]![offsets[k]![n]!]!;
    table.push(combine(entries));
  }
  return table;
}

/** The op over all values of the bound indices, for each value of the free ones. */
function reduced<T>(
  { op }: Extract<Expr, { kind: "reduce" }>,
  body: Table<T>,
  { count, length, offsets }: Extract<Places, { kind: "body" }>,
  arithmetic: Arithmetic<T>,
): Table<T> {
  const zero = arithmetic.rational(ZERO);
  const table: Entry<T>[] = [];
  for (let n = 0; n < count; n++) {
    const values: T[] = [];
    let spoiled: Undefined | undefined;
    for (let k = n * length; k < (n + 1) * length; k++) {
      const entry = body[offsets[k]!]!;
      if (entry instanceof Undefined) spoiled ??= entry;
      else if (entry !== absent || op !== "sum") values.push(present(entry, zero));
    }
    if (spoiled !== undefined) table.push(spoiled);
    else if (values.length > 0) table.push(arithmetic.reduce[op](values));
    else if (op === "sum") table.push(absent);
    else if (op === "max" || op === "min") table.push(new Undefined({ kind: "empty-extremum", op }));
    else table.push(arithmetic.reduce[op](values));
  }
  return table;
}

/** A function of each matrix, and of its values those that are asked for. */
function ofMatrices<T>(
  op: MatrixExpr["op"],
  body: Table<T>,
  { size, offsets, picks }: Extract<Places, { kind: "matrix" }>,
  arithmetic: Arithmetic<T>,
): Table<T> {
  const zero = arithmetic.rational(ZERO);
  const area = size * size;
  // Of no matrix with entries there is one empty one.
  const count = area === 0 ? Math.max(1, ...picks.map((pick) => (typeof pick === "number" ? pick + 1 : 0))) : offsets.length / area; // prettier-ignore
  const values: Outcome<T>[] = [];
  for (let block = 0; block < count; block++) {
    const entries = Array.from({ length: area }, (_, k) => body[offsets[block * area + k]!]!);
    const spoiled = entries.find((entry) => entry instanceof Undefined);
    const rows = Array.from({ length: size }, (_, row) =>
      entries
        .slice(row * size, (row + 1) * size)
        .map((entry) => (spoiled === undefined ? present(entry, zero) : zero)),
    );
    if (spoiled instanceof Undefined)
      for (let k = 0; k < (op === "inv" ? area : 1); k++) values.push(spoiled);
    else for (const row of matrixValue(arithmetic, op, rows)) values.push(...row);
  }
  return picks.map((pick) => (typeof pick === "number" ? values[pick]! : pick));
}
