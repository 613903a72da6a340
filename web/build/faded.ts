import { fileURLToPath } from "node:url";
import { runnerImport, type Plugin } from "vite";
import type * as FadedText from "./faded-text.ts";

const source = fileURLToPath(new URL("./faded-text.ts", import.meta.url));
const id = "virtual:faded";

/** The blanks of the notes' derivation as a module that is written when the page is built: to find them takes seconds. */
export const faded = (): Plugin => ({
  name: "faded",
  resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
  load: async (wanted) => {
    if (wanted !== `\0${id}`) return undefined;
    const { module } = await runnerImport<typeof FadedText>(source);
    return module.fadedText();
  },
});
