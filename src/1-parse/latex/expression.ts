import type { Report } from "../../core/diagnostic.ts";
import type { Span } from "../../core/span.ts";
import { readBig } from "./big.ts";
import { bars, bracketed, closeBracket, closers, conditionsAfter } from "./brackets.ts";
import { Cursor, deepest, mostFactors, type Grammar } from "./cursor.ts";
import { readDerivativeFraction, readInlineDerivative, readNabla } from "./derivative.ts";
import { readEnvironment } from "./environment.ts";
import { accents, functionOf, letterCommands, takesProduct, type Lexicon } from "./lexicon.ts";
import { indicatorBelow } from "./indicator.ts";
import { readScripts } from "./scripts.ts";
import { bigOp, bigOps, isProse, isRelation, notFactors, productSign } from "./signs.ts";
import type { Comparison, ProductSign, Tex, TexProduct, TexScripted, TexSymbol } from "./syntax.ts";
import type { TexToken } from "./token.ts";

/**
 * Reads expressions of formulas by recursive descent of bounded depth. Nothing is thrown: what cannot be read is
 * reported and becomes a `broken` node.
 */
export class ExpressionReader implements Grammar {
  readonly cursor: Cursor;

  constructor(tokens: readonly TexToken[], lexicon: Lexicon, report: Report) {
    this.cursor = new Cursor(tokens, lexicon, report);
  }

