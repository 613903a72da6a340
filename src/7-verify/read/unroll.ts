import { mapTex } from "../../1-parse/latex/map.ts";
import { walkTex } from "../../1-parse/latex/nodes.ts";
import type { Subscript, Tex, TexScripted, TexStatement } from "../../1-parse/latex/syntax.ts";

/** A recurrence is written out for at most this many steps. */
const mostSteps = 12;

export interface Unrolled {
  readonly statements: readonly TexStatement[];
  /** Letters whose subscript is the step: h and x of h_t = f(h_{t-1}, x_t). */
  readonly families: ReadonlySet<string>;
}

/**
 * Writes recurrences out: `h_t = f(h_{t-1}, x_t)` with `t = 1, 2` becomes one statement for each step, in
 * which h_1 and x_2 are names of their own. Whatever else stands in the text stays as it is.
 */
export function unroll(statements: readonly TexStatement[]): Unrolled {
  const families = new Set<string>();
  const out: TexStatement[] = [];
  for (const statement of statements) {
    const letter = recurrenceLetter(statement);
    const steps = letter === undefined ? undefined : rangeOf(letter, statements);
    if (letter === undefined || steps === undefined || steps.length > mostSteps) {
      out.push(statement);
      continue;
    }
    for (const node of walkTex(statement.sides))
      if (
        node.kind === "scripted" &&
        node.base.kind === "symbol" &&
        node.sub.some((slot) => mentions(slot, letter))
      )
        families.add(node.base.name);
    for (const step of steps)
      out.push({ ...statement, sides: statement.sides.map((side) => at(side, letter, step)) });
  }
  return { statements: out, families };
}

const mentions = (slot: Subscript, letter: string): boolean =>
  slot.kind === "slot" &&
  [...walkTex([slot.value])].some((part) => part.kind === "symbol" && part.name === letter);

/** t, where the statement defines something at t from itself at t − 1. */
function recurrenceLetter({ sides, signs, continues }: TexStatement): string | undefined {
  const [left, right] = sides;
  if (
    continues ||
    signs.length !== 1 ||
    left?.kind !== "scripted" ||
    left.base.kind !== "symbol" ||
    right === undefined
  )
    return undefined;
  const base = left.base.name;
  const [slot] = left.sub;
  if (slot?.kind !== "slot" || slot.value.kind !== "symbol") return undefined;
  const letter = slot.value.name;
  const isEarlier = (node: Tex): boolean =>
    node.kind === "scripted" &&
    node.base.kind === "symbol" &&
    node.base.name === base &&
    node.sub.some((one) => one.kind === "slot" && one.value.kind === "sum" && mentions(one, letter));
  return [...walkTex([right])].some(isEarlier) ? letter : undefined;
}

/** The steps that `t = 1, 2` or `t = 1, \dots, 4` says. */
export function rangeOf(letter: string, statements: readonly TexStatement[]): readonly number[] | undefined {
  const first = statements.findIndex(
    ({ sides, signs }) =>
      signs[0]?.sign === "=" &&
      sides[0]?.kind === "symbol" &&
      sides[0].name === letter &&
      sides[1]?.kind === "number",
  );
  if (first < 0) return undefined;
  const low = numberOf(statements[first]!.sides[1]!)!;
  let high = low;
  for (const { sides, signs } of statements.slice(first + 1)) {
    const value = signs.length === 0 ? sides[0] : undefined;
    if (value === undefined || (value.kind !== "hole" && numberOf(value) === undefined)) break;
    high = Math.max(high, numberOf(value) ?? high);
  }
  return Array.from({ length: Math.min(high - low + 1, mostSteps + 1) }, (_, k) => low + k);
}

const numberOf = (node: Tex): number | undefined =>
  node.kind === "number" && /^\d{1,4}$/.test(node.text) ? Number(node.text) : undefined;

/** The formula with the step put in, and steps such as 2 − 1 worked out. */
function at(node: Tex, letter: string, step: number): Tex {
  return mapTex(node, (part): Tex | undefined => {
    if (part.kind !== "scripted") return undefined;
    const sub = part.sub.map((slot): Subscript => {
      if (slot.kind !== "slot" || !mentions(slot, letter)) return slot;
      const value = worth(slot.value, letter, step);
      if (value === undefined) return slot;
      return { ...slot, value: { kind: "number", text: `${value}`, style: undefined, span: slot.span } };
    });
    return { ...part, sub } satisfies TexScripted;
  });
}

function worth(node: Tex, letter: string, step: number): number | undefined {
  if (node.kind === "symbol") return node.name === letter ? step : undefined;
  if (node.kind === "number") return numberOf(node);
  if (node.kind !== "sum") return undefined;
  let total = 0;
  for (const { negative, value } of node.terms) {
    const term = worth(value, letter, step);
    if (term === undefined) return undefined;
    total += negative ? -term : term;
  }
  return total >= 0 ? total : undefined;
}
