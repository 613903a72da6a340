import { functionOf } from "../../1-parse/latex/lexicon.ts";
import { mapTex } from "../../1-parse/latex/map.ts";
import { sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Tex, TexScripted, TexStatement, TexSymbol } from "../../1-parse/latex/syntax.ts";

type Primed = TexScripted & { readonly base: TexSymbol };

/** `h'` in the model: `h_prime`. */
const primedName = (base: string, primes: number): string => base + "_prime".repeat(primes);

const isPrimed = (node: Tex | undefined): node is Primed =>
  node?.kind === "scripted" && node.base.kind === "symbol" && node.primes > 0;

const keyOf = ({ base, primes }: Primed): string => primedName(base.name, primes);

const letterOf = (node: Tex): string | undefined =>
  node.kind === "symbol"
    ? node.name
    : node.kind === "scripted" && node.base.kind === "symbol" && node.primes === 0
      ? node.base.name
      : undefined;

const defines = ({ signs, continues }: TexStatement): boolean =>
  !continues && (signs[0]?.sign === "=" || signs[0]?.sign === ":=");

/**
 * `h' = (1 - z) \odot h + z \odot n`: a letter with a prime that stands on a left side is a name of its own, `h_prime`
 * in the model, wherever it stands. `f'(x)` stays a derivative, and `A'` a transpose where no left side has it.
 *
 * A prime on something that the text defines, `y = \tanh x` and `y' = 1 - y^2`, is a derivative or a transpose, unless
 * another quantity is made of it or something is differentiated by it.
 */
export function withPrimedNames(
  all: readonly TexStatement[],
  isKnown: (name: string) => boolean,
): readonly TexStatement[] {
  const nodes = [...walkTex(sidesOf(all))];
  if (!nodes.some(isPrimed)) return all;
  const bound = new Set(
    nodes.flatMap((node) => (node.kind === "big" ? node.indices.map((index) => index.name) : [])),
  );
  const applied = new Set(nodes.flatMap((node) => (node.kind === "call" ? [node.name] : [])));
  const defined = new Set(all.filter(defines).flatMap(({ sides }) => letterOf(sides[0]!) ?? []));
  const isFunction = (letter: string): boolean => applied.has(letter) || functionOf(letter) !== undefined;
  const used = usedAsNames(all, nodes);
  const lefts = all.flatMap(({ sides: [left], signs, continues }) =>
    isPrimed(left) && !continues && ["=", ":=", "in"].includes(signs[0]?.sign ?? "") ? [left] : [],
  );
  const names = new Set<string>();
  for (const left of lefts) {
    const letter = left.base.name;
    const isDefined = defined.has(letter) || isKnown(letter);
    if (!isFunction(letter) && (!isDefined || used.has(keyOf(left)))) names.add(keyOf(left));
  }
  for (const node of nodes) if (isPrimed(node) && isKnown(keyOf(node))) names.add(keyOf(node));
  const renamed = (node: Tex): Tex | undefined => {
    if (!isPrimed(node)) return undefined;
    for (let primes = node.primes; primes > 0; primes--) {
      const name = primedName(node.base.name, primes);
      if (names.has(name)) return withName(node, name, node.primes - primes);
    }
    return withPrimedSlot(node, bound);
  };
  return all.map((statement) => ({
    ...statement,
    sides: statement.sides.map((side) => mapTex(side, renamed)),
    ...(statement.given === undefined ? {} : { given: statement.given.map((one) => ({ ...one, left: mapTex(one.left, renamed), right: mapTex(one.right, renamed) })) }), // prettier-ignore
  }));
}

/** What other definitions are made of, and what something is differentiated by. */
function usedAsNames(all: readonly TexStatement[], nodes: readonly Tex[]): ReadonlySet<string> {
  const makesAnother = all.filter(
    (statement) => defines(statement) && letterOf(statement.sides[0]!) !== undefined,
  );
  const variables = nodes.flatMap((node) =>
    node.kind === "derivative" ? node.wrt : node.kind === "nabla" && node.wrt !== undefined ? [node.wrt] : [],
  );
  const parts = [...makesAnother.flatMap(({ sides }) => sides.slice(1)), ...variables];
  // A transpose among transposes: A' = C' B' beside A = B C.
  const transposes = new Set(
    all.flatMap(({ sides: [left, ...rest] }) =>
      isPrimed(left) && [...walkTex(rest)].some((node) => isPrimed(node) && /^\p{Lu}/u.test(node.base.name))
        ? [keyOf(left)]
        : [],
    ),
  );
  const found = [...walkTex(parts)].filter(isPrimed).map(keyOf);
  return new Set(found.filter((name) => !/^\p{Lu}/u.test(name) || !transposes.has(name)));
}

/** `z_k'` under a sum over k′, where there is no z′: the prime is that of the index. */
function withPrimedSlot(node: Primed, bound: ReadonlySet<string>): Tex | undefined {
  const last = node.sub.at(-1);
  if (last?.kind !== "slot" || last.value.kind !== "symbol") return undefined;
  if (!bound.has(last.value.name + "′".repeat(node.primes))) return undefined;
  const value: Tex = {
    kind: "scripted",
    base: last.value,
    sub: [],
    sup: [],
    primes: node.primes,
    span: last.span,
  };
  return { ...node, primes: 0, sub: [...node.sub.slice(0, -1), { ...last, value }] };
}

function withName(node: Primed, name: string, primes: number): Tex {
  const isAlone = node.sub.length === 0 && node.sup.length === 0 && primes === 0;
  const symbol: TexSymbol = { ...node.base, name, span: isAlone ? node.span : node.base.span };
  return isAlone ? symbol : { ...node, base: symbol, primes };
}
