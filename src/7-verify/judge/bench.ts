import type { Diagnostic, Fix } from "../../core/diagnostic.ts";
import { one, zero } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { simplifier } from "../../4-simplify/simplify.ts";
import type { DerivationText, DerivativeSide, Line, Reading, Side } from "../line.ts";
import type { Candidate } from "./candidates.ts";
import { Equality } from "./equal.ts";
import { besideCondition, restricted } from "./given.ts";
import { Scene, sceneOf } from "./scene.ts";
import { Truths, type Truth } from "./truth.ts";
import type { JudgedLine, Status } from "./verdict.ts";
import { Wording, type Notation } from "./wording.ts";

/** What a line should say. */
export interface Wanted {
  /** What the line is compared with: the truth, and nothing where the line is not said to hold. */
  readonly truth: Expr;
  /** 1 where the line is said to hold; undefined for everywhere. */
  readonly given: Expr | undefined;
  /** The truth wherever it is asked for. */
  readonly everywhere: Expr;
  /** The truth as it may be written beside the condition. */
  readonly shown: Expr;
  readonly axes: readonly Index[];
  readonly side: DerivativeSide | undefined;
  readonly derivative: Truth | undefined;
}

/** The verdict without what every line has. */
export type Finding = Partial<JudgedLine> & {
  readonly status: Status;
  readonly diagnostics: readonly Diagnostic[];
};

/** What the judging of all lines of a text has in common. */
export class Bench {
  readonly text: DerivationText;
  readonly truths: Truths;
  /** With what the text states. */
  readonly equality: Equality;
  readonly #wording: Wording;
  /** Assumptions that nobody stated and that a line was found to need: from then on they are made. */
  readonly #adopted = new Map<string, Candidate>();
  #working: Equality;

  constructor(text: DerivationText, notation: Notation, seed?: number) {
    this.text = text;
    this.equality = new Equality(text.model, seed);
    this.truths = new Truths(text.model, this.equality.meter);
    this.#working = this.equality;
    this.#wording = new Wording(text.model, this.truths.prepared, notation, text.unnamed);
  }

  /** With what the text states, and what was found missing so far. */
  get working(): Equality {
    return this.#working;
  }

  /** @returns whether the assumption is new */
  adopt(needs: Candidate): boolean {
    if (this.#adopted.has(needs.text)) return false;
    this.#adopted.set(needs.text, needs);
    this.#working = this.equality.assuming([...this.#adopted.values()]);
    return true;
  }

  /** The closed form of a side, or its value. */
  wanted(side: Side, condition?: Expr): Wanted | undefined {
    const given = condition && this.#given(condition);
    const of = (everywhere: Expr) => ({
      truth: restricted(given, everywhere),
      given,
      everywhere,
      shown: besideCondition(given, everywhere),
    });
    if (side.kind === "derivative") {
      const derivative = this.truths.of(side);
      return derivative && { ...of(derivative.value), axes: side.axes, side, derivative };
    }
    const reading = side.kind === "value" ? side.readings[0] : undefined;
    const truth = reading && this.truths.expand(reading.value, reading.derivatives);
    return reading && truth && { ...of(truth), axes: reading.axes, side: undefined, derivative: undefined };
  }

  /** A condition that never holds restricts nothing: a line is not right because it says nothing. */
  #given(condition: Expr): Expr | undefined {
    return condition === one || this.equality.prove(condition, zero) !== undefined ? undefined : condition;
  }

  /** @param line whose formula is judged; the side before it may have the truth in another form */
  scene({ everywhere, given, axes, side }: Wanted, { previous }: Line): Scene {
    const written = previous?.kind === "value" ? this.#written(previous.readings[0], everywhere) : [];
    const wrt = side === undefined ? [] : side.and === undefined ? [side.wrt] : [side.wrt, side.and.name];
    const closed = side && this.truths.closed(side.of, wrt);
    return side === undefined || closed === undefined
      ? new Scene(this.truths, everywhere, axes, undefined, undefined, written, given)
      : sceneOf(this.truths, side, closed, written, given);
  }

  #written(reading: Reading | undefined, truth: Expr): readonly Expr[] {
    const value = reading && this.truths.expand(reading.value, reading.derivatives);
    return value !== undefined && this.#working.prove(value, truth) !== undefined ? [value] : [];
  }

  /** As simple as everything assumed by now makes it. */
  #simplified(e: Expr): Expr {
    if (this.#adopted.size === 0) return e;
    const { positive } = this.equality;
    const assumptions = [...this.#adopted.values()].flatMap((c) => c.assumptions);
    return simplifier({ positive, assumptions })(e).value;
  }

  /** A formula in index notation of the model language. */
  formula(e: Expr, axes: readonly Index[]): string {
    return this.#wording.text(this.#simplified(e), axes);
  }

  /** What is true without any assumption the text does not state. */
  inGeneral({ shown, axes }: Wanted): string {
    return this.#wording.text(shown, axes);
  }

  /** The right formula, and the repair of the line that puts it there. */
  repair(
    line: Line,
    { shown, axes, side }: Wanted,
  ): { readonly expected: string; readonly fix: Fix | undefined } {
    const value = side === undefined ? shown : this.#simplified(shown);
    // What a definition is, is not said by its name.
    const isSpelled = side === undefined;
    const notation = this.#isClaim(line) ? "model" : this.#wording.notation;
    const text = this.#wording.inPlace(value, axes, isSpelled, notation, line.isMatrix);
    const fix =
      text === undefined ? undefined : { span: line.rightSpan, text, confidence: "likely" as const };
    return {
      expected: isSpelled ? this.#wording.spelled(value, axes) : this.#wording.text(value, axes),
      fix,
    };
  }

  /** A claim of the model language, whatever the document around it is written in. */
  #isClaim({ span }: Line): boolean {
    return this.text.model.claims.some(
      (claim) => claim.span.start <= span.start && span.end <= claim.span.end,
    );
  }

  inPlace(e: Expr, axes: readonly Index[]): string | undefined {
    return this.#wording.inPlace(e, axes);
  }
}