  #deeper(read: () => Tex): Tex {
    const { cursor } = this;
    const { span } = cursor.peek();
    if (cursor.depth >= deepest) {
      return this.#refused("E0119", deepest, span);
    }
    cursor.depth++;
    const node = read();
    cursor.depth--;
    return node;
  }

  expression = (): Tex => this.#deeper(() => this.#sum());

  #sum(): Tex {
    const { cursor } = this;
    const { start } = cursor.peek().span;
    const terms: { negative: boolean; value: Tex }[] = [];
    let negative = this.#sign() ?? false;
    for (;;) {
      terms.push({ negative, value: this.term() });
      const sign = this.#sign();
      if (sign === undefined) break;
      negative = sign;
    }
    const [only] = terms;
    if (terms.length === 1 && !only!.negative) return only!.value;
    return { kind: "sum", terms, span: cursor.from(start) };
  }

  /** Whether a − stands here; undefined where neither + nor − does. */
  #sign(): boolean | undefined {
    if (this.cursor.passes("-")) return true;
    return this.cursor.passes("+") ? false : undefined;
  }

  term = (): Tex => this.#deeper(() => this.#product());

  #product(): Tex {
    const { cursor } = this;
    const { start } = cursor.peek().span;
    const first = this.factor();
    const factors: { sign: ProductSign; value: Tex; signSpan: Span }[] = [
      { sign: "juxtaposed", value: first, signSpan: first.span },
    ];
    for (;;) {
      const token = cursor.peek();
      if (factors.length >= mostFactors) return this.#refused("E0125", mostFactors, token.span);
      const sign = token.kind === "command" || token.kind === "sign" ? productSign(token.text) : undefined;
      if (sign !== undefined) {
        cursor.next();
        factors.push({ sign, value: this.#signed(), signSpan: token.span });
      } else if (this.#begins(token)) {
        const signSpan = { start: cursor.end, end: token.span.start };
        factors.push({ sign: "juxtaposed", value: this.factor(), signSpan });
      } else break;
    }
    return factors.length === 1
      ? first
      : ({ kind: "product", factors, span: cursor.from(start) } satisfies TexProduct);
  }

  /** Nothing of such a formula is kept; going on would only repeat the complaint. */
  #refused(code: "E0119" | "E0125", limit: number, span: Span): Tex {
    this.cursor.report(code, { params: { limit }, labels: [{ span, text: "here" }] });
    this.cursor.at = this.cursor.tokens.length - 1;
    return { kind: "broken", span };
  }

  /** A factor after a sign may have its own minus: `a \cdot -b`. */
  #signed(): Tex {
    const { start } = this.cursor.peek().span;
    if (!this.cursor.passes("-")) return this.factor();
    const value = this.factor();
    return { kind: "sum", terms: [{ negative: true, value }], span: this.cursor.from(start) };
  }

  /** Whether a factor begins with the token. */
  #begins(token: TexToken): boolean {
    if (["letter", "word", "number", "open"].includes(token.kind)) return !isProse(token);
    if (token.kind === "command") return !notFactors.has(token.text) && !token.text.startsWith("end ");
    if (token.kind !== "sign") return false;
    if (token.text === "|" || token.text === "‖") {
      if (token.side !== undefined) return token.side === "left";
      return this.cursor.open.at(-1) !== token.text;
    }
    // `\ (= …)` says the same once more.
    if (token.text === "(" && isRelation(this.cursor.peek(1))) return false;
    return ["(", "[", "{", "?", "#"].includes(token.text);
  }

  factor = (): Tex => this.#deeper(() => this.#factor());

  #factor(): Tex {
    const { cursor } = this;
    const token = cursor.peek();
    if (token.kind === "letter" || (token.kind === "command" && token.text === "partial")) {
      const derivative = readInlineDerivative(this);
      if (derivative !== undefined) return derivative;
    }
    if (token.kind === "word" && token.text === "d") {
      const derivative = readInlineDerivative(this);
      if (derivative !== undefined) return derivative;
    }
    const op = bigOp(token);
    if (op !== undefined && (op === "sum" || op === "prod" || cursor.peek(1).text === "_"))
      return readBig(this, op, () => this.#bigBody());
    return this.#scripted(this.#atom());
  }

  #bigBody(): Tex {
    const { start } = this.cursor.peek().span;
    if (!this.cursor.passes("-")) return this.term();
    const value = this.term();
    return { kind: "sum", terms: [{ negative: true, value }], span: this.cursor.from(start) };
  }

  /** Scripts after an atom; a function takes its argument after them. */
  #scripted(base: Tex): Tex {
    const { cursor } = this;
    const indicator = indicatorBelow(this, base);
    if (indicator !== undefined) return indicator;
    const scripts = readScripts(this);
    const isPlain = scripts.sub.length + scripts.sup.length + scripts.primes === 0;
    const node: Tex = isPlain
      ? base
      : { kind: "scripted", base, ...scripts, span: cursor.from(base.span.start) };
    if (base.kind === "number" && base.text === "1" && base.style !== undefined) return this.#indicator(node);
    if (base.kind === "norm" || base.kind === "abs") return node;
    if (base.kind !== "symbol") return node;
    const head = node as TexSymbol | TexScripted;
    if (base.style === "blackboard" && (base.name === "I" || base.name === "1")) return this.#indicator(node);
    const known = functionOf(base.name);
    const isOwn = cursor.lexicon.functions.has(base.name);
    if (cursor.lexicon.quantities.has(base.name) && cursor.is("(")) {
      this.#atom();
      return node;
    }
    if (known === undefined && !isOwn) return node;
    const hasArgument = cursor.is("(") || cursor.is("[") || cursor.is("{");
    if (isOwn && known === undefined && !cursor.is("(")) return node;
    if (!hasArgument && !this.#begins(cursor.peek()) && !cursor.is("-")) return node;
    if (!hasArgument && (known === "softmax" || known === "relu") && cursor.is("-")) return node;
    return this.#call(known ?? base.name, head, hasArgument);
  }

  #call(name: string, head: TexSymbol | TexScripted, hasArgument: boolean): Tex {
    const { cursor } = this;
    let args: Tex[];
    if (hasArgument) {
      const group = this.#atom();
      args = group.kind === "group" ? [group.body, ...group.rest] : [group];
    } else {
      const { start } = cursor.peek().span;
      const negative = cursor.passes("-");
      const value = takesProduct.has(name) ? this.term() : this.#bareArgument();
      args = [negative ? { kind: "sum", terms: [{ negative, value }], span: cursor.from(start) } : value];
    }
    const call: Tex = { kind: "call", name, head, args, span: cursor.from(head.span.start) };
    const scripts = readScripts(this);
    if (scripts.sub.length + scripts.sup.length + scripts.primes === 0) return call;
    return { kind: "scripted", base: call, ...scripts, span: cursor.from(head.span.start) };
  }

  /** `\log p_j`, `\log 2x`, `\log softmax(z)`: one thing, and a number with what it multiplies. */
  #bareArgument(): Tex {
    const first = this.factor();
    if (first.kind !== "number" || !this.#begins(this.cursor.peek())) return first;
    const second = this.factor();
    const factors = [first, second].map((value) => ({
      sign: "juxtaposed" as const,
      value,
      signSpan: value.span,
    }));
    return { kind: "product", factors, span: { start: first.span.start, end: second.span.end } };
  }

  /** `\mathbf 1[h > 0]`, `\mathbb 1_{h > 0}`, `\mathbb I(i = j)`; without a comparison the node itself. */
  #indicator(node: Tex): Tex {
    const { cursor } = this;
    if (!cursor.is("[") && !cursor.is("(") && !cursor.is("{")) return node;
    const { at } = cursor;
    const group = bracketed(this);
    if (group.kind === "bracket")
      return { kind: "bracket", conditions: group.conditions, span: cursor.from(node.span.start) };
    cursor.at = at;
    return node;
  }

  /** A single thing, without scripts. */
  #atom(): Tex {
    const { cursor } = this;
    const token = cursor.peek();
    switch (token.kind) {
      case "number":
        cursor.next();
        return { kind: "number", text: token.text, style: undefined, span: token.span };
      case "letter":
        return this.#letters(token);
      case "word":
        if (isProse(token)) return this.#missing(token);
        cursor.next();
        return { kind: "symbol", name: token.text, style: undefined, span: token.span };
      case "open":
        return this.argument();
      case "command":
        return this.#command(token);
      case "sign":
        if (token.text in closers) return bracketed(this);
        if (token.text === "|" || token.text === "‖") return bars(this, token);
        if (token.text === "?") {
          cursor.next();
          return { kind: "hole", span: token.span };
        }
        if (token.text === "#") return this.#count(token);
        return this.#missing(token);
      case "close":
      case "row":
      case "break":
      case "end":
        return this.#missing(token);
    }
  }

  #missing(token: TexToken): Tex {
    const span = { start: this.cursor.end || token.span.start, end: token.span.start };
    const place = span.start <= span.end ? span : token.span;
    this.cursor.report("E0110", {
      labels: [{ span: token.kind === "sign" ? token.span : place, text: "here" }],
    });
    return { kind: "broken", span: place };
  }

  /** Letters that stand together are a word where the text knows one. */
  #letters(first: TexToken): Tex {
    const { cursor } = this;
    if (first.style !== undefined) {
      cursor.next();
      if (/\d/.test(first.text))
        return { kind: "number", text: first.text, style: first.style, span: first.span };
      return { kind: "symbol", name: first.text, style: first.style, span: first.span };
    }
    let text = "";
    let length = 0;
    let word = "";
    for (let ahead = 0; ahead < 24; ahead++) {
      const token = cursor.peek(ahead);
      if (token.kind !== "letter" || token.style !== undefined || (ahead > 0 && token.spaced)) break;
      text += token.text;
      if (cursor.lexicon.words.has(text)) [length, word] = [ahead + 1, text];
    }
    const { start } = first.span;
    for (let k = 0; k < Math.max(length, 1); k++) cursor.next();
    return {
      kind: "symbol",
      name: length === 0 ? first.text : word,
      style: undefined,
      span: cursor.from(start),
    };
  }

  /** `\#hidden` */
  #count(sign: TexToken): Tex {
    const { cursor } = this;
    cursor.next();
    let name = "";
    while (["letter", "word"].includes(cursor.peek().kind) && (name === "" || !cursor.peek().spaced))
      name += cursor.next().text;
    return { kind: "symbol", name: `#${name}`, style: undefined, span: cursor.from(sign.span.start) };
  }

  #command(token: TexToken): Tex {
    const { cursor } = this;
    const { text, span } = token;
    const { start } = span;
    if (text.startsWith("begin ")) return readEnvironment(this, text.slice(6));
    if (text === "nabla") return readNabla(this);
    if (text === "frac") {
      cursor.next();
      const derivative = readDerivativeFraction(this, start);
      if (derivative !== undefined) return derivative;
      const above = this.argument();
      return { kind: "fraction", above, below: this.argument(), span: cursor.from(start) };
    }
    if (text === "sqrt") {
      cursor.next();
      const degree = cursor.is("[") ? this.#degree() : undefined;
      return { kind: "root", body: this.argument(), degree, span: cursor.from(start) };
    }
    if (text === "underbrace" || text === "overbrace") {
      cursor.next();
      const body = this.argument();
      while (cursor.passes("_") || cursor.passes("^")) this.#skipArgument();
      return { kind: "group", body, rest: [], span: cursor.from(start) };
    }
    if (text === "boxed" || text === "cancel" || text === "fbox") {
      cursor.next();
      if (cursor.peek().kind === "open" && cursor.peek(1).kind === "close") return this.#empty(start);
      return { kind: "group", body: this.argument(), rest: [], span: cursor.from(start) };
    }
    if (text === "half") {
      cursor.next();
      const [above, below] = ["1", "2"].map((digits): Tex => ({
        kind: "number",
        text: digits,
        style: undefined,
        span,
      }));
      return { kind: "fraction", above: above!, below: below!, span };
    }
    if (text === "dots" || text === "square") {
      cursor.next();
      return { kind: "hole", span };
    }
    if (Object.hasOwn(accents, text)) return this.#accent(accents[text]!, start);
    if (text === "arg" && bigOp(cursor.peek(1)) !== undefined) cursor.next();
    cursor.next();
    const isKnown = letterCommands.has(text) || functionOf(text) !== undefined || bigOps.has(text);
    if (!isKnown && cursor.peek().kind === "open" && !cursor.peek().spaced)
      this.cursor.report("E0120", { params: { name: `\\${text}` }, labels: [{ span, text: "here" }] });
    return { kind: "symbol", name: text, style: token.style, span };
  }

  #empty(start: number): Tex {
    this.cursor.next();
    this.cursor.next();
    return { kind: "hole", span: this.cursor.from(start) };
  }

  #degree(): Tex {
    this.cursor.next();
    const degree = this.argument();
    this.cursor.passes("]");
    return degree;
  }

  #skipArgument(): void {
    const { cursor } = this;
    cursor.at = cursor.peek().kind === "open" ? cursor.closing(cursor.at) + 1 : cursor.at + 1;
    cursor.at = Math.min(cursor.at, cursor.tokens.length - 1);
  }

  #accent(accent: string, start: number): Tex {
    this.cursor.next();
    const body = this.argument();
    const span = this.cursor.from(start);
    if (body.kind === "symbol") return { ...body, name: `${body.name}_${accent}`, span };
    if (body.kind === "scripted" && body.base.kind === "symbol")
      return { ...body, base: { ...body.base, name: `${body.base.name}_${accent}` }, span };
    this.cursor.report("E0120", { params: { name: `\\${accent}` }, labels: [{ span, text: "here" }] });
    return { kind: "broken", span };
  }

  argument = (): Tex => {
    const { cursor } = this;
    const open = cursor.peek();
    if (open.kind !== "open") {
      if (open.kind !== "letter" || open.style !== undefined) return this.#deeper(() => this.#atom());
      cursor.next();
      return { kind: "symbol", name: open.text, style: undefined, span: open.span };
    }
    cursor.next();
    if (cursor.is("", "close") || cursor.peek().kind === "close") {
      cursor.next();
      return { kind: "hole", span: cursor.from(open.span.start) };
    }
    cursor.open.push("{");
    const body = this.expression();
    cursor.open.pop();
    closeBracket(this, open, "}", (token) => token.kind === "close");
    return body;
  };

  conditionsAfter = (left: Tex): Comparison[] | undefined => conditionsAfter(this, left);
}
