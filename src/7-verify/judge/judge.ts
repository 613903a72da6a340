import { isError, type Diagnostic } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import { isCode } from "../../core/messages/catalogue.ts";
import { positionAt } from "../../core/span.ts";
import type { DerivationText, Line, Reading, Side } from "../line.ts";
import { Bench, type Finding, type Wanted } from "./bench.ts";
import type { Candidate } from "./candidates.ts";
import { consequence, type WrongLine } from "./consequence.ts";
import { conventionsUsed } from "./conventions.ts";
import type { Agreement } from "./equal.ts";
import {
  conditionalFinding,
  cutShort,
  stationaryFinding,
  consequenceFinding,
  layoutFinding,
  mendedFinding,
  refutedFinding,
  slipFinding,
  testedFinding,
  unreadableFinding,
} from "./findings.ts";
import { completed, restricted } from "./given.ts";
import { judgeHole } from "./hole.ts";
import { findLeftSide, isOrphan, type Found } from "./orphan.ts";
import { judgeRange } from "./range.ts";
import { mendedSide } from "./mended.ts";
import { recogniseSlip } from "./recognise.ts";
import type { Scene } from "./scene.ts";
import type { Truths } from "./truth.ts";
import { judgeShape, transposeOf } from "./shape.ts";
import { stationaryCondition } from "./stationary.ts";
import { judgeUpdate } from "./update.ts";
import type { JudgedLine } from "./verdict.ts";
import { diagnose, type Notation } from "./wording.ts";
import { finished, type Work } from "./work.ts";

/** A reading of a claim with its derivatives in closed form, and how it compares with the truth. */
interface Judged {
  readonly reading: Reading | undefined;
  readonly claim: Expr;
  readonly agreement: Agreement;
}

const rank: { readonly [K in Agreement["kind"]]: number } = {
  proved: 0, conditional: 1, tested: 2, different: 3, undefined: 4,
}; // prettier-ignore

/** What a side claims in each of its readings, as soon as it is asked for. */
function* claimsOf(
  side: Side,
  truths: Truths,
): Generator<Pick<Judged, "reading"> & { readonly claim: Expr | undefined }> {
  if (side.kind === "derivative") yield { claim: truths.of(side)?.value, reading: undefined };
  for (const reading of side.kind === "value" ? side.readings : [])
    yield { claim: truths.expand(reading.value, reading.derivatives), reading };
}

/** A line is compared with what follows from at most so many wrong ones before it. */
const MAX_EARLIER = 12;

/** Judges the lines of a derivation one after the other, each against the truth and against what precedes it. */
export class Judge {
  readonly #bench: Bench;
  readonly #wrong: WrongLine[] = [];
  readonly #known: string[] = [];
  /** `of/wrt` of the derivatives that lines so far are about. */
  readonly #seen = new Set<string>();

  constructor(text: DerivationText, notation: Notation, seed?: number) {
    this.#bench = new Bench(text, notation, seed);
  }

  /** Without a break. */
  judge(line: Line): JudgedLine {
    return finished(this.judging(line));
  }

  /** What was worked so far on all lines, in entries of tensors. */
  get worked(): number {
    return this.#bench.equality.meter.total;
  }

