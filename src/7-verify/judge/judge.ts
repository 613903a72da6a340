import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { isError, type Diagnostic, type Fix } from "../../core/diagnostic.ts";
import { isCode } from "../../core/messages/catalogue.ts";
import type { Params } from "../../core/messages/message.ts";
import { positionAt } from "../../core/span.ts";
import { conventionsUsed } from "./conventions.ts";
import { candidates, type Candidate } from "./candidates.ts";
import { consequence, type WrongLine } from "./consequence.ts";
import { smallestDifference } from "./difference.ts";
import { Equality, type Agreement } from "./equal.ts";
import { judgeHole } from "./hole.ts";
import { findLeftSide, isContinuation, type Found } from "./orphan.ts";
import { recogniseSlip, type Recognised } from "./recognise.ts";
import { Scene, sceneOf } from "./scene.ts";
import { judgeShape, transposeOf } from "./shape.ts";
import { Truths, type Truth } from "./truth.ts";
import { judgeUpdate } from "./update.ts";
import type { JudgedLine, Status } from "./verdict.ts";
import { findWitness, type Witness } from "./witness.ts";
import { diagnose, Wording, type Notation } from "./wording.ts";
import type { DerivationText, DerivativeSide, Line, Reading, Side } from "../line.ts";

/** What a line should say. */
export interface Wanted {
  readonly truth: Expr;
  readonly axes: readonly Index[];
  readonly side: DerivativeSide | undefined;
  readonly derivative: Truth | undefined;
}

/** The verdict without what every line has. */
export type Finding = Partial<JudgedLine> & {
  readonly status: Status;
  readonly diagnostics: readonly Diagnostic[];
};

/** A reading of a claim with its derivatives in closed form, and how it compares with the truth. */
interface Judged {
  readonly reading: Reading | undefined;
  readonly claim: Expr;
  readonly agreement: Agreement;
}

const rank: { readonly [K in Agreement["kind"]]: number } = {
  proved: 0, conditional: 1, tested: 2, different: 3, undefined: 4,
}; // prettier-ignore

/** Judges the lines of a derivation one after the other, each against the truth and against what precedes it. */
export class Judge {
  readonly text: DerivationText;
  readonly truths: Truths;
  readonly equality: Equality;
  readonly wording: Wording;
  readonly #wrong: WrongLine[] = [];
  readonly #reported = new Set<string>();
  readonly #known: string[] = [];

  constructor(text: DerivationText, notation: Notation) {
    this.text = text;
    this.truths = new Truths(text.model);
    this.equality = new Equality(text.model);
    this.wording = new Wording(text.model, this.truths.prepared, notation);
  }

  judge(line: Line): JudgedLine {
    const { column } = positionAt(this.text.source, line.rightSpan.start);
    const found = this.#finding(line);
    const notes = line.notes.filter((note) => !found.diagnostics.includes(note));
    return {
      line: line.number,
      column,
      span: line.span,
      text: line.text,
      ...found,
      diagnostics: [...notes, ...found.diagnostics],
    };
  }

  #finding(line: Line): Finding {
    const wrong = line.notes.find(isError);
    if (wrong !== undefined) {
      const expected = this.#wanted(line.left);
      const shown =
        expected && line.kind === "claim"
          ? { expected: this.wording.text(expected.truth, expected.axes) }
          : {};
      return {
        status: "refuted",
        ...(isCode(wrong.code) ? { code: wrong.code } : {}),
        ...shown,
        diagnostics: [],
      };
    }
    if (line.kind === "definition" || line.kind === "statement")
      return { status: "definition", diagnostics: [] };
    if (line.kind === "update") return judgeUpdate(this, line);
    const unreadable = [line.left, line.right].find((side) => side.kind === "unreadable");
    if (unreadable?.kind === "unreadable") return unreadableFinding(unreadable.diagnostics);
    const wanted = this.#wanted(line.left);
    if (wanted === undefined) return unreadableFinding([]);
    if (line.right.kind === "hole") return judgeHole(this, line, wanted, this.#known);
    return this.#claim(line, wanted);
  }

