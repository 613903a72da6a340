import type { Affine } from "../../core/affine.ts";
import { rename, substituteTensors } from "../../core/bind.ts";
import { tensor } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { freshIndex } from "../../core/index.ts";
import { tensorsOf } from "../../core/walk.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { reference } from "../../2-elaborate/statement.ts";
import { jacobian } from "../../3-differentiate/derivatives.ts";
import { calculusOf } from "../../4-simplify/derive.ts";
import type { DraftText } from "./draft.ts";
import { quantityWith } from "./hints.ts";
import type { VectorConvention } from "./products.ts";
import type { Scope } from "./scope.ts";

/** The scope of formulas in a finished model: definitions are put in place of their names. */
export function scopeOf(model: Model, text: DraftText, vectors: VectorConvention): Scope {
  const { symbols } = model;
  const refer = reference(symbols, new Set());
  const shapeOf = (name: string): readonly Affine[] | undefined => {
    const symbol = symbols.find(name);
    return symbol === undefined || symbol.kind === "size" ? undefined : symbol.shape;
  };
  return {
    names: text.names,
    same: symbols.sameSize,
    vectors,
    sigma: text.sigma,
    functions: text.functions,
    resolve: (name) => symbols.find(name)?.name ?? text.aliases.get(name) ?? name,
    shapeOf,
    refer,
    isComputed: (name) => model.definitions.has(name),
    sizeOf: (name) => {
      const symbol = symbols.find(name);
      return symbol?.kind === "size" ? symbol.form : text.givenSize(name);
    },
    errorName: (mention) => text.errorName(mention, (name) => shapeOf(name) !== undefined),
    quantityOf: (value) => quantityWith(model, value),
    soleVariable: (of) => text.soleVariable(of) ?? onlyVariable(of, model),
    slope: (f, at) => slopeAt(f, at, model),
  };
}

/** The one parameter, or else the one input, that a quantity depends on. */
function onlyVariable(of: string, model: Model): string | undefined {
  const definition = model.definitions.get(of);
  if (definition === undefined) return undefined;
  const names = tensorsOf(definition.value).filter((name) => model.declarations.has(name));
  const params = names.filter((name) => model.declarations.get(name)!.role === "param");
  if (params.length === 1) return params[0];
  return names.length === 1 ? names[0] : undefined;
}

/** The variable of a function while it is differentiated; no name of a model looks like it. */
const VARIABLE = "·";

/** f′ at an expression: differentiated at a variable, which the expression then replaces. */
function slopeAt(f: (x: Expr) => Expr, at: Expr, model: Model): Expr {
  const value = f(tensor(VARIABLE, [], []));
  const quantity = { of: "f", value, axes: [], named: [] };
  const { value: slope } = jacobian(calculusOf(model), quantity, { name: VARIABLE, indices: [] });
  // The argument may have free indices: they pass through as they are.
  const hidden = at.free.map((index) => freshIndex(index.size));
  const body = rename(at, at.free, hidden);
  return rename(substituteTensors(slope, new Map([[VARIABLE, { params: [], body }]])), hidden, at.free);
}
