import { affineOf, type Affine, type AffineAtom } from "../core/affine.ts";
import { matrix, reduce, substitute, sumOver } from "../core/bind.ts";
import {
  add,
  affineExpr,
  constant,
  div,
  iverson,
  mul,
  neg,
  one,
  pi,
  pow,
  reciprocal,
  select,
  sqrt,
  sub,
  sum,
  tensor,
  unary,
  zero,
} from "../core/build.ts";
import type { Expr, Term } from "../core/expr.ts";
import { formalIndex, freshIndex, type Index } from "../core/index.ts";
import type { Relation } from "../core/ops.ts";
import { MINUS_ONE, ONE, parseDecimal } from "../core/rational.ts";
import type { CompareOp, ExprSyntax, InfixOp, NameSyntax, SlotsSyntax } from "../1-parse/syntax.ts";
import { derivativeParts, derivativeTensor } from "./derivative.ts";
import type { CallReading } from "./call.ts";
import type { Reduction } from "./functions.ts";
import type { Inference } from "./infer.ts";
import {
  diagonal,
  matrixFunction,
  matrixPower,
  matrixProduct,
  outerProduct,
  solution,
  trace,
  transposed,
} from "./matrix.ts";
import { settledForm, type Images } from "./settle.ts";
import type { Shape } from "./symbols.ts";
import type { IndexVariable } from "./variable.ts";

/** How the graph refers to a name: the value at given slots. */
export type Reference = (name: string, shape: Shape, slots: readonly Affine[]) => Expr;

/**
 * The graph of every part of an expression that was inferred without complaint. A tensor-valued sub-expression is a node
 * whose axes are the formal indices after those of the left side, in order: values that meet entry by entry
 * then need no renaming, and both notations of a formula become one object.
 */
export function buildGraph(
  inference: Inference,
  images: Images,
  refer: Reference,
): (node: ExprSyntax) => Expr {
  const builder = new GraphBuilder(inference, images, refer);
  for (const node of inference.order) builder.build(node);
  return (node) => builder.value(node);
}

type Of<K extends ExprSyntax["kind"]> = Extract<ExprSyntax, { kind: K }>;

const infix: { readonly [Op in Exclude<InfixOp, "+" | "-" | "*" | "^">]: (a: Expr, b: Expr) => Expr } = {
  "/": div,
  ".*": (a, b) => mul(a, b),
  "./": div,
  ".^": pow,
  and: (a, b) => mul(a, b),
  or: (a, b) => sub(sum(a, b), mul(a, b)),
};

/** Comparisons as the graph has them: `<` is `>` turned round. */
const relations: { readonly [Op in CompareOp]: (a: Expr, b: Expr) => Expr } = {
  "==": (a, b) => iverson("==", a, b),
  "!=": (a, b) => iverson("!=", a, b),
  ">": (a, b) => iverson(">" satisfies Relation, a, b),
  ">=": (a, b) => iverson(">=", a, b),
  "<": (a, b) => iverson(">", b, a),
  "<=": (a, b) => iverson(">=", b, a),
};

class GraphBuilder {
  readonly #inference: Inference;
  readonly #images: Images;
  readonly #refer: Reference;
  readonly #values = new Map<ExprSyntax, Expr>();
  /** Sums that go on: the terms so far, for a sum of n terms is built once and not n times. */
  readonly #sums = new Map<ExprSyntax, Term[]>();
  /** Formal indices up to here are those of the left side. */
  readonly #taken: number;

  constructor(inference: Inference, images: Images, refer: Reference) {
    this.#inference = inference;
    this.#images = images;
    this.#refer = refer;
    this.#taken = Math.max(0, ...inference.variables.map(({ position }) => position));
  }

  value(node: ExprSyntax): Expr {
    // A whole tensor under its name is made where it is needed: not for `h[j]`, which needs an entry only.
    if (node.kind === "name") return this.#name(node);
    const terms = this.#sums.get(node);
    if (terms === undefined) return this.#values.get(node)!;
    const value = add(terms);
    this.#sums.delete(node);
    this.#values.set(node, value);
    return value;
  }

