import type { Diagnostic, Fix } from "./diagnostic.ts";
import { textOf } from "./messages/format.ts";
import type { Lang } from "./messages/message.ts";
import { positionAt, type Source, type Span } from "./span.ts";

/** A piece of a file, as programs want it: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A repair with its place: `text` in the place of the region. */
export interface FixRecord extends Region {
  readonly text: string;
  readonly confidence: Fix["confidence"];
}

/** A diagnostic in words, for programs; without a place where it speaks of the whole file. */
export interface DiagnosticRecord extends Partial<Region> {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly file: string;
  readonly help: readonly string[];
  /** What the places say: the first is the region of the record itself. */
  readonly places: readonly (Region & { readonly message: string })[];
  readonly fix?: FixRecord;
}

export function regionOf(source: Source, { start, end }: Span): Region {
  const from = positionAt(source, start);
  const to = positionAt(source, end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

export const fixRecord = ({ span, text, confidence }: Fix, source: Source): FixRecord => ({
  text,
  confidence,
  ...regionOf(source, span),
});

/** A diagnostic in one language. */
export function diagnosticRecord(
  { code, severity, params, labels, help, fix }: Diagnostic,
  source: Source,
  lang: Lang,
): DiagnosticRecord {
  const [first] = labels;
  return {
    code,
    severity,
    message: textOf(code, "title", params, lang),
    file: source.name,
    ...(first === undefined ? {} : regionOf(source, first.span)),
    help: help.map((id) => textOf(code, id, params, lang)),
    places: labels.map((label) => ({
      ...regionOf(source, label.span),
      message: textOf(code, label.text, { ...params, ...label.params }, lang),
    })),
    ...(fix === undefined ? {} : { fix: fixRecord(fix, source) }),
  };
}
