import { type CheckReport, checkReport, type JudgedLine } from "../../src/index.ts";
import { complaintRecord, type Failure } from "../failure.ts";
import { standardInput } from "../files.ts";
import type { Language } from "../messages/catalogue.ts";
import { exitCodeOf } from "./outcome.ts";
import type { Checked } from "./read.ts";
import type { Repair } from "./repair.ts";

/** What became of one file: it was checked, or could not be. */
export type FileOutcome =
  | { readonly kind: "checked"; readonly checked: Checked; readonly repairs: readonly Repair[] | undefined }
  | { readonly kind: "failed"; readonly file: string; readonly failure: Failure };

/** The lines that were asked for: all, or those on one line of the file. */
export function askedLines({ target: { line }, found }: Checked): readonly JudgedLine[] {
  if (line === undefined) return found.lines;
  const { source, lines } = found;
  const start = source.lineStarts[line - 1] ?? Infinity;
  const end = source.lineStarts[line] ?? source.text.length + 1;
  return lines.filter(
    (judged) => judged.line === line || (judged.span.start < end && judged.span.end > start),
  );
}

/** Whether nothing in the text could be a derivation. */
export const isEmpty = ({ found: { lines, model, diagnostics } }: Checked): boolean =>
  lines.length + model.declarations.size + model.definitions.size + diagnostics.length === 0;

export const outcomeCode = (outcome: FileOutcome, isStrict: boolean): number => {
  if (outcome.kind === "failed") return outcome.failure.code.startsWith("W") ? 0 : outcome.failure.exitCode;
  const { checked } = outcome;
  return exitCodeOf(askedLines(checked), checked.found, checked.target.line !== undefined, isStrict);
};

/** The report of one file for programs, with the repairs that were made. */
export function outcomeReport(
  outcome: FileOutcome,
  language: Language,
): CheckReport & { readonly repairs?: readonly Repair[] } {
  if (outcome.kind === "failed") {
    const { file, failure } = outcome;
    const name = file === standardInput ? "<stdin>" : file;
    return {
      file: name,
      verdict: "unreadable",
      inferred: [],
      lines: [],
      diagnostics: [complaintRecord(failure, language, name)],
    };
  }
  const { checked, repairs } = outcome;
  const report = checkReport({ ...checked.found, lines: askedLines(checked) }, language);
  return repairs === undefined ? report : { ...report, repairs };
}
