import type { ClientCapabilities, PositionEncodingKind } from "vscode-languageserver/node";

/** The units in which a client counts the characters of a line. */
export type Encoding = "utf-8" | "utf-16" | "utf-32";

const isEncoding = (kind: PositionEncodingKind): kind is Encoding => Object.hasOwn(widths, kind);

/** How many units a code point takes. */
const widths: { readonly [E in Encoding]: (codePoint: number) => number } = {
  "utf-8": (point) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4),
  "utf-16": (point) => (point < 0x10000 ? 1 : 2),
  "utf-32": () => 1,
};

/** The client's favourite among those we know; UTF-16, which every client knows, where it names none. */
export const negotiated = ({ general }: ClientCapabilities): Encoding =>
  general?.positionEncodings?.find(isEncoding) ?? "utf-16";

/** The length of a text in units of the encoding. */
export function lengthIn(text: string, encoding: Encoding): number {
  if (encoding === "utf-16") return text.length;
  const width = widths[encoding];
  let length = 0;
  for (const character of text) length += width(character.codePointAt(0)!);
  return length;
}

/** The UTF-16 offset of a character that is counted in the encoding; inside a character it is the character's start. */
export function offsetIn(line: string, character: number, encoding: Encoding): number {
  const width = widths[encoding];
  let [units, offset] = [0, 0];
  for (const one of line) {
    units += width(one.codePointAt(0)!);
    if (units > character) return offset;
    offset += one.length;
  }
  return offset;
}
