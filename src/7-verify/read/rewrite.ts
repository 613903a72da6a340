import { mapTex } from "../../1-parse/latex/map.ts";
import { walkTex } from "../../1-parse/latex/nodes.ts";
import { showTex } from "../../1-parse/latex/show.ts";
import type { Tex, TexStatement, TexSymbol } from "../../1-parse/latex/syntax.ts";

/**
 * `\sigma(z)_i = …` says what σ is for any z. In a text whose z_1 and z_2 are layers, that z is another one.
 */
export function withOwnArguments(
  all: readonly TexStatement[],
  isKnown: (name: string) => boolean,
): readonly TexStatement[] {
  const argument = all.flatMap(({ sides: [left] }) => {
    const call =
      left?.kind === "scripted" && left.base.kind === "call" && left.base.name === "sigma"
        ? left.base.args[0]
        : undefined;
    return call?.kind === "symbol" && !isKnown(call.name) ? [call.name] : [];
  })[0];
  if (argument === undefined) return all;
  const isSymbol = (node: Tex): boolean => node.kind === "symbol" && node.name === argument;
  const isPlain = (node: Tex): boolean =>
    isSymbol(node) ||
    (node.kind === "scripted" &&
      isSymbol(node.base) &&
      node.sub.length > 0 &&
      node.sub.every((slot) => slot.kind === "slot" && slot.value.kind === "symbol"));
  const speaksOfIt = ({ sides }: TexStatement): boolean => {
    const scripted = new Set<Tex>();
    for (const node of walkTex(sides)) {
      if (node.kind === "scripted" && isSymbol(node.base) && !isPlain(node)) scripted.add(node.base);
      if (isPlain(node) && !scripted.has(node)) return true;
    }
    return false;
  };
  const isElsewhere = all.some(
    (statement) =>
      !speaksOfIt(statement) &&
      [...walkTex(statement.sides)].some((node) => node.kind === "scripted" && isSymbol(node.base)),
  );
  if (!isElsewhere) return all;
  const renamed = (node: Tex): Tex | undefined =>
    node.kind === "symbol" && node.name === argument ? { ...node, name: `${argument}_` } : undefined;
  return all.map((statement) =>
    speaksOfIt(statement)
      ? { ...statement, sides: statement.sides.map((side) => mapTex(side, renamed)) }
      : statement,
  );
}

/** An expression that is differentiated as it stands, and the name it is given for that. */
export interface Quantity {
  readonly symbol: TexSymbol;
  readonly value: Tex;
}

/** The kinds of expressions that are quantities of their own in ∂(…)/∂x. */
const composed: ReadonlySet<Tex["kind"]> = new Set(["sum", "product", "fraction", "big", "norm", "root"]);

/** A power of something in parentheses, too, and an inverse. */
const isComposed = (node: Tex): boolean =>
  composed.has(node.kind) || (node.kind === "scripted" && (node.base.kind === "group" || isInverse(node)));

const isPower = (node: Tex): boolean =>
  node.kind === "scripted" && node.sup.some(({ kind }) => kind === "power");

/** `\log\det A`, `\ln |A|`, `\operatorname{tr}(AX)` */
function isOfMatrix(node: Tex): boolean {
  if (node.kind !== "call") return node.kind === "abs";
  const [argument] = node.args;
  if (node.name === "det" || node.name === "logdet" || node.name === "tr") return node.args.length === 1;
  return (node.name === "log" || node.name === "ln") && argument !== undefined && isOfMatrix(argument);
}

/** `K^{-1}`, `K^{-\top}` */
const isInverse = ({ sup, sub }: Extract<Tex, { kind: "scripted" }>): boolean =>
  sub.length === 0 &&
  sup.some((one) => {
    const [first] = one.kind === "power" && one.exponent.kind === "sum" ? one.exponent.terms : [];
    return first?.negative === true;
  });

/** `\frac{\partial}{\partial x}(x^\top A x)`: what is differentiated becomes a definition. */
export function withQuantities(
  all: readonly TexStatement[],
  isKnown: (name: string) => boolean,
): { readonly statements: readonly TexStatement[]; readonly quantities: readonly Quantity[] } {
  const quantities: Quantity[] = [];
  const shown = new Map<string, TexSymbol>();
  const symbolFor = (value: Tex): TexSymbol => {
    const key = showTex(value);
    let symbol = shown.get(key);
    if (symbol === undefined) {
      let number = shown.size + 1;
      while (isKnown(`expr${number}`)) number++;
      symbol = { kind: "symbol", name: `expr${number}`, style: undefined, span: value.span };
      shown.set(key, symbol);
      quantities.push({ symbol, value });
    }
    return { ...symbol, span: value.span };
  };
  const change = (node: Tex): Tex | undefined => {
    if (node.kind !== "derivative" && node.kind !== "nabla") return undefined;
    const inner = node.of.kind === "group" && node.of.rest.length === 0 ? node.of.body : node.of;
    // What stands in brackets is differentiated as it stands: \frac{d}{dx}[\ln(1 + e^x)].
    const isBracketed = inner !== node.of && (inner.kind === "call" || isPower(inner));
    return isComposed(inner) || isBracketed || isOfMatrix(inner)
      ? { ...node, of: symbolFor(inner) }
      : undefined;
  };
  const statements = all.map((statement) => ({
    ...statement,
    sides: statement.sides.map((side) => mapTex(side, change)),
  }));
  return { statements, quantities };
}