  build(node: ExprSyntax): void {
    if (node.kind === "name") return;
    if (node.kind === "infix" && (node.op === "+" || node.op === "-")) {
      const terms = this.#sums.get(node.left) ?? [{ coef: ONE, expr: this.value(node.left) }];
      this.#sums.delete(node.left);
      terms.push({ coef: node.op === "+" ? ONE : MINUS_ONE, expr: this.value(node.right) });
      this.#sums.set(node, terms);
      return;
    }
    if (derivativeParts(node) !== undefined) {
      this.#values.set(node, this.#derivative(node));
      return;
    }
    const rows = this.#rows as { readonly [kind: string]: (node: ExprSyntax) => Expr };
    this.#values.set(node, rows[node.kind]!(node));
  }

  /** The indices of a tensor-valued sub-expression. */
  readonly axes = (shape: Shape): readonly Index[] =>
    shape.map((size, position) => formalIndex(this.#taken + position + 1, size));

  #shape(node: ExprSyntax): Shape {
    return this.#inference.facts(node).shape!;
  }

  #form(form: Affine): Affine {
    return settledForm(form, this.#images);
  }

  readonly #rows: { readonly [K in ExprSyntax["kind"]]: (node: Of<K>) => Expr } = {
    number: ({ text }) => constant(parseDecimal(text)!),
    name: (node) => this.#name(node),
    slots: (node) => this.#slots(node),
    call: (node) => this.#call(node),
    prefix: ({ op, operand }) => {
      const value = this.value(operand);
      return op === "-" ? neg(value) : op === "not" ? sub(one, value) : value;
    },
    infix: (node) => this.#infix(node),
    compare: ({ ops, operands }) =>
      mul(...ops.map((op, at) => relations[op](this.value(operands[at]!), this.value(operands[at + 1]!)))),
    transpose: ({ operand }) => {
      const axes = this.axes(this.#shape(operand));
      return axes.length === 2 ? transposed(this.value(operand), axes, this.axes) : this.value(operand);
    },
    conditional: ({ condition, onTrue, onFalse }) =>
      select(this.value(condition), this.value(onTrue), this.value(onFalse)),
    // None of these is in a tree that was inferred without complaint.
    range: () => zero,
    hole: () => zero,
    broken: () => zero,
    "prime-call": () => zero,
  };

  #name(node: NameSyntax): Expr {
    const meaning = this.#inference.meanings.get(node)!;
    if (meaning.kind === "pi") return pi;
    if (meaning.kind === "size") return affineExpr(meaning.form);
    if (meaning.kind === "index") return affineExpr(meaning.variable.settled!.form);
    const shape = this.#shape(node);
    return this.#refer(meaning.name, shape, this.axes(shape).map(affineOf));
  }

