import type { ArrayDecl } from "../../1-lower/value.ts";
import type { Argument, Signature } from "../signature.ts";

/** Arrays begin at multiples of a vector. */
const ALIGNMENT = 16;

export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** A stretch of memory in which arrays lie one behind the other. */
export class Block {
  readonly #offsets = new Map<number, number>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Where in the block the array begins; it gets a place at the first question. */
  place(array: Pick<ArrayDecl, "id">, bytes: number): number {
    const known = this.#offsets.get(array.id);
    if (known !== undefined) return known;
    const offset = this.reserve(bytes);
    this.#offsets.set(array.id, offset);
    return offset;
  }

  /** A place for something without a name. */
  reserve(bytes: number): number {
    const offset = this.#bytes;
    this.#bytes += aligned(bytes);
    return offset;
  }
}

/**
 * The memory of a kernel. Parameters with the constants, and gradients, are a block each; so is what the kernel
 * keeps for itself. Inputs, labels and predictions lie wherever their callers put them.
 */
export interface Layout {
  readonly parameters: Block;
  readonly gradients: Block;
  readonly work: Block;
}

export function layoutOf(signature: Signature, size: number): Layout {
  const block = (args: readonly Argument[]): Block => {
    const made = new Block();
    for (const { array, size: length } of args) made.place(array, length * size);
    return made;
  };
  return {
    parameters: block([...signature.constants, ...signature.params]),
    gradients: block(signature.gradients),
    work: new Block(),
  };
}
