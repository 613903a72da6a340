import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { rational } from "../core/rational.ts";
import { fold } from "../core/walk.ts";
import { evaluateIn } from "./evaluate.ts";
import { EvaluationError } from "./failure.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { fieldTower, type PrimeField } from "./fields.ts";
import { positiveArguments } from "./gates.ts";
import type { Meter } from "./meter.ts";
import { lengthOf, product, shapeOf, tensorDims, type Dense, type Point } from "./point.ts";
import { randomStream, type RandomStream } from "./random.ts";
import { residueArithmetic, type Residues } from "./residues.ts";
import { drawSizes } from "./sizes.ts";

/** What exact evaluation at random points found. */
export interface IdentityTest {
  /**
   * `same`: equal at every point, modulo every prime. `unproved`: they differ somewhere, or no point gave both a
   * value; then they may still be equal by a law that the finite fields do not have.
   */
  readonly verdict: "same" | "unproved";
  readonly points: number;
  /** A bound on the probability that different functions pass. */
  readonly error: number;
  readonly seed: number;
}

export interface IdentityOptions {
  readonly seed?: number;
  readonly points?: number;
  readonly sizes?: ReadonlyMap<string, number>;
  /** A tower made before, to share its tables of logarithms among many tests. */
  readonly tower?: readonly PrimeField[];
  /** Expressions known to be positive, besides the arguments of logarithms and roots. */
  readonly positive?: readonly Expr[];
  /** Bounds the work; what it cuts off is unproved. */
  readonly meter?: Meter;
}

const ATTEMPTS_PER_POINT = 12;

/**
 * Whether two expressions are the same function, by exact evaluation modulo primes at random rational points
 * (Schwartz 1980, Zippel 1979; for exponentials Gonnet 1984). No tolerance is involved.
 */
export function sameModuloPrimes(a: Expr, b: Expr, options: IdentityOptions = {}): IdentityTest {
  const { seed = 1, points = 4, sizes = new Map(), positive = [], tower = fieldTower() } = options;
  const setting: Setting = {
    tower,
    meter: options.meter,
    arithmetic: residueArithmetic(tower),
    random: randomStream(seed),
  };
  const order: readonly Index[] = [...new Set([...a.free, ...b.free])];
  const domain = [...positiveArguments([a, b]), ...positive];
  const names = new Set(domain.flatMap((e) => (e.kind === "tensor" ? [e.name] : [])));
  let accepted = 0;
  let error = 1;
  for (let attempt = 0; attempt < ATTEMPTS_PER_POINT * points && accepted < points; attempt++) {
    const drawnSizes = drawSizes([a, b, ...positive], setting.random, { sizes }, Math.floor(attempt / 4));
    // Where a sum must be positive and no single tensor, positive data make it so more often.
    const favourable = attempt % 2 === 1;
    const outcome = compareAt(setting, a, b, order, () =>
      drawPoint(setting, [a, b], drawnSizes, (name) => favourable || names.has(name)),
    );
    if (outcome === undefined) continue;
    if (!outcome.equal) return { verdict: "unproved", points: accepted, error: 1, seed };
    accepted++;
    error *= Math.min(1, outcome.error);
  }
  return { verdict: accepted === points ? "same" : "unproved", points: accepted, error, seed };
}

interface Setting {
  readonly meter: Meter | undefined;
  readonly tower: readonly PrimeField[];
  readonly arithmetic: Arithmetic<Residues>;
  readonly random: RandomStream;
}

/** Data that are random fractions, positive where they must be. */
function drawPoint(
  { arithmetic, random, meter }: Setting,
  roots: readonly Expr[],
  known: ReadonlyMap<string, number>,
  isPositive: (name: string) => boolean,
): Point<Residues> {
  const tensors = [...tensorDims(roots)].map(([name, axes]): [string, Dense<Residues>] => {
    const shape = shapeOf(axes, known);
    meter?.spend(product(shape));
    const values = Array.from({ length: product(shape) }, () =>
      arithmetic.rational(signedSquare(random, isPositive(name))),
    );
    return [name, { shape, values }];
  });
  return { sizes: known, tensors: new Map(tensors), ...(meter === undefined ? {} : { meter }) };
}

/** Whether all entries agree in every field in which both exist; undefined where some entry exists in none. */
function compareAt(
  { arithmetic, tower }: Setting,
  left: Expr,
  right: Expr,
  axes: readonly Index[],
  draw: () => Point<Residues>,
): { readonly equal: boolean; readonly error: number } | undefined {
  try {
    const at = draw();
    const [u, v] = [
      evaluateIn(arithmetic, left, axes, at).values,
      evaluateIn(arithmetic, right, axes, at).values,
    ];
    let largest = 0n;
    for (const [n, x] of u.entries()) {
      const shared = tower.flatMap(({ prime }, k) =>
        x.at[k] === undefined || v[n]!.at[k] === undefined ? [] : [{ prime, equal: x.at[k] === v[n]!.at[k] }],
      );
      if (shared.length === 0) return undefined;
      if (shared.some(({ equal }) => !equal)) return { equal: false, error: 1 };
      largest = shared.at(-1)!.prime;
    }
    if (u.length === 0) return undefined;
    return { equal: true, error: (degree(left, at.sizes) + degree(right, at.sizes)) / Number(largest) };
  } catch (failure) {
    if (failure instanceof EvaluationError) return undefined;
    throw failure;
  }
}

/** ±(n/d)²: in the fields the positive numbers are the squares, and so are these. */
function signedSquare(random: RandomStream, positive: boolean): ReturnType<typeof rational> {
  const [n, d] = [random.integer(1, 2 ** 20), random.integer(2 ** 18, 2 ** 19)];
  const square = rational(n * n, d * d);
  return positive || random.uniform() < 0.5 ? square : rational(-square.num, square.den);
}

/** A bound on the degree of e as a rational function of the data and of the atoms in it. */
function degree(e: Expr, sizes: ReadonlyMap<string, number>): number {
  return fold<number>(e, (node, below) => {
    switch (node.kind) {
      case "const":
      case "real":
      case "affine":
        return 0;
      case "tensor":
        return 1;
      case "add":
        return node.terms.reduce((total, { expr }) => total + below(expr), 0);
      case "mul":
        return node.factors.reduce((total, factor) => total + below(factor), 0);
      case "pow":
        return node.exponent.kind === "const"
          ? Math.abs(Number(node.exponent.value.num)) * below(node.base)
          : below(node.base) + below(node.exponent) + 1;
      case "unary":
        return 2 * below(node.arg) + 2;
      case "binary":
        return Math.max(below(node.left), below(node.right));
      case "iverson":
        return 0;
      case "select":
        return Math.max(below(node.onTrue), below(node.onFalse));
      case "matrix": {
        // An entry of the inverse is a minor over the determinant, of degrees n − 1 and n in the entries.
        const n = lengthOf(node.indices[0].size, sizes);
        return 2 * n * below(node.body) + 2;
      }
      case "reduce":
        return product(node.indices.map((index) => lengthOf(index.size, sizes))) * (below(node.body) + 1);
    }
  });
}
