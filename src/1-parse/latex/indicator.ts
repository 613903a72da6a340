import type { Grammar } from "./cursor.ts";
import { isRelation } from "./signs.ts";
import type { Tex } from "./syntax.ts";

/** Whether something is a 1 or an I that may stand for an indicator. */
const isOne = (base: Tex): boolean =>
  (base.kind === "number" && base.text === "1") ||
  (base.kind === "symbol" && base.style === "blackboard" && (base.name === "I" || base.name === "1"));

/** `\mathbb 1_{h > 0}`, `1_{\{i = j\}}`: the comparison below the 1; undefined where there is none. */
export function indicatorBelow(grammar: Grammar, base: Tex): Tex | undefined {
  const { cursor } = grammar;
  if (!isOne(base) || !cursor.is("_") || cursor.peek(1).kind !== "open") return undefined;
  const end = cursor.closing(cursor.at + 1);
  const inside = cursor.tokens.slice(cursor.at + 2, end);
  if (!inside.some(isRelation)) return undefined;
  cursor.at += 2;
  const [first] = inside;
  const isBracketed = first?.kind === "sign" && "([{".includes(first.text);
  if (isBracketed) cursor.next();
  const left = grammar.expression();
  const conditions = grammar.conditionsAfter(left);
  cursor.at = Math.min(end + 1, cursor.tokens.length - 1);
  const span = cursor.from(base.span.start);
  return conditions === undefined ? { kind: "broken", span } : { kind: "bracket", conditions, span };
}
