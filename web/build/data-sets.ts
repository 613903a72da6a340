import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { readIris, readJson, type Table } from "../../train/index.ts";

const id = "virtual:data-sets";

const penguins = fileURLToPath(new URL("../../examples/penguins.json", import.meta.url));

/** Flowers and birds as the tables that training reads them into: the page needs no reader of files. */
export const dataSets = (): Plugin => ({
  name: "data-sets",
  resolveId: (wanted) => (wanted === id ? `\0${id}` : undefined),
  load: async (wanted) => {
    if (wanted !== `\0${id}`) return undefined;
    const written = ({ source, columns, rows }: Table): string => JSON.stringify({ source, columns, rows });
    return `export const iris = ${written(await readIris())};
export const penguins = ${written(readJson(readFileSync(penguins, "utf8"), "penguins"))};
`;
  },
});
