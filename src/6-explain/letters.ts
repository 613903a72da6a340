import { soleIndex } from "../core/affine.ts";
import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { postorder } from "../core/walk.ts";
import type { Naming } from "./naming.ts";

const alphabet = ["i", "j", "k", "l", "m", "n", "p", "q", "r", "s", "t", "u", "v", "w"];

/** The names of the indices in scope while a formula is laid out. */
export class Letters {
  readonly #names = new Map<Index, string>();
  readonly #used = new Set<string>();
  readonly #naming: Naming;

  /** @param free indices that keep their own names; others without a name get one as they would in `e`. */
  constructor(naming: Naming, e: Expr, free: readonly Index[]) {
    this.#naming = naming;
    const own = [...free, ...e.free].filter((index) => index.origin === "free");
    for (const index of own) this.#bind(index, index.name);
    for (const index of [...free, ...e.free]) if (!this.#names.has(index)) this.enter(index, e);
  }

  nameOf(index: Index): string {
    return this.#names.get(index) ?? index.name;
  }

  /** Chooses a name for an index bound over `body`: the user's letter, or the first usual one that is free. */
  enter(index: Index, body: Expr): string {
    const wishes = lettersFor(index, body, this.#naming);
    const free = (name: string): boolean => !this.#used.has(name) && !this.#naming.isTaken(name);
    const name = wishes.find(free) ?? alphabet.find(free) ?? this.#numbered(wishes[0] ?? "i", free);
    this.#bind(index, name);
    return name;
  }

  leave(index: Index): void {
    this.#used.delete(this.nameOf(index));
    this.#names.delete(index);
  }

  #bind(index: Index, name: string): void {
    this.#names.set(index, name);
    this.#used.add(name);
  }

  #numbered(stem: string, free: (name: string) => boolean): string {
    let number = 1;
    while (!free(`${stem}${number}`)) number++;
    return `${stem}${number}`;
  }
}

/** The letters the user wrote where `index` stands in `body`, those of most slots first. */
function lettersFor(index: Index, body: Expr, naming: Naming): readonly string[] {
  const votes = new Map<string, number>();
  for (const node of postorder([body], (e) => e.free.includes(index))) {
    if (node.kind !== "tensor" || !node.free.includes(index)) continue;
    for (const [k, slot] of node.slots.entries()) {
      if (soleIndex(slot) !== index) continue;
      const letter = naming.letter(node.name, k);
      if (letter !== undefined) votes.set(letter, (votes.get(letter) ?? 0) + 1);
    }
  }
  return [...votes].sort(([, a], [, b]) => b - a).map(([letter]) => letter);
}
