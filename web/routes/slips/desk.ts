import {
  check,
  layoutFor,
  layoutMathml,
  namingOf,
  readExpressionIn,
  renderDiagnostic,
  type Check,
  type DerivationText,
  type JudgedLine,
  type Lang,
  type Line,
  type Nested,
} from "../../../src/index.ts";
import { Cards, keyOf, type CardId, type CardText } from "./cards.ts";
import { menuOf } from "./names.ts";
import { claimLine, definitionLines, writtenLine, type LineView } from "./view.ts";

type InBoth = Readonly<Record<Lang, readonly string[]>>;

/** A card as it is laid out. */
export interface CardView {
  readonly id: CardId;
  /** How many cards the deck has; undefined where they do not end. */
  readonly of: number | undefined;
  /** What the derivation is of. */
  readonly given: readonly LineView[];
  readonly lines: readonly LineView[];
  /** The line to be filled in. */
  readonly blank: number | undefined;
  /** The model, to be opened among the worked derivations. */
  readonly model: string;
}

/** What the checker says of the line with the slip. */
export interface CardVerdict {
  readonly start: number;
  /** The names of the slip that are right: the checker's, and the generator's where that is another. */
  readonly kinds: readonly string[];
  readonly menu: readonly string[];
  readonly code: string | undefined;
  /** The line's messages as the command line prints them. */
  readonly messages: InBoth;
  readonly witness:
    | {
        readonly point: Readonly<Record<string, Nested>>;
        readonly entry: readonly number[];
        readonly claimed: number;
        readonly true: number;
        readonly difference: number | undefined;
      }
    | undefined;
  /** The right formula in the model language, and set. */
  readonly expected: { readonly text: string; readonly mathml: string | undefined } | undefined;
  /** The right side as it stands, to be mended. */
  readonly written: string;
  readonly needs: readonly string[];
  /** The quantity that the worked derivation has a step for. */
  readonly subject: { readonly direction: "forward" | "backward"; readonly name: string } | undefined;
  /** Lines, by their names, that the checker proves. */
  readonly proved: readonly number[];
}

/** What the checker says of a formula that a learner wrote. */
export interface Answer {
  readonly holds: boolean;
  readonly messages: InBoth;
}

interface Opened {
  readonly card: CardText;
  readonly found: Promise<Found>;
}

interface Found {
  readonly check: Check;
  readonly read: DerivationText;
}

/** Lines of the notes that are shown on either side of the one with the slip. */
const AROUND = 2;

/** Longer answers are no formulas. */
const LONGEST = 500;

/** Lays out cards and has them judged; what was judged once is kept. */
export class Desk {
  readonly #cards = new Cards();
  readonly #opened = new Map<string, Opened>();
  readonly #mathml: Readonly<Record<string, string>>;

  /** @param mathml the formulas of the notes, set, by their LaTeX */
  constructor(mathml: Readonly<Record<string, string>>) {
    this.#mathml = mathml;
  }

