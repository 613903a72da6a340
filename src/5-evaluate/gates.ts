import { asAffine, sub } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { isInteger } from "../core/rational.ts";
import { postorder } from "../core/walk.ts";

const kinked: ReadonlySet<string> = new Set(["relu", "abs", "sign"]);

/**
 * The quantities whose sign decides which smooth piece of the expressions is in force: arguments of relu, abs
 * and sign, differences of what is compared. Comparisons of indices are none: no data decides them.
 */
export function gatesOf(roots: Iterable<Expr>): readonly Expr[] {
  const gates = new Set<Expr>();
  for (const e of postorder(roots)) {
    if (e.kind === "unary" && kinked.has(e.op)) gates.add(e.arg);
    if (e.kind === "binary") gates.add(sub(e.left, e.right));
    if (e.kind === "iverson" && (asAffine(e.left) === undefined || asAffine(e.right) === undefined))
      gates.add(sub(e.left, e.right));
  }
  return [...gates].filter((e) => e.kind !== "const");
}

/** What must be positive for the expressions to be real and smooth: arguments of logarithms, bases of roots. */
export function positiveArguments(roots: Iterable<Expr>): readonly Expr[] {
  const found = new Set<Expr>();
  for (const e of postorder(roots)) {
    if (e.kind === "unary" && e.op === "log") found.add(e.arg);
    const whole = e.kind === "pow" && e.exponent.kind === "const" && isInteger(e.exponent.value);
    if (e.kind === "pow" && !whole) found.add(e.base);
  }
  return [...found].filter((e) => e.kind !== "const" && e.kind !== "real");
}
