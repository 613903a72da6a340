import {
  affine,
  affineOf,
  boundsAffine,
  isConstantAffine,
  scaleAffine,
  subAffine,
  type Affine,
  type AffineAtom,
} from "./affine.ts";
import type { AffineExpr, ConstExpr, Expr, IversonExpr, MulExpr, PowExpr, Term } from "./expr.ts";
import { hashText } from "./hash.ts";
import type { Index } from "./index.ts";
import { intern } from "./intern.ts";
import { combine, leaf } from "./node.ts";
import type { BinaryOp, Relation, UnaryOp } from "./ops.ts";
import { compareExpr } from "./order.ts";
import {
  addRational,
  compareRational,
  content,
  equalRational,
  invRational,
  isInteger,
  isNegative,
  isOne,
  isZero,
  MINUS_ONE,
  mulRational,
  negRational,
  ONE,
  powRational,
  rational,
  rationalText,
  ZERO,
  type Rational,
} from "./rational.ts";

/** A number of the language: an integer, or any exact rational. */
export const constant = (value: Rational | number): ConstExpr => {
  const exact = typeof value === "number" ? rational(value) : value;
  const key = `const:${rationalText(exact)}`;
  return intern(key, (id) => ({ kind: "const", value: exact, id, ...leaf(key) }));
};

export const zero = constant(ZERO);
export const one = constant(ONE);

/** The circle constant. */
export const pi: Expr = intern("real:pi", (id) => ({ kind: "real", name: "pi", id, ...leaf("real:pi") }));

const atomExpr = (atom: AffineAtom): AffineExpr =>
  intern(`affine-expr:${atom.id}`, (id) => ({
    kind: "affine",
    form: affineOf(atom),
    id,
    ...leaf("affine", [affineOf(atom)]),
  }));

/** The number that an integer form stands for: the length of an axis, the position of an index. */
export const affineExpr = (form: Affine): Expr =>
  add([
    ...form.terms.map(({ atom, coef }) => ({ coef: rational(coef), expr: atomExpr(atom) })),
    { coef: rational(form.constant), expr: one },
  ]);

/** The integer form that e stands for, when e is one. */
export function asAffine(e: Expr): Affine | undefined {
  if (e.kind === "affine") return e.form;
  if (e.kind === "const") return isInteger(e.value) ? affine([], Number(e.value.num)) : undefined;
  if (e.kind !== "add") return undefined;
  const terms: [AffineAtom, number][] = [];
  let rest = 0;
  for (const { coef, expr } of e.terms) {
    if (!isInteger(coef)) return undefined;
    if (expr === one) rest = Number(coef.num);
    else if (expr.kind === "affine") terms.push([expr.form.terms[0]!.atom, Number(coef.num)]);
    else return undefined;
  }
  return affine(terms, rest);
}

/** The entry of tensor `name` at `slots`; `dims` are the lengths of its axes. */
export const tensor = (name: string, dims: readonly Affine[], slots: readonly Affine[]): Expr =>
  intern(`tensor:${name}:${dims.map((d) => d.id).join()}:${slots.map((s) => s.id).join()}`, (id) => ({
    kind: "tensor", name, dims, slots, id, ...leaf(`tensor:${name}:${dims.map((d) => d.key).join()}`, slots),
  })); // prettier-ignore

/** `tensor` with one index in each slot. */
export const entry = (name: string, indices: readonly Index[]): Expr =>
  tensor(name, indices.map((i) => i.size), indices.map(affineOf)); // prettier-ignore

/**
 * A sum inside a sum, or a product inside a product, is dissolved in it up to this length. A longer one stays a
 * term of its own: were x₁ + f₁, (x₁ + f₁) + f₂, … all written out, n layers of a residual network would take
 * n² terms, and none of them would be shared.
 */
const MAX_DISSOLVED = 16;

const weight = (coef: Rational): number => (isOne(coef) ? 1 : hashText(rationalText(coef)));

const scaled = (coef: Rational, e: Expr): readonly Term[] => {
  if (e.kind === "const") return [{ coef: mulRational(coef, e.value), expr: one }];
  if (e.kind !== "add") return [{ coef, expr: e }];
  if (e.terms.length > MAX_DISSOLVED) {
    const split = splitContent(e);
    return [{ coef: mulRational(coef, split.coef), expr: split.primitive }];
  }
  return isOne(coef) ? e.terms : e.terms.map((t) => ({ coef: mulRational(coef, t.coef), expr: t.expr }));
};

