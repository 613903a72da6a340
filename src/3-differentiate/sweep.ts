import { affineOf, soleIndex } from "../core/affine.ts";
import { abstract, rename, sumOver, tensorSubstitution, type Abstraction } from "../core/bind.ts";
import { delta, mul, one, sum, zero } from "../core/build.ts";
import type { Conventions } from "../core/conventions.ts";
import type { Expr, TensorExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { step, type Derived, type Step } from "../core/step.ts";
import { children, postorder } from "../core/walk.ts";
import { Agenda } from "./agenda.ts";
import { lettersApartFrom } from "./letters.ts";
import { Names, type NamedTensor, type NamedValue } from "./names.ts";
import { partials } from "./partials.ts";

/** A tensor with the letters its derivative is written in, one per axis. */
export interface Target {
  readonly name: string;
  readonly indices: readonly Index[];
}

export interface SweepRequest {
  /** How the differentiated quantity is called; only names of adjoints are made from it. */
  readonly of: string;
  readonly root: Expr;
  readonly targets: readonly Target[];
  readonly named: readonly NamedValue[];
  readonly conventions: Conventions;
  /** Simplification, applied to every finished adjoint. */
  readonly tidy: (e: Expr) => Derived;
  /** The adjoint of the root; 1 by default. Its free indices count as free indices of the root. */
  readonly seed?: Expr;
}

/** The total derivative with respect to one named tensor, finished. */
export interface Adjoint {
  readonly name: string;
  /** The letters of its axes, in the order of the user's definition. */
  readonly indices: readonly Index[];
  /** One link of the chain: in terms of the adjoints of the tensors computed from this one. */
  readonly local: Expr;
  /** The summands of `local`, one per use of the tensor: the paths of a fork. */
  readonly paths: readonly Expr[];
  /** The closed form. */
  readonly value: Expr;
  /** Pull-backs and rewrites that led from the adjoints above to this one. */
  readonly steps: () => readonly Step[];
}

/** How the adjoint of `name` is called inside the formulas of one link. */
export const adjointName = (of: string, name: string): string => `d(${of})/d(${name})`;

/** A tensor of the graph on its way through the sweep. */
interface Cell {
  readonly abstraction: Abstraction;
  readonly name: NamedTensor | undefined;
  /** Summands of the adjoint, in the parameters of the abstraction. */
  readonly contributions: Expr[];
  readonly sources: { readonly from: Cell; readonly pullback: Step }[];
}

/** A tensor whose adjoint is complete. */
interface Link {
  readonly name: string;
  /** Its axes in the order of the user's letters, as the paths have them. */
  readonly params: readonly Index[];
  readonly letters: readonly Index[];
  readonly paths: readonly Expr[];
  readonly sources: readonly Cell[];
  /** After how many finished tensors the last contribution came. */
  readonly ready: number;
}

/** What has come together for one target. */
interface Harvest {
  readonly paths: Expr[];
  readonly cells: Cell[];
  /** After how many finished tensors the last contribution came. */
  ready: number;
}

/** Whether e depends on one of the tensors; remembered per node over the whole sweep. */
function dependence(names: ReadonlySet<string>): (e: Expr) => boolean {
  const known = new Map<Expr, boolean>();
  return (e) => {
    for (const node of postorder([e], (below) => !known.has(below))) {
      if (known.has(node)) continue;
      known.set(
        node,
        node.kind === "tensor" ? names.has(node.name) : children(node).some((child) => known.get(child)!),
      );
    }
    return known.get(e)!;
  };
}

/**
 * The adjoint of an entry x[slots] as an array over the letters of x: Σ over the parameters of adjoint times
 * [letter = slot] for every slot. Where a slot is a parameter of its own the sum is a renaming.
 */
function scatter(leaf: TensorExpr, params: readonly Index[], letters: readonly Index[], adjoint: Expr): Expr {
  const renaming = new Map<Index, Index>();
  const brackets: Expr[] = [];
  for (const [k, slot] of leaf.slots.entries()) {
    const index = soleIndex(slot);
    const letter = letters[k]!;
    if (index !== undefined && params.includes(index) && !renaming.has(index) && index.size === letter.size)
      renaming.set(index, letter);
    else brackets.push(delta(slot, affineOf(letter)));
  }
  const image = rename(mul(adjoint, ...brackets), [...renaming.keys()], [...renaming.values()]);
  return sumOver(
    params.filter((param) => !renaming.has(param)),
    image,
  );
}

/** All steps from the nearest named tensors above down to the cells, in the order of the computation. */
function stepsAbove(cells: readonly Cell[]): Step[] {
  const found: Step[] = [];
  const seen = new Set<Cell>();
  const queue = [...cells];
  for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
    if (seen.has(cell)) continue;
    seen.add(cell);
    for (const { from, pullback } of cell.sources) {
      if (
        !found.some(
          (s) => s.rule === pullback.rule && s.before === pullback.before && s.after === pullback.after,
        )
      )
        found.push(pullback);
      if (from.name === undefined) queue.push(from);
    }
  }
  return found.reverse();
}

