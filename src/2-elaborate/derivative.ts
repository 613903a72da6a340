import type { Affine } from "../core/affine.ts";
import type { CallSyntax, ExprSyntax, InfixSyntax } from "../1-parse/syntax.ts";
import type { Facts, Inference } from "./infer.ts";
import type { Shape } from "./symbols.ts";

/** `d(of)/d(wrt)` in the text. */
export interface DerivativeParts {
  readonly of: ExprSyntax;
  readonly wrt: ExprSyntax;
}

/** A derivative that an expression mentions: in the graph it is a tensor of this name. */
export interface MentionedDerivative {
  /** `d(Cost)/d(W1)`: the axes of the quantity, then those of the variables. */
  readonly tensor: string;
  readonly of: string;
  readonly wrt: readonly string[];
}

const isD = (node: ExprSyntax): node is CallSyntax =>
  node.kind === "call" && node.callee.name === "d" && node.args.length === 1;

/** The parts of a derivative; undefined when the node is something else. */
export function derivativeParts(node: ExprSyntax): DerivativeParts | undefined {
  if (node.kind !== "infix" || node.op !== "/" || !isD(node.left) || !isD(node.right)) return undefined;
  return { of: node.left.args[0]!, wrt: node.right.args[0]! };
}

/** A name of the model, or an entry of one at indices. */
function isQuantity(node: ExprSyntax, inference: Inference): boolean {
  const name = node.kind === "slots" ? node.base : node;
  if (name.kind !== "name") return false;
  const meaning = inference.meanings.get(name);
  const slots = node.kind === "slots" ? node.slots : [];
  return (
    (meaning === undefined || meaning.kind === "tensor") &&
    slots.every(
      (slot) => inference.facts(slot).shape === undefined || inference.facts(slot).form !== undefined,
    )
  );
}

/** The shape of a derivative: the axes of the quantity, then those of the variable, where indices do not say them. */
export function derivativeFacts(
  node: InfixSyntax,
  { of, wrt }: DerivativeParts,
  inference: Inference,
): Facts {
  if (inference.options.allowsDerivatives !== true) {
    inference.report("E0224", { labels: [{ span: node.span, text: "here" }] });
    return { shape: undefined };
  }
  for (const part of [of, wrt])
    if (!isQuantity(part, inference) && !(part === of && derivativeParts(of) !== undefined))
      inference.report("E0224", { labels: [{ span: part.span, text: "of" }] });
  const [above, below] = [inference.facts(of).shape, inference.facts(wrt).shape];
  return { shape: above && below && [...above, ...below] };
}

/** A derivative in the graph: a tensor with the axes of the quantity, then those of the variable. */
export interface DerivativeTensor extends MentionedDerivative {
  readonly shape: Shape;
  readonly slots: readonly Affine[];
}

/**
 * The tensor that stands for a derivative.
 * @param slotsOf the slots of a quantity: those in the text, or axes from the given position on.
 */
export function derivativeTensor(
  node: ExprSyntax,
  inference: Inference,
  slotsOf: (part: ExprSyntax, from: number) => Pick<DerivativeTensor, "shape" | "slots">,
  from = 0,
): DerivativeTensor {
  const { of, wrt } = derivativeParts(node)!;
  const inner = derivativeParts(of) && derivativeTensor(of, inference, slotsOf, from);
  const name = nameOf(of, inference);
  const above = inner ?? { tensor: name, of: name, wrt: [], ...slotsOf(of, from) };
  const axes = inference.facts(of).shape?.length ?? 0;
  const below = slotsOf(wrt, from + axes);
  const variable = nameOf(wrt, inference);
  return {
    tensor: `d(${above.tensor})/d(${variable})`,
    of: above.of,
    wrt: [...above.wrt, variable],
    shape: [...above.shape, ...below.shape],
    slots: [...above.slots, ...below.slots],
  };
}

/** The quantity a name or an indexed name means, aliases followed. */
function nameOf(part: ExprSyntax, inference: Inference): string {
  const name = part.kind === "slots" ? part.base : part;
  const meaning = name.kind === "name" ? inference.meanings.get(name) : undefined;
  return meaning?.kind === "tensor" ? meaning.name : "";
}
