import {
  type ExprSyntax,
  functionRow,
  type Model,
  type NameSyntax,
  type Span,
  type StatementSyntax,
} from "../../src/index.ts";

/** A name where it stands in the text of a model. */
export interface Occurrence {
  readonly name: string;
  readonly span: Span;
  /**
   * - `global`: a size, tensor, definition or alias
   * - `function`: of the language
   * - `index`: a letter that belongs to its statement
   */
  readonly kind: "global" | "function" | "index";
  readonly statement: StatementSyntax;
  /** Whether it is introduced here. */
  readonly isDefinition: boolean;
}

type Part = ExprSyntax | undefined;

/** The pieces of an expression. */
const children: { readonly [K in ExprSyntax["kind"]]: (e: Extract<ExprSyntax, { kind: K }>) => readonly Part[] } = {
  number: () => [],
  name: () => [],
  hole: () => [],
  broken: () => [],
  slots: ({ base, slots }) => [base, ...slots],
  call: ({ args }) => args,
  "prime-call": ({ args }) => args,
  prefix: ({ operand }) => [operand],
  infix: ({ left, right }) => [left, right],
  compare: ({ operands }) => operands,
  transpose: ({ operand }) => [operand],
  conditional: ({ condition, onTrue, onFalse }) => [condition, onTrue, onFalse],
  range: ({ index, low, high }) => [index, low, high],
}; // prettier-ignore

interface Found {
  readonly syntax: NameSyntax;
  readonly isCallee: boolean;
}

/** Every name in expressions, in the order of the text; nesting is as deep as it likes. */
function namesIn(parts: readonly Part[]): readonly Found[] {
  const found: Found[] = [];
  const pending = [...parts].reverse();
  while (pending.length > 0) {
    const e = pending.pop();
    if (e === undefined) continue;
    if (e.kind === "name") found.push({ syntax: e, isCallee: false });
    if (e.kind === "call" || e.kind === "prime-call") found.push({ syntax: e.callee, isCallee: true });
    const inner = (children[e.kind] as (e: ExprSyntax) => readonly Part[])(e);
    pending.push(...[...inner].reverse());
  }
  return found;
}

interface Statement {
  /** The names it introduces for the whole model. */
  readonly introduces: readonly NameSyntax[];
  readonly uses: readonly Part[];
}

const statements: { readonly [K in StatementSyntax["kind"]]: (s: Extract<StatementSyntax, { kind: K }>) => Statement } = {
  size: ({ entries }) => ({ introduces: entries.map(({ name }) => name), uses: entries.map(({ value }) => value) }),
  declare: ({ entries }) => ({
    introduces: entries.map(({ name }) => name),
    uses: entries.flatMap(({ sizes, positionsIn, value }) => [...sizes, positionsIn, value]),
  }),
  assume: ({ fact }) => ({ introduces: [], uses: [fact] }),
  property: ({ name }) => ({ introduces: [], uses: [name] }),
  convention: ({ subject }) => ({ introduces: [], uses: [subject] }),
  alias: ({ name, target }) => ({ introduces: [name], uses: [target] }),
  define: ({ name, indices, value }) => ({ introduces: [name], uses: [...(indices ?? []), value] }),
  claim: ({ sides, given }) => ({ introduces: [], uses: [...sides, ...(given === undefined ? [] : [given])] }),
}; // prettier-ignore

/** The statements that stand in the text; those that were inferred have places only in the model's own source. */
export const writtenStatements = ({ syntax, source }: Model, text: string): readonly StatementSyntax[] =>
  syntax.statements.filter(
    ({ span: { start, end } }) => source.text.slice(start, end) === text.slice(start, end),
  );

/** All names of the statements that stand in the text. */
export function occurrences(model: Model, text: string): readonly Occurrence[] {
  const { symbols, aliases } = model;
  const isGlobal = (name: string): boolean => symbols.find(name) !== undefined || aliases.has(name);
  return writtenStatements(model, text).flatMap((statement) => {
    const { introduces, uses } = (statements[statement.kind] as (s: StatementSyntax) => Statement)(statement);
    const own = introduces.map(({ name, span }): Occurrence => ({ name, span, kind: "global", statement, isDefinition: true })); // prettier-ignore
    const used = namesIn(uses).flatMap(({ syntax: { name, span }, isCallee }): readonly Occurrence[] => {
      if (isCallee && functionRow(name) === undefined && !isGlobal(name)) return [];
      const kind = isCallee ? "function" : isGlobal(name) ? "global" : "index";
      return [{ name, span, kind, statement, isDefinition: false }];
    });
    return [...own, ...used];
  });
}

/** The name at a place, also just behind its last letter. */
export const occurrenceAt = (all: readonly Occurrence[], offset: number): Occurrence | undefined =>
  all.find(({ span }) => span.start <= offset && offset < span.end) ??
  all.find(({ span }) => span.end === offset);

/** The same name: everywhere for a global one, in its statement for an index. */
export const sameName = (all: readonly Occurrence[], one: Occurrence): readonly Occurrence[] =>
  all.filter(
    ({ name, kind, statement }) =>
      name === one.name && kind === one.kind && (kind !== "index" || statement === one.statement),
  );
