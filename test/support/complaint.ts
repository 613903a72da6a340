import type { Failure } from "../../cli/failure.ts";

/** Runs `job`, which must fail, and returns its complaint: code, title, and the piece of text it points at. */
export function complaintOf(
  job: () => unknown,
): readonly [code: string, title: string, piece: string | undefined] {
  try {
    job();
  } catch (error) {
    const failure = error as Failure;
    const { place } = failure;
    return [failure.code, failure.in("en").title, place && place.text.slice(place.start, place.end)];
  }
  throw new Error("nothing was wrong");
}
