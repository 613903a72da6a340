import { affineConst, affineOf, sizeSymbol, type Affine, type AffineAtom } from "../../core/affine.ts";
import { substitute, substituteTensors, type Abstraction } from "../../core/bind.ts";
import { constant } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import type { Assumption } from "../../core/step.ts";
import { positives, type Model } from "../../2-elaborate/model.ts";
import { EvaluationError } from "../../5-evaluate/failure.ts";
import { sameModuloPrimes } from "../../5-evaluate/identity.ts";
import { Meter } from "../../5-evaluate/meter.ts";
import type { Point } from "../../5-evaluate/point.ts";
import { samplePoint, type Sample } from "../../5-evaluate/sample.ts";
import { candidates, type Candidate } from "./candidates.ts";
import { compareAt, type Comparison } from "./compare.ts";
import { prove, proveWrittenOut, type Proof } from "./normal-form.ts";

/** What is known about a = b. */
export type Agreement =
  | {
      readonly kind: "proved";
      readonly proof: Proof;
      /** The two differ where an argument of relu, |x| or a comparison is exactly 0. */
      readonly exceptAtKinks: boolean;
    }
  | {
      readonly kind: "conditional";
      readonly needs: Candidate;
      readonly proof: Proof;
      readonly against: Comparison;
    }
  | {
      readonly kind: "tested";
      readonly points: number;
      readonly seed: number;
      /** Of the points, how many had every kink on both sides. */
      readonly stratified: number;
      readonly maxRelativeError: number;
      /** Equal modulo primes at as many points, without any tolerance. */
      readonly exact: number;
    }
  | { readonly kind: "different"; readonly against: Comparison }
  /** Neither side has a value at any point that was tried. */
  | { readonly kind: "undefined" };

const POINTS = 6;
const SEED = 20;

/** Entries of tensors that are computed to find out one thing about a line: about a second. */
const MAX_ENTRIES = 3_000_000;

/** Two values that differ by more, relative to the larger, are different. */
export const TOLERANCE = 1e-8;

/** Equality in the scope of a model: its assumptions, positive quantities, constants and sizes. */
export class Equality {
  readonly model: Model;
  readonly positive: readonly Expr[];
  /** What may still be evaluated for the line at hand. */
  readonly meter: Meter;
  readonly #constants: ReadonlyMap<string, Abstraction>;
  readonly #sizes: ReadonlyMap<string, number>;

  readonly #seed: number;

  constructor(model: Model, seed = SEED, meter: Meter = new Meter(MAX_ENTRIES)) {
    this.model = model;
    this.#seed = seed;
    this.meter = meter;
    this.positive = positives(model);
    this.#constants = new Map(
      [...model.declarations.values()].flatMap(({ name, value }) =>
        value === undefined ? [] : [[name, { params: [], body: constant(value) }] as const],
      ),
    );
    this.#sizes = new Map(
      [...model.sizes.keys()].flatMap((name) => {
        const value = model.symbols.valueOf(affineOf(sizeSymbol(name)));
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  }

  /** With the values of declared constants in place of their names. */
  withConstants(e: Expr): Expr {
    return substituteTensors(e, this.#constants);
  }

  /** With the values of declared constants and sizes in place of their names. */
  concrete(e: Expr): Expr {
    const sizes = [...this.#sizes].map(([name, value]) => [sizeSymbol(name), affineConst(value)] as const);
    return substitute(this.withConstants(e), new Map<AffineAtom, Affine>(sizes));
  }

  /** A proof with what the model states, and whatever else is assumed. */
  prove(
    a: Expr,
    b: Expr,
    more: readonly Assumption[] = [],
    positive: readonly Expr[] = [],
  ): Proof | undefined {
    const options = {
      assumptions: [...this.model.assumptions, ...more],
      positive: [...this.positive, ...positive],
    };
    return (
      prove(a, b, options) ??
      this.#proveConcrete(a, b, options) ??
      proveWrittenOut(this.concrete(a), this.concrete(b), options)
    );
  }

  #proveConcrete(a: Expr, b: Expr, options: Parameters<typeof prove>[2]): Proof | undefined {
    const [x, y] = [this.concrete(a), this.concrete(b)];
    return x === a && y === b ? undefined : prove(x, y, options);
  }

  /** A point at which a and b can be told apart, if they differ; the data satisfy the model's assumptions. */
  sample(
    a: Expr,
    b: Expr,
    seed: number,
    numbers: "normal" | "integers" = "normal",
    more: readonly Expr[] = [],
  ): Sample | undefined {
    try {
      const roots = [a, b, ...more].map((e) => this.withConstants(e));
      return samplePoint(roots, {
        seed,
        numbers,
        sizes: this.#sizes,
        assumptions: this.model.assumptions,
        positive: this.positive,
        meter: this.meter,
      });
    } catch (error) {
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  }

  /** The largest difference between a and b at a point. */
  compare(a: Expr, b: Expr, axes: readonly Index[], at: Point): Comparison | undefined {
    return compareAt(this.withConstants(a), this.withConstants(b), axes, at);
  }

  /** The same with more assumptions. */
  assuming(more: readonly Candidate[]): Equality {
    const assumptions = [...this.model.assumptions, ...more.flatMap((c) => c.assumptions)];
    return new Equality({ ...this.model, assumptions }, this.#seed, this.meter);
  }

  /** Whether a = b over `axes`: proof, missing assumption, test or counterexample, in this order. */
  same(a: Expr, b: Expr, axes: readonly Index[], truth: Expr = b): Agreement {
    const first = this.sample(a, b, this.#seed);
    const found = first && this.compare(a, b, axes, first.point);
    if (found === undefined || found.relative <= TOLERANCE) {
      const proof = this.prove(a, b);
      if (proof !== undefined) return { kind: "proved", proof, exceptAtKinks: false };
      const almost = prove(this.concrete(a), this.concrete(b), {
        assumptions: this.model.assumptions,
        positive: this.positive,
        ignoresKinks: true,
      });
      if (almost !== undefined) return { kind: "proved", proof: almost, exceptAtKinks: true };
    }
    const against = found !== undefined && found.relative > TOLERANCE ? found : undefined;
    return against === undefined ? this.#test(a, b, axes, truth) : this.#differing(a, b, truth, against);
  }

  #differing(a: Expr, b: Expr, truth: Expr, against: Comparison): Agreement {
    for (const needs of candidates(this.model, this.concrete(a), this.concrete(b), this.concrete(truth))) {
      const proof = this.prove(a, b, needs.assumptions, needs.positive);
      if (proof !== undefined) return { kind: "conditional", needs, proof, against };
    }
    return { kind: "different", against };
  }

  #test(a: Expr, b: Expr, axes: readonly Index[], truth: Expr): Agreement {
    let [points, stratified, worst] = [0, 0, 0];
    for (let k = 0; k < POINTS; k++) {
      const sample = this.sample(a, b, this.#seed + k);
      const found = sample && this.compare(a, b, axes, sample.point);
      if (sample === undefined || found === undefined) continue;
      if (found.relative > TOLERANCE) return this.#differing(a, b, truth, found);
      points++;
      if (sample.stratified) stratified++;
      worst = Math.max(worst, found.relative);
    }
    if (points === 0) return { kind: "undefined" };
    const exact =
      this.model.assumptions.length === 0
        ? sameModuloPrimes(this.concrete(a), this.concrete(b), { meter: this.meter })
        : undefined;
    return {
      kind: "tested",
      points,
      seed: this.#seed,
      stratified,
      maxRelativeError: worst,
      exact: exact?.verdict === "same" ? exact.points : 0,
    };
  }
}
