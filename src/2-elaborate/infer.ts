import { soleIndex, type Affine } from "../core/affine.ts";
import type { Report } from "../core/diagnostic.ts";
import type { Span } from "../core/span.ts";
import type { CallSyntax, ExprSyntax, NameSyntax, RangeSyntax } from "../1-parse/syntax.ts";
import { callFacts, readCall, type CallReading } from "./call.ts";
import { factsOf } from "./facts.ts";
import { derivativeFacts, derivativeParts, type MentionedDerivative } from "./derivative.ts";
import { childrenOf } from "./children.ts";
import type { Shape, Symbols } from "./symbols.ts";
import { indexVariable, type IndexVariable } from "./variable.ts";

/** What is known of an expression before its indices have sizes. */
export interface Facts {
  /** undefined where a mistake hides it; what depends on it is not complained about again. */
  readonly shape: Shape | undefined;
  /** The integer linear form it is, over provisional indices and sizes. */
  readonly form?: Affine | undefined;
  /** A transposed vector: it fits only beside a matrix. */
  readonly turned?: boolean;
}

/** What a name stands for where it occurs. */
export type Meaning =
  | { readonly kind: "index"; readonly variable: IndexVariable }
  | { readonly kind: "size"; readonly form: Affine }
  | { readonly kind: "tensor"; readonly name: string }
  | { readonly kind: "pi" };

/** A slot that is more than one index alone: checked against its axis once the indices have sizes. */
export interface SlotUse {
  readonly form: Affine;
  readonly axis: Affine;
  readonly span: Span;
  readonly of: string;
  /** In a branch of a choice, which may exclude the values that do not fit. */
  readonly guarded: boolean;
}

/** Where a sub-expression stands. */
export interface Place {
  readonly inSlot: boolean;
  readonly guarded: boolean;
  /** A factor of a product. */
  readonly inProduct: boolean;
}

export interface InferOptions {
  readonly symbols: Symbols;
  readonly report: Report;
  /** The indices that are free on the left. */
  readonly left?: readonly IndexVariable[];
  /** Whether an index that is bound nowhere is one the statement holds for all values of. */
  readonly opensFree?: boolean;
  /** Whether places may be left open. */
  readonly allowsHoles?: boolean;
  /** Whether `d(a)/d(b)` may stand. */
  readonly allowsDerivatives?: boolean;
}

type Task =
  | { readonly kind: "enter"; readonly node: ExprSyntax; readonly place: Place }
  | { readonly kind: "bind"; readonly reading: CallReading }
  | { readonly kind: "leave"; readonly node: ExprSyntax; readonly place: Place };

const unknown: Facts = { shape: undefined };

/**
 * Finds the shape of every sub-expression, what every name means, and where every index occurs; reports every
 * mistake of names and shapes. It has a stack of its own: nesting is limited by memory only.
 */
export class Inference {
  readonly symbols: Symbols;
  readonly report: Report;
  readonly options: InferOptions;
  /** Children before parents. */
  readonly order: ExprSyntax[] = [];
  readonly meanings = new Map<NameSyntax, Meaning>();
  readonly calls = new Map<CallSyntax, CallReading>();
  readonly variables: IndexVariable[];
  readonly slotUses: SlotUse[] = [];
  /** Indices that are compared for equality. */
  readonly twins: (readonly IndexVariable[])[] = [];
  /** Derivatives that are mentioned; the graph builder fills in their tensors. */
  readonly derivatives: MentionedDerivative[] = [];
  /** Places that are left open. */
  readonly holes: Span[] = [];
  /** Whether something was reported. */
  failed = false;
  readonly #facts = new Map<ExprSyntax, Facts>();
  readonly #scope = new Map<string, IndexVariable>();
  readonly #tasks: Task[] = [];

  constructor(options: InferOptions) {
    this.options = options;
    this.symbols = options.symbols;
    this.variables = [...(options.left ?? [])];
    for (const variable of this.variables) this.#scope.set(variable.name, variable);
    this.report = (code, details) => {
      this.failed = true;
      options.report(code, details);
    };
  }

