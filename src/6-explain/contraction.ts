import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import type { Named } from "./naming.ts";

/**
 * How a sum of products is written with matrices. The indices are the nodes of a graph; a factor with one index
 * is a vector at a node, one with two is an edge. A path through bound indices is a chain of matrix products,
 * a cycle is a trace, several factors at one place are an element-wise product, and what is disconnected is an
 * outer product in the order of the result's indices. Where the graph is anything else there is no matrix form.
 */
export type Factor = Expr | NamedFactor;

/** A definition that was found among the factors of a product. */
export interface NamedFactor {
  readonly kind: "named";
  readonly named: Named;
  readonly free: readonly Index[];
}

/** The element-wise product of vectors along one index. */
export type Vector = readonly VectorPart[];

export type VectorPart =
  | { readonly kind: "entry"; readonly factor: Factor }
  /** matrix · vector */
  | { readonly kind: "image"; readonly path: Path; readonly vector: Vector }
  /** the diagonal of a matrix */
  | { readonly kind: "diagonal"; readonly path: Path };

/** A chain of matrices from one index to another. */
export interface Path {
  readonly from: Index;
  readonly to: Index;
  readonly links: readonly Link[];
}

export type Link =
  /** The element-wise product of matrices with these rows and columns. */
  | {
      readonly kind: "matrix";
      readonly rows: Index;
      readonly columns: Index;
      readonly parts: readonly MatrixPart[];
    }
  | { readonly kind: "diag"; readonly index: Index; readonly vector: Vector };

export type MatrixPart =
  | { readonly kind: "entry"; readonly factor: Factor }
  | { readonly kind: "path"; readonly path: Path };

/** A number: what a part of the graph without output indices contracts to. */
export type Scalar =
  | { readonly kind: "entry"; readonly factor: Factor }
  /** Σ over the entries of a vector */
  | { readonly kind: "total"; readonly index: Index; readonly vector: Vector }
  /** Σ over the entries of a matrix */
  | { readonly kind: "matrix-total"; readonly path: Path }
  | { readonly kind: "trace"; readonly path: Path };

export interface Contraction {
  readonly scalars: readonly Scalar[];
  /** The vector at each output index. */
  readonly vectors: ReadonlyMap<Index, Vector>;
  /** The matrix between the two output indices. */
  readonly path: Path | undefined;
}

const reversedLink = (link: Link): Link =>
  link.kind === "diag"
    ? link
    : {
        ...link,
        rows: link.columns,
        columns: link.rows,
        parts: link.parts.map((part) =>
          part.kind === "path" ? { kind: "path", path: reversed(part.path) } : part,
        ),
      };

const reversed = ({ from, to, links }: Path): Path => ({
  from: to, to: from, links: links.toReversed().map(reversedLink),
}); // prettier-ignore

/** The path, running from `index`. */
const startingAt = (index: Index, path: Path): Path => (path.from === index ? path : reversed(path));
const endingAt = (index: Index, path: Path): Path => (path.to === index ? path : reversed(path));

/** The contraction of factors over `bound`; undefined where matrices cannot say it. */
export function contract(
  factors: readonly Factor[],
  bound: readonly Index[],
  outputs: readonly Index[],
): Contraction | undefined {
  const network = new Network(factors);
  return network.isPlanar && network.eliminate(bound) ? network.result(outputs) : undefined;
}

class Network {
  /** Whether no factor has more than two indices. */
  readonly isPlanar: boolean;
  readonly #scalars: Scalar[] = [];
  readonly #vectors = new Map<Index, VectorPart[]>();
  #paths: Path[] = [];

  constructor(factors: readonly Factor[]) {
    this.isPlanar = factors.every((factor) => factor.free.length <= 2);
    for (const factor of factors) {
      const [rows, columns] = factor.free;
      if (rows === undefined) this.#scalars.push({ kind: "entry", factor });
      else if (columns === undefined) this.#addTo(rows, { kind: "entry", factor });
      else this.#paths.push(matrix(rows, columns, [{ kind: "entry", factor }]));
    }
  }

