import { termValue } from "./body.ts";
import { neededInMemory } from "./materialise.ts";
import type { Nest, Program, Store } from "./nest.ts";
import { termsBelow, type Origin, type Ref, type Term } from "./term.ts";
import { rowMajor, Values, type ArrayDecl, type Loop, type Offset, type Value } from "./value.ts";

type MatrixNode = Extract<Term["node"], { kind: "matrix" }>;

/** A term to be written out, its axes in the order of `letters`. */
export interface OutputTerm {
  readonly name: string;
  readonly letters: readonly number[];
  readonly extents: readonly number[];
  readonly ref: Ref;
}

/** What the user calls a term: axis k of the user is axis axes[k] of the term. */
export interface TermName {
  readonly name: string;
  readonly term: Term;
  readonly axes: readonly number[];
}

export interface NestsRequest {
  readonly outputs: readonly OutputTerm[];
  readonly names: readonly TermName[];
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly origins: ReadonlyMap<Term, Origin>;
}

/** One nest for every term that is kept in memory, in an order in which each is computed before it is used. */
export function nestsOf({ outputs, names, tensors, origins }: NestsRequest): Program {
  const values = new Values();
  const valueOrigins = new Map<Value, Origin>();
  let serial = 0;
  const declare = (
    kind: ArrayDecl["kind"],
    name: string,
    shape: readonly number[],
    axes?: readonly number[],
  ): ArrayDecl => {
    const decl = { id: serial++, kind, name, shape };
    return axes === undefined ? decl : { ...decl, axes };
  };
  const loopsOver = (extents: readonly number[]): Loop[] =>
    extents.map((extent) => ({ id: serial++, extent }));
  const inputs = tensors.map(({ name, shape }) => declare("input", name, shape));
  const arguments_ = new Map(inputs.map((array) => [array.name, array]));
  const named = new Map<Term, TermName>();
  for (const name of names) if (!named.has(name.term)) named.set(name.term, name);

  const kept = neededInMemory(outputs, new Set(named.keys()));
  const memory = new Map<Term, ArrayDecl>();
  const context = { values, arguments: arguments_, memory, origins, valueOrigins };
  const nests: Nest[] = [];

  const nestOf = (
    ref: Ref,
    letters: ReadonlyMap<number, Loop>,
    loops: readonly Loop[],
    target: (value: Value) => Store,
  ): Nest => {
    const { node } = ref.term;
    const origin = origins.get(ref.term);
    const axes = ref.at.map((letter) => letters.get(letter)!);
    if (node.kind !== "reduce" || memory.has(ref.term))
      return { loops, stores: [target(termValue(ref.term, axes, context))], origin };
    const inner = loopsOver(node.extents);
    const along = node.body.at.map((axis) => (axis < axes.length ? axes[axis]! : inner[axis - axes.length]!));
    const body = termValue(node.body.term, along, context);
    return {
      loops,
      reduction: { op: node.op, loops: inner, body },
      stores: [target(values.reduced)],
      origin,
    };
  };

  /** The matrix is laid out row by row in memory of its own, and eliminated there. */
  const matrixNests = (term: Term, node: MatrixNode, array: ArrayDecl): void => {
    const { op, size, slots, body } = node;
    const origin = origins.get(term);
    const outer = term.extents.slice(0, term.extents.length - slots.length);
    const source = declare("local", "", [...outer, size, size]);
    const loops = loopsOver(source.shape);
    const along = body.at.map((axis) => loops[axis < outer.length ? axis : axis - slots.length]!);
    const value = termValue(body.term, along, context);
    nests.push({ loops, stores: [{ array: source, at: rowMajor(source.shape, loops), value }], origin });
    const rounds = loopsOver(outer);
    const block = (shape: readonly number[]): Offset => {
      const whole = rowMajor(shape, [...rounds, ...loopsOver(shape.slice(outer.length))]);
      return { ...whole, terms: whole.terms.slice(0, outer.length) };
    };
    const matrix = values.load(source, block(source.shape));
    const store = { array, at: block(term.extents), value: matrix };
    nests.push({ loops: rounds, stores: [store], routine: { op, size }, origin });
  };

  for (const term of termsBelow(outputs.map(({ ref }) => ref.term))) {
    if (!kept.has(term)) continue;
    const name = named.get(term);
    const array = declare("local", name?.name ?? "", term.extents, name?.axes);
    if (term.node.kind === "matrix") {
      matrixNests(term, term.node, array);
      memory.set(term, array);
      continue;
    }
    const loops = loopsOver(term.extents);
    const letters = new Map(loops.map((loop, axis) => [axis, loop]));
    const at = rowMajor(term.extents, loops);
    const ref = { term, at: loops.map((_, axis) => axis) };
    nests.push(nestOf(ref, letters, loops, (value) => ({ array, at, value })));
    memory.set(term, array);
  }
  const declared = outputs.map(({ name, letters, extents, ref }) => {
    const array = declare("output", name, extents);
    const loops = loopsOver(extents);
    const at = rowMajor(extents, loops);
    nests.push(
      nestOf(ref, new Map(letters.map((letter, k) => [letter, loops[k]!])), loops, (value) => ({
        array,
        at,
        value,
      })),
    );
    return array;
  });
  return { nests, values, inputs, outputs: declared, origins: valueOrigins };
}
