import { assoc, infixPower, prefixPower } from "./precedence.ts";
import { parseExpression, type ParsedExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import { nodesOf } from "./nodes.ts";
import type { CompareOp, ExprSyntax, InfixOp, PrefixOp } from "./syntax.ts";

/**
 * A node tree of mathjs as plain data, in the form that `JSON.parse(text, math.reviver)` makes nodes of:
 * `{ mathjs: "OperatorNode", op: "+", fn: "add", args: […] }`.
 */
export interface MathjsTree {
  readonly mathjs: string;
  readonly [field: string]: MathjsField;
}
type MathjsField = string | number | boolean | MathjsTree | readonly MathjsField[];

/** mathjs calls every operator by the function that computes it. */
const functionOf: { readonly [Op in InfixOp | CompareOp]: string } = {
  "or": "or", "and": "and", "+": "add", "-": "subtract", "*": "multiply", "/": "divide",
  ".*": "dotMultiply", "./": "dotDivide", "^": "pow", ".^": "dotPow",
  "==": "equal", "!=": "unequal", "<": "smaller", "<=": "smallerEq", ">": "larger", ">=": "largerEq",
}; // prettier-ignore
const prefixOf: { readonly [Op in PrefixOp]: string } = { "-": "unaryMinus", "+": "unaryPlus", not: "not" };

const isInfixOp = (op: unknown): op is InfixOp | CompareOp =>
  typeof op === "string" && Object.hasOwn(functionOf, op);
const isPrefixOp = (op: unknown): op is PrefixOp => typeof op === "string" && Object.hasOwn(prefixOf, op);
const compareOps = Object.entries(functionOf).filter(([op]) => infixPower(op) === infixPower("=="));

type Of<K extends ExprSyntax["kind"]> = Extract<ExprSyntax, { kind: K }>;
type Writer<K extends ExprSyntax["kind"]> = (
  node: Of<K>,
  child: (node: ExprSyntax) => MathjsTree,
) => MathjsTree;

const operator = (op: string, fn: string, args: readonly MathjsTree[]): MathjsTree => ({
  mathjs: "OperatorNode", op, fn, args, implicit: false, isPercentage: false,
}); // prettier-ignore
const symbol = (name: string): MathjsTree => ({ mathjs: "SymbolNode", name });
const parenthesis = (content: MathjsTree): MathjsTree => ({ mathjs: "ParenthesisNode", content });

/** mathjs prints its trees without asking what binds tighter, so parentheses are nodes. */
function wrapped(node: ExprSyntax, power: number, child: (node: ExprSyntax) => MathjsTree): MathjsTree {
  const own =
    node.kind === "infix"
      ? infixPower(node.op)!
      : node.kind === "compare"
        ? infixPower("==")!
        : node.kind === "prefix"
          ? prefixPower
          : node.kind === "conditional"
            ? 0
            : Infinity;
  return own < power ? parenthesis(child(node)) : child(node);
}

const writers: { readonly [K in ExprSyntax["kind"]]: Writer<K> } = {
  number: ({ text }) => ({ mathjs: "ConstantNode", value: Number(text) }),
  name: ({ name }) => symbol(name),
  slots: ({ base, slots }, child) => ({
    mathjs: "AccessorNode",
    object: wrapped(base, Infinity, child),
    index: { mathjs: "IndexNode", dimensions: slots.map(child), dotNotation: false },
    optionalChaining: false,
  }),
  call: ({ callee, args }, child) => ({
    mathjs: "FunctionNode",
    fn: symbol(callee.name),
    args: args.map(child),
    optional: false,
  }),
  "prime-call": ({ callee, args }, child) => ({
    mathjs: "FunctionNode",
    fn: symbol(`${callee.name}_prime`),
    args: args.map(child),
    optional: false,
  }),
  prefix: ({ op, operand }, child) => operator(op, prefixOf[op], [wrapped(operand, prefixPower, child)]),
  infix({ op, left, right }, child) {
    const power = infixPower(op)!;
    const isRight = assoc(op) === "right";
    const above = isRight ? power + 1 : power;
    const below = isRight ? prefixPower : power + 1;
    return operator(op, functionOf[op], [wrapped(left, above, child), wrapped(right, below, child)]);
  },
  compare({ ops, operands }, child) {
    const params = operands.map((operand) => wrapped(operand, infixPower("==")! + 1, child));
    const [op] = ops;
    if (ops.length === 1) return operator(op!, functionOf[op!], params);
    return { mathjs: "RelationalNode", conditionals: ops.map((each) => functionOf[each]), params };
  },
  transpose: ({ operand }, child) => operator("'", "ctranspose", [wrapped(operand, Infinity, child)]),
  conditional: ({ condition, onTrue, onFalse }, child) => ({
    mathjs: "ConditionalNode",
    condition: wrapped(condition, 1, child),
    trueExpr: wrapped(onTrue, 1, child),
    falseExpr: child(onFalse),
  }),
  // mathjs has ranges, but no name that runs over one.
  range: ({ index, low, high }, child) => ({
    mathjs: "FunctionNode",
    fn: symbol("in"),
    args: [symbol(index.name), ...(low === undefined ? [] : [child(low)]), child(high)],
    optional: false,
  }),
  hole: () => symbol("undefined"),
  broken: () => symbol("undefined"),
};

/** The expression as a node tree of mathjs, as plain data. */
export function toMathjs(root: ExprSyntax): MathjsTree {
  const trees = new Map<ExprSyntax, MathjsTree>();
  const child = (node: ExprSyntax): MathjsTree => {
    const known = trees.get(node);
    if (known !== undefined) return known;
    // The row for a kind takes nodes of that kind.
    const writer = writers[node.kind] as (
      node: ExprSyntax,
      child: (node: ExprSyntax) => MathjsTree,
    ) => MathjsTree;
    const tree = writer(node, child);
    trees.set(node, tree);
    return tree;
  };
  // Children first, so that nothing recurses.
  for (const node of nodesOf(root).toReversed()) child(node);
  return child(root);
}

/** What is read of a node of mathjs, live or as plain data. */
type Fields = Readonly<Record<string, unknown>>;

const nowhere = { start: 0, end: 0 };
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const typeOf = (node: Fields): unknown => node["mathjs"] ?? node["type"];

const nameOf = (value: unknown): string =>
  isFields(value) && typeof value["name"] === "string"
    ? value["name"]
    : typeof value === "string"
      ? value
      : "";

/** The parts of a node of mathjs, in the order in which its reader takes them. */
function partsOf(node: Fields): readonly unknown[] {
  const index = node["index"];
  return [
    node["content"],
    node["object"],
    ...(isFields(index) ? list(index["dimensions"]) : []),
    ...list(node["args"]),
    ...list(node["params"]),
    node["condition"],
    node["trueExpr"],
    node["falseExpr"],
  ].filter(isFields);
}

type Reader = (node: Fields, parts: readonly ExprSyntax[]) => ExprSyntax | undefined;

const readers: Readonly<Record<string, Reader>> = {
  ConstantNode: ({ value }) => numberOf(value),
  SymbolNode: (node) => ({ kind: "name", name: nameOf(node), span: nowhere }),
  ParenthesisNode: (_node, [content]) => content,
  OperatorNode: readOperator,
  RelationalNode({ conditionals }, operands) {
    const ops = list(conditionals).map((fn) => compareOps.find(([, name]) => name === fn)?.[0]);
    const known = ops.filter((op): op is CompareOp => op !== undefined);
    if (known.length !== operands.length - 1) return undefined;
    return { kind: "compare", ops: known, operands, span: nowhere };
  },
  ConditionalNode: (_node, [condition, onTrue, onFalse]) =>
    condition && onTrue && onFalse && { kind: "conditional", condition, onTrue, onFalse, span: nowhere },
  FunctionNode: (node, args) => ({
    kind: "call",
    callee: { kind: "name", name: nameOf(node["fn"]), span: nowhere },
    args,
    span: nowhere,
  }),
  AccessorNode: (_node, [base, ...slots]) => base && { kind: "slots", base, slots, span: nowhere },
};

function numberOf(value: unknown): ExprSyntax | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  const number: ExprSyntax = { kind: "number", text: String(Math.abs(value)), span: nowhere };
  return value < 0 ? { kind: "prefix", op: "-", operand: number, span: nowhere } : number;
}

