import type { Origin } from "../1-lower/term.ts";

/** Where a piece of generated text stands and which node of the graph it computes; lines and columns from 1. */
export interface Provenance {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly origin: Origin;
}

const WIDTH = 110;

/** Collects lines of code, indented by two spaces, none longer than 110 columns where it can be broken. */
export class Writer {
  readonly lines: string[] = [];
  readonly provenance: Provenance[] = [];
  #depth = 0;
  readonly #deferred: (() => void)[] = [];

  /** A line, or several where it is long; `origin` says what it computes. */
  line(text: string, origin?: Origin): void {
    const first = this.lines.length + 1;
    const indent = "  ".repeat(this.#depth);
    for (const [k, part] of broken(text, WIDTH - indent.length).entries())
      this.lines.push(part === "" ? "" : `${indent}${k > 0 ? "    " : ""}${part}`);
    if (origin === undefined) return;
    const last = this.lines.at(-1)!;
    this.provenance.push({
      line: first,
      column: indent.length + 1,
      endLine: this.lines.length,
      endColumn: last.length + 1,
      origin,
    });
  }

  blank(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== "") this.lines.push("");
  }

  /** `head {`, the lines that body writes, `}` with `tail`. */
  block(head: string, body: () => void, tail = ""): void {
    this.line(head === "" ? "{" : `${head} {`);
    this.#depth++;
    body();
    this.#depth--;
    this.line(`}${tail}`);
  }

  /** Something to be written once the current function is finished. */
  defer(write: () => void): void {
    this.#deferred.push(write);
  }

  writeDeferred(): void {
    for (const write of this.#deferred.splice(0)) {
      this.blank();
      write();
    }
  }

  text(): string {
    return `${this.lines.join("\n")}\n`;
  }
}

/** What a line may be broken between; a parameter stays with its type. */
function words(text: string): readonly string[] {
  const found: string[] = [];
  for (const word of text.split(" "))
    if (found.at(-1)?.endsWith(":") === true) found.push(`${found.pop()} ${word}`);
    else found.push(word);
  return found;
}

/** Breaks at spaces: any may be a line break in a statement but the one after `return`; types stay whole. */
function broken(text: string, width: number): readonly string[] {
  const margin = /^ */.exec(text)![0];
  if (margin !== "")
    return broken(text.slice(margin.length), width - margin.length).map((part) => margin + part);
  if (text.length <= width || /^\s*(?:\/\/|\*|\/\*)/.test(text)) return [text];
  const parts: string[] = [];
  let line = "";
  for (const word of words(text)) {
    const room = width - (parts.length > 0 ? 4 : 0);
    if (line === "" || line === "return" || line.length + 1 + word.length <= room)
      line = line === "" ? word : `${line} ${word}`;
    else {
      parts.push(line);
      line = word;
    }
  }
  return [...parts, line];
}