/** Σ coef·expr. Flattened; equal terms are collected; zero weights vanish. */
export function add(terms: readonly Term[]): Expr {
  const collected = new Map<Expr, Rational>();
  for (const term of terms) {
    for (const { coef, expr } of scaled(term.coef, term.expr)) {
      const seen = collected.get(expr);
      collected.set(expr, seen === undefined ? coef : addRational(seen, coef));
    }
  }
  const kept: Term[] = [];
  for (const [expr, coef] of collected) if (!isZero(coef)) kept.push({ coef, expr });
  const [first] = kept;
  if (first === undefined) return zero;
  if (kept.length === 1) {
    if (first.expr === one) return constant(first.coef);
    if (isOne(first.coef)) return first.expr;
  }
  kept.sort((a, b) => compareExpr(a.expr, b.expr));
  return intern(`add:${kept.map((t) => `${rationalText(t.coef)}*${t.expr.id}`).join("+")}`, (id) => ({
    kind: "add", terms: kept, id, ...combine("add", kept.map((t) => ({ node: t.expr, at: weight(t.coef) }))),
  })); // prettier-ignore
}

export const sum = (...es: readonly Expr[]): Expr => add(es.map((expr) => ({ coef: ONE, expr })));
export const sub = (a: Expr, b: Expr): Expr => add([{ coef: ONE, expr: a }, { coef: MINUS_ONE, expr: b }]); // prettier-ignore
export const scale = (coef: Rational | number, expr: Expr): Expr =>
  add([{ coef: typeof coef === "number" ? rational(coef) : coef, expr }]);
export const neg = (e: Expr): Expr => scale(MINUS_ONE, e);

/**
 * e = coef · primitive, where a primitive sum has integer weights without common divisor and a positive first
 * one. So a·(p − y) and −a·(y − p) are the same object.
 */
export function splitContent(e: Expr): { readonly coef: Rational; readonly primitive: Expr } {
  if (e.kind === "const") return { coef: e.value, primitive: one };
  if (e.kind !== "add") return { coef: ONE, primitive: e };
  const size = content(e.terms.map((t) => t.coef));
  const coef = isNegative(e.terms[0]!.coef) ? negRational(size) : size;
  if (isOne(coef)) return { coef, primitive: e };
  const inverse = invRational(coef);
  return { coef, primitive: add(e.terms.map((t) => ({ coef: mulRational(inverse, t.coef), expr: t.expr }))) };
}

/** Splits a factor into base and integer exponent; other powers count as bases themselves. */
export function baseAndExponent(e: Expr): { readonly base: Expr; readonly exponent: bigint } {
  if (e.kind === "pow" && e.exponent.kind === "const" && isInteger(e.exponent.value))
    return { base: e.base, exponent: e.exponent.value.num };
  return { base: e, exponent: 1n };
}

/**
 * The product. Flattened; numbers go in front; equal bases are collected where their exponents have the same
 * sign (x·x⁻¹ is not 1 at 0 and stays).
 */
export function mul(...es: readonly Expr[]): Expr {
  let coef = ONE;
  const up = new Map<Expr, bigint>();
  const down = new Map<Expr, bigint>();
  const stack = [...es].reverse();
  for (let e = stack.pop(); e !== undefined; e = stack.pop()) {
    if (e.kind === "mul" && e.factors.length <= MAX_DISSOLVED) {
      stack.push(...e.factors);
      continue;
    }
    const split = splitContent(e);
    coef = mulRational(coef, split.coef);
    if (split.primitive === one) continue;
    if (split.primitive.kind === "mul" && split.primitive !== e) {
      stack.push(split.primitive);
      continue;
    }
    const { base, exponent } = baseAndExponent(split.primitive);
    const side = exponent > 0n ? up : down;
    side.set(base, (side.get(base) ?? 0n) + exponent);
  }
  if (isZero(coef)) return zero;
  const factors: Expr[] = [];
  let reducible = false;
  for (const side of [up, down]) {
    for (const [base, exponent] of side) {
      const factor = exponent === 1n ? base : pow(base, constant(rational(exponent)));
      // Only a constant power of a constant power turns into something that is no plain factor any more.
      reducible ||= exponent !== 1n && base.kind === "pow" && base.exponent.kind === "const";
      factors.push(factor);
    }
  }
  if (reducible) return scale(coef, mul(...factors));
  factors.sort(compareExpr);
  const [first] = factors;
  if (first === undefined) return constant(coef);
  return scale(coef, factors.length === 1 ? first : product(factors));
}

