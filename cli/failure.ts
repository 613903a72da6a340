import type { DiagnosticRecord } from "../src/index.ts";
import {
  complaint,
  type ComplaintCode,
  type Entry,
  type Language,
  type Values,
  word,
  type Word,
} from "./messages/catalogue.ts";

/** A piece of a text that a complaint points at: offsets in UTF-16 units, end exclusive. */
export interface Place {
  readonly file: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A phrase that is put into words only when the language is known. */
export interface Phrase {
  readonly word: Word;
  readonly values?: Values;
}

/** Why the command line cannot go on: bad usage, an unreadable file, data that do not fit. Exit code 2. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode = 2;
  readonly code: ComplaintCode;
  readonly values: Readonly<Record<string, string | number | Phrase>>;
  readonly place: Place | undefined;

  constructor(
    code: ComplaintCode,
    values: Readonly<Record<string, string | number | Phrase>> = {},
    place?: Place,
  ) {
    super(code);
    this.code = code;
    this.values = values;
    this.place = place;
  }

  /** The complaint in the reader's language. */
  in(language: Language): Entry {
    const spoken = Object.entries(this.values).map(([key, value]) => [
      key,
      typeof value === "object" ? word(language, value.word, value.values) : value,
    ]);
    return complaint(language, this.code, Object.fromEntries(spoken) as Values);
  }
}

/** Whatever the command line can say about why it cannot go on. */
export interface Complaint {
  readonly code: string;
  readonly place?: Place | undefined;
  in(language: Language): Entry;
}

/** Complaints of the command line and of builds; everything else is a defect. */
export const isComplaint = (error: unknown): error is Complaint =>
  error instanceof Failure || (error instanceof Error && error.name === "BuildError");

/** The complaint for programs, in the form that diagnostics have in every JSON document. */
export function complaintJson(failure: Complaint, language: Language): object {
  const { title, cause, remedy } = failure.in(language);
  const { code, place } = failure;
  const where = place ? { file: place.file, ...positionOf(place) } : {};
  const diagnostic = { code, severity: "error", message: title, cause, help: [remedy], ...where };
  return { diagnostics: [diagnostic] };
}

/** The complaint as a diagnostic of a file: what the reports of derivations list. */
export function complaintRecord(failure: Complaint, language: Language, file: string): DiagnosticRecord {
  const { title, cause, remedy } = failure.in(language);
  const { code } = failure;
  const severity = code.startsWith("W") ? "warning" : "error";
  return { code, severity, message: title, file, help: [cause, remedy], places: [] };
}

/** Line and column of a place, both from 1. */
function positionOf({ text, start }: Place): { readonly line: number; readonly column: number } {
  const before = text.slice(0, start).split(/\r\n|\n|\r/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
