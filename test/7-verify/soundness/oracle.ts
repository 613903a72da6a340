import { evaluateAffine, type Affine } from "../../../src/core/affine.ts";
import { substituteTensors } from "../../../src/core/bind.ts";
import { constant, entry } from "../../../src/core/build.ts";
import type { Expr } from "../../../src/core/expr.ts";
import { formalIndex, type Index } from "../../../src/core/index.ts";
import { postorder, tensorsOf } from "../../../src/core/walk.ts";
import type { MentionedDerivative } from "../../../src/2-elaborate/derivative.ts";
import { positives, type Model } from "../../../src/2-elaborate/model.ts";
import { heldValue } from "../../../src/4-simplify/derive.ts";
import { slopesAt } from "../../../src/5-evaluate/differences.ts";
import { evaluate } from "../../../src/5-evaluate/evaluate.ts";
import { randomStream } from "../../../src/5-evaluate/random.ts";
import { EvaluationError } from "../../../src/5-evaluate/failure.ts";
import { product, type Dense, type Point } from "../../../src/5-evaluate/point.ts";
import { samplePoint } from "../../../src/5-evaluate/sample.ts";
import type { JudgedLine } from "../../../src/7-verify/judge/verdict.ts";
import type { DerivativeSide, Line, Reading, Side } from "../../../src/7-verify/line.ts";

/**
 * What a line says, in numbers: values by the definition of every operator, derivatives by finite differences of the
 * quantity itself. Nothing here comes from rules of derivatives, rewrites or normal forms.
 */

/** Values over the axes of a line. */
interface Numbers {
  readonly axes: readonly Index[];
  readonly values: readonly number[];
}

/** Where a line that was called proved is wrong. */
export interface Contradiction {
  readonly seed: number;
  readonly claimed: number;
  readonly found: number;
}

export interface Recheck {
  /** Points at which both sides have values. */
  readonly points: number;
  /** Of the points, those with entries on both sides of every kink. */
  readonly stratified: number;
  readonly contradiction: Contradiction | undefined;
}

/** Two numbers that differ by more, relative to the larger or to a thousandth of the largest entry, are two. */
const TOLERANCE = 1e-6;

const isDerivativeName = /^d\((.+)\)\/d\((.+)\)$/;

export class Oracle {
  readonly #model: Model;
  readonly #constants;

