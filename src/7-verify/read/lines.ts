import { affineOf } from "../../core/affine.ts";
import { rename } from "../../core/bind.ts";
import { makeDiagnostic, type Diagnostic, type Report } from "../../core/diagnostic.ts";
import { positionAt, type Source, type Span } from "../../core/span.ts";
import { shapeText } from "../../2-elaborate/wording.ts";
import { sidesOf, walkTex } from "../../1-parse/latex/nodes.ts";
import type { Comparison, Tex, TexStatement } from "../../1-parse/latex/syntax.ts";
import type { EditedSide, Line, Side } from "../line.ts";
import type { Role } from "./classify.ts";
import { lettersIn } from "./draft.ts";
import { editsOf } from "./edits.ts";
import { evaluate } from "./evaluate.ts";
import { givenOf } from "./given.ts";
import type { Inferred } from "./infer.ts";
import { readLeft, type Left } from "./left.ts";
import { readingOf, readRight } from "./right.ts";
import type { Context, Scope } from "./scope.ts";
import { axesOf } from "./value.ts";

interface Chain {
  readonly node: Tex;
  /** The last side so far. */
  readonly last: Tex;
}

/** The lines of a text, in order; each is read in the finished model. */
export class LineReader {
  readonly #source: Source;
  readonly #inferred: Inferred;
  readonly #scope: Scope;
  readonly #complaints: readonly Diagnostic[];
  readonly #report: Report;
  readonly #taken: ReadonlySet<string>;
  readonly #names: readonly Tex[];
  #chain: Chain | undefined;

  /** @param complaints what the parser reported, to be shown with the sides it belongs to */
  constructor(
    source: Source,
    inferred: Inferred,
    scope: Scope,
    complaints: readonly Diagnostic[],
    report: Report,
  ) {
    this.#source = source;
    this.#inferred = inferred;
    this.#scope = scope;
    this.#complaints = complaints;
    this.#report = report;
    const { model } = inferred;
    this.#names = namesIn(inferred);
    const letters = [...walkTex(sidesOf(inferred.survey.statements))].flatMap((node) =>
      node.kind === "symbol" ? [node.name] : [],
    );
    this.#taken = new Set([...model.declarations.keys(), ...model.definitions.keys(), ...model.sizes.keys(), ...letters.filter((name) => name.length === 1 && model.symbols.find(name) !== undefined)]); // prettier-ignore
  }

  /** @param at the place of the statement among all */
  read(statement: TexStatement, role: Role, at: number): readonly Line[] {
    const { sides, signs, continues } = statement;
    if (signs.length === 0) return [];
    if (this.#inferred.facts.has(at)) return [this.#statement(statement, role)];
    if (
      role.kind === "declaration" ||
      role.kind === "range" ||
      role.kind === "remark" ||
      role.kind === "symmetric"
    )
      return [this.#statement(statement, role)];
    if (role.kind === "fact") return [this.#statement(statement, role)];
    const chain = continues ? this.#chain : undefined;
    if (continues && chain === undefined) {
      const [sign] = signs;
      this.#report("E0121", { labels: [{ span: sign!.span, text: "here" }] });
      return [];
    }
    const node = chain?.node ?? sides[0]!;
    const lines: Line[] = [];
    let previous: Tex | undefined = chain?.last;
    for (const [k, { sign, span }] of signs.entries()) {
      if (sign === "in") break;
      const right = sides[k + 1]!;
      const isFirst = k === 0 && !continues;
      const start = isFirst ? statement.span.start : span.start;
      const kind = isFirst ? kindOf(role) : "claim";
      lines.push(
        this.#line(
          node,
          isFirst ? undefined : previous,
          right,
          { start, end: Math.max(right.span.end, span.end) },
          kind,
          statement.given,
        ),
      );
      previous = right;
    }
    this.#chain = { node, last: previous ?? node };
    return lines;
  }

  #context(): Context {
    return {
      scope: this.#scope,
      letters: new Map(),
      locals: new Map(),
      derivatives: new Map(),
      notes: [],
      evaluate,
      depth: 0,
    };
  }

  #line(
    node: Tex,
    previous: Tex | undefined,
    right: Tex,
    span: Span,
    kind: Line["kind"],
    conditions: readonly Comparison[] = [],
  ): Line {
    const context = this.#context();
    const left = readLeft(node, context, this.#inferred.model, this.#taken);
    const notes: Diagnostic[] = context.notes;
    const side = (of: Tex): Side => {
      const complaints = this.#within(of.span);
      if (complaints.length > 0) return { kind: "unreadable", diagnostics: complaints };
      // Letters that the left side does not have are each side's own.
      const own = { ...context, letters: new Map(context.letters) };
      return readRight(of, left, own, this.#inferred.isConsistent && left.derivative !== undefined);
    };
    const rightSide =
      left.value === undefined && right.kind !== "hole" ? sideOrUnreadable(right, left, side) : side(right);
    const given = givenOf(conditions, left, context);
    return {
      number: positionAt(this.#source, right.span.start).line,
      span,
      text: this.#source.text.slice(span.start, span.end).trim(),
      kind,
      ...(given === undefined ? {} : { given }),
      left: this.#leftSide(node, left, context),
      previous: previous === undefined ? undefined : side(previous),
      right: rightSide,
      rightSpan: right.span,
      edits: () => this.#edits(right, left),
      isMatrix: left.letters.length === 0 && !hasIndices(right),
      notes: [...this.#hintsIn(span), ...unique(notes)],
    };
  }

  /** The right side with one thing written differently, in every way that can be read. */
  *#edits(right: Tex, left: Left): Generator<EditedSide> {
    for (const { slip, node, text } of editsOf(right, this.#source.text, this.#names)) {
      const context = this.#context();
      for (const letter of left.letters) {
        const { name } = letter;
        context.letters.set(name, {
          name,
          index: letter,
          form: affineOf(letter),
          isRanged: false,
          span: right.span,
        });
      }
      const side = readRight(node, left, context);
      if (side.kind !== "value") continue;
      // What a repair says should need no goodwill.
      const readings = side.readings.filter(
        ({ how }) => !/against the rest| as (?:inner|outer) product/.test(how),
      );
      yield { slip, text, readings };
    }
  }

  #leftSide(node: Tex, left: Left, context: Context): Side {
    const complaints = this.#within(node.span);
    if (complaints.length > 0) return { kind: "unreadable", diagnostics: complaints };
    if (left.derivative !== undefined) return left.derivative;
    const { value, outcome } = left;
    if (value === undefined)
      return { kind: "unreadable", diagnostics: outcome.failures.slice(0, 1).map(({ why }) => why) };
    const expr = rename(value.expr, axesOf(value.shape), left.open);
    return { kind: "value", readings: [readingOf(value, expr, left.axes, value.how, context)], rejected: [] };
  }

  #within({ start, end }: Span): readonly Diagnostic[] {
    return this.#complaints.filter(({ labels, severity }) => {
      const at = labels[0]?.span;
      return severity === "error" && at !== undefined && at.start >= start && at.end <= end;
    });
  }

