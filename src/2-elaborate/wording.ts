import type { Param } from "../core/messages/message.ts";
import type { Shape } from "./symbols.ts";

/** `3×4`, `n`. */
export const shapeText = (shape: Shape): string => shape.map((size) => size.key).join("×");

/** "a number", "a vector of 3", "a matrix 3×4", in the language of the message. */
export function shapeParam(shape: Shape): Param {
  if (shape.length === 0) return { term: "number" };
  const term = shape.length === 1 ? "vector" : shape.length === 2 ? "matrix" : "tensor";
  return { term, params: { shape: shapeText(shape) } };
}
