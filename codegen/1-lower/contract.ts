import { negated } from "./negate.ts";
import { orderOf, type Tree } from "./order.ts";
import { nanFlows } from "./strict.ts";
import {
  axesOf,
  boundExtents,
  termsBelow,
  type Condition,
  type Origin,
  type Ref,
  type Term,
  type TermNode,
  type Terms,
} from "./term.ts";

/** What a product is made of. */
type Operand =
  | { readonly kind: "factor"; readonly ref: Ref }
  | { readonly kind: "condition"; readonly condition: Condition };

const lettersOf = (o: Operand): readonly number[] =>
  o.kind === "factor"
    ? o.ref.at
    : axesOf({ kind: "guard", condition: o.condition, body: noRef, strict: false });

const noRef: Ref = { term: { id: -1, extents: [], node: { kind: "const", value: 1 } }, at: [] };

const isNumber = (ref: Ref, value: number): boolean =>
  ref.term.node.kind === "const" && ref.term.node.value === value;

const isLog = ({ term: { node } }: Ref): boolean =>
  node.kind === "call" && (node.fn === "log" || node.fn === "log1p");

/** The references of an inner term, written in the letters along which the term is used. */
const inLetters = (ref: Ref, axes: readonly number[]): Ref => ({
  term: ref.term,
  at: ref.at.map((axis) => axes[axis]!),
});

const nodeInLetters = (condition: Condition, axes: readonly number[]): Condition =>
  condition.kind === "value"
    ? { ...condition, left: inLetters(condition.left, axes), right: inLetters(condition.right, axes) }
    : {
        ...condition,
        form: {
          ...condition.form,
          terms: condition.form.terms.map(({ axis, coef }) => ({ axis: axes[axis]!, coef })),
        },
      };

/**
 * Brings products of many factors, alone or under a sum, into an order: pairs of factors, each pair summed over
 * whatever occurs nowhere else. Terms come out with binary products only.
 */
export class Contractions {
  readonly #terms: Terms;
  readonly #done = new Map<Term, Ref>();

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /** The rewritten term, used along the same letters. */
  rewrite(ref: Ref): Ref {
    const known = (term: Term): boolean => this.#done.has(term);
    for (const term of termsBelow([ref.term], known)) this.#done.set(term, this.#term(term));
    return this.#image(ref);
  }

