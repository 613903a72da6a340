import { printModel } from "../1-parse/print.ts";
import type {
  CompareOp,
  ExprSyntax,
  InfixOp,
  NameSyntax,
  RangeSyntax,
  Role,
  StatementSyntax,
} from "../1-parse/syntax.ts";
import { makeSource } from "../core/span.ts";
import { readModel } from "./elaborate.ts";
import type { Model } from "./model.ts";

/**
 * Models made in TypeScript. A builder only writes down what it is told, as the statements of a model file;
 * reading them gives the same graph, the same checks, and messages that point into that text.
 */
const nowhere = { start: 0, end: 0 };
const name = (text: string): NameSyntax => ({ kind: "name", name: text, span: nowhere });

/** Anything that may stand in a formula. A number is the decimal fraction that it prints as: 0.1 is one tenth. */
export type Operand = Formula | number;

/** A position on an axis: an index by its name, a whole number, or a formula such as `index("i").plus(1)`. */
export type Slot = string | Operand;

/** An index with its range: `i in low..high`. */
export interface IndexRange {
  readonly index: string;
  readonly from?: Slot;
  readonly to: Slot;
}

type Slots<Rank extends number> = number extends Rank ? readonly Slot[] : TupleOf<Rank>;
type TupleOf<Rank extends number, Have extends Slot[] = []> = Have["length"] extends Rank
  ? Have
  : TupleOf<Rank, [...Have, Slot]>;

/** @error RangeError for NaN and infinities, which are no numbers of the language. */
function syntaxOf(operand: Slot): ExprSyntax {
  if (typeof operand === "string") return name(operand);
  if (typeof operand !== "number") return operand.syntax;
  if (!Number.isFinite(operand)) throw new RangeError(`${operand} is not a number of the language`);
  const number: ExprSyntax = { kind: "number", text: String(Math.abs(operand)), span: nowhere };
  return operand < 0 ? { kind: "prefix", op: "-", operand: number, span: nowhere } : number;
}

/** An expression under construction. Every method makes a new one, written as in a model file. */
export class Formula {
  readonly syntax: ExprSyntax;

  constructor(syntax: ExprSyntax) {
    this.syntax = syntax;
  }

  #with(op: InfixOp, right: Operand): Formula {
    const sides = { left: this.syntax, right: syntaxOf(right) };
    return new Formula({ kind: "infix", op, opSpan: nowhere, ...sides, span: nowhere });
  }

  #compared(op: CompareOp, right: Operand): Formula {
    return new Formula({
      kind: "compare",
      ops: [op],
      operands: [this.syntax, syntaxOf(right)],
      span: nowhere,
    });
  }

  plus = (right: Operand): Formula => this.#with("+", right);
  minus = (right: Operand): Formula => this.#with("-", right);
  /** `*`: scaling, or the product of vectors and matrices. */
  times = (right: Operand): Formula => this.#with("*", right);
  /** `/` by a number. */
  over = (right: Operand): Formula => this.#with("/", right);
  power = (right: Operand): Formula => this.#with("^", right);
  /** `.*`, entry by entry. */
  timesEach = (right: Operand): Formula => this.#with(".*", right);
  /** `./`, entry by entry. */
  overEach = (right: Operand): Formula => this.#with("./", right);
  /** `.^`, entry by entry. */
  powerEach = (right: Operand): Formula => this.#with(".^", right);
  and = (right: Operand): Formula => this.#with("and", right);
  or = (right: Operand): Formula => this.#with("or", right);
  equals = (right: Operand): Formula => this.#compared("==", right);
  differs = (right: Operand): Formula => this.#compared("!=", right);
  less = (right: Operand): Formula => this.#compared("<", right);
  atMost = (right: Operand): Formula => this.#compared("<=", right);
  greater = (right: Operand): Formula => this.#compared(">", right);
  atLeast = (right: Operand): Formula => this.#compared(">=", right);
  negated = (): Formula => new Formula({ kind: "prefix", op: "-", operand: this.syntax, span: nowhere });
  not = (): Formula => new Formula({ kind: "prefix", op: "not", operand: this.syntax, span: nowhere });
  transposed = (): Formula => new Formula({ kind: "transpose", operand: this.syntax, span: nowhere });

  /** The condition of a choice: onTrue where it is not 0, else onFalse. */
  choose = (onTrue: Operand, onFalse: Operand): Formula =>
    new Formula({
      kind: "conditional",
      condition: this.syntax,
      onTrue: syntaxOf(onTrue),
      onFalse: syntaxOf(onFalse),
      span: nowhere,
    });

  /** The entry at these positions. */
  at(...slots: readonly Slot[]): Formula {
    return new Formula({ kind: "slots", base: this.syntax, slots: slots.map(syntaxOf), span: nowhere });
  }
}

/** A name with a known number of axes: `at` takes as many positions. */
export class Tensor<Rank extends number = number> extends Formula {
  override at(...slots: Slots<Rank>): Formula {
    return super.at(...(slots as readonly Slot[]));
  }
}

