import type { StepRecord } from "../../src/index.ts";
import { columns } from "../frame.ts";
import { word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";

/** One derivative in closed form, as `--json` prints it. */
export interface DerivativeRecord {
  readonly wrt: string;
  /** The second variable of a second derivative. */
  readonly and?: string;
  /** Where the axes of the second variable begin. */
  readonly split?: number;
  readonly shape: readonly (number | string)[];
  /** The letters of the axes in the index form: those of the quantity, then those of the variables. */
  readonly axes: readonly string[];
  readonly index: string;
  /** Absent where the formula has no matrix form. */
  readonly matrix?: string;
  readonly latex: string;
  /** The matrix form as LaTeX. */
  readonly latexMatrix?: string | undefined;
  readonly assumptions: readonly string[];
  readonly conventions: readonly string[];
  readonly steps: readonly StepRecord[];
}

export interface DerivationRecord {
  readonly of: string;
  /** How many axes the quantity itself has. */
  readonly rank: number;
  readonly results: readonly DerivativeRecord[];
}

export interface DerivationStyle {
  readonly form?: "index" | "matrix";
  readonly latex: boolean;
  readonly steps: boolean;
}

/** The closed forms as a person reads them: one paragraph for each derivative, its steps below when asked for. */
export function derivationText(derivation: DerivationRecord, style: DerivationStyle, here: Terminal): string {
  return derivation.results.map((result) => paragraph(derivation, result, style, here)).join("\n");
}

/** ∂Cost/∂W0[i, j], ∂p[k]/∂O[i], or ∂²Cost/∂O[k]∂O[i]. */
function symbol({ of, rank }: DerivationRecord, { wrt, and, axes, split }: DerivativeRecord): string {
  const entry = (name: string, letters: readonly string[]): string =>
    letters.length > 0 ? `${name}[${letters.join(", ")}]` : name;
  const quantity = entry(of, axes.slice(0, rank));
  if (and === undefined) return `∂${quantity}/∂${entry(wrt, axes.slice(rank))}`;
  return `∂²${quantity}/∂${entry(wrt, axes.slice(rank, split))}∂${entry(and, axes.slice(split))}`;
}

function paragraph(
  derivation: DerivationRecord,
  result: DerivativeRecord,
  style: DerivationStyle,
  here: Terminal,
): string {
  const { language, paintOut } = here;
  const size = result.shape.length > 0 ? `  [${result.shape.join(", ")}]` : "";
  const forms: readonly (readonly [string, string | undefined])[] = style.latex
    ? [["", style.form === "matrix" ? (result.latexMatrix ?? result.latex) : result.latex]]
    : [
        [
          word(language, "index"),
          style.form === "matrix" && result.matrix !== undefined ? undefined : result.index,
        ],
        [word(language, "matrix"), style.form === "index" ? undefined : result.matrix],
      ];
  const facts: readonly (readonly [string, string | undefined])[] = [
    [word(language, "assuming"), result.assumptions.length > 0 ? result.assumptions.join(", ") : undefined],
    [word(language, "convention"), result.conventions.length > 0 ? result.conventions.join(", ") : undefined],
  ];
  const rows = [...forms, ...(style.latex ? [] : facts)].filter(
    (row): row is readonly [string, string] => row[1] !== undefined,
  );
  const width = Math.max(...rows.map(([name]) => columns(name)));
  const lines = rows.map(
    ([name, text]) =>
      `  ${paintOut("dim", name)}${" ".repeat(width - columns(name))}${name === "" ? "" : "  "}${text}`,
  );
  const steps = style.steps ? result.steps.flatMap((step) => stepLines(step, here)) : [];
  return [paintOut("bold", symbol(derivation, result)) + paintOut("dim", size), ...lines, ...steps, ""].join(
    "\n",
  );
}

/** A link of the chain: the formula, what it comes to, and why. The pull-backs inside it stand in the JSON. */
export function stepLines(step: StepRecord, { language, paintOut }: Terminal): readonly string[] {
  const { id, title, before, after, closed, matrix, because } = step;
  const indent = " ".repeat(7);
  return [
    `  ${paintOut("cyan", id.padEnd(4))} ${paintOut("bold", title)}`,
    `${indent}${before}`,
    `${indent}= ${after}`,
    ...(closed === undefined ? [] : [`${indent}= ${closed}`]),
    ...(matrix === undefined
      ? []
      : [`${indent}${paintOut("dim", `${word(language, "matrix")}  ${matrix}`)}`]),
    `${indent}${paintOut("dim", because)}`,
  ];
}