  /** The closed form of a side, or its value. */
  #wanted(side: Side): Wanted | undefined {
    if (side.kind === "derivative") {
      const derivative = this.truths.of(side);
      return derivative && { truth: derivative.value, axes: side.axes, side, derivative };
    }
    const reading = side.kind === "value" ? side.readings[0] : undefined;
    const truth = reading && this.truths.expand(reading.value, reading.derivatives);
    return reading && truth && { truth, axes: reading.axes, side: undefined, derivative: undefined };
  }

  #claim(line: Line, wanted: Wanted): Finding {
    const judged = this.#judgedReadings(line.right, wanted);
    const [best] = [...judged].sort((a, b) => rank[a.agreement.kind] - rank[b.agreement.kind]);
    const isWrong = best === undefined || best.agreement.kind === "different";
    const orphan = isWrong && wanted.side === undefined && isContinuation(line) ? findLeftSide(this.truths, this.equality, line) : undefined; // prettier-ignore
    if (orphan !== undefined) return this.#orphan(line, orphan);
    if (best === undefined) return judgeShape(this, line, wanted);
    const { agreement } = best;
    const ambiguous = judged.length > 1 && judged.some((j) => rank[j.agreement.kind] > rank[agreement.kind]);
    const how = best.reading?.how ?? "";
    const reading = ambiguous && how !== "" ? [diagnose("N0804", line.rightSpan, { params: { how } })] : [];
    const more = how === "" ? {} : { reading: how };
    switch (agreement.kind) {
      case "proved": {
        this.#known.push(line.text);
        const steps = () => [...agreement.proof.left, ...agreement.proof.right];
        const kink = agreement.exceptAtKinks ? [this.#kinkNote(line, best.claim, wanted)] : [];
        return { status: "proved", steps, ...more, diagnostics: [...reading, ...kink] };
      }
      case "tested": {
        const { points, seed, stratified, maxRelativeError, exact } = agreement;
        const params = { points, seed, stratified, exact, error: maxRelativeError.toExponential(1) };
        const help = ["strata", ...(exact > 0 ? ["exact"] : [])];
        const note = diagnose("W0603", line.rightSpan, { params, help });
        const tested = { points, seed, stratified, maxRelativeError, exact };
        return { status: "tested", code: "W0603", tested, ...more, diagnostics: [...reading, note] };
      }
      case "conditional":
        return { ...more, ...this.#conditional(line, wanted, best.claim, agreement.needs) };
      case "undefined":
        return unreadableFinding([]);
      case "different":
        return { ...more, ...this.#different(line, wanted, judged) };
    }
  }

  #orphan(line: Line, { name, agreement }: Found): Finding {
    const note = diagnose("N0804", line.rightSpan, { params: { how: name } });
    const needs =
      agreement.kind === "conditional" ? { code: "E0501" as const, needs: [agreement.needs.text] } : {};
    const status = agreement.kind === "conditional" ? "conditional" : "proved";
    return { status, ...needs, reading: name, diagnostics: [note] };
  }

  #judgedReadings(side: Side, wanted: Wanted): readonly Judged[] {
    const readings = side.kind === "value" ? side.readings : [];
    const judged: Judged[] = [];
    const consider = (claim: Expr | undefined, reading: Reading | undefined): boolean => {
      if (claim === undefined || claim.free.some((index) => !wanted.axes.includes(index))) return false;
      const agreement = this.equality.same(claim, wanted.truth, wanted.axes, wanted.truth);
      judged.push({ reading, claim, agreement });
      return agreement.kind === "proved";
    };
    if (side.kind === "derivative") consider(this.truths.of(side)?.value, undefined);
    for (const reading of readings) consider(this.truths.expand(reading.value, reading.derivatives), reading);
    return judged;
  }

  #kinkNote(line: Line, claim: Expr, { truth }: Wanted): Diagnostic {
    const convention = conventionsUsed(this.text.model, [claim, truth]);
    return diagnose("N0803", line.rightSpan, { params: { convention }, help: ["why"] });
  }

  #conditional(line: Line, wanted: Wanted, claim: Expr, needs: Candidate): Finding {
    const witness = findWitness(this.equality, this.#question(wanted, claim));
    const expected = this.wording.text(wanted.truth, wanted.axes);
    const isNews = !this.#reported.has(needs.text);
    this.#reported.add(needs.text);
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
      ...(witness === undefined ? {} : { witness }),
      diagnostics: isNews ? [shown] : [],
    };
  }

  /** What a witness is looked for: the claim against the truth, with finite differences where it is a derivative. */
  #question(wanted: Wanted, claimed: Expr): Parameters<typeof findWitness>[1] {
    const { truth, axes, derivative } = wanted;
    return {
      claimed,
      truth,
      axes,
      slope: derivative?.slope,
      quantity: derivative?.quantity,
      assumptions: this.text.model.assumptions,
    };
  }

  #different(line: Line, wanted: Wanted, judged: readonly Judged[]): Finding {
    const scene = this.#scene(wanted);
    for (const { claim } of judged) {
      const from = this.#follows(line, claim, wanted, scene);
      if (from !== undefined) return this.#consequence(line, wanted, claim, from);
    }
    for (const { claim } of judged)
      if (transposeOf(this.equality, wanted, claim, wanted.axes) === "layout") {
        this.#known.push(line.text);
        return { status: "proved", code: "N0801", slip: "layout", diagnostics: [diagnose("N0801", line.rightSpan, { help: ["why"] })] }; // prettier-ignore
      }
    for (const { claim, reading } of judged) {
      const found = recogniseSlip(this.equality, claim, wanted.axes, scene);
      if (found !== undefined) return this.#slip(line, wanted, claim, reading, found);
    }
    for (const { claim, reading } of judged) {
      // A slip beside an assumption that nobody stated.
      const needs = this.#plausible(claim, wanted);
      const found = needs && recogniseSlip(this.equality.assuming([needs]), claim, wanted.axes, scene);
      if (needs !== undefined && found !== undefined)
        return { ...this.#slip(line, wanted, claim, reading, found), needs: [needs.text] };
    }
    const [first] = judged;
    return this.#refuted(line, wanted, first!.claim);
  }

  /** Sums that are 1 in most derivations: what is assumed first when a line is wrong without it. */
  #plausible(claim: Expr, { truth }: Wanted): Candidate | undefined {
    const all = candidates(this.text.model, claim, truth, truth).filter((c) => c.kind === "sums-to-one");
    return all.at(-1);
  }

  #scene({ truth, axes, side }: Wanted): Scene {
    const closed =
      side && this.truths.closed(side.of, side.and === undefined ? [side.wrt] : [side.wrt, side.and.name]);
    return side === undefined || closed === undefined
      ? new Scene(this.truths, truth, axes)
      : sceneOf(this.truths, side, closed);
  }

  /** The wrong line this one follows from. */
  #follows(line: Line, claim: Expr, wanted: Wanted, scene: Scene): number | undefined {
    for (const wrong of [...this.#wrong].reverse()) {
      // The next link of a chain, equal to the one before it.
      const isLink = line.previous !== undefined && wrong.truth === wanted.truth;
      if (isLink && this.equality.prove(claim, wrong.claimed) !== undefined) return wrong.line;
      const value = consequence(scene, wrong);
      if (value !== undefined && this.equality.prove(claim, scene.inText(value)) !== undefined)
        return wrong.line;
    }
    return undefined;
  }

  #remember(line: Line, { truth, axes, side }: Wanted, claimed: Expr, from = line.number): void {
    this.#wrong.push({ line: from, side, claimed, truth, axes });
  }

  #consequence(line: Line, wanted: Wanted, claim: Expr, from: number): Finding {
    this.#remember(line, wanted, claim, from);
    const expected = this.wording.text(wanted.truth, wanted.axes);
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

  #slip(line: Line, wanted: Wanted, claim: Expr, reading: Reading | undefined, found: Recognised): Finding {
    const difference = reading && smallestDifference(this.equality, this.truths, reading, found);
    const isPiece = difference !== undefined && difference.span.end - difference.span.start < line.rightSpan.end - line.rightSpan.start; // prettier-ignore
    const piece = isPiece ? this.wording.text(difference.right, difference.axes) : undefined;
    const base = this.#refuted(line, wanted, claim);
    const { slip } = found;
    const span = isPiece ? difference.span : line.rightSpan;
    const shown = diagnose(slip.code, span, {
      params: {
        expected: base.expected ?? "",
        ...(piece === undefined ? {} : { piece }),
        ...witnessParams(base.witness),
      },
      help: [
        ...(base.witness === undefined ? [] : ["witness"]),
        "why",
        ...(piece === undefined ? [] : ["piece"]),
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

  #refuted(line: Line, wanted: Wanted, claim: Expr): Finding {
    this.#remember(line, wanted, claim);
    const { expected, fix } = this.repair(line, wanted);
    const witness = findWitness(this.equality, this.#question(wanted, claim));
    const params = { expected, left: leftText(line), ...witnessParams(witness) };
    const help = [...(witness === undefined ? [] : ["witness"]), "expected", "unknown"];
    const shown = diagnose("E0400", line.rightSpan, { params, help, fix });
    return {
      status: "refuted",
      code: "E0400",
      expected,
      ...(fix === undefined ? {} : { fix }),
      ...(witness === undefined ? {} : { witness }),
      diagnostics: [shown],
    };
  }

  /** The right formula, and the repair of the line that puts it there. */
  repair(
    line: Line,
    { truth, axes, side }: Wanted,
  ): { readonly expected: string; readonly fix: Fix | undefined } {
    const isSpelled = side === undefined;
    const text = this.wording.inPlace(truth, axes, isSpelled);
    const fix =
      text === undefined ? undefined : { span: line.rightSpan, text, confidence: "likely" as const };
    const expected = isSpelled ? this.wording.spelled(truth, axes) : this.wording.text(truth, axes);
    return { expected, fix };
  }

  /** Takes note of a wrong line that was judged elsewhere. */
  remember(line: Line, wanted: Wanted, claimed: Expr): void {
    this.#remember(line, wanted, claimed);
  }
}

function unreadableFinding(diagnostics: readonly Diagnostic[]): Finding {
  const [first] = diagnostics;
  const code = first !== undefined && isCode(first.code) ? { code: first.code } : {};
  return { status: "unreadable", ...code, diagnostics };
}

/** The left side as it was written. */
const leftText = (line: Line): string =>
  line.text
    .split("=")[0]!
    .replace(/^claim\s+/, "")
    .trim();

/** Six digits say enough. */
const shown = (x: number): string => String(Number(x.toPrecision(6)));

/** A witness in a message. */
const witnessParams = (witness: Witness | undefined): Params =>
  witness === undefined
    ? {}
    : {
        entry:
          witness.entry.length === 0
            ? { term: "the-value" }
            : { term: "entry", params: { entry: `(${witness.entry.join(",")})` } },
        claimed: shown(witness.claimed),
        true: shown(witness.true),
        difference:
          witness.finiteDifference === undefined
            ? ""
            : {
                term: "finite-difference",
                params: {
                  value: shown(Math.abs(witness.finiteDifference) < 1e-9 ? 0 : witness.finiteDifference),
                },
              },
      };
