import { basename } from "node:path";
import { BuildError } from "./error.ts";

/** The list of the files in a folder that were generated, so that what is left over can be removed. */
export const manifestName = "chainrule.manifest.json";

/** From the name of a generated file to the model it comes from, as seen from the folder. */
export type Manifest = Readonly<Record<string, string>>;

/** Reads the text of a manifest; only plain names count, whatever stands in it. @error E1044 it is damaged */
export function readManifest(text: string | undefined, path: string): Manifest {
  if (text === undefined) return {};
  try {
    const { files = {} } = JSON.parse(text) as { readonly files?: Manifest };
    return Object.fromEntries(
      Object.entries(files).filter(([name, from]) => basename(name) === name && typeof from === "string"),
    );
  } catch {
    throw new BuildError("E1044", { file: path });
  }
}

/** Sorted by name, so that the same files give the same bytes. */
export function manifestText(files: ReadonlyMap<string, string>, version: string): string {
  const sorted = Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ generator: `chainrule ${version}`, files: sorted }, null, 2)}\n`;
}
