import { fold, type ScalarOp } from "./scalar.ts";
import { numberKey } from "./term.ts";

/** A loop of a nest, counting from 0. */
export interface Loop {
  readonly id: number;
  /** How many rounds; at most so many where the number is known at run time only. */
  readonly extent: number;
  /** The variable that holds the number of rounds, or, for the start of a chunk, the position itself. */
  readonly runtime?: "rows" | "start";
}

/** constant + Σ coef · loop. */
export interface Offset {
  readonly terms: readonly { readonly loop: Loop; readonly coef: number }[];
  readonly constant: number;
}

/** Memory: an argument of the kernel, an output, or a local array; row-major. */
export interface ArrayDecl {
  readonly id: number;
  readonly kind: "input" | "output" | "local";
  readonly name: string;
  readonly shape: readonly number[];
  /** For a tensor the user named: which axis here is each of the user's axes. */
  readonly axes?: readonly number[];
}

/**
 * Scalar values, hash-consed: inside a loop nest they depend on its loops; in straight-line code they are the
 * whole kernel.
 */
export type Value =
  | { readonly kind: "const"; readonly id: number; readonly value: number; readonly absent: boolean }
  | { readonly kind: "load"; readonly id: number; readonly array: ArrayDecl; readonly at: Offset }
  | { readonly kind: "position"; readonly id: number; readonly at: Offset }
  /** The result of the reduction of this nest. */
  | { readonly kind: "reduced"; readonly id: number }
  | { readonly kind: "op"; readonly id: number; readonly op: ScalarOp; readonly args: readonly Value[] };

/** Row-major offset of an entry whose axes run along `loops`. */
export function rowMajor(shape: readonly number[], loops: readonly Loop[]): Offset {
  let stride = 1;
  const terms: { readonly loop: Loop; readonly coef: number }[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    terms.unshift({ loop: loops[axis]!, coef: stride });
    stride *= shape[axis]!;
  }
  return { terms, constant: 0 };
}

const offsetKey = ({ terms, constant }: Offset): string =>
  `${terms.map(({ loop, coef }) => `${coef}#${loop.id}`).join("+")}+${constant}`;

const commutative: ReadonlySet<ScalarOp> = new Set(["add", "mul", "max", "min", "and"]);

/** Makes scalar values. */
export class Values {
  readonly #table = new Map<string, Value>();
  readonly #loops = new Map<string, Loop>();
  #serial = 0;

  #intern(key: string, make: (id: number) => Value): Value {
    let value = this.#table.get(key);
    if (value === undefined) {
      value = make(++this.#serial);
      this.#table.set(key, value);
    }
    return value;
  }

  number(value: number): Value {
    return this.#intern(`c${numberKey(value)}`, (id) => ({ kind: "const", id, value, absent: false }));
  }

  /** The zero that stands for no term at all: it annihilates in products and vanishes in sums. */
  readonly absent: Value = { kind: "const", id: 0, value: 0, absent: true };
  readonly reduced: Value = { kind: "reduced", id: -1 };

  load(array: ArrayDecl, at: Offset): Value {
    return this.#intern(`l${array.id}:${offsetKey(at)}`, (id) => ({ kind: "load", id, array, at }));
  }

  position(at: Offset): Value {
    if (at.terms.length === 0) return this.number(at.constant);
    return this.#intern(`p${offsetKey(at)}`, (id) => ({ kind: "position", id, at }));
  }

  /** The loop over the samples of a chunk, or the position where the chunk begins. */
  runtimeLoop(runtime: "rows" | "start", extent: number): Loop {
    const key = `${runtime}:${extent}`;
    let loop = this.#loops.get(key);
    if (loop === undefined) {
      loop = { id: -1 - this.#loops.size, extent, runtime };
      this.#loops.set(key, loop);
    }
    return loop;
  }

  op(op: ScalarOp, ...args: readonly Value[]): Value {
    const folded = fold(this, op, args);
    if (folded !== undefined) return folded;
    const ids = args.map((arg) => arg.id);
    if (commutative.has(op)) ids.sort((a, b) => a - b);
    return this.#intern(`${op}:${ids.join()}`, (id) => ({ kind: "op", id, op, args }));
  }
}
