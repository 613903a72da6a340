import { blankIds, type BlankId } from "../../engine/faded-line.ts";
import { fields, integer, record } from "../../state/validate.ts";

/** What a link keeps of the derivation with blanks. */
export interface Kept {
  /** How often the derivation is repeated, from 1: as many blanks it has. */
  readonly round: number;
  /** By blank: the choice that was checked last, in the order of the choices. */
  readonly answers: ReadonlyMap<string, number>;
}

const read = fields<Kept>({
  round: integer(1, blankIds.length),
  answers: record(integer(0, 9), blankIds.length),
});

/** What a link says, as far as it makes sense. */
export function keptFrom(value: unknown): Kept {
  const { round = 1, answers = new Map<string, number>() } = read(value) ?? {};
  return { round, answers };
}

/** The blanks of a repetition, among those that the derivation has a place for: one more each time. */
export const blanksOf = (round: number, known: readonly BlankId[]): readonly BlankId[] =>
  blankIds.filter((id) => known.includes(id)).slice(0, round);