const product = (factors: readonly Expr[]): MulExpr =>
  intern(`mul:${factors.map((f) => f.id).join()}`, (id) => ({
    kind: "mul", factors, id, ...combine("mul", factors.map((node) => ({ node, at: 1 }))),
  })); // prettier-ignore

const integerRoot = (value: bigint): bigint | undefined => {
  const root = BigInt(Math.round(Math.sqrt(Number(value))));
  return root * root === value ? root : undefined;
};

/** r^e where that is an exact rational: integer powers, and square roots of squares. */
function exactPower(base: Rational, exponent: Rational): Rational | undefined {
  if (isZero(base)) return isNegative(exponent) ? undefined : ZERO;
  if (isInteger(exponent)) {
    const size = exponent.num < 0n ? -exponent.num : exponent.num;
    return size > 64n ? undefined : powRational(base, exponent.num);
  }
  if (exponent.den !== 2n || isNegative(base)) return undefined;
  const [num, den] = [integerRoot(base.num), integerRoot(base.den)];
  return num === undefined || den === undefined
    ? undefined
    : exactPower({ num, den }, rational(exponent.num));
}

/** base^exponent. (x²)^(1/2) stays (it is |x|), (x^(1/2))² is x where it is defined. */
export function pow(base: Expr, exponent: Expr): Expr {
  if (exponent.kind === "const") {
    const power = exponent.value;
    if (isZero(power)) return one;
    if (isOne(power)) return base;
    if (base.kind === "const") {
      const exact = exactPower(base.value, power);
      if (exact !== undefined) return constant(exact);
    }
    if (isInteger(power)) {
      if (base.kind === "iverson" && !isNegative(power)) return base;
      if (base.kind === "pow" && base.exponent.kind === "const")
        return pow(base.base, constant(mulRational(base.exponent.value, power)));
      if (base.kind === "mul") return mul(...base.factors.map((factor) => pow(factor, exponent)));
      if (base.kind === "add") {
        const { coef, primitive } = splitContent(base);
        const outside = isOne(coef) ? undefined : exactPower(coef, power);
        if (outside !== undefined) return scale(outside, pow(primitive, exponent));
      }
    }
  }
  return intern(`pow:${base.id},${exponent.id}`, (id): PowExpr => ({
    kind: "pow", base, exponent, id, ...combine("pow", [{ node: base, at: 1 }, { node: exponent, at: 2 }]),
  })); // prettier-ignore
}

export const reciprocal = (e: Expr): Expr => pow(e, constant(MINUS_ONE));
export const div = (a: Expr, b: Expr): Expr => mul(a, reciprocal(b));
export const sqrt = (e: Expr): Expr => pow(e, constant(rational(1, 2)));

/** Values at exact arguments that are exact themselves. */
const exactValues: { readonly [Op in UnaryOp]: (x: Rational) => Rational | undefined } = {
  exp: (x) => (isZero(x) ? ONE : undefined),
  log: (x) => (isOne(x) ? ZERO : undefined),
  log1p: (x) => (isZero(x) ? ZERO : undefined),
  expm1: (x) => (isZero(x) ? ZERO : undefined),
  abs: (x) => (isNegative(x) ? negRational(x) : x),
  sign: (x) => (isZero(x) ? ZERO : isNegative(x) ? MINUS_ONE : ONE),
  sin: (x) => (isZero(x) ? ZERO : undefined),
  cos: (x) => (isZero(x) ? ONE : undefined),
  tan: (x) => (isZero(x) ? ZERO : undefined),
  tanh: (x) => (isZero(x) ? ZERO : undefined),
  sigmoid: (x) => (isZero(x) ? rational(1, 2) : undefined),
  softplus: () => undefined,
  relu: (x) => (isNegative(x) ? ZERO : x),
  gelu: (x) => (isZero(x) ? ZERO : undefined),
  erf: (x) => (isZero(x) ? ZERO : undefined),
};

/** op(arg), entry by entry. */
export function unary(op: UnaryOp, arg: Expr): Expr {
  const exact = arg.kind === "const" ? exactValues[op](arg.value) : undefined;
  if (exact !== undefined) return constant(exact);
  return intern(`unary:${op},${arg.id}`, (id) => ({
    kind: "unary", op, arg, id, ...combine(`unary:${op}`, [{ node: arg, at: 1 }]),
  })); // prettier-ignore
}

