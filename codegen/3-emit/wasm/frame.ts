import type { ArrayDecl } from "../../1-lower/value.ts";
import type { Signature } from "../signature.ts";
import type { Local } from "./body.ts";
import type { NumberFormat } from "./format.ts";
import type { Layout } from "./layout.ts";
import type { Start } from "./pointers.ts";
import type { ValueType } from "./types.ts";

/** Addresses that every function of a kernel takes, in this order. */
export interface Addresses {
  /** One for each input and label. */
  readonly data: readonly Local<"i32">[];
  readonly parameters: Local<"i32">;
  readonly gradients: Local<"i32">;
  readonly predictions: readonly Local<"i32">[];
  readonly work: Local<"i32">;
}

export const addressTypes = ({ data, predictions }: Signature): readonly "i32"[] =>
  Array.from({ length: data.length + predictions.length + 3 }, () => "i32");

export function addressesFrom(signature: Signature, locals: readonly Local<ValueType>[]): Addresses {
  const all = locals as readonly Local<"i32">[];
  const data = signature.data.length;
  const predictions = signature.predictions.length;
  return {
    data: all.slice(0, data),
    parameters: all[data]!,
    gradients: all[data + 1]!,
    predictions: all.slice(data + 2, data + 2 + predictions),
    work: all[data + 2 + predictions]!,
  };
}

export const listOf = ({
  data,
  parameters,
  gradients,
  predictions,
  work,
}: Addresses): readonly Local<"i32">[] => [...data, parameters, gradients, ...predictions, work];

/** Where each array begins in a function that has these addresses. */
export function startsIn(
  signature: Signature,
  layout: Layout,
  { size }: NumberFormat,
  addresses: Addresses,
): (array: ArrayDecl) => Start {
  const found = new Map<number, Start>();
  for (const [k, { array }] of signature.data.entries())
    found.set(array.id, { base: addresses.data[k]!, offset: 0 });
  for (const [k, { array }] of signature.predictions.entries())
    found.set(array.id, { base: addresses.predictions[k]!, offset: 0 });
  for (const { array } of [...signature.constants, ...signature.params])
    found.set(array.id, { base: addresses.parameters, offset: layout.parameters.place(array, 0) });
  for (const { array } of signature.gradients)
    found.set(array.id, { base: addresses.gradients, offset: layout.gradients.place(array, 0) });
  return (array) => {
    const bytes = array.shape.reduce((a, b) => a * b, 1) * size;
    return found.get(array.id) ?? { base: addresses.work, offset: layout.work.place(array, bytes) };
  };
}
