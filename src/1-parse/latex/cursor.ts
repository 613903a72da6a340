import type { Report } from "../../core/diagnostic.ts";
import type { Span } from "../../core/span.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Comparison, Tex } from "./syntax.ts";
import type { TexToken } from "./token.ts";

/** How deep formulas may nest; deeper ones are reported. */
export const deepest = 60;

/** A product has at most so many factors, and a power of a power so many levels. */
export const mostFactors = 64;

/** A place among the tokens of a formula. */
export class Cursor {
  readonly tokens: readonly TexToken[];
  readonly report: Report;
  readonly lexicon: Lexicon;
  at = 0;
  /** Brackets and bars that are open here, innermost last. */
  readonly open: string[] = [];
  depth = 0;

  constructor(tokens: readonly TexToken[], lexicon: Lexicon, report: Report) {
    this.tokens = tokens;
    this.lexicon = lexicon;
    this.report = report;
  }

  peek(ahead = 0): TexToken {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)]!;
  }

  next(): TexToken {
    const token = this.peek();
    if (this.at < this.tokens.length - 1) this.at++;
    return token;
  }

  is(text: string, kind: TexToken["kind"] = "sign"): boolean {
    const token = this.peek();
    return token.kind === kind && token.text === text;
  }

  passes(text: string, kind: TexToken["kind"] = "sign"): boolean {
    if (!this.is(text, kind)) return false;
    this.next();
    return true;
  }

  /** The end of what has been read. */
  get end(): number {
    return this.tokens[this.at - 1]?.span.end ?? this.peek().span.start;
  }

  from(start: number): Span {
    return { start, end: Math.max(start, this.end) };
  }

  /** The closing brace that belongs to the opening one at `at`. */
  closing(at: number): number {
    let depth = 0;
    for (let k = at; k < this.tokens.length; k++) {
      const { kind } = this.tokens[k]!;
      if (kind === "open") depth++;
      else if (kind === "close" && --depth === 0) return k;
    }
    return this.tokens.length - 1;
  }
}

/** The mutually recursive parts of the grammar. */
export interface Grammar {
  readonly cursor: Cursor;
  /** A sum. */
  readonly expression: () => Tex;
  /** A product. */
  readonly term: () => Tex;
  readonly factor: () => Tex;
  /** `{…}`, or the one thing that stands there. */
  readonly argument: () => Tex;
  /** Comparisons that go on from `left`; undefined when none does. */
  readonly conditionsAfter: (left: Tex) => Comparison[] | undefined;
}
