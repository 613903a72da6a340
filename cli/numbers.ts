import { generateKernel, loadKernel, SizeError } from "../codegen/index.ts";
import {
  derive,
  deriveSecond,
  evaluate,
  EvaluationError,
  type Expr,
  type Index,
  type Model,
  type Point,
  readModel,
  simplifiedValue,
} from "../src/index.ts";
import { known } from "./derivation.ts";
import { Failure } from "./failure.ts";
import type { Tensor } from "./tensor.ts";

/** Something to compute: an expression over indices. */
export interface Wanted {
  readonly indices: readonly Index[];
  readonly value: Expr;
}

export interface NumbersRequest {
  readonly of: string | undefined;
  readonly gradient: readonly string[];
  readonly jacobian: readonly string[];
  readonly hessian: readonly string[];
}

/** What `eval` computes, each with the name that stands in the JSON. */
export interface NumbersPlan {
  readonly of: string;
  readonly value: Wanted;
  readonly gradient: ReadonlyMap<string, Wanted>;
  readonly jacobian: ReadonlyMap<string, Wanted>;
  readonly hessian: ReadonlyMap<string, Wanted>;
}

/** Derives what is asked for. @error E1030–E1034 names the model does not have; a gradient of a tensor */
export function plan(model: Model, { of, gradient, jacobian, hessian }: NumbersRequest): NumbersPlan {
  const target = known(derive(model, { of, wrt: [] })).of;
  const definition = model.definitions.get(target)!;
  if (gradient.length > 0 && definition.shape.length > 0) throw new Failure("E1034", { name: target });
  const first = (wrt: readonly string[]): ReadonlyMap<string, Wanted> =>
    wrt.length === 0
      ? new Map()
      : new Map(
          known(derive(model, { of, wrt })).results.map(({ wrt: name, axes, value }) => [
            name,
            { indices: axes, value },
          ]),
        );
  const second =
    hessian.length === 0
      ? []
      : known(deriveSecond(model, { of, wrt: hessian })).map(
          ({ wrt, and, axes, value }) =>
            [wrt === and ? wrt : `${wrt},${and}`, { indices: axes, value }] as const,
        );
  return {
    of: target,
    value: { indices: definition.params, value: definition.value },
    gradient: first(gradient),
    jacobian: first(jacobian),
    hessian: new Map(second),
  };
}

/** Everything a plan computes, in one list. */
export const wantedOf = ({ value, gradient, jacobian, hessian }: NumbersPlan): readonly Wanted[] => [
  value,
  ...gradient.values(),
  ...jacobian.values(),
  ...hessian.values(),
];

/** Computes by definition, entry by entry: slow, and obviously right. @error E1035 no value at this point */
export function byOracle(wanted: readonly Wanted[], at: Point): readonly Tensor[] {
  try {
    return wanted.map(({ indices, value }) => evaluate(value, indices, at));
  } catch (error) {
    if (error instanceof EvaluationError) throw new Failure("E1035", { reason: error.message });
    throw error;
  }
}

/** An axis is empty: only the oracle says that a maximum over nothing has no value, and there is little to compute. */
export const isThin = (at: Point): boolean =>
  [...at.tensors.values()].some(({ shape }) => shape.includes(0)) || [...at.sizes.values()].includes(0);

/**
 * Computes everything with one generated kernel. The value is simplified under the assumptions of the model, as
 * in every kernel; whether the data meet them is for the caller to check.
 */
export async function byKernel(
  model: Model,
  wanted: readonly Wanted[],
  at: Point,
): Promise<readonly Tensor[]> {
  const simplified = wanted.map(({ indices, value }) => ({ indices, value: simplifiedValue(model, value) }));
  return (await compiled(model, simplified, at))(at);
}

/**
 * One generated kernel for several expressions, as they stand: for any point with the sizes of `sizes`.
 * @error E1035 a size without a value
 */
export async function compiled(
  model: Model,
  wanted: readonly Wanted[],
  sizes: Point,
): Promise<(at: Point) => readonly Tensor[]> {
  const outputs = wanted.map(({ indices, value }, k) => ({ name: `out${k}`, indices, value }));
  const tensors = [...model.declarations.values()].map(({ name, shape }) => ({
    name,
    role: "param" as const,
    shape,
  }));
  const zero = readModel("zero = 0").definitions.get("zero")!.value;
  try {
    const kernel = await loadKernel(
      generateKernel({
        name: "eval",
        version: "0",
        tensors,
        sizes: sizes.sizes,
        cost: { name: "nothing", indices: [], value: zero },
        gradients: outputs,
        options: { batch: false },
      }),
    );
    const results = outputs.map(({ indices }) =>
      indices.map(({ size }) => model.symbols.valueOf(size) ?? sizeAt(size, sizes)),
    );
    return (at) => {
      const arrays = results.map(
        (shape) => new Float64Array(shape.reduce((product, size) => product * size, 1)),
      );
      const inputs = Object.entries(kernel.model.inputs).map(([name, shape]) => {
        const given = at.tensors.get(name);
        const length = shape.reduce((product, size) => product * size, 1);
        return given === undefined ? new Float64Array(length) : Float64Array.from(given.values);
      });
      kernel.costAndGradient(...inputs, ...arrays);
      return results.map((shape, k) => ({ shape, values: arrays[k]! }));
    };
  } catch (error) {
    if (error instanceof SizeError) throw new Failure("E1035", { reason: error.message });
    throw error;
  }
}

/** The length of an axis at the sizes of a point. */
function sizeAt(size: Index["size"], at: Point): number {
  return size.terms.reduce((sum, { atom, coef }) => {
    const value = at.sizes.get(atom.name);
    if (value === undefined) throw new Failure("E1035", { reason: `the size ${atom.name} has no value` });
    return sum + coef * value;
  }, size.constant);
}
