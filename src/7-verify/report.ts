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
  ...(judged.reading === undefined ? {} : { reading: judged.reading }),
  ...(judged.tested === undefined ? {} : { tested: judged.tested }),
  ...(judged.fix === undefined ? {} : { fix: { text: judged.fix.text, confidence: judged.fix.confidence } }),
});

export const fileReport = (
  file: string,
  inferred: readonly string[],
  lines: readonly JudgedLine[],
): FileReport => ({ file, verdict: fileVerdict(lines), inferred, lines: lines.map(lineReport) });
