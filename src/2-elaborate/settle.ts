import {
  addAffine,
  affineConst,
  affineOf,
  coefficientOf,
  indicesOf,
  isConstantAffine,
  scaleAffine,
  shiftAffine,
  subAffine,
  substituteAffine,
  type Affine,
} from "../core/affine.ts";
import { formalIndex, namedIndex, type Index } from "../core/index.ts";
import type { CallSyntax } from "../1-parse/syntax.ts";
import type { Binder } from "./call.ts";
import type { FunctionRow } from "./functions.ts";
import type { Inference, SlotUse } from "./infer.ts";
import type { IndexVariable, Occurrence } from "./variable.ts";

/** What stands for every provisional index once its size is known. */
export type Images = ReadonlyMap<Index, Affine>;

/** A form over provisional indices in the indices of the graph. */
export const settledForm = (form: Affine, images: Images): Affine =>
  substituteAffine(form, (atom) => (atom.kind === "index" ? images.get(atom) : undefined));

/**
 * Gives every index of a statement its size: an explicit range says it; else every axis the index stands on
 * alone must have the same length; else the slots it occurs in, such as i in x[i+u-1], leave one length.
 * Reports what contradicts itself and what stays unknown.
 */
export function settle(inference: Inference): Images {
  const images = new Map<Index, Affine>();
  const open = new Set(inference.variables);
  for (let progress = true; progress && open.size > 0;) {
    progress = false;
    for (const variable of open) {
      if (!settleOne(variable, images, inference)) continue;
      images.set(variable.provisional, variable.settled!.form);
      open.delete(variable);
      progress = true;
    }
  }
  for (const { name, span, role, occurrences } of open) {
    // After another mistake the occurrence that says the size may not have been understood.
    if (inference.failed || occurrences.length > 0) continue;
    inference.report("E0211", {
      params: { index: name },
      labels: [{ span, text: "here" }],
      help: [role === "left" ? "left" : "range"],
    });
  }
  for (const use of inference.slotUses) checkBounds(use, images, inference);
  for (const [node, { row, binders }] of inference.calls) checkDependent(node, row, binders, inference);
  return images;
}

function settleOne(variable: IndexVariable, images: Images, inference: Inference): boolean {
  const { range, occurrences, given } = variable;
  if (given !== undefined) {
    const stated: Occurrence = { size: given.size, span: variable.span, of: variable.name };
    settleByAxes(variable, [stated, ...occurrences], inference);
    variable.settled = { index: given, form: affineOf(given), guards: [] };
    return true;
  }
  if (range !== undefined) return settleRange(variable, range.low ?? affineConst(1), range.high, images);
  if (occurrences.length > 0) return settleByAxes(variable, occurrences, inference);
  return settleBySlots(variable, images, inference) || settleByTwin(variable, inference);
}

/** From δ_ij and i == j, which only make sense on one axis: an index takes the length of its twin. */
function settleByTwin(variable: IndexVariable, { twins }: Inference): boolean {
  for (const pair of twins) {
    const other = pair.find((twin) => twin !== variable && pair.includes(variable));
    const axis = other?.settled;
    if (axis !== undefined && axis.guards.length === 0 && other?.range === undefined)
      return settleAs(variable, axis.index.size, 0);
  }
  return false;
}

/** Every axis the index runs along must say the same. */
function settleByAxes(
  variable: IndexVariable,
  [first, ...others]: readonly Occurrence[],
  inference: Inference,
): boolean {
  if (first === undefined) return false;
  for (const other of others) {
    if (inference.symbols.sameSize(first.size, other.size)) continue;
    inference.report("E0205", {
      params: { index: variable.name, first: first.size.key, second: other.size.key },
      help: first.size.terms.length + other.size.terms.length > 0 ? ["assume"] : [],
      labels: [
        { span: other.span, text: "here", params: { size: other.size.key, of: other.of } },
        { span: first.span, text: "there", params: { size: first.size.key, of: first.of } },
      ],
    });
  }
  return settleAs(variable, first.size, 0);
}

