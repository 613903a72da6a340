import type { Line } from "../line.ts";
import type { Bench, Finding, Wanted } from "./bench.ts";
import { sceneOf } from "./scene.ts";
import { diagnose, shapeText } from "./wording.ts";

/** At most this many earlier lines are repeated. */
const MANY = 3;

/** An unfinished line: what is known, what is wanted, and the next link of the chain. */
export function judgeHole(bench: Bench, line: Line, wanted: Wanted, known: readonly string[]): Finding {
  const { axes, side } = wanted;
  const expected = bench.formula(wanted.shown, axes);
  const next = side === undefined ? undefined : nextLink(bench, wanted);
  const shown = diagnose("H0702", line.rightSpan, {
    params: {
      known: known.slice(-MANY).join("; "),
      wanted:
        side === undefined ? line.text.replace(/=\s*[?]?\s*$/, "").trim() : `d(${side.of})/d(${side.wrt})`,
      shape: shapeText(axes.map(({ size }) => size)),
      rule: next?.rule ?? "",
      link: next?.text ?? "",
    },
    help: [...(known.length > 0 ? ["known"] : []), "wanted", ...(next === undefined ? [] : ["next"])],
    fix: fixOf(bench, line, wanted),
  });
  return { status: "hole", code: "H0702", expected, diagnostics: [shown] };
}

const fixOf = (bench: Bench, line: Line, wanted: Wanted) => {
  const { fix } = bench.repair(line, wanted);
  return fix && { ...fix, confidence: "needs-you" as const };
};

/** The last link of the chain rule: the derivative by the adjoints of what is computed from the variable. */
function nextLink(
  bench: Bench,
  { side }: Wanted,
): { readonly rule: string; readonly text: string } | undefined {
  if (side === undefined || side.and !== undefined) return undefined;
  const closed = bench.truths.closed(side.of, [side.wrt]);
  const scene = closed && sceneOf(bench.truths, side, closed);
  const adjoint = scene?.adjoint(side.wrt);
  if (adjoint === undefined) return undefined;
  const rule = adjoint.steps().at(0)?.rule ?? "chain rule";
  return { rule, text: bench.formula(adjoint.local, adjoint.indices) };
}
