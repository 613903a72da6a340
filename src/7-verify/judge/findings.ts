import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import { isCode } from "../../core/messages/catalogue.ts";
import type { Params } from "../../core/messages/message.ts";
import type { EditedSide, Line, Reading } from "../line.ts";
import type { Bench, Finding, Wanted } from "./bench.ts";
import { smallestDifference } from "./difference.ts";
import type { Agreement } from "./equal.ts";
import type { Recognised } from "./recognise.ts";
import { codeOfSlip } from "./slips.ts";
import type { Stationary } from "./stationary.ts";
import type { Work } from "./work.ts";
import { findWitness, type Question, type Witness } from "./witness.ts";
import { diagnose } from "./wording.ts";

export function unreadableFinding(diagnostics: readonly Diagnostic[]): Finding {
  const [first] = diagnostics;
  const code = first !== undefined && isCode(first.code) ? { code: first.code } : {};
  return { status: "unreadable", ...code, diagnostics };
}

export function testedFinding(line: Line, tested: Extract<Agreement, { kind: "tested" }>): Finding {
  const { points, seed, stratified, maxRelativeError, exact } = tested;
  const params = { points, seed, stratified, exact, error: maxRelativeError.toExponential(1) };
  const help = ["strata", ...(exact > 0 ? ["exact"] : [])];
  const note = diagnose("W0603", line.rightSpan, { params, help });
  return {
    status: "tested",
    code: tested.isVacuous ? "W0602" : "W0603",
    tested: { points, seed, stratified, maxRelativeError, exact },
    diagnostics: tested.isVacuous ? [diagnose("W0602", line.rightSpan, { help: ["why"] })] : [note],
  };
}

/** An equation that holds where a derivative is 0: set by the line itself, said before it, or an assumption of it. */
export function stationaryFinding(line: Line, { derivative, how }: Stationary): Finding {
  const said = {
    code: "N0805",
    diagnostics: [diagnose("N0805", line.rightSpan, { params: { derivative } })],
  } as const;
  if (how === "set") return { status: "definition", ...said };
  return how === "stated"
    ? { status: "proved", ...said }
    : { status: "conditional", needs: [`${derivative} == 0`], ...said };
}

/** The transpose of what is derived here, in a layout of its own. */
export const layoutFinding = (line: Line): Finding => ({
  status: "proved",
  code: "N0801",
  slip: "layout",
  diagnostics: [diagnose("N0801", line.rightSpan, { help: ["why"] })],
});

/** What a witness is looked for: the claim against the truth, with finite differences where it is a derivative. */
const question = ({ text }: Bench, { truth, axes, derivative }: Wanted, claimed: Expr): Question => ({
  claimed,
  truth,
  axes,
  slope: derivative?.slope,
  quantity: derivative?.quantity,
  assumptions: text.model.assumptions,
});

/** Right under an assumption that nothing states; said once for each assumption. */
export function* conditionalFinding(
  bench: Bench,
  line: Line,
  wanted: Wanted,
  claim: Expr,
  { needs, proof }: Extract<Agreement, { kind: "conditional" }>,
): Work<Finding> {
  bench.equality.meter.refill();
  const witness = yield* findWitness(bench.equality, question(bench, wanted, claim));
  const expected = bench.inGeneral(wanted);
  const shown = diagnose("E0501", line.rightSpan, {
    params: { needs: needs.text, expected, ...witnessParams(witness) },
    help: ["general", ...(witness === undefined ? [] : ["witness"]), "state"],
    severity: "warning",
  });
  return {
    status: "conditional",
    code: "E0501",
    slip: "unstated-assumption",
    needs: [needs.text],
    expected,
    steps: () => [...proof.left, ...proof.right],
    ...(witness === undefined ? {} : { witness }),
    diagnostics: bench.adopt(needs) ? [shown] : [],
  };
}

/** What comes out if an earlier wrong line is used. */
export function consequenceFinding(bench: Bench, line: Line, { shown, axes }: Wanted, from: number): Finding {
  const expected = bench.formula(shown, axes);
  const note = diagnose("N0802", line.rightSpan, { params: { line: from, expected }, help: ["expected"] });
  return {
    status: "conditional",
    code: "N0802",
    needs: [`line ${from}`],
    follows: from,
    expected,
    diagnostics: [note],
  };
}

