import type { Report } from "../core/diagnostic.ts";
import { parseDecimal, negRational, type Rational } from "../core/rational.ts";
import type { DeclarationEntry, ExprSyntax, Role } from "../1-parse/syntax.ts";
import { sizeForm } from "./statement.ts";
import type { Declared, Symbols } from "./symbols.ts";

/** What a declaration says; reports sizes that are none and values where none can be. */
export function declareTensor(
  role: Role,
  entry: DeclarationEntry,
  symbols: Symbols,
  report: Report,
): Declared {
  const { name, sizes, positionsIn, value } = entry;
  const forms = sizes.map((size) => sizeForm(size, symbols, report));
  const shape = forms.flatMap((form) => (form === undefined ? [] : [form]));
  if (positionsIn !== undefined && role !== "input")
    report("E0228", { labels: [{ span: positionsIn.span, text: "positions" }] });
  const number = value && numberOf(value);
  if (
    value !== undefined &&
    value.kind !== "broken" &&
    (role !== "const" || sizes.length > 0 || number === undefined)
  )
    report("E0228", { labels: [{ span: value.span, text: "value" }] });
  return {
    kind: "declared",
    name: name.name,
    span: name.span,
    role,
    shape: shape.length === sizes.length ? shape : undefined,
    positionsIn: positionsIn && sizeForm(positionsIn, symbols, report),
    value: number,
  };
}

function numberOf(value: ExprSyntax): Rational | undefined {
  if (value.kind === "number") return parseDecimal(value.text);
  if (value.kind !== "prefix" || value.op === "not" || value.operand.kind !== "number") return undefined;
  const number = parseDecimal(value.operand.text);
  return value.op === "-" ? number && negRational(number) : number;
}
