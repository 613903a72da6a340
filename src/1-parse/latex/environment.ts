import type { Grammar } from "./cursor.ts";
import type { Comparison, Tex } from "./syntax.ts";

const matrices: ReadonlySet<string> = new Set([
  "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array",
]); // prettier-ignore

/** A matrix written out, or a choice of cases; anything else is passed over with a complaint. */
export function readEnvironment(grammar: Grammar, name: string): Tex {
  const { cursor } = grammar;
  const open = cursor.next();
  const end = endOf(grammar, name);
  const { start } = open.span;
  if (name === "cases" || name === "dcases" || name === "rcases") {
    const rows = readRows(grammar, end).map(([value, condition]) => ({
      value: value!.node,
      conditions: condition?.conditions,
    }));
    cursor.at = Math.min(end + 1, cursor.tokens.length - 1);
    return { kind: "cases", rows, span: cursor.from(start) };
  }
  if (matrices.has(name)) {
    if (name === "array" && cursor.peek().kind === "open") cursor.at = cursor.closing(cursor.at) + 1;
    const rows = readRows(grammar, end).map((row) => row.map(({ node }) => node));
    cursor.at = Math.min(end + 1, cursor.tokens.length - 1);
    return { kind: "matrix", rows, span: cursor.from(start) };
  }
  cursor.report("E0120", {
    params: { name: `\\begin{${name}}` },
    labels: [{ span: open.span, text: "here" }],
  });
  cursor.at = Math.min(end + 1, cursor.tokens.length - 1);
  return { kind: "broken", span: cursor.from(start) };
}

function endOf({ cursor }: Grammar, name: string): number {
  let depth = 1;
  for (let k = cursor.at; k < cursor.tokens.length - 1; k++) {
    const { kind, text } = cursor.tokens[k]!;
    if (kind !== "command") continue;
    if (text === `begin ${name}`) depth++;
    else if (text === `end ${name}` && --depth === 0) return k;
  }
  return cursor.tokens.length - 1;
}

interface Cell {
  readonly node: Tex;
  readonly conditions: readonly Comparison[] | undefined;
}

/** Rows of cells; prose in them says nothing, and what is left over in a cell is reported. */
function readRows(grammar: Grammar, end: number): Cell[][] {
  const { cursor } = grammar;
  const rows: Cell[][] = [[]];
  while (cursor.at < end) {
    const token = cursor.peek();
    if (token.kind === "row") {
      cursor.next();
      if (rows.at(-1)!.length > 0) rows.push([]);
    } else if (
      token.kind === "break" ||
      token.text === "&" ||
      token.text === "," ||
      isWordAround(token.text)
    ) {
      cursor.next();
    } else {
      const { at } = cursor;
      const node = grammar.expression();
      const conditions = grammar.conditionsAfter(node);
      rows.at(-1)!.push({ node, conditions });
      if (cursor.at > at) continue;
      cursor.next();
    }
  }
  return rows.filter((row) => row.length > 0);
}

const isWordAround = (text: string): boolean =>
  ["if", "otherwise", "else", "when", "for", "where"].includes(text.toLowerCase());
