import type { Affine } from "../core/affine.ts";
import { isBinder, type Expr } from "../core/expr.ts";
import { children } from "../core/walk.ts";
import type { NodeIds } from "./ids.ts";
import { indexForm } from "./index-form.ts";
import { makeNaming, type Naming } from "./naming.ts";
import { layoutText } from "./text.ts";
import type { Model } from "../2-elaborate/model.ts";
import { namesIn } from "../1-parse/nodes.ts";

/** A node of a picture. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  /** `input`, `param`, `label`, `const`, `defined`; or the kind of a graph node. */
  readonly kind: string;
  readonly shape: readonly (number | string)[];
  /** Column from the left: one more than that of the furthest node it is computed from. */
  readonly column: number;
}

/** `to` is computed from `from`. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
}

/** A graph as plain data, for drawing. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

const lengthOf = (size: Affine): number | string => (size.terms.length === 0 ? size.constant : size.key);

/** Every node gets a column to the right of all it is computed from. */
function placed(nodes: readonly Omit<PictureNode, "column">[], edges: readonly PictureEdge[]): Picture {
  const columns = new Map<string, number>();
  const into = new Map<string, string[]>();
  for (const { from, to } of edges) into.set(to, [...(into.get(to) ?? []), from]);
  // Nodes come after those they are computed from.
  for (const { id } of nodes)
    columns.set(id, Math.max(0, ...(into.get(id) ?? []).map((from) => (columns.get(from) ?? 0) + 1)));
  return { nodes: nodes.map((node) => ({ ...node, column: columns.get(node.id)! })), edges };
}

/** The tensors of a model as the user named them, and which is computed from which. */
export function tensorPicture(model: Model, ids: NodeIds): Picture {
  const nodes: Omit<PictureNode, "column">[] = [];
  const edges: PictureEdge[] = [];
  for (const { name, role, shape } of model.declarations.values())
    nodes.push({ id: name, label: name, kind: role, shape: shape.map(lengthOf) });
  const statements = new Map(
    model.syntax.statements.flatMap((s) => (s.kind === "define" ? [[s.name.name, s] as const] : [])),
  );
  const known = (name: string): string | undefined => {
    const resolved = model.aliases.get(name) ?? name;
    return model.declarations.has(resolved) || model.definitions.has(resolved) ? resolved : undefined;
  };
  const order = byUse([...model.definitions.keys()], (name) => usedBy(name));
  for (const name of order) {
    const definition = model.definitions.get(name)!;
    nodes.push({
      id: ids.idOf(definition.value) ?? name,
      label: name,
      kind: "defined",
      shape: definition.shape.map(lengthOf),
    });
    for (const from of usedBy(name)) edges.push({ from: idOf(from), to: idOf(name) });
  }
  return placed(nodes, edges);

  function usedBy(name: string): readonly string[] {
    const statement = statements.get(name);
    const mentioned = statement === undefined ? [] : [...namesIn(statement.value)];
    return [...new Set(mentioned.flatMap((other) => known(other) ?? []))].filter((other) => other !== name);
  }

  function idOf(name: string): string {
    const definition = model.definitions.get(name);
    return definition === undefined ? name : (ids.idOf(definition.value) ?? name);
  }
}

/** Names after those they use. */
function byUse(names: readonly string[], uses: (name: string) => readonly string[]): readonly string[] {
  const done = new Set<string>();
  const stack = names.toReversed().map((name) => ({ name, exit: false }));
  const order: string[] = [];
  const all = new Set(names);
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.exit) order.push(top.name);
    else if (!done.has(top.name)) {
      done.add(top.name);
      stack.push({ name: top.name, exit: true });
      for (const other of uses(top.name))
        if (all.has(other) && !done.has(other)) stack.push({ name: other, exit: false });
    }
  }
  return order;
}

/** Every node of the graph below the roots, labelled by what it does. */
export function nodePicture(ids: NodeIds, naming: Naming = makeNaming()): Picture {
  const nodes = ids.nodes.map((e) => ({
    id: ids.idOf(e)!,
    label: labelOf(e, naming),
    kind: e.kind,
    shape: e.free.map((index) => lengthOf(index.size)),
  }));
  const edges = ids.nodes.flatMap((e) =>
    [...new Set(children(e))].map((child) => ({ from: ids.idOf(child)!, to: ids.idOf(e)! })),
  );
  return placed(nodes, edges);
}

const signs: Partial<Readonly<Record<Expr["kind"], string>>> = { add: "+", mul: "×", pow: "^", select: "?:" };

/** The user's name where there is one; otherwise the operator. */
function labelOf(e: Expr, naming: Naming): string {
  const found = naming.find(e);
  if (found !== undefined && found.under === undefined && found.coef.num === found.coef.den)
    return found.name;
  if (e.kind === "unary" || e.kind === "binary" || isBinder(e)) return e.op;
  if (e.kind === "iverson") return e.rel;
  return signs[e.kind] ?? layoutText(indexForm(e, naming));
}
