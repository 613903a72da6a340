import type { ExprSyntax } from "./syntax.ts";

type Of<K extends ExprSyntax["kind"]> = Extract<ExprSyntax, { kind: K }>;

const parts: { readonly [K in ExprSyntax["kind"]]: (node: Of<K>) => readonly ExprSyntax[] } = {
  number: () => [],
  name: () => [],
  slots: ({ base, slots }) => [base, ...slots],
  call: ({ args }) => args,
  "prime-call": ({ args }) => args,
  prefix: ({ operand }) => [operand],
  infix: ({ left, right }) => [left, right],
  compare: ({ operands }) => operands,
  transpose: ({ operand }) => [operand],
  conditional: ({ condition, onTrue, onFalse }) => [condition, onTrue, onFalse],
  range: ({ index, low, high }) => (low === undefined ? [index, high] : [index, low, high]),
  hole: () => [],
  broken: () => [],
};

/** The sub-expressions of a node, in the order of the text; a called name is none of them. */
export const partsOf = (node: ExprSyntax): readonly ExprSyntax[] =>
  (parts[node.kind] as (node: ExprSyntax) => readonly ExprSyntax[])(node);

/** All nodes of an expression in the order of the text, parents first. */
export function nodesOf(root: ExprSyntax): ExprSyntax[] {
  const nodes: ExprSyntax[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    nodes.push(node);
    pending.push(...partsOf(node).toReversed());
  }
  return nodes;
}

/** The names an expression mentions, called functions not among them. */
export const namesIn = (root: ExprSyntax): ReadonlySet<string> =>
  new Set(nodesOf(root).flatMap((node) => (node.kind === "name" ? [node.name] : [])));
