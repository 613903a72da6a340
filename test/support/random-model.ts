import fc from "fast-check";
import { affineConst, affineOf, shiftAffine, sizeSymbol, type Affine } from "../../src/core/affine.ts";
import { reduce, rename, sumOver } from "../../src/core/bind.ts";
import {
  add,
  affineExpr,
  binary,
  constant,
  delta,
  div,
  entry,
  iverson,
  mul,
  pow,
  scale,
  select,
  sub,
  sum,
  tensor,
  unary,
  zero,
} from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import type { UnaryOp } from "../../src/core/ops.ts";
import { rational } from "../../src/core/rational.ts";
import { tensorDims, type Point } from "../../src/5-evaluate/point.ts";
import { samplePoint } from "../../src/5-evaluate/sample.ts";
import { show, showPoint } from "./show.ts";

/**
 * Random well-formed expressions. A model is decoded from a flat list of naturals by a pure function, so that
 * fast-check shrinks it to a handful of nodes: 0 always stands for the simplest choice, and a list that has
 * come to its end reads as zeros.
 */
export interface RandomModel {
  readonly root: Expr;
  /** The free indices of the root, in the order of its axes. */
  readonly axes: readonly Index[];
  /** Tensors that occur, with the letters their derivatives are written in. */
  readonly variables: readonly { readonly name: string; readonly indices: readonly Index[] }[];
  readonly point: Point;
}

export interface ModelOptions {
  /** Kinks: relu, abs, max, min, comparisons of values. On by default. */
  readonly kinks?: boolean;
  /** Only + − × ÷, whole powers, sums and brackets of indices. */
  readonly rational?: boolean;
  /** Sizes as symbols; the point gives them values. */
  readonly symbolic?: boolean;
  /** Lengths of the three axes at the point. */
  readonly lengths?: readonly [number, number, number];
  /** One size for all axes, so that every index may stand in every slot. */
  readonly uniform?: boolean;
  /** The number of free indices of the root; 0 by default. */
  readonly rank?: 0 | 1 | 2;
}

