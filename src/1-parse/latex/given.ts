import { walkTex } from "./nodes.ts";
import { comparators } from "./signs.ts";
import type { Comparator, Comparison, RelationSign, Tex, TexStatement } from "./syntax.ts";

/** A statement where it stands: its row of the display, and the words before and after it there. */
export interface Placed {
  readonly statement: TexStatement;
  readonly row: number;
  readonly before: string;
  readonly after: string;
}

/** Words that a condition begins with, and Korean ones that it ends with. */
const leads = /\b(?:if|when|whenever|for|forall|where|provided|case)\b/i;
const ends = /^[\s,]*(?:일|인|이면|이라면|라면|때|에\s*대(?:해|하여)|경우)/;

/** Whether words say that what stands between them is a condition. */
export const isConditional = (before: string, after: string): boolean =>
  (leads.test(before) && !/\b(?:unless|except|not)\b/i.test(before)) || ends.test(after);

/**
 * Statements that say where the one beside them holds — `(j \ne y)`, `, j \ne y`, `\text{for } k \ne c`,
 * `\text{if } h_j > 0` — become part of it, and of the chain of `=` that it ends or begins.
 */
export function withConditions(placed: readonly Placed[]): TexStatement[] {
  const stated = placed.map(({ statement }) => withOwnCondition(statement));
  const taken = new Set<number>();
  for (const [k, { before, after }] of placed.entries()) {
    const conditions = comparisonsOf(stated[k]!);
    if (conditions === undefined || isRange(placed, k)) continue;
    const isSaid = isConditional(before, after) || stated[k]!.signs.length === 0;
    const owner = ownerOf(placed, k, taken);
    if (owner === undefined) continue;
    const chain = chainAt(stated, owner, taken);
    if (!restricts(conditions, chain.map((at) => stated[at]!), isSaid)) continue; // prettier-ignore
    taken.add(k);
    for (const at of chain) stated[at] = withGiven(stated[at]!, conditions);
  }
  return stated.filter((_, k) => !taken.has(k));
}

/** The statement with more conditions. */
export const withGiven = (statement: TexStatement, conditions: readonly Comparison[]): TexStatement => ({
  ...statement,
  given: [...(statement.given ?? []), ...conditions],
});

/** `-p_i p_j (i \ne j)` without a gap: a product whose last factor compares positions. */
function withOwnCondition(statement: TexStatement): TexStatement {
  const { sides, signs } = statement;
  const side = sides.at(-1)!;
  const [term] = side.kind === "sum" && side.terms.length === 1 ? side.terms : [undefined];
  const last = term?.value ?? side;
  if (signs.length === 0 || last.kind !== "product") return statement;
  const { sign, value } = last.factors.at(-1)!;
  if (sign !== "juxtaposed" || value.kind !== "bracket" || value.isParenthesis !== true) return statement;
  if (!restricts(value.conditions, [statement], false)) return statement;
  const factors = last.factors.slice(0, -1);
  const span = { start: last.span.start, end: factors.at(-1)!.value.span.end };
  const rest: Tex = factors.length === 1 ? factors[0]!.value : { ...last, factors, span };
  const whole: Tex = term === undefined ? rest : { kind: "sum", terms: [{ ...term, value: rest }], span: { start: side.span.start, end: span.end } }; // prettier-ignore
  return withGiven({ ...statement, sides: [...sides.slice(0, -1), whole] }, value.conditions);
}

const comparatorOf = (sign: RelationSign): Comparator | undefined =>
  sign === "=" ? "==" : Object.values(comparators).find((op) => op === sign);

/** The comparisons a statement consists of; undefined where it says something else. */
export function comparisonsOf({ sides, signs, continues }: TexStatement): readonly Comparison[] | undefined {
  const [first, second] = sides;
  if (continues || first === undefined) return undefined;
  if (signs.length === 0)
    return first.kind === "bracket" && first.isParenthesis === true ? first.conditions : undefined;
  if (sides.some(({ kind }) => kind === "hole" || kind === "broken" || kind === "derivative"))
    return undefined;
  if (signs[0]!.sign === "in") return signs.length === 1 ? within(first, second!) : undefined;
  const found = signs.flatMap(({ sign }, k): Comparison[] => {
    const op = comparatorOf(sign);
    return op === undefined ? [] : [compare(op, sides[k]!, sides[k + 1]!)];
  });
  return found.length === signs.length ? found : undefined;
}

const compare = (op: Comparator, left: Tex, right: Tex): Comparison => ({
  op,
  left,
  right,
  span: { start: Math.min(left.span.start, right.span.start), end: Math.max(left.span.end, right.span.end) },
});

