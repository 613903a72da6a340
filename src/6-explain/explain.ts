import type { Stage } from "../3-differentiate/derivatives.ts";
import { adjointName, type Adjoint } from "../3-differentiate/sweep.ts";
import { affineOf } from "../core/affine.ts";
import { rename } from "../core/bind.ts";
import { tensor } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { namedIndex, type Index } from "../core/index.ts";
import type { Step } from "../core/step.ts";
import { postorder } from "../core/walk.ts";
import { indexForm } from "./index-form.ts";
import { partsOf, symbol, type Layout } from "./layout.ts";
import { Letters } from "./letters.ts";
import { matrixForm } from "./matrix-form.ts";
import type { RuleId } from "./messages/catalogue.ts";
import type { Naming } from "./naming.ts";
import { isReadable } from "./size.ts";
import { layoutText } from "./text.ts";

/** One numbered step of a derivation, in formulas that any printer can show. */
export interface Explanation {
  /** S1, S2, …; the steps inside S2 are S2.1, S2.2, … */
  readonly id: string;
  /** The row of the table, where the step applies a single one; else how the link joins the chain. */
  readonly rule: RuleId;
  /** How a link joins the chain: along one path, or as the sum over several. */
  readonly link?: RuleId;
  readonly before: Layout;
  readonly after: Layout;
  /** For a pull-back: the part of `before` that receives `after`. */
  readonly into?: Layout;
  /** The closed form, where `after` still mentions other derivatives; absent where nobody could read it. */
  readonly closed?: Layout;
  /** The closed form in matrix notation, where there is one. */
  readonly matrix?: Layout;
  /** What the sentence of the rule speaks of, in the language. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The summands of a total derivative: one per path. */
  readonly paths: readonly Layout[];
  readonly assumptions: readonly string[];
  readonly conventions: readonly string[];
  readonly details: readonly Explanation[];
}

/**
 * The derivation behind a derivative: for every named intermediate between the quantity and the variable one
 * link of the chain rule, with the pull-backs and rewrites that were applied inside it. Nothing is derived
 * again: these are the steps the passes recorded.
 */
export function explain(
  derivative: { readonly stages: readonly Stage[] },
  naming: Naming,
): readonly Explanation[] {
  const steps: Explanation[] = [];
  for (const stage of derivative.stages) {
    if (stage.prepared.steps.length > 0) steps.push(preparation(stage, naming, `S${steps.length + 1}`));
    for (const adjoint of needed(stage)) steps.push(link(stage, adjoint, naming, `S${steps.length + 1}`));
  }
  return steps;
}

/** The adjoints that the target's rests on, in the order in which they were finished. */
function needed({ adjoints, of, target }: Stage): readonly Adjoint[] {
  const wanted = new Set([target]);
  for (const adjoint of adjoints.toReversed()) {
    if (!wanted.has(adjoint.name)) continue;
    const used = new Set(postorder([adjoint.local]).flatMap((e) => (e.kind === "tensor" ? [e.name] : [])));
    for (const { name } of adjoints) if (used.has(adjointName(of, name))) wanted.add(name);
  }
  return adjoints.filter(({ name }) => wanted.has(name));
}

function preparation({ of, value, axes, prepared }: Stage, naming: Naming, id: string): Explanation {
  const details = prepared.steps.map((step, k) => detail(step, naming, `${id}.${k + 1}`));
  const names = naming.before(of);
  const rules = [...new Set(prepared.steps.map((step) => step.rule))];
  return {
    id,
    rule: "prepare",
    before: indexForm(value, names, axes),
    after: indexForm(prepared.value, names.withoutLogs(), axes),
    params: { rules: rules.join(", ") },
    paths: [],
    ...used(prepared.steps),
    details,
  };
}

