import { mapTex } from "../../1-parse/latex/map.ts";
import { sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Superscript, Tex, TexScripted, TexStatement } from "../../1-parse/latex/syntax.ts";
import { rangeOf } from "./unroll.ts";

/** The number of layers where a text gives none: then it holds for every one between the first and the last. */
const usualDepth = 3;

/** Deeper networks are not written out. */
const mostLayers = 12;

/** The label `l`, `l+1` or `L-1` of a layer. */
interface Layer {
  readonly letter: string;
  readonly shift: number;
}

const letters: Readonly<Record<string, string>> = { l: "l", ell: "l", ℓ: "l", L: "L" };

const layerOfText = (text: string): Layer | undefined => {
  const match = /^(l|L|ell|ℓ)(?:([+-])(\d))?$/.exec(text.replace(/[\s{}\\]/g, ""));
  if (match === null) return undefined;
  const [, letter, sign, by] = match;
  return { letter: letters[letter!]!, shift: by === undefined ? 0 : sign === "-" ? -Number(by) : Number(by) };
};

function layerOf(sup: Superscript): Layer | undefined {
  if (sup.kind === "label") return layerOfText(sup.text);
  if (sup.kind !== "power") return undefined;
  const { exponent } = sup;
  if (exponent.kind === "symbol") return layerOfText(exponent.name);
  if (exponent.kind !== "sum" || exponent.terms.length !== 2) return undefined;
  const [first, second] = exponent.terms;
  if (first!.negative || first!.value.kind !== "symbol" || second!.value.kind !== "number") return undefined;
  return layerOfText(`${first!.value.name}${second!.negative ? "-" : "+"}${second!.value.text}`);
}

const isNamed = (node: Tex): node is TexScripted => node.kind === "scripted" && node.base.kind === "symbol";

const baseOf = ({ base }: TexScripted): string => (base.kind === "symbol" ? base.name : "");

const layersIn = (roots: readonly Tex[]): readonly (Layer & { readonly base: string })[] =>
  [...walkTex(roots)].flatMap((node) =>
    isNamed(node)
      ? node.sup.flatMap((sup) => {
          const layer = layerOf(sup);
          return layer === undefined ? [] : [{ ...layer, base: baseOf(node) }];
        })
      : [],
  );

/** The numbers that stand as labels of names which have general layers, too. */
function numbersOf(statements: readonly TexStatement[], bases: ReadonlySet<string>): readonly number[] {
  const text = (sup: Superscript): string =>
    sup.kind === "label" ? sup.text : sup.kind === "power" && sup.exponent.kind === "number" ? sup.exponent.text : ""; // prettier-ignore
  return [...walkTex(sidesOf(statements))].flatMap((node) =>
    isNamed(node) && bases.has(baseOf(node))
      ? node.sup.flatMap((sup) => (/^\d{1,2}$/.test(text(sup)) ? [Number(text(sup))] : []))
      : [],
  );
}

/** The statements with general layers written out, and how many layers that made. */
export interface Layered {
  readonly statements: readonly TexStatement[];
  /** undefined where the text has no general layers. */
  readonly depth: number | undefined;
}

/**
 * Networks whose layers have a general number, written out: `z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}` becomes one statement
 * for each layer, and a claim about the layer l is judged for a layer between the first and the last. How many there are
 * the text says, by `l = 1, \dots, 3` or by its other labels; else there are three.
 */
export function withLayers(statements: readonly TexStatement[]): Layered {
  const found = layersIn(sidesOf(statements));
  // A text that never speaks of a neighbouring layer has names with an l in them, no layers.
  if (found.every(({ shift }) => shift === 0)) return { statements, depth: undefined };
  const range = rangeOf("l", statements);
  const numbers = numbersOf(statements, new Set(found.map(({ base }) => base)));
  const depth = Math.max(...(range ?? []), ...numbers) > 0 ? Math.max(...(range ?? []), ...numbers) : usualDepth; // prettier-ignore
  if (depth > mostLayers) return { statements, depth: undefined };
  const explicit = new Set(statements.flatMap(({ sides: [left] }) => (left === undefined ? [] : concrete(left)))); // prettier-ignore
  const out: TexStatement[] = [];
  for (const statement of statements) {
    const own = layersIn(statement.sides).filter(({ letter }) => letter === "l");
    if (own.length === 0) out.push(at(statement, depth, depth));
    else if (isFamily(statement))
      for (let layer = 1; layer <= depth; layer++) {
        const written = at(statement, layer, depth);
        const isNew = concrete(written.sides[0]!).every((name) => !explicit.has(name));
        const isWithin = layersIn(written.sides).length === 0 && own.every(({ shift }) => layer + shift <= depth && layer + shift >= 0); // prettier-ignore
        if (isNew && isWithin) out.push(written);
      }
    else {
      const shifts = own.map(({ shift }) => shift);
      const last = Math.min(depth, depth - Math.max(...shifts));
      const first = Math.max(1, -Math.min(...shifts));
      const [above] = statement.signs;
      const error = above !== undefined && statement.sides[1]?.kind === "derivative" && statement.sides.length > 0; // prettier-ignore
      const chosen = Math.max(first, Math.min(last, depth - 1));
      // δ^l = ∂C/∂z^l says so for every layer, whatever follows it.
      if (error && !statement.continues)
        for (let layer = 1; layer <= depth; layer++)
          if (layer !== chosen) out.push(at({ ...statement, sides: statement.sides.slice(0, 2), signs: [above] }, layer, depth)); // prettier-ignore
      out.push(at(statement, chosen, depth));
    }
  }
  return { statements: seeded(out, statements, depth), depth };
}

