import type { Affine } from "../../src/core/affine.ts";
import { affineOf, evaluateAffine, soleIndex } from "../../src/core/affine.ts";
import { add, asAffine, delta, mul } from "../../src/core/build.ts";
import { sumOver, matrix } from "../../src/core/bind.ts";
import type { Expr, MatrixExpr, ReduceExpr, Term as Weighted } from "../../src/core/expr.ts";
import { freshIndex, type Index } from "../../src/core/index.ts";
import { isInteger, MINUS_ONE, equalRational, toNumber, type Rational } from "../../src/core/rational.ts";
import { postorder } from "../../src/core/walk.ts";
import { unaryRows } from "./functions.ts";
import { Terms, type Condition, type Form, type Ref, type TermNode } from "./term.ts";

/** Sizes that a model leaves open, by name. */
export type Sizes = ReadonlyMap<string, number>;

/** A size of the model has no value, or one that no axis can have. */
export class SizeError extends Error {
  readonly size: string;

  constructor(size: string, message: string) {
    super(message);
    this.name = "SizeError";
    this.size = size;
  }
}

/** The value of an affine form in which only sizes occur. @error SizeError */
export function sizeOf(form: Affine, sizes: Sizes): number {
  const missing = form.terms.find(({ atom }) => atom.kind === "size" && !sizes.has(atom.name));
  if (missing !== undefined)
    throw new SizeError(missing.atom.name, `the size ${missing.atom.name} has no value; a kernel needs one`);
  const value = evaluateAffine(form, (atom) => (atom.kind === "size" ? sizes.get(atom.name) : undefined));
  if (value === undefined || !Number.isSafeInteger(value) || value < 0)
    throw new SizeError(form.key, `the size ${form.key} is ${value}; an axis has 0, 1, 2, … entries`);
  return value;
}

const HALF_POWER_LIMIT = 64;

/**
 * Turns expressions into terms, each node once. References are written in letters: the ids of the indices.
 */
export class Translator {
  readonly terms = new Terms();
  readonly #sizes: Sizes;
  readonly #known = new Map<Expr, Ref>();
  readonly #extents = new Map<number, number>();
  readonly #numbers: ReadonlyMap<Expr, number>;
  readonly #constants: ReadonlyMap<string, number>;

  /** The definition whose terms are being made. */
  definition: number | undefined;

  /** @param numbers what graph nodes are called in source maps · @param constants tensors whose entries are all one number. */
  constructor(
    sizes: Sizes,
    numbers: ReadonlyMap<Expr, number> = new Map(),
    constants: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#sizes = sizes;
    this.#constants = constants;
    this.#numbers = numbers;
  }