  #slots({ base, slots }: SlotsSyntax): Expr {
    const shape = this.#shape(base);
    const gathered: { readonly index: Index; readonly from: Expr }[] = [];
    const forms = slots.map((slot, axis) => {
      const { form } = this.#inference.facts(slot);
      if (form !== undefined) return this.#form(form);
      // x[idx[i]] is the entry whose position equals idx[i]: Σ_g [idx[i] = g] x[g].
      const index = freshIndex(shape[axis]!);
      gathered.push({ index, from: this.value(slot) });
      return affineOf(index);
    });
    const meaning = base.kind === "name" ? this.#inference.meanings.get(base) : undefined;
    const entry =
      meaning?.kind === "tensor"
        ? this.#refer(meaning.name, shape, forms)
        : substitute(
            this.value(base),
            new Map<AffineAtom, Affine>(this.axes(shape).map((index, axis) => [index, forms[axis]!])),
          );
    if (gathered.length === 0) return entry;
    const picks = gathered.map(({ index, from }) => iverson("==", from, affineExpr(affineOf(index))));
    return sumOver(gathered.map(({ index }) => index), mul(...picks, entry)); // prettier-ignore
  }

  #derivative(node: ExprSyntax): Expr {
    const { shape, slots, ...mentioned } = derivativeTensor(node, this.#inference, (part, from) => {
      if (part.kind !== "slots") {
        const own = this.#shape(part);
        const axes = own.map((size, axis) => formalIndex(this.#taken + from + axis + 1, size));
        return { shape: own, slots: axes.map(affineOf) };
      }
      const slots = part.slots.map((slot) => this.#form(this.#inference.facts(slot).form!));
      return { shape: this.#shape(part.base), slots };
    });
    const { derivatives } = this.#inference;
    if (!derivatives.some(({ tensor: known }) => known === mentioned.tensor)) derivatives.push(mentioned);
    return tensor(mentioned.tensor, shape, slots);
  }

  #infix({ op, left, right }: Of<"infix">): Expr {
    const [a, b] = [this.value(left), this.value(right)];
    if (op === "*") {
      const shapes = [this.#shape(left), this.#shape(right)] as const;
      return matrixProduct(a, b, ...shapes, this.axes);
    }
    if (op === "+" || op === "-") return op === "+" ? sum(a, b) : sub(a, b);
    if (op !== "^") return infix[op](a, b);
    const shape = this.#shape(left);
    if (shape.length === 0) return pow(a, b);
    const { form } = this.#inference.facts(right);
    return matrixPower(a, shape, form!.constant, this.axes);
  }

  #call(node: Of<"call">): Expr {
    const reading = this.#inference.calls.get(node)!;
    const { row, args } = reading;
    const values = args.map((argument) => this.value(argument));
    const [body] = values;
    if (row === undefined || row.kind === "later") return zero;
    if (row.kind === "elementwise") return row.build(values);
    if (row.kind === "special")
      return row.op === "delta"
        ? iverson("==", values[0]!, values[1]!)
        : affineExpr(this.#form(this.#inference.facts(node).form!));
    const shape = this.#shape(args[0]!);
    const { axes } = this;
    if (row.kind === "matrix") {
      if (reading.isWhole) return matrixFunction(row.op, body!, shape, axes);
      const [rows, columns] = reading.binders.map(({ variable }) => variable.settled!.index);
      return matrix(row.op, [rows!, columns!], body!, axes(this.#shape(node)).map(affineOf));
    }
    if (row.kind === "structure") {
      if (row.op === "outer") return outerProduct(body!, values[1]!, shape, this.#shape(args[1]!), axes);
      if (row.op === "dot") return matrixProduct(body!, values[1]!, shape, this.#shape(args[1]!), axes);
      if (row.op === "solve") return solution(body!, values[1]!, shape, this.#shape(args[1]!), axes);
      if (row.op === "diag") return diagonal(body!, shape, axes);
      return row.op === "tr" ? trace(body!, shape, axes) : transposed(body!, axes(shape), axes);
    }
    if (row.kind === "reduction" && values.length === 2) return row.binary!(values);
    if (row.kind === "normaliser") {
      const over = reading.isWhole
        ? [this.axes(shape).at(-1)!]
        : reading.over.map(({ settled }) => settled!.index);
      const shifted = sub(body!, reduce("logsumexp", over, body!));
      return row.isLog ? shifted : unary("exp", shifted);
    }
    if (reading.isWhole) return reduceOver(row.op, this.axes(shape), body!);
    return this.#reduceIndices(row.op, reading, body!);
  }

  #reduceIndices(op: Reduction, { binders }: CallReading, body: Expr): Expr {
    const variables = binders.map(({ variable }) => variable);
    const indices = variables.map(({ settled }) => settled!.index);
    const guard = guardOf(variables);
    if (guard === one) return reduceOver(op, indices, body);
    if (op === "sum") return sumOver(indices, mul(guard, body));
    if (op === "mean") return div(sumOver(indices, mul(guard, body)), sumOver(indices, guard));
    if (op === "norm") return sqrt(sumOver(indices, mul(guard, pow(body, constant(2)))));
    return reduce(op, indices, select(guard, body, one));
  }
}

/** 1 where the indices are in their ranges, for ranges that depend on other indices. */
const guardOf = (variables: readonly IndexVariable[]): Expr =>
  mul(
    ...variables.flatMap(({ settled }) =>
      settled!.guards.map((form) => iverson(">=", affineExpr(form), zero)),
    ),
  );

function reduceOver(op: Reduction, indices: readonly Index[], body: Expr): Expr {
  if (op === "mean")
    return mul(...indices.map(({ size }) => reciprocal(affineExpr(size))), sumOver(indices, body));
  if (op === "norm") return sqrt(sumOver(indices, pow(body, constant(2))));
  return reduce(op, indices, body);
}
