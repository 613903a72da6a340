import { soleIndex, type Affine, type AffineAtom } from "../../core/affine.ts";
import { rename, substitute, substituteTensors, sumOver, type Abstraction } from "../../core/bind.ts";
import { entry, mul } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { formalIndex, type Index } from "../../core/index.ts";
import { tensorsOf } from "../../core/walk.ts";
import { elaborate } from "../../2-elaborate/elaborate.ts";
import type { Definition, Model } from "../../2-elaborate/model.ts";
import { jacobian } from "../../3-differentiate/derivatives.ts";
import { held, hold } from "../../3-differentiate/hold.ts";
import type { NamedValue } from "../../3-differentiate/names.ts";
import type { Adjoint } from "../../3-differentiate/sweep.ts";
import { calculusOf, derive } from "../../4-simplify/derive.ts";
import { namingOf } from "../../6-explain/naming.ts";
import type { DerivativeSide } from "../line.ts";
import type { Closed, Truths } from "./truth.ts";
import { restricted } from "./given.ts";
import { withNames } from "./named.ts";
import { Normaliser } from "./normal-form.ts";
import { unrolled } from "./unroll.ts";

/** The name under which the adjoint of an intermediate stands while it is pulled back. */
const COTANGENT = "∂";

/** What a wrong formula is made from: the right one, and how it comes about. */
export class Scene {
  readonly truths: Truths;
  /** The right formula over `axes`. */
  readonly right: Expr;
  readonly axes: readonly Index[];
  /** The derivative the formula stands for, where it is one of first order. */
  readonly derivative: { readonly of: string; readonly wrt: string } | undefined;
  /** From the axes of the formula to the indices of the text. */
  readonly inText: (e: Expr) => Expr;
  /** 1 where the line is said to hold, in the indices of the text. */
  readonly #given: Expr | undefined;
  /** How the text wrote the right formula on the line before. */
  readonly #written: readonly Expr[];
  #adjoints: readonly Adjoint[] | undefined;
  #forms: readonly Expr[] | undefined;
  #between: readonly Definition[] | undefined;

  constructor(
    truths: Truths,
    right: Expr,
    axes: readonly Index[],
    derivative?: Scene["derivative"],
    inText: (e: Expr) => Expr = (e) => e,
    written: readonly Expr[] = [],
    given?: Expr,
  ) {
    this.#given = given;
    this.truths = truths;
    this.right = right;
    this.axes = axes;
    this.derivative = derivative;
    this.inText = inText;
    this.#written = written;
  }

  /** A formula as the claim is compared with it. */
  compared(e: Expr): Expr {
    return restricted(this.#given, this.inText(e));
  }

  get model(): Model {
    return this.truths.model;
  }

  get definitions(): readonly Definition[] {
    return [...this.model.definitions.values()];
  }

  /** The definitions that are computed from the variable: what reaches it goes through them. */
  get between(): readonly Definition[] {
    this.#between ??= this.definitions.filter((definition) => this.#dependsOnVariable(definition));
    return this.#between;
  }

  #dependsOnVariable({ name, value }: Definition): boolean {
    const { wrt = "" } = this.derivative ?? {};
    const variable = this.model.definitions.get(wrt);
    if (variable === undefined) return tensorsOf(value).includes(wrt);
    return name !== wrt && tensorsOf(this.truths.heldValue(name, variable) ?? value).includes(wrt);
  }

  /** The total derivatives of the quantity by all named intermediates, in closed form. */
  get adjoints(): readonly Adjoint[] {
    this.#adjoints ??= this.#sweep();
    return this.#adjoints;
  }

