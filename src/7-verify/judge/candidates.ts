import { soleIndex } from "../../core/affine.ts";
import { substituteTensors } from "../../core/bind.ts";
import { constant, entry, one, pow } from "../../core/build.ts";
import type { Expr, TensorExpr } from "../../core/expr.ts";
import { formalIndex, namedIndex, type Index } from "../../core/index.ts";
import { isInteger } from "../../core/rational.ts";
import type { Assumption } from "../../core/step.ts";
import { postorder, tensorsOf } from "../../core/walk.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { namingOf } from "../../6-explain/naming.ts";
import { toText } from "../../6-explain/print.ts";

/** An assumption that nobody stated, under which a claim might hold. */
export interface Candidate {
  /** As one would state it: `sum(k, y[k]) == 1`, `A symmetric`, `x[i] > 0`. */
  readonly text: string;
  readonly kind: "sums-to-one" | "symmetric" | "unit-square" | "one-hot" | "positive";
  readonly assumptions: readonly Assumption[];
  readonly positive: readonly Expr[];
}

/** What is known of the formulas. */
export interface Known {
  /** The normal form, where there is one of a reasonable size. */
  readonly normal: (e: Expr) => Expr | undefined;
  /** Whether a = b is proved without any of the candidates. */
  readonly isEqual: (a: Expr, b: Expr) => boolean;
  /** Whether nothing more is found out. */
  readonly isSpent: () => boolean;
}

/** What could be missing where a claim differs from the truth, the most ordinary first; each found when it is asked for; undefined for a pause. */
export function* candidates(
  model: Model,
  claim: Expr,
  other: Expr,
  truth: Expr,
  known: Known,
): Generator<Candidate | undefined> {
  const { normal } = known;
  const forms: Expr[] = [];
  for (const e of [claim, other]) {
    forms.push(normal(e) ?? e);
    yield undefined;
  }
  const nodes = postorder(forms);
  const sums = sumsToOne(model, postorder([...forms, claim, other]));
  yield* sums;
  if (sums.length > 1)
    yield {
      ...sums[0]!,
      text: sums.map((c) => c.text).join(", "),
      assumptions: sums.flatMap((c) => c.assumptions),
    };
  yield* symmetries(nodes, truth, known);
  yield* squares(model, nodes);
  yield* labels(model, nodes);
  yield* positivity(model, postorder([claim, other]));
}

const isWhole = (e: TensorExpr, bound: readonly Index[]): boolean => {
  const slots = e.slots.map(soleIndex);
  return slots.every((s) => s !== undefined) && bound.every((index) => slots.includes(index));
};

/** Σ over some axes of a tensor that is no parameter. */
function sumsToOne(model: Model, nodes: readonly Expr[]): readonly Candidate[] {
  const naming = namingOf(model);
  const found = new Map<string, Candidate>();
  for (const e of nodes) {
    if (e.kind !== "reduce" || e.op !== "sum" || e.body.kind !== "tensor") continue;
    const { body } = e;
    if (!isWhole(body, e.indices) || model.declarations.get(body.name)?.role === "param") continue;
    if (new Set(body.slots).size !== body.slots.length) continue;
    const text = `${toText(e, naming)} == 1`;
    found.set(text, {
      text,
      kind: "sums-to-one",
      assumptions: [{ text, left: e, right: one }],
      positive: [],
    });
  }
  return [...found.values()];
}

