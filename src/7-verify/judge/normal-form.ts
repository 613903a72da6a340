import { mapChildren, substitute } from "../../core/bind.ts";
import { sub, zero } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { step, type Assumption, type Step } from "../../core/step.ts";
import { children, postorder } from "../../core/walk.ts";
import { Algebra, TooLarge } from "./algebra.ts";
import { cleared } from "./clear.ts";
import { Equalities } from "./equalities.ts";
import { lawOf, normalOf } from "./laws.ts";
import { exprOf, type Polynomial } from "./polynomial.ts";
import { Signs } from "./signs.ts";
import { assignments, isSmall, unrolled } from "./unroll.ts";

/** What may be used besides the laws of arithmetic. */
export interface NormalOptions {
  readonly assumptions?: readonly Assumption[];
  /** Expressions known to be positive, in any letters. */
  readonly positive?: readonly Expr[];
  /** What happens exactly at a kink of relu, |x|, max and comparisons does not count. */
  readonly ignoresKinks?: boolean;
  /** How much work is done before nothing is said; monomials made. */
  readonly budget?: number;
}

/** Enough for a gradient of a network of three layers; some tenths of a second. */
const BUDGET = 20_000;

/**
 * Brings expressions into normal form: polynomials with rational weights over atoms, where nested sums are flat, exp of
 * a sum is a product, every function goes through exp, log and brackets, and denominators are primitive. Equal normal
 * forms prove equality wherever both sides are defined; different ones prove nothing.
 */
export class Normaliser {
  readonly #algebra: Algebra;
  readonly #memo = new Map<Expr, Polynomial>();

  constructor({
    assumptions = [],
    positive = [],
    ignoresKinks = false,
    budget = BUDGET,
  }: NormalOptions = {}) {
    const equalities = new Equalities();
    const normal = (e: Expr): Polynomial => this.#normal(e);
    this.#algebra = new Algebra({
      signs: new Signs(positive, ignoresKinks),
      equalities,
      normal,
      ignoresKinks,
      budget,
    });
    for (const assumption of assumptions) {
      this.#memo.clear();
      equalities.learn(assumption, normal);
    }
    this.#memo.clear();
    this.#algebra.forget();
  }

  #normal(root: Expr): Polynomial {
    for (const e of postorder([root], (node) => !this.#memo.has(node))) {
      if (this.#memo.has(e)) continue;
      const value = normalOf(this.#algebra, e, (child) => this.#memo.get(child)!);
      this.#memo.set(e, value);
    }
    return this.#memo.get(root)!;
  }

  /** The normal form; undefined where it would be too large. */
  normal(e: Expr, budget?: number): Expr | undefined {
    return this.#bounded(() => exprOf(this.#normal(e)), budget);
  }

  /** Whether a = b is proved. */
  proves(a: Expr, b: Expr, budget?: number): boolean {
    if (a === b) return true;
    const value = this.#bounded(() => {
      const difference = this.#normal(sub(a, b));
      return difference.size === 0 || cleared(this.#algebra, difference).size === 0;
    }, budget);
    return value ?? false;
  }

  /** The laws applied on the way to the normal form of e, children first; each can be replayed by itself. */
  steps(e: Expr): readonly Step[] {
    const steps: Step[] = [];
    for (const node of postorder([e])) {
      const value = this.#memo.get(node);
      if (value === undefined) continue;
      const after = exprOf(value);
      const before = children(node).length === 0 ? node : this.#withNormalChildren(node);
      if (before !== after) steps.push(step(lawOf(node), before, after));
    }
    return steps;
  }

  #withNormalChildren(node: Expr): Expr {
    return mapChildren(node, (child) => exprOf(this.#memo.get(child)!));
  }

  /** Monomials made for the last answer. */
  get spent(): number {
    return this.#algebra.spent;
  }

  #bounded<T>(f: () => T, budget: number | undefined): T | undefined {
    this.#algebra.begin(budget);
    try {
      return f();
    } catch (error) {
      if (error instanceof TooLarge) return undefined;
      throw error;
    }
  }
}

/** A proof of a = b: both sides brought to one normal form, or their difference to 0 over a common denominator. */
export interface Proof {
  readonly left: readonly Step[];
  readonly right: readonly Step[];
  /** The normal form of both sides; that of the difference, 0, where a common denominator was needed. */
  readonly form: Expr;
}

/** A proof that a = b wherever both are defined, when one is found. */
export const prove = (a: Expr, b: Expr, options: NormalOptions = {}): Proof | undefined =>
  proveWith(new Normaliser(options), a, b);

/** The same with a normaliser that may know parts of a and b already. */
export function proveWith(normaliser: Normaliser, a: Expr, b: Expr, budget?: number): Proof | undefined {
  if (!normaliser.proves(a, b, budget)) return undefined;
  const forms = (): readonly (Expr | undefined)[] => [a, b].map((e) => normaliser.normal(e));
  const isOneForm = (): boolean => forms()[0] !== undefined && forms()[0] === forms()[1];
  return {
    get left() {
      return normaliser.steps(isOneForm() ? a : sub(a, b));
    },
    get right() {
      return isOneForm() ? normaliser.steps(b) : [];
    },
    get form() {
      return isOneForm() ? forms()[0]! : zero;
    },
  };
}

/** Entries of a tensor that are compared one by one. */
const MAX_ENTRIES = 24;

/** A normaliser for what is written out, from the assumptions in general. */
export const writtenNormaliser = (options: NormalOptions): Normaliser =>
  new Normaliser({ ...options, assumptions: (options.assumptions ?? []).flatMap(writtenAssumption) });

/**
 * A proof at the lengths that the axes have: every sum written out, entry by entry.
 * @param charge told what each entry took, in monomials
 */
export function proveWrittenOut(
  normaliser: Normaliser,
  a: Expr,
  b: Expr,
  charge: (monomials: number) => void,
  budget?: number,
): Proof | undefined {
  const difference = sub(a, b);
  const all = isSmall(difference.free) ? [...assignments(difference.free)] : [];
  if (all.length === 0 || all.length > MAX_ENTRIES) return undefined;
  const entries: (readonly [Expr, Expr])[] = [];
  for (const values of all) {
    const general = substitute(difference, values);
    const entry = unrolled(general);
    const isZero = entry !== undefined && normaliser.proves(entry, zero, budget);
    charge(normaliser.spent);
    if (!isZero) return undefined;
    entries.push([general, entry]);
  }
  return {
    get left() {
      return entries.flatMap(([before, after]) => [step("entry", before, after), ...normaliser.steps(after)]);
    },
    right: [],
    form: zero,
  };
}

/** The equation for each value of its indices, its sums written out; nothing where there are too many values. */
function writtenAssumption(assumption: Assumption): readonly Assumption[] {
  const free = [...new Set([...assumption.left.free, ...assumption.right.free])];
  if (!isSmall(free)) return [];
  return [...assignments(free)].flatMap((values) => {
    const sides = [assumption.left, assumption.right].map((e) => unrolled(substitute(e, values)));
    const [left, right] = sides;
    return left === undefined || right === undefined ? [] : [{ ...assumption, left, right }];
  });
}