  #image(ref: Ref): Ref {
    const image = this.#done.get(ref.term)!;
    return { term: image.term, at: image.at.map((axis) => ref.at[axis]!) };
  }

  #term(term: Term): Ref {
    const { node } = term;
    const origin = this.#terms.origins.get(term);
    const own = term.extents.map((_, k) => k);
    const bound = boundExtents(node).map((_, k) => own.length + k);
    const extents = [...term.extents, ...boundExtents(node)];
    const context: Context = { extent: (letter) => extents[letter]!, origin };
    const isProduct =
      node.kind === "product" || node.kind === "guard" || (node.kind === "sum" && node.terms.length === 1);
    if (isProduct) return this.#product(this.#operands({ term, at: own }), [], context);
    if (node.kind === "sum") return this.#sum(node, context);
    if (node.kind === "select") return this.#select(node, context);
    if (node.kind === "reduce" && node.op === "sum") {
      const operands = this.#operands(node.body);
      if (operands.length > 1) return this.#product(operands, bound, context);
    }
    const image = this.#map(node);
    return this.#terms.close(image, context.extent, { bound, origin });
  }

  #map(node: TermNode): TermNode {
    if (node.kind === "call") return { ...node, args: node.args.map((arg) => this.#image(arg)) };
    if (node.kind === "power") return { ...node, base: this.#image(node.base) };
    const isBinder = node.kind === "reduce" || node.kind === "matrix";
    return isBinder ? { ...node, body: this.#image(node.body) } : node;
  }

  /** The operands of the product that ref is; ref itself where it is none. */
  #operands(ref: Ref): Operand[] {
    const { node } = ref.term;
    const below = (inner: Ref): Ref => inLetters(inner, ref.at);
    if (node.kind === "product") return node.factors.flatMap((factor) => this.#factor(below(factor)));
    if (node.kind === "sum" && node.terms.length === 1) {
      const [{ coef, ref: rest } = { coef: 1, ref }] = node.terms;
      const turned = coef < 0 ? negated(this.#terms, rest) : undefined;
      if (turned !== undefined) this.rewrite(turned);
      const factor = {
        kind: "factor",
        ref: this.#terms.constant(turned === undefined ? coef : -coef),
      } as const;
      return [factor, ...this.#operands(below(turned ?? rest))];
    }
    return this.#factor(ref);
  }

  #factor(ref: Ref): Operand[] {
    const { node } = ref.term;
    if (node.kind !== "guard" || !isNumber(node.body, 1)) return [{ kind: "factor", ref: this.#image(ref) }];
    return [{ kind: "condition", condition: this.#condition(nodeInLetters(node.condition, ref.at)) }];
  }

  #condition(condition: Condition): Condition {
    if (condition.kind === "position") return condition;
    return { ...condition, left: this.#image(condition.left), right: this.#image(condition.right) };
  }

  #select(node: Extract<TermNode, { kind: "select" }>, context: Context): Ref {
    const condition = this.#condition(node.condition);
    const [onTrue, onFalse] = [this.#image(node.onTrue), this.#image(node.onFalse)];
    const flows = (branch: Ref): boolean =>
      condition.kind === "position" ||
      (nanFlows(condition.left, branch) && nanFlows(condition.right, branch));
    const strict = flows(onFalse) ? "onFalse" : flows(onTrue) ? "onTrue" : "neither";
    return this.#close({ ...node, condition, onTrue, onFalse, strict }, context);
  }

  #close(node: TermNode, { extent, origin }: Context, bound: readonly number[] = []): Ref {
    return this.#terms.close(node, extent, { bound, origin });
  }

  /** Sums terms that run along the same few axes first: x_k − (m + c) takes one addition less per k. */
  #sum(node: Extract<TermNode, { kind: "sum" }>, context: Context): Ref {
    const terms = node.terms.map(({ coef, ref }) => {
      const operands = Math.abs(coef) === 1 ? [] : this.#operands(ref);
      if (operands.length === 0) return { coef, ref: this.#image(ref) };
      const size = { kind: "factor", ref: this.#terms.constant(Math.abs(coef)) } as const;
      return { coef: Math.sign(coef), ref: this.#product([size, ...operands], [], context) };
    });
    const letters = (ref: Ref): string => [...new Set(ref.at)].sort((a, b) => a - b).join();
    const groups = new Map<string, typeof terms>();
    for (const term of terms) groups.set(letters(term.ref), [...(groups.get(letters(term.ref)) ?? []), term]);
    const grouped = [...groups.values()].flatMap((group) =>
      group.length === 1 || groups.size === 1
        ? group
        : [{ coef: 1, ref: this.#close({ kind: "sum", terms: group }, context) }],
    );
    const [only] = grouped;
    if (grouped.length === 1 && only!.coef === 1) return only!.ref;
    return this.#close({ kind: "sum", terms: grouped }, context);
  }

  #product(operands: readonly Operand[], bound: readonly number[], context: Context): Ref {
    const positions = operands.filter((o) => o.kind === "condition" && o.condition.kind === "position");
    const logs = operands.filter((o) => o.kind === "factor" && isLog(o.ref));
    const rest = operands.filter(
      (o) => !positions.includes(o) && !(logs.length < operands.length && logs.includes(o)),
    );
    const fixed = positions.length > 0 || (logs.length > 0 && operands.length > 2);
    if (fixed && bound.length > 0) {
      // The order matters for these: a false position annihilates, and a logarithm must meet its whole factor.
      const body = this.#product(operands, [], context);
      return this.#close(
        { kind: "reduce", op: "sum", extents: bound.map(context.extent), body },
        context,
        bound,
      );
    }
    if (!fixed && logs.length === 0) return this.#contract(rest, bound, context);
    let result = rest.length === 0 ? this.#terms.constant(1) : this.#contract(rest, [], context);
    if (logs.length < operands.length) for (const log of logs) result = this.#pair(result, log, context);
    for (const position of positions) result = this.#pair(result, position, context);
    if (bound.length === 0) return result;
    return this.#close(
      { kind: "reduce", op: "sum", extents: bound.map(context.extent), body: result },
      context,
      bound,
    );
  }

  #contract(factors: readonly Operand[], bound: readonly number[], context: Context): Ref {
    const operands = this.#gather(factors, context);
    const used = operands.map(lettersOf);
    const tree = orderOf(used, bound, context.extent);
    const build = (node: Tree): Operand => {
      const made: Operand =
        node.kind === "leaf"
          ? operands[node.operand]!
          : { kind: "factor", ref: this.#join(build(node.left), build(node.right), context) };
      if (node.summed.length === 0) return made;
      const body = made.kind === "factor" ? made.ref : this.#join(unit(this.#terms), made, context);
      const extents = node.summed.map(context.extent);
      return {
        kind: "factor",
        ref: this.#close({ kind: "reduce", op: "sum", extents, body }, context, node.summed),
      };
    };
    const result = build(tree);
    return result.kind === "factor" ? result.ref : this.#join(unit(this.#terms), result, context);
  }

  /** Operands along the same letters are one: nothing is gained by keeping them apart. */
  #gather(factors: readonly Operand[], context: Context): readonly Operand[] {
    const groups = new Map<string, Operand>();
    for (const factor of [...factors].sort((a, b) => rank(a) - rank(b))) {
      const key = [...new Set(lettersOf(factor))].sort((a, b) => a - b).join();
      const group = groups.get(key);
      groups.set(
        key,
        group === undefined ? factor : { kind: "factor", ref: this.#join(group, factor, context) },
      );
    }
    return [...groups.values()];
  }

  #join(a: Operand, b: Operand, context: Context): Ref {
    if (a.kind === "factor") return this.#pair(a.ref, b, context);
    if (b.kind === "factor") return this.#pair(b.ref, a, context);
    return this.#pair(this.#pair(this.#terms.constant(1), b, context), a, context);
  }

  /** a · b. */
  #pair(a: Ref, b: Operand, context: Context): Ref {
    if (b.kind === "condition") {
      const { condition } = b;
      const strict =
        condition.kind === "position" || (nanFlows(condition.left, a) && nanFlows(condition.right, a));
      return this.#close({ kind: "guard", condition, body: a, strict }, context);
    }
    if (isLog(b.ref))
      return isNumber(a, 1) ? b.ref : this.#close({ kind: "call", fn: "xlog", args: [a, b.ref] }, context);
    if (isNumber(a, 1)) return b.ref;
    if (isNumber(b.ref, 1)) return a;
    const union = new Set([...a.at, ...b.ref.at]);
    for (const [top, bottom] of [[a, b.ref], [b.ref, a]] as const) {
      const { node } = bottom.term;
      if (node.kind !== "power" || node.num !== -1 || node.half || new Set(bottom.at).size < union.size) continue;
      const divisor = inLetters(node.base, bottom.at);
      return this.#close({ kind: "call", fn: "divide", args: [top, divisor] }, context);
    } // prettier-ignore
    return this.#close({ kind: "product", factors: [a, b.ref] }, context);
  }
}

interface Context {
  readonly extent: (letter: number) => number;
  readonly origin: Origin | undefined;
}

/** Conditions come last among their like: what they guard is then complete. */
const rank = (o: Operand): number => (o.kind === "condition" ? 1 : 0);

const unit = (terms: Terms): Operand => ({ kind: "factor", ref: terms.constant(1) });
