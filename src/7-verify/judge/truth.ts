import { affineConst, evaluateAffine, type Affine, type AffineAtom } from "../../core/affine.ts";
import { rename, substitute, substituteTensors, type Abstraction } from "../../core/bind.ts";
import type { Expr } from "../../core/expr.ts";
import { formalIndex, type Index } from "../../core/index.ts";
import { postorder } from "../../core/walk.ts";
import type { MentionedDerivative } from "../../2-elaborate/derivative.ts";
import type { Definition, Model } from "../../2-elaborate/model.ts";
import { hold } from "../../3-differentiate/hold.ts";
import type { NamedValue } from "../../3-differentiate/names.ts";
import {
  calculusOf,
  derive,
  deriveSecond,
  heldValue,
  holding,
  targetOf,
  type ModelDerivative,
} from "../../4-simplify/derive.ts";
import { slopesAt, type Differences } from "../../5-evaluate/differences.ts";
import { evaluate } from "../../5-evaluate/evaluate.ts";
import type { Meter } from "../../5-evaluate/meter.ts";
import { product, type Dense, type Point } from "../../5-evaluate/point.ts";
import type { DerivativeSide } from "../line.ts";

/** A derivative of the model in closed form. */
export interface Closed {
  /** The axes of the quantity, then those of the variables. */
  readonly axes: readonly Index[];
  readonly value: Expr;
  /** What is differentiated last, and by what: for finite differences. */
  readonly quantity: {
    /** Its name, where it is a definition of the model. */
    readonly name: string | undefined;
    readonly value: Expr;
    readonly axes: readonly Index[];
  };
  readonly variable: string;
  /** How it came about. */
  readonly derivation: ModelDerivative;
}

/** What a derivative in the text should be, over the indices of the text. */
export interface Truth {
  readonly value: Expr;
  readonly axes: readonly Index[];
  /** The slope by finite differences of the entry at `position`, the values of `axes` from 1. */
  readonly slope: (at: Point, position: readonly number[]) => Differences | undefined;
  /** What is differentiated. */
  readonly quantity: Expr;
  /** How the closed form came about, over the axes of the model. */
  readonly derivation: ModelDerivative;
}

/** A node differentiated and simplified takes about as long as so many entries of a tensor. */
const DERIVED = 150;

/** The derivatives of a model, each derived once. */
export class Truths {
  readonly model: Model;
  /** What deriving draws on, where it is bounded. */
  readonly #meter: Meter | undefined;
  #prepared: readonly NamedValue[] | undefined;
  readonly #closed = new Map<string, Closed | undefined>();
  readonly #holding = new Map<string, Model["definitions"]>();

  constructor(model: Model, meter?: Meter) {
    this.model = model;
    this.#meter = meter;
  }

  /** A formula is about to be differentiated, or read anew. */
  charge(formula: Expr): void {
    this.#meter?.charge(DERIVED * postorder([formula]).length);
  }

  /** The definitions as closed forms have them: exp(z) / Σ exp(z) is a softmax there. */
  get prepared(): readonly NamedValue[] {
    if (this.#prepared === undefined) {
      const { prepare } = calculusOf(this.model);
      this.#prepared = [...this.model.definitions.values()].map(({ name, params, value }) => ({ name, params, value: prepare(value).value })); // prettier-ignore
    }
    return this.#prepared;
  }

  /** ∂of/∂wrt, or the second derivative by two variables; undefined where the model has no such thing. */
  closed(of: string, wrt: readonly string[]): Closed | undefined {
    const key = [of, ...wrt].join("/");
    if (!this.#closed.has(key)) this.#closed.set(key, this.#derive(of, wrt));
    return this.#closed.get(key);
  }

  #derive(of: string, wrt: readonly string[]): Closed | undefined {
    const { model } = this;
    const [first, second] = wrt;
    const definition = model.definitions.get(of);
    if (definition === undefined || first === undefined || wrt.length > 2) return undefined;
    this.charge(definition.value);
    if (wrt.some((name) => targetOf(model, name) === undefined)) return undefined;
    if (second === undefined) {
      const found = derive(model, { of, wrt: [first] });
      if ("kind" in found) return undefined;
      return closedOf(
        found.results[0]!,
        { name: of, value: definition.value, axes: definition.params },
        first,
      );
    }
    const once = this.closed(of, [first]);
    const found = once && deriveSecond(model, { of, wrt: [first, second] });
    if (once === undefined || found === undefined || "kind" in found) return undefined;
    const pair = found.find((d) => d.wrt === first && d.and === second);
    return pair && closedOf(pair, { name: undefined, value: once.value, axes: once.axes }, second);
  }

