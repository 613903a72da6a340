import { soleIndex } from "../core/affine.ts";
import type { Inference } from "./infer.ts";

/** The letters of definitions whose left side names none, in this order. */
const alphabet = ["i", "j", "k", "l", "m", "n", "p", "q", "r", "s", "t", "u", "v", "w"];

/** Remembers what the text calls the indices of each tensor's axes: `W0[i, j]` says that axis 1 of W0 is i's. */
export class Letters {
  readonly #byTensor = new Map<string, (string | undefined)[]>();

  get all(): ReadonlyMap<string, readonly (string | undefined)[]> {
    return this.#byTensor;
  }

  note(tensor: string, axes: number, axis: number, letter: string): void {
    const letters = this.#byTensor.get(tensor) ?? Array.from<undefined>({ length: axes });
    letters[axis] ??= letter;
    this.#byTensor.set(tensor, letters);
  }

  /** Takes the letters from the slots of a statement. */
  noteSlots(inference: Inference): void {
    for (const node of inference.order) {
      if (node.kind !== "slots" || node.base.kind !== "name") continue;
      const meaning = inference.meanings.get(node.base);
      if (meaning?.kind !== "tensor") continue;
      for (const [axis, slot] of node.slots.entries()) {
        const form = inference.facts(slot).form;
        const sole = form && soleIndex(form);
        const variable = sole && inference.variables.find(({ provisional }) => provisional === sole);
        if (variable !== undefined) this.note(meaning.name, node.slots.length, axis, variable.name);
      }
    }
  }

  /** A letter for every axis: the noted one, else one of the usual ones, all different. */
  for(tensor: string, axes: number, taken: (name: string) => boolean): readonly string[] {
    const noted = this.#byTensor.get(tensor) ?? [];
    const letters: string[] = [];
    for (let axis = 0; axis < axes; axis++) {
      const wish = noted[axis];
      const isFree = (name: string): boolean =>
        !letters.includes(name) && !noted.includes(name) && !taken(name);
      letters.push(
        wish !== undefined && !letters.includes(wish) ? wish : (alphabet.find(isFree) ?? `i${axis + 1}`),
      );
    }
    return letters;
  }
}