/** Matrices that may be transposed in the truth without changing it: only then is symmetry what is missing. */
function* symmetries(
  nodes: readonly Expr[],
  truth: Expr,
  { isEqual, isSpent }: Known,
): Generator<Candidate | undefined> {
  const inTruth = new Set(tensorsOf(truth));
  for (const { name, dims } of tensorsIn(nodes)) {
    if (dims.length !== 2 || dims[0] !== dims[1] || !inTruth.has(name)) continue;
    yield undefined;
    if (isSpent()) return;
    const [row, column] = [formalIndex(1, dims[0]!), formalIndex(2, dims[0]!)];
    const turned = substituteTensors(
      truth,
      new Map([[name, { params: [row, column], body: entry(name, [column, row]) }]]),
    );
    if (!isEqual(turned, truth)) continue;
    const [i, j] = [namedIndex("i", dims[0]!), namedIndex("j", dims[0]!)];
    const text = `${name} symmetric`;
    yield { text, kind: "symmetric", assumptions: [{ text, left: entry(name, [i, j]), right: entry(name, [j, i]) }], positive: [] }; // prettier-ignore
  }
}

const tensorsIn = (nodes: readonly Expr[]): readonly TensorExpr[] => [
  ...new Map(nodes.flatMap((e) => (e.kind === "tensor" ? [[e.name, e] as const] : []))).values(),
];

/** An entry of a tensor at letters of its own. */
function general({ name, dims }: TensorExpr): Expr {
  return entry(name, dims.map((size, k) => namedIndex(["i", "j", "k", "l", "m", "n"][k] ?? `i${k}`, size))); // prettier-ignore
}

const squaredNames = (nodes: readonly Expr[]): ReadonlySet<string> =>
  new Set(
    nodes.flatMap((e) =>
      e.kind === "pow" &&
      e.base.kind === "tensor" &&
      e.exponent.kind === "const" &&
      isInteger(e.exponent.value)
        ? [e.base.name]
        : [],
    ),
  );

/** A number that is given and not a label is anything: that its square were itself is no assumption one forgets. */
const isLabel = (model: Model, name: string): boolean => model.declarations.get(name)?.role === "label";

/** Labels ±1. */
function squares(model: Model, nodes: readonly Expr[]): readonly Candidate[] {
  const squared = squaredNames(nodes);
  return tensorsIn(nodes).flatMap((e): readonly Candidate[] => {
    if (!squared.has(e.name) || !isLabel(model, e.name)) return [];
    const left = pow(general(e), constant(2));
    const text = `${toText(left, namingOf(model))} == 1`;
    return [{ text, kind: "unit-square", assumptions: [{ text, left, right: one }], positive: [] }];
  });
}

/** Labels that are 0 or 1. */
function labels(model: Model, nodes: readonly Expr[]): readonly Candidate[] {
  const squared = squaredNames(nodes);
  return tensorsIn(nodes).flatMap((e): readonly Candidate[] => {
    if (!squared.has(e.name) || !isLabel(model, e.name)) return [];
    const right = general(e);
    const left = pow(right, constant(2));
    const text = `${toText(left, namingOf(model))} == ${toText(right, namingOf(model))}`;
    return [{ text, kind: "one-hot", assumptions: [{ text, left, right }], positive: [] }];
  });
}

/** Tensors under an absolute value, a logarithm or a root: all of them together, then each. */
function positivity(model: Model, nodes: readonly Expr[]): readonly Candidate[] {
  const under = nodes.flatMap((e) => {
    if (e.kind === "unary" && (e.op === "abs" || e.op === "log" || e.op === "sign")) return [e.arg];
    const isRoot = e.kind === "pow" && e.exponent.kind === "const" && !isInteger(e.exponent.value);
    return isRoot ? [e.base] : [];
  });
  const tensors = tensorsIn(
    postorder(under, (e) => e.kind === "mul" || e.kind === "pow" || e.kind === "tensor"),
  );
  const each = tensors.map((e): Candidate => {
    const entryOf = general(e);
    return {
      text: `${toText(entryOf, namingOf(model))} > 0`,
      kind: "positive",
      assumptions: [],
      positive: [entryOf],
    };
  });
  if (each.length < 2) return each;
  const all = {
    ...each[0]!,
    text: each.map((c) => c.text).join(", "),
    positive: each.flatMap((c) => c.positive),
  };
  return [...each, all];
}
