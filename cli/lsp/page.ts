import { basename } from "node:path";
import type {
  Position,
  Range,
  TextDocumentContentChangeEvent,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { type CheckOptions, makeSource, positionAt, type Source, type Span } from "../../src/index.ts";
import { lengthIn, offsetIn, type Encoding } from "./encoding.ts";

export type Kind = Exclude<CheckOptions["kind"], "latex">;

const kindOfLanguage: Readonly<Record<string, Kind>> = {
  chain: "chain", chainrule: "chain", markdown: "md", quarto: "md", rmd: "md", latex: "tex", tex: "tex", plaintex: "tex",
}; // prettier-ignore

const kindOfEnding: Readonly<Record<string, Kind>> = {
  chain: "chain", md: "md", markdown: "md", qmd: "md", tex: "tex", ltx: "tex", latex: "tex",
}; // prettier-ignore

const entry = (table: Readonly<Record<string, Kind>>, key: string): Kind | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** An address without its escapes; one that is not well-formed stays as it is. */
function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** One version of an open document, and where things are in it. Offsets are in UTF-16 units, as everywhere. */
export class Page {
  readonly uri: string;
  readonly language: string;
  readonly version: number;
  readonly source: Source;
  /** undefined for documents of other languages: nothing is said of them. */
  readonly kind: Kind | undefined;
  readonly #encoding: Encoding;

  constructor(uri: string, language: string, version: number, text: string, encoding: Encoding) {
    const name = basename(decoded(uri));
    const ending = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
    this.uri = uri;
    this.language = language;
    this.version = version;
    this.source = makeSource(text, name);
    this.kind = entry(kindOfLanguage, language.toLowerCase()) ?? entry(kindOfEnding, ending);
    this.#encoding = encoding;
  }

  get text(): string {
    return this.source.text;
  }

  /** The next version of the document; each change applies to what the one before it left. */
  edited(changes: readonly TextDocumentContentChangeEvent[], version: number): Page {
    return changes.reduce<Page>((page, change) => {
      const text =
        "range" in change
          ? page.text.slice(0, page.offsetAt(change.range.start)) +
            change.text +
            page.text.slice(page.offsetAt(change.range.end))
          : change.text;
      return new Page(this.uri, this.language, version, text, this.#encoding);
    }, this);
  }

  /** A position beyond the end of its line is at its end, one beyond the last line at the end of the text. */
  offsetAt({ line, character }: Position): number {
    const { lineStarts, text } = this.source;
    const start = lineStarts[Math.max(0, line)];
    if (start === undefined) return text.length;
    const next = lineStarts[line + 1];
    const content = text.slice(start, next).replace(/[\r\n]+$/, "");
    return start + offsetIn(content, character, this.#encoding);
  }

  positionAt(offset: number): Position {
    const { line, column } = positionAt(this.source, offset);
    const start = this.source.lineStarts[line - 1]!;
    const before = this.text.slice(start, start + column - 1);
    return { line: line - 1, character: lengthIn(before, this.#encoding) };
  }

  range({ start, end }: Span): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  span({ start, end }: Range): Span {
    return { start: this.offsetAt(start), end: this.offsetAt(end) };
  }
}

/** Changes of one document; a client that knows versions learns which one they are for. */
export const workspaceEdit = (
  { uri, version }: Page,
  edits: TextEdit[],
  isVersioned: boolean,
): WorkspaceEdit =>
  isVersioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
