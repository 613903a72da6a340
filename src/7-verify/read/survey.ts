import { functionOf } from "../../1-parse/latex/lexicon.ts";
import { partsOf, sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Tex, TexStatement, TexSymbol } from "../../1-parse/latex/syntax.ts";
import type { Span } from "../../core/span.ts";
import { classify, lettersInSlots, type Role } from "./classify.ts";
import { withDifferentials } from "./differentials.ts";
import { ErrorNames, variablesOf, nonlinearArgument, type TexDefinition } from "./errors.ts";
import { withLayers } from "./layers.ts";
import { familiesIn } from "./families.ts";
import { fixedLetters, withImpliedSums } from "./implied-sums.ts";
import { Names, type Mention } from "./names.ts";
import { withOwnArguments, withQuantities, type Quantity } from "./rewrite.ts";
import type { Scope, UserFunction } from "./scope.ts";
import { unroll } from "./unroll.ts";

/** What the words around the formulas say. */
export interface Said {
  /** Repeated indices are summed over. */
  readonly sumsRepeated?: boolean;
  /** What an activation is that the formulas call by a letter. */
  readonly namesActivation?: boolean;
}

/** What the formulas of a text are, before anything has a shape. */
export interface Survey {
  readonly statements: readonly TexStatement[];
  readonly roles: readonly Role[];
  readonly names: Names;
  readonly functions: ReadonlyMap<string, UserFunction>;
  /** What a verdict rests on beside the formulas: a function that stands for any, a layer that stands for all. */
  readonly remarks: readonly string[];
  readonly sigma: Scope["sigma"];
  readonly definitions: readonly TexDefinition[];
  readonly aliases: ReadonlyMap<string, string>;
  readonly errors: ErrorNames;
  readonly isErrorName: (mention: Mention) => boolean;
  /** Names of expressions that are differentiated as they stand. */
  readonly unnamed: ReadonlySet<string>;
  /** Names that can be nothing but matrices. */
  readonly matrices: readonly string[];
  /** Names of numbers: what a matrix known by its derivative depends on. */
  readonly numbers: ReadonlySet<string>;
  /** Names of one shape: a differential and its variable. */
  readonly alike: readonly (readonly [string, string])[];
  /** Every name that is mentioned. */
  readonly mentions: ReadonlyMap<string, Mention>;
}

/**
 * Sorts the statements of a text.
 * @param isKnown whether a model has the name
 * @param costOf the quantity a model ends in
 * @param said what the words around the formulas say
 */
export function survey(
  all: readonly TexStatement[],
  isKnown: (name: string) => boolean,
  costOf: string | undefined,
  said: Said = {},
): Survey {
  const found = sorted(all, isKnown, costOf, said, true);
  // A δ = y - t that belongs to no layer is a name like any other.
  const isQuantity = (name: string): boolean =>
    isKnown(name) || found.mentions.has(name) || found.definitions.some((own) => own.name.name === name);
  const isLost = [...found.mentions.values()].some(
    (mention) => mention.base === "delta" && mention.label === undefined && found.isErrorName(mention) &&
      found.errors.find(mention, isQuantity) === undefined,
  ); // prettier-ignore
  return isLost ? sorted(all, isKnown, costOf, said, false) : found;
}

