import type { Affine } from "./affine.ts";
import { add, affineExpr, binary, constant, iverson, mul, pow, select, tensor, unary } from "./build.ts";
import type { BinderExpr, Expr } from "./expr.ts";

/** The direct sub-expressions, in canonical order. The body of a binder is one of them. */
export function children(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case "const":
    case "real":
    case "affine":
    case "tensor":
      return [];
    case "iverson":
    case "binary":
      return [e.left, e.right];
    case "reduce":
    case "matrix":
      return [e.body];
    case "add":
      return e.terms.map((t) => t.expr);
    case "mul":
      return e.factors;
    case "pow":
      return [e.base, e.exponent];
    case "unary":
      return [e.arg];
    case "select":
      return [e.condition, e.onTrue, e.onFalse];
  }
}

/**
 * All distinct nodes below `roots`, children before parents, without recursion. `enter` says whether to go
 * below a node (the node itself is listed all the same).
 */
export function postorder(roots: Iterable<Expr>, enter: (e: Expr) => boolean = () => true): Expr[] {
  const order: Expr[] = [];
  const seen = new Set<Expr>();
  const stack: { readonly e: Expr; readonly exit: boolean }[] = [...roots]
    .reverse()
    .map((e) => ({ e, exit: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { e } = top;
    if (top.exit) {
      order.push(e);
      continue;
    }
    if (seen.has(e)) continue;
    seen.add(e);
    stack.push({ e, exit: true });
    if (!enter(e)) continue;
    const below = children(e);
    for (let k = below.length - 1; k >= 0; k--)
      if (!seen.has(below[k]!)) stack.push({ e: below[k]!, exit: false });
  }
  return order;
}

/** One value per node, children first: the bottom-up computation of anything about an expression. */
export function fold<T>(root: Expr, f: (e: Expr, below: (child: Expr) => T) => T): T {
  const values = new Map<Expr, T>();
  const below = (child: Expr): T => values.get(child)!;
  for (const e of postorder([root])) values.set(e, f(e, below));
  return values.get(root)!;
}

/** The nodes of e written out as a tree: one that is shared counts wherever it stands. */
export const treeSize = (e: Expr): number =>
  fold(e, (node, below) => children(node).reduce((total, child) => total + below(child), 1));

/** Whether any node below e (or e itself) satisfies the predicate. */
export function some(e: Expr, predicate: (node: Expr) => boolean): boolean {
  return postorder([e]).some(predicate);
}

export type NonBinder = Exclude<Expr, BinderExpr>;

/** The node with other children and other slots, through the constructors. Binders are bind.ts's. */
export function rebuild(
  e: NonBinder,
  child: (e: Expr) => Expr,
  form: (a: Affine) => Affine = (a) => a,
): Expr {
  switch (e.kind) {
    case "const":
      return constant(e.value);
    case "real":
      return e;
    case "affine":
      return affineExpr(form(e.form));
    case "tensor":
      return tensor(e.name, e.dims.map(form), e.slots.map(form));
    case "iverson":
      return iverson(e.rel, child(e.left), child(e.right));
    case "add":
      return add(e.terms.map((t) => ({ coef: t.coef, expr: child(t.expr) })));
    case "mul":
      return mul(...e.factors.map(child));
    case "pow":
      return pow(child(e.base), child(e.exponent));
    case "unary":
      return unary(e.op, child(e.arg));
    case "binary":
      return binary(e.op, child(e.left), child(e.right));
    case "select":
      return select(child(e.condition), child(e.onTrue), child(e.onFalse));
  }
}

/** The names of the tensors that occur in e, each once. */
export const tensorsOf = (e: Expr): string[] => [
  ...new Set(postorder([e]).flatMap((node) => (node.kind === "tensor" ? [node.name] : []))),
];
