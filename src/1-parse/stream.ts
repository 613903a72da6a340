import type { Span } from "../core/span.ts";
import type { Token } from "./token.ts";

/** The words that begin a statement. */
export const statementWords = [
  "size",
  "input",
  "param",
  "label",
  "const",
  "assume",
  "convention",
  "alias",
  "claim",
] as const;
export type StatementWord = (typeof statementWords)[number];

export const isStatementWord = (text: string): text is StatementWord =>
  statementWords.some((word) => word === text);

/** The tokens of a text and a place among them. The last token is `end`; reading on stays there. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  private readonly text: string;
  private at = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.tokens = tokens;
    this.text = text;
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    if (this.at < this.tokens.length - 1) this.at++;
    return token;
  }

  /** The token before the next one, when it is in the same statement. */
  previous(): Token | undefined {
    const token = this.tokens[this.at - 1];
    return token?.kind === "newline" ? undefined : token;
  }

  textOf(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /**
   * Whether the line after the line break that comes next begins a statement: with a statement's word and a
   * name, or with `name =` or `name[…] =`. No line inside a bracket looks like that.
   */
  statementFollows(): boolean {
    let ahead = 0;
    while (this.peek(ahead).kind === "newline") ahead++;
    const first = this.peek(ahead);
    if (first.kind !== "name") return false;
    let after = this.peek(++ahead);
    if (isStatementWord(first.text) && after.kind === "name") return true;
    if (after.text === "[") {
      while (!["]", "newline", "end"].includes(after.kind === "sign" ? after.text : after.kind))
        after = this.peek(++ahead);
      after = this.peek(ahead + 1);
    }
    return after.kind === "sign" && (after.text === "=" || after.text === ":=");
  }
}
