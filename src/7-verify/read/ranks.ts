import type { Tex, TexStatement } from "../../1-parse/latex/syntax.ts";
import { functionOf } from "../../1-parse/latex/lexicon.ts";
import { walkTex } from "../../1-parse/latex/nodes.ts";
import type { Affine } from "../../core/affine.ts";
import { doubtsIn, Draft, type Drafted, type DraftText } from "./draft.ts";
import type { TexDefinition } from "./errors.ts";
import type { VectorConvention } from "./products.ts";
import { ranksOf, type Count, type Unknown } from "./unknowns.ts";

/** Lengths of axes; undefined where a statement leaves one open, as that of i in `x_i \in \mathbb R^d`. */
export type StatedShape = readonly (Affine | undefined)[];

/** What the shapes of a text must fit. */
export interface Wanted {
  readonly text: DraftText;
  readonly unknowns: readonly Unknown[];
  readonly definitions: readonly TexDefinition[];
  readonly counts: readonly Count[];
  /** Shapes that are stated, with the statement's place among the declarations. */
  readonly stated: ReadonlyMap<string, StatedShape>;
  /** Shapes that hold whatever the text states. */
  readonly sure: ReadonlyMap<string, readonly Affine[]>;
  /** Formulas that should be readable, though they may be wrong. */
  readonly claims: readonly { readonly node: Tex; readonly hasOwnNames: boolean }[];
  /** Names of one shape: what arrives at Y, and Y. */
  readonly alike: readonly (readonly [string, string])[];
  /** What is differentiated: a number. */
  readonly cost: string | undefined;
  readonly before: (draft: Draft) => void;
}

export interface Drawn {
  readonly draft: Draft;
  readonly drafted: readonly Drafted[];
  /** Definitions that could not be read. */
  readonly failed: readonly TexDefinition[];
  /** Stated shapes that nothing else agrees with. */
  readonly contradicted: readonly string[];
}

/** At most this many formulas are read to find out how many axes names have. */
const mostReadings = 2500;

interface Tried {
  readonly ranks: readonly number[];
  readonly drawn: Drawn;
  readonly cost: number;
}

/**
 * A way to give every name a number of axes with which all definitions can be read, the cost is a number, and as
 * few signs as possible are ambiguous. The usual way and the one in which all is scalar are each changed name by name
 * as long as that helps; the better of the two is taken.
 */
export function findShapes(wanted: Wanted, vectors: VectorConvention): Drawn {
  const choices = wanted.unknowns.map((unknown) => {
    const stated = wanted.sure.get(unknown.name) ?? wanted.stated.get(unknown.name);
    return stated === undefined ? ranksOf(unknown) : [stated.length];
  });
  const bases = new Set(wanted.unknowns.map(({ base }) => base));
  let tries = Math.max(4, Math.floor(mostReadings / (1 + wanted.definitions.length + wanted.claims.length)));
  const seen = new Map<string, Tried>();
  const tryOut = (ranks: readonly number[]): Tried => {
    const key = ranks.join();
    const known = seen.get(key);
    if (known !== undefined) return known;
    tries--;
    const drawn = attempt(wanted, ranks, vectors);
    // What is unusual needs a reason.
    const unusual = ranks.filter((rank, k) => rank !== choices[k]![0]).length;
    const tried = { ranks, drawn, cost: costOf(drawn, wanted) + unusual / 100 };
    seen.set(key, tried);
    return tried;
  };
  /** x_1, x_2 and x_3 are alike. */
  const neighbours = (ranks: readonly number[]): readonly number[][] =>
    [...bases].flatMap((base) =>
      [0, 1, 2].map((rank) =>
        ranks.map((own, k) => (wanted.unknowns[k]!.base === base && choices[k]!.includes(rank) ? rank : own)),
      ),
    );
  const improved = (start: Tried): Tried => {
    let best = start;
    for (let improves = true; improves && best.cost > 0;) {
      improves = false;
      for (const ranks of neighbours(best.ranks)) {
        if (tries <= 0 || best.cost === 0) return best;
        const tried = tryOut(ranks);
        if (tried.cost >= best.cost) continue;
        best = tried;
        improves = true;
      }
    }
    return best;
  };
  const usual = improved(tryOut(choices.map((list) => list[0]!)));
  if (usual.cost < 1 || tries <= 0) return usual.drawn;
  const scalar = improved(tryOut(choices.map((list) => (list.includes(0) ? 0 : list[0]!))));
  return (scalar.cost < usual.cost ? scalar : usual).drawn;
}

/** What speaks against an attempt, the gravest first. */
function costOf({ draft, drafted, failed, contradicted }: Drawn, { claims, cost, alike }: Wanted): number {
  let total = failed.length * 1000 + contradicted.length * 100;
  const axesOf = (name: string): number | undefined => draft.scope.shapeOf(name)?.length;
  for (const [a, b] of alike) if (axesOf(a) !== axesOf(b)) total += 100;
  if (cost !== undefined && (draft.scope.shapeOf(cost)?.length ?? 0) > 0) total += 200;
  for (const { value } of drafted) total += doubtsIn(value);
  for (const { node, hasOwnNames } of claims) {
    if (!draft.reads(node, hasOwnNames)) total += 10;
  }
  return total;
}

