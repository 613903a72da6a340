import { elaborate } from "../2-elaborate/elaborate.ts";
import { positives, type Definition, type Model } from "../2-elaborate/model.ts";
import {
  derivation,
  hessian,
  jacobian,
  stageOf,
  type Calculus,
  type Derivative,
  type Quantity,
} from "../3-differentiate/derivatives.ts";
import { hold, held } from "../3-differentiate/hold.ts";
import { lettersApartFrom } from "../3-differentiate/letters.ts";
import type { NamedValue } from "../3-differentiate/names.ts";
import { adjointName, type Adjoint, type Target } from "../3-differentiate/sweep.ts";
import { rename, substituteTensors } from "../core/bind.ts";
import type { Expr } from "../core/expr.ts";
import { namedIndex } from "../core/index.ts";
import type { Derived, Step } from "../core/step.ts";
import { postorder } from "../core/walk.ts";
import { simplifier } from "./simplify.ts";

/** The model has no quantity, or no variable, of that name. */
export interface Unknown {
  readonly kind: "no-quantity" | "no-variable" | "no-scalar" | "not-scalar";
  readonly name: string;
  /** What there is instead. */
  readonly known: readonly string[];
}

/** A derivative of a model's quantity. */
export interface ModelDerivative extends Derivative {
  readonly of: string;
  readonly wrt: string;
  /** The second variable of a second derivative. */
  readonly and?: string;
}

/** A derivation of a model: closed forms, and how they came about. */
export interface ModelDerivation {
  readonly of: string;
  /** Rewrites of the quantity before anything is differentiated. */
  readonly prepared: Derived;
  /** Named intermediates and variables, each after all that is computed from it. */
  readonly adjoints: readonly Adjoint[];
  /** One for each variable asked for, in the order asked for. */
  readonly results: readonly ModelDerivative[];
}

/** The conventions, assumptions and facts of a model as rules of calculation. */
export function calculusOf(model: Model): Calculus {
  const positive = positives(model);
  return {
    conventions: model.conventions,
    prepare: simplifier({ positive }),
    tidy: simplifier({ positive, assumptions: model.assumptions }),
  };
}

/** What a kernel computes for a quantity: simplified under the assumptions of the model. */
export const simplifiedValue = (model: Model, e: Expr): Expr =>
  simplifier({ positive: positives(model), assumptions: model.assumptions })(e).value;

/** The quantity that is differentiated when none is named: the last scalar definition. */
export const defaultQuantity = (model: Model): Definition | undefined =>
  [...model.definitions.values()].findLast((d) => d.shape.length === 0);

/** The variables when none are named: all parameters; all inputs where there are no parameters. */
export function defaultVariables(model: Model): readonly string[] {
  const named = (role: string): string[] =>
    [...model.declarations.values()]
      .filter((d) => d.role === role && d.positionsIn === undefined)
      .map((d) => d.name);
  return named("param").length > 0 ? named("param") : named("input");
}

const usual = ["i", "j", "k", "l", "m", "n"];

/** A variable of the model with the letters its text uses for the axes. */
export function targetOf(model: Model, name: string): Target | undefined {
  const definition = model.definitions.get(name);
  if (definition !== undefined) return { name, indices: definition.params };
  const declaration = model.declarations.get(name);
  if (declaration === undefined) return undefined;
  const letters = model.letters.get(name) ?? [];
  const used = new Set(letters);
  const spare = usual.filter((letter) => !used.has(letter));
  const wanted = declaration.shape.map((size, k) => namedIndex(letters[k] ?? spare[k] ?? `i${k + 1}`, size));
  return { name, indices: lettersApartFrom(wanted, []) };
}

const isUnknown = (x: object): x is Unknown => "kind" in x && "known" in x;

function quantityOf(model: Model, of: string | undefined): Quantity | Unknown {
  const definition = of === undefined ? defaultQuantity(model) : model.definitions.get(of);
  if (definition === undefined) {
    const known = [...model.definitions.keys()];
    return of === undefined
      ? { kind: "no-scalar", name: "", known }
      : { kind: "no-quantity", name: of, known };
  }
  const named = [...model.definitions.values()].filter((d) => d !== definition);
  return { of: definition.name, value: definition.value, axes: definition.params, named };
}

type Definitions = Model["definitions"];

/** The definitions of a model in which one of them is a tensor that does not depend on anything. */
export const holding = (model: Model, name: string): Definitions =>
  elaborate(model.syntax, { independent: new Set([name]) }).definitions;

/**
 * A definition of the model where another one is a variable of its own: by the name in the text, and by the structure
 * of what was written out instead of the name. (By structure alone z would not be found in Σ (z − y)², where its terms
 * stand among those of the difference.)
 */
export function heldValue(
  model: Model,
  of: string,
  variable: NamedValue,
  definitions: Definitions = holding(model, variable.name),
): Expr | undefined {
  const value = (definitions.get(of) ?? model.definitions.get(of))?.value;
  return value && (hold(value, variable) ?? value);
}

/** The quantity with an intermediate held as a variable. */
function heldIn(model: Model, quantity: Quantity, variable: NamedValue): Quantity {
  const definitions = holding(model, variable.name);
  const inNames = (name: string, value: Expr): Expr => {
    const byName = definitions.get(name)?.value ?? value;
    return hold(byName, variable) ?? byName;
  };
  const named = quantity.named.flatMap((n) =>
    n.name === variable.name ? [] : [{ ...n, value: inNames(n.name, n.value) }],
  );
  return { ...quantity, value: inNames(quantity.of, quantity.value), named };
}

export interface DeriveRequest {
  /** The quantity; the last scalar definition by default. */
  readonly of?: string | undefined;
  /** The variables; all parameters by default. Definitions may be named too. */
  readonly wrt?: readonly string[] | undefined;
}

