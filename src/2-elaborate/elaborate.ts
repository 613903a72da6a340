import type { Affine } from "../core/affine.ts";
import { diagnosticList, inOrder, type Diagnostic, type Report } from "../core/diagnostic.ts";
import type { Span } from "../core/span.ts";
import { namesIn } from "../1-parse/nodes.ts";
import { parseModel } from "../1-parse/parse.ts";
import type {
  AliasStatement,
  AssumeStatement,
  DeclarationEntry,
  DeclareStatement,
  DefineStatement,
  ModelSyntax,
  NameSyntax,
  SizeEntry,
  StatementSyntax,
} from "../1-parse/syntax.ts";
import { elaborateAssumption, elaborateProperty, type Assumed } from "./assume.ts";
import { elaborateConventions } from "./convention.ts";
import { byDependency } from "./dependency.ts";
import { functionRow } from "./functions.ts";
import type { Reference } from "./graph.ts";
import { Letters } from "./letters.ts";
import { Definition, type Declaration, type Model } from "./model.ts";
import { isPi } from "./names.ts";
import { declareTensor } from "./declare.ts";
import { elaborateDefinition, reference, sizeForm } from "./statement.ts";
import type { Size } from "./symbols.ts";
import { SymbolTable } from "./table.ts";

export interface ElaborateOptions {
  /** Definitions to treat as independent tensors: what they are made of is then not seen through their names. */
  readonly independent?: ReadonlySet<string>;
}

/**
 * Reads a model file: its graph, and everything that is wrong with it. Never throws.
 * @param file how messages call the text
 */
export function readModel(text: string, options: ElaborateOptions & { readonly file?: string } = {}): Model {
  const { syntax, diagnostics } = parseModel(text, options.file);
  const model = elaborate(syntax, options);
  return { ...model, diagnostics: inOrder([...diagnostics, ...model.diagnostics]) };
}

/** Gives a model file its meaning. Never throws; a statement with a mistake is left out of the model. */
export function elaborate(syntax: ModelSyntax, options: ElaborateOptions = {}): Model {
  let identified: ReadonlySet<string> = new Set<string>();
  for (;;) {
    const elaboration = new Elaboration(syntax, identified, options.independent ?? new Set());
    const model = elaboration.run();
    // A size that turned out to be written as a number as well is that number throughout.
    if (elaboration.table.identified.size === identified.size) return model;
    identified = elaboration.table.identified;
  }
}

type Of<K extends StatementSyntax["kind"]> = Extract<StatementSyntax, { kind: K }>;

class Elaboration {
  readonly table: SymbolTable;
  readonly #syntax: ModelSyntax;
  readonly #diagnostics: readonly Diagnostic[];
  readonly #report: Report;
  readonly #refer: Reference;
  readonly #letters = new Letters();
  /** Where each name was first given its meaning. */
  readonly #given = new Map<string, Span>();

  constructor(syntax: ModelSyntax, identified: ReadonlySet<string>, independent: ReadonlySet<string>) {
    const { diagnostics, report } = diagnosticList();
    this.#syntax = syntax;
    this.#diagnostics = diagnostics;
    this.#report = report;
    this.table = new SymbolTable(identified);
    this.#refer = reference(this.table, independent);
  }