/** @param hasErrors whether a δ on a left side may be the error of a layer */
function sorted(
  all: readonly TexStatement[],
  isKnown: (name: string) => boolean,
  costOf: string | undefined,
  { sumsRepeated = false, namesActivation = false }: Said,
  hasErrors: boolean,
): Survey {
  const { statements: layered, depth } = withLayers(all);
  const { statements: differentiated, letters: differentials, pairs } = withDifferentials(layered);
  const written = withImpliedSums(withOwnArguments(differentiated, isKnown), sumsRepeated);
  const { statements: unrolled, families } = unroll(written);
  const { statements, quantities } = withQuantities(unrolled, isKnown);
  const names = new Names(statements, isKnown);
  for (const family of families) names.unrolled.add(family);
  const mentions = new Map<string, Mention>();
  for (const node of walkTex(sidesOf(statements))) {
    const mention = names.mention(node);
    if (mention !== undefined && !mentions.has(mention.name)) mentions.set(mention.name, mention);
  }
  const isGiven = (name: string): boolean =>
    isKnown(name) || quantities.some(({ symbol }) => symbol.name === name);
  const slotLetters = lettersInSlots(all);
  const rates = familiesIn(
    statements,
    quantities.map(({ value }) => value),
    names,
    isGiven,
  );
  const isRate = (k: number): boolean => rates.some(({ statement }) => statement === statements[k]);
  const first = classify(statements, {
    names,
    isKnown: isGiven,
    slotLetters,
    isErrorName: () => false,
  }).filter((_, k) => !isRate(k));
  const seeds = new Set(first.flatMap((role) => (role.kind === "seed" ? [role.value.name] : [])));
  const isErrorOnLeft = ({ sides, signs, continues }: TexStatement): boolean => {
    const left = signs.length > 0 && !continues ? names.mention(sides[0]!) : undefined;
    return left?.base === "delta" && left.slots.length <= 1;
  };
  const hasDelta = hasErrors && statements.some(isErrorOnLeft);
  const isErrorName = (mention: Mention): boolean => {
    if (isKnown(mention.name) || seeds.has(mention.name) || differentials.has(mention.base)) return false;
    if (mention.base === "delta") return hasDelta && mention.slots.length <= 1;
    return variablesOf(mention, names).some((name) => mentions.has(name) || isKnown(name));
  };
  const roles = classify(statements, { names, isKnown: isGiven, slotLetters, isErrorName }).map((role, k): Role => (isRate(k) ? { kind: "rate" } : role)); // prettier-ignore
  const functions = new Map<string, UserFunction>();
  const aliases = new Map<string, string>();
  for (const role of roles) {
    if (role.kind === "function") functions.set(role.name, { parameter: role.parameter, body: role.body });
    if (role.kind === "alias") aliases.set(role.name.name, role.target.name);
  }
  const anyFunctions = namesActivation ? [] : unsaidFunctions(statements, functions, isKnown);
  for (const name of anyFunctions) functions.set(name, anyFunction);
  for (const [name, target] of aliases) aliases.set(name, aliases.get(target) ?? target);
  const labels = [...mentions.values()].flatMap((mention) =>
    mention.base === "delta" && mention.label !== undefined && mention.slots.length <= 1
      ? [mention.label]
      : [],
  );
  const own = [
    ...rates.flatMap(({ definitions }) => definitions),
    ...roles.flatMap(definitionsOf),
    ...quantities.flatMap((one) => definitionOf(one, names)),
  ];
  const plain = withProbabilities(own, { names, labels, mentions, isKnown });
  const definitions = withPreActivations(plain, { names, labels, mentions, isKnown });
  const bare = barePlaces(statements);
  const isValue = (name: string): boolean => isKnown(name) || bare.has(name) || names.unrolled.has(name);
  for (const letter of fixedLetters(definitions, (node) => slotLettersOf(node, names), isValue))
    names.fix(letter);
  // What is made from a matrix known by its derivative may be a matrix itself.
  const ofRates = (value: Tex): boolean => [...walkTex([value])].some((node) => rates.some(({ name }) => names.mention(node)?.name === name)); // prettier-ignore
  const costs = definitions.filter(({ name, value }) => !ofRates(value) && !rates.some((rate) => rate.name === name.name)); // prettier-ignore
  const cost = costOf ?? costAmong(costs, names);
  const errors = new ErrorNames(definitions, roles, names, { cost, labels });
  return {
    statements,
    roles,
    names,
    functions,
    remarks: [
      ...anyFunctions.map((name) => `${name} is any function, and judged for gelu`),
      ...(depth === undefined ? [] : [`layers of a general number are judged for one of ${depth}`]),
    ],
    sigma: sigmaIn(statements),
    definitions,
    aliases,
    errors,
    isErrorName,
    alike: [
      ...pairs.map(([a, b]) => [names.mention(a)!.name, names.mention(b)!.name] as const),
      ...rates.flatMap(({ alike }) => alike),
    ],
    unnamed: new Set(quantities.map(({ symbol }) => symbol.name)),
    matrices: rates.flatMap(({ matrices }) => matrices),
    numbers: new Set(rates.map(({ variable }) => variable)),
    mentions,
  };
}

/** A function without special laws, so that what holds for it holds for any. */
const anyFunction: UserFunction = (() => {
  const span = { start: 0, end: 0 };
  const x: TexSymbol = { kind: "symbol", name: "x", style: undefined, span };
  const head: TexSymbol = { ...x, name: "gelu" };
  return { parameter: "x", body: { kind: "call", name: "gelu", head, args: [x], span } };
})();

