import type { Nest } from "../1-lower/nest.ts";
import type { ArrayDecl, Values } from "../1-lower/value.ts";
import { blockingOf } from "../2-schedule/block.ts";
import { arraysRead, rootsOf } from "../2-schedule/prune.ts";
import { writeNest, type ArrayText } from "./loops.ts";
import { entryText, returns, type Signature } from "./signature.ts";
import type { Writer } from "./writer.ts";

/** Code of more statements is cut into functions of so many: engines give up on long ones. */
const LONG = 1000;
const PART = 400;

/** About how many statements a nest becomes. */
function statements(nest: Nest): number {
  const { blocks } = blockingOf(nest);
  const tile = blocks.reduce((product, { size }) => product * size, 1);
  return nest.loops.length + 2 * nest.stores.length + (nest.reduction === undefined ? 0 : 5 * tile + 4);
}

export const isLong = (nests: readonly Nest[]): boolean =>
  nests.reduce((total, nest) => total + statements(nest), 0) > LONG;

function groups(nests: readonly Nest[]): Nest[][] {
  const found: Nest[][] = [];
  let room = 0;
  for (const nest of nests) {
    const size = statements(nest);
    if (found.length === 0 || size > room) {
      found.push([]);
      room = PART;
    }
    room -= size;
    found.at(-1)!.push(nest);
  }
  return found;
}

export interface PartsRequest {
  readonly writer: Writer;
  readonly nests: readonly Nest[];
  readonly values: Values;
  readonly text: ArrayText;
  readonly signature: Signature;
  /** The variable of an array that is an argument. */
  readonly argument: (array: ArrayDecl) => string | undefined;
  /** Whether the nests run for a chunk of samples. */
  readonly inChunk: boolean;
  /** Whether the kernel is long; then its scalars are in memory. */
  readonly split: boolean;
}

/** Writes nests one after the other; many of them as calls of functions that follow. */
export function writeNests({
  writer,
  nests,
  values,
  text,
  signature,
  argument,
  inChunk,
  split,
}: PartsRequest): void {
  if (!split || !isLong(nests)) {
    for (const nest of nests) writeNest(writer, nest, values, text);
    return;
  }
  for (const group of groups(nests)) {
    const arrays = group.flatMap((nest) => [
      ...arraysRead(rootsOf(nest)),
      ...nest.stores.map(({ array }) => array),
    ]);
    const ids = [...new Set(arrays.flatMap((array) => argument(array) ?? []))];
    const numbers = inChunk ? [text.runtime.rows, text.runtime.start] : [];
    const typed = (names: readonly string[], type: string): string[] =>
      names.map((name) => (signature.language === "ts" ? `${name}: ${type}` : name));
    const parameters = [...typed(numbers, "number"), ...typed(ids, signature.arrayType)].join(", ");
    const name = signature.scope.fresh("part");
    writer.line(`${name}(${[...numbers, ...ids].join(", ")});`);
    writer.defer(() =>
      writer.block(`function ${name}(${parameters})${returns("void", signature)}`, () => {
        const scope = text.scope.inner();
        for (const nest of group) writeNest(writer, nest, values, { ...text, scope });
      }),
    );
  }
}

/** Scalars of long code: one array, as variables would not reach from one function to the next. */
export class ScalarMemory {
  readonly #name: string;
  readonly #signature: Signature;
  readonly #slots = new Map<number, number>();

  constructor(signature: Signature) {
    this.#signature = signature;
    this.#name = signature.scope.claim("scalars");
  }

  #slot({ id }: ArrayDecl): number {
    const slot = this.#slots.get(id) ?? this.#slots.size;
    this.#slots.set(id, slot);
    return slot;
  }

  target(array: ArrayDecl): string {
    return `${this.#name}[${this.#slot(array)}]`;
  }

  read(array: ArrayDecl): string {
    return entryText(this.#name, `${this.#slot(array)}`, this.#signature.language);
  }

  declare(writer: Writer, arrays: readonly ArrayDecl[]): void {
    for (const array of arrays) this.#slot(array);
    writer.line(`const ${this.#name} = new Float64Array(${this.#slots.size});`);
  }
}
