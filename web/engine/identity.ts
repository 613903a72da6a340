import { makeNaming, nodeIds, type Expr, type Model, type ModelDerivation } from "../../src/index.ts";

/** The names under which formula, graph, numbers and code speak of the same thing. */
export interface Identity {
  /** The id of a node: that of the first node which is the same up to the names of its free indices. */
  readonly idOf: (e: Expr) => string | undefined;
  /** The id of a quantity of the model, or of its derivative: `h`, `d(Cost)/d(h)`. */
  readonly idOfName: (name: string) => string | undefined;
  /** What an id stands for, where it is a quantity of the model or its derivative. */
  readonly nameOf: (id: string) => string | undefined;
}

/** How the engine calls the tensor ∂of/∂wrt. */
export const derivativeOf = (of: string, wrt: string): string => `d(${of})/d(${wrt})`;

/**
 * Stable ids for all nodes that a page shows. A quantity and its derivative have one id each, however their
 * indices are called and whether they are written out or by name.
 */
export function identify(
  model: Model,
  { of, adjoints, results }: ModelDerivation,
  simplified: (model: Model, e: Expr) => Expr,
): Identity {
  const definitions = [...model.definitions.values()];
  const derivatives = adjoints.map(({ name, indices, value }) => ({
    name: derivativeOf(of, name),
    params: indices,
    value,
  }));
  const named = makeNaming({ definitions: [...definitions, ...derivatives] });
  const cost = model.definitions.get(of)!.value;
  const ids = nodeIds([
    simplified(model, cost),
    ...results.map(({ value }) => value),
    ...definitions.map(({ value }) => value),
    ...adjoints.flatMap(({ local, value, paths }) => [local, value, ...paths]),
  ]);
  const nameOf = (e: Expr): string | undefined => {
    if (e.kind === "tensor") return e.name;
    const found = named.find(e);
    const isWhole = found !== undefined && found.under === undefined && found.coef.num === found.coef.den;
    return isWhole ? found.name : undefined;
  };
  const byName = new Map<string, string>();
  const byId = new Map<string, string>();
  for (const e of ids.nodes) {
    const name = nameOf(e);
    if (name === undefined || byName.has(name)) continue;
    byName.set(name, ids.idOf(e)!);
    byId.set(ids.idOf(e)!, name);
  }
  // Two names for one thing: the cost as it stands and as it is differentiated.
  const simplifiedCost = ids.idOf(simplified(model, cost));
  const own = byName.get(of) ?? simplifiedCost;
  return {
    idOf: (e) => {
      const name = nameOf(e);
      const id = name === undefined ? ids.idOf(e) : (byName.get(name) ?? ids.idOf(e));
      return id !== undefined && id === simplifiedCost ? own : id;
    },
    idOfName: (name) => (name === of ? own : byName.get(name)),
    nameOf: (id) => byId.get(id),
  };
}
