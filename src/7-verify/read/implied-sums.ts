import { mapTex } from "../../1-parse/latex/map.ts";
import { partsOf, sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Tex, TexStatement } from "../../1-parse/latex/syntax.ts";
import { lettersIn } from "./draft.ts";

/** The letters of slots that no Σ in the formula binds, each as often as it stands there; a square counts twice. */
function freeLetters(node: Tex, bound: ReadonlySet<string> = new Set()): readonly string[] {
  if (node.kind === "big") {
    // A Σ without an index runs over whatever stands below it.
    if (node.indices.length === 0) return [];
    const own = new Set([...bound, ...node.indices.map(({ name }) => name)]);
    return freeLetters(node.body, own);
  }
  if (node.kind === "scripted") {
    const slots = [...lettersIn({ ...node, base: { kind: "hole", span: node.span }, sup: [] })];
    const inner = [...slots.filter((name) => !bound.has(name)), ...freeLetters(node.base, bound)];
    return isSquared(node) ? [...inner, ...inner] : inner;
  }
  return partsOf(node).flatMap((part) => freeLetters(part, bound));
}

const isSquared = (node: Tex): boolean =>
  node.kind === "scripted" &&
  node.sup.some((sup) => sup.kind === "power" && sup.exponent.kind === "number" && sup.exponent.text === "2");

const repeated = (letters: readonly string[]): ReadonlySet<string> =>
  new Set(letters.filter((name, k) => letters.indexOf(name) !== k));

/** Whether a definition can only mean that repeated indices are summed: z_i = W_ij x_j in a text without any Σ. */
function sumsRepeated(statements: readonly TexStatement[]): boolean {
  const sides = sidesOf(statements);
  if ([...walkTex(sides)].some(({ kind }) => kind === "big")) return false;
  return statements.some(({ sides: [left, right], signs, continues }) => {
    if (continues || signs[0]?.sign !== "=" || left?.kind !== "scripted" || right === undefined) return false;
    const own = new Set(lettersIn(left));
    return own.size > 0 && products(right).some((factors) => [...repeated(factors.flatMap((f) => freeLetters(f)))].some((name) => !own.has(name))); // prettier-ignore
  });
}

const products = (node: Tex): readonly (readonly Tex[])[] =>
  [...walkTex([node])].flatMap((part) =>
    part.kind === "product" ? [part.factors.map(({ value }) => value)] : [],
  );

/**
 * Einstein's convention written out: an index that stands twice in a product, and not on the left, is summed over.
 *
 * @param isSaid whether the text says so in words; else it must be evident from a definition
 */
export function withImpliedSums(
  statements: readonly TexStatement[],
  isSaid: boolean,
): readonly TexStatement[] {
  if (!isSaid && !sumsRepeated(statements)) return statements;
  let left: ReadonlySet<string> = new Set();
  return statements.map((statement) => {
    if (!statement.continues) left = new Set(statement.sides.slice(0, 1).flatMap((side) => [...lettersIn(side), ...slotsOf(side)])); // prettier-ignore
    return { ...statement, sides: statement.sides.map((side) => summed(side, left)) };
  });
}

/** The letters of the quantity and the variables of a derivative. */
const slotsOf = (side: Tex): readonly string[] =>
  side.kind === "derivative" ? [side.of, ...side.wrt].flatMap((part) => [...lettersIn(part)]) : [];

function summed(node: Tex, scope: ReadonlySet<string>): Tex {
  if (node.kind === "product" || isSquared(node)) {
    const letters = [...repeated(freeLetters(node))].filter((name) => !scope.has(name));
    if (letters.length > 0) {
      const inner = new Set([...scope, ...letters]);
      const { span } = node;
      const indices = letters.map((name) => ({ name, low: undefined, high: undefined, span }));
      return { kind: "big", op: "sum", indices, conditions: [], body: inside(node, inner), span };
    }
  }
  return inside(node, scope);
}

/** The parts of a node, each with sums of its own. */
function inside(node: Tex, scope: ReadonlySet<string>): Tex {
  if (node.kind === "big") {
    const own = new Set([...scope, ...node.indices.map(({ name }) => name)]);
    return { ...node, body: summed(node.body, own) };
  }
  if (node.kind === "sum") return { ...node, terms: node.terms.map((term) => ({ ...term, value: summed(term.value, scope) })) }; // prettier-ignore
  if (node.kind === "product") return { ...node, factors: node.factors.map((factor) => ({ ...factor, value: summed(factor.value, scope) })) }; // prettier-ignore
  if (node.kind === "group") return { ...node, body: summed(node.body, scope) };
  if (node.kind === "call") return { ...node, args: node.args.map((part) => summed(part, scope)) };
  if (node.kind === "fraction") return { ...node, above: summed(node.above, scope), below: summed(node.below, scope) }; // prettier-ignore
  if (node.kind === "scripted" && node.base.kind !== "symbol") return { ...node, base: summed(node.base, scope) }; // prettier-ignore
  return node;
}

/**
 * Positions that a text fixes by a letter: the class c of L = −log p_c. A letter in the slots of a number's definition
 * that nothing there binds, and that is no quantity of the text.
 */
export function fixedLetters(
  definitions: readonly { readonly name: { readonly slots: readonly unknown[] }; readonly value: Tex }[],
  slotsIn: (node: Tex) => readonly string[] | undefined,
  isValue: (name: string) => boolean,
): ReadonlySet<string> {
  const fixed = new Set<string>();
  for (const { name, value } of definitions) {
    if (name.slots.length > 0) continue;
    // Scripts that belong to names are no positions.
    const plain = mapTex(value, (node) => {
      const slots = node.kind === "scripted" && node.base.kind === "symbol" ? slotsIn(node) : undefined;
      if (slots === undefined || node.kind !== "scripted") return undefined;
      return { ...node, sub: node.sub.filter((slot) => slot.kind === "slot" && [...lettersIn({ ...node, sub: [slot] })].every((letter) => slots.includes(letter))) }; // prettier-ignore
    });
    const free = new Set(freeLetters(plain));
    for (const factors of products(plain)) for (const letter of repeated(factors.flatMap((f) => freeLetters(f)))) free.delete(letter); // prettier-ignore
    for (const letter of free) if (!isValue(letter)) fixed.add(letter);
  }
  return fixed;
}