/** One link of the chain: the derivative by one tensor, in terms of those computed from it. */
function link(stage: Stage, adjoint: Adjoint, naming: Naming, id: string): Explanation {
  const { of, axes } = stage;
  const { name, indices, local, value, paths } = adjoint;
  const outputs = [...axes, ...indices];
  const steps = adjoint.steps();
  const before = indexForm(derivativeOf(of, name, axes, indices), naming, outputs);
  const after = indexForm(local, naming, outputs);
  const isClosed = isReadable(value, naming);
  const matrix = isClosed ? matrixForm(value, outputs, naming) : undefined;
  const shownPaths = paths.length > 1 ? paths.map((path) => indexForm(path, naming, outputs)) : [];
  const ways = throughOf(after);
  const target = layoutText(symbol("tensor", name, indices.map((index) => symbol("index", index.name)))); // prettier-ignore
  const rules = new Set(steps.flatMap((step) => (step.into === undefined ? [] : [step.rule as RuleId])));
  const [only] = rules;
  const joined = linkRule(paths.length, ways);
  return {
    id,
    rule: rules.size === 1 && only !== undefined ? only : joined,
    link: joined,
    before,
    after,
    ...(value === local || !isClosed ? {} : { closed: indexForm(value, naming, outputs) }),
    ...(matrix === undefined ? {} : { matrix }),
    params: {
      of,
      target,
      count: paths.length,
      through: ways.names.join(", "),
      indices: ways.indices.join(", "),
      paths: shownPaths.map(layoutText).join(", "),
    },
    paths: shownPaths,
    ...used(steps),
    details: steps.map((step, k) => detail(step, naming, `${id}.${k + 1}`)),
  };
}

function linkRule(paths: number, { names, indices }: Ways): RuleId {
  if (paths > 1) return "fork";
  if (names.length === 0) return "direct";
  if (names.length > 1) return "fork-through";
  return indices.length > 0 ? "fork-over-index" : "chain-rule";
}

/** ∂of/∂name as a tensor. */
function derivativeOf(of: string, name: string, axes: readonly Index[], indices: readonly Index[]): Expr {
  const all = [...axes, ...indices];
  return tensor(adjointName(of, name), all.map((index) => index.size), all.map(affineOf)); // prettier-ignore
}

/** The tensors by whose derivatives a link goes on, and the summation indices they run over. */
interface Ways {
  readonly names: readonly string[];
  readonly indices: readonly string[];
}

function throughOf(local: Layout): Ways {
  const names = new Set<string>();
  const indices = new Set<string>();
  const stack: { readonly layout: Layout; readonly bound: readonly string[] }[] = [
    { layout: local, bound: [] },
  ];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { layout } = top;
    if (layout.kind === "derivative") {
      names.add(layoutText(layout.variable));
      const slots = layout.variable.slots.flatMap((slot) => (slot.kind === "symbol" ? [slot.name] : []));
      for (const slot of slots) if (top.bound.includes(slot)) indices.add(slot);
      continue;
    }
    const bound =
      layout.kind === "over" ? [...top.bound, ...layout.binders.map(({ name }) => name)] : top.bound;
    stack.push(...partsOf(layout).map((part) => ({ layout: part, bound })));
  }
  return { names: [...names], indices: [...indices] };
}

function detail(step: Step, naming: Naming, id: string): Explanation {
  const { assumptions, conventions, substeps } = step;
  const rule = step.rule as RuleId;
  const grounds = { assumptions: assumptions.map(({ text }) => text), conventions };
  const details = substeps.map((substep, k) => detail(substep, naming, `${id}.${k + 1}`));
  const common = { id, rule, params: {}, paths: [], ...grounds, details };
  if (step.into === undefined) {
    const [before, after] = apart(step.before, step.after, naming);
    return { ...common, before, after };
  }
  const { into, after } = inLetters(step.into, step.after, naming);
  return {
    ...common,
    before: indexForm(step.before, naming.without(step.before)),
    into: indexForm(into, naming),
    after: indexForm(after, naming),
  };
}

/** The part that receives a contribution, and the contribution, in the letters the user has for that part. */
function inLetters(into: Expr, after: Expr, naming: Naming): { readonly into: Expr; readonly after: Expr } {
  const formals = into.free.filter(({ origin }) => origin !== "free");
  const letters = new Letters(naming, into, after.free.filter(({ origin }) => origin === "free")); // prettier-ignore
  const named = formals.map((index) => namedIndex(letters.nameOf(index), index.size));
  return { into: rename(into, formals, named), after: rename(after, formals, named) };
}

/** Both sides of a rewrite, each taken apart as far as it takes to tell them apart. */
function apart(before: Expr, after: Expr, naming: Naming): readonly [Layout, Layout] {
  const left = indexForm(before, naming.without(before));
  const right = indexForm(after, naming);
  if (layoutText(left) !== layoutText(right)) return [left, right];
  return [left, indexForm(after, naming.withoutLogs().without(after))];
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const flatten = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => [step, ...flatten(step.substeps)]);

function used(steps: readonly Step[]): Pick<Explanation, "assumptions" | "conventions"> {
  const all = flatten(steps);
  return {
    assumptions: distinct(all.flatMap(({ assumptions }) => assumptions.map(({ text }) => text))),
    conventions: distinct(all.flatMap(({ conventions }) => conventions)),
  };
}
