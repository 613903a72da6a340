import { indicesOf } from "../../core/affine.ts";
import { asAffine } from "../../core/build.ts";
import { postorder } from "../../core/walk.ts";
import type { Model } from "../../2-elaborate/model.ts";

/**
 * A number that indices are compared with is one of their positions, as the class c in `\mathbf 1[k = c]`: the index
 * takes its value once.
 *
 * @param isInferred whether nothing else is said of the name
 * @returns statements of a model file
 */
export function positionFacts(model: Model, isInferred: (name: string) => boolean): readonly string[] {
  const facts = new Set<string>();
  for (const node of postorder([...model.definitions.values()].map(({ value }) => value))) {
    if (node.kind !== "iverson" || node.rel !== "==") continue;
    const number = [node.left, node.right].find((side) => side.kind === "tensor");
    const [index, ...others] = [node.left, node.right].flatMap((side) => {
      const form = asAffine(side);
      return form === undefined ? [] : indicesOf(form);
    });
    if (index === undefined || others.length > 0 || number?.kind !== "tensor") continue;
    if (number.slots.length > 0 || !isInferred(number.name)) continue;
    const letter = number.name === "i" ? "k" : "i";
    facts.add(`assume sum(${letter} in 1..${index.size.key}, ${letter} == ${number.name}) == 1`);
  }
  return [...facts];
}
