import type { Affine } from "../core/affine.ts";
import { asAffine, factorsOf, neg, one, termsOf, zero } from "../core/build.ts";
import type { AddExpr, Expr, IversonExpr, MatrixExpr, PowExpr, ReduceExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import {
  content,
  equalRational,
  isInteger,
  isNegative,
  isOne,
  mulRational,
  invRational,
  negRational,
  ONE,
  powRational,
  rational,
  type Rational,
} from "../core/rational.ts";
import { affineLayout } from "./affine-layout.ts";
import { compareForms, compareValues } from "./compare.ts";
import { call, number, power, showing, sumLayout, symbol, type Layout } from "./layout.ts";
import { Letters } from "./letters.ts";
import { namedSums } from "./named-sums.ts";
import { matrixForm } from "./matrix-form.ts";
import { makeNaming, type Named, type Naming } from "./naming.ts";
import { sortFactors, sortTerms, type Precedence } from "./order.ts";
import {
  indexFinish,
  minus,
  piece,
  plain,
  scaled,
  signed,
  sole,
  times,
  unit,
  type Finish,
  type Piece,
} from "./piece.ts";
import { logSoftmax, meanAmong, rangeIsSeen, sumOfSquares, type AlongIndex } from "./recognise.ts";
import { recurse } from "./recurse.ts";
import { isPrintable, shownNodes } from "./size.ts";
import { tensorLayout } from "./tensor-layout.ts";

/** A node to lay out; a sum may be wanted as a mean over some of its indices. */
interface Task {
  readonly e: Expr;
  readonly mean?: readonly Index[];
}

type Visit = Generator<Task, Piece, Piece>;

/** What is left out of a formula that is too long; the language reads it as a hole. */
const hole = symbol("hole", "...");

/**
 * The index form of e: sums with explicit indices, the user's names for what the user has named.
 * @param outputs the indices of the result in their order; they keep their names
 * @returns with holes where written out in full the formula would have more than 100,000 nodes
 */
export function indexForm(e: Expr, naming: Naming = makeNaming(), outputs: readonly Index[] = []): Layout {
  const form = new IndexForm(e, naming, outputs);
  return form.plain(
    recurse<Task, Piece>({ e }, (task) => form.visit(task)),
    e,
  );
}

class IndexForm {
  readonly #naming: Naming;
  readonly #letters: Letters;
  readonly #precedence: Precedence;
  readonly #finish: Finish;
  /** How many more nodes are shown. */
  #budget: number;

  constructor(e: Expr, naming: Naming, outputs: readonly Index[]) {
    this.#naming = naming;
    this.#budget = isPrintable(e, naming) ? Infinity : shownNodes;
    this.#letters = new Letters(naming, e, outputs);
    const position = (index: Index): number => {
      const at = outputs.indexOf(index);
      return at < 0 ? outputs.length : at;
    };
    this.#precedence = { rank: (name) => naming.rank(name), position };
    this.#finish = indexFinish((factors) => sortFactors(factors, this.#precedence));
  }

  plain(a: Piece, of?: Expr): Layout {
    return plain(a, this.#finish, of);
  }

  *visit({ e, mean }: Task): Visit {
    if (this.#budget-- <= 0 && e.height > 0) return piece(hole);
    const found = this.#naming.find(e);
    if (found !== undefined) return this.#named(found, e);
    switch (e.kind) {
      case "const":
        return { ...unit, coef: e.value };
      case "real":
        return piece(symbol("real", e.name, [], e));
      case "affine":
        return piece(showing(this.#affine(e.form), e));
      case "tensor":
        return piece(tensorLayout(e, (slot) => this.#affine(slot), this.#naming));
      case "iverson":
        return piece(yield* this.#bracket(e, false));
      case "unary":
        return yield* this.#unary(e.op, e.arg, e);
      case "binary": {
        const args = [this.plain(yield { e: e.left }, e.left), this.plain(yield { e: e.right }, e.right)];
        return piece(call(e.op, args, e));
      }
      case "select": {
        const condition =
          e.condition.kind === "iverson"
            ? yield* this.#bracket(e.condition, true)
            : this.plain(yield { e: e.condition }, e.condition);
        const onTrue = this.plain(yield { e: e.onTrue }, e.onTrue);
        const onFalse = this.plain(yield { e: e.onFalse }, e.onFalse);
        return piece({ kind: "conditional", condition, onTrue, onFalse, of: e });
      }
      case "reduce":
        return yield* this.#reduce(e, mean ?? []);
      case "matrix":
        return yield* this.#matrix(e);
      case "pow":
        return yield* this.#pow(e);
      case "mul":
        return yield* this.#mul(ONE, e);
      case "add":
        return yield* this.#add(e);
    }
  }

  #affine(form: Affine): Layout {
    return affineLayout(form, (index) => this.#letters.nameOf(index));
  }

  #named({ name, slots, coef, under }: Named, of?: Expr): Piece {
    const shown = isOne(coef) && under === undefined ? of : undefined;
    const indices = slots.map((slot) => symbol("index", this.#letters.nameOf(slot)));
    const layout = symbol("tensor", name, indices, shown);
    const whole = under === undefined ? layout : call(under, [layout], isOne(coef) ? of : undefined);
    return piece({ ...whole, free: slots }, coef);
  }

  *#bracket(e: IversonExpr, isCondition: boolean): Generator<Task, Layout, Piece> {
    const [left, right] = [asAffine(e.left), asAffine(e.right)];
    if (left !== undefined && right !== undefined)
      return compareForms(e, left, right, (form) => this.#affine(form), isCondition);
    return compareValues(
      e,
      this.plain(yield { e: e.left }, e.left),
      this.plain(yield { e: e.right }, e.right),
    );
  }

  *#unary(op: string, arg: Expr, of: Expr): Visit {
    const along = op === "exp" ? logSoftmax(arg) : undefined;
    if (along !== undefined) return yield* this.#along("softmax", along, of);
    return piece(call(op, [this.plain(yield { e: arg }, arg)], of));
  }

  *#along(fn: string, { body, index }: AlongIndex, of: Expr): Visit {
    const inner = this.plain(yield { e: body }, body);
    return piece({ kind: "over", fn, binders: [{ name: this.#letters.nameOf(index) }], body: inner, of });
  }

  /** One index after the other; a sum of a definition over some of the indices is found on the way. */
  *#reduce(e: ReduceExpr, mean: readonly Index[]): Visit {
    const { indices, body } = mean.length === 0 ? namedSums(e, this.#naming) : e;
    const entered = indices.map((index) => ({ index, name: this.#letters.enter(index, body) }));
    const inside = yield { e: body };
    const pulled = e.op === "sum" && inside.above.length > 0 ? inside.coef : ONE;
    let layout = this.plain({ ...inside, coef: mulRational(inside.coef, invRational(pulled)) }, body);
    entered.sort((a, b) => (a.name < b.name ? -1 : 1));
    const groups = [
      { fn: e.op, within: entered.filter(({ index }) => !mean.includes(index)) },
      { fn: "mean", within: entered.filter(({ index }) => mean.includes(index)) },
    ];
    for (const { fn, within } of groups.toReversed()) {
      if (within.length === 0) continue;
      const binders = within.map(({ index, name }) => ({
        name,
        last: rangeIsSeen(body, index) ? undefined : this.#affine(index.size),
        ...(fn === "mean" ? { count: this.#affine(index.size) } : {}),
      }));
      layout = { kind: "over", fn, binders, body: layout };
    }
    for (const { index } of entered) this.#letters.leave(index);
    return piece(mean.length === 0 ? showing(layout, e) : layout, pulled);
  }

  /** A function of a matrix in matrix notation where that can say it, else by its entries. */
  *#matrix(e: MatrixExpr): Visit {
    const whole = matrixForm(e.body, e.indices, this.#naming);
    const isTurned = whole?.kind === "transpose";
    const of = e.op === "inv" ? undefined : e;
    let matrix: Layout;
    if (whole !== undefined) matrix = call(e.op, [isTurned ? whole.body : whole], of);
    else {
      const names = e.indices.map((index) => this.#letters.enter(index, e.body));
      const inside = yield { e: e.body };
      const binders = e.indices.map((index, k) => ({
        name: names[k]!,
        last: rangeIsSeen(e.body, index) ? undefined : this.#affine(index.size),
      }));
      matrix = { kind: "over", fn: e.op, binders, body: this.plain(inside, e.body), of };
      for (const index of e.indices) this.#letters.leave(index);
    }
    if (e.op !== "inv") return piece(matrix);
    const slots = (isTurned ? e.slots.toReversed() : e.slots).map((slot) => this.#affine(slot));
    return piece({ kind: "entry", body: matrix, slots, of: e });
  }

  *#pow(e: PowExpr): Visit {
    const { base, exponent } = e;
    if (exponent.kind !== "const") {
      const shown = this.plain(yield { e: base }, base);
      return piece(power(shown, this.plain(yield { e: exponent }, exponent), "^", e));
    }
    const below = isNegative(exponent.value);
    const size = below ? negRational(exponent.value) : exponent.value;
    const { above, coef } = yield* this.#positivePower(base, size, below ? undefined : e);
    return below ? { coef: invRational(coef), above: [], below: above } : { coef, above, below: [] };
  }

  *#positivePower(base: Expr, exponent: Rational, of: Expr | undefined): Visit {
    if (equalRational(exponent, HALF)) {
      const squares = sumOfSquares(base);
      if (squares === undefined || !rangeIsSeen(squares.entry, squares.index))
        return piece(call("sqrt", [this.plain(yield { e: base }, base)], of));
      const name = this.#letters.enter(squares.index, squares.entry);
      const body = this.plain(yield { e: squares.entry }, squares.entry);
      this.#letters.leave(squares.index);
      return piece({ kind: "over", fn: "norm", binders: [{ name }], body, of });
    }
    const inside = yield { e: base };
    if (isOne(exponent)) return inside.below.length === 0 ? inside : piece(this.plain(inside, base));
    const digits = isInteger(exponent) ? number(exponent.num) : undefined;
    const single = sole(inside);
    if (digits !== undefined && single !== undefined)
      return piece(power(single, digits, "^", of), powRational(inside.coef, exponent.num));
    const shown = digits ?? this.plain({ ...unit, coef: exponent });
    return piece(power(this.plain(inside, base), shown, "^", of));
  }

  /** coef · e, where definitions among the factors and means are recognised first. */
  *#mul(coef: Rational, e: Expr): Visit {
    let product = { ...unit, coef };
    let rest = e;
    for (let part = this.#naming.findPart(rest); part !== undefined; part = this.#naming.findPart(rest)) {
      product = times(product, this.#named(part));
      rest = part.rest;
      if (rest.kind !== "mul") break;
    }
    const found = this.#naming.find(rest);
    if (found !== undefined) return times(product, this.#named(found, rest));
    let factors = rest === one ? [] : factorsOf(rest);
    const mean = meanAmong(product.coef, factors);
    if (mean !== undefined) {
      product = times({ ...product, coef: mean.coef }, yield { e: mean.sum, mean: mean.over });
      factors = mean.rest;
    }
    for (const factor of factors) product = times(product, yield { e: factor });
    return product;
  }

  *#add(e: AddExpr): Visit {
    const [only] = e.terms;
    if (e.terms.length === 1) return yield* this.#mul(only!.coef, only!.expr);
    const pieces: Piece[] = [];
    let rest: Expr = e;
    for (let part = this.#naming.findPart(rest); part !== undefined; part = this.#naming.findPart(rest)) {
      pieces.push(this.#named(part));
      rest = part.rest;
      if (rest.kind !== "add") break;
    }
    const along = logSoftmax(rest);
    const against = logSoftmax(neg(rest));
    if (along !== undefined) pieces.push(yield* this.#along("logsoftmax", along, rest));
    else if (against !== undefined) pieces.push(minus(yield* this.#along("logsoftmax", against, neg(rest))));
    else if (rest !== zero)
      for (const { coef, expr } of termsOf(rest))
        pieces.push(expr === one ? { ...unit, coef } : yield* this.#mul(coef, expr));
    return this.#total(pieces, e);
  }

  /** The sum of the pieces; a number common to all stands in front, and the sum begins without a minus. */
  #total(pieces: readonly Piece[], of: Expr): Piece {
    const [first] = pieces;
    if (first === undefined) return { ...unit, coef: rational(0) };
    if (pieces.length === 1) return first;
    const coefs = pieces.map((p) => p.coef);
    const sameDen = coefs.every(({ den }) => den === coefs[0]!.den);
    const common = content(sameDen ? coefs : coefs.map(({ num }) => rational(num)));
    const front = coefs.every(isNegative) ? negRational(common) : common;
    const terms = pieces.map((p) => signed(scaled(invRational(front), p), this.#finish));
    const layout = sumLayout(sortTerms(terms, this.#precedence), isOne(front) ? of : undefined);
    return piece({ ...layout, free: of.free }, front);
  }
}

const HALF = rational(1, 2);