  #addTo(index: Index, part: VectorPart): void {
    this.#vectors.set(index, [...this.#at(index), part]);
  }

  #at(index: Index): readonly VectorPart[] {
    return this.#vectors.get(index) ?? [];
  }

  #touching(index: Index): readonly Path[] {
    return this.#paths.filter(({ from, to }) => from === index || to === index);
  }

  #remove(...paths: readonly Path[]): void {
    this.#paths = this.#paths.filter((path) => !paths.includes(path));
  }

  /** Sums over the bound indices one by one, simplest first; false where one of them cannot be summed over. */
  eliminate(bound: readonly Index[]): boolean {
    const left = new Set(bound);
    while (left.size > 0) {
      this.#mergeParallel(left);
      const next = [...left]
        .map((index) => ({ index, cost: this.#cost(index, left) }))
        .sort((a, b) => a.cost - b.cost)[0]!;
      if (next.cost === Infinity) return false;
      for (const index of this.#sumOver(next.index)) left.delete(index);
    }
    this.#mergeParallel(left);
    return true;
  }

  #cost(index: Index, left: ReadonlySet<Index>): number {
    const paths = this.#touching(index);
    const vector = this.#at(index);
    const [first] = paths;
    if (first === undefined) return vector.length > 0 ? 0 : Infinity;
    if (paths.length > 2) return Infinity;
    if (paths.length === 2) return paths.some(({ from, to }) => from === to) ? Infinity : 4;
    if (first.from === first.to) return 1;
    if (vector.length > 0) return 2;
    // A row sum has no sign of its own; the sum of all entries has.
    const other = first.from === index ? first.to : first.from;
    return left.has(other) && this.#touching(other).length === 1 && this.#at(other).length === 0
      ? 3
      : Infinity;
  }

  /** @returns the indices that are summed over now: this one, and for the sum of a whole matrix the other one */
  #sumOver(index: Index): readonly Index[] {
    const paths = this.#touching(index);
    const vector = this.#at(index);
    this.#vectors.delete(index);
    this.#remove(...paths);
    const [first, second] = paths;
    if (first === undefined) this.#scalars.push({ kind: "total", index, vector });
    else if (second !== undefined) this.#join(endingAt(index, first), vector, startingAt(index, second));
    else if (first.from === first.to) {
      if (vector.length === 0) this.#scalars.push({ kind: "trace", path: first });
      else
        this.#scalars.push({ kind: "total", index, vector: [...vector, { kind: "diagonal", path: first }] });
    } else if (vector.length > 0) {
      const path = endingAt(index, first);
      this.#addTo(path.from, { kind: "image", path, vector });
    } else {
      this.#scalars.push({ kind: "matrix-total", path: first });
      return [first.from, first.to];
    }
    return [index];
  }

  #join(before: Path, vector: Vector, after: Path): void {
    const index = before.to;
    const middle: readonly Link[] = vector.length === 0 ? [] : [{ kind: "diag", index, vector }];
    const links = [...before.links, ...middle, ...after.links];
    this.#paths.push({ from: before.from, to: after.to, links });
  }

  /** Paths between the same two indices become one element-wise product, except where they close to a trace. */
  #mergeParallel(bound: ReadonlySet<Index>): void {
    for (const path of this.#paths) {
      if (!this.#paths.includes(path) || path.from === path.to) continue;
      const twins = this.#paths.filter((other) => joins(other, path.from, path.to));
      if (twins.length < 2 || this.#isCycle(twins, bound)) continue;
      this.#remove(...twins);
      const parts = twins.flatMap((twin) => partsOf(startingAt(path.from, twin)));
      this.#paths.push(matrix(path.from, path.to, parts));
    }
  }

  #isCycle(twins: readonly Path[], bound: ReadonlySet<Index>): boolean {
    const [a, b] = twins;
    if (twins.length !== 2 || a === undefined || b === undefined) return false;
    const ends = [a.from, a.to];
    const closed = ends.every((end) => bound.has(end) && this.#touching(end).length === 2);
    return closed && (a.links.length > 1 || b.links.length > 1 || isOpposed(a, b));
  }

  result(outputs: readonly Index[]): Contraction | undefined {
    for (const path of this.#paths.filter(({ from, to }) => from === to)) {
      this.#remove(path);
      this.#addTo(path.from, { kind: "diagonal", path });
    }
    const [first, second] = outputs;
    const [path, ...more] = this.#paths;
    if (more.length > 0) return undefined;
    const covered = new Set([...this.#vectors.keys(), ...(path === undefined ? [] : [path.from, path.to])]);
    if (outputs.some((index) => !covered.has(index)) || covered.size !== outputs.length) return undefined;
    const oriented = path && first !== undefined && second !== undefined ? startingAt(first, path) : path;
    return { scalars: this.#scalars, vectors: this.#vectors, path: oriented };
  }
}

const matrix = (rows: Index, columns: Index, parts: readonly MatrixPart[]): Path => ({
  from: rows, to: columns, links: [{ kind: "matrix", rows, columns, parts }],
}); // prettier-ignore

const joins = ({ from, to }: Path, a: Index, b: Index): boolean =>
  (from === a && to === b) || (from === b && to === a);

const partsOf = (path: Path): readonly MatrixPart[] => {
  const [link] = path.links;
  return path.links.length === 1 && link?.kind === "matrix" ? link.parts : [{ kind: "path", path }];
};

/** Whether two single matrices run in opposite directions, as A[i, j] and B[j, i] do: then A B has a trace. */
function isOpposed(a: Path, b: Path): boolean {
  const [first, second] = [a, b].map(slotOrder);
  return first !== undefined && second !== undefined && first[0] === second[1];
}

function slotOrder({ links }: Path): readonly Index[] | undefined {
  const [link] = links;
  const [part] = link?.kind === "matrix" ? link.parts : [];
  if (part?.kind !== "entry") return undefined;
  const { factor } = part;
  if (factor.kind === "named") return factor.named.slots;
  if (factor.kind !== "tensor" && factor.kind !== "matrix") return undefined;
  return factor.slots.flatMap(({ terms }) =>
    terms.flatMap(({ atom }) => (atom.kind === "index" ? [atom] : [])),
  );
}
