import { defaultConventions, type Conventions } from "../core/conventions.ts";
import type { Report } from "../core/diagnostic.ts";
import { compareRational, rational, rationalText, type Rational } from "../core/rational.ts";
import { printStatement } from "../1-parse/print.ts";
import type { ConventionStatement, ExprSyntax } from "../1-parse/syntax.ts";
import type { Reference } from "./graph.ts";
import { elaborateIn } from "./statement.ts";
import type { Symbols } from "./symbols.ts";

/** The derivatives at 0 that can be chosen, with the subgradients there. */
const ranges: { readonly [F in keyof Conventions]: { readonly low: Rational; readonly high: Rational } } = {
  relu: { low: rational(0), high: rational(1) },
  abs: { low: rational(-1), high: rational(1) },
};

const isChoice = (name: string): name is keyof Conventions => Object.hasOwn(ranges, name);

/** The default conventions with those the model chooses. */
export function elaborateConventions(
  statements: readonly ConventionStatement[],
  symbols: Symbols,
  report: Report,
  refer: Reference,
): { readonly conventions: Conventions; readonly chosen: readonly string[] } {
  const conventions: { -readonly [F in keyof Conventions]: Conventions[F] } = { ...defaultConventions };
  const chosen: string[] = [];
  for (const statement of statements) {
    const name = choiceOf(statement.subject);
    if (name === undefined) {
      const known = Object.keys(ranges).map((key) => `${key}'(0)`).join(", "); // prettier-ignore
      report("E0505", { params: { known }, labels: [{ span: statement.subject.span, text: "here" }] });
      continue;
    }
    const { value } = elaborateIn(statement.value, { symbols, report }, refer);
    if (value === undefined) continue;
    const { low, high } = ranges[name];
    if (
      value.kind !== "const" ||
      compareRational(value.value, low) < 0 ||
      compareRational(value.value, high) > 0
    )
      report("E0506", {
        params: { subject: `${name}'(0)`, low: rationalText(low), high: rationalText(high) },
        labels: [{ span: statement.value.span, text: "here" }],
      });
    else {
      conventions[name] = value.value;
      chosen.push(printStatement(statement).replace(/^convention /, ""));
    }
  }
  return { conventions, chosen };
}

/** relu in `relu'(0)`. */
function choiceOf(subject: ExprSyntax): keyof Conventions | undefined {
  if (subject.kind !== "prime-call" || !isChoice(subject.callee.name)) return undefined;
  const [at, ...more] = subject.args;
  const isZero = at?.kind === "number" && Number(at.text) === 0;
  return isZero && more.length === 0 ? subject.callee.name : undefined;
}
