import {
  addAffine,
  affineConst,
  isConstantAffine,
  scaleAffine,
  soleIndex,
  subAffine,
} from "../core/affine.ts";
import { isInteger, parseDecimal } from "../core/rational.ts";
import type { ExprSyntax, InfixSyntax, SlotsSyntax } from "../1-parse/syntax.ts";
import { needNumber, sameShapes } from "./agree.ts";
import { reportTurned } from "./call.ts";
import type { Facts, Inference, Place } from "./infer.ts";
import { powerShape, productShape, quotientShape } from "./products.ts";
import { nameFacts } from "./names.ts";
import { shapeParam } from "./wording.ts";

type Of<K extends ExprSyntax["kind"]> = Extract<ExprSyntax, { kind: K }>;
type Rules = {
  readonly [K in Exclude<ExprSyntax["kind"], "call">]: (
    node: Of<K>,
    inference: Inference,
    place: Place,
  ) => Facts;
};

const unknown: Facts = { shape: undefined };

const rules: Rules = {
  number(node, inference) {
    const value = parseDecimal(node.text);
    if (value === undefined) {
      inference.report("E0117", { labels: [{ span: node.span, text: "here" }] });
      return unknown;
    }
    const isPosition = isInteger(value) && Number.isSafeInteger(Number(value.num));
    return { shape: [], form: isPosition ? affineConst(Number(value.num)) : undefined };
  },
  name: nameFacts,
  slots: slotsFacts,
  "prime-call"(node, inference) {
    inference.report("E0118", {
      params: { name: node.callee.name },
      labels: [{ span: node.span, text: "here" }],
    });
    return unknown;
  },
  prefix(node, inference) {
    reportTurned(node.operand, inference);
    const { shape, form } = inference.facts(node.operand);
    if (node.op === "not") {
      needLogical(node.operand, "not", inference);
      return { shape };
    }
    return { shape, form: node.op === "-" ? form && scaleAffine(form, -1) : form };
  },
  infix: infixFacts,
  compare(node, inference) {
    for (const operand of node.operands) reportTurned(operand, inference);
    if (node.ops.length === 1 && node.ops[0] === "==") inference.compareEqual(node.operands);
    return { shape: sameShapes(node.operands, inference) };
  },
  transpose(node, inference) {
    reportTurned(node.operand, inference);
    const { shape } = inference.facts(node.operand);
    if (shape === undefined || shape.length === 0) return { shape };
    if (shape.length === 1) return { shape, turned: true };
    if (shape.length === 2) return { shape: shape.toReversed() };
    inference.report("E0304", {
      params: { name: "'", wanted: { term: "some-matrix" } },
      labels: [{ span: node.operand.span, text: "here", params: { shape: shapeParam(shape) } }],
    });
    return unknown;
  },
  conditional(node, inference) {
    const parts = [node.condition, node.onTrue, node.onFalse];
    for (const part of parts) reportTurned(part, inference);
    return { shape: sameShapes(parts, inference) };
  },
  range: () => unknown,
  hole(node, inference) {
    inference.holes.push(node.span);
    if (inference.options.allowsHoles === true) inference.failed = true;
    else inference.report("H0701", { labels: [{ span: node.span, text: "here" }] });
    return unknown;
  },
  broken(_node, inference) {
    inference.failed = true;
    return unknown;
  },
};

/** The facts of a node from those of its children; reports what is wrong with it. */
export function factsOf(
  node: Exclude<ExprSyntax, { kind: "call" }>,
  place: Place,
  inference: Inference,
): Facts {
  // The table's type says that the row for a kind takes nodes of that kind.
  const rule = rules[node.kind] as (node: ExprSyntax, inference: Inference, place: Place) => Facts;
  return rule(node, inference, place);
}

