import type { Scope } from "../identifiers.ts";
import type { Language } from "../signature.ts";
import type { Writer } from "../writer.ts";

/**
 * Text of a wrapper, written as a pattern: `@word` is a variable of the wrapper, called so unless a tensor has that
 * name; what stands between « and » is there in TypeScript only.
 */
export class Pattern {
  readonly #scope: Scope;
  readonly #language: Language;
  readonly #names = new Map<string, string>();

  constructor(scope: Scope, language: Language) {
    this.#scope = scope;
    this.#language = language;
  }

  #name(word: string): string {
    const known = this.#names.get(word) ?? this.#scope.claim(word);
    this.#names.set(word, known);
    return known;
  }

  text(pattern: string): string {
    const typed = pattern.replaceAll(/«([^»]*)»/g, this.#language === "ts" ? "$1" : "");
    return typed.replaceAll(/@([\p{ID_Continue}$]+)/gu, (_, word: string) => this.#name(word));
  }

  /** Writes the lines of a pattern; empty ones separate. */
  write(writer: Writer, pattern: string): void {
    for (const line of this.text(pattern.replaceAll(/^\n+|\n+$/g, "")).split("\n")) {
      if (line.trim() === "") writer.blank();
      else writer.line(line);
    }
  }
}