/** Wrong, and no slip of the catalogue makes exactly this. */
export function* refutedFinding(bench: Bench, line: Line, wanted: Wanted, claim: Expr): Work<Finding> {
  const { expected, fix } = bench.repair(line, wanted);
  bench.equality.meter.refill();
  const witness = yield* findWitness(bench.equality, question(bench, wanted, claim));
  const params = { expected, left: leftText(line), ...witnessParams(witness) };
  const help = [...(witness === undefined ? [] : ["witness"]), "expected", "unknown"];
  return {
    status: "refuted",
    code: "E0400",
    expected,
    ...(fix === undefined ? {} : { fix }),
    ...(witness === undefined ? {} : { witness }),
    diagnostics: [diagnose("E0400", line.rightSpan, { params, help, fix })],
  };
}

/** Wrong in a way that has a name, with the smallest piece that is wrong. */
export function* slipFinding(
  bench: Bench,
  line: Line,
  wanted: Wanted,
  claim: Expr,
  reading: Reading | undefined,
  found: Recognised,
): Work<Finding> {
  const { slip } = found;
  const base = yield* refutedFinding(bench, line, wanted, claim);
  const difference = reading && smallestDifference(bench.equality, bench.truths, reading, found);
  const isPiece = difference !== undefined && lengthOf(difference.span) < lengthOf(line.rightSpan);
  const piece = isPiece ? { piece: bench.formula(difference.right, difference.axes) } : {};
  const span = isPiece ? difference.span : line.rightSpan;
  const shown = diagnose(slip.code, span, {
    params: { expected: base.expected ?? "", ...piece, ...witnessParams(base.witness) },
    help: [
      ...(base.witness === undefined ? [] : ["witness"]),
      "why",
      ...(isPiece ? ["piece"] : []),
      "expected",
    ],
    fix: base.fix && { ...base.fix, confidence: "certain" },
  });
  return {
    ...base,
    code: slip.code,
    slip: slip.id,
    ...(isPiece ? { wrong: span } : {}),
    ...(shown.fix === undefined ? {} : { fix: shown.fix }),
    diagnostics: [shown],
  };
}

/** A wrong line about which more might have been found, had the allowance for one line been larger. */
export const cutShort = (line: Line, found: Finding): Finding => ({
  ...found,
  isCut: true,
  diagnostics: [...found.diagnostics, diagnose("N0806", line.rightSpan, { help: ["why"] })],
});

const lengthOf = ({ start, end }: Line["span"]): number => end - start;

/** The left side as it was written. */
const leftText = (line: Line): string =>
  line.text
    .split("=")[0]!
    .replace(/^claim\s+|&/g, "")
    .trim();

/** Six digits say enough, and a slope of 1e-12 is 0. */
const shownNumber = (x: number): string => String(Number((Math.abs(x) < 1e-9 ? 0 : x).toPrecision(6)));

/** A witness in a message. */
function witnessParams(witness: Witness | undefined): Params {
  if (witness === undefined) return {};
  const { entry, claimed, finiteDifference } = witness;
  return {
    entry:
      entry.length === 0
        ? { term: "the-value" }
        : { term: "entry", params: { entry: `(${entry.join(",")})` } },
    claimed: shownNumber(claimed),
    true: shownNumber(witness.true),
    difference:
      finiteDifference === undefined
        ? ""
        : { term: "finite-difference", params: { value: shownNumber(finiteDifference) } },
  };
}

/**
 * The finding with a repair in the words of the author, where one stroke of the pen makes one; it names the slip of a
 * line that has no name yet.
 */
export function mendedFinding(found: Finding, edit: EditedSide | undefined, line: Line): Finding {
  if (edit === undefined || found.status !== "refuted") return found;
  const isNamed = found.slip !== undefined;
  const code = isNamed || edit.slip === undefined ? undefined : codeOfSlip(edit.slip);
  const confidence = isNamed || edit.slip !== undefined ? "certain" : "likely";
  const fix = { span: line.rightSpan, text: edit.text, confidence } as const;
  const [first, ...others] = found.diagnostics;
  const renamed =
    code === undefined
      ? first
      : diagnose(code, line.rightSpan, {
          params: first?.params ?? {},
          help: [...(found.witness === undefined ? [] : ["witness"]), "why", "expected"],
        });
  return {
    ...found,
    ...(code === undefined ? {} : { code, slip: edit.slip! }),
    fix,
    diagnostics: renamed === undefined ? [] : [{ ...renamed, fix }, ...others],
  };
}
