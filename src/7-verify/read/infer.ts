import { affineConst, affineOf, sizeSymbol, type Affine } from "../../core/affine.ts";
import type { Span } from "../../core/span.ts";
import { defaultQuantity } from "../../4-simplify/derive.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Tex, TexStatement } from "../../1-parse/latex/syntax.ts";
import { withPrimedNames } from "./primed.ts";
import type { Draft } from "./draft.ts";
import { type DraftText } from "./draft.ts";
import { hintFor, lengthOf } from "./hints.ts";
import { identifier, type Mention } from "./names.ts";
import { conventionOf, findShapes, rankIn, type Drawn, type StatedShape } from "./ranks.ts";
import { survey, type Said, type Survey } from "./survey.ts";
import { modelText } from "./model-text.ts";
import { unknownsOf, type Unknown } from "./unknowns.ts";
import type { VectorConvention } from "./products.ts";

export interface InferOptions {
  /** Declarations and definitions that are given. */
  readonly base: Model;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** What quantities are written as functions of: θ of `J(\theta)`. */
  readonly variables: ReadonlyMap<string, string>;
  /** Names with the names they stand for, beside those that the formulas introduce. */
  readonly given: ReadonlyMap<string, string>;
  /** What the words around the formulas say. */
  readonly said: Said;
}

/** A name that is introduced nowhere, and what it was taken for. */
export interface Hint {
  readonly name: string;
  readonly meant: string;
  readonly span: Span;
}

export interface Inferred {
  readonly survey: Survey;
  readonly text: DraftText;
  readonly vectors: VectorConvention;
  /** Whether the text multiplies vectors and matrices one way round only. */
  readonly isConsistent: boolean;
  readonly model: Model;
  /** The statements that were added to the model. */
  readonly added: readonly string[];
  readonly hints: readonly Hint[];
  /** The statements that say something of data: their places among the statements. */
  readonly facts: ReadonlySet<number>;
  /** Names whose stated shape contradicts their use, with the shape they are used with. */
  readonly contradicted: ReadonlyMap<string, readonly Affine[]>;
}

/** Finds out what the names of a text are, and writes the model that the formulas speak of. */
export function infer(written: readonly TexStatement[], options: InferOptions): Inferred {
  const { base, given } = options;
  const isKnown = (name: string): boolean => base.symbols.find(name) !== undefined;
  const all = withPrimedNames(written, isKnown);
  const cost = defaultQuantity(base)?.name;
  const surveyed = survey(all, isKnown, cost, options.said);
  const found = { ...surveyed, aliases: new Map([...given, ...surveyed.aliases]) };
  const first = round(found, options, new Map(), true);
  const early = modelText(first.drawn, first.scene, base);
  const hints = hintsFor(found, first.scene.text, early.model, isKnown);
  const aliases = new Map([...found.aliases, ...hints.map(({ name, meant }) => [name, meant] as const)]);
  const second = round(found, options, aliases, false);
  const final = modelText(second.drawn, second.scene, base, hints);
  const contradicted = new Map(
    second.drawn.contradicted.map((name) => [name, final.shapeOf(name) ?? []] as const),
  );
  return {
    survey: found,
    text: final.text,
    facts: final.facts,
    vectors: second.scene.vectors,
    isConsistent: second.scene.isConsistent,
    model: final.model,
    added: withoutOwnArguments(final.lines, all),
    hints,
    contradicted,
  };
}

