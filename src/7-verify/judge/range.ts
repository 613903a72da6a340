import type { Line } from "../line.ts";
import type { Finding } from "./bench.ts";

/**
 * A wrong line in which reading noticed a range that is not that of its axis: then that is the mistake, whatever else
 * it leads to.
 */
export function judgeRange(line: Line, found: Finding): Finding {
  const note = line.notes.find(({ code }) => code === "E0204");
  if (note === undefined || found.status !== "refuted" || found.follows !== undefined) return found;
  const shown = {
    ...note,
    severity: "error" as const,
    ...(found.fix === undefined ? {} : { fix: found.fix }),
  };
  const [place] = note.labels;
  return {
    ...found,
    code: "E0204",
    slip: "wrong-range",
    ...(place === undefined ? {} : { wrong: place.span }),
    diagnostics: [shown],
  };
}
