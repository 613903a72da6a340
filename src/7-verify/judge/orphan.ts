import { rename } from "../../core/bind.ts";
import { defaultQuantity } from "../../4-simplify/derive.ts";
import type { DerivationText, Line, Reading } from "../line.ts";
import type { Agreement, Equality } from "./equal.ts";
import type { Truths } from "./truth.ts";
import type { Work } from "./work.ts";

/** What a line without a left side of its own turned out to state. */
export interface Found {
  /** `d(C)/d(o)` */
  readonly name: string;
  readonly agreement: Agreement;
}

/** Whether the line begins with its `=` in a display of its own, so that its left side stands nowhere near. */
export function isOrphan({ source, lines }: DerivationText, line: Line): boolean {
  if (!/^[\s&$]*=/.test(line.text)) return false;
  const before = lines[lines.indexOf(line) - 1];
  const between = before === undefined ? "$$" : source.text.slice(before.rightSpan.end, line.rightSpan.start);
  return /\$\$|\\\]|\\end|\n\s*\n/.test(between);
}

/**
 * The derivative of the default quantity that a right side is, where the line continues nothing that has its value: a
 * page of notes may begin with "= p − y".
 */
export function* findLeftSide(truths: Truths, equality: Equality, line: Line): Work<Found | undefined> {
  const { model } = truths;
  const quantity = defaultQuantity(model);
  const { right } = line;
  if (quantity === undefined || right.kind !== "value") return undefined;
  const readings: readonly Reading[] = [
    ...right.readings,
    ...right.rejected.flatMap(({ reading }) => reading ?? []),
  ];
  const names = [...[...model.definitions.keys()].reverse(), ...model.declarations.keys()].filter(
    (n) => n !== quantity.name,
  );
  for (const reading of readings) {
    const value = truths.expand(reading.value, reading.derivatives);
    if (value === undefined) continue;
    const axes = reading.axes.length > 0 ? reading.axes : value.free;
    for (const name of names) {
      const closed = truths.closed(quantity.name, [name]);
      if (closed === undefined || closed.axes.length !== axes.length) continue;
      if (closed.axes.some((axis, k) => axis.size !== axes[k]!.size)) continue;
      const agreement = yield* equality.same(value, rename(closed.value, closed.axes, axes), axes);
      if (agreement.kind === "proved" || agreement.kind === "conditional")
        return { name: `d(${quantity.name})/d(${name})`, agreement };
    }
  }
  return undefined;
}