  /** Names of the line that are introduced nowhere. */
  #hintsIn({ start, end }: Span): readonly Diagnostic[] {
    return this.#inferred.hints.flatMap(({ name, meant, span }) =>
      span.start >= start && span.end <= end
        ? [
            makeDiagnostic("E0233", {
              params: { name, meant },
              labels: [{ span, text: "here" }],
              help: ["alias"],
              severity: "warning",
            }),
          ]
        : [],
    );
  }

  /** A statement about sizes, ranges or data. */
  #textOf = ({ start, end }: Span): string => this.#source.text.slice(start, end).trim();

  #statement({ span, sides, space }: TexStatement, role: Role): Line {
    const right = sides.at(-1)!;
    // Said once, where it is said last.
    const { roles } = this.#inferred.survey;
    const isRepeated = role.kind === "declaration" && roles.slice(roles.indexOf(role) + 1).some((later) => later.kind === "declaration" && later.name.name === role.name.name); // prettier-ignore
    const used =
      role.kind === "declaration" && !isRepeated
        ? this.#inferred.contradicted.get(role.name.name)
        : undefined;
    const stated = space === undefined ? this.#textOf(right.span) : space.sizes.map((size) => this.#textOf(size.span)).join("×"); // prettier-ignore
    const notes =
      role.kind !== "declaration" || used === undefined
        ? []
        : [
            makeDiagnostic("E0311", {
              params: { name: role.name.name, stated, used: shapeText(used) },
              labels: [{ span: right.span, text: "here" }],
              help: ["used"],
            }),
          ];
    return {
      number: positionAt(this.#source, span.start).line,
      span,
      text: this.#source.text.slice(span.start, span.end).trim(),
      kind: "statement",
      left: { kind: "hole" },
      previous: undefined,
      right: { kind: "hole" },
      rightSpan: right.span,
      edits: () => [],
      isMatrix: false,
      notes,
    };
  }
}

/** Every name of the text as it is first written. */
function namesIn({ survey, text }: Inferred): readonly Tex[] {
  const found = new Map<string, Tex>();
  for (const node of walkTex(sidesOf(survey.statements))) {
    const mention = survey.names.mention(node);
    if (mention === undefined || mention.isTransposed || mention.powers.length > 0 || mention.primes > 0)
      continue;
    if (text.given(text.aliases.get(mention.name) ?? mention.name) !== undefined && !found.has(mention.name)) found.set(mention.name, node); // prettier-ignore
  }
  return [...found.values()];
}

/** Whether a formula has letters as indices. */
const hasIndices = (node: Tex): boolean =>
  [...walkTex([node])].some(
    (part) => (part.kind === "big" && part.indices.length > 0) || [...lettersIn(part)].length > 0,
  );

const kindOf = ({ kind }: Role): Line["kind"] =>
  kind === "definition" ||
  kind === "alias" ||
  kind === "function" ||
  kind === "seed" ||
  kind === "rate" ||
  kind === "error-name"
    ? "definition"
    : kind === "update"
      ? "update"
      : "claim";

/** Without a left side a right side has no shape to fit, but its own complaints are still worth showing. */
function sideOrUnreadable(right: Tex, left: Left, side: (of: Tex) => Side): Side {
  const read = side(right);
  return read.kind === "value"
    ? { kind: "unreadable", diagnostics: left.outcome.failures.slice(0, 1).map(({ why }) => why) }
    : read;
}

const unique = (notes: readonly Diagnostic[]): readonly Diagnostic[] => {
  const seen = new Set<string>();
  return notes.filter(({ code, labels }) => {
    const key = `${code}:${labels[0]?.span.start}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
};
