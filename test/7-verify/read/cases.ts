import { readFileSync } from "node:fs";

/** One line of a case: its formula, what its left side means, and its right side in NumPy. */
export interface CaseLine {
  readonly n: number;
  readonly latex: string;
  readonly lhs: string;
  readonly rhs_numpy: string;
  readonly numeric_status: "true" | "false" | "shape-error";
}

export interface Case {
  readonly id: string;
  readonly verdict: "correct" | "wrong" | "correct-with-warning";
  readonly definitions_latex: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly program_numpy: readonly string[];
  readonly lines: readonly CaseLine[];
  readonly wrong_line: number | null;
}

/** Derivations of public notes and their errata; see test/cases/README.md. */
export const cases: readonly Case[] = (
  JSON.parse(readFileSync(new URL("../../cases/derivations.json", import.meta.url), "utf8")) as {
    readonly derivations: readonly Case[];
  }
).derivations;

/**
 * A case as an author would write it in Markdown: the definitions in one display, then one for each line. A line
 * that goes on from a left side that is not shown gets that left side from its code.
 *
 * @returns the text, and for each line of the case where it stands
 */
export function markdownOf(one: Case): {
  readonly text: string;
  readonly places: ReadonlyMap<number, number>;
} {
  let text = `$$\n${one.definitions_latex}\n$$\n\n`;
  const places = new Map<number, number>();
  let last = "";
  for (const { n, latex, lhs } of one.lines) {
    const code = /^[dp]:(\w+)\/(\w+)$/.exec(lhs);
    const isCut = latex.startsWith("=") && last !== lhs && code !== null;
    const left = isCut ? `\\frac{\\partial ${code[1]}}{\\partial ${code[2]}}` : "";
    last = lhs;
    places.set(n, text.length);
    text += `$$\n${left}${latex}\n$$\n\n`;
  }
  return { text, places };
}