/** An index as a formula, for sums of indices and comparisons. */
export const index = (letter: string): Formula => new Formula(name(letter));

const range = ({ index: letter, from, to }: IndexRange): RangeSyntax => ({
  kind: "range",
  index: name(letter),
  low: from === undefined ? undefined : syntaxOf(from),
  high: syntaxOf(to),
  span: nowhere,
});

/**
 * A function of the language: `call("relu", h)`, `call("sum", "i", x.at("i"))`, `call("max", a, b)`,
 * `call("sum", { index: "i", from: 2, to: n }, …)`.
 */
export const call = (callee: string, ...args: readonly (Slot | IndexRange)[]): Formula =>
  new Formula({
    kind: "call",
    callee: name(callee),
    args: args.map((arg) => (typeof arg === "object" && "index" in arg ? range(arg) : syntaxOf(arg))),
    span: nowhere,
  });

/** Collects the statements of a model. */
export class ModelBuilder {
  readonly #statements: StatementSyntax[] = [];

  /** `size n = value` */
  size(letter: string, value?: Operand): Formula {
    const entry = {
      name: name(letter),
      value: value === undefined ? undefined : syntaxOf(value),
      span: nowhere,
    };
    this.#statements.push({ kind: "size", entries: [entry], span: nowhere });
    return new Formula(name(letter));
  }

  input = <const S extends readonly Slot[]>(of: string, ...sizes: S): Tensor<S["length"]> =>
    this.#declare("input", of, sizes);
  param = <const S extends readonly Slot[]>(of: string, ...sizes: S): Tensor<S["length"]> =>
    this.#declare("param", of, sizes);
  label = <const S extends readonly Slot[]>(of: string, ...sizes: S): Tensor<S["length"]> =>
    this.#declare("label", of, sizes);
  /** A constant tensor; its entries come with the data. */
  constant = <const S extends readonly Slot[]>(of: string, ...sizes: S): Tensor<S["length"]> =>
    this.#declare("const", of, sizes);
  /** `const c = value` */
  number = (of: string, value: number): Tensor<0> => this.#declare("const", of, [], { value });
  /** `input idx[…] in length`: positions on an axis. */
  positions = <const S extends readonly Slot[]>(of: string, length: Slot, ...sizes: S): Tensor<S["length"]> =>
    this.#declare("input", of, sizes, { positionsIn: length });

  #declare<Rank extends number>(
    role: Role,
    of: string,
    sizes: readonly Slot[],
    { value, positionsIn }: { readonly value?: number; readonly positionsIn?: Slot } = {},
  ): Tensor<Rank> {
    const entry = {
      name: name(of),
      sizes: sizes.map(syntaxOf),
      positionsIn: positionsIn === undefined ? undefined : syntaxOf(positionsIn),
      value: value === undefined ? undefined : syntaxOf(value),
      span: nowhere,
    };
    this.#statements.push({ kind: "declare", role, entries: [entry], span: nowhere });
    return new Tensor(name(of));
  }

  /** `name = value`: a number or a whole tensor. */
  define(of: string, value: Operand): Tensor {
    this.#statements.push({
      kind: "define", name: name(of), indices: undefined, value: syntaxOf(value), span: nowhere,
    }); // prettier-ignore
    return new Tensor(name(of));
  }

  /** `name[i, j] = value`: a tensor by its entries. */
  entries<const S extends readonly (string | IndexRange)[]>(
    of: string,
    indices: S,
    value: Operand,
  ): Tensor<S["length"]> {
    const left = indices.map((each) => (typeof each === "string" ? name(each) : range(each)));
    this.#statements.push({
      kind: "define", name: name(of), indices: left, value: syntaxOf(value), span: nowhere,
    }); // prettier-ignore
    return new Tensor(name(of));
  }

  assume(fact: Formula): void {
    this.#statements.push({ kind: "assume", fact: fact.syntax, span: nowhere });
  }

  /** `assume A symmetric` */
  property(of: string, property: string): void {
    this.#statements.push({ kind: "property", name: name(of), property: name(property), span: nowhere });
  }

  /** `convention relu'(0) = value` */
  convention(of: string, value: number): void {
    const subject = { kind: "prime-call", callee: name(of), args: [syntaxOf(0)], span: nowhere } as const;
    this.#statements.push({ kind: "convention", subject, value: syntaxOf(value), span: nowhere });
  }

  alias(of: string, target: string): void {
    this.#statements.push({ kind: "alias", name: name(of), target: name(target), span: nowhere });
  }

  claim(...sides: readonly Operand[]): void {
    this.#statements.push({ kind: "claim", sides: sides.map(syntaxOf), span: nowhere });
  }

  /** The model as a model file would say it. */
  get text(): string {
    return printModel({ source: makeSource(""), statements: this.#statements });
  }
}

/** The model that `build` writes down. What is wrong with it is in its diagnostics. */
export function model(build: (m: ModelBuilder) => void): Model {
  const builder = new ModelBuilder();
  build(builder);
  return readModel(builder.text, { file: "<built model>" });
}