function attempt(wanted: Wanted, ranks: readonly number[], vectors: VectorConvention): Drawn {
  const draft = new Draft(wanted.text, vectors);
  for (const [k, { name }] of wanted.unknowns.entries()) draft.assume(name, ranks[k]!);
  for (const [name, shape] of wanted.sure) unify(draft, name, shape);
  wanted.before(draft);
  const drafted: Drafted[] = [];
  let waiting = [...wanted.definitions];
  for (let progress = true; progress && waiting.length > 0;) {
    progress = false;
    const later: TexDefinition[] = [];
    for (const definition of waiting) {
      const found = isReady(definition, waiting, draft, wanted) ? draft.define(definition) : undefined;
      if (found === undefined) later.push(definition);
      else {
        drafted.push(found);
        progress = true;
      }
    }
    waiting = later;
  }
  for (const count of wanted.counts) draft.count(count);
  const contradicted = settleStated(draft, wanted.stated);
  return { draft, drafted, failed: waiting, contradicted };
}

/** Whether all definitions a definition mentions have been read. */
function isReady(
  { name, value }: TexDefinition,
  waiting: readonly TexDefinition[],
  draft: Draft,
  { text }: Wanted,
): boolean {
  for (const node of walkTex([value])) {
    const mention = node.kind === "symbol" || node.kind === "scripted" ? text.names.mention(node) : undefined;
    if (mention === undefined) continue;
    const target = text.aliases.get(mention.name) ?? mention.name;
    if (target === name.name) continue;
    if (waiting.some((other) => other.name.name === target) && draft.scope.shapeOf(target) === undefined)
      return false;
  }
  return true;
}

/** Gives a name a stated shape. @returns false where it cannot have it. */
export function unify(draft: Draft, name: string, shape: StatedShape): boolean {
  const known = draft.scope.shapeOf(name);
  if (known === undefined) {
    draft.shapes.set(
      name,
      shape.map((size) => size ?? draft.sizes.fresh()),
    );
    return true;
  }
  if (known.length !== shape.length) return false;
  const before = draft.sizes.snapshot();
  const fits = shape.every((size, axis) => size === undefined || draft.sizes.same(known[axis]!, size));
  if (!fits) draft.sizes.restore(before);
  return fits;
}

/** States the shapes; where they cannot all hold, the one without which all others can is at fault. */
function settleStated(draft: Draft, stated: ReadonlyMap<string, StatedShape>): readonly string[] {
  const before = draft.sizes.snapshot();
  const without = (left?: string): readonly string[] => {
    draft.sizes.restore(before);
    return [...stated].flatMap(([name, shape]) => (name === left || unify(draft, name, shape) ? [] : [name]));
  };
  const wrong = without();
  if (wrong.length === 0) return [];
  const culprit = [...stated.keys()].find((name) => without(name).length === 0);
  if (culprit === undefined) return without();
  without(culprit);
  return [culprit];
}

/** Which way round the text multiplies vectors and matrices, where ranks are known. */
export function conventionOf(
  statements: readonly TexStatement[],
  rankOf: (node: Tex) => number | undefined,
): { readonly vectors: VectorConvention; readonly isConsistent: boolean } {
  let rows = 0;
  let columns = 0;
  for (const node of walkTex(statements.flatMap(({ sides }) => sides))) {
    if (node.kind !== "product") continue;
    for (const [k, { value, sign }] of node.factors.entries()) {
      const before = node.factors[k - 1]?.value;
      if (before === undefined || (sign !== "juxtaposed" && sign !== "cdot" && sign !== "times")) continue;
      const [a, b] = [rankOf(before), rankOf(value)];
      if (a === 1 && b === 2) rows++;
      if (a === 2 && b === 1) columns++;
    }
  }
  return {
    vectors: rows > columns ? "rows" : "columns",
    isConsistent: Math.min(rows, columns) === 0 && Math.max(rows, columns) > 0,
  };
}

/** The rank a factor has by itself: of a name, or of a function of a name. */
export const rankIn =
  (text: DraftText, shapeOf: (name: string) => readonly Affine[] | undefined) =>
  (node: Tex): number | undefined => {
    const call = node.kind === "call" && functionOf(node.name) !== undefined ? node.args[0] : node;
    const mention = call === undefined ? undefined : text.names.mention(call);
    if (mention === undefined || mention.slots.length > 0) return undefined;
    const rank = shapeOf(text.aliases.get(mention.name) ?? mention.name)?.length;
    return rank === 1 && mention.isTransposed ? undefined : rank;
  };