  #sweep(): readonly Adjoint[] {
    if (this.derivative === undefined) return [];
    const { of, wrt } = this.derivative;
    for (const { value } of this.definitions) this.truths.charge(value);
    const declared = this.model.definitions.has(wrt) ? [...this.model.declarations.keys()] : [wrt];
    const found = derive(this.model, { of, wrt: declared });
    return "kind" in found ? [] : found.adjoints;
  }

  adjoint(name: string): Adjoint | undefined {
    return this.adjoints.find((a) => a.name === name);
  }

  /** ∂of/∂definition, over the axes of the quantity and `params` of the definition. */
  cotangent(definition: Definition): Expr | undefined {
    const found = this.adjoint(definition.name);
    if (found !== undefined) return rename(found.value, found.indices, definition.params);
    // Simplified away on the forward pass: log(softmax(z)) does not go through p.
    const { of = "" } = this.derivative ?? {};
    const closed = definition.name === of ? undefined : this.truths.closed(of, [definition.name]);
    const outer = this.model.definitions.get(of)?.params.length ?? 0;
    return closed && rename(closed.value, closed.axes, [...this.axes.slice(0, outer), ...definition.params]);
  }

  /** The letters of the variable among the axes. */
  get variableAxes(): readonly Index[] {
    const { of } = this.derivative ?? { of: "" };
    return this.axes.slice(this.model.definitions.get(of)?.params.length ?? 0);
  }

  /**
   * Σ weight · ∂definition/∂variable: what reaches the variable through a definition whose cotangent is `weight`, over
   * the axes. The weight is over the params of the definition.
   *
   * @param into only the argument u of a definition f(u): Σ weight · ∂u/∂variable
   */
  pull(definition: NamedValue, weight: Expr, into: "value" | "argument" = "value"): Expr | undefined {
    if (this.derivative === undefined) return undefined;
    const { wrt } = this.derivative;
    const { name, params, value } = definition;
    if (name === wrt) return rename(weight, params, this.variableAxes);
    const variable = this.model.definitions.get(wrt);
    const whole = variable === undefined ? value : (this.truths.heldValue(name, variable) ?? value);
    if (into === "argument" && whole.kind !== "unary") return undefined;
    const inner = into === "argument" && whole.kind === "unary" ? whole.arg : whole;
    const slope = sumOver(params, mul(entry(COTANGENT, params), inner));
    this.truths.charge(slope);
    const calculus = calculusOf(this.model);
    const target = { name: wrt, indices: this.variableAxes };
    const found = jacobian(calculus, { of: name, value: slope, axes: [], named: [] }, target);
    const formals = params.map((index, k) => formalIndex(k + 1, index.size));
    const by = new Map<string, Abstraction>([
      [COTANGENT, { params: formals, body: rename(weight, params, formals) }],
    ]);
    if (variable !== undefined) by.set(wrt, held(variable));
    return rename(substituteTensors(found.value, by), found.axes, target.indices);
  }

  /** The derivative with some definitions taken for constants. */
  holding(constants: readonly Definition[]): Expr | undefined {
    if (this.derivative === undefined) return undefined;
    const { of, wrt } = this.derivative;
    const variable = this.model.definitions.get(wrt);
    const fixed = [...constants, ...(variable === undefined ? [] : [variable])];
    const independent = new Set(fixed.map(({ name }) => name));
    const quantity = elaborate(this.model.syntax, { independent }).definitions.get(of);
    if (quantity === undefined) return undefined;
    this.truths.charge(quantity.value);
    const outer = this.axes.slice(0, quantity.params.length);
    const value = rename(quantity.value, quantity.params, outer);
    const target = { name: wrt, indices: this.variableAxes };
    const found = jacobian(calculusOf(this.model), { of, value, axes: outer, named: [] }, target);
    const back = new Map(fixed.map((d) => [d.name, held(d)]));
    return rename(substituteTensors(found.value, back), found.axes, this.axes);
  }

  /**
   * The right formula in the user's names: every definition held as a tensor, the last ones first; then the same with
   * activations spelled out, tanh(z) in place of a; then as the line before has it.
   */
  get forms(): readonly Expr[] {
    this.#forms ??= [...new Set([...this.#named(), ...this.#written])];
    return this.#forms;
  }

  #named(): readonly Expr[] {
    // A definition is not written by its own name.
    const isOwn = (name: string): boolean =>
      this.derivative === undefined && this.model.definitions.get(name)?.value.shape === this.right.shape;
    const prepared = this.truths.prepared.filter(({ name }) => !isOwn(name));
    const inNames = (wanted: (d: NamedValue) => boolean): Expr =>
      prepared.filter(wanted).reduceRight((e, d) => hold(e, d) ?? e, this.right);
    const whole = inNames((d) => d.value.kind !== "tensor");
    const spelled = inNames(
      ({ value }) => value.kind !== "tensor" && (value.kind !== "unary" || value.op === "exp"),
    );
    if (this.derivative !== undefined)
      return [...new Set([whole, withNames(this.right, namingOf(this.model)), spelled])];
    // Values are written in many ways: single entries term by term, products multiplied out.
    const written = this.axes.length === 0 ? unrolled(whole) : undefined;
    const expanded = new Normaliser().normal(whole);
    return [...new Set([whole, spelled, written, expanded].flatMap((e) => e ?? []))];
  }

  /** A formula in the user's names with the definitions put back. */
  close(e: Expr): Expr {
    return substituteTensors(e, new Map(this.definitions.map((d) => [d.name, held(d)])));
  }
}

/**
 * The scene of a derivative in the text.
 * @param written other ways to write the derivative, in the indices of the text
 */
export function sceneOf(
  truths: Truths,
  side: DerivativeSide,
  closed: Closed,
  written: readonly Expr[] = [],
  given?: Expr,
): Scene {
  const { of, wrt, and } = side;
  const slots = [...side.ofSlots, ...side.wrtSlots, ...(and?.slots ?? [])];
  const by = new Map<AffineAtom, Affine>(closed.axes.map((axis, k) => [axis, slots[k]!]));
  const derivative = and === undefined ? { of, wrt } : undefined;
  const letters = slots.map(soleIndex);
  const areLetters =
    letters.every((letter) => letter !== undefined) && new Set(letters).size === letters.length;
  const back = (e: Expr): Expr => rename(e, letters.map((letter) => letter!), closed.axes); // prettier-ignore
  return new Scene(
    truths,
    closed.value,
    closed.axes,
    derivative,
    (e) => substitute(e, by),
    areLetters ? written.map(back) : [],
    given,
  );
}