function targetsOf(
  model: Model,
  wrt: readonly string[] = defaultVariables(model),
): readonly Target[] | Unknown {
  const targets: Target[] = [];
  for (const name of wrt) {
    const target = targetOf(model, name);
    const known = [...model.declarations.keys(), ...model.definitions.keys()];
    if (target === undefined) return { kind: "no-variable", name, known };
    targets.push(target);
  }
  return targets;
}

/**
 * Every ∂of/∂wrt of a model in closed form, in one sweep for all its declared variables; intermediate quantities
 * are held as variables one by one.
 *
 * @shape of: over its axes F; wrt: over T → over F, then T
 */
export function derive(model: Model, request: DeriveRequest = {}): ModelDerivation | Unknown {
  const quantity = quantityOf(model, request.of);
  if (isUnknown(quantity)) return quantity;
  const targets = targetsOf(model, request.wrt);
  if ("known" in targets) return targets;
  const calculus = calculusOf(model);
  const declared = targets.filter(({ name }) => !model.definitions.has(name));
  const { prepared, adjoints } = derivation(calculus, quantity, declared);
  const results = targets.map((target): ModelDerivative => {
    const definition = model.definitions.get(target.name);
    const found = definition && intermediate(calculus, heldIn(model, quantity, definition), definition);
    const all = found?.adjoints ?? adjoints;
    const adjoint = all.find((a) => a.name === target.name)!;
    const value = found === undefined ? adjoint.value : found.value;
    const steps = (): readonly Step[] => [
      ...(found ?? { prepared }).prepared.steps,
      ...stepsTo(adjoint, all, quantity.of),
    ];
    const stages = [stageOf(found?.quantity ?? quantity, found ?? { prepared, adjoints }, target.name)];
    const axes = [...quantity.axes, ...adjoint.indices];
    return { of: quantity.of, wrt: target.name, axes, value, steps, stages };
  });
  return { of: quantity.of, prepared, adjoints, results };
}

/** The steps of an adjoint, after those of the adjoints its local form stands on. */
function stepsTo(adjoint: Adjoint, all: readonly Adjoint[], of: string): readonly Step[] {
  const needed = new Set([adjoint]);
  for (const later of [...all].reverse()) {
    if (!needed.has(later)) continue;
    const used = new Set(postorder([later.local]).flatMap((e) => (e.kind === "tensor" ? [e.name] : [])));
    for (const other of all) if (used.has(adjointName(of, other.name))) needed.add(other);
  }
  return all.filter((a) => needed.has(a)).flatMap((a) => a.steps());
}

interface Intermediate {
  readonly quantity: Quantity;
  readonly prepared: Derived;
  readonly adjoints: readonly Adjoint[];
  readonly value: Expr;
}

/** The derivative of a quantity in which an intermediate is held; it is put back into the closed form. */
function intermediate(calculus: Calculus, inner: Quantity, definition: NamedValue): Intermediate {
  const { name, params } = definition;
  const found = derivation(calculus, inner, [{ name, indices: params }]);
  const value = found.adjoints.find((a) => a.name === name)!.value;
  const back = calculus.tidy(substituteTensors(value, new Map([[name, held(definition)]])));
  return { ...found, quantity: inner, value: back.value };
}

/**
 * All second derivatives ∂²of/∂a∂b of a scalar quantity, one for each pair of variables a, b with a not after b.
 *
 * @shape of: (); a: over A; b: over B → over A, then B
 */
export function deriveSecond(
  model: Model,
  request: DeriveRequest = {},
): readonly ModelDerivative[] | Unknown {
  const quantity = quantityOf(model, request.of);
  if (isUnknown(quantity)) return quantity;
  if (quantity.axes.length > 0) return { kind: "not-scalar", name: quantity.of, known: [] };
  const targets = targetsOf(model, request.wrt);
  if ("known" in targets) return targets;
  const calculus = calculusOf(model);
  return targets.flatMap((first, k) =>
    targets.slice(k).map((second): ModelDerivative => {
      const declared = ![first, second].some(({ name }) => model.definitions.has(name));
      const found = declared
        ? hessian(calculus, quantity, first, second)
        : secondByIntermediate(model, calculus, quantity, first, second);
      return { ...found, of: quantity.of, wrt: first.name, and: second.name };
    }),
  );
}

/** The second derivative where a variable is an intermediate: each derivative is closed before the next is taken. */
function secondByIntermediate(
  model: Model,
  calculus: Calculus,
  quantity: Quantity,
  first: Target,
  second: Target,
): Derivative {
  const once = byVariable(model, calculus, quantity, first);
  const of = `d(${quantity.of})/d(${first.name})`;
  const letters = lettersApartFrom(second.indices, once.axes);
  const gradient = { of, value: once.value, axes: once.axes, named: quantity.named };
  const twice = byVariable(model, calculus, gradient, { name: second.name, indices: letters });
  return {
    ...twice,
    steps: () => [...once.steps(), ...twice.steps()],
    stages: [...once.stages, ...twice.stages],
  };
}

/** The derivative by one variable, declared or intermediate, over the letters of the target. */
function byVariable(model: Model, calculus: Calculus, quantity: Quantity, target: Target): Derivative {
  const definition = model.definitions.get(target.name);
  if (definition === undefined) return jacobian(calculus, quantity, target);
  const value = rename(definition.value, definition.params, target.indices);
  const named = { name: target.name, params: target.indices, value };
  const found = intermediate(calculus, heldIn(model, quantity, named), named);
  return {
    axes: [...quantity.axes, ...target.indices],
    value: found.value,
    steps: () => [...found.prepared.steps, ...found.adjoints.flatMap((a) => a.steps())],
    stages: [stageOf(found.quantity, found, target.name)],
  };
}