  /** Infers one more expression in the same scope. */
  run(root: ExprSyntax): Facts {
    this.#enter(root, { inSlot: false, guarded: false, inProduct: false });
    for (let task = this.#tasks.pop(); task !== undefined; task = this.#tasks.pop()) {
      if (task.kind === "enter") this.#open(task.node, task.place);
      else if (task.kind === "bind") this.#bind(task.reading);
      else this.#leave(task.node, task.place);
    }
    return this.facts(root);
  }

  facts(node: ExprSyntax): Facts {
    return this.#facts.get(node) ?? unknown;
  }

  /** The index called so here. */
  index(name: string): IndexVariable | undefined {
    return this.#scope.get(name);
  }

  /** Notes that two expressions are compared for equality, where both are one index alone. */
  compareEqual(nodes: readonly ExprSyntax[]): void {
    const pair = nodes.flatMap((node) => {
      const { form } = this.facts(node);
      const sole = form && soleIndex(form);
      const variable = sole && this.variables.find(({ provisional }) => provisional === sole);
      return variable === undefined ? [] : [variable];
    });
    if (pair.length === 2) this.twins.push(pair);
  }

  /** A new index that the statement holds for all values of. */
  openFree({ name, span }: NameSyntax): IndexVariable {
    const variable = indexVariable(name, span, "free");
    this.#scope.set(name, variable);
    this.variables.push(variable);
    return variable;
  }

  #enter(node: ExprSyntax, place: Place): void {
    this.#tasks.push({ kind: "enter", node, place });
  }

  #open(node: ExprSyntax, place: Place): void {
    this.#tasks.push({ kind: "leave", node, place });
    const derivative = derivativeParts(node);
    if (derivative !== undefined) {
      const inner = { ...place, inProduct: false };
      this.#enter(derivative.wrt, inner);
      this.#enter(derivative.of, inner);
    } else if (node.kind !== "call") {
      for (const child of childrenOf(node, place).toReversed()) this.#enter(child.node, child.place);
    } else this.#openCall(node, place);
  }

  #openCall(node: CallSyntax, place: Place): void {
    const reading = readCall(node, this);
    this.calls.set(node, reading);
    const inner = { inSlot: false, guarded: place.guarded, inProduct: false };
    for (const argument of reading.args.toReversed()) this.#enter(argument, inner);
    if (reading.binders.length === 0) return;
    this.#tasks.push({ kind: "bind", reading });
    for (const { range } of reading.binders) for (const bound of boundsOf(range)) this.#enter(bound, inner);
  }

  #bind({ binders }: CallReading): void {
    for (const binder of binders) {
      const { variable, range } = binder;
      if (range !== undefined) variable.range = this.#rangeOf(range);
      binder.hidden = this.#scope.get(variable.name);
      this.#scope.set(variable.name, variable);
      this.variables.push(variable);
    }
  }

  #rangeOf(range: RangeSyntax): IndexVariable["range"] {
    const forms = boundsOf(range).map((bound) => {
      const { form, shape } = this.facts(bound);
      if (form === undefined && shape !== undefined)
        this.report("E0217", { labels: [{ span: bound.span, text: "bound" }] });
      return form;
    });
    const high = forms.at(-1);
    if (high === undefined || forms.includes(undefined)) return { low: undefined, high, span: range.span };
    return { low: forms.length === 2 ? forms[0] : undefined, high, span: range.span };
  }

  #leave(node: ExprSyntax, place: Place): void {
    this.order.push(node);
    if (node.kind !== "call") {
      const derivative = derivativeParts(node);
      const facts =
        node.kind === "infix" && derivative !== undefined
          ? derivativeFacts(node, derivative, this)
          : factsOf(node, place, this);
      this.#facts.set(node, facts);
      return;
    }
    const reading = this.calls.get(node)!;
    for (const { variable, hidden } of reading.binders.toReversed()) {
      if (hidden === undefined) this.#scope.delete(variable.name);
      else this.#scope.set(variable.name, hidden);
    }
    this.#facts.set(node, callFacts(node, reading, this));
  }
}

const boundsOf = (range: RangeSyntax | undefined): readonly ExprSyntax[] =>
  range === undefined ? [] : range.low === undefined ? [range.high] : [range.low, range.high];