/** `t \in \{2, \dots, T\}` */
function within(letter: Tex, set: Tex): readonly Comparison[] | undefined {
  if (set.kind !== "group" || set.rest.length < 2) return undefined;
  const last = set.rest.at(-1)!;
  if (set.rest.at(-2)!.kind !== "hole" || last.kind === "hole") return undefined;
  return [compare("<=", set.body, letter), compare("<=", letter, last)];
}

/** `i = 1, \dots, n` and `t = 1, 2` give a letter its range. */
function isRange(placed: readonly Placed[], k: number): boolean {
  const { statement, row } = placed[k]!;
  const next = placed[k + 1];
  if (statement.signs[0]?.sign !== "=" || next === undefined || next.row !== row) return false;
  const [side] = next.statement.sides;
  return next.statement.signs.length === 0 && (side?.kind === "hole" || side?.kind === "number" || side?.kind === "symbol"); // prettier-ignore
}

const isEquation = ({ signs }: TexStatement): boolean =>
  signs.length > 0 && ["=", ":=", "<-"].includes(signs[0]!.sign);

interface Owner {
  readonly at: number;
  readonly step: 1 | -1;
}

/** What a condition belongs to: the equation before it in its row, or the one after it. */
function ownerOf(placed: readonly Placed[], k: number, taken: ReadonlySet<number>): Owner | undefined {
  const { row, after } = placed[k]!;
  const isOwner = (at: number): boolean => {
    const { statement } = placed[at]!;
    return !taken.has(at) && isEquation(statement) && !isComparison(statement);
  };
  const leadsOn = after.includes(":");
  if (!leadsOn)
    for (let at = k - 1; at >= 0 && placed[at]!.row === row; at--) if (isOwner(at)) return { at, step: -1 };
  for (let at = k + 1; at < placed.length && placed[at]!.row <= row + 1; at++)
    if (isOwner(at)) return { at, step: 1 };
  return undefined;
}

/** Positions compared, and nothing else. */
const isComparison = (statement: TexStatement): boolean =>
  comparisonsOf(statement)?.every(isOfPositions) === true;

const isOfPositions = ({ left, right }: Comparison): boolean => isPosition(left) && isPosition(right);

/** A letter, a whole number, a letter more or less a number. */
const isPosition = (node: Tex): boolean =>
  (node.kind === "symbol" && node.style === undefined && /^\p{L}$/u.test(node.name)) ||
  (node.kind === "number" && /^\d+$/.test(node.text)) ||
  (node.kind === "scripted" && node.sup.length === 0 && node.sub.length === 0 && isPosition(node.base)) ||
  (node.kind === "sum" && node.terms.every(({ value }) => isPosition(value)));

/** The equation with those that share its left side, as far as they have no condition of their own. */
function chainAt(stated: readonly TexStatement[], { at, step }: Owner, taken: ReadonlySet<number>): number[] {
  const chain = [at];
  for (let next = at; ;) {
    const isChained = step < 0 ? stated[next]!.continues : stated[next + 1]?.continues === true;
    next += step;
    if (!isChained || stated[next] === undefined || stated[next]!.given !== undefined || taken.has(next)) return chain; // prettier-ignore
    chain.push(next);
  }
}

/**
 * Whether comparisons restrict an equation: those of positions whose letters it has; those of values only where words
 * or parentheses say so, and in a claim, for `f(x) = \log x, x > 0` is about the data.
 */
export function restricts(
  conditions: readonly Comparison[],
  chain: readonly TexStatement[],
  isSaid: boolean,
): boolean {
  const sides = chain.flatMap((statement) => statement.sides);
  if (conditions.every(isOfPositions)) {
    const letters = new Set([...walkTex(sides)].flatMap(lettersBelow));
    const own = conditions.flatMap(({ left, right }) => [...walkTex([left, right])]);
    // `n = 3` by itself is a length.
    if (own.some((node) => node.kind === "symbol" && letters.has(node.name)))
      return isSaid || conditions.every(({ op, right }) => op !== "==" || right.kind !== "number");
  }
  // `where z = Wx` is a definition.
  return (
    isSaid &&
    conditions.every(({ op }) => op !== "==") &&
    sides.some((side) => [...walkTex([side])].some(isDerivative))
  );
}

const isDerivative = ({ kind }: Tex): boolean => kind === "derivative" || kind === "nabla";

const lettersBelow = (node: Tex): readonly string[] =>
  node.kind !== "scripted"
    ? []
    : node.sub.flatMap((slot) => (slot.kind === "slot" ? [...walkTex([slot.value])] : [])).flatMap((part) => (part.kind === "symbol" ? [part.name] : [])); // prettier-ignore
