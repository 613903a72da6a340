import type { Report } from "../core/diagnostic.ts";
import { cover, type Span } from "../core/span.ts";
import { type Bracket, operand, type Operand, Pending } from "./pending.ts";
import { assoc, derivativePower, infixPower } from "./precedence.ts";
import { isStatementWord, type TokenStream } from "./stream.ts";
import type { CompareOp, ExprSyntax, InfixOp, NameSyntax, RangeSyntax } from "./syntax.ts";
import type { Token } from "./token.ts";

/**
 * Reads one expression by operator precedence, as mathjs does, with a stack of its own: nesting is limited
 * by memory, not by the JavaScript stack. Nothing is thrown: what cannot be read becomes a `broken` node and
 * a diagnostic, and reading goes on.
 *
 * The reader alternates between two states: it expects an operand (a number, a name, a prefix, a bracket) or,
 * with an operand in hand, an operator. What waits for its right side is a frame on the stack.
 */
export function readExpression(stream: TokenStream, report: Report, options: Options = {}): ExprSyntax {
  return new ExpressionReader(stream, report, options).read();
}

interface Options {
  /** Two operands side by side: a forgotten `*` (the default), or the end of the expression. */
  readonly juxtaposed?: "product" | "end";
  /** Whether a name after an operand ends the expression. */
  readonly endsBefore?: (token: Token) => boolean;
}

class ExpressionReader {
  private readonly stream: TokenStream;
  private readonly report: Report;
  private readonly juxtaposed: "product" | "end";
  private readonly endsBefore: (token: Token) => boolean;
  private readonly pending: Pending;
  /** The operand in hand; undefined while one is expected. */
  private hand: Operand | undefined;

  constructor(stream: TokenStream, report: Report, options: Options) {
    this.stream = stream;
    this.report = report;
    this.pending = new Pending(report);
    this.juxtaposed = options.juxtaposed ?? "product";
    this.endsBefore = options.endsBefore ?? (() => false);
  }

  read(): ExprSyntax {
    for (;;) {
      if (this.bracket !== undefined) this.skipLineBreaks();
      if (this.hand === undefined) this.readOperand(this.stream.peek());
      else if (!this.readOperator(this.hand, this.stream.peek())) break;
    }
    return this.pending.reduceToBracket(this.hand).node;
  }

  private get bracket(): Bracket | undefined {
    return this.pending.bracket();
  }

  /** A line break inside brackets is a blank, unless the next line is a statement: then a bracket is missing. */
  private skipLineBreaks(): void {
    if (this.stream.peek().kind !== "newline" || this.stream.statementFollows()) return;
    while (this.stream.peek().kind === "newline") this.stream.next();
  }

  // —— an operand is expected ——

  private readOperand(token: Token): void {
    if (token.kind === "number") return this.take({ kind: "number", text: token.text, span: token.span });
    if (token.kind === "name") return this.takeName(token);
    switch (token.text) {
      case "-":
      case "+":
      case "not":
        this.stream.next();
        this.pending.push({ kind: "prefix", op: token.text, sign: token });
        return undefined;
      case "(":
        return this.open("group", undefined);
      case "[":
        this.report("E0113", { labels: [{ span: token.span, text: "here" }], help: ["index", "matrix"] });
        return this.open(
          "slots",
          operand({ kind: "broken", span: { start: token.span.start, end: token.span.start } }),
        );
      case "?":
      case "...":
        return this.takeHole(token);
      case ")":
      case "]":
        if (this.bracket === undefined) return this.skipUnopened(token);
        return this.missOperand(token);
      default:
        return this.missOperand(token);
    }
  }

  private take(node: ExprSyntax): void {
    this.stream.next();
    this.hand = operand(node);
  }

  private takeName(token: Token): void {
    this.take({ kind: "name", name: token.text, span: token.span });
    if (isStatementWord(token.text) && this.stream.peek().text !== "(")
      this.report("E0107", {
        params: { name: token.text },
        labels: [{ span: token.span, text: "statement" }],
      });
  }

  /** `?`, `...` and, for several open places in one derivation, `?1`. */
  private takeHole(token: Token): void {
    this.stream.next();
    const label = this.stream.peek();
    const isLabelled = label.kind === "number" && label.span.start === token.span.end;
    if (isLabelled) this.stream.next();
    const span = isLabelled ? cover(token.span, label.span) : token.span;
    this.hand = operand({ kind: "hole", span });
  }

