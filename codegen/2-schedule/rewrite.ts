import type { Offset, Value, Values } from "../1-lower/value.ts";

/** A value with other leaves. */
export function rewriteValue(
  root: Value,
  values: Values,
  leaf: (value: Exclude<Value, { kind: "op" }>) => Value,
  memo: Map<Value, Value> = new Map(),
): Value {
  const known = memo.get(root);
  if (known !== undefined) return known;
  const result =
    root.kind === "op"
      ? values.op(root.op, ...root.args.map((arg) => rewriteValue(arg, values, leaf, memo)))
      : leaf(root);
  memo.set(root, result);
  return result;
}

/** A value whose loads and positions have other offsets. */
export const rewriteOffsets = (root: Value, values: Values, move: (at: Offset) => Offset): Value =>
  rewriteValue(root, values, (value) => {
    if (value.kind === "load") return values.load(value.array, move(value.at));
    return value.kind === "position" ? values.position(move(value.at)) : value;
  });
