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
import { Normaliser, proveWith, proveWrittenOut, writtenNormaliser, type Proof } from "./normal-form.ts";
import type { Work } from "./work.ts";

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
      /** Both sides were 0 at every point: nothing was compared. */
      readonly isVacuous: boolean;
      /** Equal modulo primes at as many points, without any tolerance. */
      readonly exact: number;
    }
  | {
      readonly kind: "different";
      readonly against: Comparison;
      /** Whether an assumption that is missing may have been left untried. */
      readonly isCut: boolean;
    }
  /** Neither side has a value at any point that was tried. */
  | { readonly kind: "undefined" };

/** Points with entries on both sides of every kink; as many again are drawn without regard to kinks. */
const POINTS = 6;
const SEED = 20;

/** Entries of tensors that are computed to find out one thing about a line: about a second. */
const MAX_ENTRIES = 3_000_000;

/** Two values that differ by more, relative to the larger, are different. */
export const TOLERANCE = 1e-8;

/** Monomials of a proof by which a wrong line is explained: what is compared there differs in little. */
const SMALL = 5000;

/** A monomial of a normal form takes about as long as so many entries of a tensor. */
const MONOMIAL = 30;

/** Normal forms under one set of assumptions; what one proof has found out serves the next. */
class Laws {
  readonly #options: { readonly assumptions: readonly Assumption[]; readonly positive: readonly Expr[] };
  #general: Normaliser | undefined;
  #written: Normaliser | undefined;
  #offKinks: Normaliser | undefined;

  constructor(assumptions: readonly Assumption[], positive: readonly Expr[]) {
    this.#options = { assumptions, positive };
  }

  get general(): Normaliser {
    this.#general ??= new Normaliser(this.#options);
    return this.#general;
  }

  /** For sums written out. */
  get written(): Normaliser {
    this.#written ??= writtenNormaliser(this.#options);
    return this.#written;
  }

  /** What happens exactly at a kink does not count. */
  get offKinks(): Normaliser {
    this.#offKinks ??= new Normaliser({ ...this.#options, ignoresKinks: true });
    return this.#offKinks;
  }
}

/** Equality in the scope of a model: its assumptions, positive quantities, constants and sizes. */
export class Equality {
  readonly model: Model;
  readonly positive: readonly Expr[];
  /** What may still be evaluated for the line at hand. */
  readonly meter: Meter;
  readonly #constants: ReadonlyMap<string, Abstraction>;
  readonly #sizes: ReadonlyMap<string, number>;

  readonly #seed: number;
  readonly #laws: Laws;

  constructor(model: Model, seed = SEED, meter: Meter = new Meter(MAX_ENTRIES)) {
    this.model = model;
    this.#seed = seed;
    this.meter = meter;
    this.positive = positives(model);
    this.#laws = new Laws(model.assumptions, this.positive);
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

  /** A proof with what the model states; none is tried where the allowance of the line is used up. */
  prove(a: Expr, b: Expr): Proof | undefined {
    return this.meter.isSpent ? undefined : this.#prove(a, b, this.#laws, SMALL);
  }

  /** The same under more assumptions. */
  #proveAssuming(a: Expr, b: Expr, { assumptions, positive }: Candidate): Proof | undefined {
    if (this.meter.isSpent) return undefined;
    const laws = new Laws([...this.model.assumptions, ...assumptions], [...this.positive, ...positive]);
    return this.#prove(a, b, laws, SMALL);
  }

  #prove(a: Expr, b: Expr, laws: Laws, budget?: number): Proof | undefined {
    const [x, y] = [this.concrete(a), this.concrete(b)];
    const isConcrete = x === a && y === b;
    return (
      this.#proveBy(laws.general, a, b, budget) ??
      (isConcrete ? undefined : this.#proveBy(laws.general, x, y, budget)) ??
      proveWrittenOut(laws.written, x, y, (monomials) => this.meter.charge(MONOMIAL * monomials), budget)
    );
  }

