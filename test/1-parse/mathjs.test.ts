import fc from "fast-check";
import { parse, type MathNode } from "mathjs";
import { expect, it } from "vitest";
import { parseExpression } from "../../src/1-parse/parse.ts";
import { printExpression } from "../../src/1-parse/print.ts";
import type { ExprSyntax } from "../../src/1-parse/syntax.ts";

/** Both trees as fully bracketed prefix forms. */
function ours(node: ExprSyntax): string {
  if (node.kind === "number") return String(Number(node.text));
  if (node.kind === "name") return node.name;
  if (node.kind === "prefix") return `(${node.op} ${ours(node.operand)})`;
  if (node.kind === "infix") return `(${node.op} ${ours(node.left)} ${ours(node.right)})`;
  if (node.kind === "compare") return `(${node.ops.join(",")} ${node.operands.map(ours).join(" ")})`;
  if (node.kind === "transpose") return `(' ${ours(node.operand)})`;
  if (node.kind === "conditional")
    return `(? ${ours(node.condition)} ${ours(node.onTrue)} ${ours(node.onFalse)})`;
  if (node.kind === "call") return `(call ${node.callee.name} ${node.args.map(ours).join(" ")})`;
  if (node.kind === "slots") return `(at ${ours(node.base)} ${node.slots.map(ours).join(" ")})`;
  return node.kind;
}

const relations: Readonly<Record<string, string>> = {
  smaller: "<", larger: ">", smallerEq: "<=", largerEq: ">=", equal: "==", unequal: "!=",
}; // prettier-ignore

/** The fields of mathjs's nodes that are read here; its own types are one interface per class. */
type Fields = Record<
  string,
  MathNode & MathNode[] & string & string[] & { name: string; dimensions: MathNode[] }
>;

function theirs(node: MathNode): string {
  const at = node as unknown as Fields;
  switch (node.type) {
    case "ConstantNode":
      return String(at["value"]);
    case "SymbolNode":
      return at["name"]!;
    case "ParenthesisNode":
      return theirs(at["content"]!);
    case "OperatorNode":
      return `(${at["op"]!} ${at["args"]!.map(theirs).join(" ")})`;
    case "RelationalNode":
      return `(${at["conditionals"]!.map((c: string) => relations[c]).join(",")} ${at["params"]!.map(theirs).join(" ")})`;
    case "ConditionalNode":
      return `(? ${theirs(at["condition"]!)} ${theirs(at["trueExpr"]!)} ${theirs(at["falseExpr"]!)})`;
    case "FunctionNode":
      return `(call ${at["fn"]!.name} ${at["args"]!.map(theirs).join(" ")})`;
    case "AccessorNode":
      return `(at ${theirs(at["object"]!)} ${at["index"]!.dimensions.map(theirs).join(" ")})`;
    default:
      return node.type;
  }
}

const agree = (text: string): void => {
  const { syntax, diagnostics } = parseExpression(text);
  expect(diagnostics).toEqual([]);
  expect(ours(syntax)).toBe(theirs(parse(text)));
};

it.each([
  "-x^2", "2^-x^2", "a^b^c", "a.^b^c", "a.^b.^c", "a^b.^c", "-a'^2", "a'*b'", "a'[1]", "a-b-c", "a/b*c", "a.*b/c./d", "+-x", "--x",
  "a<b", "a<b<=c", "(a<b)<c", "a==b!=c", "a and b or c", "not a == b", "not -a", "a ? b : c", "a?b:c?d:e",
  "a ? (b ? c : d) : e", "a < b ? c + d : e * f", "f(x, y)[1, i]", "(a+b)[i]", "2.*x", "2.^x", "1e-3*x", "-2^2",
  "a*-b", "a^-b*c", "a^+b", "x[i+u-1]", "sum(i, W[i, j] * I[i])", "a or b ? c : d", "a + b < c - d and e",
])("%s is the tree that mathjs reads", agree); // prettier-ignore

it("random expressions of the shared part are the trees that mathjs reads", () => {
  const operators = ["+", "-", "*", "/", ".*", "./", "^", ".^", "<", ">=", "==", " and ", " or "];
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom("x", "y", "2", "0.5"),
      fc
        .tuple(tie("expression"), fc.constantFrom(...operators), tie("expression"))
        .map((all) => all.join("")),
      tie("expression").map((e) => `-${e}`),
      tie("expression").map((e) => `not ${e}`),
      tie("expression").map((e) => `(${e})`),
      tie("expression").map((e) => `(${e})'`),
      tie("expression").map((e) => `f(${e}, x)`),
      fc
        .tuple(tie("expression"), tie("expression"), tie("expression"))
        .map(([a, b, c]) => `${a} ? (${b}) : ${c}`),
    ),
  }));
  fc.assert(
    fc.property(expression, (text) => {
      agree(text);
      agree(printExpression(parseExpression(text).syntax));
    }),
    { seed: 22, numRuns: 600 },
  );
});
