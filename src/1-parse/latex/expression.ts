import type { Report } from "../../core/diagnostic.ts";
import type { Span } from "../../core/span.ts";
import { readBig } from "./big.ts";
import { Cursor, deepest, type Grammar } from "./cursor.ts";
import { readDerivativeFraction, readInlineDerivative, readNabla } from "./derivative.ts";
import { readEnvironment } from "./environment.ts";
import { accents, functionOf, letterCommands, takesProduct, type Lexicon } from "./lexicon.ts";
import { readScripts } from "./scripts.ts";
import type {
  BigOp,
  Comparator,
  Comparison,
  ProductSign,
  Tex,
  TexProduct,
  TexScripted,
  TexSymbol,
} from "./syntax.ts";
import type { TexToken } from "./token.ts";

const productSigns: Readonly<Record<string, ProductSign>> = {
  cdot: "cdot", times: "times", odot: "odot", circ: "circ", otimes: "otimes", "*": "star", "/": "slash",
}; // prettier-ignore

export const comparators: Readonly<Record<string, Comparator>> = {
  "<": "<", ">": ">", leq: "<=", geq: ">=", neq: "!=", "=": "==", equiv: "==",
}; // prettier-ignore

const bigOps: ReadonlySet<string> = new Set(["sum", "prod", "max", "min", "argmax", "argmin"]);
const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Reads expressions of formulas by recursive descent of bounded depth. Nothing is thrown: what cannot be read is
 * reported and becomes a `broken` node.
 */
export class ExpressionReader implements Grammar {
  readonly cursor: Cursor;
  readonly #report: Report;

  constructor(tokens: readonly TexToken[], lexicon: Lexicon, report: Report) {
    this.cursor = new Cursor(tokens, lexicon, report);
    this.#report = report;
  }

  #deeper(read: () => Tex): Tex {
    const { cursor } = this;
    const { span } = cursor.peek();
    if (cursor.depth >= deepest) {
      this.#report("E0119", { params: { limit: deepest }, labels: [{ span, text: "here" }] });
      // Nothing of such a formula is kept; going on would only repeat the complaint.
      cursor.at = cursor.tokens.length - 1;
      return { kind: "broken", span };
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
    const scripts = readScripts(this);
    const isPlain = scripts.sub.length + scripts.sup.length + scripts.primes === 0;
    const node: Tex = isPlain
      ? base
      : { kind: "scripted", base, ...scripts, span: cursor.from(base.span.start) };
    if (base.kind === "number" && base.style !== undefined) return this.#indicator(node);
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
    const group = this.#bracketed();
    if (group.kind === "bracket") return { ...group, span: cursor.from(node.span.start) };
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
        if (token.text in closers) return this.#bracketed();
        if (token.text === "|" || token.text === "‖") return this.#bars(token);
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
    this.#report("E0110", { labels: [{ span: token.kind === "sign" ? token.span : place, text: "here" }] });
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
      this.#report("E0120", { params: { name: `\\${text}` }, labels: [{ span, text: "here" }] });
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
    this.#report("E0120", { params: { name: `\\${accent}` }, labels: [{ span, text: "here" }] });
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
    this.#close(open, "}", (token) => token.kind === "close");
    return body;
  };