function infixFacts(node: InfixSyntax, inference: Inference): Facts {
  const { op, left, right } = node;
  if (op === "*") return { shape: productShape(node, inference), form: productForm(node, inference) };
  reportTurned(left, inference);
  reportTurned(right, inference);
  if (op === "/") return { shape: quotientShape(node, inference) };
  if (op === "^") return { shape: powerShape(node, inference) };
  if (op === "and" || op === "or") {
    needLogical(left, op, inference);
    needLogical(right, op, inference);
  }
  const shape = sameShapes([left, right], inference);
  const [a, b] = [inference.facts(left).form, inference.facts(right).form];
  if (a === undefined || b === undefined || (op !== "+" && op !== "-")) return { shape };
  return { shape, form: op === "+" ? addAffine(a, b) : subAffine(a, b) };
}

/** 2*i and n*2 are linear; i*j is not. */
function productForm({ left, right }: InfixSyntax, inference: Inference): Facts["form"] {
  const [a, b] = [inference.facts(left).form, inference.facts(right).form];
  if (a === undefined || b === undefined) return undefined;
  if (isConstantAffine(a)) return scaleAffine(b, a.constant);
  return isConstantAffine(b) ? scaleAffine(a, b.constant) : undefined;
}

/** and, or, not join what is true or false: a number such as 3 is neither. */
function needLogical(node: ExprSyntax, op: string, inference: Inference): void {
  const isLogical =
    node.kind === "compare" ||
    node.kind === "broken" ||
    (node.kind === "infix" && (node.op === "and" || node.op === "or")) ||
    (node.kind === "prefix" && node.op === "not") ||
    (node.kind === "call" && (node.callee.name === "delta" || node.callee.name === "step"));
  if (!isLogical)
    inference.report("E0307", {
      params: { op },
      labels: [{ span: node.span, text: "here" }],
      help: op === "not" ? ["not"] : [],
    });
}

function slotsFacts(node: SlotsSyntax, inference: Inference, place: Place): Facts {
  const { base, slots } = node;
  reportTurned(base, inference);
  const { shape } = inference.facts(base);
  if (shape === undefined) return unknown;
  const of = base.kind === "name" ? base.name : "";
  if (shape.length !== slots.length) {
    const symbol = base.kind === "name" ? inference.symbols.find(base.name) : undefined;
    inference.report("E0208", {
      params: { name: of, shape: shapeParam(shape), axes: shape.length, slots: slots.length },
      labels: [
        { span: node.span, text: shape.length === 0 ? "number" : "here" },
        ...(symbol === undefined ? [] : [{ span: symbol.span, text: "there" as const }]),
      ],
    });
    return { shape: [] };
  }
  for (const [axis, slot] of slots.entries()) useSlot(slot, axis);
  return { shape: [] };

  function useSlot(slot: ExprSyntax, position: number): void {
    const axis = shape![position]!;
    const facts = inference.facts(slot);
    const { form } = facts;
    if (form === undefined) {
      if (facts.shape !== undefined && !isGather(slot)) reportSlot(slot);
      return;
    }
    const sole = soleIndex(form);
    const variable = sole && inference.variables.find(({ provisional }) => provisional === sole);
    if (variable === undefined || variable.range !== undefined)
      inference.slotUses.push({ form, axis, span: slot.span, of, guarded: place.guarded });
    else variable.occurrences.push({ size: axis, span: slot.span, of });

    function isGather(gathered: ExprSyntax): boolean {
      const meaning = gathered.kind === "slots" && gathered.base.kind === "name" ? gathered.base : gathered;
      if (meaning.kind !== "name") return false;
      const symbol = inference.symbols.find(meaning.name);
      if (symbol?.kind !== "declared" || symbol.positionsIn === undefined) return false;
      if (facts.shape?.length !== 0) return needNumber(gathered, inference);
      if (!inference.symbols.sameSize(symbol.positionsIn, axis))
        inference.report("E0220", {
          params: { name: symbol.name, positions: symbol.positionsIn.key, axis: axis.key },
          labels: [
            { span: gathered.span, text: "here" },
            { span: symbol.span, text: "there" },
          ],
        });
      return true;
    }
  }

  function reportSlot(slot: ExprSyntax): void {
    inference.report("E0217", { labels: [{ span: slot.span, text: "slot" }] });
  }
}
