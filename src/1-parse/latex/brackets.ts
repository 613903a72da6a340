import type { Grammar } from "./cursor.ts";
import { readScripts } from "./scripts.ts";
import { comparator, isProse } from "./signs.ts";
import type { Comparison, Tex } from "./syntax.ts";
import type { TexToken } from "./token.ts";

export const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Passes the bracket that closes; reports one that is missing or another, and goes on behind it. */
export function closeBracket(
  { cursor }: Grammar,
  open: TexToken,
  meant: string,
  fits: (token: TexToken) => boolean,
): void {
  const token = cursor.peek();
  if (fits(token)) {
    cursor.next();
    return;
  }
  if (token.kind === "end") {
    cursor.report("E0103", {
      params: { open: open.text, meant },
      labels: [{ span: open.span, text: "opened" }],
    });
    return;
  }
  cursor.report("E0102", { params: { found: token.text }, labels: [{ span: token.span, text: "here" }] });
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

/** The words of `(\text{for } j \ne y)`. */
function passWords(cursor: Grammar["cursor"]): void {
  while (cursor.peek().kind === "break" || isProse(cursor.peek())) cursor.next();
}

/** `(…)`, `[…]`, `\{…\}`; with a comparison inside it is a bracket of Iverson. */
export function bracketed(grammar: Grammar): Tex {
  const { cursor } = grammar;
  const open = cursor.next();
  const meant = closers[open.text]!;
  const fits = (token: TexToken): boolean => token.kind === "sign" && token.text === meant;
  if (fits(cursor.peek())) {
    cursor.next();
    return { kind: "hole", span: cursor.from(open.span.start) };
  }
  cursor.open.push(open.text);
  passWords(cursor);
  const body = grammar.expression();
  const conditions = grammar.conditionsAfter(body);
  if (conditions !== undefined) passWords(cursor);
  const rest: Tex[] = [];
  if (conditions === undefined)
    while (cursor.passes(",") || cursor.passes(";") || cursor.is("|")) rest.push(listed(grammar));
  cursor.open.pop();
  closeBracket(grammar, open, meant, fits);
  const span = cursor.from(open.span.start);
  if (conditions !== undefined)
    return { kind: "bracket", conditions, isParenthesis: open.text === "(", span };
  return { kind: "group", body, rest, span };
}

/** A further entry of a list; `f(x \mid y)` has a bar instead of a comma. */
function listed(grammar: Grammar): Tex {
  grammar.cursor.passes("|");
  return grammar.expression();
}

/** Comparisons that go on from `left`; undefined when none does. */
export function conditionsAfter(grammar: Grammar, left: Tex): Comparison[] | undefined {
  const { cursor } = grammar;
  const found: Comparison[] = [];
  let last = left;
  for (;;) {
    const token = cursor.peek();
    const op = comparator(token);
    if (op === undefined) return found.length === 0 ? undefined : found;
    cursor.next();
    const right = grammar.expression();
    found.push({ op, left: last, right, span: { start: last.span.start, end: right.span.end } });
    last = right;
  }
}

/** `|x|`, `\|x\|`, `‖x‖` */
export function bars(grammar: Grammar, open: TexToken): Tex {
  const { cursor } = grammar;
  cursor.next();
  // `||x||` is a norm as well.
  const isDouble =
    open.text === "|" && cursor.is("|") && !cursor.peek().spaced && cursor.peek().side !== "right";
  if (isDouble) cursor.next();
  cursor.open.push(open.text);
  const body = grammar.expression();
  cursor.open.pop();
  closeBracket(grammar, open, open.text, (token) => token.kind === "sign" && token.text === open.text);
  if (isDouble) cursor.passes("|");
  const scripts = cursor.is("_") ? readScripts(grammar) : undefined;
  const span = cursor.from(open.span.start);
  const kind = isDouble || open.text === "‖" ? "norm" : "abs";
  const node: Tex = { kind, body, sub: scripts?.sub ?? [], span };
  if (scripts === undefined || scripts.sup.length === 0) return node;
  return { kind: "scripted", base: node, sub: [], sup: scripts.sup, primes: 0, span };
}
