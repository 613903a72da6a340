import { soleIndex } from "../../core/affine.ts";
import { rename, sumOver } from "../../core/bind.ts";
import { mul, neg, sum } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { freshIndex, type Index } from "../../core/index.ts";
import type { Definition } from "../../2-elaborate/model.ts";
import { jacobian } from "../../3-differentiate/derivatives.ts";
import { calculusOf } from "../../4-simplify/derive.ts";
import type { DerivativeSide } from "../line.ts";
import type { Scene } from "./scene.ts";

/** A line found wrong: what it claims in place of what is true. */
export interface WrongLine {
  readonly line: number;
  readonly side: DerivativeSide | undefined;
  readonly claimed: Expr;
  readonly truth: Expr;
  readonly axes: readonly Index[];
}

/** The indices of a side as written, where every slot is one index; first those of the quantity. */
function letters(side: DerivativeSide): { readonly of: Index[]; readonly wrt: Index[] } | undefined {
  const of = side.ofSlots.map(soleIndex);
  const wrt = side.wrtSlots.map(soleIndex);
  const isPlain = [...of, ...wrt].every((index) => index !== undefined);
  return isPlain && side.and === undefined ? { of: of as Index[], wrt: wrt as Index[] } : undefined;
}

/**
 * What the right formula of a scene would be, had an earlier wrong line been right: by the chain rule through the
 * quantity whose derivative it claims, or by differentiating the value it claims.
 */
export function consequence(scene: Scene, wrong: WrongLine): Expr | undefined {
  const { derivative } = scene;
  if (derivative === undefined) return undefined;
  const { side } = wrong;
  if (side === undefined) return ofWrongValue(scene, wrong);
  const names = letters(side);
  const variable = scene.model.definitions.get(side.wrt);
  if (names === undefined || variable === undefined) return undefined;
  if (side.of === derivative.of) {
    if (side.wrt === derivative.wrt) return undefined;
    const outer = scene.axes.slice(0, names.of.length);
    const toParams = (e: Expr): Expr =>
      rename(e, [...names.of, ...names.wrt], [...outer, ...variable.params]);
    return instead(scene, variable, toParams(wrong.truth), toParams(wrong.claimed));
  }
  return throughJacobian(scene, wrong, variable, names);
}

/** The right formula with the cotangent of a definition exchanged. */
function instead(scene: Scene, definition: Definition, right: Expr, wrong: Expr): Expr | undefined {
  const [before, after] = [scene.pull(definition, right), scene.pull(definition, wrong)];
  return before && after && sum(scene.right, neg(before), after);
}

/** A wrong ∂p/∂z, used in ∂C/∂z = Σ ∂C/∂p ∂p/∂z. */
function throughJacobian(
  scene: Scene,
  wrong: WrongLine,
  variable: Definition,
  names: { readonly of: readonly Index[]; readonly wrt: readonly Index[] },
): Expr | undefined {
  const between = scene.model.definitions.get(wrong.side?.of ?? "");
  const cotangent = between && scene.cotangent(between);
  if (between === undefined || cotangent === undefined) return undefined;
  const inner = between.params.map((index) => freshIndex(index.size));
  const arriving = (jacobianOf: Expr): Expr =>
    sumOver(
      inner,
      mul(
        rename(cotangent, between.params, inner),
        rename(jacobianOf, [...names.of, ...names.wrt], [...inner, ...variable.params]),
      ),
    );
  return instead(scene, variable, arriving(wrong.truth), arriving(wrong.claimed));
}

/** The derivative of a wrong value of the quantity. */
function ofWrongValue(scene: Scene, wrong: WrongLine): Expr | undefined {
  const { of, wrt } = scene.derivative!;
  const quantity = scene.model.definitions.get(of);
  if (quantity === undefined || scene.model.definitions.has(wrt)) return undefined;
  if (quantity.params.length > 0 || wrong.truth !== quantity.value) return undefined;
  const target = { name: wrt, indices: scene.variableAxes };
  const found = jacobian(calculusOf(scene.model), { of, value: wrong.claimed, axes: [], named: [] }, target);
  return rename(found.value, found.axes, target.indices);
}
