import { type Affine, type Expr, type Model, type Point, tensorDims } from "../src/index.ts";
import { readData } from "./data.ts";
import { readText, standardInput } from "./files.ts";
import type { Declared, Size, Tensor } from "./tensor.ts";

/** Sizes that the model gives a value. */
export const modelSizes = (model: Model): ReadonlyMap<string, number> =>
  new Map(
    [...model.sizes.values()].flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );

/**
 * Reads the values of the tensors that the expressions use. A data file may give more, as long as the model
 * declares it; constants that the model gives a value may be left out.
 */
export async function readPoint(model: Model, file: string, used: readonly Expr[]): Promise<Point> {
  const text = await readText(file);
  const occurring = tensorDims(used);
  const sizes = modelSizes(model);
  const axis = (size: Affine): Size => model.symbols.valueOf(size) ?? size.key;
  const declared = [...model.declarations.values()].map(({ name, shape, positionsIn, value }): Declared => ({
    name,
    shape: shape.map(axis),
    ...(positionsIn === undefined ? {} : { indexInto: axis(positionsIn) }),
    needed: occurring.has(name) && value === undefined,
  }));
  const data = readData(text, file === standardInput ? "<stdin>" : file, declared, sizes);
  return { tensors: new Map([...constants(model), ...data.tensors]), sizes: data.sizes };
}

/** Constants with the values the model gives them. */
export const constants = (model: Model): ReadonlyMap<string, Tensor> =>
  new Map(
    [...model.declarations.values()].flatMap(({ name, value }) =>
      value === undefined
        ? []
        : [[name, { shape: [], values: Float64Array.of(Number(value.num) / Number(value.den)) }] as const],
    ),
  );
