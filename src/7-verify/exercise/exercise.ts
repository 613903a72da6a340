import type { Model } from "../../2-elaborate/model.ts";
import { randomStream, type RandomStream } from "../../5-evaluate/random.ts";
import { samplePoint } from "../../5-evaluate/sample.ts";
import { compareAt } from "../judge/compare.ts";
import { Equality, TOLERANCE } from "../judge/equal.ts";
import { slips, type Slip } from "../judge/slips.ts";
import type { Expr } from "../../core/expr.ts";
import { Trace, type TraceLine } from "./trace.ts";

/** A derivation with one slip in it, to be found. */
export interface SlipExercise {
  /** A model file with claims; `check` reads it. */
  readonly text: string;
  /** The line of the text with the slip, from 1. */
  readonly line: number;
  /** The variable whose derivative the line gives. */
  readonly wrt: string;
  /** The slip by its name in the catalogue. */
  readonly slip: string;
  /** The right sides of the line: as it should be, and as it stands. */
  readonly right: string;
  readonly wrong: string;
}

/** Wrong formulas of one slip among which is chosen. */
const MAX_VARIANTS = 60;

/** Choices of a slip and a line before none is found. */
const MAX_TRIES = 200;

/** Seeds of the points at which a wrong formula must be told from the right one. */
const SEEDS = [1, 2, 3];

/** Makes exercises from one model; everything that can be derived once is. */
export class Exercises {
  readonly #trace: Trace;
  readonly #equality: Equality;
  readonly #known = new Map<TraceLine, Map<Slip, readonly Expr[]>>();

  constructor(model: Model, of?: string) {
    this.#trace = new Trace(model, of);
    this.#equality = new Equality(model);
  }

  /** The derivation without a slip. */
  get solution(): string {
    return this.#textWith(undefined, undefined);
  }

  /** @returns the same for the same seed; undefined where the model has no derivation that a slip could spoil */
  at(seed: number): SlipExercise | undefined {
    const { lines } = this.#trace;
    const random = randomStream(seed);
    if (lines.length === 0) return undefined;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const slip = random.pick(slips);
      const line = random.pick(lines);
      const wrong = this.#wrong(slip, line, random);
      if (wrong === undefined) continue;
      return this.#exercise(slip, line, wrong);
    }
    return undefined;
  }

  /**
   * The wrong formulas that a slip makes, line by line in the order of the derivation; each is made when it is asked for.
   * @param id the name of the slip in the catalogue; of another there are none
   * @param wrt only of the line with the derivative by this
   */
  *all(id: string, wrt?: string): Generator<SlipExercise, void> {
    const slip = slips.find((one) => one.id === id);
    if (slip === undefined) return;
    for (const line of this.#trace.lines) {
      if (wrt !== undefined && line.wrt !== wrt) continue;
      for (const wrong of this.#variants(slip, line))
        if (this.#differs(wrong, line)) yield this.#exercise(slip, line, wrong);
    }
  }

  #exercise({ id }: Slip, line: TraceLine, wrong: Expr): SlipExercise {
    const text = this.#textWith(line, wrong);
    const at = text.indexOf(this.#trace.claim(line, wrong));
    return {
      text,
      line: text.slice(0, at).split("\n").length,
      wrt: line.wrt,
      slip: id,
      right: this.#trace.formula(line.value, line.axes),
      wrong: this.#trace.formula(wrong, line.axes),
    };
  }

  #textWith(slipped: TraceLine | undefined, wrong: Expr | undefined): string {
    const claims = this.#trace.lines.map((line) =>
      this.#trace.claim(line, line === slipped ? wrong : line.value),
    );
    return `${this.#trace.model.source.text.trimEnd()}\n\n${claims.join("\n")}\n`;
  }

  /** A formula that the slip makes of the line, and that has other values. */
  #wrong(slip: Slip, line: TraceLine, random: RandomStream): Expr | undefined {
    const variants = this.#variants(slip, line);
    if (variants.length === 0) return undefined;
    const chosen = random.pick(variants);
    return this.#differs(chosen, line) ? chosen : undefined;
  }

  #variants(slip: Slip, line: TraceLine): readonly Expr[] {
    const ofLine = this.#known.get(line) ?? new Map<Slip, readonly Expr[]>();
    this.#known.set(line, ofLine);
    const variants = ofLine.get(slip) ?? this.#variantsOf(slip, line);
    ofLine.set(slip, variants);
    return variants;
  }

  #variantsOf(slip: Slip, { scene, axes, value }: TraceLine): readonly Expr[] {
    const found = new Set<Expr>();
    for (const variant of slip.variants(scene)) {
      const wrong = scene.inText(scene.close(variant.value));
      if (wrong !== value && wrong.free.every((index) => axes.includes(index))) found.add(wrong);
      if (found.size >= MAX_VARIANTS) break;
    }
    return [...found];
  }

  #differs(wrong: Expr, { value, axes }: TraceLine): boolean {
    const { model } = this.#trace;
    const [a, b] = [wrong, value].map((e) => this.#equality.concrete(e));
    return SEEDS.every((seed) => {
      const { point } = samplePoint([a!, b!], { seed, assumptions: model.assumptions, positive: this.#equality.positive }); // prettier-ignore
      const found = compareAt(a!, b!, axes, point);
      return found !== undefined && Number.isFinite(found.claimed) && found.relative > TOLERANCE;
    });
  }
}

/**
 * A correct derivation of a model's gradient with one slip of the catalogue in it, at a random line that admits it.
 *
 * @param of what is differentiated, a number; the last one that the model defines where none is named
 * @returns the same for the same seed; undefined where the model has no derivation that a slip could spoil
 */
export const slipExercise = (model: Model, seed: number, of?: string): SlipExercise | undefined =>
  new Exercises(model, of).at(seed);
