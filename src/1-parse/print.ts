import { assoc, infixPower, prefixPower } from "./precedence.ts";
import type { DeclarationEntry, ExprSyntax, ModelSyntax, SizeEntry, StatementSyntax } from "./syntax.ts";

/** A piece still to be printed: text, or an expression that needs parentheses if it binds looser than `power`. */
type Piece = string | { readonly node: ExprSyntax; readonly power: number };

/** Tighter than every operator. */
const atomPower = 9;
const transposePower = 8;
const comparePower = infixPower("==")!;

const powers: { readonly [K in Exclude<ExprSyntax["kind"], "infix">]: number } = {
  conditional: 0,
  compare: comparePower,
  prefix: prefixPower,
  transpose: transposePower,
  number: atomPower,
  name: atomPower,
  slots: atomPower,
  call: atomPower,
  "prime-call": atomPower,
  range: atomPower,
  hole: atomPower,
  broken: atomPower,
};

function powerOf(node: ExprSyntax): number {
  if (node.kind === "infix") return infixPower(node.op)!;
  return powers[node.kind];
}

/** The text of an expression, with the parentheses it needs and no others; it parses to the same tree. */
export function printExpression(root: ExprSyntax): string {
  const pending: Piece[] = [{ node: root, power: 0 }];
  let out = "";
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    if (typeof piece === "string") out += piece;
    else {
      const { node, power } = piece;
      const parts = powerOf(node) < power ? ["(", ...piecesOf(node), ")"] : piecesOf(node);
      pending.push(...parts.reverse());
    }
  }
  return out;
}

type Of<K extends ExprSyntax["kind"]> = Extract<ExprSyntax, { kind: K }>;

const pieces: { readonly [K in ExprSyntax["kind"]]: (node: Of<K>) => Piece[] } = {
  number: ({ text }) => [text],
  name: ({ name }) => [name],
  slots: ({ base, slots }) => [{ node: base, power: transposePower }, "[", ...list(slots), "]"],
  call: ({ callee, args }) => [callee.name, "(", ...list(args), ")"],
  "prime-call": ({ callee, args }) => [callee.name, "'(", ...list(args), ")"],
  prefix: ({ op, operand }) => [op === "not" ? "not " : op, { node: operand, power: prefixPower }],
  infix: infixPieces,
  compare: ({ ops, operands }) =>
    operands.flatMap((operand, at): Piece[] => {
      const shown = { node: operand, power: comparePower + 1 };
      return at === 0 ? [shown] : [` ${ops[at - 1]!} `, shown];
    }),
  transpose: ({ operand }) => [{ node: operand, power: transposePower }, "'"],
  conditional: ({ condition, onTrue, onFalse }) => [
    { node: condition, power: 1 },
    " ? ",
    // Needed by mathjs, which cannot read `a ? b ? c : d : e`.
    { node: onTrue, power: 1 },
    " : ",
    loose(onFalse),
  ],
  range: ({ index, low, high }) => [
    `${index.name} in `,
    ...(low === undefined ? [] : [loose(low), ".."]),
    loose(high),
  ],
  hole: () => ["?"],
  broken: () => ["?"],
};

/** The row for the node's kind; the table's type says that they fit. */
const piecesOf = <K extends ExprSyntax["kind"]>(node: Of<K>): Piece[] =>
  (pieces[node.kind] as (node: Of<K>) => Piece[])(node);

const loose = (node: ExprSyntax): Piece => ({ node, power: 0 });

const list = (nodes: readonly ExprSyntax[]): Piece[] =>
  nodes.flatMap((node, at) => (at === 0 ? [loose(node)] : [", ", loose(node)]));

function infixPieces({ op, left, right }: Of<"infix">): Piece[] {
  const power = infixPower(op)!;
  if (assoc(op) === "left") return [{ node: left, power }, ` ${op} `, { node: right, power: power + 1 }];
  // The exponent may be a prefix, `2^-x`, and so may what follows it: `2^-x^3` is 2^(−(x³)).
  const tight = op === "^" ? op : ` ${op} `;
  return [{ node: left, power: power + 1 }, tight, { node: right, power: prefixPower }];
}

const printSize = ({ name, value }: SizeEntry): string =>
  value === undefined ? name.name : `${name.name} = ${printExpression(value)}`;

function printDeclaration({ name, sizes, positionsIn, value }: DeclarationEntry): string {
  let out = name.name;
  if (sizes.length > 0) out += `[${sizes.map(printExpression).join(", ")}]`;
  if (positionsIn !== undefined) out += ` in ${printExpression(positionsIn)}`;
  return value === undefined ? out : `${out} = ${printExpression(value)}`;
}

function printDefinition({ name, indices, value }: Statement<"define">): string {
  const slots = indices === undefined ? "" : `[${indices.map(printExpression).join(", ")}]`;
  return `${name.name}${slots} = ${printExpression(value)}`;
}

type Statement<K extends StatementSyntax["kind"]> = Extract<StatementSyntax, { kind: K }>;

const statements: { readonly [K in StatementSyntax["kind"]]: (statement: Statement<K>) => string } = {
  size: ({ entries }) => `size ${entries.map(printSize).join(", ")}`,
  declare: ({ role, entries }) => `${role} ${entries.map(printDeclaration).join(", ")}`,
  assume: ({ fact }) => `assume ${printExpression(fact)}`,
  property: ({ name, property }) => `assume ${name.name} ${property.name}`,
  convention: ({ subject, value }) => `convention ${printExpression(subject)} = ${printExpression(value)}`,
  alias: ({ name, target }) => `alias ${name.name} = ${target.name}`,
  define: printDefinition,
  claim: ({ sides, given }) =>
    `claim ${sides.map(printExpression).join(" = ")}${given === undefined ? "" : ` for ${printExpression(given)}`}`,
};

/** The text of a statement, on one line. */
export const printStatement = <K extends StatementSyntax["kind"]>(statement: Statement<K>): string =>
  (statements[statement.kind] as (statement: Statement<K>) => string)(statement);

/** The text of a model file, one statement a line. Comments are not part of the syntax. */
export const printModel = ({ statements }: ModelSyntax): string =>
  statements.map((statement) => `${printStatement(statement)}\n`).join("");
