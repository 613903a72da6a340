import { rowOf } from "../../1-lower/scalar.ts";
import type { Value } from "../../1-lower/value.ts";
import { liveFrom } from "../../2-schedule/live.ts";
import { isElementary, masked, multiplyAdd, multiplySubtract, numberAt, operation, spread, spreadTruth, type Place, type Width } from "./arithmetic.ts"; // prettier-ignore
import type { Body } from "./body.ts";
import type { Elementary } from "./elementary.ts";
import { i32, type NumberFormat } from "./format.ts";
import type { Value as Code, ValueType } from "./types.ts";

type Any = Code<ValueType>;
type Leaf = Extract<Value, { kind: "load" | "position" }>;

/** How the leaves of values are read, and where they change. */
export interface Leaves {
  /** The number of loops inside of which the leaf changes, counted from outside; 0 where it never does. */
  readonly levelOf: (leaf: Leaf) => number;
  /** Whether the lanes hold different entries. */
  readonly isWide: (leaf: Leaf) => boolean;
  /** Reads a leaf: one number, the lanes of a wide one, or one number in all lanes. */
  readonly read: (leaf: Leaf, as: Width | "spread") => Any;
  /** The result of the reduction of the nest. */
  readonly reduced?: { readonly value: Any; readonly wide: boolean };
}

export interface Setting {
  readonly body: Body;
  readonly format: NumberFormat;
  readonly elementary: Elementary;
  readonly leaves: Leaves;
}

export interface Root {
  readonly value: Value;
  /** Whether lanes are wanted. */
  readonly wide: boolean;
}

/** Expressions are code inside others up to this depth. */
const MAX_DEPTH = 24;

interface Forms {
  one?: Any;
  lanes?: Any;
}

/**
 * The code of a set of values. What changes in outer loops only is computed outside of the inner ones, what is used
 * twice is kept; what is the same in all lanes is computed once, as a number.
 */
export class Evaluation {
  readonly #setting: Setting;
  readonly #around: Evaluation | undefined;
  readonly #order: readonly Value[];
  readonly #level = new Map<Value, number>();
  readonly #wide = new Set<Value>();
  readonly #wanted = new Map<Value, Set<Width>>();
  readonly #kept = new Set<Value>();
  readonly #forms = new Map<Value, Forms>();