/** Reads naturals one by one; zeros after the end. */
class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A number in 0 … n − 1. */
  below(n: number): number {
    return (this.#numbers[this.#next++] ?? 0) % n;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

type Grow = (fuel: number, scope: readonly Index[]) => Expr;

const smooth: readonly UnaryOp[] = [
  "tanh",
  "sin",
  "exp",
  "sigmoid",
  "softplus",
  "cos",
  "erf",
  "gelu",
  "expm1",
  "tan",
];
const bent: readonly UnaryOp[] = ["relu", "abs"];

class Grower {
  readonly #choices: Choices;
  readonly #options: ModelOptions;
  readonly #axes: readonly Affine[];
  /** Finished parts, to be used a second time. */
  readonly #pool: Expr[] = [];
  #letters = 0;

  constructor(numbers: readonly number[], options: ModelOptions, axes: readonly Affine[]) {
    this.#choices = new Choices(numbers);
    this.#options = options;
    this.#axes = axes;
  }

  fresh(size: Affine): Index {
    return namedIndex(`i${++this.#letters}`, size);
  }

  grow: Grow = (fuel, scope) => {
    const e = this.#choose(fuel, scope);
    this.#pool.push(e);
    return e;
  };

  /** A scalar sums or reduces over one or two indices; otherwise most of it would be about scalars. */
  root(fuel: number, free: readonly Index[]): Expr {
    const bound = [0, 1, 2].slice(0, fuel % 4).map((axis) => this.fresh(this.#axes[axis]!));
    const body = this.grow(1 + (Math.floor(fuel / 4) % 6), [...free, ...bound]);
    return bound.length === 0 ? body : sumOver(bound, body);
  }

  #choose(fuel: number, scope: readonly Index[]): Expr {
    if (fuel <= 0) return this.#leaf(scope);
    const rows: Grow[] = [
      fuel > 2 ? this.#add : () => this.#leaf(scope),
      this.#add,
      this.#mul,
      this.#sum,
      this.#again,
      this.#power,
      this.#quotient,
      this.#bracket,
      this.#shifted,
      this.#product,
      this.#mul,
      this.#sum,
    ];
    if (this.#options.rational !== true)
      rows.push(
        this.#smooth,
        this.#smooth,
        this.#softmax,
        this.#logsumexp,
        this.#positiveFunction,
        this.#exponential,
      );
    if (this.#options.rational !== true && this.#options.kinks !== false)
      rows.push(this.#bent, this.#bent, this.#extremum, this.#pair, this.#select, this.#comparison);
    return this.#choices.of(rows)(fuel, scope);
  }

  /** The indices in scope that run over the given axis. */
  #along(axis: number, scope: readonly Index[]): readonly Index[] {
    return scope.filter((index) => index.size === this.#axes[axis]);
  }

  /** An entry of the tensor over `axes`, or undefined where no index in scope runs over one of them. */
  #entry(name: string, axes: readonly number[], scope: readonly Index[]): Expr | undefined {
    const slots: Affine[] = [];
    for (const axis of axes) {
      const candidates = this.#along(axis, scope);
      if (candidates.length === 0) return undefined;
      slots.push(affineOf(this.#choices.of(candidates)));
    }
    return tensor(name, axes.map((axis) => this.#axes[axis]!), slots); // prettier-ignore
  }

  /** An entry of a tensor where there is an index for it, a scalar otherwise. */
  #leaf = (scope: readonly Index[]): Expr => {
    const rows: readonly (() => Expr | undefined)[] = [
      () => entry("s", []),
      () => this.#entry("x", [0], scope),
      () => this.#entry("W", [0, 1], scope),
      () => this.#entry("y", [1], scope),
      () => this.#entry("M", [0, 0], scope),
      () => this.#entry("V", [1, 2], scope),
      () => this.#entry("W", [0, 1], scope),
      () => this.#entry("x", [0], scope),
      () => constant(rational(this.#choices.below(7) - 3, this.#choices.below(2) + 1)),
      () => this.#entry("z", [2], scope),
      () => (scope.length === 0 ? undefined : affineExpr(affineOf(this.#choices.of(scope)))),
      () => affineExpr(this.#choices.of(this.#axes)),
    ];
    const wished = this.#choices.of(rows)();
    if (wished !== undefined) return wished;
    const [first] = scope;
    return first === undefined
      ? entry("s", [])
      : (this.#entry(`u${this.#axes.indexOf(first.size)}`, [this.#axes.indexOf(first.size)], [first]) ??
          entry("s", []));
  };

  #add: Grow = (fuel, scope) =>
    add(
      Array.from({ length: 2 + this.#choices.below(2) }, () => ({
        coef: rational(this.#choices.of([1, -1, 2, -3]), this.#choices.of([1, 1, 2])),
        expr: this.grow(fuel - 1, scope),
      })),
    );

  #mul: Grow = (fuel, scope) => mul(this.grow(fuel - 1, scope), this.grow(fuel - 1, scope));

  #bind(fuel: number, scope: readonly Index[]): { readonly index: Index; readonly body: Expr } {
    const index = this.fresh(this.#choices.of(this.#axes));
    return { index, body: this.grow(fuel - 1, [...scope, index]) };
  }

  #sum: Grow = (fuel, scope) => {
    const { index, body } = this.#bind(fuel, scope);
    return sumOver([index], body);
  };

  #product: Grow = (fuel, scope) => {
    const { index, body } = this.#bind(fuel, scope);
    return reduce("prod", [index], sum(constant(rational(1, 2)), body));
  };

  #again: Grow = (_fuel, scope) => {
    const usable = this.#pool.filter((e) => e.free.every((index) => scope.includes(index)));
    return usable.length === 0 ? this.#leaf(scope) : this.#choices.of(usable);
  };

  #power: Grow = (fuel, scope) => pow(this.grow(fuel - 1, scope), constant(2 + this.#choices.below(2)));

  /** Something that is positive whatever its parts are. */
  #positive: Grow = (fuel, scope) => {
    const e = this.grow(fuel - 1, scope);
    const rows: readonly (() => Expr)[] =
      this.#options.rational === true
        ? [() => sum(constant(1), pow(e, constant(2)))]
        : [
            () => sum(constant(1), pow(e, constant(2))),
            () => unary("exp", scale(rational(1, 4), e)),
            () => sum(constant(rational(1, 4)), unary("softplus", e)),
          ];
    return this.#choices.of(rows)();
  };

  #quotient: Grow = (fuel, scope) => div(this.grow(fuel - 1, scope), this.#positive(fuel - 1, scope));

  /** A comparison of two indices, or of an index with a number. */
  #bracket: Grow = (fuel, scope) => {
    if (scope.length === 0) return this.#leaf(scope);
    const a = affineOf(this.#choices.of(scope));
    const b = this.#choices.of([affineConst(1), affineConst(2), ...scope.map(affineOf)]);
    const condition = this.#choices.of([
      () => delta(a, b),
      () => iverson(">=", affineExpr(a), affineExpr(b)),
      () => iverson("!=", affineExpr(a), affineExpr(b)),
    ])();
    return mul(condition, this.grow(fuel - 1, scope));
  };

  /** x[i+1], guarded where it would leave the axis. */
  #shifted: Grow = (_fuel, scope) => {
    const [index] = this.#along(0, scope);
    if (index === undefined) return this.#leaf(scope);
    const next = shiftAffine(affineOf(index), 1);
    const inside = iverson(">=", affineExpr(this.#axes[0]!), affineExpr(next));
    const shifted = tensor("x", [this.#axes[0]!], [next]);
    return this.#choices.below(2) === 0
      ? mul(inside, shifted)
      : select(inside, shifted, constant(rational(1, 2)));
  };

  #smooth: Grow = (fuel, scope) => {
    const op = this.#choices.of(smooth);
    const arg = this.grow(fuel - 1, scope);
    // Exponentials of exponentials overflow, and tan has poles.
    if (op === "tan") return unary(op, unary("tanh", arg));
    return unary(op, op === "exp" || op === "expm1" ? scale(rational(1, 4), arg) : arg);
  };

  /** softmax over an index of the scope, as the graph holds it. */
  #softmax: Grow = (fuel, scope) => {
    if (scope.length === 0) return this.#logsumexp(fuel, scope);
    const index = this.#choices.of(scope);
    const logits = this.grow(fuel - 1, scope);
    const other = this.fresh(index.size);
    return unary("exp", sub(logits, reduce("logsumexp", [other], rename(logits, [index], [other]))));
  };

  #logsumexp: Grow = (fuel, scope) => {
    const { index, body } = this.#bind(fuel, scope);
    return reduce("logsumexp", [index], body);
  };

  #positiveFunction: Grow = (fuel, scope) => {
    const arg = this.#positive(fuel, scope);
    const powers = [rational(1, 2), rational(-1, 2), rational(1, 3), rational(-1, 1)];
    return this.#choices.of([
      () => unary("log", arg),
      () => unary("log1p", arg),
      () => pow(arg, constant(this.#choices.of(powers))),
    ])();
  };

  #exponential: Grow = (fuel, scope) =>
    pow(this.#positive(fuel - 1, scope), unary("tanh", this.grow(fuel - 1, scope)));

  #bent: Grow = (fuel, scope) => unary(this.#choices.of(bent), this.grow(fuel - 1, scope));

  #extremum: Grow = (fuel, scope) => {
    const { index, body } = this.#bind(fuel, scope);
    return reduce(this.#choices.of(["max", "min"]), [index], body);
  };

  #pair: Grow = (fuel, scope) =>
    binary(this.#choices.of(["max", "min"]), this.grow(fuel - 1, scope), this.grow(fuel - 1, scope));

  #comparison: Grow = (fuel, scope) =>
    mul(iverson(">", this.grow(fuel - 2, scope), zero), this.grow(fuel - 1, scope));

  #select: Grow = (fuel, scope) => {
    const condition = iverson(
      this.#choices.of([">", ">="]),
      this.grow(fuel - 2, scope),
      this.grow(fuel - 2, scope),
    );
    return select(condition, this.grow(fuel - 1, scope), this.grow(fuel - 1, scope));
  };
}

const symbols = ["n", "m", "o"].map((name) => affineOf(sizeSymbol(name)));

/** The model that a list of naturals stands for. */
export function decodeModel(numbers: readonly number[], options: ModelOptions = {}): RandomModel {
  const lengths = options.lengths ?? [3, 2, 2];
  const all = options.symbolic === true ? symbols : lengths.map(affineConst);
  const axes = options.uniform === true ? all.map(() => all[0]!) : all;
  const [fuel = 0, seed = 0, ...rest] = numbers;
  const grower = new Grower(rest, options, axes);
  const free = ["a", "b"].slice(0, options.rank ?? 0).map((name, k) => namedIndex(name, axes[k]!));
  const root = grower.root(fuel, free);
  const dims = tensorDims([root]);
  const variables = [...dims].map(([name, sizes]) => ({
    name,
    indices: sizes.map((size, k) => namedIndex("pqr"[k]!, size)),
  }));
  const sizes = new Map(
    options.symbolic === true ? ["n", "m", "o"].map((name, k) => [name, lengths[k]!] as const) : [],
  );
  return { root, axes: free, variables, point: samplePoint([root], { seed, sizes }).point };
}

/** Random models that print readably when a property fails. */
export const randomModel = (options: ModelOptions = {}): fc.Arbitrary<RandomModel> =>
  fc.array(fc.nat({ max: 10_000 }), { minLength: 30, maxLength: 120, size: "max" }).map((numbers) => {
    const model = decodeModel(numbers, options);
    const text = (): string =>
      `${show(model.root)}\n  at ${showPoint(model.point)}\n  from ${JSON.stringify(numbers)}`;
    return Object.defineProperty({ ...model }, fc.toStringMethod, { value: text, enumerable: false });
  });
