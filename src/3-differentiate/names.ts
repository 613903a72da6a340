import { affineOf } from "../core/affine.ts";
import { abstract, rename, type Abstraction } from "../core/bind.ts";
import { tensor } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { lettersApartFrom } from "./letters.ts";

/** A name the user gave to an intermediate tensor: h[j] = value. */
export interface NamedValue {
  readonly name: string;
  readonly params: readonly Index[];
  readonly value: Expr;
}

/** A tensor of the graph that has a name. */
export interface NamedTensor {
  readonly name: string;
  /** The letters of its axes, in the user's order. */
  readonly letters: readonly Index[];
  /** The parameters of the abstraction that the letters stand for. */
  readonly slots: readonly Index[];
  /** The entry called `as` at the parameters of the abstraction. */
  readonly entry: (as: string) => Expr;
  /** An expression in the parameters of the abstraction, in the letters instead. */
  readonly inLetters: (e: Expr) => Expr;
}

/** Finds the names of tensors by their structure, whatever their indices are called where they occur. */
export class Names {
  readonly #byBody = new Map<Expr, NamedTensor>();

  /** @param fixed indices that are not free to be renamed: those of the differentiated quantity. */
  constructor(named: readonly NamedValue[], fixed: readonly Index[]) {
    for (const { name, params, value } of named) {
      if (value.kind === "tensor") continue;
      const { abstraction, args } = abstract(value);
      const order = params.map((param) => args.indexOf(param));
      // A tensor that is constant along one of its axes is no function of all its letters: it goes unnamed.
      if (order.includes(-1) || this.#byBody.has(abstraction.body)) continue;
      const letters = lettersApartFrom(params, fixed);
      const slots = order.map((k) => abstraction.params[k]!);
      this.#byBody.set(abstraction.body, {
        name,
        letters,
        slots,
        entry: (as) => tensor(as, slots.map((i) => i.size), slots.map(affineOf)),
        inLetters: (e) => rename(e, slots, letters),
      }); // prettier-ignore
    }
  }

  find(a: Abstraction): NamedTensor | undefined {
    return this.#byBody.get(a.body);
  }
}
