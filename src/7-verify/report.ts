import {
  diagnosticRecord,
  fixRecord,
  type DiagnosticRecord,
  type FixRecord,
} from "../core/diagnostic-record.ts";
import type { Lang } from "../core/messages/message.ts";
import type { Check } from "./check.ts";
import type { JudgedLine } from "./judge/verdict.ts";
import { fileVerdict, type FileVerdict, type Status } from "./judge/verdict.ts";

/** One line of the JSON of `check`. */
export interface LineReport {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly status: Status;
  readonly code?: string;
  readonly slip?: string;
  readonly needs?: readonly string[];
  readonly follows?: number;
  readonly witness?: unknown;
  readonly expected?: string;
  readonly isCut?: boolean;
  readonly reading?: string;
  readonly tested?: unknown;
  readonly fix?: { readonly text: string; readonly confidence: string };
}

/** The JSON of `check` for one file. */
export interface FileReport {
  readonly file: string;
  readonly verdict: FileVerdict;
  readonly inferred: readonly string[];
  readonly lines: readonly LineReport[];
}

const number = (x: number): number | string => (Number.isFinite(x) ? x : String(x));

function witnessReport({ witness }: JudgedLine): { readonly witness?: unknown } {
  if (witness === undefined) return {};
  const { point, entry, claimed, true: right, finiteDifference } = witness;
  return {
    witness: {
      point,
      entry,
      claimed: number(claimed),
      true: number(right),
      ...(finiteDifference === undefined ? {} : { finiteDifference: number(finiteDifference) }),
    },
  };
}

export const lineReport = (judged: JudgedLine): LineReport => ({
  line: judged.line,
  column: judged.column,
  text: judged.text,
  status: judged.status,
  ...(judged.code === undefined ? {} : { code: judged.code }),
  ...(judged.slip === undefined ? {} : { slip: judged.slip }),
  ...(judged.needs === undefined ? {} : { needs: judged.needs }),
  ...(judged.follows === undefined ? {} : { follows: judged.follows }),
  ...witnessReport(judged),
  ...(judged.expected === undefined ? {} : { expected: judged.expected }),
  ...(judged.isCut === undefined ? {} : { isCut: judged.isCut }),
  ...(judged.reading === undefined ? {} : { reading: judged.reading }),
  ...(judged.tested === undefined ? {} : { tested: judged.tested }),
  ...(judged.fix === undefined ? {} : { fix: { text: judged.fix.text, confidence: judged.fix.confidence } }),
});

export const fileReport = (
  file: string,
  inferred: readonly string[],
  lines: readonly JudgedLine[],
): FileReport => ({ file, verdict: fileVerdict(lines), inferred, lines: lines.map(lineReport) });

/** The JSON of `check` for one file, with what is said to people about every line and where it would be repaired. */
export interface CheckReport extends FileReport {
  readonly lines: readonly (LineReport & {
    readonly fix?: FixRecord;
    readonly diagnostics: readonly DiagnosticRecord[];
  })[];
  /** Of the reading: what could not be read, and what is wrong with the declarations. */
  readonly diagnostics: readonly DiagnosticRecord[];
}

/** What `chainrule check --json` prints of one file. */
export function checkReport(
  { source, verdict, inferred, lines, diagnostics }: Check,
  lang: Lang,
): CheckReport {
  return {
    file: source.name,
    verdict,
    inferred,
    lines: lines.map((line) => {
      const { fix: _, ...report } = lineReport(line);
      return {
        ...report,
        ...(line.fix === undefined ? {} : { fix: fixRecord(line.fix, source) }),
        diagnostics: line.diagnostics.map((diagnostic) => diagnosticRecord(diagnostic, source, lang)),
      };
    }),
    diagnostics: diagnostics.map((diagnostic) => diagnosticRecord(diagnostic, source, lang)),
  };
}
