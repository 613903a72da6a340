import type { Report } from "../core/diagnostic.ts";
import { cover, type Span } from "../core/span.ts";
import { isCompareOp, prefixPower } from "./precedence.ts";
import type { CompareOp, ConditionalSyntax, ExprSyntax, InfixOp, NameSyntax, PrefixOp } from "./syntax.ts";
import type { Token } from "./token.ts";

/** An operand with its place including parentheses; a grouped one takes part in no chain of comparisons. */
export interface Operand {
  readonly node: ExprSyntax;
  readonly span: Span;
  readonly grouped: boolean;
}

export interface Bracket {
  readonly open: Token;
  /** What stands before it: a called name, an indexed operand, or nothing. */
  readonly base: Operand | undefined;
  readonly role: "group" | "call" | "prime-call" | "slots";
  readonly args: ExprSyntax[];
  /** `i in` has been read, and perhaps `2..`. */
  range: { readonly index: NameSyntax; low: ExprSyntax | undefined } | undefined;
}

export type Frame =
  | { readonly kind: "prefix"; readonly op: PrefixOp; readonly sign: Token }
  | {
      readonly kind: "infix";
      readonly op: InfixOp | CompareOp;
      readonly power: number;
      readonly sign: Token;
      readonly left: Operand;
    }
  | { readonly kind: "question"; readonly condition: Operand }
  | { readonly kind: "otherwise"; readonly condition: Operand; readonly onTrue: Operand }
  | { readonly kind: "bracket"; readonly bracket: Bracket };

/** The frames that wait for what follows, innermost last: the stack that replaces recursion. */
export class Pending {
  private readonly report: Report;
  private readonly frames: Frame[] = [];
  private readonly brackets: Bracket[] = [];

  constructor(report: Report) {
    this.report = report;
  }

  get top(): Frame | undefined {
    return this.frames.at(-1);
  }

  /** The innermost open bracket, or one further out. */
  bracket(outwards = 0): Bracket | undefined {
    return this.brackets[this.brackets.length - 1 - outwards];
  }

  push(frame: Frame): void {
    this.frames.push(frame);
    if (frame.kind === "bracket") this.brackets.push(frame.bracket);
  }

  pop(): Frame | undefined {
    const frame = this.frames.pop();
    if (frame?.kind === "bracket") this.brackets.pop();
    return frame;
  }

  /** Completes with `hand` the frames that bind tighter than `power`; `? :` waits for a bracket, `:` or the end. */
  reduceAbove(power: number, hand: Operand): Operand {
    let done = hand;
    for (let frame = this.top; frame !== undefined && powerOf(frame) > power; frame = this.top)
      done = this.reduce(done);
    return done;
  }

  /** Completes with `hand` all frames inside the innermost bracket. */
  reduceToBracket(hand: Operand): Operand {
    let done = hand;
    while (this.top !== undefined && this.top.kind !== "bracket") done = this.reduce(done);
    return done;
  }

  /** Completes with `hand` the conditionals whose `:` has been read, up to one that waits for it. */
  reduceConditionals(hand: Operand): Operand {
    let done = this.reduceAbove(0, hand);
    while (this.top?.kind === "otherwise") done = this.reduce(done);
    return done;
  }

  private reduce(hand: Operand): Operand {
    const frame = this.pop();
    if (frame === undefined || frame.kind === "bracket") return hand;
    if (frame.kind === "infix") return combine(frame.left, frame.op, frame.sign, hand);
    if (frame.kind === "prefix") {
      const span = cover(frame.sign.span, hand.span);
      return operand({ kind: "prefix", op: frame.op, operand: hand.node, span });
    }
    return this.conditional(frame, hand);
  }

  private conditional(frame: Frame & { kind: "question" | "otherwise" }, last: Operand): Operand {
    const isWhole = frame.kind === "otherwise";
    if (!isWhole) this.report("E0112", { labels: [{ span: frame.condition.span, text: "here" }] });
    const node: ConditionalSyntax = {
      kind: "conditional",
      condition: frame.condition.node,
      onTrue: isWhole ? frame.onTrue.node : last.node,
      onFalse: isWhole ? last.node : { kind: "broken", span: last.span },
      span: cover(frame.condition.span, last.span),
    };
    return operand(node);
  }
}

/** A node as an operand that stands without parentheses. */
export const operand = (node: ExprSyntax): Operand => ({ node, span: node.span, grouped: false });

function powerOf(frame: Frame): number {
  if (frame.kind === "prefix") return prefixPower;
  return frame.kind === "infix" ? frame.power : 0;
}

function combine(left: Operand, op: InfixOp | CompareOp, sign: Token, right: Operand): Operand {
  const span = cover(left.span, right.span);
  if (!isCompareOp(op))
    return operand({ kind: "infix", op, opSpan: sign.span, left: left.node, right: right.node, span });
  const chain = left.node.kind === "compare" && !left.grouped ? left.node : undefined;
  const ops = [...(chain?.ops ?? []), op];
  const operands = [...(chain?.operands ?? [left.node]), right.node];
  return operand({ kind: "compare", ops, operands, span });
}
