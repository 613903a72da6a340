import { styleText } from "node:util";
import type { Complaint } from "./failure.ts";
import { frame, harmless, type Paint } from "./frame.ts";
import { type Language, word } from "./messages/catalogue.ts";

/** Where a command speaks: results to standard output, everything meant for a person's eye to standard error. */
export interface Terminal {
  readonly language: Language;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
  /** Widths in columns. */
  readonly width: number;
  readonly errWidth: number;
  /** Of messages that are the result itself; not a terminal's are wider. */
  readonly frameWidth: number;
  /** false where the locale or the terminal shows only ASCII. */
  readonly unicode: boolean;
}

/** Colours by `styleText`, when the stream is a terminal and NO_COLOR does not forbid them. */
function painter(stream: NodeJS.WriteStream): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const forbidden = (NO_COLOR !== undefined && NO_COLOR !== "") || TERM === "dumb" || FORCE_COLOR === "0";
  const wanted = !forbidden && (stream.isTTY || (FORCE_COLOR !== undefined && FORCE_COLOR !== ""));
  return (format, text) => (wanted ? styleText(format, text, { validateStream: false }) : text);
}

/** A locale that says another encoding than UTF-8 is believed, and so is a terminal that has no such signs. */
export function showsUnicode({ LC_ALL, LC_CTYPE, LANG, TERM }: NodeJS.ProcessEnv): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== "");
  return (locale === undefined || /utf-?8/i.test(locale)) && TERM !== "linux";
}

export const terminal = (language: Language): Terminal => ({
  language,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  paintOut: painter(process.stdout),
  paintErr: painter(process.stderr),
  width: process.stdout.columns ?? 80,
  errWidth: process.stderr.columns ?? 100,
  frameWidth: process.stdout.columns ?? 100,
  unicode: showsUnicode(process.env),
});

/** A failure as a person reads it: title, the place in the file, cause, remedy. */
export function failureText(failure: Complaint, { language, paintErr }: Terminal): string {
  const { title, cause, remedy } = failure.in(language);
  const { place, code } = failure;
  const head = code.startsWith("W")
    ? paintErr("yellow", `${word(language, "warning")}[${code}]`)
    : paintErr("red", `${word(language, "error")}[${code}]`);
  return [
    `${head}: ${paintErr("bold", harmless(title))}`,
    ...(place ? frame(place.file, place.text, [place], paintErr) : []),
    `  = ${word(language, "cause")}: ${harmless(cause)}`,
    `  = ${word(language, "help")}: ${harmless(remedy)}`,
    "",
  ].join("\n");
}