/** op(left, right), entry by entry; the order of the arguments does not matter. */
export function binary(op: BinaryOp, left: Expr, right: Expr): Expr {
  if (left === right) return left;
  const [a, b] = compareExpr(left, right) <= 0 ? [left, right] : [right, left];
  if (a.kind === "const" && b.kind === "const")
    return compareRational(a.value, b.value) < 0 === (op === "min") ? a : b;
  return intern(`binary:${op},${a.id},${b.id}`, (id) => ({
    kind: "binary", op, left: a, right: b, id,
    ...combine(`binary:${op}`, [{ node: a, at: 1 }, { node: b, at: 1 }]),
  })); // prettier-ignore
}

const holds: { readonly [R in Relation]: (difference: number) => boolean } = {
  "==": (d) => d === 0,
  "!=": (d) => d !== 0,
  ">": (d) => d > 0,
  ">=": (d) => d >= 0,
};

/** Compares two integer forms: decided where their ranges decide it, else brought to the form d ∘ 0. */
function compareForms(rel: Relation, left: Affine, right: Affine): Expr {
  let difference = subAffine(left, right);
  if (isConstantAffine(difference)) return holds[rel](difference.constant) ? one : zero;
  // Among integers d > 0 is d − 1 ≥ 0.
  const [relation, form] = rel === ">" ? [">=" as const, affine(difference.terms.map((t) => [t.atom, t.coef]), difference.constant - 1)] : [rel, difference]; // prettier-ignore
  difference = form;
  const { min, max } = boundsAffine(difference);
  if (relation === ">=") {
    if (min >= 0) return one;
    if (max < 0) return zero;
  } else if (min > 0 || max < 0) return relation === "!=" ? one : zero;
  if (relation !== ">=" && difference.terms[0]!.coef < 0) difference = scaleAffine(difference, -1);
  return bracket(relation, affineExpr(difference), zero);
}

const bracket = (rel: Relation, left: Expr, right: Expr): IversonExpr =>
  intern(`iverson:${rel},${left.id},${right.id}`, (id) => {
    const places = [{ node: left, at: 1 }, { node: right, at: 2 }];
    // i = j and j = i are one bracket: which of d and −d stands for them depends on names, and must not be seen.
    if ((rel === "==" || rel === "!=") && asAffine(left) !== undefined && right === zero)
      places.push({ node: neg(left), at: 1 });
    return { kind: "iverson", rel, left, right, id, ...combine(`iverson:${rel}`, places) };
  }); // prettier-ignore

/** [left rel right]: 1 where it holds, else 0. */
export function iverson(rel: Relation, left: Expr, right: Expr): Expr {
  const [a, b] = [asAffine(left), asAffine(right)];
  if (a !== undefined && b !== undefined) return compareForms(rel, a, b);
  if (left.kind === "const" && right.kind === "const")
    return holds[rel](compareRational(left.value, right.value)) ? one : zero;
  const symmetric = rel === "==" || rel === "!=";
  return symmetric && compareExpr(left, right) > 0 ? bracket(rel, right, left) : bracket(rel, left, right);
}

/** Kronecker's δ of two slots. */
export const delta = (a: Affine, b: Affine): Expr => compareForms("==", a, b);

/** condition ? onTrue : onFalse. */
export function select(condition: Expr, onTrue: Expr, onFalse: Expr): Expr {
  if (condition.kind === "const") return isZero(condition.value) ? onFalse : onTrue;
  if (onTrue === onFalse) return onTrue;
  return intern(`select:${condition.id},${onTrue.id},${onFalse.id}`, (id) => ({
    kind: "select", condition, onTrue, onFalse, id,
    ...combine("select", [{ node: condition, at: 1 }, { node: onTrue, at: 2 }, { node: onFalse, at: 3 }]),
  })); // prettier-ignore
}

/** The factors of e; e itself when it is no product. */
export const factorsOf = (e: Expr): readonly Expr[] => (e.kind === "mul" ? e.factors : [e]);

/** The terms of e; e itself with weight 1 when it is no sum. */
export const termsOf = (e: Expr): readonly Term[] =>
  e.kind === "add" ? e.terms : e.kind === "const" ? [{ coef: e.value, expr: one }] : [{ coef: ONE, expr: e }];

export const isConst = (e: Expr, value: number): boolean =>
  e.kind === "const" && equalRational(e.value, rational(value));