/** The name with its label: `z 2`. */
const concrete = (left: Tex): readonly string[] =>
  isNamed(left)
    ? left.sup.flatMap((sup) => {
        const text = sup.kind === "label" ? sup.text : sup.kind === "power" && sup.exponent.kind === "number" ? sup.exponent.text : ""; // prettier-ignore
        return text === "" ? [] : [`${baseOf(left)} ${text}`];
      })
    : [];

/** A definition of a quantity of every layer; errors and updates are none. */
function isFamily({ sides: [left, right], signs, continues, space }: TexStatement): boolean {
  if (left === undefined || right === undefined || continues) return false;
  const sign = signs[0]?.sign;
  if (!isNamed(left) || baseOf(left) === "delta" || /^d\p{L}/u.test(baseOf(left))) return false;
  if (layersIn([left]).every(({ letter }) => letter !== "l")) return false;
  if (sign === "in") return space !== undefined;
  if (sign !== "=" && sign !== ":=") return false;
  return layersIn([right]).every(({ base, shift }) => base !== baseOf(left) || shift < 0);
}

/** The statement with l and L put in. */
function at(statement: TexStatement, layer: number, depth: number): TexStatement {
  const change = (node: Tex): Tex | undefined => {
    if (!isNamed(node)) return undefined;
    const sup = node.sup.map((one): Superscript => {
      const found = layerOf(one);
      if (found === undefined) return one;
      const number = (found.letter === "L" ? depth : layer) + found.shift;
      return { kind: "label", text: `${number}`, span: one.span };
    });
    return { ...node, sup };
  };
  const put = (node: Tex): Tex => mapTex(node, change);
  const { space } = statement;
  return {
    ...statement,
    sides: statement.sides.map(put),
    ...(space === undefined ? {} : { space: { ...space, sizes: space.sizes.map(put) } }),
  };
}

/** ∂C/∂a of the last layer as a name, where the text says nothing of the cost but that it depends on that layer. */
function seeded(
  written: readonly TexStatement[],
  statements: readonly TexStatement[],
  depth: number,
): readonly TexStatement[] {
  const lefts = new Set(
    statements.flatMap(({ sides: [left], continues }) =>
      left !== undefined && !continues ? nameOf(left) : [],
    ),
  );
  const costs = new Set(
    [...walkTex(sidesOf(statements))].flatMap((node) => (node.kind === "derivative" ? nameOf(node.of) : [])),
  );
  const [cost] = costs;
  const families = statements.filter(isFamily);
  const isUsedWithin = ({ sides: [left] }: TexStatement): boolean =>
    left !== undefined && isNamed(left) && families.some(({ sides: [, right] }) => layersIn(right === undefined ? [] : [right]).some(({ base, shift }) => base === baseOf(left) && shift === 0)); // prettier-ignore
  const family = families.findLast((one) => !isUsedWithin(one));
  const last = family?.sides[0];
  if (cost === undefined || costs.size > 1 || lefts.has(cost) || last === undefined) return written;
  const { span } = family!;
  const symbol = (name: string): Tex => ({ kind: "symbol", name, style: undefined, span });
  const above = at({ ...family!, sides: [last], space: undefined }, depth, depth).sides[0]!;
  // A gradient that arrives from above, under a name that no text has.
  const derivative: Tex = { kind: "derivative", of: symbol(cost), wrt: [withoutSlots(above)], span };
  const seed: TexStatement = {
    sides: [derivative, symbol("g_above")],
    signs: [{ sign: "=", span }],
    continues: false,
    space: undefined,
    span,
  };
  return [...written, seed];
}

const withoutSlots = (node: Tex): Tex => (isNamed(node) ? { ...node, sub: [] } : node);

const nameOf = (node: Tex): readonly string[] =>
  node.kind === "symbol" ? [node.name] : isNamed(node) ? [baseOf(node)] : [];