function readOperator({ op }: Fields, args: readonly ExprSyntax[]): ExprSyntax | undefined {
  const [left, right, ...more] = args;
  if (left === undefined) return undefined;
  if (right === undefined) {
    if (op === "'") return { kind: "transpose", operand: left, span: nowhere };
    return isPrefixOp(op) ? { kind: "prefix", op, operand: left, span: nowhere } : undefined;
  }
  if (!isInfixOp(op)) return undefined;
  // mathjs's simplifier makes sums and products of many arguments.
  return [right, ...more].reduce<ExprSyntax>((before, next) => infix(op, before, next), left);
}

const infix = (op: InfixOp | CompareOp, left: ExprSyntax, right: ExprSyntax): ExprSyntax =>
  isCompare(op)
    ? { kind: "compare", ops: [op], operands: [left, right], span: nowhere }
    : { kind: "infix", op, opSpan: nowhere, left, right, span: nowhere };

const isCompare = (op: InfixOp | CompareOp): op is CompareOp => compareOps.some(([known]) => known === op);

/**
 * A node tree of mathjs, live or as plain data, as an expression of the language. It is printed first, so that
 * messages have a text to point at.
 * @error E0102 and others where the tree holds what the language does not have (assignments, units, strings)
 */
export function fromMathjs(root: unknown): ParsedExpression {
  const order: Fields[] = [];
  const pending = isFields(root) ? [root] : [];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    order.push(node);
    pending.push(...(partsOf(node) as readonly Fields[]));
  }
  const read = new Map<unknown, ExprSyntax>();
  for (const node of order.toReversed()) {
    const parts = partsOf(node).map((part) => read.get(part)!);
    const type = String(typeOf(node));
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    read.set(node, reader?.(node, parts) ?? { kind: "broken", span: nowhere });
  }
  const syntax = read.get(root) ?? { kind: "broken", span: nowhere };
  return parseExpression(printExpression(syntax), "<mathjs>");
}
