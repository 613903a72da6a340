import {
  derive,
  evaluatorOf,
  tensorPicture,
  nodeIds,
  type Dense,
  type Expr,
  type Index,
  type Point,
} from "../../src/index.ts";
import { derivativeOf } from "./identity.ts";
import type { Lesson } from "./lesson.ts";

/** A quantity of the model as it is drawn: its row counted from the inputs, what it is computed from. */
export interface Layer {
  readonly name: string;
  readonly kind: string;
  readonly row: number;
  /** Node of the quantity, and of the derivative of the cost by it. */
  readonly node: string | undefined;
  readonly slope: string | undefined;
  readonly from: readonly string[];
}

/** How one quantity acts on the next, without what lies between them: ∂to/∂from by formula. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly node: string | undefined;
  readonly local: { readonly value: Expr; readonly axes: readonly Index[] } | undefined;
}

export interface Network {
  readonly layers: readonly Layer[];
  readonly links: readonly Link[];
}

/** The quantities of a model in rows, and the local derivatives between numbers and vectors along its edges. */
export function networkOf({ model, derivation, identity }: Lesson): Network {
  const ids = nodeIds([...model.definitions.values()].map(({ value }) => value));
  const picture = tensorPicture(model, ids);
  const nameOf = new Map(picture.nodes.map(({ id, label }) => [id, label]));
  const last = Math.max(...picture.nodes.map(({ column }) => column));
  const users = new Map(picture.edges.map(({ from, to }) => [from, to]));
  const columns = new Map(picture.nodes.map(({ id, column }) => [id, column]));
  const layers = picture.nodes.map(({ id, label, kind, column }): Layer => ({
    name: label,
    kind,
    // What is given stands one row above what uses it.
    row: kind === "defined" ? column : Math.max(0, (columns.get(users.get(id) ?? "") ?? last) - 1),
    node: identity.idOfName(label),
    slope: identity.idOfName(derivativeOf(derivation.of, label)),
    from: picture.edges.flatMap(({ from, to }) => (to === id ? [nameOf.get(from)!] : [])),
  }));
  const rankOf = (name: string): number =>
    (model.declarations.get(name) ?? model.definitions.get(name))?.shape.length ?? 0;
  const links = layers.flatMap(({ name, from }) =>
    from.flatMap((source): readonly Link[] => {
      if (rankOf(source) > 1) return [];
      const found = derive(model, { of: name, wrt: [source] });
      const local = "known" in found ? undefined : found.results[0];
      return [{ from: source, to: name, node: local && identity.idOf(local.value), local }];
    }),
  );
  return { layers, links };
}

/**
 * The numbers of a local derivative, over the axes of the target and then those of the source, at points of the
 * shapes of `like`.
 * @error EvaluationError where it has no value; what is returned throws it too
 */
export function slopesAlong({ local }: Link, like: Point): ((at: Point) => Dense) | undefined {
  if (local === undefined) return undefined;
  const evaluate = evaluatorOf([local], like);
  return (at) => evaluate(at)[0]!;
}