  /** The term of e, used along the letters of its free indices. */
  translate(e: Expr): Ref {
    for (const node of postorder([e], (below) => !this.#known.has(below)))
      if (!this.#known.has(node)) this.#known.set(node, this.#node(node));
    return this.#known.get(e)!;
  }

  /** The letter of an index. */
  letter(index: Index): number {
    if (!this.#extents.has(index.id)) this.#extents.set(index.id, sizeOf(index.size, this.#sizes));
    return index.id;
  }

  readonly extent = (letter: number): number => this.#extents.get(letter)!;

  #close(node: TermNode, e: Expr, bound: readonly number[] = []): Ref {
    return this.terms.close(node, this.extent, {
      bound,
      origin: { node: this.#numbers.get(e), definition: this.definition },
    });
  }

  /** Indices count from 1, positions from 0. */
  #form(a: Affine, shift: number): Form {
    let constant = a.constant + shift;
    const terms: { readonly axis: number; readonly coef: number }[] = [];
    for (const { atom, coef } of a.terms) {
      if (atom.kind === "size")
        constant += coef * sizeOf({ ...a, terms: [{ atom, coef: 1 }], constant: 0 }, this.#sizes);
      else {
        constant += coef;
        terms.push({ axis: this.letter(atom), coef });
      }
    }
    return { terms, constant };
  }

  #ref(e: Expr): Ref {
    return this.#known.get(e)!;
  }

  #node(e: Expr): Ref {
    switch (e.kind) {
      case "const":
        return this.#close({ kind: "const", value: toNumber(e.value) }, e);
      case "real":
        return this.#close({ kind: "const", value: Math.PI }, e);
      case "affine": {
        const form = this.#form(e.form, 0);
        return this.#close(
          form.terms.length === 0 ? { kind: "const", value: form.constant } : { kind: "position", form },
          e,
        );
      }
      case "tensor": {
        const value = this.#constants.get(e.name);
        if (value !== undefined) return this.#close({ kind: "const", value }, e);
        const dims = e.dims.map((dim) => sizeOf(dim, this.#sizes));
        return this.#close(
          { kind: "tensor", name: e.name, dims, slots: e.slots.map((s) => this.#form(s, -1)) },
          e,
        );
      }
      case "iverson":
        return this.#guard(e, this.terms.constant(1));
      case "select":
        return this.#close(
          {
            kind: "select",
            strict: "neither",
            condition: this.#condition(e.condition),
            onTrue: this.#ref(e.onTrue),
            onFalse: this.#ref(e.onFalse),
          },
          e,
        );
      case "unary":
        return this.#unary(e.op, e.arg, e);
      case "binary":
        return this.#close({ kind: "call", fn: e.op, args: [this.#ref(e.left), this.#ref(e.right)] }, e);
      case "pow":
        return this.#power(e.base, e.exponent, e);
      case "add":
        return this.#sum(e.terms, e);
      case "mul":
        return this.#close({ kind: "product", factors: e.factors.map((f) => this.#ref(f)) }, e);
      case "reduce":
        return this.#reduce(e);
      case "matrix":
        return this.#matrix(e);
    }
  }

  #sum(terms: readonly Weighted[], e: Expr): Ref {
    const weighted = terms.map(({ coef, expr }) => ({ coef: toNumber(coef), ref: this.#ref(expr) }));
    const [only] = weighted;
    if (weighted.length === 1 && only!.ref.term.node.kind === "const")
      return this.terms.constant(only!.coef * only!.ref.term.node.value);
    return this.#close({ kind: "sum", terms: weighted }, e);
  }

  #condition(e: Expr): Condition {
    if (e.kind !== "iverson")
      return { kind: "value", rel: "!=", left: this.#ref(e), right: this.terms.constant(0) };
    const [a, b] = [asAffine(e.left), asAffine(e.right)];
    if (a === undefined || b === undefined)
      return { kind: "value", rel: e.rel, left: this.#ref(e.left), right: this.#ref(e.right) };
    const [left, right] = [this.#form(a, 0), this.#form(b, 0)];
    const terms = [...left.terms, ...right.terms.map(({ axis, coef }) => ({ axis, coef: -coef }))];
    return { kind: "position", rel: e.rel, form: { terms, constant: left.constant - right.constant } };
  }

  #guard(e: Expr, body: Ref): Ref {
    return this.#close({ kind: "guard", condition: this.#condition(e), body, strict: false }, e);
  }

  #unary(op: keyof typeof unaryRows, arg: Expr, e: Expr): Ref {
    const softmax = op === "exp" ? this.#softmax(arg, e) : undefined;
    if (softmax !== undefined) return softmax;
    return unaryRows[op](this.#ref(arg), (node) => this.#close(node, e));
  }

  #power(base: Expr, exponent: Expr, e: Expr): Ref {
    const r: Rational | undefined = exponent.kind === "const" ? exponent.value : undefined;
    const fits =
      r !== undefined && (isInteger(r) || r.den === 2n) && Math.abs(Number(r.num)) <= HALF_POWER_LIMIT;
    if (fits)
      return this.#close(
        { kind: "power", base: this.#ref(base), num: Number(r.num), half: !isInteger(r) },
        e,
      );
    return this.#close({ kind: "call", fn: "pow", args: [this.#ref(base), this.#ref(exponent)] }, e);
  }

  #reduce(e: ReduceExpr): Ref {
    const bound = e.indices.map((index) => this.letter(index));
    const body = this.#ref(e.body);
    if (e.op !== "logsumexp")
      return this.#close({ kind: "reduce", op: e.op, extents: bound.map(this.extent), body }, e, bound);
    const { shift, total } = this.#shifted(body, bound, e);
    const log = this.#close({ kind: "call", fn: "log", args: [total] }, e);
    return this.#close({ kind: "sum", terms: [{ coef: 1, ref: shift }, { coef: 1, ref: log }] }, e); // prettier-ignore
  }

  /** The whole inverse is one term; a slot that is no index of its own picks from it. */
  #matrix(e: MatrixExpr): Ref {
    const { op, indices, body, slots } = e;
    const odd = slots.findIndex((slot) => soleIndex(slot) === undefined);
    if (odd >= 0) {
      const index = freshIndex(indices[odd]!.size);
      const whole = matrix(op, indices, body, slots.with(odd, affineOf(index)));
      return this.translate(sumOver([index], mul(delta(affineOf(index), slots[odd]!), whole)));
    }
    const bound = indices.map((index) => this.letter(index));
    const own = slots.map((_, k) => this.letter(freshIndex(indices[k]!.size)));
    const forms = own.map((axis): Form => ({ terms: [{ axis, coef: 1 }], constant: 0 }));
    const size = this.extent(bound[0]!);
    const whole = this.#close({ kind: "matrix", op, size, slots: forms, body: this.#ref(body) }, e, bound);
    const used = new Map(own.map((letter, k) => [letter, this.letter(soleIndex(slots[k]!)!)]));
    return { term: whole.term, at: whole.at.map((letter) => used.get(letter) ?? letter) };
  }

  /**
   * log Σ exp x = m + log Σ exp(x − m). The shift m is the largest x, or 0 where that is not finite: then the
   * exponentials are 0 and ∞ as they should be, and a NaN among the x is still in the sum.
   */
  #shifted(body: Ref, bound: readonly number[], e: Expr): { shift: Ref; exps: Ref; total: Ref } {
    const extents = bound.map(this.extent);
    const peak = this.#close({ kind: "reduce", op: "peak", extents, body }, e, bound);
    const shift = this.#close({ kind: "call", fn: "finite", args: [peak] }, e);
    const difference = this.#close({ kind: "sum", terms: [{ coef: 1, ref: body }, { coef: -1, ref: shift }] }, e); // prettier-ignore
    const exps = this.#close({ kind: "call", fn: "exp", args: [difference] }, e);
    const total = this.#close({ kind: "reduce", op: "sum", extents, body: exps }, e, bound);
    return { shift, exps, total };
  }

  /** exp(x_k − log Σ_l exp x_l) = exp(x_k − m) / Σ_l exp(x_l − m), which shares its exponentials with the sum. */
  #softmax(arg: Expr, e: Expr): Ref | undefined {
    if (arg.kind !== "add") return undefined;
    const lse = arg.terms.find(
      ({ coef, expr }) => equalRational(coef, MINUS_ONE) && expr.kind === "reduce" && expr.op === "logsumexp",
    );
    if (lse?.expr.kind !== "reduce") return undefined;
    const rest = this.translate(add(arg.terms.filter((term) => term !== lse)));
    const body = this.#ref(lse.expr.body);
    if (rest.term !== body.term) return undefined;
    const bound = lse.expr.indices.map((index) => this.letter(index));
    // The letters that both share must run along the same axes.
    if (body.at.some((letter, k) => !bound.includes(letter) && rest.at[k] !== letter)) return undefined;
    const { exps, total } = this.#shifted(body, bound, e);
    const to = new Map(body.at.map((letter, k) => [letter, rest.at[k]!]));
    const own: Ref = { term: exps.term, at: exps.at.map((letter) => to.get(letter) ?? letter) };
    const inverse = this.#close({ kind: "power", base: total, num: -1, half: false }, e);
    return this.#close({ kind: "product", factors: [own, inverse] }, e);
  }
}
