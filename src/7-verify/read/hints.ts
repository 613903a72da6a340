import type { Affine } from "../../core/affine.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { softmaxOver } from "./functions.ts";
import type { Mention } from "./names.ts";

/** The argument of a softmax or of another non-linearity, and its value. */
interface Layer {
  readonly before: string;
  readonly after: string;
  readonly isSoftmax: boolean;
}

/** The quantities of a model that are functions, entry by entry or by softmax, of another one. */
function layersOf(model: Model): readonly Layer[] {
  const definitions = [...model.definitions.values()];
  return definitions.flatMap((after): Layer[] => {
    const { body } = after.meaning;
    for (const before of definitions) {
      const inner = before.meaning.body;
      if (before === after) continue;
      if (body.kind === "unary" && body.arg === inner && body.op !== "log") return [{ before: before.name, after: after.name, isSoftmax: false }]; // prettier-ignore
      const rank = before.shape.length;
      const last = before.meaning.params.at(-1);
      if (rank > 0 && last !== undefined && softmaxOver(inner, [last], false) === body) return [{ before: before.name, after: after.name, isSoftmax: true }]; // prettier-ignore
    }
    return [];
  });
}

/**
 * What a name that is introduced nowhere most likely stands for in the model: `true` for the label, `hidden` and
 * `output` for what goes into a non-linearity and into the softmax, `z_1`, `z_2` for these in their order.
 */
export function hintFor({ base, label }: Mention, model: Model): string | undefined {
  const layers = layersOf(model);
  const labels = [...model.declarations.values()].filter(({ role }) => role === "label");
  const inputs = [...model.declarations.values()].filter(({ role }) => role === "input");
  const only = (list: readonly { readonly name: string }[]): string | undefined =>
    list.length === 1 ? list[0]!.name : undefined;
  const word = base.replace(/^n_|^#/, "").toLowerCase();
  if (["true", "target", "label", "y_true", "targets", "labels"].includes(word)) return only(labels);
  if (word === "input") return only(inputs);
  if (["prediction", "pred", "y_hat", "p_hat"].includes(word))
    return layers.find(({ isSoftmax }) => isSoftmax)?.after;
  if (word === "output" || word === "logits") return layers.find(({ isSoftmax }) => isSoftmax)?.before;
  if (word === "hidden") return layers.find(({ isSoftmax }) => !isSoftmax)?.before;
  if (base === "z" && label !== undefined && /^\d+$/.test(label)) return layers[Number(label) - 1]?.before;
  return undefined;
}

/** The only axis of a vector of the model, for `\#hidden`. */
export function lengthOf(name: string, model: Model): Affine | undefined {
  const shape = model.definitions.get(name)?.shape ?? model.declarations.get(name)?.shape;
  return shape?.length === 1 ? shape[0] : undefined;
}

/** The quantity of the model with this value over formal indices. */
export function quantityWith(
  model: Model,
  value: { readonly shape: readonly unknown[]; readonly expr: unknown },
): string | undefined {
  for (const { name, meaning } of model.definitions.values())
    if (meaning.params.length === value.shape.length && meaning.body === value.expr) return name;
  return undefined;
}