/** What is printed: not the z that only `\sigma(z)_i = …` speaks of, in a text whose z is something else. */
function withoutOwnArguments(lines: readonly string[], all: readonly TexStatement[]): readonly string[] {
  const written = new Set(
    [...walkTex(sidesOf(all))].flatMap((node) => (node.kind === "symbol" ? [node.name] : [])),
  );
  const isOwn = (line: string): boolean => {
    const name = /^(?:input|param|label) ([^[ ]+)_(?:\[|$)/.exec(line)?.[1];
    return name !== undefined && written.has(name) && !written.has(`${name}_`) && !reserved(name);
  };
  const kept = lines.filter((line) => !isOwn(line));
  const words = new Set(kept.filter((line) => !line.startsWith("size ")).flatMap((line) => line.match(/[\p{L}\p{N}_]+/gu) ?? [])); // prettier-ignore
  return kept.length === lines.length
    ? lines
    : kept.filter((line) => !line.startsWith("size n_") || words.has(line.slice(5)));
}

/** A name of the text that the model language spells with a `_` at its end. */
const reserved = (name: string): boolean => identifier(name) !== name;

/** What an attempt at the shapes of a text knows. */
export interface Scene {
  readonly survey: Survey;
  readonly text: DraftText;
  readonly vectors: VectorConvention;
  /** Whether the text multiplies vectors and matrices one way round only. */
  readonly isConsistent: boolean;
  readonly unknowns: readonly Unknown[];
}

/** @param isEarly only what definitions and facts say; claims are looked at later */
function round(
  found: Survey,
  { base, shapes, variables }: InferOptions,
  hinted: ReadonlyMap<string, string>,
  isEarly: boolean,
): { readonly drawn: Drawn; readonly scene: Scene } {
  const { statements, roles, names, functions, definitions, aliases } = found;
  const resolve = new Map([...base.aliases, ...aliases, ...hinted]);
  const defined = new Set(definitions.map(({ name }) => name.name));
  const uppers = new Set(found.mentions.keys());
  const isKnown = (mention: Mention): boolean => {
    const target = resolve.get(mention.name) ?? mention.name;
    if (defined.has(target) || base.symbols.find(target) !== undefined || resolve.has(mention.name))
      return true;
    if (functions.has(mention.base) || found.isErrorName(mention)) return true;
    if (mention.base === "I" && mention.slots.length === 0) return true;
    const upper = mention.name.charAt(0).toUpperCase() + mention.name.slice(1);
    return (
      upper !== mention.name &&
      mention.slots.length > 0 &&
      (uppers.has(upper) || base.symbols.find(upper) !== undefined)
    );
  };
  const relevant = statements.flatMap((statement, k): TexStatement[] => {
    const role = roles[k]!;
    if (role.kind === "function" || role.kind === "remark" || role.kind === "range") return [];
    if (!isEarly || role.kind === "declaration" || role.kind === "definition" || role.kind === "seed")
      return [statement];
    return [];
  });
  const extra: TexStatement[] = definitions.map(({ name, value }) => ({
    sides: [value],
    signs: [],
    continues: false,
    space: undefined,
    span: name.span,
  }));
  const collected = unknownsOf([...relevant, ...extra], { names, isKnown });
  const sizeNames = new Set([
    ...names.fixed,
    ...collected.sizes,
    ...collected.counts.map(({ name }) => name),
  ]);
  const isSize = (name: string): boolean => sizeNames.has(name);
  const numbered = definitions.filter(
    ({ name, value }) => isSize(name.name) && sizeValue(value, names.mention(value)) !== undefined,
  );
  const own = definitions.filter((definition) => !numbered.includes(definition));
  const unknowns = [...collected.unknowns.values()]
    .filter(({ name }) => !isSize(name))
    .map((unknown) => (found.numbers.has(unknown.name) ? { ...unknown, isOrdinary: true } : unknown));
  const text: DraftText = {
    names,
    functions,
    sigma: found.sigma,
    errorName: (mention, isQuantity) =>
      found.isErrorName(mention) ? found.errors.find(mention, isQuantity) : undefined,
    aliases: resolve,
    given: (name) => {
      const symbol = base.symbols.find(name);
      return symbol === undefined || symbol.kind === "size" ? undefined : symbol.shape;
    },
    givenSize: (name) => {
      const symbol = base.symbols.find(name);
      if (symbol?.kind === "size") return symbol.form;
      const counted = /^(?:n_|#)(.+)$/.exec(name)?.[1];
      return counted === undefined ? undefined : countedLength(counted, resolve, base);
    },
    sizeNames,
    soleVariable: (of) => soleVariable(of, variables.get(of), found, unknowns),
  };
  const stated = new Map<string, StatedShape>();
  for (const [k, role] of roles.entries()) {
    const space = statements[k]!.space;
    const sizes = space?.sizes.map((size) => sizeOfTex(size, names));
    const mention = role.kind === "declaration" ? role.name : declaredRight(statements[k]!, names);
    if (mention === undefined || sizes === undefined || !sizes.every((size) => size !== undefined)) continue;
    const name = rowsOf(mention, (upper) => uppers.has(upper) || base.symbols.find(upper) !== undefined);
    // The letters of `x_i \in \mathbb R^d` have axes before those of the space.
    const shape = [...mention.slots.map(() => undefined), ...withoutUnit(mention, sizes)];
    if (!stated.has(name)) stated.set(name, shape);
  }
  for (const name of found.matrices) if (!stated.has(name)) stated.set(name, [undefined, undefined]);
  const sure = new Map<string, readonly Affine[]>();
  for (const [name, lengths] of Object.entries(shapes)) {
    const called = [...found.mentions.keys(), ...definitions.map((d) => d.name.name)].find(
      (other) => other === name || other.replace("_", "") === name.replace("_", ""),
    );
    if (called !== undefined && base.symbols.find(called) === undefined)
      sure.set(
        called,
        lengths.map((length) => affineConst(length)),
      );
  }
  const elsewhere = isEarly ? new Set<string>() : new Set(early(found, unknowns));
  const claims = isEarly
    ? []
    : claimSides(found).map((node) => ({
        node,
        hasOwnNames: [...walkTex([node])].some((part) => {
          const name = names.mention(part)?.name;
          return name !== undefined && collected.unknowns.has(name) && !elsewhere.has(name);
        }),
      }));
  const wanted = {
    text,
    unknowns,
    definitions: own,
    counts: collected.counts,
    stated,
    sure,
    alike: [
      ...found.alike,
      ...roles.flatMap((role) => (role.kind === "seed" && role.wrt.slots.length === 0 ? [[role.value.name, role.wrt.name] as const] : [])), // prettier-ignore
    ],
    claims,
    cost: isDifferentiated(found) ? found.errors.cost : undefined,
    before: (draft: Draft): void => {
      for (const { name, value } of numbered) {
        const size = sizeValue(value, names.mention(value));
        const length = size ?? undefined;
        if (length !== undefined)
          draft.sizes.same(affineOf(sizeSymbol(name.name)), resolveSize(length, text));
      }
    },
  };
  const drawn = findShapes(wanted, "columns");
  const { vectors, isConsistent } = conventionOf(
    statements,
    rankIn(text, (name) => drawn.draft.scope.shapeOf(name)),
  );
  const settled = vectors === "rows" ? findShapes(wanted, "rows") : drawn;
  return { drawn: settled, scene: { survey: found, text, vectors, isConsistent, unknowns } };
}

/** `m = 6`, `N = \#hidden` */
const sizeValue = (value: Tex, mention: Mention | undefined): number | string | undefined =>
  value.kind === "number" && /^\d{1,6}$/.test(value.text)
    ? Number(value.text)
    : mention?.base.startsWith("#") === true
      ? mention.name
      : undefined;

const resolveSize = (size: number | string, text: DraftText): Affine =>
  typeof size === "number" ? affineConst(size) : (text.givenSize(size) ?? affineOf(sizeSymbol(size)));

function countedLength(word: string, aliases: ReadonlyMap<string, string>, base: Model): Affine | undefined {
  const name = aliases.get(word) ?? word;
  const direct = lengthOf(name, base);
  if (direct !== undefined) return direct;
  const mention = {
    name: word,
    base: word,
    label: undefined,
    slots: [],
    powers: [],
    primes: 0,
    isTransposed: false,
    span: { start: 0, end: 0 },
  };
  const hinted = hintFor(mention, base);
  return hinted === undefined ? undefined : lengthOf(hinted, base);
}

function sizeOfTex(node: Tex, names: Survey["names"]): Affine | undefined {
  if (node.kind === "number") return /^\d{1,6}$/.test(node.text) ? affineConst(Number(node.text)) : undefined;
  const mention = names.mention(node);
  return mention === undefined || mention.slots.length > 0 ? undefined : affineOf(sizeSymbol(mention.name));
}

/** `\mathbb R^{1\times n}` of a vector says only that it is a row. */
const withoutUnit = ({ base, slots }: Mention, sizes: readonly Affine[]): readonly Affine[] =>
  sizes.length === 2 && slots.length === 0 && !/^\p{Lu}/u.test(base)
    ? sizes.filter((size) => size !== affineConst(1))
    : sizes;

/** G of `\partial L/\partial Y = G \in \mathbb R^{2\times4}`. */
function declaredRight({ sides, signs, space }: TexStatement, names: Survey["names"]): Mention | undefined {
  if (space === undefined || signs.at(-1)?.sign !== "in" || sides.length < 3) return undefined;
  return names.mention(sides.at(-2)!);
}

/** The tensor a statement about x_i speaks of: X where the text has one, for x_i is its row. */
function rowsOf({ name, slots }: Mention, isKnown: (name: string) => boolean): string {
  const upper = name.charAt(0).toUpperCase() + name.slice(1);
  return slots.length > 0 && isKnown(upper) ? upper : name;
}

/** Whether the text has a gradient of the cost. */
const isDifferentiated = ({ statements, names, errors, isErrorName }: Survey): boolean =>
  [...walkTex(sidesOf(statements))].some((node) => {
    if (node.kind === "derivative" || node.kind === "nabla")
      return names.mention(node.of)?.name === errors.cost;
    const mention = names.mention(node);
    return mention !== undefined && isErrorName(mention);
  });

/** Names that definitions and declarations speak of. */
const early = ({ definitions, roles, names }: Survey, unknowns: readonly Unknown[]): readonly string[] => {
  const declared = roles.flatMap((role) => (role.kind === "declaration" ? [role.name.name] : []));
  const used = [...walkTex(definitions.map(({ value }) => value))].flatMap(
    (node) => names.mention(node)?.name ?? [],
  );
  return [...declared, ...used].filter((name) => unknowns.some((unknown) => unknown.name === name));
};

const claimSides = ({ statements, roles }: Survey): readonly Tex[] =>
  sidesOf(statements.filter((_, k) => roles[k]!.kind === "claim")).filter(
    ({ kind }) => kind !== "hole" && kind !== "broken",
  );

/** Variables of functions in the order in which ∇ most likely means them: parameters before data, vectors before matrices. */
const usualVariables = ["theta", "w", "beta", "W", "x", "z", "u", "X"];

function soleVariable(
  of: string,
  written: string | undefined,
  { definitions, names, functions }: Survey,
  unknowns: readonly Unknown[],
): string | undefined {
  const definition = definitions.find(({ name }) => name.name === of);
  if (definition === undefined) return undefined;
  const inputs = new Set<string>();
  const seen = new Set<string>();
  const visit = (value: Tex): void => {
    const collected = unknownsOf(
      [{ sides: [value], signs: [], continues: false, space: undefined, span: value.span }],
      {
        names,
        isKnown: ({ base }) => functions.has(base),
      },
    );
    for (const { name } of collected.unknowns.values()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const inner = definitions.find((other) => other.name.name === name);
      if (inner !== undefined) visit(inner.value);
      else if (unknowns.some((unknown) => unknown.name === name)) inputs.add(name);
    }
  };
  visit(definition.value);
  if (written !== undefined && inputs.has(written)) return written;
  return usualVariables.find((name) => inputs.has(name)) ?? (inputs.size === 1 ? [...inputs][0] : undefined);
}

/** Names that only claims mention, with what they stand for in the model. */
function hintsFor(
  { mentions, aliases, definitions, isErrorName }: Survey,
  text: DraftText,
  model: Model,
  isKnown: (name: string) => boolean,
): readonly Hint[] {
  const defined = new Set(definitions.map(({ name }) => name.name));
  return [...mentions.values()].flatMap((mention): Hint[] => {
    const { name, span, base } = mention;
    const isOpen =
      !isKnown(name) &&
      !aliases.has(name) &&
      !defined.has(name) &&
      !isErrorName(mention) &&
      model.symbols.find(name) === undefined;
    if (!isOpen || base.startsWith("#") || text.functions.has(base)) return [];
    const meant = hintFor(mention, model);
    return meant === undefined || meant === name ? [] : [{ name, meant, span }];
  });
}
