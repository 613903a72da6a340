import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fadedOf } from "../engine/faded.ts";

const model = fileURLToPath(new URL("../../examples/notes.chain", import.meta.url));

/** A module with the steps of the notes' derivation that have blanks. */
export async function fadedText(): Promise<string> {
  return `export const lines = ${JSON.stringify(await fadedOf(readFileSync(model, "utf8")))};`;
}
