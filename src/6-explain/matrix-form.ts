import { soleIndex } from "../core/affine.ts";
import { rename } from "../core/bind.ts";
import { add, factorsOf, isConst, mul, neg, one, pow, termsOf, constant, zero } from "../core/build.ts";
import type { AddExpr, Expr, IversonExpr, MatrixExpr, PowExpr, ReduceExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import {
  content,
  equalRational,
  invRational,
  isNegative,
  isOne,
  mulRational,
  negRational,
  ONE,
  powRational,
  rational,
  type Rational,
} from "../core/rational.ts";
import { affineLayout } from "./affine-layout.ts";
import { compareValues } from "./compare.ts";
import type { Factor } from "./contraction.ts";
import { contractionLayout, type Ask } from "./contraction-layout.ts";
import { call, number, power, showing, sumLayout, symbol, type Layout } from "./layout.ts";
import { factoredTerms } from "./matrix-sum.ts";
import { namedSums } from "./named-sums.ts";
import { makeNaming, type Named, type NamedPart, type Naming } from "./naming.ts";
import { sortFactors, sortTerms, type Precedence } from "./order.ts";
import { scaled, signed, unit, type Finish } from "./piece.ts";
import { logSoftmax, meanAmong, squareRoot, type AlongIndex } from "./recognise.ts";
import { recurse } from "./recurse.ts";
import { isPrintable } from "./size.ts";
import { wholeTensor } from "./tensor-layout.ts";
import { asPiece, fronts, layoutOf, matrixFinish, oriented, scalar, shaped, type Shaped } from "./shaped.ts";

type Visit = Generator<Ask, Shaped | undefined, Shaped | undefined>;

/**
 * The matrix form of e: no indices, tensors as wholes.
 * @param outputs the indices of the result in their order: none for a number, rows and columns for a matrix
 * @returns undefined where matrix notation cannot say it
 */
export function matrixForm(
  e: Expr,
  outputs: readonly Index[],
  naming: Naming = makeNaming(),
): Layout | undefined {
  if (!isPrintable(e, naming)) return undefined;
  const form = new MatrixForm(naming, outputs);
  const root: Ask = { factor: e, axes: outputs };
  const result = recurse<Ask, Shaped | undefined>(root, (ask) => form.visit(ask));
  return result === undefined || result.axes.length !== outputs.length ? undefined : form.layout(result, e);
}

/** How often a product may be multiplied out because its factors have no matrix form of their own. */
const mostExpansions = 8;

class MatrixForm {
  readonly #naming: Naming;
  readonly #precedence: Precedence;
  readonly #finish: Finish;
  #expansions = 0;

  constructor(naming: Naming, outputs: readonly Index[]) {
    this.#naming = naming;
    const position = (index: Index): number =>
      outputs.includes(index) ? outputs.indexOf(index) : outputs.length;
    this.#precedence = { rank: (name) => naming.rank(name), position, bracketsLast: true };
    this.#finish = matrixFinish((factors) => sortFactors(factors, this.#precedence));
  }

  layout(a: Shaped, of?: Expr): Layout {
    const layout = layoutOf(a, this.#finish);
    return of === undefined || layout.of !== undefined ? layout : showing(layout, of);
  }

  *visit({ factor, axes }: Ask): Visit {
    if (factor.kind === "named") return this.#named(factor.named, axes, undefined);
    const e = factor;
    // Whatever lacks an index of the result would have to be repeated along it, which no notation here says.
    if (e.free.length !== axes.length || !axes.every((axis) => e.free.includes(axis))) return undefined;
    const found = this.#naming.find(e);
    if (found !== undefined) return this.#named(found, axes, e);
    switch (e.kind) {
      case "const":
        return scalar({ ...unit, coef: e.value });
      case "real":
        return this.#atom(symbol("real", e.name, [], e), axes);
      case "affine":
        return axes.length > 0
          ? undefined
          : this.#atom(
              showing(
                affineLayout(e.form, (i) => i.name),
                e,
              ),
              axes,
            );
      case "tensor": {
        const slots = e.slots.map(soleIndex);
        if (slots.includes(undefined)) return undefined;
        return this.#symbol(wholeTensor(e, this.#naming), slots.map((slot) => slot!), axes); // prettier-ignore
      }
      case "iverson":
        return yield* this.#bracket(e, axes);
      case "unary": {
        const along = e.op === "exp" ? logSoftmax(e.arg) : undefined;
        const result = along && (yield* this.#along("softmax", along, axes, e));
        return result ?? (yield* this.#call(e.op, [e.arg], axes, e));
      }
      case "binary":
        return yield* this.#call(e.op, [e.left, e.right], axes, e);
      case "select": {
        const parts = yield* this.#all([e.condition, e.onTrue, e.onFalse], axes);
        if (parts === undefined) return undefined;
        const [condition, onTrue, onFalse] = parts as [Layout, Layout, Layout];
        return this.#atom({ kind: "conditional", condition, onTrue, onFalse, of: e }, axes);
      }
      case "reduce":
        return yield* this.#reduce(e, axes);
      case "matrix":
        return yield* this.#matrix(e, axes);
      case "pow":
        return yield* this.#pow(e, axes);
      case "mul":
        return yield* this.#mul(ONE, e, [], axes);
      case "add":
        return yield* this.#add(e, axes);
    }
  }

  #atom(layout: Layout, axes: readonly Index[]): Shaped {
    return axes.length === 0 ? scalar({ ...unit, above: [layout] }) : shaped([layout], axes);
  }

  #symbol(name: Layout, slots: readonly Index[], axes: readonly Index[]): Shaped | undefined {
    const layout = oriented(name, slots, axes);
    return layout && this.#atom({ ...layout, free: axes }, axes);
  }

  #named(
    { name, slots, coef, under }: Named,
    axes: readonly Index[],
    of: Expr | undefined,
  ): Shaped | undefined {
    const turned = oriented(symbol("tensor", name, [], isOne(coef) ? of : undefined), slots, axes);
    if (turned === undefined) return undefined;
    const layout = { ...(under === undefined ? turned : call(under, [turned])), free: axes };
    return { ...this.#atom(layout, axes), coef };
  }

  /** Layouts of parts that meet entry by entry: each with all the axes, or a number. */
  *#all(
    parts: readonly Expr[],
    axes: readonly Index[],
  ): Generator<Ask, readonly Layout[] | undefined, Shaped | undefined> {
    const layouts: Layout[] = [];
    let reaches = false;
    for (const part of parts) {
      const own = part.free.length === 0 ? [] : axes;
      reaches ||= own.length === axes.length;
      const result = yield { factor: part, axes: own };
      if (result === undefined) return undefined;
      layouts.push(this.layout(result, part));
    }
    return reaches ? layouts : undefined;
  }

  *#call(fn: string, args: readonly Expr[], axes: readonly Index[], of: Expr): Visit {
    const layouts = yield* this.#all(args, axes);
    return layouts && this.#atom({ ...call(fn, layouts, of), free: axes }, axes);
  }

  /** softmax and log-softmax run along the last axis. */
  *#along(fn: string, { body, index }: AlongIndex, axes: readonly Index[], of: Expr): Visit {
    if (axes.at(-1) !== index || axes.length > 2) return undefined;
    const inner = yield { factor: body, axes };
    return inner && this.#atom({ ...call(fn, [this.layout(inner, body)], of), free: axes }, axes);
  }

  *#bracket(e: IversonExpr, axes: readonly Index[]): Visit {
    const sides = yield* this.#all([e.left, e.right], axes);
    return sides && this.#atom({ ...compareValues(e, sides[0]!, sides[1]!), free: axes }, axes);
  }

  *#reduce(e: ReduceExpr, axes: readonly Index[]): Visit {
    if (e.op !== "sum") return yield* this.#total(e.op, e, axes);
    const { indices, body } = namedSums(e, this.#naming);
    return yield* this.#mul(ONE, body, indices, axes);
  }

  /** op(A), turned where the inverse is read by columns; the transpose of A itself is the transpose of the whole. */
  *#matrix(e: MatrixExpr, axes: readonly Index[]): Visit {
    const slots = e.slots.flatMap((slot) => soleIndex(slot) ?? []);
    if (slots.length !== e.slots.length) return undefined;
    const inner = yield { factor: e.body, axes: e.indices };
    if (inner === undefined) return undefined;
    const body = this.layout(inner, e.body);
    const whole = call(e.op, [body.kind === "transpose" ? body.body : body]);
    const turned = oriented(whole, body.kind === "transpose" ? slots.toReversed() : slots, axes);
    return turned && this.#atom({ ...showing(turned, e), free: axes }, axes);
  }

  /** f over all entries of the body. */
  *#total(
    fn: string,
    { indices, body }: Pick<ReduceExpr, "indices" | "body">,
    axes: readonly Index[],
  ): Visit {
    if (axes.length > 0 || body.free.length !== indices.length) return undefined;
    const inner = yield { factor: body, axes: indices };
    return inner && this.#atom(call(fn, [this.layout(inner, body)]), []);
  }

  *#pow({ base, exponent }: PowExpr, axes: readonly Index[]): Visit {
    if (exponent.kind !== "const") {
      const parts = yield* this.#all([base, exponent], axes);
      return (
        parts &&
        this.#atom({ ...power(parts[0]!, parts[1]!, axes.length > 0 ? ".^" : "^"), free: axes }, axes)
      );
    }
    const size = isNegative(exponent.value) ? negRational(exponent.value) : exponent.value;
    const result = yield* this.#positivePower(base, size, axes);
    if (result === undefined || size === exponent.value) return result;
    const front = { coef: invRational(result.coef), above: result.below, below: result.above };
    if (axes.length === 0) return scalar(front);
    const below = this.layout(shaped(result.chain, axes));
    return shaped([{ kind: "quotient", op: "./", above: number(1n), below, free: axes }], axes, front);
  }

  *#positivePower(base: Expr, exponent: Rational, axes: readonly Index[]): Visit {
    if (equalRational(exponent, rational(1, 2))) {
      const root =
        base.kind === "reduce" && base.op === "sum" && axes.length === 0 ? squareRoot(base.body) : undefined;
      const norm = root && base.kind === "reduce" ? yield* this.#total("norm", { indices: base.indices, body: root }, []) : undefined; // prettier-ignore
      return norm ?? (yield* this.#call("sqrt", [base], axes, pow(base, constant(exponent))));
    }
    const inner = yield { factor: base, axes };
    if (inner === undefined || isOne(exponent)) return inner;
    const isSole =
      inner.above.length + inner.below.length + inner.chain.length === 1 && inner.below.length === 0;
    const digits =
      exponent.den === 1n ? number(exponent.num) : this.layout(scalar({ ...unit, coef: exponent }));
    const pulled = isSole && exponent.den === 1n ? powRational(inner.coef, exponent.num) : ONE;
    const shown = pulled === ONE ? this.layout(inner) : this.layout({ ...inner, coef: ONE });
    return {
      ...this.#atom({ ...power(shown, digits, axes.length > 0 ? ".^" : "^"), free: axes }, axes),
      coef: pulled,
    };
  }

  /** coef · Σ_bound e for a product e. */
  *#mul(coef: Rational, e: Expr, bound: readonly Index[], axes: readonly Index[]): Visit {
    const factors: Factor[] = [];
    let rest = e;
    for (let part = this.#part(rest); part !== undefined; part = this.#part(rest)) {
      factors.push({ kind: "named", named: part, free: part.slots });
      rest = part.rest;
    }
    const mean = bound.length === 0 ? meanAmong(coef, rest === one ? [] : factorsOf(rest)) : undefined;
    if (mean !== undefined && mean.over.length === mean.sum.indices.length) {
      const total = yield* this.#total("mean", mean.sum, []);
      const others = mul(...mean.rest);
      if (total !== undefined && factors.length === 0) {
        const result = others === one ? scalar(unit) : yield { factor: others, axes };
        return result && { ...result, ...fronts([{ ...unit, coef: mean.coef }, total, result]) };
      }
    }
    if (rest !== one) factors.push(...factorsOf(rest));
    const result =
      (yield* this.#diagonal(factors, bound, axes)) ??
      (yield* contractionLayout(factors, bound, axes, this.#finish));
    if (result !== undefined) return scaledShape(coef, result);
    const expanded = this.#expand(e, bound);
    const other = expanded && (yield { factor: expanded, axes });
    return other && scaledShape(coef, other);
  }

  #part(e: Expr): NamedPart | undefined {
    return e.kind === "mul" ? this.#naming.findPart(e) : undefined;
  }

  /** δ_ij v_i between the two output indices is diag(v). */
  *#diagonal(factors: readonly Factor[], bound: readonly Index[], axes: readonly Index[]): Visit {
    const [rows, columns] = axes;
    if (rows === undefined || columns === undefined || axes.length !== 2) return undefined;
    if (rows.size !== columns.size) return undefined;
    const unitTensor = factors.find((factor) => isDelta(factor, rows, columns));
    if (unitTensor === undefined) return undefined;
    const others = factors
      .filter((factor) => factor !== unitTensor)
      .map((factor): Factor => {
        if (factor.kind !== "named") return rename(factor, [columns], [rows]);
        const slots = factor.named.slots.map((slot) => (slot === columns ? rows : slot));
        return { kind: "named", named: { ...factor.named, slots }, free: [...new Set(slots)] };
      });
    const vector = yield* contractionLayout(others, bound, [rows], this.#finish);
    return vector && shaped([call("diag", [this.layout(shaped(vector.chain, [rows]))])], axes, vector);
  }

  /** The product multiplied out over one of its sums. */
  #expand(e: Expr, bound: readonly Index[]): Expr | undefined {
    const factor = e.kind === "mul" ? e.factors.find((f) => f.kind === "add") : undefined;
    if (factor?.kind !== "add" || bound.length > 0 || ++this.#expansions > mostExpansions) return undefined;
    const rest = factorsOf(e).filter((other) => other !== factor);
    return add(factor.terms.map((term) => ({ coef: term.coef, expr: mul(...rest, term.expr) })));
  }

  *#add(e: AddExpr, axes: readonly Index[]): Visit {
    const [only] = e.terms;
    if (e.terms.length === 1) return yield* this.#mul(only!.coef, only!.expr, [], axes);
    const terms: Shaped[] = [];
    let rest: Expr = e;
    for (let part = this.#naming.findPart(rest); part !== undefined; part = this.#naming.findPart(rest)) {
      const found = this.#named(part, part.slots.length === 0 ? [] : axes, undefined);
      if (found === undefined) return undefined;
      terms.push(found);
      rest = part.rest;
      if (rest.kind !== "add") break;
    }
    const along = logSoftmax(rest);
    const whole = along && (yield* this.#along("logsoftmax", along, axes, rest));
    const against = logSoftmax(neg(rest));
    const minus =
      whole === undefined && against ? yield* this.#along("logsoftmax", against, axes, neg(rest)) : undefined;
    if (whole !== undefined) terms.push(whole);
    else if (minus !== undefined) terms.push(scaledShape(rational(-1), minus));
    else if (rest !== zero)
      for (const { coef, expr } of termsOf(rest)) {
        const own = expr.free.length === 0 ? [] : axes;
        const term = expr === one ? scalar(unit) : yield { factor: expr, axes: own };
        if (term === undefined) return undefined;
        terms.push(scaledShape(coef, term));
      }
    return this.#sum(terms, axes, e);
  }

  /** Numbers are added to every entry; something must have entries. */
  #sum(terms: readonly Shaped[], axes: readonly Index[], of: Expr): Shaped | undefined {
    if (!terms.some((term) => term.axes.length === axes.length)) return undefined;
    const factored = factoredTerms(terms, (inner, own) => this.#sum(inner, own, of));
    if (factored.length === 1) return factored[0];
    const coefs = factored.map(({ coef }) => coef);
    const sameDen = coefs.every(({ den }) => den === coefs[0]!.den);
    const common = content(sameDen ? coefs : coefs.map(({ num }) => rational(num)));
    const front = coefs.every(isNegative) ? negRational(common) : common;
    const shown = factored.map((term) => signed(scaled(invRational(front), asPiece(term)), this.#finish));
    const layout = {
      ...sumLayout(sortTerms(shown, this.#precedence), isOne(front) ? of : undefined),
      free: axes,
    };
    return { ...this.#atom(layout, axes), coef: front };
  }
}

const scaledShape = (coef: Rational, a: Shaped): Shaped => ({ ...a, coef: mulRational(coef, a.coef) });

const isDelta = (factor: Factor, i: Index, j: Index): boolean =>
  factor.kind === "iverson" &&
  factor.rel === "==" &&
  factor.free.length === 2 &&
  factor.free.includes(i) &&
  factor.free.includes(j) &&
  isConst(factor.right, 0) &&
  factor.left.kind === "add" &&
  factor.left.terms.length === 2 &&
  factor.left.terms.every(
    ({ coef, expr }) => expr.kind === "affine" && (coef.num === 1n || coef.num === -1n),
  );
