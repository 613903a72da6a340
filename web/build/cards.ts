import { fileURLToPath } from "node:url";
import { runnerImport, type Plugin } from "vite";
import type * as CardTexts from "./card-texts.ts";

const source = fileURLToPath(new URL("./card-texts.ts", import.meta.url));
const id = "virtual:card-texts";

/** The texts of cards as a module that is written when the page is built. */
export const cards = (): Plugin => ({
  name: "card-texts",
  resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
  load: async (wanted) => {
    if (wanted !== `\0${id}`) return undefined;
    const { module } = await runnerImport<typeof CardTexts>(source);
    return module.cardTexts();
  },
});
