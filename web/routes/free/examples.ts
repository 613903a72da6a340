import asWritten from "../../../examples/notes-as-written.md?raw";
import corrected from "../../../examples/notes-corrected.md?raw";
import notes from "../../../examples/notes.chain?raw";
import softmax from "../../../examples/softmax-regression.chain?raw";
import leastSquares from "../../../examples/objectives/least-squares.chain?raw";
import logistic from "../../../examples/objectives/logistic-regression.chain?raw";

/** Texts to begin with, in the order of the menu; the names of files are the names in links. */
export const examples: ReadonlyMap<string, string> = new Map([
  ["logistic-regression", logistic],
  ["notes-as-written", asWritten],
  ["notes-corrected", corrected],
  ["notes", notes],
  ["softmax-regression", softmax],
  ["least-squares", leastSquares],
]);

export const firstExample = "logistic-regression";

/** The title that an example gives itself in its first line. */
export const titleOf = (text: string): string =>
  (/^#\s*([^\n.:]*)/.exec(text)?.[1] ?? text.slice(0, 40)).trim();
