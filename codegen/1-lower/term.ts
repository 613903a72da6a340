import type { MatrixOp } from "../../src/core/ops.ts";

/**
 * Closed terms: the graph with its index names gone. A term is a whole tensor with numbered axes; where it is
 * used, a reference says which axis of the user each of its axes runs along. Two occurrences of one tensor
 * under different index names are the same term, so that it is computed once.
 */
export interface Term {
  readonly id: number;
  /** The lengths of its axes; positions count from 0. */
  readonly extents: readonly number[];
  readonly node: TermNode;
}

/** A term in use: axis k of the term runs along axis at[k] of the user, summed axes behind its own. */
export interface Ref {
  readonly term: Term;
  readonly at: readonly number[];
}

/** constant + Σ coef · position on the axis; positions count from 0. */
export interface Form {
  readonly terms: readonly { readonly axis: number; readonly coef: number }[];
  readonly constant: number;
}

export const termFunctions = [
  "exp", "log", "log1p", "expm1", "abs", "sign", "sin", "cos", "tan", "tanh", "erf", "erfc", "sqrt",
  "relu", "finite", "max", "min", "pow", "divide", "xlog",
] as const; // prettier-ignore
/**
 * Functions of one or two numbers. `finite` is its argument where that is finite, else 0; xlog(a, l) is a·l for
 * a logarithm l, with 0 · log 0 = 0.
 */
export type TermFunction = (typeof termFunctions)[number];

export type ConditionRelation = "==" | "!=" | ">" | ">=";

/** A comparison of numbers, or of positions (form ∘ 0). */
export type Condition =
  | { readonly kind: "value"; readonly rel: ConditionRelation; readonly left: Ref; readonly right: Ref }
  | { readonly kind: "position"; readonly rel: ConditionRelation; readonly form: Form };

/** `peak` is a maximum that need not propagate NaN: the shift of a log-sum-exp. */
export type TermReduceOp = "sum" | "prod" | "max" | "min" | "peak";

export type TermNode =
  | { readonly kind: "const"; readonly value: number }
  | { readonly kind: "position"; readonly form: Form }
  | {
      readonly kind: "tensor";
      readonly name: string;
      readonly dims: readonly number[];
      readonly slots: readonly Form[];
    }
  | { readonly kind: "call"; readonly fn: TermFunction; readonly args: readonly Ref[] }
  /** base^(num/2 or num). */
  | { readonly kind: "power"; readonly base: Ref; readonly num: number; readonly half: boolean }
  | { readonly kind: "sum"; readonly terms: readonly { readonly coef: number; readonly ref: Ref }[] }
  | { readonly kind: "product"; readonly factors: readonly Ref[] }
  /**
   * body where the condition holds, 0 where it does not, NaN where a side is NaN. `strict`: body itself is NaN
   * there, so that nothing has to be checked.
   */
  | {
      readonly kind: "guard";
      readonly condition: Condition;
      readonly body: Ref;
      readonly strict: boolean;
    }
  | {
      readonly kind: "select";
      readonly condition: Condition;
      /** A branch that is NaN itself wherever a side of the condition is. */
      readonly strict: "onTrue" | "onFalse" | "neither";
      readonly onTrue: Ref;
      readonly onFalse: Ref;
    }
  /** op over the axes behind the own ones. */
  | {
      readonly kind: "reduce";
      readonly op: TermReduceOp;
      readonly extents: readonly number[];
      readonly body: Ref;
    }
  /**
   * op of the square matrix that body is along the two axes behind the own ones. The last own axes, one form each, are
   * the row and the column of an inverse.
   */
  | {
      readonly kind: "matrix";
      readonly op: MatrixOp;
      readonly size: number;
      readonly slots: readonly Form[];
      readonly body: Ref;
    };

/** The lengths of the axes that a node binds. */
export const boundExtents = (node: TermNode): readonly number[] =>
  node.kind === "reduce" ? node.extents : node.kind === "matrix" ? [node.size, node.size] : [];

const formKey = ({ terms, constant }: Form): string =>
  `${terms.map(({ axis, coef }) => `${coef}#${axis}`).join("+")}+${constant}`;
const refKey = (ref: Ref): string => `${ref.term.id}@${ref.at.join()}`;
const conditionKey = (c: Condition): string =>
  c.kind === "value" ? `${refKey(c.left)}${c.rel}${refKey(c.right)}` : `${formKey(c.form)}${c.rel}`;
/** Tells −0 from 0. */
export const numberKey = (value: number): string => (Object.is(value, -0) ? "-0" : `${value}`);

function nodeKey(node: TermNode): string {
  switch (node.kind) {
    case "const":
      return `c${numberKey(node.value)}`;
    case "position":
      return `i${formKey(node.form)}`;
    case "tensor":
      return `t${node.name}:${node.dims.join()}:${node.slots.map(formKey).join(";")}`;
    case "call":
      return `${node.fn}(${node.args.map(refKey).join(";")})`;
    case "power":
      return `p${refKey(node.base)}^${node.num}${node.half ? "h" : ""}`;
    case "sum":
      return `+${node.terms.map(({ coef, ref }) => `${coef}*${refKey(ref)}`).join(";")}`;
    case "product":
      return `*${node.factors.map(refKey).join(";")}`;
    case "guard":
      return `[${conditionKey(node.condition)}]${node.strict ? "!" : ""}${refKey(node.body)}`;
    case "select":
      return `?${node.strict}${conditionKey(node.condition)}?${refKey(node.onTrue)}:${refKey(node.onFalse)}`;
    case "reduce":
      return `R${node.op}${node.extents.join()}:${refKey(node.body)}`;
    case "matrix":
      return `M${node.op}${node.size}:${node.slots.map(formKey).join(";")}:${refKey(node.body)}`;
  }
}