/** Letters that are called and never given a meaning. */
function unsaidFunctions(
  statements: readonly TexStatement[],
  functions: ReadonlyMap<string, UserFunction>,
  isKnown: (name: string) => boolean,
): readonly string[] {
  const called = [...walkTex(sidesOf(statements))].flatMap((node) =>
    node.kind === "call" && node.args.length === 1 ? [node.name] : [],
  );
  return [...new Set(called)].filter((name) => name !== "sigma" && functionOf(name) === undefined && !functions.has(name) && !isKnown(name)); // prettier-ignore
}

/** Letters that stand for values somewhere: outside slots, comparisons and names. */
function barePlaces(statements: readonly TexStatement[]): ReadonlySet<string> {
  const values = new Set<string>();
  const visit = (node: Tex): void => {
    if (node.kind === "symbol") values.add(node.name);
    if (node.kind === "scripted") {
      if (node.base.kind !== "symbol") visit(node.base);
      for (const sup of node.sup) if (sup.kind === "power") visit(sup.exponent);
      return;
    }
    if (node.kind === "bracket") return;
    if (node.kind === "big") return visit(node.body);
    for (const part of partsOf(node)) visit(part);
  };
  // A letter by itself, as in `c \in \{1, \dots, K\}`, is spoken of and not used.
  for (const { sides } of statements) for (const side of sides) if (side.kind !== "symbol") visit(side);
  return values;
}

function slotLettersOf(node: Tex, names: Names): readonly string[] {
  const { slots = [] } = names.mention(node) ?? {};
  return slots.flatMap((slot) => (slot.kind === "slot" ? [...walkTex([slot.value])] : [])).flatMap((part) => (part.kind === "symbol" ? [part.name] : [])); // prettier-ignore
}

/** σ is softmax where the text gives its entries: `\sigma(z)_i = …`. */
function sigmaIn(statements: readonly TexStatement[]): Scope["sigma"] {
  const isEntry = (node: Tex): boolean =>
    node.kind === "scripted" &&
    node.base.kind === "call" &&
    node.base.name === "sigma" &&
    node.sub.length > 0 &&
    isVector(node.base.args[0]);
  return sidesOf(statements).some((side) => [...walkTex([side])].some(isEntry)) ? "softmax" : "sigmoid";
}

const isVector = (argument: Tex | undefined): boolean =>
  argument?.kind === "symbol" || argument?.kind === "scripted";

const definitionOf = ({ symbol, value }: Quantity, names: Names): readonly TexDefinition[] => {
  const name = names.mention(symbol);
  return name === undefined ? [] : [{ name, value }];
};

function definitionsOf(role: Role): readonly TexDefinition[] {
  if (role.kind === "definition") return [role];
  if (role.kind !== "seed") return [];
  // ∂L/∂Y = G says L = Σ G ⊙ Y, as far as derivatives go.
  const { of, wrt, value } = role;
  const symbol = (name: string, span: Span): Tex => ({ kind: "symbol", name, style: undefined, span });
  const factors = [value, { ...wrt, slots: [] }].map(({ name, span }) => ({
    sign: "odot" as const,
    value: symbol(name, span),
    signSpan: span,
  }));
  const body: Tex = { kind: "product", factors, span: value.span };
  return [
    { name: of, value: { kind: "big", op: "sum", indices: [], conditions: [], body, span: value.span } },
  ];
}

/** The quantity that no other one is made from. */
function costAmong(definitions: readonly TexDefinition[], names: Names): string | undefined {
  const used = new Set<string>();
  for (const { name, value } of definitions)
    for (const node of walkTex([value])) {
      const mention = names.mention(node);
      if (mention !== undefined && mention.name !== name.name) used.add(mention.name);
    }
  const last = definitions
    .filter(({ name }) => name.slots.length === 0 && !used.has(name.name))
    .map(({ name }) => name.name);
  const usual = last.find((name) => /^(?:C|L|J|E|Cost|cost|Loss|loss|\w*_?loss)$/.test(name));
  return usual ?? last.at(-1);
}

interface Known {
  readonly names: Names;
  readonly labels: readonly string[];
  readonly mentions: ReadonlyMap<string, Mention>;
  readonly isKnown: (name: string) => boolean;
}

