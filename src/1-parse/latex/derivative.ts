import type { TexToken } from "./token.ts";
import type { Cursor, Grammar } from "./cursor.ts";
import { readScripts } from "./scripts.ts";
import type { Tex, TexDerivative } from "./syntax.ts";

const isPartial = (token: TexToken | undefined): boolean =>
  token?.kind === "command" && token.text === "partial";

/** The d of dC/dW: a letter, or set upright. */
const isD = (token: TexToken | undefined): boolean =>
  (token?.kind === "letter" || token?.kind === "word") && token.text === "d";

/** `\frac{\partial C}{\partial W}`, `\frac{d}{dx}(…)`; undefined when it is a plain fraction. */
export function readDerivativeFraction(grammar: Grammar, start: number): Tex | undefined {
  const { cursor } = grammar;
  if (cursor.peek().kind !== "open") return undefined;
  const close = cursor.closing(cursor.at);
  const [first, second] = [cursor.peek(1), cursor.tokens[close + 2]];
  const below = cursor.tokens[close + 1]?.kind === "open";
  const isDifferential = (isPartial(first) && isPartial(second)) || (isD(first) && isD(second));
  if (!below || !isDifferential) return undefined;
  cursor.next();
  cursor.next();
  const order = readOrder(cursor);
  const isOperator = cursor.at >= close;
  const above = isOperator ? undefined : grammar.expression();
  cursor.at = close + 1;
  const end = cursor.closing(cursor.at);
  cursor.next();
  const wrt = readVariables(grammar, end, order);
  cursor.at = end + 1;
  const of = above ?? grammar.term();
  const isOrdinary = isD(first) && (isOperator || order === 2);
  return { kind: "derivative", of, wrt, span: cursor.from(start), ...(isOrdinary ? { isOrdinary } : {}) };
}

/** The 2 of ∂². */
function readOrder(cursor: Cursor): number {
  if (!cursor.is("^")) return 1;
  const isBraced = cursor.peek(1).kind === "open";
  const number = cursor.peek(isBraced ? 2 : 1);
  if (number.kind !== "number" || number.text !== "2") return 1;
  cursor.at += isBraced ? 4 : 2;
  return 2;
}

/** `\partial x`, `\partial x_i\,\partial x_j`, `\partial x^2`: the last with an order of 2 only. */
function readVariables(grammar: Grammar, end: number, order: number): Tex[] {
  const { cursor } = grammar;
  const wrt: Tex[] = [];
  while (cursor.at < end) {
    if (!isPartial(cursor.peek()) && !(isD(cursor.peek()) && cursor.at + 1 < end)) break;
    cursor.next();
    const variable = grammar.factor();
    const twice = order === 2 ? withoutSquare(variable) : undefined;
    if (twice !== undefined) wrt.push(twice, twice);
    else wrt.push(variable);
  }
  return wrt;
}

function withoutSquare(variable: Tex): Tex | undefined {
  if (variable.kind !== "scripted") return undefined;
  const isSquare = (sup: (typeof variable.sup)[number]): boolean =>
    sup.kind === "power" && sup.exponent.kind === "number" && sup.exponent.text === "2";
  if (!variable.sup.some(isSquare)) return undefined;
  const sup = variable.sup.filter((one) => !isSquare(one));
  return sup.length === 0 && variable.sub.length === 0 ? variable.base : { ...variable, sup };
}

/** `\partial C/\partial W`, `\partial_W C`, `dC/dW`; undefined, without a trace, when it is none. */
export function readInlineDerivative(grammar: Grammar): Tex | undefined {
  const { cursor } = grammar;
  const { at } = cursor;
  const sign = cursor.peek();
  const { start } = sign.span;
  const isGreek = isPartial(sign);
  if (!isGreek && !isInlineD(cursor)) return undefined;
  cursor.next();
  const order = readOrder(cursor);
  if (isGreek && cursor.is("_")) return readSubscripted(grammar, start);
  const of = grammar.factor();
  if (!cursor.passes("/")) {
    cursor.at = at;
    return undefined;
  }
  const wrt: Tex[] = [];
  while ((isGreek ? isPartial : isD)(cursor.peek())) {
    cursor.next();
    const variable = grammar.factor();
    const twice = order === 2 ? withoutSquare(variable) : undefined;
    wrt.push(...(twice === undefined ? [variable] : [twice, twice]));
  }
  if (wrt.length === 0) {
    cursor.at = at;
    return undefined;
  }
  return { kind: "derivative", of, wrt, span: cursor.from(start) };
}

/** `dC/dW`: a d, a letter that may have scripts, a slash and another d. */
function isInlineD(cursor: Cursor): boolean {
  if (!isD(cursor.peek())) return false;
  let ahead = 1;
  while (ahead < 40 && !["end", "row", "break"].includes(cursor.peek(ahead).kind)) {
    const token = cursor.peek(ahead);
    if (token.kind === "sign" && token.text === "/") return ahead > 1 && isD(cursor.peek(ahead + 1)) && isName(cursor.peek(ahead + 2)); // prettier-ignore
    if (token.kind === "sign" && !["_", "^", "(", ")"].includes(token.text)) return false;
    ahead++;
  }
  return false;
}

const isName = (token: TexToken): boolean => ["letter", "word", "command"].includes(token.kind);

/** `\partial_W C` */
function readSubscripted(grammar: Grammar, start: number): TexDerivative {
  const { cursor } = grammar;
  cursor.next();
  const wrt = grammar.argument();
  return { kind: "derivative", of: grammar.factor(), wrt: [wrt], span: cursor.from(start) };
}

/** `\nabla_W C`, `\nabla^2 f`, `\nabla\nabla f`, `\nabla^2_w C`, `\nabla_\theta J(\theta)` */
export function readNabla(grammar: Grammar): Tex {
  const { cursor } = grammar;
  const { start } = cursor.next().span;
  let wrt: Tex | undefined;
  let order: 1 | 2 = 1;
  for (;;) {
    if (cursor.passes("_")) wrt = grammar.argument();
    else if (cursor.is("^")) {
      const { at } = cursor;
      const read = readOrder(cursor);
      if (read === 2) order = 2;
      if (cursor.at === at) readScripts(grammar);
    } else break;
  }
  let of = grammar.factor();
  if (of.kind === "nabla" && of.order === 1 && order === 1 && (wrt === undefined || of.wrt !== undefined))
    return { ...of, wrt: of.wrt ?? wrt, order: 2, span: cursor.from(start) };
  // `\nabla_x \tfrac12 x^\top x`: the number belongs to what is differentiated.
  if (isNumeric(of)) {
    const rest = grammar.term();
    of = {
      kind: "product",
      factors: [
        { sign: "juxtaposed", value: of, signSpan: of.span },
        { sign: "juxtaposed", value: rest, signSpan: rest.span },
      ],
      span: { start: of.span.start, end: rest.span.end },
    };
  }
  return { kind: "nabla", wrt, of, order, span: cursor.from(start) };
}

const isNumeric = (node: Tex): boolean =>
  node.kind === "number" ||
  (node.kind === "fraction" && node.above.kind === "number" && node.below.kind === "number");
