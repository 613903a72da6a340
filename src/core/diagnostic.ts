import type { Code, TextId } from "./messages/catalogue.ts";
import { textOf, visible } from "./messages/format.ts";
import type { Lang, Params } from "./messages/message.ts";
import { codeFrame, type Style } from "./frame.ts";
import { lineText, positionAt, type Source, type Span } from "./span.ts";

export type Severity = "error" | "warning" | "note" | "hole";

/** How sure a repair is: the only one there is, the likely one, or one that needs the author's judgement. */
export type Confidence = "certain" | "likely" | "needs-you";

/** A place in the text, and which text of the message says what is there. */
export interface Label {
  readonly span: Span;
  readonly text: string;
  readonly params?: Params;
}

export interface Fix {
  readonly span: Span;
  readonly text: string;
  readonly confidence: Confidence;
}

/**
 * Something to tell the author. A plain record: the words are in the catalogues, by `code`, in two languages.
 * The first label is the place that is wrong; the others are the places that conflict with it.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly params: Params;
  readonly labels: readonly Label[];
  /** Reasons and remedies, as ids of texts of the message. */
  readonly help: readonly string[];
  readonly fix?: Fix;
}

export interface Details<C extends Code> {
  readonly params?: Params;
  readonly labels: readonly { readonly span: Span; readonly text: TextId<C>; readonly params?: Params }[];
  readonly help?: readonly TextId<C>[];
  readonly fix?: Fix | undefined;
  /** Where it differs from what the letter of the code says. */
  readonly severity?: Severity;
}

/** Takes note of a diagnostic; passes receive one and never throw at the user's text. */
export type Report = <C extends Code>(code: C, details: Details<C>) => void;

const severities: Readonly<Record<string, Severity>> = { E: "error", W: "warning", H: "hole", N: "note" };

export function makeDiagnostic<C extends Code>(code: C, details: Details<C>): Diagnostic {
  return {
    code,
    severity: details.severity ?? severities[code[0]!] ?? "error",
    params: details.params ?? {},
    labels: details.labels,
    help: details.help ?? [],
    ...(details.fix === undefined ? {} : { fix: details.fix }),
  };
}

/** More than these help nobody. */
export const enoughMessages = 100;

/**
 * A list that fills as `report` is called. One place is reported once: what goes wrong again at the same
 * span is a consequence. After a hundred errors the rest is only counted (E0100).
 */
export function diagnosticList(): { readonly diagnostics: Diagnostic[]; readonly report: Report } {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  let closed = false;
  const report: Report = (code, details) => {
    const at = details.labels[0]?.span;
    const place = at === undefined ? code : `${at.start}:${at.end}`;
    if (closed || seen.has(place)) return;
    seen.add(place);
    diagnostics.push(makeDiagnostic(code, details));
    if (diagnostics.length < enoughMessages) return;
    closed = true;
    diagnostics.push(makeDiagnostic("E0100", { params: { count: enoughMessages }, labels: [] }));
  };
  return { diagnostics, report };
}

/** Sorted by place; what has no place comes last. */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.toSorted(
    (a, b) => (a.labels[0]?.span.start ?? Infinity) - (b.labels[0]?.span.start ?? Infinity) || 0,
  );

export const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === "error";

export interface RenderOptions {
  readonly lang?: Lang;
  /** Colours the parts of the message; plain text without it. */
  readonly style?: Style;
  /** Columns of the terminal; longer lines are cut around the place. */
  readonly width?: number;
  /** false where only ASCII can be shown: the signs this renderer adds itself are then ASCII. */
  readonly unicode?: boolean;
}

const words = {
  en: {
    error: "error", warning: "warning", note: "note", hole: "hole", fix: "fix",
    certain: "certain", likely: "likely", "needs-you": "needs you",
  },
  ko: {
    error: "오류", warning: "경고", note: "알림", hole: "빈칸", fix: "고침",
    certain: "확실", likely: "유력", "needs-you": "판단 필요",
  },
} as const; // prettier-ignore

/**
 * The message as people read it: what is wrong, the line of the text with a caret under the smallest wrong
 * piece and a mark under what conflicts with it, then reasons and remedies.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  source: Source,
  { lang = "en", style = (_role, text) => text, width = 100, unicode = true }: RenderOptions = {},
): string {
  const { code, severity, params, labels, help, fix } = diagnostic;
  const text = (id: string, own: Params = {}): string => textOf(code, id, { ...params, ...own }, lang);
  const lines = [
    style(severity, `${words[lang][severity]}[${code}]`) + style("strong", `: ${text("title")}`),
  ];
  const at = labels[0]?.span;
  if (at !== undefined) {
    const { line, column } = positionAt(source, at.start);
    lines.push(`${style("gutter", "  -->")} ${source.name}:${line}:${column}`);
    const marks = labels.map((label, position) => ({
      span: label.span,
      text: text(label.text, label.params),
      role: position === 0 ? severity : ("secondary" as const),
    }));
    lines.push(...codeFrame(source, marks, { style, width, ellipsis: unicode ? "…" : "..." }));
  }
  const remark = (content: string): string => `${style("gutter", "   =")} ${content}`;
  for (const id of help) lines.push(remark(text(id)));
  if (fix !== undefined)
    lines.push(
      remark(style("fix", `${words[lang].fix} (${words[lang][fix.confidence]}): `) + fixText(fix, source)),
    );
  return lines.join("\n");
}

/** The repaired line, when the fix stays within one. */
function fixText(fix: Fix, source: Source): string {
  const { line } = positionAt(source, fix.span.start);
  const start = source.lineStarts[line - 1] ?? 0;
  const whole = lineText(source, line);
  const repaired = whole.slice(0, fix.span.start - start) + fix.text + whole.slice(fix.span.end - start);
  return visible(repaired.length <= 100 ? repaired.trim() : fix.text.trim());
}
