import {
  type DerivationText,
  derive,
  type Index,
  type JudgedLine,
  type Lang,
  type Line,
  type Model,
  namingOf,
  type Span,
  toText,
} from "../../src/index.ts";
import { say } from "./words.ts";

/** A line of a derivation: as it was read, and what was found, when it is judged already. */
export interface ReadLine {
  readonly read: Line;
  readonly judged: JudgedLine | undefined;
}

/** Lines are judged in the order in which they are read. */
export const readLines = ({ lines }: DerivationText, judged: readonly JudgedLine[]): readonly ReadLine[] =>
  lines.map((read, k) => ({ read, judged: judged[k] }));

const length = ({ start, end }: Span): number => end - start;

/** The line around a place, or the one that stands on the same row of the text. */
export function lineAt(lines: readonly ReadLine[], text: string, offset: number): ReadLine | undefined {
  const around = lines.filter(({ read: { span } }) => span.start <= offset && offset <= span.end);
  if (around.length > 0) return around.sort((a, b) => length(a.read.span) - length(b.read.span))[0];
  const rowStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const rest = /[\r\n]/.exec(text.slice(offset));
  const rowEnd = rest === null ? text.length : offset + rest.index;
  return lines.find(({ read: { span } }) => span.end > rowStart && span.start < rowEnd);
}

/** The verdict in a few words; for a definition that nothing is wrong with, undefined. */
export function verdictText(
  { status, needs, follows, tested, code }: JudgedLine,
  lang: Lang,
): string | undefined {
  if (status === "definition") return undefined;
  if (follows !== undefined) return say(lang, "follows", { line: follows });
  const said = say(lang, status, { needs: (needs ?? []).join(", "), points: tested?.points ?? 0 });
  return status === "refuted" && code !== undefined ? `${said} (${code})` : said;
}

/** The axes of what the line speaks of. */
export function axesOf({ left, right }: Line): readonly Index[] {
  if (left.kind === "derivative") return left.axes;
  const side = left.kind === "value" ? left : right;
  return side.kind === "value" ? (side.readings[0]?.axes ?? []) : [];
}

const entry = (name: string, slots: readonly { readonly key: string }[]): string =>
  slots.length === 0 ? name : `${name}[${slots.map(({ key }) => key).join(", ")}]`;

/** What the line is about: `d(Cost)/d(W1[j, k])`, or its left side as it is written. */
export function subjectOf({ left, text }: Line): string {
  if (left.kind !== "derivative") {
    const written = text
      .split("=")[0]!
      .replaceAll("&", "")
      .replace(/^claim\s+/, "")
      .trim();
    return written === "" ? text.replaceAll(/&|\s+/g, " ").trim() : written;
  }
  const first = `d(${entry(left.of, left.ofSlots)})/d(${entry(left.wrt, left.wrtSlots)})`;
  return left.and === undefined ? first : `d(${first})/d(${entry(left.and.name, left.and.slots)})`;
}

/** What the line should say: what the check found, or the closed form of the derivative it is about. */
export function truthOf({ read: { left, ...line }, judged }: ReadLine, model: Model): string | undefined {
  if (judged?.expected !== undefined) return `${subjectOf({ left, ...line })} = ${judged.expected}`;
  if (left.kind !== "derivative" || left.and !== undefined) return undefined;
  const found = derive(model, { of: left.of, wrt: [left.wrt] });
  const result = "results" in found ? found.results[0] : undefined;
  if (result === undefined) return undefined;
  const quantity = model.definitions.get(left.of)?.params ?? [];
  const variable = result.axes.slice(quantity.length).map(({ name }) => ({ key: name }));
  const own = result.axes.slice(0, quantity.length).map(({ name }) => ({ key: name }));
  return `d(${entry(left.of, own)})/d(${entry(left.wrt, variable)}) = ${toText(result.value, namingOf(model), result.axes)}`;
}