  private missOperand(token: Token): void {
    const before = this.stream.previous();
    const isCall = before?.text === "(" && token.text === ")" && this.bracket?.role === "call";
    const span =
      token.kind === "newline" || token.kind === "end"
        ? { start: before?.span.end ?? token.span.start, end: before?.span.end ?? token.span.start }
        : token.span;
    if (isCall) this.report("E0110", { labels: [{ span, text: "empty-call" }] });
    else if (before?.kind === "sign")
      this.report("E0110", {
        labels: [
          { span, text: "here" },
          { span: before.span, text: "after", params: { sign: before.text } },
        ],
      });
    else this.report("E0110", { labels: [{ span, text: "here" }] });
    this.hand = operand({ kind: "broken", span });
  }

  // —— an operator is expected ——

  /** @returns false when the expression ends before the token. */
  private readOperator(hand: Operand, token: Token): boolean {
    if (token.kind === "newline" || token.kind === "end") return this.endsHere(token);
    if (token.kind !== "sign") return this.multiplyImplicitly(hand, token);
    const { text } = token;
    if (text === "'") return this.transpose(hand);
    if (text === "(") return this.openAfter(hand, token);
    if (text === "[") {
      this.hand = undefined;
      this.open("slots", hand);
      return true;
    }
    if (text === ")" || text === "]") return this.close(token);
    if (text === ",") return this.separate();
    if (text === "?") return this.beginConditional();
    if (text === ":") return this.turnConditional(token);
    if (text === "in" || text === "..") return this.readRange(hand, token);
    if (text === "=" || text === ":=") return this.readEquals(token);
    const power = text === "/" && this.isDerivative(hand) ? derivativePower : infixPower(text);
    if (power === undefined) return this.skipUnexpected(token);
    this.infix(text as InfixOp | CompareOp, power, token);
    return true;
  }

  /** Whether `d(a)` in hand and what follows are `d(a)/d(b)`. */
  private isDerivative({ node, grouped }: Operand): boolean {
    const isD = node.kind === "call" && node.callee.name === "d" && node.args.length === 1;
    return isD && !grouped && this.stream.peek(1).text === "d" && this.stream.peek(2).text === "(";
  }

  private infix(op: InfixOp | CompareOp, power: number, sign: Token): void {
    const left = this.pending.reduceAbove(assoc(op) === "right" ? power : power - 1, this.hand!);
    this.pending.push({ kind: "infix", op, power, sign, left });
    this.hand = undefined;
    if (sign === this.stream.peek()) this.stream.next();
  }

  /** `2 x`: mathjs multiplies; here it is reported, and read as a product to go on. */
  private multiplyImplicitly(hand: Operand, token: Token): boolean {
    if (this.bracket === undefined && (this.juxtaposed === "end" || this.endsBefore(token))) return false;
    const gap = { start: hand.span.end, end: token.span.start };
    this.report("E0105", {
      labels: [{ span: token.span, text: "here" }],
      fix: { span: gap, text: " * ", confidence: "likely" },
    });
    this.infix("*", infixPower("*")!, { kind: "sign", text: "*", span: gap });
    return true;
  }

  private transpose(hand: Operand): boolean {
    const sign = this.stream.next();
    const { node } = hand;
    if (node.kind === "name" && this.stream.peek().text === "(") {
      this.hand = undefined;
      this.open("prime-call", hand);
      return true;
    }
    this.hand = operand({ kind: "transpose", operand: node, span: cover(hand.span, sign.span) });
    return true;
  }

  private openAfter(hand: Operand, token: Token): boolean {
    if (hand.node.kind !== "name" || hand.grouped) return this.multiplyImplicitly(hand, token);
    this.hand = undefined;
    this.open("call", hand);
    return true;
  }

  private open(role: Bracket["role"], base: Operand | undefined): void {
    const bracket: Bracket = { open: this.stream.next(), base, role, args: [], range: undefined };
    this.pending.push({ kind: "bracket", bracket });
  }

  private beginConditional(): boolean {
    this.stream.next();
    this.pending.push({ kind: "question", condition: this.pending.reduceAbove(0, this.hand!) });
    this.hand = undefined;
    return true;
  }

  private turnConditional(token: Token): boolean {
    const onTrue = this.pending.reduceConditionals(this.hand!);
    this.hand = onTrue;
    const frame = this.pending.top;
    if (frame?.kind !== "question") return this.skipUnexpected(token);
    this.stream.next();
    this.pending.pop();
    this.pending.push({ kind: "otherwise", condition: frame.condition, onTrue });
    this.hand = undefined;
    return true;
  }

