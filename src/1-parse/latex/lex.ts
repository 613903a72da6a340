import type { Report } from "../../core/diagnostic.ts";
import type { Span } from "../../core/span.ts";
import {
  characters,
  sameCommand,
  silent,
  silentWithArgument,
  sized,
  styles,
  upright,
  type Style,
  type TexToken,
} from "./token.ts";

const blank = /(?:\s|[~\u200B\u2060\uFEFF]|(?<!\\)%[^\n]*)+/uy;
const number = /\d+(?:\.\d+)?|(?<!\.)\.\d+/uy;
const command = /\\(?:operatorname\*|[A-Za-z]+\*?|[^A-Za-z])/uy;
/** A word set upright: letters and digits; anything else between braces is prose. */
const plainWord = /^\s*[\p{L}][\p{L}\p{N}_-]*\s*$/u;
const letter = /\p{L}/u;

/** The tokens of a formula, ending in an `end`; spans are offsets into the whole text. */
export function tokenizeTex(text: string, { start, end }: Span, report: Report): TexToken[] {
  return new TexLexer(text, start, end, report).run();
}

class TexLexer {
  readonly #text: string;
  readonly #end: number;
  readonly #report: Report;
  readonly #tokens: TexToken[] = [];
  #at: number;
  #spaced = false;
  #side: TexToken["side"];
  /** Where the command for the size of the next bracket begins: it belongs to the bracket. */
  #sizedAt: number | undefined;