  #close(open: TexToken, meant: string, fits: (token: TexToken) => boolean): void {
    const { cursor } = this;
    const token = cursor.peek();
    if (fits(token)) {
      cursor.next();
      return;
    }
    if (token.kind === "end") {
      this.#report("E0103", {
        params: { open: open.text, meant },
        labels: [{ span: open.span, text: "opened" }],
      });
      return;
    }
    this.#report("E0102", { params: { found: token.text }, labels: [{ span: token.span, text: "here" }] });
    // On to the bracket that closes, if there is one at this depth.
    let depth = 0;
    for (let k = cursor.at; k < cursor.tokens.length - 1; k++) {
      const { kind, text } = cursor.tokens[k]!;
      if (depth === 0 && fits(cursor.tokens[k]!)) {
        cursor.at = k + 1;
        return;
      }
      if (kind === "open" || (kind === "sign" && text in closers)) depth++;
      if (kind === "close" || (kind === "sign" && ")]}".includes(text))) depth--;
      if (depth < 0) return;
    }
  }

  /** `(…)`, `[…]`, `\{…\}`; with a comparison inside it is a bracket of Iverson. */
  #bracketed(): Tex {
    const { cursor } = this;
    const open = cursor.next();
    const meant = closers[open.text]!;
    const fits = (token: TexToken): boolean => token.kind === "sign" && token.text === meant;
    if (fits(cursor.peek())) {
      cursor.next();
      return { kind: "hole", span: cursor.from(open.span.start) };
    }
    cursor.open.push(open.text);
    const body = this.expression();
    const conditions = this.conditionsAfter(body);
    const rest: Tex[] = [];
    if (conditions === undefined)
      while (cursor.passes(",") || cursor.passes(";") || cursor.is("|")) rest.push(this.#listed());
    cursor.open.pop();
    this.#close(open, meant, fits);
    const span = cursor.from(open.span.start);
    if (conditions !== undefined) return { kind: "bracket", conditions, span };
    return { kind: "group", body, rest, span };
  }

  /** A further entry of a list; `f(x \mid y)` has a bar instead of a comma. */
  #listed(): Tex {
    this.cursor.passes("|");
    return this.expression();
  }

  conditionsAfter = (left: Tex): Comparison[] | undefined => {
    const { cursor } = this;
    const found: Comparison[] = [];
    let last = left;
    for (;;) {
      const token = cursor.peek();
      const op = comparator(token);
      if (op === undefined) return found.length === 0 ? undefined : found;
      cursor.next();
      const right = this.expression();
      found.push({ op, left: last, right, span: { start: last.span.start, end: right.span.end } });
      last = right;
    }
  };

  #bars(open: TexToken): Tex {
    const { cursor } = this;
    cursor.next();
    // `||x||` is a norm as well.
    const isDouble =
      open.text === "|" && cursor.is("|") && !cursor.peek().spaced && cursor.peek().side !== "right";
    if (isDouble) cursor.next();
    cursor.open.push(open.text);
    const body = this.expression();
    cursor.open.pop();
    this.#close(open, open.text, (token) => token.kind === "sign" && token.text === open.text);
    if (isDouble) cursor.passes("|");
    const scripts = cursor.is("_") ? readScripts(this) : undefined;
    const span = cursor.from(open.span.start);
    const kind = isDouble || open.text === "‖" ? "norm" : "abs";
    const node: Tex = { kind, body, sub: scripts?.sub ?? [], span };
    if (scripts === undefined || scripts.sup.length === 0) return node;
    return { kind: "scripted", base: node, sub: [], sup: scripts.sup, primes: 0, span };
  }
}

/** Commands that begin no factor. */
const notFactors: ReadonlySet<string> = new Set([
  "in", "leq", "geq", "neq", "equiv", "approx", "propto", "leftarrow", "rightarrow", "Rightarrow", "Leftrightarrow",
  "therefore", "because", "wedge", "quad", "cdot", "times", "odot", "circ", "otimes", "forall", "sim", "simeq",
  "mapsto", "notin", "ll", "gg", "pm", "mp", "top",
]); // prettier-ignore

/** Words of the sentence around a formula. */
const prose: ReadonlySet<string> = new Set([
  "where", "and", "with", "for", "so", "then", "hence", "thus", "since", "let", "if", "or", "that", "is", "we", "have",
  "by", "from", "using", "because", "otherwise", "else", "when", "now", "as", "note", "all", "each", "also", "given",
  "elementwise", "therefore", "assume", "assuming", "on", "off", "but", "the", "a",
]); // prettier-ignore

export const isProse = (token: TexToken): boolean =>
  token.kind === "word" && token.text.length > 1 && prose.has(token.text.toLowerCase());

export const comparator = ({ kind, text }: TexToken): Comparator | undefined =>
  (kind === "sign" || kind === "command") && Object.hasOwn(comparators, text) ? comparators[text] : undefined;

export const isRelation = (token: TexToken): boolean =>
  comparator(token) !== undefined ||
  token.text === ":=" ||
  (token.kind === "command" && token.text === "leftarrow");

const productSign = (text: string): ProductSign | undefined =>
  Object.hasOwn(productSigns, text) ? productSigns[text] : undefined;

const bigOp = ({ kind, text }: TexToken): BigOp | undefined =>
  (kind === "command" || kind === "word") && bigOps.has(text) ? (text as BigOp) : undefined;
