import type { Code, TextId } from "./messages/catalogue.ts";
import type { Params } from "./messages/message.ts";
import type { Span } from "./span.ts";

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