  /** @param around what has been computed outside already */
  constructor(setting: Setting, roots: readonly Root[], innermost: number, around?: Evaluation) {
    this.#setting = setting;
    this.#around = around;
    const { order, uses } = liveFrom(roots.map(({ value }) => value));
    this.#order = order;
    const depth = new Map<Value, number>();
    for (const value of order) {
      this.#place(value);
      const below = value.kind === "op" ? value.args.map((arg) => (this.#kept.has(arg) ? 0 : (depth.get(arg) ?? 0))) : []; // prettier-ignore
      depth.set(value, 1 + Math.max(0, ...below));
      const isLong = depth.get(value)! >= MAX_DEPTH || (value.kind === "op" && isElementary(value.op));
      if (uses.get(value)! > 1 || isLong) this.#kept.add(value);
    }
    for (const { value, wide } of roots) this.#want(value, wide, innermost);
    for (const value of [...order].reverse())
      if (value.kind === "op" && this.#wanted.has(value) && !this.#isKnown(value))
        for (const arg of value.args) this.#want(arg, this.#wide.has(value), this.#level.get(value)!);
  }

  #place(value: Value): void {
    const { leaves } = this.#setting;
    if (value.kind === "load" || value.kind === "position") {
      this.#level.set(value, leaves.levelOf(value));
      if (leaves.isWide(value)) this.#wide.add(value);
    } else if (value.kind === "op") {
      this.#level.set(value, Math.max(0, ...value.args.map((arg) => this.#level.get(arg) ?? 0)));
      if (value.args.some((arg) => this.#wide.has(arg))) this.#wide.add(value);
    } else if (value.kind === "reduced") {
      this.#level.set(value, 0);
      if (leaves.reduced?.wide === true) this.#wide.add(value);
    }
  }

  #want(value: Value, wide: boolean, level: number): void {
    if (value.kind === "const") return;
    const wanted = this.#wanted.get(value) ?? new Set();
    this.#wanted.set(value, wanted.add(wide || this.#wide.has(value) ? "lanes" : "one"));
    if (this.#level.get(value)! < level && value.kind !== "position") this.#kept.add(value);
  }

  /** Computes what changes in this loop and is needed further in, or more than once. */
  define(level: number): void {
    const group = new Group((values) => this.#defineGroup(values));
    for (const value of this.#order) {
      group.meet(value);
      if (this.#level.get(value) === level && (this.#kept.has(value) || this.#isKnown(value)))
        for (const width of this.#wanted.get(value) ?? []) {
          if (this.#known(value, width) !== undefined) continue;
          if (this.#isGrouped(value, width)) group.add(value);
          else {
            group.before(value);
            const code = this.#code(value, width);
            this.#remember(value, width, "local" in code ? code : this.#setting.body.keep(code));
          }
        }
    }
    group.end();
  }

  #isGrouped(value: Value, width: Width): boolean {
    const isWide = width === "lanes" && this.#wide.has(value);
    return isWide && value.kind === "op" && isElementary(value.op) && this.#setting.elementary.isGrouped(this.#at(width), value.op); // prettier-ignore
  }

  #defineGroup(values: readonly Value[]): void {
    const args = values.map((value) => this.use(value.kind === "op" ? value.args[0]! : value, "lanes"));
    const results = this.#setting.elementary.exps(this.#at("lanes"), args);
    for (const [k, value] of values.entries()) this.#remember(value, "lanes", results[k]!);
  }

  #remember(value: Value, width: Width, code: Any): void {
    const forms = this.#forms.get(value) ?? {};
    forms[width] = code;
    this.#forms.set(value, forms);
  }

  #isKnown(value: Value): boolean {
    return this.#forms.has(value) || (this.#around !== undefined && this.#around.#isKnown(value));
  }

  #known(value: Value, width: Width): Any | undefined {
    const outside = this.#around === undefined ? undefined : this.#around.#known(value, width);
    return this.#forms.get(value)?.[width] ?? outside;
  }

  /** The code of a value where it is used. */
  use(value: Value, width: Width): Any {
    return this.#known(value, width) ?? this.#code(value, width);
  }

  #at(width: Width): Place {
    const { body, format } = this.#setting;
    return { body, format, width };
  }

  #code(value: Value, width: Width): Any {
    const { leaves, elementary } = this.#setting;
    const isSpread = width === "lanes" && !this.#wide.has(value);
    if (value.kind === "const") return numberAt(this.#at(width), value.value);
    if (value.kind === "reduced") {
      const { value: result, wide } = leaves.reduced!;
      return width === "lanes" && !wide ? spread(this.#at(width), result) : result;
    }
    if (isSpread) {
      const one = this.#known(value, "one");
      if (value.kind === "load" && one === undefined) return leaves.read(value, "spread");
      const number = one ?? this.#code(value, "one");
      const place = this.#at("lanes");
      return isTruth(value) ? spreadTruth(place, number) : spread(place, number);
    }
    if (value.kind !== "op") return leaves.read(value, width);
    const place = this.#at(width);
    const arg = (k: number): Any => this.#argument(value.args[k]!, width, value, k);
    const { op } = value;
    if (isElementary(op)) return elementary.apply(place, op, value.args.map((_, k) => arg(k))); // prettier-ignore
    if (width === "lanes" && (op === "add" || op === "sub")) {
      const fused = this.#fused(place, value.args, op);
      if (fused !== undefined) return fused;
    }
    if (width === "lanes" && op === "choose") {
      const [, yes, no] = value.args as readonly [Value, Value, Value];
      if (isZero(no)) return masked(place, arg(0), arg(1), true);
      if (isZero(yes)) return masked(place, arg(0), arg(2), false);
    }
    return operation(place, op, ...value.args.map((_, k) => arg(k)));
  }

  /** A constant as a truth where a truth is expected. */
  #argument(arg: Value, width: Width, user: Extract<Value, { kind: "op" }>, k: number): Any {
    const isCondition = user.op === "and" || (user.op === "choose" && k === 0);
    if (!isCondition || arg.kind !== "const") return this.use(arg, width);
    const truth = i32(arg.value === 1 ? 1 : 0);
    return width === "one" ? truth : spreadTruth(this.#at(width), truth);
  }

  /** a·b + c, c + a·b, c − a·b, where the product is needed here only. */
  #fused(place: Place, args: readonly Value[], op: "add" | "sub"): Any | undefined {
    if (!place.format.fused) return undefined;
    const [a, b] = args as readonly [Value, Value];
    const isProduct = (value: Value): value is Extract<Value, { kind: "op" }> =>
      value.kind === "op" && value.op === "mul" && this.#wide.has(value) && !this.#kept.has(value) && !this.#isKnown(value); // prettier-ignore
    const [product, rest] = isProduct(b) ? [b, a] : isProduct(a) && op === "add" ? [a, b] : [];
    if (product === undefined || rest === undefined) return undefined;
    const [x, y] = product.args.map((arg) => this.use(arg, "lanes")) as [Any, Any];
    const third = this.use(rest, "lanes");
    return op === "add" ? multiplyAdd(place, x, y, third) : multiplySubtract(place, x, y, third);
  }

  /** acc + value in all lanes, as one operation where the value is a product and the format has that. */
  added(value: Value, width: Width, sum: Any): Any {
    const place = this.#at(width);
    const isProduct =
      value.kind === "op" && value.op === "mul" && !this.#kept.has(value) && !this.#isKnown(value);
    if (width === "lanes" && isProduct && value.kind === "op") {
      const [x, y] = value.args.map((arg) => this.use(arg, "lanes")) as [Any, Any];
      return multiplyAdd(place, x, y, sum);
    }
    return operation(place, "add", sum, this.use(value, width));
  }
}

/** Functions that wait for one another's arguments, so that they are computed together. */
class Group {
  readonly #run: (values: readonly Value[]) => void;
  #waiting: Value[] = [];
  /** What cannot be computed before the group is. */
  readonly #behind = new Set<Value>();

  constructor(run: (values: readonly Value[]) => void) {
    this.#run = run;
  }

  /** Sees a value, after its arguments. */
  meet(value: Value): void {
    if (value.kind === "op" && value.args.some((arg) => this.#behind.has(arg))) this.#behind.add(value);
  }

  add(value: Value): void {
    if (this.#behind.has(value)) this.end();
    this.#waiting.push(value);
    this.#behind.add(value);
  }

  /** Called before a value is computed. */
  before(value: Value): void {
    if (this.#behind.has(value)) this.end();
  }

  end(): void {
    if (this.#waiting.length > 0) this.#run(this.#waiting);
    this.#waiting = [];
    this.#behind.clear();
  }
}

/** +0; −0 has a bit. */
const isZero = (value: Value): boolean => value.kind === "const" && Object.is(value.value, 0);

const isTruth = (value: Value): boolean => value.kind === "op" && rowOf(value.op).boolean === true;