  run(): Model {
    const sizes = this.#kept(this.#all("size").flatMap(({ entries }) => entries));
    const declared = this.#all("declare").flatMap((statement) =>
      this.#kept(statement.entries).map((entry) => ({ statement, entry })),
    );
    const defined = this.#kept(this.#all("define"));
    const aliases = this.#kept(this.#all("alias"));
    this.#sizes(sizes);
    const equations = this.#all("assume").filter((statement) => this.#isSizeEquation(statement));
    for (const statement of equations) this.#equate(statement);
    for (const { statement, entry } of declared) this.#declare(statement, entry);
    this.#aliases(aliases, new Set(defined.map(({ name }) => name.name)));
    this.#define(defined);
    const assumed: Assumed = { assumptions: [], facts: [], properties: [] };
    const scope = {
      symbols: this.table,
      report: this.#report,
      refer: this.#refer,
      letters: this.#letters,
    };
    for (const statement of this.#all("assume"))
      if (!equations.includes(statement)) elaborateAssumption(statement, scope, assumed);
    for (const statement of this.#all("property")) elaborateProperty(statement, scope, assumed);
    const conventions = elaborateConventions(this.#all("convention"), this.table, this.#report, this.#refer);
    return {
      source: this.#syntax.source,
      syntax: this.#syntax,
      ...this.#named(defined),
      aliases: this.table.aliases,
      ...assumed,
      ...conventions,
      claims: this.#all("claim"),
      letters: this.#letters.all,
      diagnostics: inOrder(this.#diagnostics),
      symbols: this.table,
    };
  }

  #all<K extends StatementSyntax["kind"]>(kind: K): Of<K>[] {
    return this.#syntax.statements.filter((statement): statement is Of<K> => statement.kind === kind);
  }

  /** The statements whose name is free to be given a meaning; the first of several keeps it. */
  #kept<T extends { readonly name: NameSyntax }>(statements: readonly T[]): T[] {
    return statements.filter(({ name: { name, span } }) => {
      const first = this.#given.get(name);
      const reserved = functionRow(name) !== undefined ? "function" : isPi(name) ? "constant" : undefined;
      if (reserved !== undefined)
        this.#report("E0107", { params: { name }, labels: [{ span, text: reserved }] });
      else if (first !== undefined)
        this.#report("E0202", {
          params: { name },
          labels: [
            { span, text: "here" },
            { span: first, text: "first" },
          ],
        });
      else this.#given.set(name, span);
      return reserved === undefined && first === undefined;
    });
  }

  #sizes(entries: readonly SizeEntry[]): void {
    const byName = new Map(entries.map((entry) => [entry.name.name, entry]));
    const { order, cycles } = byDependency(byName.keys(), (name) => {
      const { value } = byName.get(name)!;
      return value === undefined ? [] : namesIn(value);
    });
    this.#reportCycles(cycles, (name) => byName.get(name)!.name.span);
    for (const name of [...order, ...cycles.flatMap((cycle) => cycle.slice(1))]) {
      const { value, name: syntax } = byName.get(name)!;
      const isWhole = value !== undefined && order.includes(name);
      this.table.addSize(name, syntax.span, isWhole ? sizeForm(value, this.table, this.#report) : undefined);
    }
  }

  #isSizeEquation({ fact }: AssumeStatement): boolean {
    if (fact.kind !== "compare" || fact.ops.some((op) => op !== "==")) return false;
    const names = [...namesIn(fact)];
    return names.length > 0 && names.every((name) => this.table.find(name)?.kind === "size");
  }

  #equate({ fact }: AssumeStatement): void {
    if (fact.kind !== "compare") return;
    const forms = fact.operands.map((operand) => sizeForm(operand, this.table, this.#report));
    for (const [k, form] of forms.entries()) {
      const next = forms[k + 1];
      if (form !== undefined && next !== undefined && !this.table.equate(form, next))
        this.#report("E0502", {
          params: { left: this.#shown(form), right: this.#shown(next) },
          labels: [{ span: fact.span, text: "here" }],
        });
    }
  }

  /** `n = 3` where the value is known. */
  #shown(form: Affine): string {
    const value = this.table.valueOf(form);
    return value === undefined || form.terms.length === 0 ? form.key : `${form.key} = ${value}`;
  }

  #declare({ role }: DeclareStatement, entry: DeclarationEntry): void {
    this.table.add(declareTensor(role, entry, this.table, this.#report));
  }

  #aliases(statements: readonly AliasStatement[], defined: ReadonlySet<string>): void {
    const byName = new Map(statements.map((statement) => [statement.name.name, statement]));
    const { order, cycles } = byDependency(byName.keys(), (name) => [byName.get(name)!.target.name]);
    this.#reportCycles(cycles, (name) => byName.get(name)!.name.span);
    for (const name of order) {
      const { target } = byName.get(name)!;
      const isKnown = this.table.find(target.name) !== undefined || defined.has(target.name);
      if (isKnown) this.table.addAlias(name, this.table.resolve(target.name));
      else
        this.#report("E0201", {
          params: { name: target.name },
          labels: [{ span: target.span, text: "here" }],
          help: ["declare"],
        });
    }
  }

  #define(statements: readonly DefineStatement[]): void {
    const byName = new Map(statements.map((statement) => [statement.name.name, statement]));
    const { order, cycles } = byDependency(byName.keys(), (name) =>
      Array.from(namesIn(byName.get(name)!.value), (mentioned) => this.table.resolve(mentioned)),
    );
    this.#reportCycles(cycles, (name) => byName.get(name)!.name.span);
    for (const name of new Set(cycles.flat())) {
      const { span } = byName.get(name)!.name;
      this.table.add({
        kind: "defined",
        name,
        span,
        letters: undefined,
        shape: undefined,
        meaning: undefined,
      });
    }
    for (const name of order) {
      const { inference, ...defined } = elaborateDefinition(
        byName.get(name)!,
        this.table,
        this.#report,
        this.#refer,
      );
      this.table.add(defined);
      for (const [axis, letter] of (defined.letters ?? []).entries())
        this.#letters.note(name, defined.letters!.length, axis, letter);
      this.#letters.noteSlots(inference);
    }
  }

  #reportCycles(cycles: readonly (readonly string[])[], spanOf: (name: string) => Span): void {
    for (const cycle of cycles) {
      const [name, ...rest] = cycle;
      this.#report("E0209", {
        params: { name: name!, cycle: cycle.join(" → ") },
        labels: cycle.slice(0, -1).map((part, k) => ({
          span: spanOf(part),
          text: "here" as const,
          params: { next: rest[k]! },
        })),
        help: cycle.length === 2 ? ["recurrence"] : [],
      });
    }
  }

  /** The tables of the model, without what is wrong. */
  #named(defined: readonly DefineStatement[]): Pick<Model, "sizes" | "declarations" | "definitions"> {
    const sizes = new Map<string, Size>();
    const declarations = new Map<string, Declaration>();
    for (const named of this.table.all()) {
      if (named.kind === "size") sizes.set(named.name, named);
      else if (named.kind === "declared" && named.shape !== undefined)
        declarations.set(named.name, { ...named, shape: named.shape });
    }
    const definitions = new Map<string, Definition>();
    const isTaken = (name: string): boolean => this.table.find(name) !== undefined;
    for (const { name } of defined) {
      const named = this.table.find(name.name);
      if (named?.kind !== "defined" || named.meaning === undefined) continue;
      const letters = this.#letters.for(named.name, named.meaning.params.length, isTaken);
      definitions.set(named.name, new Definition(named.name, named.span, named.meaning, letters));
    }
    return { sizes, declarations, definitions };
  }
}
