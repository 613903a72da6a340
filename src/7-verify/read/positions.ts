import { indicesOf } from "../../core/affine.ts";
import { asAffine } from "../../core/build.ts";
import { postorder } from "../../core/walk.ts";
import type { Model } from "../../2-elaborate/model.ts";

/**
 * A letter that stands for one position throughout, the class c of `-\log p_c`, lies on the axes it is a position of.
 *
 * @returns statements of a model file
 */
export function fixedFacts(model: Model, fixed: ReadonlySet<string>): readonly string[] {
  const facts = new Set<string>();
  for (const node of postorder([...model.definitions.values()].map(({ value }) => value))) {
    if (node.kind !== "tensor") continue;
    for (const [axis, { terms, constant }] of node.slots.entries()) {
      const [only] = terms;
      if (terms.length !== 1 || constant !== 0 || only!.coef !== 1 || only!.atom.kind !== "size") continue;
      if (fixed.has(only!.atom.name)) facts.add(onAxis(only!.atom.name, node.dims[axis]!.key));
    }
  }
  return [...facts];
}

const onAxis = (position: string, length: string): string => {
  const letter = position === "i" ? "k" : "i";
  return `assume sum(${letter} in 1..${length}, ${letter} == ${position}) == 1`;
};

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
    facts.add(onAxis(number.name, index.size.key));
  }
  return [...facts];
}
