import { columns } from "../frame.ts";
import { word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";

/** One step of a derivation, as `--json` prints it. */
export interface StepRecord {
  readonly id: string;
  readonly rule: string;
  readonly before: string;
  readonly after: string;
  readonly because: string;
}

/** One derivative in closed form, as `--json` prints it. */
export interface DerivativeRecord {
  readonly wrt: string;
  /** The second variable of a second derivative. */
  readonly and?: string;
  readonly shape: readonly (number | string)[];
  readonly index: string;
  /** Absent where the formula has no matrix form. */
  readonly matrix?: string;
  /** Absent until the formula is printed as LaTeX. */
  readonly latex?: string;
  readonly assumptions: readonly string[];
  readonly conventions: readonly string[];
  readonly steps: readonly StepRecord[];
}

export interface DerivationRecord {
  readonly of: string;
  readonly results: readonly DerivativeRecord[];
}

export interface DerivationStyle {
  readonly form?: "index" | "matrix";
  readonly latex: boolean;
  readonly steps: boolean;
}

/** The closed forms as a person reads them: one paragraph for each derivative, its steps below when asked for. */
export function derivationText(derivation: DerivationRecord, style: DerivationStyle, here: Terminal): string {
  return derivation.results.map((result) => paragraph(derivation.of, result, style, here)).join("\n");
}

/** ∂Cost/∂W0, or ∂²Cost/∂W0∂W1. */
function symbol(of: string, { wrt, and }: DerivativeRecord): string {
  return and === undefined ? `∂${of}/∂${wrt}` : `∂²${of}/∂${wrt}∂${and}`;
}

function paragraph(of: string, result: DerivativeRecord, style: DerivationStyle, here: Terminal): string {
  const { language, paintOut } = here;
  const size = result.shape.length > 0 ? `  [${result.shape.join(", ")}]` : "";
  const forms: readonly (readonly [string, string | undefined])[] = style.latex
    ? [["", result.latex]]
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
  return [paintOut("bold", symbol(of, result)) + paintOut("dim", size), ...lines, ...steps, ""].join("\n");
}

function stepLines(
  { id, rule, before, after, because }: StepRecord,
  { paintOut }: Terminal,
): readonly string[] {
  return [
    `  ${paintOut("cyan", id.padEnd(4))} ${before}`,
    `       = ${after}`,
    paintOut("dim", `       ${because}  (${rule})`),
  ];
}
