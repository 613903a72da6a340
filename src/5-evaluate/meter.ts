import { EvaluationError } from "./failure.ts";

/**
 * How much may still be computed, in entries of tensors. Evaluations at a point that carries a meter draw on it; an
 * expression has no value there once it is used up.
 */
export class Meter {
  readonly #limit: number;
  #spent = 0;
  #before = 0;

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

  /** Work of another kind, worth so many entries; does not throw. */
  charge(entries: number): void {
    this.#spent += entries;
  }

  /** All that was spent so far, whatever was refilled in between. */
  get total(): number {
    return this.#before + this.#spent;
  }

  /** The whole allowance again. */
  refill(): void {
    this.#before += this.#spent;
    this.#spent = 0;
  }
}
