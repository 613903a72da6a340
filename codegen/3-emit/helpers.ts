import type { Language } from "./signature.ts";
import type { Writer } from "./writer.ts";

/** Functions that JavaScript lacks, as text. */
const helpers: Readonly<
  Record<string, { readonly needs: readonly string[]; readonly lines: readonly string[] }>
> = {};

/** Writes the helpers that a kernel uses. */
export function writeHelpers(writer: Writer, used: ReadonlySet<string>, language: Language): void {
  for (const [name, { lines }] of Object.entries(helpers)) {
    if (!used.has(name)) continue;
    writer.blank();
    for (const line of lines) writer.line(language === "ts" ? line : line.replaceAll(": number", ""));
  }
}