  *judging(line: Line): Work<JudgedLine> {
    const { source } = this.#bench.text;
    this.#bench.equality.meter.refill();
    const found = judgeRange(line, yield* this.#finding(line));
    if (found.status === "proved") this.#known.push(line.text.replaceAll("&", "").trim());
    const notes = line.notes.filter((note) => !found.diagnostics.some(({ code }) => code === note.code));
    return {
      line: line.number,
      column: positionAt(source, line.rightSpan.start).column,
      span: line.span,
      text: line.text,
      ...found,
      diagnostics: [...notes, ...found.diagnostics],
    };
  }

  *#finding(line: Line): Work<Finding> {
    const wrong = line.notes.find(isError);
    if (wrong !== undefined) return this.#noted(line, wrong);
    if (line.kind === "definition" || line.kind === "statement")
      return { status: "definition", diagnostics: [] };
    if (line.kind === "update") return yield* judgeUpdate(this.#bench, line);
    const unreadable = [line.left, line.right].find((side) => side.kind === "unreadable");
    if (unreadable?.kind === "unreadable") return unreadableFinding(unreadable.diagnostics);
    const wanted = this.#bench.wanted(line.left, line.given);
    if (wanted === undefined) return unreadableFinding([]);
    if (line.right.kind === "hole") return judgeHole(this.#bench, line, wanted, this.#known);
    const found = yield* this.#claim(line, wanted);
    const derivation = found.status === "refuted" ? wanted.derivative?.derivation : undefined;
    return derivation === undefined ? found : { ...found, derivation };
  }

  /** A line in which reading alone has found a mistake. */
  #noted(line: Line, { code }: Diagnostic): Finding {
    const wanted = line.kind === "claim" ? this.#bench.wanted(line.left) : undefined;
    const expected = wanted === undefined ? {} : { expected: this.#bench.repair(line, wanted).expected };
    return { status: "refuted", ...(isCode(code) ? { code } : {}), ...expected, diagnostics: [] };
  }

  *#claim(line: Line, wanted: Wanted): Work<Finding> {
    const bench = this.#bench;
    const judged = yield* this.#judgedReadings(line.right, wanted);
    const [best] = [...judged].sort((a, b) => rank[a.agreement.kind] - rank[b.agreement.kind]);
    const isWrong = best === undefined || best.agreement.kind === "different";
    if (isWrong && line.previous === undefined) {
      const condition = stationaryCondition(bench, line, wanted, judged.map((j) => j.claim), this.#seen); // prettier-ignore
      if (condition !== undefined) return stationaryFinding(line, condition);
    }
    if (wanted.side !== undefined) this.#seen.add(`${wanted.side.of}/${wanted.side.wrt}`);
    const orphan =
      isWrong && wanted.side === undefined && isOrphan(bench.text, line)
        ? yield* findLeftSide(bench.truths, bench.equality, line)
        : undefined;
    if (orphan !== undefined) return this.#orphan(line, orphan);
    if (best === undefined) return yield* judgeShape(bench, line, wanted);
    const { agreement, claim } = best;
    const isAmbiguous = judged.some((j) => rank[j.agreement.kind] > rank[agreement.kind]);
    const how = best.reading?.how ?? "";
    const found =
      (yield* this.#agreed(line, wanted, claim, agreement)) ?? (yield* this.#different(line, wanted, judged));
    const note = isAmbiguous && how !== "" ? [diagnose("N0804", line.rightSpan, { params: { how } })] : [];
    return {
      ...found,
      ...(how === "" ? {} : { reading: how }),
      diagnostics: [...note, ...found.diagnostics],
    };
  }

  /** The verdict on a claim that agrees with the truth; undefined where it does not. */
  *#agreed(line: Line, wanted: Wanted, claim: Expr, agreement: Agreement): Work<Finding | undefined> {
    switch (agreement.kind) {
      case "proved": {
        const steps = () => [...agreement.proof.left, ...agreement.proof.right];
        const kink = agreement.exceptAtKinks ? [this.#kinkNote(line, claim, wanted)] : [];
        return { status: "proved", steps, diagnostics: kink };
      }
      case "tested":
        return testedFinding(line, agreement);
      case "conditional":
        return yield* conditionalFinding(this.#bench, line, wanted, claim, agreement);
      case "undefined":
        return unreadableFinding([
          this.#bench.equality.meter.isSpent
            ? diagnose("E0124", line.rightSpan, {})
            : diagnose("E0126", line.rightSpan, { help: ["why", "remedy"] }),
        ]);
      case "different":
        return undefined;
    }
  }

  #orphan(line: Line, { name, agreement }: Found): Finding {
    const note = diagnose("N0804", line.rightSpan, { params: { how: name } });
    if (agreement.kind !== "conditional") return { status: "proved", reading: name, diagnostics: [note] };
    this.#bench.adopt(agreement.needs);
    return { status: "conditional", code: "E0501", needs: [agreement.needs.text], reading: name, diagnostics: [note] }; // prettier-ignore
  }

  *#judgedReadings(side: Side, wanted: Wanted): Work<readonly Judged[]> {
    const { truths, equality } = this.#bench;
    const judged: Judged[] = [];
    for (const { claim, reading } of claimsOf(side, truths)) {
      if (claim === undefined || claim.free.some((index) => !wanted.axes.includes(index))) continue;
      yield;
      const compared = restricted(wanted.given, claim);
      const agreement = yield* equality.same(compared, wanted.truth, wanted.axes, wanted.truth);
      judged.push({ reading, claim: compared, agreement });
      if (agreement.kind === "proved") break;
    }
    return judged;
  }

  #kinkNote(line: Line, claim: Expr, { truth }: Wanted): Diagnostic {
    const convention = conventionsUsed(this.#bench.text.model, [claim, truth]);
    return diagnose("N0803", line.rightSpan, { params: { convention }, help: ["why"] });
  }

  /** A consequence, a matter of layout, a named slip, or simply wrong. */
  *#different(line: Line, wanted: Wanted, judged: readonly Judged[]): Work<Finding> {
    const bench = this.#bench;
    const scene = bench.scene(wanted, line);
    const { everywhere, given, axes, side } = wanted;
    const wrongLine = (from: number, claim: Expr): WrongLine => ({
      line: from,
      side,
      claimed: completed(given, claim, everywhere),
      truth: everywhere,
      axes,
    });
    // That the line is wrong is known: what follows finds out why, and has an allowance of its own.
    bench.equality.meter.refill();
    for (const { claim } of judged) {
      const from = yield* this.#follows(claim, wanted, scene);
      if (from === undefined) continue;
      this.#wrong.push(wrongLine(from, claim));
      return consequenceFinding(bench, line, wanted, from);
    }
    for (const { claim } of judged)
      if (transposeOf(bench.working, wanted, claim, axes) === "layout") return layoutFinding(line);
    this.#wrong.push(wrongLine(line.number, judged[0]!.claim));
    const found = yield* this.#named(line, wanted, judged, scene);
    bench.equality.meter.refill();
    return mendedFinding(found, yield* mendedSide(bench, line, wanted), line);
  }

  /** Wrong by a slip that has a name, or simply wrong. */
  *#named(line: Line, wanted: Wanted, judged: readonly Judged[], scene: Scene): Work<Finding> {
    const bench = this.#bench;
    const { axes } = wanted;
    let isCut = judged.some(({ agreement }) => agreement.kind === "different" && agreement.isCut);
    for (const { claim, reading } of judged) {
      const search = yield* recogniseSlip(bench.working, claim, axes, scene);
      if (search.found !== undefined)
        return yield* slipFinding(bench, line, wanted, claim, reading, search.found);
      isCut ||= search.isCut;
    }
    for (const { claim, reading } of judged) {
      // A slip beside an assumption that nobody stated.
      const needs = this.#plausible(claim, wanted);
      if (needs === undefined) continue;
      const search = yield* recogniseSlip(bench.equality.assuming([needs]), claim, axes, scene);
      isCut ||= search.isCut;
      if (search.found === undefined) continue;
      const found = yield* slipFinding(bench, line, wanted, claim, reading, search.found);
      return { ...found, needs: [needs.text] };
    }
    const found = yield* refutedFinding(bench, line, wanted, judged[0]!.claim);
    return isCut ? cutShort(line, found) : found;
  }

  /** Sums that are 1 in most derivations: what is assumed first when a line is wrong without it. */
  #plausible(claim: Expr, { truth }: Wanted): Candidate | undefined {
    let last: Candidate | undefined;
    for (const candidate of this.#bench.equality.candidates(claim, truth, truth)) {
      if (candidate === undefined) continue;
      if (candidate.kind !== "sums-to-one") break;
      last = candidate;
    }
    return last;
  }

  /** The wrong line this one follows from, or repeats. */
  *#follows(claim: Expr, wanted: Wanted, scene: Scene): Work<number | undefined> {
    const { working } = this.#bench;
    for (const wrong of this.#wrong.slice(-MAX_EARLIER).reverse()) {
      yield;
      const isSame =
        wrong.truth === wanted.everywhere &&
        working.prove(claim, restricted(wanted.given, wrong.claimed)) !== undefined;
      if (isSame) return wrong.line;
      const value = consequence(scene, wrong);
      if (value !== undefined && working.prove(claim, scene.compared(value)) !== undefined) return wrong.line;
    }
    return undefined;
  }
}