  constructor(text: string, start: number, end: number, report: Report) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#report = report;
  }

  run(): TexToken[] {
    while (this.#at < this.#end) {
      const skipped = this.#match(blank);
      if (skipped !== undefined) {
        this.#at += skipped.length;
        this.#spaced = true;
        continue;
      }
      this.#next();
    }
    this.#push("end", "", this.#end);
    return this.#tokens;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    return found === undefined ? undefined : found.slice(0, this.#end - this.#at);
  }

  #push(kind: TexToken["kind"], text: string, end: number, style?: Style): void {
    const span = { start: this.#sizedAt ?? this.#at, end };
    this.#tokens.push({ kind, text, span, spaced: this.#spaced, style, side: this.#side });
    this.#at = end;
    this.#spaced = false;
    this.#side = undefined;
    this.#sizedAt = undefined;
  }

  #next(): void {
    const found = this.#match(number);
    if (found !== undefined) {
      const length = this.#takesOneDigit() ? 1 : found.length;
      return this.#push("number", found.slice(0, length), this.#at + length);
    }
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at)!);
    const end = this.#at + character.length;
    if (character === "\\") return this.#command();
    if (character === "{") return this.#push("open", character, end);
    if (character === "}") return this.#push("close", character, end);
    const known = Object.hasOwn(characters, character) ? characters[character]! : undefined;
    if (known !== undefined) {
      if (known.startsWith("\\")) return this.#named(known.slice(1), end);
      return this.#push("sign", known, end);
    }
    if (letter.test(character)) return this.#push("letter", character.normalize("NFC"), end);
    if (character === ":" && this.#text[end] === "=") return this.#push("sign", ":=", end + 1);
    if ("()[]|<>+-*/=,;:.!?'_^&#".includes(character)) return this.#push("sign", character, end);
    this.#report("E0101", {
      params: { found: character },
      labels: [{ span: { start: this.#at, end }, text: "here" }],
    });
    this.#at = end;
  }

  /** `\frac12`, `x^23`: without braces an argument is one digit. */
  #takesOneDigit(): boolean {
    const [before, last] = this.#tokens.slice(-2);
    const takes = (token: TexToken | undefined): boolean =>
      token?.kind === "command" ? token.text === "frac" : token?.kind === "sign" && "^_".includes(token.text);
    if (this.#tokens.length === 1) return takes(before);
    return takes(last) || (last?.kind === "number" && before?.kind === "command" && takes(before));
  }

  #command(): void {
    const found = this.#match(command) ?? "\\";
    const end = this.#at + found.length;
    const name = found.slice(1).replace(/(?<=\w)\*$/, "");
    if (name === "\\" || name === "cr" || name === "newline") return this.#row(end);
    if (silent.has(name) || name === "") return this.#skip(end);
    if (name === "quad" || name === "qquad") return this.#push("break", "", end);
    if (silentWithArgument.has(name)) return this.#skip(this.#argument(end)?.end ?? end);
    const side = sized.get(name);
    if (side !== undefined) {
      this.#sizedAt = this.#at;
      this.#at = end;
      if (side !== "none") this.#side = side;
      // The empty side of a pair: `\left.`
      if (this.#text[end] === "." && name !== "middle") {
        this.#at = end + 1;
        this.#side = undefined;
        this.#sizedAt = undefined;
      }
      return undefined;
    }
    if (name === "begin" || name === "end") {
      const argument = this.#argument(end);
      const environment = this.#text.slice(argument?.inner.start ?? end, argument?.inner.end ?? end);
      return this.#push("command", `${name} ${environment.trim().replace(/\*$/, "")}`, argument?.end ?? end);
    }
    if (upright.has(name)) return this.#upright(name, end);
    const style = styles.get(name);
    if (style !== undefined) return this.#styled(style, end);
    const bracket = /^([lr])(vert|Vert|angle|ceil|floor)$/.exec(name);
    if (bracket !== null) {
      this.#side = bracket[1] === "l" ? "left" : "right";
      return this.#push("sign", bracket[2] === "vert" ? "|" : "‖", end);
    }
    return this.#named(name, end);
  }

  #named(name: string, end: number): void {
    const same = Object.hasOwn(sameCommand, name) ? sameCommand[name]! : name;
    const isSign = !/^[A-Za-z]/.test(same);
    this.#push(isSign ? "sign" : "command", same, end);
  }

  /** `\\[2pt]` */
  #row(end: number): void {
    const gap = /^\*?\s*\[[^\]\n]*\]/.exec(this.#text.slice(end, Math.min(end + 40, this.#end)));
    const isLength = gap !== null && /\d\s*(?:pt|em|ex|mm|cm|in)\s*\]$/.test(gap[0]);
    this.#push("row", "", end + (isLength ? gap[0].length : 0));
  }

  #skip(to: number): void {
    this.#at = to;
    this.#spaced = true;
  }

  /** The span of the braces that follow, or of the one thing that does. */
  #argument(
    from: number,
  ): { readonly start: number; readonly inner: Span; readonly end: number } | undefined {
    let at = from;
    while (at < this.#end && /\s/.test(this.#text[at]!)) at++;
    if (this.#text[at] !== "{") return undefined;
    let depth = 0;
    for (let k = at; k < this.#end; k++) {
      if (this.#text[k] === "\\") k++;
      else if (this.#text[k] === "{") depth++;
      else if (this.#text[k] === "}" && --depth === 0)
        return { start: at, inner: { start: at + 1, end: k }, end: k + 1 };
    }
    return undefined;
  }

  #upright(name: string, end: number): void {
    const argument = this.#argument(end);
    if (argument === undefined) {
      // `\mathsf T`, `\mathrm d`: the next character.
      const single = /^\s*([A-Za-z])/.exec(this.#text.slice(end, Math.min(end + 20, this.#end)));
      if (single === null) return this.#skip(end);
      return this.#push("word", single[1]!, end + single[0].length);
    }
    const inner = this.#text.slice(argument.inner.start, argument.inner.end);
    if (plainWord.test(inner)) return this.#push("word", inner.trim(), argument.end);
    if (/^(?:text|mbox|hbox)/.test(name)) return this.#words(argument);
    // A formula set upright: `\mathrm{W_1}`. Its braces group it.
    return this.#skip(end);
  }

  /** Words between formulas; `\text{if $i = j$}` has a formula of its own. */
  #words({ inner, end }: { readonly inner: Span; readonly end: number }): void {
    let at = inner.start;
    const push = (to: number): void => {
      const words = this.#text.slice(at, to).trim();
      if (words !== "" || at === inner.start) this.#push("break", words, to);
    };
    for (const { index, 0: formula, 1: own } of this.#text
      .slice(inner.start, inner.end)
      .matchAll(/\$([^$]+)\$/g)) {
      const start = inner.start + index;
      push(start);
      const span = { start: start + 1, end: start + 1 + own!.length };
      this.#tokens.push(...tokenizeTex(this.#text, span, this.#report).slice(0, -1));
      at = start + formula.length;
    }
    push(inner.end);
    this.#skip(end);
  }

  #styled(style: Style, end: number): void {
    const argument = this.#argument(end);
    const [from, to, close] =
      argument === undefined
        ? [end, this.#end, undefined]
        : [argument.inner.start, argument.inner.end, argument.end];
    const single = /^\s*(?:(\\[A-Za-z]+)|([\p{L}\p{N}]))(\s*)/u.exec(
      this.#text.slice(from, Math.min(to, from + 40)),
    );
    const isAlone = single !== null && (close === undefined || from + single[0].length === to);
    if (!isAlone) return this.#skip(end);
    const stop = close ?? from + single[0].length - single[3]!.length;
    const [, name, character] = single;
    if (name === undefined) return this.#push("letter", character!, stop, style);
    const plain = name.slice(1);
    const same = Object.hasOwn(sameCommand, plain) ? sameCommand[plain]! : plain;
    return this.#push("command", same, stop, style);
  }
}