/**
 * Names what goes into a non-linearity where the text speaks of it without having said what it is: the z_2 of
 * δ_2 in h_2 = tanh(U h_1 + x_2), the z of ∂C/∂z in s = σ(X w).
 */
function withPreActivations(definitions: readonly TexDefinition[], known: Known): readonly TexDefinition[] {
  const { names, labels, mentions, isKnown } = known;
  const compound = definitions.flatMap((definition) => {
    const argument = nonlinearArgument(definition.value);
    return argument !== undefined && names.mention(argument) === undefined ? [{ definition, argument }] : [];
  });
  const hasNamed = definitions.some(({ value }) => {
    const argument = nonlinearArgument(value);
    return argument !== undefined && names.mention(argument)?.label !== undefined;
  });
  const chosen = new Map<TexDefinition, { readonly argument: Tex; readonly name: Mention }>();
  if (labels.length > 0 && !hasNamed)
    for (const { definition, argument } of compound) {
      const { label } = definition.name;
      const name = label === undefined ? undefined : ["z", "s", "u", "q"].map((base) => `${base}_${label}`).find((free) => !mentions.has(free) && !isKnown(free)); // prettier-ignore
      if (name !== undefined && label !== undefined) chosen.set(definition, { argument, name: { ...definition.name, name, base: name.slice(0, name.indexOf("_")), label } }); // prettier-ignore
    }
  else if (compound.length === 1 && definitions.every(({ name }) => !isKnown(name.name))) {
    const defined = new Set(
      definitions.flatMap(({ name, value }) => [
        name.name,
        ...[...walkTex([value])].flatMap((node) => names.mention(node)?.name ?? []),
      ]),
    );
    const spoken = [...mentions.values()].filter(
      ({ name, base }) => /^[zoasuvOZA]$/.test(base) && !defined.has(name) && !isKnown(name),
    );
    const [only] = spoken;
    const { definition, argument } = compound[0]!;
    if (only !== undefined && spoken.length === 1)
      chosen.set(definition, {
        argument,
        name: { ...only, slots: [], powers: [], primes: 0, isTransposed: false },
      });
  }
  return definitions.flatMap((definition) => {
    const found = chosen.get(definition);
    if (found === undefined) return [definition];
    const inner: TexDefinition = { name: found.name, value: found.argument };
    const symbol: Tex = {
      kind: "symbol",
      name: found.name.name,
      style: undefined,
      span: found.argument.span,
    };
    return [inner, { name: definition.name, value: replaced(definition.value, found.argument, symbol) }];
  });
}

/**
 * Probabilities that nothing defines, in a text that takes their logarithm and exponentials of z: p = softmax(z).
 */
function withProbabilities(
  definitions: readonly TexDefinition[],
  { names, mentions, isKnown }: Known,
): readonly TexDefinition[] {
  const defined = new Set(definitions.map(({ name }) => name.name));
  const isOpen = ({ name }: Mention): boolean => !defined.has(name) && !isKnown(name);
  const open = [...mentions.values()].filter(isOpen);
  const probabilities = open.filter(
    ({ base, label }) => ["p", "q", "p_hat", "y_hat"].includes(base) && label === undefined,
  );
  const scores = open.find(({ base, label }) => base === "z" && label === undefined);
  const [only] = probabilities;
  if (only === undefined || probabilities.length > 1 || scores === undefined) return definitions;
  const isUsed = definitions.some(({ value }) =>
    [...walkTex([value])].some((node) => names.mention(node)?.name === only.name),
  );
  if (isUsed) return definitions;
  const { span } = only;
  const symbol = (name: string): TexSymbol => ({ kind: "symbol", name, style: undefined, span });
  const value: Tex = {
    kind: "call",
    name: "softmax",
    head: symbol("softmax"),
    args: [symbol(scores.name)],
    span,
  };
  const name: Mention = { ...only, slots: [], powers: [], primes: 0, isTransposed: false };
  return [...definitions, { name, value }];
}

function replaced(value: Tex, argument: Tex, by: Tex): Tex {
  if (value.kind === "call")
    return { ...value, args: value.args.map((own) => (own === argument ? by : own)) };
  return value.kind === "scripted" ? { ...value, base: replaced(value.base, argument, by) } : value;
}