function settleAs(
  variable: IndexVariable,
  size: Affine,
  shift: Affine | number,
  guards: readonly Affine[] = [],
): boolean {
  const { name, position } = variable;
  const index = position > 0 ? formalIndex(position, size) : namedIndex(name, size);
  const form =
    typeof shift === "number" ? shiftAffine(affineOf(index), shift) : addAffine(affineOf(index), shift);
  variable.settled = { index, form, guards };
  return true;
}

function settleRange(
  variable: IndexVariable,
  low: Affine,
  high: Affine | undefined,
  images: Images,
): boolean {
  if (high === undefined) return false;
  const known = [...indicesOf(low), ...indicesOf(high)].every((index) => images.has(index));
  if (!known) return false;
  const [from, to] = [settledForm(low, images), settledForm(high, images)];
  const [least, most] = [extreme(from, "low"), extreme(to, "high")];
  const shift = shiftAffine(least, -1);
  const size = subAffine(most, shift);
  if (indicesOf(from).length + indicesOf(to).length === 0) return settleAs(variable, size, shift);
  const form = addAffine(affineOf(namedIndex(variable.name, size)), shift);
  return settleAs(variable, size, shift, [subAffine(form, from), subAffine(to, form)]);
}

/** From slots such as i+u-1 on an axis of n: the range in which every slot stays on its axis. */
function settleBySlots(variable: IndexVariable, images: Images, inference: Inference): boolean {
  const { provisional } = variable;
  const found: Occurrence[] = [];
  for (const { form, axis, span, of } of inference.slotUses) {
    const coef = coefficientOf(form, provisional);
    const others = indicesOf(form).filter((index) => index !== provisional);
    if (Math.abs(coef) !== 1 || !others.every((index) => images.has(index))) continue;
    const rest = settledForm(subAffine(form, scaleAffine(affineOf(provisional), coef)), images);
    // coef 1: i + rest ≤ axis; coef −1: rest − i ≥ 1.
    const size = coef === 1 ? subAffine(axis, extreme(rest, "high")) : shiftAffine(extreme(rest, "low"), -1);
    found.push({ size, span, of });
  }
  return settleByAxes(variable, found, inference);
}

/** The least or largest value of a form over its indices: a form over sizes. */
export function extreme(form: Affine, end: "low" | "high"): Affine {
  return substituteAffine(form, (atom) => {
    if (atom.kind !== "index") return undefined;
    return coefficientOf(form, atom) > 0 === (end === "high") ? atom.size : affineConst(1);
  });
}

/** The largest entry of a range that may be empty is nothing; a sum or a product over it is. */
function checkDependent(
  { callee }: CallSyntax,
  row: FunctionRow | undefined,
  binders: readonly Binder[],
  inference: Inference,
): void {
  const isDependent = binders.some(({ variable }) => (variable.settled?.guards.length ?? 0) > 0);
  const canBe = row?.kind === "reduction" && ["sum", "prod", "mean", "norm"].includes(row.op);
  if (isDependent && !canBe)
    inference.report("E0227", {
      params: { name: callee.name },
      labels: [{ span: callee.span, text: "here" }],
    });
}

/** Reports a slot that certainly leaves its axis; with sizes unknown that shows at specialisation. */
function checkBounds({ form, axis, span, of, guarded }: SlotUse, images: Images, inference: Inference): void {
  if (guarded || !indicesOf(form).every((index) => images.has(index))) return;
  const isDependent = inference.variables.some(
    ({ provisional, settled }) => (settled?.guards.length ?? 0) > 0 && coefficientOf(form, provisional) !== 0,
  );
  if (isDependent) return;
  const settled = settledForm(form, images);
  const { valueOf } = inference.symbols;
  const least = extreme(settled, "low");
  const most = extreme(settled, "high");
  const isBelow = (valueOf(least) ?? 1) < 1;
  const isAbove = (valueOf(subAffine(most, axis)) ?? 0) > 0;
  if (!isBelow && !isAbove) return;
  const isFixed = isConstantAffine(form);
  inference.report("E0218", {
    params: { of, axis: axis.key, value: (isBelow ? least : most).key },
    labels: [{ span, text: isFixed ? "fixed" : isBelow ? "below" : "above" }],
    help: isFixed ? (least.constant === 0 ? ["one"] : []) : ["range"],
  });
}
