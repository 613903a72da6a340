import type { Cursor, Grammar } from "./cursor.ts";
import type { Subscript, Superscript, Tex } from "./syntax.ts";

export interface Scripts {
  readonly sub: readonly Subscript[];
  readonly sup: readonly Superscript[];
  readonly primes: number;
}

/** `'`, `_…` and `^…` in any order; `^\prime` is what `'` stands for. */
export function readScripts(grammar: Grammar): Scripts {
  const { cursor } = grammar;
  const sub: Subscript[] = [];
  const sup: Superscript[] = [];
  let primes = 0;
  for (;;) {
    if (cursor.passes("'")) primes++;
    else if (cursor.passes("_")) sub.push(...readSub(grammar));
    else if (cursor.passes("^"))
      for (const one of readSup(grammar))
        if (one === "prime") primes++;
        else sup.push(one);
    else return { sub, sup, primes };
  }
}

/** The tokens of a script: inside braces, or a single one. */
function within(cursor: Cursor, read: (end: number) => void): void {
  if (cursor.peek().kind !== "open") return read(Math.min(cursor.at + 1, cursor.tokens.length - 1));
  const end = cursor.closing(cursor.at);
  cursor.next();
  read(end);
  cursor.at = Math.min(end + 1, cursor.tokens.length - 1);
}

const isTranspose = ({ peek }: { readonly peek: Cursor["peek"] }): boolean => {
  const token = peek();
  if (token.kind === "command") return token.text === "top";
  return (token.kind === "letter" || token.kind === "word") && /^(?:T|tr)$/.test(token.text);
};

function readSup(grammar: Grammar): (Superscript | "prime")[] {
  const { cursor } = grammar;
  const found: (Superscript | "prime")[] = [];
  within(cursor, (end) => {
    while (cursor.at < end) {
      const { span } = cursor.peek();
      const isLast = cursor.at === end - 1;
      if (isTranspose({ peek: (k) => cursor.peek(k) }) && (isLast || found.length > 0)) {
        cursor.next();
        found.push({ kind: "transpose", span });
      } else if (cursor.is("'")) {
        cursor.next();
        found.push("prime");
      } else if (cursor.is("*") || cursor.is("+")) {
        const isLabel = isLast;
        if (!isLabel) return power(grammar, end, found);
        cursor.next();
        found.push({ kind: "label", text: "star", span });
      } else if (cursor.is("-") && end === cursor.at + 2 && isTurn(cursor)) {
        cursor.next();
        const top = cursor.next();
        const one = { kind: "number", text: "1", style: undefined, span } as const;
        const minus = { kind: "sum", terms: [{ negative: true, value: one }], span } as const;
        found.push({ kind: "power", exponent: minus, span }, { kind: "transpose", span: top.span });
      } else {
        const label = readLabel(cursor, end);
        if (label === undefined) return power(grammar, end, found);
        found.push(label);
      }
    }
    return undefined;
  });
  return found;
}

/** `-\top` or `-T` as the whole of a superscript, but for e^{-T}. */
function isTurn({ tokens, at }: Cursor): boolean {
  const base = tokens[at - 3];
  const text = tokens[at + 1]?.text;
  return text === "top" || (text === "T" && base?.text !== "e");
}

/** `(1)`, `[l]`, `(l+1)` */
function readLabel(cursor: Cursor, end: number): Superscript | undefined {
  const open = cursor.peek();
  if (open.kind !== "sign" || !"([".includes(open.text)) return undefined;
  const close = open.text === "(" ? ")" : "]";
  let text = "";
  for (let k = cursor.at + 1; k < end; k++) {
    const token = cursor.tokens[k]!;
    if (token.kind === "sign" && token.text === close) {
      const rest = cursor.tokens[k + 1];
      // `(a+b)^{(n)c}` would be an exponent; after a label only a transpose may follow.
      if (k + 1 < end && rest?.text !== "top" && rest?.text !== "T") return undefined;
      cursor.at = k + 1;
      return { kind: "label", text, span: { start: open.span.start, end: token.span.end } };
    }
    if (!["letter", "word", "number"].includes(token.kind) && !/^[+-]$/.test(token.text)) {
      if (token.kind !== "command") return undefined;
    }
    text += token.text;
  }
  return undefined;
}

function power(grammar: Grammar, end: number, found: (Superscript | "prime")[]): void {
  const { cursor } = grammar;
  const start = cursor.peek().span.start;
  // A bare script is one thing; between braces stands an expression, perhaps with a transpose at its end.
  const isBare = cursor.tokens[cursor.at - 1]?.kind !== "open";
  const exponent = isBare ? grammar.argument() : grammar.expression();
  found.push({ kind: "power", exponent, span: cursor.from(start) });
  if (cursor.at < end && isTranspose({ peek: (k) => cursor.peek(k) })) {
    found.push({ kind: "transpose", span: cursor.next().span });
  }
  cursor.at = Math.max(cursor.at, end);
}

/** `ij`, `i,j`, `t-1`, `i+u-1`, `11`, `:`, `i\cdot`, `\text{out}` */
function readSub(grammar: Grammar): Subscript[] {
  const { cursor } = grammar;
  const found: Subscript[] = [];
  within(cursor, (end) => {
    while (cursor.at < end) {
      const token = cursor.peek();
      const { span } = token;
      if (token.kind === "sign" && [",", ";"].includes(token.text)) cursor.next();
      else if (
        token.text === ":" ||
        (token.kind === "command" && token.text === "cdot") ||
        token.text === "*"
      ) {
        cursor.next();
        found.push({ kind: "all", span });
      } else if (token.kind === "word" && token.text.length > 1) {
        cursor.next();
        found.push({ kind: "word", text: token.text, span });
      } else if (token.kind === "sign" && "()[]".includes(token.text)) cursor.next();
      else if (["letter", "word", "number", "command", "open"].includes(token.kind) || token.text === "-")
        found.push(slot(grammar, end));
      else {
        cursor.report("E0102", { params: { found: token.text }, labels: [{ span, text: "here" }] });
        cursor.next();
      }
    }
  });
  return found;
}

/** A letter of a slot, with the primes that tell it from another one: `W_{k'}`; that of `W_k'` belongs to W, as in TeX. */
function primed(grammar: Grammar, end: number): Tex {
  const { cursor } = grammar;
  const { start } = cursor.peek().span;
  const base = grammar.argument();
  let primes = 0;
  while (cursor.at < end && cursor.passes("'")) primes++;
  if (primes === 0) return base;
  return { kind: "scripted", base, sub: [], sup: [], primes, span: cursor.from(start) };
}

/** One position: a letter or a number, with what is added to it. */
function slot(grammar: Grammar, end: number): Subscript {
  const { cursor } = grammar;
  const { start } = cursor.peek().span;
  const terms: { negative: boolean; value: Tex }[] = [];
  let negative = cursor.passes("-");
  while (cursor.at < end) {
    terms.push({ negative, value: primed(grammar, end) });
    if (cursor.at >= end || (!cursor.is("+") && !cursor.is("-"))) break;
    negative = cursor.next().text === "-";
  }
  const span = cursor.from(start);
  const [only] = terms;
  const value: Tex = terms.length === 1 && !only!.negative ? only!.value : { kind: "sum", terms, span };
  return { kind: "slot", value: terms.length === 0 ? { kind: "broken", span } : value, span };
}
