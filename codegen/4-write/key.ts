import { fingerprint, graphText } from "../1-lower/canonical.ts";
import type { KernelJob } from "./request.ts";

/** The lines of a model without their comments: places in it stay what they are. */
const withoutComments = (text: string): string =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/#.*$/, "").trimEnd())
    .join("\n")
    .trimEnd();

/**
 * What a generated text depends on, but for the hash of the source: the canonical graph of the model, the statements
 * as they are written (names and places stand in the text), the options, and the code of the generator.
 */
export function keyOf({ model, name, from, settings }: KernelJob, generator: string): string {
  const roots = [...model.definitions.values()].map(({ meaning }) => meaning.body);
  const options = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [
    generator,
    name,
    from,
    JSON.stringify(options),
    fingerprint(graphText(roots)),
    withoutComments(model.source.text),
  ];
  return parts.join("\n");
}