  constructor(model: Model) {
    this.#model = model;
    this.#constants = new Map(
      [...model.declarations.values()].flatMap(({ name, value }) =>
        value === undefined ? [] : [[name, { params: [], body: constant(value) }] as const],
      ),
    );
  }

  /** The line, at `count` points; undefined where it has no sides that numbers could be given to. */
  recheck(line: Line, judged: JudgedLine, count: number): Recheck | undefined {
    const right = this.#readingOf(line.right, judged);
    if (right === undefined) return undefined;
    let [points, stratified] = [0, 0];
    const factors: Factor[] = [];
    for (let seed = 1; seed <= count; seed++) {
      try {
        const sample = this.#sample([line.left, line.right], seed);
        const claimed = this.#numbers(right, sample.point);
        const wanted =
          line.kind === "update"
            ? this.#steps(line, claimed, sample.point)
            : this.#left(line.left, judged, claimed, sample.point);
        if (wanted === undefined) return undefined;
        const isSecond = [line.left, line.right].some(usesSecondDerivatives);
        const tolerance = isSecond ? 1e-3 : TOLERANCE;
        const found =
          "factor" in wanted
            ? mismatch(wanted.claimed, wanted.found, tolerance)
            : mismatch(claimed, wanted, tolerance);
        if ("factor" in wanted) factors.push({ factor: wanted.factor, at: sample.point });
        points++;
        if (sample.stratified) stratified++;
        if (found !== undefined) return { points, stratified, contradiction: { seed, ...found } };
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
      }
    }
    const step =
      line.kind === "update" && !isOneStep(factors) ? { seed: 0, claimed: NaN, found: NaN } : undefined;
    return { points, stratified, contradiction: step };
  }

  #sample(sides: readonly Side[], seed: number) {
    const model = this.#model;
    const readings = sides.flatMap((side) =>
      side.kind === "value" ? side.readings.map(({ value }) => value) : [],
    );
    const declared = [...model.declarations.values()].map(({ name, shape }) =>
      entry(
        name,
        shape.map((size, k) => formalIndex(k + 1, size)),
      ),
    );
    const roots = [
      ...[...model.definitions.values()].map(({ value }) => value),
      ...readings,
      ...declared,
    ].map((e) => this.#closed(e));
    const sample = samplePoint(roots, {
      seed,
      assumptions: model.assumptions,
      positive: positives(model),
      stratifies: seed % 2 === 0,
    });
    return { ...sample, point: this.#withPositions(sample.point, seed) };
  }

  /** Integer inputs hold positions on an axis, and so do numbers that indices are compared with. */
  #withPositions(at: Point, seed: number): Point {
    const random = randomStream(seed);
    const tensors = new Map(at.tensors);
    const put = (name: string, size: Affine): void => {
      const data = tensors.get(name);
      const length = evaluateAffine(size, (atom) =>
        atom.kind === "size" ? at.sizes.get(atom.name) : undefined,
      );
      if (data === undefined || length === undefined) return;
      tensors.set(name, { ...data, values: Float64Array.from(data.values, () => random.integer(1, length)) });
    };
    for (const { name, positionsIn } of this.#model.declarations.values())
      if (positionsIn !== undefined) put(name, positionsIn);
    for (const node of postorder([...this.#model.definitions.values()].map(({ value }) => value)))
      if (node.kind === "iverson" && node.rel === "==")
        for (const name of tensorsOf(node)) for (const { size } of node.free.slice(0, 1)) put(name, size);
    return { ...at, tensors };
  }

  #closed(e: Expr): Expr {
    return substituteTensors(e, this.#constants);
  }

  #readingOf(side: Side, { reading }: JudgedLine): Reading | DerivativeSide | undefined {
    if (side.kind === "derivative") return side;
    if (side.kind !== "value") return undefined;
    const named = side.readings.find(({ how }) => how === (reading ?? ""));
    const others = [...side.readings, ...side.rejected.flatMap((r) => r.reading ?? [])];
    return named ?? (reading !== undefined && isDerivativeName.test(reading) ? others[0] : undefined);
  }

  #numbers(side: Reading | DerivativeSide, at: Point): Numbers {
    if ("kind" in side) return this.#slopes(side, at);
    const values = this.#value(side.value, side.derivatives, side.axes, at);
    return { axes: side.axes, values: Array.from(values.values) };
  }

  #value(e: Expr, mentioned: readonly MentionedDerivative[], axes: readonly Index[], at: Point): Dense {
    const tensors = new Map(at.tensors);
    const used = new Set(tensorsOf(e).map((name) => name));
    for (const { tensor, of, wrt } of mentioned)
      if (used.has(tensor)) tensors.set(tensor, this.#table(of, wrt, at));
    return evaluate(this.#closed(e), axes, { ...at, tensors });
  }

  /** What the left side is; of a line that has none of its own, what the checker took it for. */
  #left(left: Side, { reading, slip }: JudgedLine, claimed: Numbers, at: Point): Numbers | undefined {
    const [, of, wrt] = isDerivativeName.exec(reading ?? "") ?? [];
    if (of !== undefined && wrt !== undefined)
      return { axes: claimed.axes, values: Array.from(this.#table(of, [wrt], at).values) };
    if (left.kind === "derivative") {
      const wanted = this.#slopes(left, at);
      return slip === "layout"
        ? turned(wanted, claimed.axes)
        : ordered(wanted, claimed.axes, at, this.#model);
    }
    const first = left.kind === "value" ? left.readings[0] : undefined;
    return (
      first && this.#numbers({ ...first, axes: claimed.axes.length > 0 ? claimed.axes : first.axes }, at)
    );
  }

  #definitionOrData(name: string, at: Point): Dense | undefined {
    const definition = this.#model.definitions.get(name);
    return definition === undefined
      ? at.tensors.get(name)
      : evaluate(this.#closed(definition.value), definition.params, at);
  }

  /** ∂of/∂wrt: over the axes of `of`, then those of the variables. */
  #table(of: string, wrt: readonly string[], at: Point): Dense {
    const [first, ...more] = wrt;
    const definition = this.#model.definitions.get(of);
    const own = first === undefined ? undefined : this.#definitionOrData(first, at);
    if (definition === undefined || first === undefined || own === undefined)
      throw new Error(`no ${of} or ${wrt.join()}`);
    if (more.length > 0) return this.#secondTable(of, wrt, at);
    const variable = this.#model.definitions.get(first);
    const held = this.#closed(
      variable === undefined ? definition.value : (heldValue(this.#model, of, variable) ?? definition.value),
    );
    const f = (values: Float64Array): Float64Array =>
      evaluate(held, definition.params, moved(at, first, { shape: own.shape, values })).values;
    const columns = Array.from({ length: own.values.length }, (_, n) => column(f, own, n));
    const shape = evaluate(held, definition.params, moved(at, first, own)).shape;
    const rows = product(shape);
    const values = Float64Array.from(
      { length: rows * columns.length },
      (_, k) => columns[k % columns.length]![Math.floor(k / columns.length)]!,
    );
    return { shape: [...shape, ...own.shape], values };
  }

  /** Differences of differences; of the first variable first. */
  #secondTable(of: string, [first, second]: readonly string[], at: Point): Dense {
    const own = this.#definitionOrData(second!, at)!;
    if (this.#model.definitions.has(second!))
      throw new EvaluationError({ kind: "missing-tensor", name: second! });
    const inner = (values: Float64Array): Dense =>
      this.#table(of, [first!], moved(at, second!, { shape: own.shape, values }));
    const columns = Array.from({ length: own.values.length }, (_, n) =>
      column((values) => Float64Array.from(inner(values).values), own, n),
    );
    const { shape } = inner(Float64Array.from(own.values));
    const values = Float64Array.from(
      { length: product(shape) * columns.length },
      (_, k) => columns[k % columns.length]![Math.floor(k / columns.length)]!,
    );
    return { shape: [...shape, ...own.shape], values };
  }

  /** The derivative a side is, over its own axes. */
  #slopes(side: DerivativeSide, at: Point): Numbers {
    const table = this.#table(side.of, side.and === undefined ? [side.wrt] : [side.wrt, side.and.name], at);
    const slots = [...side.ofSlots, ...side.wrtSlots, ...(side.and?.slots ?? [])];
    const lengths = side.axes.map(
      (axis) => table.shape[slots.findIndex((slot) => slot.terms.some(({ atom }) => atom === axis))]!,
    );
    const values = Array.from({ length: product(lengths) }, (_, n) => {
      const position = new Map(
        side.axes.map((axis, k) => [axis, (Math.floor(n / product(lengths.slice(k + 1))) % lengths[k]!) + 1]),
      );
      const offset = slots.reduce((total, slot, k) => {
        const place = evaluateAffine(slot, (atom) =>
          atom.kind === "index" ? position.get(atom) : at.sizes.get(atom.name),
        )!;
        return total * table.shape[k]! + place - 1;
      }, 0);
      return table.values[offset]!;
    });
    return { axes: side.axes, values };
  }

  /** Of an update: the step it takes against the gradient, entry by entry. */
  #steps(line: Line, claimed: Numbers, at: Point): Step | undefined {
    const old = line.left.kind === "value" ? line.left.readings[0] : undefined;
    const of = [...this.#model.definitions.values()].findLast(({ params }) => params.length === 0)?.name;
    const mentioned = line.right.kind === "value" ? line.right.readings[0]?.derivatives[0]?.of : undefined;
    if (old?.value.kind !== "tensor" || of === undefined) return undefined;
    const before = this.#numbers(old, at).values;
    const gradient = Array.from(this.#table(mentioned ?? of, [old.value.name], at).values);
    const step = before.map((x, k) => x - claimed.values[k]!);
    const most = gradient.reduce((best, x, k) => (Math.abs(x) > Math.abs(gradient[best]!) ? k : best), 0);
    const factor = step[most]! / gradient[most]!;
    const { axes } = claimed;
    return {
      factor,
      claimed: { axes, values: step },
      found: { axes, values: gradient.map((x) => factor * x) },
    };
  }
}

/** Differences of differences lose half of the digits that differences have. */
const usesSecondDerivatives = (side: Side): boolean =>
  side.kind === "derivative"
    ? side.and !== undefined
    : side.kind === "value" &&
      side.readings.some(({ derivatives }) => derivatives.some(({ wrt }) => wrt.length > 1));

interface Step {
  readonly factor: number;
  readonly claimed: Numbers;
  readonly found: Numbers;
}

interface Factor {
  readonly factor: number;
  readonly at: Point;
}

const isNear = (a: number, b: number): boolean =>
  Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));

/** One positive number at all points, or the value of one scalar of the model at each. */
function isOneStep(factors: readonly Factor[]): boolean {
  const [first] = factors;
  if (first === undefined) return true;
  if (factors.every(({ factor }) => isNear(factor, first.factor))) return first.factor > 0;
  const scalars = [...first.at.tensors].flatMap(([name, { shape }]) => (shape.length === 0 ? [name] : []));
  return scalars.some((name) =>
    factors.every(({ factor, at }) => isNear(factor, at.tensors.get(name)!.values[0]!)),
  );
}

const moved = (at: Point, name: string, data: Dense): Point => ({
  ...at,
  tensors: new Map([...at.tensors, [name, data]]),
});

/** The slopes of all entries of f along the n-th entry of its argument. */
function column(f: (values: Float64Array) => Float64Array, own: Dense, n: number): readonly number[] {
  const along = (t: number): Float64Array => {
    const values = Float64Array.from(own.values);
    values[n]! += t;
    return f(values);
  };
  const count = along(0).length;
  const h = 2 ** -11;
  const [far, near] = [h, h / 2].map((t) => [along(t), along(-t)] as const);
  // Two central differences, extrapolated; where they are not near each other, as many as it takes.
  return Array.from({ length: count }, (_, k) => {
    const quotient = ([up, down]: readonly [Float64Array, Float64Array], t: number): number =>
      (up[k]! - down[k]!) / (2 * t);
    const [coarse, fine] = [quotient(far!, h), quotient(near!, h / 2)];
    if (Math.abs(coarse - fine) <= 1e-4 * Math.max(1, Math.abs(fine))) return (4 * fine - coarse) / 3;
    const slope = slopesAt((t) => along(t)[k]!, Math.max(1, Math.abs(own.values[n]!)));
    return slope.kink ? NaN : slope.central.value;
  });
}

/** The values with the axes in another order; they may be constant along some. */
function ordered({ axes, values }: Numbers, to: readonly Index[], at: Point, model: Model): Numbers {
  const isSame = axes.length === to.length && axes.every((axis, k) => axis === to[k]);
  if (isSame) return { axes, values };
  const lengths = axes.map(
    (axis) =>
      model.symbols.valueOf(axis.size) ??
      evaluateAffine(axis.size, (atom) => (atom.kind === "size" ? at.sizes.get(atom.name) : undefined)) ??
      NaN,
  );
  const wanted = to.map((axis) => lengths[axes.indexOf(axis)]!);
  const found = Array.from({ length: product(wanted) }, (_, n) => {
    const position = new Map(
      to.map((axis, k) => [axis, Math.floor(n / product(wanted.slice(k + 1))) % wanted[k]!]),
    );
    return values[axes.reduce((total, axis, k) => total * lengths[k]! + position.get(axis)!, 0)]!;
  });
  return { axes: to, values: found };
}

/** A matrix of slopes the other way round. */
function turned({ axes, values }: Numbers, to: readonly Index[]): Numbers {
  const [rows, columns] = axes;
  if (rows === undefined || columns === undefined) return { axes: to, values };
  const count = Math.round(Math.sqrt(values.length));
  return { axes: to, values: values.map((_, n) => values[(n % count) * count + Math.floor(n / count)]!) };
}

/** The entry that differs most, where one differs; entries of `found` that are no numbers are passed over. */
function mismatch(
  claimed: Numbers,
  found: Numbers,
  tolerance: number,
): { readonly claimed: number; readonly found: number } | undefined {
  if (claimed.values.length !== found.values.length)
    return { claimed: claimed.values.length, found: found.values.length };
  const largest = found.values.reduce((top, x) => (Number.isFinite(x) ? Math.max(top, Math.abs(x)) : top), 0);
  for (const [n, right] of found.values.entries()) {
    const left = claimed.values[n]!;
    if (!Number.isFinite(right)) continue;
    const size = Math.max(Math.abs(left), Math.abs(right), 1e-3 * largest, 1e-6);
    if (!(Math.abs(left - right) <= tolerance * size)) return { claimed: left, found: right };
  }
  return undefined;
}