  /** `i in 2..n` among arguments and slots. */
  private readRange(hand: Operand, token: Token): boolean {
    const { bracket } = this;
    if (bracket === undefined) {
      if (token.text === "in") return false;
      return this.skipUnexpected(token);
    }
    if (bracket.role === "group") return this.skipUnexpected(token);
    if (token.text === "..") {
      this.hand = this.pending.reduceToBracket(hand);
      if (bracket.range === undefined || bracket.range.low !== undefined) return this.skipUnexpected(token);
      this.stream.next();
      bracket.range.low = this.hand.node;
      this.hand = undefined;
      return true;
    }
    const { top } = this.pending;
    if (bracket.range !== undefined || top?.kind !== "bracket" || hand.node.kind !== "name")
      return this.skipUnexpected(token);
    this.stream.next();
    bracket.range = { index: hand.node, low: undefined };
    this.hand = undefined;
    return true;
  }

  /** `=` belongs to the statement; inside brackets it can only be meant as `==`. */
  private readEquals(token: Token): boolean {
    if (this.bracket === undefined) return false;
    this.report("E0109", {
      labels: [{ span: token.span, text: "here" }],
      fix: { span: token.span, text: "==", confidence: "likely" },
    });
    this.infix("==", infixPower("==")!, token);
    return true;
  }

  private separate(): boolean {
    const { bracket } = this;
    if (bracket === undefined) return false;
    const token = this.stream.next();
    if (bracket.role === "group")
      this.report("E0102", { params: { found: "," }, labels: [{ span: token.span, text: "list" }] });
    this.finishArgument(bracket);
    this.hand = undefined;
    return true;
  }

  private finishArgument(bracket: Bracket): void {
    const { node, span } = this.pending.reduceToBracket(this.hand!);
    const { range } = bracket;
    bracket.range = undefined;
    if (range === undefined) return void bracket.args.push(node);
    const whole: RangeSyntax = {
      kind: "range",
      index: range.index,
      low: range.low,
      high: node,
      span: cover(range.index.span, span),
    };
    bracket.args.push(whole);
  }

  private close(token: Token): boolean {
    const { bracket } = this;
    if (bracket === undefined) {
      this.skipUnopened(token);
      return true;
    }
    const meant = bracket.open.text === "(" ? ")" : "]";
    if (token.text !== meant) {
      this.report("E0104", {
        params: { found: token.text, open: bracket.open.text, meant },
        labels: [
          { span: token.span, text: "mismatched" },
          { span: bracket.open.span, text: "opened" },
        ],
        fix: { span: token.span, text: meant, confidence: "likely" },
      });
      // `(x[i)`: the bracket that does fit is one further out; close the inner one and look again.
      const outer = this.pending.bracket(1);
      if (outer !== undefined && (outer.open.text === "(") === (token.text === ")")) {
        this.finishBracket(bracket, { start: token.span.start, end: token.span.start });
        return true;
      }
    }
    this.stream.next();
    this.finishBracket(bracket, token.span);
    return true;
  }

  private skipUnopened(token: Token): void {
    this.report("E0104", { params: { found: token.text }, labels: [{ span: token.span, text: "unopened" }] });
    this.stream.next();
  }

  private finishBracket(bracket: Bracket, closing: Span): void {
    this.finishArgument(bracket);
    this.pending.pop();
    const span = cover(bracket.base?.span ?? bracket.open.span, closing);
    const inner = bracket.args.at(-1)!;
    const { role, args, base } = bracket;
    if (role === "group") this.hand = { node: inner, span, grouped: true };
    else if (role === "slots") this.hand = operand({ kind: "slots", base: base!.node, slots: args, span });
    else this.hand = operand({ kind: role, callee: base!.node as NameSyntax, args, span });
  }

  private endsHere(token: Token): boolean {
    const { bracket } = this;
    if (bracket === undefined) return false;
    this.report("E0103", {
      params: { open: bracket.open.text, meant: bracket.open.text === "(" ? ")" : "]" },
      labels: [{ span: bracket.open.span, text: "opened" }],
    });
    const nowhere = { start: token.span.start, end: token.span.start };
    for (let open = this.bracket; open !== undefined; open = this.bracket) this.finishBracket(open, nowhere);
    return false;
  }

  private skipUnexpected(token: Token): boolean {
    this.report("E0102", { params: { found: token.text }, labels: [{ span: token.span, text: "here" }] });
    this.stream.next();
    return true;
  }
}