  /** The derivative a side of an equation stands for, at its slots. */
  of({ of, ofSlots, wrt, wrtSlots, and, axes }: DerivativeSide): Truth | undefined {
    const closed = this.closed(of, and === undefined ? [wrt] : [wrt, and.name]);
    const slots = [...ofSlots, ...wrtSlots, ...(and?.slots ?? [])];
    if (closed === undefined || slots.length !== closed.axes.length) return undefined;
    const by = new Map<AffineAtom, Affine>(closed.axes.map((axis, k) => [axis, slots[k]!]));
    return {
      value: substitute(closed.value, by),
      axes,
      quantity: closed.quantity.value,
      derivation: closed.derivation,
      slope: (at, position) => this.#slope(closed, slots, axes, at, position),
    };
  }

  /** The expression with every derivative it mentions in closed form; undefined where one does not exist. */
  expand(value: Expr, mentioned: readonly MentionedDerivative[]): Expr | undefined {
    const by = new Map<string, Abstraction>();
    for (const { tensor, of, wrt } of mentioned) {
      const closed = this.closed(of, wrt);
      if (closed === undefined) return undefined;
      const params = closed.axes.map((axis, k) => formalIndex(k + 1, axis.size));
      by.set(tensor, { params, body: rename(closed.value, closed.axes, params) });
    }
    return substituteTensors(value, by);
  }

  /** A definition of the model where another one is a variable of its own. */
  heldValue(of: string, variable: Definition): Expr | undefined {
    const { name } = variable;
    let definitions = this.#holding.get(name);
    if (definitions === undefined) {
      definitions = holding(this.model, name);
      this.#holding.set(name, definitions);
      for (const { value } of definitions.values()) this.charge(value);
    }
    return heldValue(this.model, of, variable, definitions);
  }

  /** The quantity with a definition as a variable of its own. */
  #held({ name, value }: Closed["quantity"], variable: Definition): Expr {
    const byName = name === undefined ? undefined : this.heldValue(name, variable);
    return byName ?? hold(value, variable) ?? value;
  }

  #slope(
    { quantity, variable }: Closed,
    slots: readonly Affine[],
    axes: readonly Index[],
    at: Point,
    position: readonly number[],
  ): Differences | undefined {
    const values = slots.map((slot) =>
      evaluateAffine(slot, (atom) =>
        atom.kind === "index" ? position[axes.indexOf(atom)] : at.sizes.get(atom.name),
      ),
    );
    if (values.includes(undefined)) return undefined;
    const places = values.map((value) => value!);
    const definition = this.model.definitions.get(variable);
    const held = definition === undefined ? quantity.value : this.#held(quantity, definition);
    const own =
      definition === undefined ? at.tensors.get(variable) : evaluate(definition.value, definition.params, at);
    if (own === undefined) return undefined;
    const output = substitute(held, new Map(quantity.axes.map((axis, k) => [axis, affineConst(places[k]!)])));
    const entry = offset(own.shape, places.slice(quantity.axes.length));
    const start = own.values[entry]!;
    return slopesAt((t) => {
      const moved = Float64Array.from(own.values);
      moved[entry] = start + t;
      return evaluate(output, [], withTensor(at, variable, { shape: own.shape, values: moved })).values[0]!;
    }, Math.max(1, Math.abs(start))); // prettier-ignore
  }
}

const closedOf = (derivation: ModelDerivative, quantity: Closed["quantity"], variable: string): Closed => ({
  axes: derivation.axes,
  value: derivation.value,
  quantity,
  variable,
  derivation,
});

/** The position of an entry in row-major order. */
const offset = (shape: readonly number[], position: readonly number[]): number =>
  position.reduce((total, value, k) => total + (value - 1) * product(shape.slice(k + 1)), 0);

export const withTensor = (at: Point, name: string, data: Dense): Point => ({
  ...at,
  tensors: new Map([...at.tensors, [name, data]]),
});