/**
 * One reverse sweep over the graph: every tensor gets one adjoint, however often it is used and whatever its
 * indices are called there, and passes it on once it is complete (Griewank & Walther 2008, ch. 3, on index
 * notation instead of scalars). Tensors are finished from the root downwards by height, which no renaming of
 * indices changes; a body that is opened gets indices of its own, which is what keeps Σ_i x_i² by x_i from
 * capturing i.
 *
 * @shape root: over its free indices F → for each target T: over F and the axes of T
 * @returns named intermediates and targets, each after all the tensors computed from it
 */
export function sweep(request: SweepRequest): readonly Adjoint[] {
  const { root, conventions, tidy, of } = request;
  const seed = request.seed ?? one;
  const fixed = [...new Set([...root.free, ...seed.free])];
  const names = new Names(request.named, fixed);
  const targets = request.targets.map(({ name, indices }) => ({
    name,
    indices: lettersApartFrom(indices, fixed),
  }));
  const depends = dependence(new Set(targets.map((target) => target.name)));
  const harvests = new Map<string, Harvest>(
    targets.map((target) => [target.name, { paths: [], cells: [], ready: 0 }]),
  );
  const finished: { readonly adjoint: Adjoint; readonly ready: number }[] = [];
  const closed = new Map<string, Abstraction>();
  const close = tensorSubstitution(closed);
  const cells = new Map<Expr, Cell>();
  const agenda = new Agenda<Cell>();

  const cellOf = (abstraction: Abstraction): Cell => {
    const known = cells.get(abstraction.body);
    if (known !== undefined) return known;
    const name = abstraction.body === root ? undefined : names.find(abstraction);
    const cell: Cell = { abstraction, name, contributions: [], sources: [] };
    cells.set(abstraction.body, cell);
    agenda.push(abstraction.body.height, cell);
    return cell;
  };

  /**
   * Closes the adjoint of one tensor: in the parameters of the abstraction, in which the adjoints above stand
   * already, so that nothing is renamed on the way; the user's letters are put in when they are read.
   */
  const finish = (link: Link): void => {
    const { name, params, letters, paths, sources, ready } = link;
    const local = tidy(sum(...paths));
    const whole = close(local.value);
    const value = whole === local.value ? local : tidy(whole);
    closed.set(adjointName(of, name), { params, body: value.value });
    const shown = (e: Expr): Expr => rename(e, params, letters);
    const inLetters = (s: Step): Step => ({
      ...s,
      before: shown(s.before),
      after: shown(s.after),
      substeps: s.substeps.map(inLetters),
    });
    const adjoint: Adjoint = {
      name,
      indices: letters,
      get local() {
        return shown(local.value);
      },
      get paths() {
        return paths.map(shown);
      },
      get value() {
        return shown(value.value);
      },
      steps: () => [
        ...stepsAbove(sources),
        ...local.steps.map(inLetters),
        ...(value === local
          ? []
          : [step("substitute-adjoints", local.value, whole), ...value.steps].map(inLetters)),
      ],
    };
    finished.push({ ready, adjoint });
  };

  if (depends(root)) cellOf(abstract(root, fixed).abstraction).contributions.push(seed);
  for (let cell = agenda.pop(); cell !== undefined; cell = agenda.pop()) {
    const { abstraction, name } = cell;
    const { body, params } = abstraction;
    let adjoint = sum(...cell.contributions);
    if (adjoint === zero) continue;
    if (body.kind === "tensor") {
      const target = targets.find((t) => t.name === body.name)!;
      const harvest = harvests.get(target.name)!;
      harvest.paths.push(...cell.contributions.map((c) => scatter(body, params, target.indices, c)));
      harvest.cells.push(cell);
      continue;
    }
    if (name !== undefined) {
      const { letters, slots } = name;
      const paths = cell.contributions;
      finish({ name: name.name, params: slots, letters, paths, sources: [cell], ready: finished.length });
      adjoint = name.entry(adjointName(of, name.name));
    }
    for (const { rule, child, weight, over, conventions: used } of partials(body, conventions)) {
      if (!depends(child)) continue;
      const summed = [...params, ...over].filter((index) => !child.free.includes(index));
      const cotangent = sumOver(summed, mul(adjoint, weight));
      if (cotangent === zero) continue;
      const below = abstract(child, fixed);
      const target = cellOf(below.abstraction);
      const contribution = rename(cotangent, below.args, below.abstraction.params);
      target.contributions.push(contribution);
      const pullback = step(rule, body, contribution, { conventions: used, into: below.abstraction.body });
      target.sources.push({ from: cell, pullback });
      if (child.kind === "tensor") harvests.get(child.name)!.ready = finished.length;
    }
  }
  for (const target of targets) {
    const { paths, cells: sources, ready } = harvests.get(target.name)!;
    // Before the tensors that were finished later: ∂Cost/∂W1 is known as soon as ∂Cost/∂O is.
    const { name, indices } = target;
    finish({ name, params: indices, letters: indices, paths, sources, ready: ready - 0.5 });
  }
  return finished
    .map((item, position) => ({ ...item, position }))
    .sort((a, b) => a.ready - b.ready || a.position - b.position)
    .map(({ adjoint }) => adjoint);
}
