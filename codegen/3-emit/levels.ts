import { rowOf } from "../1-lower/scalar.ts";
import type { ArrayDecl, Loop, Offset, Value } from "../1-lower/value.ts";
import type { Origin } from "../1-lower/term.ts";
import type { Leaves } from "./expression.ts";
import { inlinedAs, type Mathematics } from "./mathematics.ts";
import { definitionLines } from "./straight.ts";
import { identifierOf, type Scope } from "./identifiers.ts";
import type { Writer } from "./writer.ts";

/** What the text of a loop nest refers to. */
export interface LoopNames {
  readonly scope: Scope;
  readonly isVariable: (array: ArrayDecl) => boolean;
  readonly loop: (loop: Loop) => string;
  /** The text that reads an entry of an array. */
  readonly read: (array: ArrayDecl, index: string) => string;
  readonly node: (value: Value) => Origin | undefined;
  readonly mathematics: Mathematics | undefined;
}

const offsetKey = (at: Offset): string => at.terms.map(({ loop, coef }) => `${coef}#${loop.id}`).join("+");

/** 32-bit integer arithmetic, which V8 keeps in integer registers. */
export function offsetText(at: Offset, loop: (loop: Loop) => string): string {
  const terms = at.terms.map(({ loop: l, coef }) =>
    coef === 1 ? loop(l) : `Math.imul(${loop(l)}, ${coef})`,
  );
  const parts = at.constant === 0 && terms.length > 0 ? terms : [...terms, `${at.constant}`];
  return parts.length === 1 ? parts[0]! : `(${parts.join(" + ").replaceAll("+ -", "- ")}) | 0`;
}

/**
 * The body of nested loops, level by level: what depends on the outer loops only is computed outside the inner
 * ones. Level 0 is outside all of `loops`.
 */
export class Levels {
  readonly #names: LoopNames;
  readonly #loops: readonly Loop[];
  readonly #variables = new Map<Value, string>();
  readonly #bases = new Map<string, string>();
  readonly #definitions: {
    readonly level: number;
    readonly lines: () => readonly string[];
    readonly node: Origin | undefined;
  }[] = [];
  readonly leaves: Leaves;

  constructor(
    loops: readonly Loop[],
    roots: readonly Value[],
    offsets: readonly Offset[],
    names: LoopNames,
    reduced: () => string = () => "",
  ) {
    this.#loops = loops;
    this.#names = names;
    this.leaves = {
      variable: (value) => this.#variables.get(value),
      load: (value) => names.read(value.array, this.index(value.at)),
      position: (value) => offsetText(value.at, names.loop),
      reduced,
    };
    for (const at of offsets) this.#base(at);
    this.#name(roots);
  }

  #levelOf(at: Offset): number {
    return Math.max(0, ...at.terms.map(({ loop }) => this.#loops.indexOf(loop) + 1));
  }

  /** The variable part of an offset gets a name, where it is more than one loop. */
  #base(at: Offset): void {
    const key = offsetKey(at);
    const [only] = at.terms;
    if (only === undefined || this.#bases.has(key)) return;
    if (at.terms.length === 1 && only.coef === 1) {
      this.#bases.set(key, this.#names.loop(only.loop));
      return;
    }
    const name = this.#names.scope.fresh("at");
    this.#bases.set(key, name);
    const lines = (): readonly string[] => [
      `const ${name} = ${offsetText({ ...at, constant: 0 }, this.#names.loop)};`,
    ];
    this.#definitions.push({ level: this.#levelOf(at), lines, node: undefined });
  }

  /** The text of an offset. */
  index(at: Offset): string {
    const base = this.#bases.get(offsetKey(at));
    if (base === undefined) return `${at.constant}`;
    return at.constant === 0 ? base : `(${base} ${at.constant < 0 ? "-" : "+"} ${Math.abs(at.constant)}) | 0`;
  }

  #name(roots: readonly Value[]): void {
    const uses = new Map<Value, number>();
    const level = new Map<Value, number>();
    const order: Value[] = [];
    const used: { readonly arg: Value; readonly by: Value | undefined }[] = [];
    const visit = (value: Value): void => {
      if (level.has(value)) return;
      if (value.kind === "op") for (const arg of value.args) visit(arg);
      level.set(value, this.#level(value, level));
      order.push(value);
    };
    for (const root of roots) visit(root);
    const use = (arg: Value, by: Value | undefined, times: number): void => {
      uses.set(arg, (uses.get(arg) ?? 0) + times);
      used.push({ arg, by });
    };
    for (const root of roots) use(root, undefined, 1);
    for (const value of order) {
      if (value.kind !== "op") continue;
      const { repeats = 0 } = rowOf(value.op);
      for (const [k, arg] of value.args.entries()) use(arg, value, k < repeats ? 2 : 1);
    }
    const innermost = this.#loops.length;
    const hoisted = new Set<Value>();
    if (this.#names.mathematics !== undefined)
      for (const value of order)
        if (value.kind === "op" && inlinedAs(value) !== undefined)
          for (const v of [value, ...value.args]) hoisted.add(v);
    for (const { arg, by } of used)
      if (level.get(arg)! < (by === undefined ? innermost : level.get(by)!)) hoisted.add(arg);
    for (const value of order) {
      if (value.kind === "load" && this.#names.isVariable(value.array)) continue;
      if (value.kind === "load") this.#base(value.at);
      if (value.kind === "const" || value.kind === "reduced" || value.kind === "position") continue;
      if (uses.get(value)! < 2 && !hoisted.has(value)) continue;
      const name = this.#names.scope.fresh(
        value.kind === "load" ? identifierOf(value.array.name || "x") : "t",
      );
      const { mathematics, scope, node } = this.#names;
      const lines = (): readonly string[] => definitionLines(value, name, this.leaves, mathematics, scope);
      this.#definitions.push({ level: level.get(value)!, lines, node: node(value) });
      this.#variables.set(value, name);
    }
  }

  #level(value: Value, known: ReadonlyMap<Value, number>): number {
    if (value.kind === "load" || value.kind === "position") return this.#levelOf(value.at);
    return value.kind === "op" ? Math.max(0, ...value.args.map((arg) => known.get(arg)!)) : 0;
  }

  /** Writes what can be computed at this level and not earlier. */
  write(writer: Writer, level: number): void {
    for (const definition of this.#definitions)
      if (definition.level === level)
        for (const line of definition.lines()) writer.line(line, definition.node);
  }
}
