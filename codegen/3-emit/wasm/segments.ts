import type { Loop } from "../../1-lower/value.ts";

/** A part of a loop in which every turn takes the same number of rounds. */
export interface Segment {
  readonly from: number;
  /** Rounds of the loop in a turn. */
  readonly take: number;
  /** How many turns; unknown where the loop ends at run time. */
  readonly turns: number | undefined;
  /** Whether its rounds lie in the lanes of vectors. */
  readonly wide: boolean;
  /** The first round of each result of a turn. */
  readonly rounds: readonly number[];
}

const evenly = (count: number, step: number): number[] => Array.from({ length: count }, (_, k) => k * step);

/**
 * The parts of a loop: `together` results a turn, each of `lanes` rounds, then what is left in single vectors, then
 * in numbers. Where results are taken together, the last parts of a loop of known length are one turn each.
 */
export function segmentsOf({ extent, runtime }: Loop, together: number, lanes: number): readonly Segment[] {
  const parts = [
    { results: together, lanes },
    { results: 1, lanes },
    { results: 1, lanes: 1 },
  ].filter(
    (part, k, all) => k === 0 || part.results !== all[k - 1]!.results || part.lanes !== all[k - 1]!.lanes,
  );
  const segments: Segment[] = [];
  if (runtime === "rows")
    return parts.map(({ results, lanes: wide }) => ({
      from: 0,
      take: results * wide,
      turns: undefined,
      wide: wide > 1,
      rounds: evenly(results, wide),
    }));
  let from = 0;
  const add = (results: number, wide: number, turns: number): void => {
    if (results === 0 || turns === 0) return;
    segments.push({ from, take: results * wide, turns, wide: wide > 1, rounds: evenly(results, wide) });
    from += results * wide * turns;
  };
  const units = Math.floor(extent / lanes);
  const size = blockSize(units, together);
  add(size, lanes, size === 0 ? 0 : Math.floor(units / size));
  add(size === 0 ? 0 : units % size, lanes, 1);
  if (lanes > 1) add(together > 1 ? extent % lanes : 1, 1, together > 1 ? 1 : extent % lanes);
  return segments;
}

/** About `wanted`; short loops are split evenly rather than into a block and a rest. */
function blockSize(units: number, wanted: number): number {
  if (units === 0) return 0;
  return units >= 3 * wanted ? wanted : Math.ceil(units / Math.ceil(units / wanted));
}
