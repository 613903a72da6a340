import type { Span } from "../../core/span.ts";
import type { Subscript, Tex, TexStatement } from "./syntax.ts";

/** A property that words give a name in a formula: before it, `the symmetric matrix $Q$`, or after it, `$Q$ is symmetric`. */
interface Property {
  readonly before: RegExp;
  readonly after: RegExp;
  /** Words that turn it into its contrary. */
  readonly denied: RegExp;
  readonly holdsFor: (base: string) => boolean;
  /** The equation that says the same. */
  readonly sides: (name: Name) => readonly [Tex, Tex];
}

type Name = Extract<Tex, { kind: "symbol" | "scripted" }>;

const isUpper = (base: string): boolean => /^\p{Lu}/u.test(base);

const filler = String.raw`(?:which|that|is|are|be|being|was|were|to\s+be|as|assumed|a|an|the|real|square|some|positive|definite|semidefinite|semi-definite|and|invertible|non-singular|encoded|[,\s])*`; // prettier-ignore

const properties: readonly Property[] = [
  {
    before:
      /\bsymmetric(?:al)?(?:[\s,]+(?:and|positive|definite|semidefinite|semi-definite|invertible|real|square|matrix|matrices))*\s*$|대칭(?:인)?(?:\s*행렬)?(?:인)?\s*$/i,
    after: new RegExp(String.raw`^\s*,?\s*${filler}\bsymmetric(?:al)?\b|^\s*(?:행렬)?\s*(?:이|가|은|는|을|를|도)?\s*(?:실|양의\s*정부호\s*|양정부호\s*|정방\s*)?대칭`, "i"), // prettier-ignore
    denied: /\b(?:not|skew|anti|need|non|without|never)\b|반대칭|비대칭|왜대칭|아니|필요/i,
    holdsFor: isUpper,
    sides: (name) => [name, withScripts(name, [], true)],
  },
  {
    before:
      /\bone-?hot(?:\s+(?:encoded|label|labels|target|targets|vector|vectors|encoding|row|rows|and|the))*\s*$|\bprobability\s+(?:vector|distribution)\s*$|원-?핫(?:\s*(?:인코딩|벡터|레이블|라벨|정답))*\s*$/i,
    after: new RegExp(String.raw`^\s*,?\s*(?:${filler}\b(?:one-?hot|probability\s+(?:vector|distribution))\b)|^\s*(?:이|가|은|는|을|를)?\s*(?:원-?핫|one-?hot)`, "i"), // prettier-ignore
    denied: /\b(?:not|need|non|without|never)\b|아니|필요/i,
    holdsFor: () => true,
    sides: (name) => {
      const { span } = name;
      const base = name.kind === "scripted" ? name.base : name;
      const slot = (letter: string) => ({ kind: "slot", value: { kind: "symbol", name: letter, style: undefined, span }, span }) as const; // prettier-ignore
      const isMatrix = base.kind === "symbol" && isUpper(base.name);
      const plain: Name = name.kind === "scripted" ? { ...name, sub: [] } : name;
      const body = withScripts(plain, (isMatrix ? ["i", "k"] : ["k"]).map(slot), false);
      const index = { name: "k", low: undefined, high: undefined, span };
      return [
        { kind: "big", op: "sum", indices: [index], conditions: [], body, span },
        { kind: "number", text: "1", style: undefined, span },
      ];
    },
  },
];

function withScripts(name: Name, slots: readonly Subscript[], isTransposed: boolean): Tex {
  const { span } = name;
  const old = name.kind === "scripted" ? name : { base: name, sub: [], sup: [], primes: 0 };
  return {
    kind: "scripted",
    base: old.base,
    sub: [...old.sub, ...slots],
    sup: [...old.sup, ...(isTransposed ? [{ kind: "transpose", span } as const] : [])],
    primes: old.primes,
    span,
  };
}

/**
 * What running text states in words of a name in a formula, as the equation that says the same: `with $Q$ symmetric`
 * is Q = Q^\top, `$y$ is one-hot` Σ_k y_k = 1.
 *
 * @param inline formulas in running text with the statements read in each
 */
export function saidInWords(
  text: string,
  inline: readonly { readonly span: Span; readonly statements: readonly TexStatement[] }[],
): readonly TexStatement[] {
  return inline.flatMap(({ span, statements }) => {
    const name = nameOf(statements);
    const symbol = name?.kind === "scripted" ? name.base : name;
    if (name === undefined || symbol?.kind !== "symbol") return [];
    const [preceding, following] = around(text, span);
    return properties.flatMap(({ before, after, denied, holdsFor, sides }): TexStatement[] => {
      if (!holdsFor(symbol.name)) return [];
      const words = after.test(following) ? following : before.test(preceding) ? preceding : undefined;
      if (words === undefined || denied.test(words)) return [];
      return [{ sides: sides(name), signs: [{ sign: "=", span }], continues: false, space: undefined, span }];
    });
  });
}

/** The name a formula is about: `Q`, `Q \in \mathbb R^{n\times n}`. */
function nameOf(statements: readonly TexStatement[]): Name | undefined {
  const [only, ...others] = statements;
  const left = only?.sides[0];
  if (left === undefined || others.length > 0) return undefined;
  if (only!.signs.length > 0 && only!.signs[0]!.sign !== "in") return undefined;
  return left.kind === "symbol" || left.kind === "scripted" ? left : undefined;
}

/** The words of the sentence before and after the formula, up to its other formulas. */
function around(text: string, { start, end }: Span): readonly [string, string] {
  const rest = text.slice(end).replace(/^(?:\$|\\\))/, "");
  const lead = text.slice(Math.max(0, start - 120), start).replace(/(?:\$|\\\()$/, "");
  return [
    lead.slice(lead.search(/(?:(?!\n\s*\n)[^$.;:!?。)\]])*$/)),
    rest.slice(0, upTo(rest, /[$.;:!?。]|\\[()[\]]|\n\s*\n/)),
  ];
}

const upTo = (text: string, stop: RegExp): number => {
  const at = text.search(stop);
  return at < 0 ? text.length : at;
};
