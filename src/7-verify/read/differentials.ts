import { mapTex } from "../../1-parse/latex/map.ts";
import { sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import { showTex } from "../../1-parse/latex/show.ts";
import type { Tex, TexProduct, TexStatement, TexSymbol } from "../../1-parse/latex/syntax.ts";

type Name = Extract<Tex, { kind: "symbol" | "scripted" }>;

/** The statements with their differentials as names of their own, and the variable that belongs to each. */
export interface Differentials {
  readonly statements: readonly TexStatement[];
  /** The letters of the differentials, `dW`. */
  readonly letters: ReadonlySet<string>;
  /** A differential and its variable: they have one shape. */
  readonly pairs: readonly (readonly [differential: Name, variable: Name])[];
}

/**
 * `dL = \operatorname{tr}(G^\top dW)`: the differential of a scalar L that the text defines, in terms of those of its
 * variables, is Σ_W ⟨∂L/∂W, dW⟩ (Magnus & Neudecker, Matrix Differential Calculus, ch. 5). The left side becomes that
 * sum, over the variables whose differentials the right side has; in a chain each side has its own.
 *
 * Only such a left side makes differentials, of a quantity that nothing else is made from: elsewhere dW may be a name for
 * ∂L/∂W.
 */
export function withDifferentials(all: readonly TexStatement[]): Differentials {
  const defined = costs(all);
  const names = lettersOf(all);
  const letters = new Set<string>();
  const pairs = new Map<string, readonly [Name, Name]>();
  let quantity: TexSymbol | undefined;
  const statements = all.flatMap((statement): readonly TexStatement[] => {
    const [left] = statement.sides;
    const isContinued = statement.continues && quantity !== undefined;
    quantity = isContinued ? quantity : left && quantityOf(left, defined);
    if (quantity === undefined || !statement.signs.every(({ sign }) => sign === "=")) return [statement];
    const of = quantity;
    const sides = statement.sides.slice(1).map((side) => mapTex(side, merged));
    const found = sides.map((side) => differentialsIn(side, names));
    if (found.every((own) => own.length === 0)) return [statement];
    for (const [name, variable] of found.flat()) {
      letters.add(baseOf(name));
      pairs.set(showTex(name), [name, variable]);
    }
    return sides.map((side, k): TexStatement => {
      const sign = statement.signs[k]!;
      const start = k === 0 ? statement.span.start : sign.span.start;
      const span = { start, end: Math.max(side.span.end, sign.span.end) };
      return { ...statement, sides: [total(of, found[k]!), side], signs: [sign], continues: false, span };
    });
  });
  return { statements, letters, pairs: [...pairs.values()] };
}

/**
 * Quantities that nothing else is made from, and whose differential nothing is made from either: in a text that writes
 * dP for ∂L/∂P, that of the last layer is a factor of others.
 */
function costs(all: readonly TexStatement[]): ReadonlySet<string> {
  const [defined, used] = [new Set<string>(), new Set<string>()];
  for (const { sides, signs, continues } of all) {
    const [left, ...right] = sides;
    if (left?.kind === "symbol" && signs[0]?.sign === "=" && !continues) defined.add(left.name);
    for (const node of walkTex(right.map((side) => mapTex(side, merged))))
      if (node.kind === "symbol" && !(left?.kind === "symbol" && left.name === node.name))
        used.add(node.name);
  }
  return new Set([...defined].filter((name) => !used.has(name) && !used.has(`d${name}`)));
}

/** L of `dL`, `\mathrm d L`. */
function quantityOf(left: Tex, defined: ReadonlySet<string>): TexSymbol | undefined {
  const node = merged(left) ?? left;
  const letter = node.kind === "symbol" ? /^d(?=.)(.+)$/u.exec(node.name)?.[1] : undefined;
  return letter !== undefined && defined.has(letter) && node.kind === "symbol"
    ? { ...node, name: letter }
    : undefined;
}

/** A product in which every d before a name is one with it. */
function merged(node: Tex): Tex | undefined {
  if (node.kind !== "product") return undefined;
  const factors: TexProduct["factors"][number][] = [];
  let isD = false;
  for (const factor of node.factors) {
    const last = factors.at(-1);
    const variable = factor.value;
    if (isD && last !== undefined && factor.sign === "juxtaposed" && isName(variable)) {
      factors[factors.length - 1] = { ...last, value: differentialOf(variable) };
      isD = false;
    } else {
      factors.push(factor);
      isD = factor.value.kind === "symbol" && factor.value.name === "d";
    }
  }
  if (factors.length === node.factors.length) return undefined;
  return factors.length === 1 ? factors[0]!.value : { ...node, factors };
}

const isName = (node: Tex): node is Name =>
  node.kind === "symbol" || (node.kind === "scripted" && node.base.kind === "symbol");

const differentialOf = (name: Name): Name =>
  name.kind === "symbol"
    ? { ...name, name: `d${name.name}` }
    : { ...name, base: { ...(name.base as TexSymbol), name: `d${(name.base as TexSymbol).name}` } };

const baseOf = (name: Name): string => (name.kind === "symbol" ? name.name : (name.base as TexSymbol).name);

/** The letters and words that stand for something anywhere in the text. */
const lettersOf = (all: readonly TexStatement[]): ReadonlySet<string> =>
  new Set([...walkTex(sidesOf(all))].flatMap((node) => (node.kind === "symbol" ? [node.name] : [])));

/**
 * The differentials of a formula with their variables, each once, without their indices: a d before a name of the text.
 *
 * @param names what may be a variable: delta is no differential of elta
 */
function differentialsIn(side: Tex, names: ReadonlySet<string>): readonly (readonly [Name, Name])[] {
  const found = new Map<string, readonly [Name, Name]>();
  const inside = new Set<Tex>();
  for (const node of walkTex([side])) {
    if (!isName(node) || inside.has(node)) continue;
    if (node.kind === "scripted") inside.add(node.base);
    const letter = /^d(?=\p{L})(.+)$/u.exec(baseOf(node))?.[1];
    if (letter === undefined || !names.has(letter)) continue;
    const plain = withoutIndices(node);
    const variable: Name =
      plain.kind === "symbol"
        ? { ...plain, name: letter }
        : { ...plain, base: { ...(plain.base as TexSymbol), name: letter } };
    found.set(showTex(plain), [plain, variable]);
  }
  return [...found.values()];
}

/** The name with its labels, but without positions and transposition. */
function withoutIndices(name: Name): Name {
  if (name.kind === "symbol") return name;
  const sup = name.sup.filter(({ kind }) => kind !== "transpose");
  const sub = name.sub.filter(
    (one) => one.kind === "word" || (one.kind === "slot" && one.value.kind === "number"),
  );
  return sup.length === 0 && sub.length === 0 ? (name.base as TexSymbol) : { ...name, sup, sub };
}

/** Σ ⟨∂L/∂W, dW⟩; 0 where there are none. */
function total(of: TexSymbol, found: readonly (readonly [Name, Name])[]): Tex {
  const { span } = of;
  const terms = found.map(([differential, variable]) => {
    const derivative: Tex = { kind: "derivative", of, wrt: [{ ...variable, span }], span };
    const factors = [derivative, { ...differential, span }].map((value) => ({ sign: "odot" as const, value, signSpan: span })); // prettier-ignore
    const body: Tex = { kind: "product", factors, span };
    return {
      negative: false,
      value: { kind: "big", op: "sum", indices: [], conditions: [], body, span } as const,
    };
  });
  const [only] = terms;
  if (only === undefined) return { kind: "number", text: "0", style: undefined, span };
  return terms.length === 1 ? only.value : { kind: "sum", terms, span };
}