  async open(id: CardId): Promise<CardView | undefined> {
    const card = this.#cards.text(id);
    if (card === undefined) return undefined;
    const { model } = card;
    if (id.deck === "notes") {
      const { check: found, read } = await this.#found(id, card);
      const slips = slippedIn(found);
      const slipped = slips[id.number];
      if (slipped === undefined) return undefined;
      const lines = around(read, slips, slipped).map((k) => writtenLine(read.lines[k]!, this.#mathml));
      return { id, of: slips.length, given: [], lines, blank: undefined, model };
    }
    const read = await readOnly(card);
    return {
      id,
      of: id.deck === "faded" ? this.#cards.blanks : undefined,
      given: definitionLines(read.model),
      lines: read.lines.map((line) => claimLine(read, line)),
      blank: id.deck === "faded" ? read.lines.find(({ right }) => right.kind === "hole")?.rightSpan.start : undefined, // prettier-ignore
      model,
    };
  }

  /** @returns undefined where there is no such card, or the checker finds nothing wrong in it */
  async judge(id: CardId): Promise<CardVerdict | undefined> {
    const card = this.#cards.text(id);
    if (card === undefined) return undefined;
    const { check: found, read } = await this.#found(id, card);
    const at = id.deck === "notes" ? slippedIn(found)[id.number] : found.lines.findIndex(({ line, status }) => line === card.line && status !== "proved"); // prettier-ignore
    const judged = at === undefined ? undefined : found.lines[at];
    if (at === undefined || judged === undefined) return undefined;
    const line = read.lines[at]!;
    const kinds = [...new Set([judged.slip, card.slip].filter((slip) => slip !== undefined))];
    const { witness } = judged;
    return {
      start: line.rightSpan.start,
      kinds,
      menu: menuOf(kinds, keyOf(id)),
      code: judged.code,
      messages: messagesOf(judged, found),
      witness: witness && {
        point: witness.point,
        entry: witness.entry,
        claimed: witness.claimed,
        true: witness.true,
        difference: witness.finiteDifference,
      },
      expected: expectedOf(judged, line, read),
      written: read.source.text.slice(line.rightSpan.start, line.rightSpan.end),
      needs: judged.needs ?? [],
      subject: subjectOf(line, read),
      proved: found.lines.flatMap(({ status }, k) => (status === "proved" ? [read.lines[k]!.rightSpan.start] : [])), // prettier-ignore
    };
  }

  /** A learner's formula in place of the right side of a line. */
  async answer(id: CardId, start: number, formula: string): Promise<Answer | undefined> {
    const card = this.#cards.text(id);
    const read = card && (await readOnly(card));
    const line = read?.lines.find(({ rightSpan }) => rightSpan.start === start);
    if (card === undefined || line === undefined || formula.length > LONGEST) return undefined;
    const { text } = card;
    const plain = formula.replaceAll(/\s+/g, " ").trim();
    const changed = text.slice(0, start) + plain + text.slice(line.rightSpan.end);
    const found = await check(changed, { kind: card.kind });
    const judged = found.lines.find(({ span }) => span.start <= start && start <= span.end);
    if (judged === undefined) return { holds: false, messages: said(found, found.diagnostics) };
    const holds = judged.status === "proved" || judged.status === "tested";
    const more = holds ? [] : found.diagnostics.filter(({ labels }) => labels.some(({ span }) => span.start >= start)); // prettier-ignore
    return { holds, messages: said(found, [...more, ...judged.diagnostics]) };
  }

  #found(id: CardId, card: CardText): Promise<Found> {
    const key = id.deck === "notes" ? "notes" : keyOf(id);
    const known = this.#opened.get(key);
    if (known !== undefined) return known.found;
    const found = judgeAll(card);
    this.#opened.set(key, { card, found });
    return found;
  }
}

async function judgeAll({ text, kind }: CardText): Promise<Found> {
  let read: DerivationText | undefined;
  const found = await check(text, { kind, onRead: (one) => (read = one) });
  return { check: found, read: read! };
}

/** What a text says, unjudged: the check is stopped as soon as it was read. */
async function readOnly({ text, kind }: CardText): Promise<DerivationText> {
  const stop = new AbortController();
  const stopped = new Error("read");
  let read: DerivationText | undefined;
  const onRead = (one: DerivationText): void => {
    read = one;
    stop.abort(stopped);
  };
  try {
    await check(text, { kind, signal: stop.signal, onRead });
  } catch (error) {
    if (error !== stopped) throw error;
  }
  return read!;
}

/** The lines with a named slip, by position. */
const slippedIn = ({ lines }: Check): readonly number[] =>
  lines.flatMap(({ slip }, k) => (slip === undefined ? [] : [k]));

/** A slipped line among its neighbours that are no slips themselves and say something. */
function around({ lines }: DerivationText, slips: readonly number[], slipped: number): readonly number[] {
  const others = lines.flatMap(({ kind, right }, k) =>
    slips.includes(k) || right.kind === "hole" || kind === "statement" ? [] : [k],
  );
  const before = others.filter((k) => k < slipped).slice(-AROUND);
  const after = others.filter((k) => k > slipped).slice(0, AROUND);
  return [...before, slipped, ...after];
}

const said = ({ source }: Check, diagnostics: Check["diagnostics"]): InBoth => ({
  en: diagnostics.map((one) => renderDiagnostic(one, source, { lang: "en" })),
  ko: diagnostics.map((one) => renderDiagnostic(one, source, { lang: "ko" })),
});

const messagesOf = ({ diagnostics }: JudgedLine, found: Check): InBoth => said(found, diagnostics);

/** The right side of a definition is not folded into the name that it defines. */
function expectedOf(judged: JudgedLine, line: Line, read: DerivationText): CardVerdict["expected"] {
  const { expected: text } = judged;
  if (text === undefined) return undefined;
  const { value, free } = readExpressionIn(read.model, text, { opensFree: true });
  const subject = subjectOf(line, read);
  const naming = namingOf(read.model);
  const names = subject?.direction === "forward" ? naming.before(subject.name) : naming;
  const layout = value && layoutFor(value, free, names, "index");
  const isName = layout?.kind === "symbol";
  return { text, mathml: layout === undefined || isName ? undefined : layoutMathml(layout, "index") };
}

function subjectOf({ left }: Line, { model }: DerivationText): CardVerdict["subject"] {
  if (left.kind === "derivative") return { direction: "backward", name: left.wrt };
  const value = left.kind === "value" ? left.readings[0]?.value : undefined;
  const found = value && namingOf(model).find(value);
  return found && { direction: "forward", name: found.name };
}
