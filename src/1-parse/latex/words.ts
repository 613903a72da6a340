import { isRelation } from "./signs.ts";
import { builtInWords, functionOf, type Lexicon } from "./lexicon.ts";
import { withoutLayout } from "./rows.ts";
import type { TexToken } from "./token.ts";

/**
 * Which letters make words in a text, and which symbols are functions: found from how they are used, before any
 * formula is read. `Cost = …` makes Cost a word, `\partial L/\partial O = dO` makes dO one, `\sigma(z)` makes σ
 * a function unless σ is a quantity of the text, as in `\sigma^2 = …`.
 *
 * @param displays the tokens of all formulas of the text
 * @param names names that are known from declarations
 * @param inline the tokens of formulas in running text: they show what is a function, but make no words
 */
export function lexiconOf(
  displays: readonly (readonly TexToken[])[],
  names: Iterable<string>,
  inline: readonly (readonly TexToken[])[] = [],
): Lexicon {
  const words = new Set<string>(builtInWords);
  for (const name of names) if (name.length > 1) words.add(name);
  const uses: Uses = {
    words,
    quantities: new Set(),
    arguments: new Map(),
    applied: new Set(),
    varied: new Set(),
  };
  const note = (formula: readonly TexToken[], own: Uses): void => {
    const tokens = withoutLayout(formula);
    for (let at = 0; at < tokens.length; at++) noteAt(tokens, at, own);
  };
  for (const display of displays) note(display, uses);
  for (const formula of inline) note(formula, { ...uses, words: new Set() });
  const functions = new Set<string>();
  const quantities = new Map<string, string>();
  for (const name of uses.applied) {
    const isKnown = functionOf(name) !== undefined;
    const isQuantity = uses.quantities.has(name) || onlyArgument(name, uses) !== undefined;
    if (!isKnown && !isQuantity && usualFunctions.has(name)) functions.add(name);
  }
  for (const name of uses.arguments.keys()) {
    if (functionOf(name) !== undefined || functions.has(name) || !uses.quantities.has(`${name}()`)) continue;
    // One argument throughout: a quantity written with its variable. Several: a function.
    const argument = onlyArgument(name, uses);
    if (argument === undefined) functions.add(name);
    else quantities.set(name, argument);
  }
  return { words, functions, quantities };
}

/** x of a name that is only ever written as `f(x)`, and differentiated so. */
function onlyArgument(name: string, { arguments: all, quantities, varied }: Uses): string | undefined {
  const [argument, ...others] = all.get(name) ?? [];
  const isUsual = usualFunctions.has(name);
  return others.length === 0 && quantities.has(`${name}()`) && (!isUsual || varied.has(name))
    ? argument
    : undefined;
}

/**
 * `\mathrm{d}a = …` on a left side makes da a name of the text: the two tokens are one word wherever they stand, but
 * not below a fraction's line.
 */
export function withDifferentials(
  displays: readonly (readonly TexToken[])[],
): readonly (readonly TexToken[])[] {
  const isUpright = (token: TexToken | undefined): boolean => token?.kind === "word" && token.text === "d";
  const names = new Set(
    displays.flatMap((tokens) =>
      tokens.flatMap((token, at) => {
        const name = tokens[at + 1];
        const isLeft = isUpright(token) && begins(tokens[at - 1]) && name?.kind === "letter";
        const next = tokens[afterScripts(tokens, at + 2)];
        return isLeft && next !== undefined && isRelation(next) ? [name.text] : [];
      }),
    ),
  );
  if (names.size === 0) return displays;
  return displays.map((tokens) =>
    tokens.flatMap((token, at): TexToken[] => {
      const isSecond = isUpright(tokens[at - 1]) && names.has(token.text);
      if (isSecond && tokens[at - 2]?.kind !== "open") return [];
      const name = isUpright(token) && tokens[at - 1]?.kind !== "open" ? tokens[at + 1] : undefined;
      if (name === undefined || !names.has(name.text)) return [token];
      return [{ ...token, text: `d${name.text}`, span: { start: token.span.start, end: name.span.end } }];
    }),
  );
}

interface Uses {
  readonly words: Set<string>;
  /** Names that stand alone on a left side, and `name()` where they stand there with an argument. */
  readonly quantities: Set<string>;
  /** What stands between the parentheses after a name. */
  readonly arguments: Map<string, Set<string>>;
  /** Names with a prime or a parenthesis after them. */
  readonly applied: Set<string>;
  /** Names after ∇ and ∂. */
  readonly varied: Set<string>;
}

/** Symbols that are functions when something in parentheses follows them. */
const usualFunctions: ReadonlySet<string> = new Set([
  "sigma", "phi", "psi", "varphi", "f", "g", "S", "H", "Theta", "rho",
]); // prettier-ignore

