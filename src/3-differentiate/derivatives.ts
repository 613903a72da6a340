import { sumOver } from "../core/bind.ts";
import { entry, mul } from "../core/build.ts";
import type { Conventions } from "../core/conventions.ts";
import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import type { Derived, Step } from "../core/step.ts";
import { absorption } from "./absorbed.ts";
import { lettersApartFrom } from "./letters.ts";
import type { NamedValue } from "./names.ts";
import { sweep, type Adjoint, type Target } from "./sweep.ts";

/** How to differentiate: conventions at kinks, and the simplification before and after the sweep. */
export interface Calculus {
  readonly conventions: Conventions;
  /** Applied to what is differentiated; uses no assumptions, so that they appear where they matter. */
  readonly prepare: (e: Expr) => Derived;
  /** Applied to every adjoint. */
  readonly tidy: (e: Expr) => Derived;
}

/** What is differentiated. */
export interface Quantity {
  /** What it is called. */
  readonly of: string;
  readonly value: Expr;
  /** The axes of the output, in order; none for a scalar. */
  readonly axes: readonly Index[];
  /** The user's names for intermediate tensors, for steps and adjoints. */
  readonly named: readonly NamedValue[];
}

export interface Derivation {
  /** Rewrites of the quantity before the sweep. */
  readonly prepared: Derived;
  /** Every named intermediate and every target, each after all the tensors computed from it. */
  readonly adjoints: readonly Adjoint[];
}

/** One sweep of a derivation: a second derivative has two. */
export interface Stage extends Derivation {
  readonly of: string;
  /** What is differentiated, and its axes. */
  readonly value: Expr;
  readonly axes: readonly Index[];
  readonly target: string;
}

/** The last link of a derivation: ∂of/∂target in closed form. */
export interface Derivative {
  /** Axes: those of the quantity, then those of the target. */
  readonly axes: readonly Index[];
  readonly value: Expr;
  readonly steps: () => readonly Step[];
  /** The sweeps that led here, in their order. */
  readonly stages: readonly Stage[];
}

/** All adjoints of a quantity, in one sweep. */
export function derivation(
  calculus: Calculus,
  { of, value, named }: Quantity,
  targets: readonly Target[],
): Derivation {
  const { conventions, prepare, tidy } = calculus;
  const prepared = prepare(value);
  const isAbsorbed = absorption(prepared.value);
  const known = named.map((n) => ({ ...n, value: prepare(n.value).value })).filter((n) => !isAbsorbed(n));
  const adjoints = sweep({ of, root: prepared.value, targets, named: known, conventions, tidy });
  return { prepared, adjoints };
}

/**
 * The Jacobian of a quantity with respect to one tensor; for a scalar quantity the gradient.
 *
 * @shape value: over its free indices F; target: over T → over F, then T. The gradient has the variable's shape.
 */
export function jacobian(calculus: Calculus, quantity: Quantity, target: Target): Derivative {
  const { prepared, adjoints } = derivation(calculus, quantity, [target]);
  const adjoint = adjoints.find((a) => a.name === target.name)!;
  const steps = (): readonly Step[] => [...prepared.steps, ...adjoints.flatMap((a) => a.steps())];
  const stage = stageOf(quantity, { prepared, adjoints }, target.name);
  return { axes: [...quantity.axes, ...adjoint.indices], value: adjoint.value, steps, stages: [stage] };
}

export const stageOf = (quantity: Quantity, derived: Derivation, target: string): Stage => ({
  of: quantity.of, value: quantity.value, axes: quantity.axes, target, prepared: derived.prepared, adjoints: derived.adjoints,
}); // prettier-ignore

/**
 * The second derivative of a scalar quantity: the Jacobian with respect to `second` of its gradient with
 * respect to `first`. Unit tensors stay brackets, they are never written out.
 *
 * @shape value: () → over the axes of `first`, then of `second`
 */
export function hessian(calculus: Calculus, quantity: Quantity, first: Target, second: Target): Derivative {
  const gradient = jacobian(calculus, quantity, first);
  const of = `d(${quantity.of})/d(${first.name})`;
  const again = { of, value: gradient.value, axes: gradient.axes, named: quantity.named };
  const letters = lettersApartFrom(second.indices, gradient.axes);
  const result = jacobian(calculus, again, { name: second.name, indices: letters });
  return {
    axes: [...gradient.axes, ...letters],
    value: result.value,
    steps: () => [...gradient.steps(), ...result.steps()],
    stages: [...gradient.stages, ...result.stages],
  };
}

/** A direction: a tensor with the shape of the target, under a name that the model does not use. */
const direction = (name: string, target: Target): Expr => entry(name, target.indices);

/**
 * The Hessian times a direction v, as the gradient of ⟨gradient, v⟩ (Pearlmutter 1994): no second-order tensor
 * is ever formed.
 *
 * @shape value: (); v: the axes of `first` → over the axes of `second`
 */
export function hessianVectorProduct(
  calculus: Calculus,
  quantity: Quantity,
  first: Target,
  second: Target,
  v: string,
): Derivative {
  const gradient = jacobian(calculus, quantity, first);
  const slope = sumOver(
    gradient.axes,
    mul(gradient.value, direction(v, { ...first, indices: gradient.axes })),
  );
  const of = `d(${quantity.of})/d(${first.name})·${v}`;
  const result = jacobian(calculus, { of, value: slope, axes: [], named: quantity.named }, second);
  return { ...result, stages: [...gradient.stages, ...result.stages] };
}

/**
 * The push-forward J v: the Jacobian contracted with a direction in the space of the target.
 *
 * @shape value: over F; v: over T → over F
 */
export function jacobianVectorProduct(
  calculus: Calculus,
  quantity: Quantity,
  target: Target,
  v: string,
): Derivative {
  const { axes, value, steps, stages } = jacobian(calculus, quantity, target);
  const letters = axes.slice(quantity.axes.length);
  const product = calculus.tidy(sumOver(letters, mul(value, entry(v, letters))));
  return { axes: quantity.axes, value: product.value, steps: () => [...steps(), ...product.steps], stages };
}

/**
 * The pull-back vᵀ J: the gradient of ⟨v, value⟩, which needs no Jacobian.
 *
 * @shape value: over F; v: over F → over T
 */
export function vectorJacobianProduct(
  calculus: Calculus,
  quantity: Quantity,
  target: Target,
  v: string,
): Derivative {
  const { of, axes, value, named } = quantity;
  const paired = sumOver(axes, mul(entry(v, axes), value));
  return jacobian(calculus, { of: `${v}·${of}`, value: paired, axes: [], named }, target);
}
