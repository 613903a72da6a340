import type { Model } from "../src/index.ts";

/** A model that cannot be used: everything that is wrong with its text. Exit code 2. */
export class UnreadableModel extends Error {
  override readonly name = "UnreadableModel";
  readonly exitCode = 2;
  readonly model: Model;

  constructor(model: Model) {
    super(model.source.name);
    this.model = model;
  }
}