const begins = (token: TexToken | undefined): boolean =>
  token === undefined || token.kind === "break" || token.kind === "row" || [",", ";"].includes(token.text);

const isLetter = (token: TexToken | undefined): boolean =>
  token?.kind === "letter" && token.style === undefined;

function noteAt(tokens: readonly TexToken[], at: number, uses: Uses): void {
  const token = tokens[at]!;
  const before = tokens[at - 1];
  if (isLetter(token) && (!isLetter(before) || token.spaced)) noteRun(tokens, at, uses);
  if (token.kind !== "letter" && token.kind !== "command" && token.kind !== "word") return;
  const after = tokens[at + 1];
  if (before?.kind === "command" && before.text === "partial") {
    uses.quantities.add(token.text);
    uses.varied.add(token.text);
  }
  if (isDifferential(tokens, at)) {
    uses.quantities.add(token.text);
    uses.varied.add(token.text);
  }
  if (token.kind === "command" && token.text === "nabla") {
    const varied = tokens[afterScripts(tokens, at + 1)];
    if (varied !== undefined) uses.varied.add(varied.text);
  }
  if (begins(before)) noteLeft(tokens, at, uses);
  if (after?.kind !== "sign") return;
  if (after.text === "'") uses.applied.add(token.text);
  if (after.text !== "(" || (isLetter(before) && !token.spaced && token.kind === "letter")) return;
  uses.applied.add(token.text);
  const close = closing(tokens, at + 1);
  const inside = tokens.slice(at + 2, close).map(({ text }) => text).join(" "); // prettier-ignore
  uses.arguments.set(token.text, (uses.arguments.get(token.text) ?? new Set()).add(inside));
}

/** The f of `\frac{df}{dx}` and of `\frac{d^2 f}{dx^2}`. */
function isDifferential(tokens: readonly TexToken[], at: number): boolean {
  const isD = (k: number): boolean => tokens[k]?.text === "d" && tokens[k - 1]?.kind === "open" && tokens[k - 2]?.text === "frac"; // prettier-ignore
  return isD(at - 1) || (tokens[at - 1]?.text === "2" && tokens[at - 2]?.text === "^" && isD(at - 3));
}

/** Where the scripts that stand here end. */
function afterScripts(tokens: readonly TexToken[], at: number): number {
  let k = at;
  while (tokens[k]?.kind === "sign" && (tokens[k]!.text === "_" || tokens[k]!.text === "^"))
    k = tokens[k + 1]?.kind === "open" ? brace(tokens, k + 1) + 1 : k + 2;
  return k;
}

/** A name at the beginning of a formula with `=` after its scripts is a quantity of the text. */
function noteLeft(tokens: readonly TexToken[], at: number, uses: Uses): void {
  const name = tokens[at]!.text;
  let k = afterScripts(tokens, at + 1);
  const hasArgument = tokens[k]?.kind === "sign" && tokens[k]!.text === "(";
  if (hasArgument) k = afterScripts(tokens, closing(tokens, k) + 1);
  const next = tokens[k];
  if (next !== undefined && isRelation(next)) uses.quantities.add(hasArgument ? `${name}()` : name);
}

/** Letters that stand together. */
function noteRun(tokens: readonly TexToken[], at: number, { words }: Uses): void {
  let run = tokens[at]!.text;
  let end = at + 1;
  while (isLetter(tokens[end]) && !tokens[end]!.spaced) run += tokens[end++]!.text;
  if (run.length < 2 || run.length > 24) return;
  const before = tokens[at - 1];
  const after = tokens[end];
  const isLeft =
    begins(before) && after !== undefined && (isRelation(after) || ["_", "^"].includes(after.text));
  const isRight = before !== undefined && isRelation(before) && (after === undefined || begins(after) || after.kind === "end"); // prettier-ignore
  const isVaried = before?.kind === "command" && before.text === "partial";
  const isDifferential = /^d\p{L}$/u.test(run);
  if ((isLeft && (run.length > 2 || isDifferential)) || (isVaried && run.length > 2)) words.add(run);
  if (isRight && isDifferential) words.add(run);
}

function closing(tokens: readonly TexToken[], open: number): number {
  let depth = 0;
  for (let k = open; k < tokens.length; k++) {
    const { kind, text } = tokens[k]!;
    if (kind !== "sign") continue;
    if (text === "(") depth++;
    else if (text === ")" && --depth === 0) return k;
  }
  return tokens.length;
}

function brace(tokens: readonly TexToken[], open: number): number {
  let depth = 0;
  for (let k = open; k < tokens.length; k++) {
    if (tokens[k]!.kind === "open") depth++;
    else if (tokens[k]!.kind === "close" && --depth === 0) return k;
  }
  return tokens.length;
}
