import { EvaluationError } from "./failure.ts";

/**
 * How much may still be computed, in entries of tensors. Evaluations at a point that carries a meter draw on it; an
 * expression has no value there once it is used up.
 */
export class Meter {
  readonly #limit: number;
  #spent = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isSpent(): boolean {
    return this.#spent > this.#limit;
  }

  /** Time to be content with what was found. */
  get isHalfSpent(): boolean {
    return this.#spent > this.#limit / 2;
  }

  /** @error EvaluationError too-large, from then on every time. */
  spend(entries: number): void {
    this.#spent += entries;
    if (this.isSpent)
      throw new EvaluationError({ kind: "too-large", entries: this.#spent, limit: this.#limit });
  }

  /** The whole allowance again. */
  refill(): void {
    this.#spent = 0;
  }
}