  #proveBy(normaliser: Normaliser, a: Expr, b: Expr, budget?: number): Proof | undefined {
    const proof = proveWith(normaliser, a, b, budget);
    this.meter.charge(MONOMIAL * normaliser.spent);
    return proof;
  }

  /** A point at which a and b can be told apart, if they differ; the data satisfy the model's assumptions. */
  sample(
    a: Expr,
    b: Expr,
    seed: number,
    numbers: "normal" | "integers" = "normal",
    more: readonly Expr[] = [],
  ): Sample | undefined {
    return this.#sampled([a, b, ...more], seed, numbers, [], []);
  }

  #sampled(
    roots: readonly Expr[],
    seed: number,
    numbers: "normal" | "integers",
    assumptions: readonly Assumption[],
    positive: readonly Expr[],
    stratifies = true,
  ): Sample | undefined {
    try {
      return samplePoint(
        roots.map((e) => this.withConstants(e)),
        {
          seed,
          numbers,
          sizes: this.#sizes,
          assumptions: [...this.model.assumptions, ...assumptions],
          positive: [...this.positive, ...positive],
          meter: this.meter,
          stratifies,
        },
      );
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
  *same(a: Expr, b: Expr, axes: readonly Index[], truth: Expr = b): Work<Agreement> {
    const first = this.sample(a, b, this.#seed);
    const found = first && this.compare(a, b, axes, first.point);
    if (found === undefined || found.relative <= TOLERANCE) {
      const proof = this.#prove(a, b, this.#laws);
      if (proof !== undefined) return { kind: "proved", proof, exceptAtKinks: false };
      const almost = this.#proveBy(this.#laws.offKinks, this.concrete(a), this.concrete(b));
      if (almost !== undefined) return { kind: "proved", proof: almost, exceptAtKinks: true };
    }
    const against = found !== undefined && found.relative > TOLERANCE ? found : undefined;
    yield;
    return yield* against === undefined
      ? this.#test(a, b, axes, truth)
      : this.#differing(a, b, truth, against);
  }

  *#differing(a: Expr, b: Expr, truth: Expr, against: Comparison): Work<Agreement> {
    for (const needs of this.candidates(a, b, truth)) {
      yield;
      if (this.meter.isSpent) break;
      if (needs === undefined) continue;
      if (!this.#mayHold(a, b, needs)) continue;
      const proof = this.#proveAssuming(a, b, needs);
      if (proof !== undefined) return { kind: "conditional", needs, proof, against };
    }
    return { kind: "different", against, isCut: this.meter.isSpent };
  }

  /** Assumptions nobody stated under which a = b might hold. */
  candidates(a: Expr, b: Expr, truth: Expr): Generator<Candidate | undefined> {
    const [claim, other, right] = [a, b, truth].map((e) => this.concrete(e));
    const { general } = this.#laws;
    return candidates(this.model, claim!, other!, right!, {
      normal: (e) => {
        const form = this.meter.isSpent ? undefined : general.normal(e, SMALL);
        this.meter.charge(MONOMIAL * general.spent);
        return form;
      },
      isSpent: () => this.meter.isSpent,
      isEqual: (x, y) => this.#looksEqual(x, y, []) && this.prove(x, y) !== undefined,
    });
  }

  /** Whether a = b at a random point at which the assumption holds; also where no such point is found. */
  #mayHold(a: Expr, b: Expr, { assumptions, positive }: Candidate): boolean {
    return this.#looksEqual(a, b, assumptions, positive);
  }

  #looksEqual(a: Expr, b: Expr, more: readonly Assumption[], positive: readonly Expr[] = []): boolean {
    const sample = this.#sampled([a, b], this.#seed, "normal", more, positive);
    if (sample === undefined || sample.unmet.length > 0) return true;
    const axes = [...new Set([...a.free, ...b.free])];
    const found = this.compare(a, b, axes, sample.point);
    return found === undefined || found.relative <= TOLERANCE;
  }

  *#test(a: Expr, b: Expr, axes: readonly Index[], truth: Expr): Work<Agreement> {
    let [points, stratified, worst] = [0, 0, 0];
    let isVacuous = true;
    for (let k = 0; k < 2 * POINTS; k++) {
      const sample = this.#sampled([a, b], this.#seed + k, "normal", [], [], k % 2 === 0);
      const found = sample && this.compare(a, b, axes, sample.point);
      if (sample === undefined || found === undefined) continue;
      yield;
      if (found.relative > TOLERANCE) return yield* this.#differing(a, b, truth, found);
      points++;
      isVacuous &&= found.isZero;
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
      isVacuous,
      exact: exact?.verdict === "same" ? exact.points : 0,
    };
  }
}