/** The references of a node, those of its condition included. */
export function refsOf(node: TermNode): readonly Ref[] {
  const sides = (c: Condition): readonly Ref[] => (c.kind === "value" ? [c.left, c.right] : []);
  switch (node.kind) {
    case "const":
    case "position":
    case "tensor":
      return [];
    case "call":
      return node.args;
    case "power":
      return [node.base];
    case "sum":
      return node.terms.map(({ ref }) => ref);
    case "product":
      return node.factors;
    case "guard":
      return [...sides(node.condition), node.body];
    case "select":
      return [...sides(node.condition), node.onTrue, node.onFalse];
    case "reduce":
    case "matrix":
      return [node.body];
  }
}

/** All terms below the roots but those `known`, children first, without recursion. */
export function termsBelow(roots: Iterable<Term>, known: (term: Term) => boolean = () => false): Term[] {
  const order: Term[] = [];
  const seen = new Set<Term>();
  const stack = [...roots].reverse().map((term) => ({ term, exit: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.exit) order.push(top.term);
    if (top.exit || seen.has(top.term) || known(top.term)) continue;
    seen.add(top.term);
    stack.push({ term: top.term, exit: true });
    for (const { term } of [...refsOf(top.term.node)].reverse())
      if (!seen.has(term)) stack.push({ term, exit: false });
  }
  return order;
}

const formsOf = (node: TermNode): readonly Form[] => {
  if (node.kind === "position") return [node.form];
  if (node.kind === "tensor" || node.kind === "matrix") return node.slots;
  if (node.kind === "guard" || node.kind === "select")
    return node.condition.kind === "position" ? [node.condition.form] : [];
  return [];
};

/** The node with other references and forms. */
export function mapNode(node: TermNode, onRef: (ref: Ref) => Ref, onForm: (form: Form) => Form): TermNode {
  const onCondition = (c: Condition): Condition =>
    c.kind === "value"
      ? { ...c, left: onRef(c.left), right: onRef(c.right) }
      : { ...c, form: onForm(c.form) };
  switch (node.kind) {
    case "const":
      return node;
    case "position":
      return { ...node, form: onForm(node.form) };
    case "tensor":
      return { ...node, slots: node.slots.map(onForm) };
    case "call":
      return { ...node, args: node.args.map(onRef) };
    case "power":
      return { ...node, base: onRef(node.base) };
    case "sum":
      return { ...node, terms: node.terms.map(({ coef, ref }) => ({ coef, ref: onRef(ref) })) };
    case "product":
      return { ...node, factors: node.factors.map(onRef) };
    case "guard":
      return { ...node, condition: onCondition(node.condition), body: onRef(node.body) };
    case "select":
      return {
        ...node,
        condition: onCondition(node.condition),
        onTrue: onRef(node.onTrue),
        onFalse: onRef(node.onFalse),
      };
    case "reduce":
      return { ...node, body: onRef(node.body) };
    case "matrix":
      return { ...node, slots: node.slots.map(onForm), body: onRef(node.body) };
  }
}

/** The distinct axes that a node runs along, in the order of their first occurrence. */
export function axesOf(node: TermNode): readonly number[] {
  const inForms = formsOf(node).flatMap(({ terms }) => terms.map(({ axis }) => axis));
  const inRefs = refsOf(node).flatMap(({ at }) => at);
  // A matrix is a block of its own for each value of the other axes.
  return [...new Set(node.kind === "matrix" ? [...inRefs, ...inForms] : [...inForms, ...inRefs])];
}

/** Where a term comes from. */
export interface Origin {
  /** The number of the graph node that it computes. */
  readonly node?: number | undefined;
  /** The number of the definition of the model in which it first occurs. */
  readonly definition?: number | undefined;
}

/** Makes terms; equal structure is the same object. */
export class Terms {
  readonly #table = new Map<string, Term>();
  readonly origins = new Map<Term, Origin>();

  make(node: TermNode, extents: readonly number[], origin: Origin = {}): Term {
    const key = `${extents.join()}|${nodeKey(node)}`;
    let term = this.#table.get(key);
    if (term === undefined) {
      term = { id: this.#table.size, extents, node };
      this.#table.set(key, term);
    }
    const known = this.origins.get(term);
    if (known === undefined || known.node === undefined)
      this.origins.set(term, { node: origin.node, definition: known?.definition ?? origin.definition });
    return term;
  }

  constant(value: number): Ref {
    return { term: this.make({ kind: "const", value }, []), at: [] };
  }

  /**
   * The term of a node written in letters (any numbers, of which `extent` knows the lengths), used along
   * these letters. The letters of `bound` are those a reduction runs over.
   */
  close(
    node: TermNode,
    extent: (letter: number) => number,
    options: { readonly bound?: readonly number[]; readonly origin?: Origin | undefined } = {},
  ): Ref {
    const { bound = [], origin } = options;
    // A sum over nothing is no term at all, whatever it is multiplied by.
    if (node.kind === "reduce" && node.op === "sum" && node.extents.includes(0)) return this.constant(0);
    const own = axesOf(node).filter((letter) => !bound.includes(letter));
    const place = new Map([...own, ...bound].map((letter, k) => [letter, k]));
    const closed = mapNode(
      node,
      (ref) => ({ term: ref.term, at: ref.at.map((letter) => place.get(letter)!) }),
      (form) => ({ ...form, terms: form.terms.map(({ axis, coef }) => ({ axis: place.get(axis)!, coef })) }),
    );
    return { term: this.make(closed, own.map(extent), origin), at: own };
  }
}
