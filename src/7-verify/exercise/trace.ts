import { affineOf } from "../../core/affine.ts";
import { rename } from "../../core/bind.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { tensorsOf } from "../../core/walk.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { defaultQuantity, defaultVariables, targetOf } from "../../4-simplify/derive.ts";
import type { DerivativeSide } from "../line.ts";
import { sceneOf, type Scene } from "../judge/scene.ts";
import { Truths } from "../judge/truth.ts";
import { Wording } from "../judge/wording.ts";

/** One line of a correct derivation: ∂of/∂wrt in closed form over letters of the text. */
export interface TraceLine {
  readonly wrt: string;
  readonly axes: readonly Index[];
  readonly value: Expr;
  readonly scene: Scene;
}

/** A correct derivation of the gradient of a model, from the result back to the parameters. */
export class Trace {
  readonly model: Model;
  readonly of: string;
  readonly lines: readonly TraceLine[];
  readonly #wording: Wording;

  /** @param of a number; the last one that the model defines where none is named */
  constructor(model: Model, of: string = defaultQuantity(model)?.name ?? "") {
    const truths = new Truths(model);
    this.model = model;
    this.of = of;
    this.#wording = new Wording(model, truths.prepared, "model");
    const intermediates = [...model.definitions.keys()].filter((name) => name !== of).toReversed();
    this.lines = [...intermediates, ...defaultVariables(model)].flatMap(
      (wrt) => lineFor(truths, of, wrt) ?? [],
    );
  }

  /** The line as a claim of a model file, saying `value` or what is true. */
  claim({ wrt, axes, value }: TraceLine, claimed: Expr = value): string {
    const slots = axes.length === 0 ? "" : `[${axes.map(({ name }) => name).join(", ")}]`;
    return `claim d(${this.of})/d(${wrt}${slots}) = ${this.formula(claimed, axes)}`;
  }

  formula(value: Expr, axes: readonly Index[]): string {
    return this.#wording.text(value, axes);
  }
}

/** undefined where the quantity does not depend on the variable, or its letters cannot be told apart. */
function lineFor(truths: Truths, of: string, wrt: string): TraceLine | undefined {
  const closed = truths.closed(of, [wrt]);
  const axes = targetOf(truths.model, wrt)?.indices;
  if (closed === undefined || axes === undefined || axes.length !== closed.axes.length) return undefined;
  const letters = new Set(axes.map(({ name }) => name));
  const isTaken = [...letters].some((name) => truths.model.symbols.find(name) !== undefined);
  if (letters.size < axes.length || isTaken || tensorsOf(closed.value).length === 0) return undefined;
  const side: DerivativeSide = {
    kind: "derivative",
    of,
    ofSlots: [],
    wrt,
    wrtSlots: axes.map(affineOf),
    axes,
    layout: "as-variable",
  };
  return {
    wrt,
    axes,
    value: rename(closed.value, closed.axes, axes),
    scene: sceneOf(truths, side, closed),
  };
}
