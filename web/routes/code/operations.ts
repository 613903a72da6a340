import type { Operations } from "../../../codegen/index.ts";
import type { Word } from "./words.ts";

type OperationClass = Exclude<Operations extends ReadonlyMap<infer Class, number> ? Class : never, "free">;

/** How each class of operations is written: as it stands, or as a word of the language, for one and for several. */
const names: { readonly [C in OperationClass]: C | readonly [Word, Word] } = {
  "×": "×",
  "+": "+",
  "−": "−",
  "÷": "÷",
  comparison: ["count.comparison", "count.comparisons"],
  exp: "exp",
  log: "log",
  sqrt: "sqrt",
  power: ["count.power", "count.power"],
  other: ["count.other", "count.other"],
};

/** `66 ×, 30 +, 7 comparisons` in the language of the page. */
export function operationsIn(
  operations: Operations,
  t: (key: Word, values?: { readonly count: number }) => string,
): string {
  const parts = (Object.keys(names) as OperationClass[]).flatMap((kind) => {
    const count = operations.get(kind);
    if (count === undefined) return [];
    const name = names[kind];
    return [typeof name === "string" ? `${count} ${name}` : t(name[count === 1 ? 0 : 1], { count })];
  });
  return parts.length === 0 ? t("count.none") : parts.join(", ");
}
