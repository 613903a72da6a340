import type { Grammar } from "./cursor.ts";
import type { BigOp, Comparison, Tex, TexIndex } from "./syntax.ts";

/** Σ, Π, max and min with what stands under and over them, and their body. */
export function readBig(grammar: Grammar, op: BigOp, readBody: () => Tex): Tex {
  const { cursor } = grammar;
  const { start } = cursor.next().span;
  const indices: TexIndex[] = [];
  const conditions: Comparison[] = [];
  let high: Tex | undefined;
  for (;;) {
    if (cursor.passes("_")) readUnder(grammar, indices, conditions);
    else if (cursor.passes("^")) high = grammar.argument();
    else break;
  }
  const last = indices.at(-1);
  if (high !== undefined && last !== undefined)
    indices[indices.length - 1] = { ...last, high: last.high ?? high };
  const body = readBody();
  return { kind: "big", op, indices, conditions, body, span: cursor.from(start) };
}

/** `i`, `ij`, `n,k`, `i=1`, `k\ne j`, `i<j`, `1\le i\le n`, `i=1, i\ne j`, `\substack{…\\…}` */
function readUnder(grammar: Grammar, indices: TexIndex[], conditions: Comparison[]): void {
  const { cursor } = grammar;
  if (cursor.peek().kind !== "open") {
    const token = cursor.peek();
    const node = grammar.argument();
    note(node, indices, () => cursor.report("E0102", { params: { found: token.text }, labels: [{ span: token.span, text: "here" }] })); // prettier-ignore
    return;
  }
  const end = cursor.closing(cursor.at);
  cursor.next();
  while (cursor.at < end) {
    const token = cursor.peek();
    const isSeparator =
      token.kind === "break" || token.kind === "row" || [",", ";", ":", "|"].includes(token.text);
    if (isSeparator || token.kind === "open" || token.kind === "close" || token.text === "substack") {
      cursor.next();
      continue;
    }
    const { at } = cursor;
    readClause(grammar, end, indices, conditions);
    if (cursor.at === at) cursor.next();
  }
  cursor.at = Math.min(end + 1, cursor.tokens.length - 1);
}

/** What an index is called: a letter, perhaps primed: `k'`. */
export function indexName(node: Tex): string | undefined {
  if (node.kind === "symbol") return node.name;
  if (node.kind !== "scripted" || node.base.kind !== "symbol" || node.sup.length > 0) return undefined;
  const [only] = node.sub;
  const prime = "′".repeat(node.primes);
  if (only === undefined) return node.base.name + prime;
  return node.sub.length === 1 && only.kind === "slot" && only.value.kind === "number"
    ? node.base.name + only.value.text + prime
    : undefined;
}

function note(node: Tex, indices: TexIndex[], fail: () => void): void {
  const letters = node.kind === "product" ? node.factors.map(({ value }) => value) : [node];
  for (const letter of letters) {
    const name = indexName(letter);
    if (name === undefined) fail();
    else indices.push({ name, low: undefined, high: undefined, span: letter.span });
  }
}

function readClause(grammar: Grammar, end: number, indices: TexIndex[], conditions: Comparison[]): void {
  const { cursor } = grammar;
  const first = cursor.peek();
  const fail = (): void =>
    cursor.report("E0102", { params: { found: first.text }, labels: [{ span: first.span, text: "here" }] });
  const left = grammar.expression();
  const name = indexName(left);
  if (cursor.at < end && cursor.is("=") && name !== undefined) {
    cursor.next();
    const low = grammar.expression();
    indices.push({ name, low, high: undefined, span: left.span });
    return;
  }
  if (cursor.at < end && cursor.is("in", "command")) {
    // `i \in S`, `i \in [n]`, `i\in\{1,…,n\}`: the set is the axis.
    indices.push({ name: name ?? "", low: undefined, high: undefined, span: left.span });
    cursor.at = end;
    return;
  }
  const comparisons = cursor.at < end ? grammar.conditionsAfter(left) : undefined;
  if (comparisons === undefined) return note(left, indices, fail);
  // `1 ≤ i ≤ n` is a range; any other comparison restricts the index it begins with.
  const [low, high] = comparisons;
  const middle = low && indexName(low.right);
  if (low?.op === "<=" && high?.op === "<=" && middle !== undefined) {
    indices.push({ name: middle, low: low.left, high: high.right, span: low.right.span });
    return;
  }
  if (name !== undefined && !indices.some((index) => index.name === name))
    indices.push({ name, low: undefined, high: undefined, span: left.span });
  conditions.push(...comparisons);
}
