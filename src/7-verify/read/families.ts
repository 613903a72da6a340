import { sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Tex, TexStatement, TexSymbol } from "../../1-parse/latex/syntax.ts";
import { isFunctionOf } from "./classify.ts";
import type { TexDefinition } from "./errors.ts";
import type { Mention, Names } from "./names.ts";

/** A quantity of which only its derivative by a number is known: `K = K(p)`, `\partial K/\partial p = E`. */
export interface Family {
  readonly name: string;
  readonly variable: string;
  readonly definitions: readonly TexDefinition[];
  /** What they are made of has the shape of K. */
  readonly alike: readonly (readonly [string, string])[];
  /** Names that are matrices: a capital letter under an inverse, a determinant, a trace. */
  readonly matrices: readonly string[];
  /** The statement that gives the derivative. */
  readonly statement: TexStatement | undefined;
}

/**
 * Quantities that are known by their derivative alone, and used as values: under an inverse, as a factor. One that only
 * stands in derivatives itself is a cost, and its derivative what arrives from it.
 *
 * @param quantities what is differentiated as it stands
 */
export function familiesIn(
  statements: readonly TexStatement[],
  quantities: readonly Tex[],
  names: Names,
  isKnown: (name: string) => boolean,
): readonly Family[] {
  const order = [...walkTex([...sidesOf(statements), ...quantities])];
  const isCurved = order.some((node) => (node.kind === "derivative" && node.wrt.length > 1) || (node.kind === "nabla" && node.order > 1)); // prettier-ignore
  const found = new Map<string, Family>();
  for (const statement of statements) {
    const rate = rateOf(statement, names);
    if (rate === undefined || isKnown(rate.of.name)) continue;
    const { of } = rate;
    if (found.get(of.name)?.statement !== undefined || isDefined(of.name, statements, names)) continue;
    // A derivative that has a meaning of its own, or arrives from a cost: L is no family of matrices.
    if (rate.value !== undefined && isDefined(rate.value.name, statements, names)) continue;
    if (isUsed(of.name, statements, quantities, names))
      found.set(of.name, familyOf(rate, statement, { isCurved, isMatrix: isMatrix(of.name, order, names) }));
  }
  return [...found.values()];
}

interface Rate {
  readonly of: Mention;
  readonly wrt: Mention;
  /** Its name, where it has one. */
  readonly value: Mention | undefined;
}

function rateOf({ sides: [left, right], signs, continues }: TexStatement, names: Names): Rate | undefined {
  if (left === undefined || right === undefined || continues || signs.length !== 1 || signs[0]!.sign !== "=")
    return undefined;
  if (isFunctionOf(left, right) && right.kind === "product") {
    const argument = right.factors[1]!.value;
    const [of, wrt] = [names.mention(left), argument.kind === "group" && argument.rest.length === 0 ? names.mention(argument.body) : undefined]; // prettier-ignore
    return of && wrt && isBare(of) && isBare(wrt) ? { of, wrt, value: undefined } : undefined;
  }
  if (left.kind !== "derivative" || left.wrt.length !== 1) return undefined;
  const [of, wrt, value] = [left.of, left.wrt[0]!, right].map((node) => names.mention(node));
  return of && wrt && value && [of, wrt, value].every(isBare) ? { of, wrt, value } : undefined;
}

const isBare = ({ slots, powers, primes, isTransposed }: Mention): boolean =>
  slots.length === 0 && powers.length === 0 && primes === 0 && !isTransposed;

/** Whether an equation says what the name is; `K = K(p)` does not. */
const isDefined = (name: string, statements: readonly TexStatement[], names: Names): boolean =>
  statements.some(({ sides: [left, right], signs, continues }) => {
    if (continues || signs.length === 0 || signs[0]!.sign === "in") return false;
    return names.mention(left!)?.name === name && !(right !== undefined && isFunctionOf(left!, right));
  });

/** Whether the name is a value somewhere: not only what a derivative is of. */
function isUsed(
  name: string,
  statements: readonly TexStatement[],
  quantities: readonly Tex[],
  names: Names,
): boolean {
  const sides = statements.flatMap(({ sides: [left, right, ...more] }) =>
    left !== undefined && right !== undefined && isFunctionOf(left, right) ? more : [left, right, ...more],
  );
  const differentiated = new Set<Tex>();
  for (const node of walkTex([...sides.flatMap((side) => side ?? []), ...quantities])) {
    if (
      (node.kind === "derivative" || node.kind === "nabla") &&
      names.mention(node.of) !== undefined &&
      isBare(names.mention(node.of)!)
    ) {
      differentiated.add(node.of);
      if (node.of.kind === "scripted") differentiated.add(node.of.base);
    }
    if (!differentiated.has(node) && names.mention(node)?.name === name) return true;
  }
  return false;
}

/** Whether a formula treats the name as a matrix, and it is written as one. */
const isMatrix = (name: string, order: readonly Tex[], names: Names): boolean =>
  /^\p{Lu}/u.test(name) &&
  order.some((node) => {
    const mention = names.mention(node);
    if (mention?.name === name) return mention.powers.some(isNegative) || mention.isTransposed;
    if (node.kind === "abs") return names.mention(node.body)?.name === name;
    return node.kind === "call" && ["det", "logdet", "tr", "inv"].includes(node.name) && node.args.some((argument) => [...walkTex([argument])].some((part) => names.mention(part)?.name === name)); // prettier-ignore
  });

const isNegative = (node: Tex): boolean => node.kind === "sum" && node.terms[0]?.negative === true;

/**
 * K = K₀ + p E; where second derivatives are spoken of, E = E₀ + p E₁ and K = K₀ + p E₀ + p² E₁ / 2, which is all that
 * they see of K.
 */
function familyOf(
  { of, wrt, value }: Rate,
  statement: TexStatement,
  { isCurved, isMatrix }: { readonly isCurved: boolean; readonly isMatrix: boolean },
): Family {
  const { span } = of;
  const symbol = (name: string): TexSymbol => ({ kind: "symbol", name, style: undefined, span });
  const number = (text: string): Tex => ({ kind: "number", text, style: undefined, span });
  const times = (...factors: readonly Tex[]): Tex => ({ kind: "product", factors: factors.map((one) => ({ sign: "juxtaposed", value: one, signSpan: span })), span }); // prettier-ignore
  const plus = (...terms: readonly Tex[]): Tex => ({ kind: "sum", terms: terms.map((one) => ({ negative: false, value: one })), span }); // prettier-ignore
  const rate = value?.name ?? `${of.name}_${wrt.name}`;
  const start = `${of.name}_0`;
  const [first, second] = isCurved ? [`${rate}_0`, `${rate}_1`] : [rate, undefined];
  const p = symbol(wrt.name);
  const half: Tex = { kind: "fraction", above: number("1"), below: number("2"), span };
  const line = [symbol(start), times(p, symbol(first))];
  const curve = second === undefined ? [] : [times(half, p, p, symbol(second))];
  const names = [start, first, ...(second === undefined ? [] : [second])];
  return {
    name: of.name,
    variable: wrt.name,
    definitions: [
      { name: of, value: plus(...line, ...curve) },
      ...(second === undefined || value === undefined ? [] : [{ name: value, value: plus(symbol(first), times(p, symbol(second))) }]), // prettier-ignore
    ],
    alike: names.slice(1).map((name) => [start, name]),
    matrices: isMatrix ? names : [],
    statement: value === undefined ? undefined : statement,
  };
}
