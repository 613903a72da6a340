import penguins from "../../../examples/penguins.json?raw";
import { chooseColumns, irisFeatures, readIris, readJson, type Dataset } from "../../../train/index.ts";
import type { DataName } from "./settings.ts";

/** Two measures of flowers and of birds, three species each. */
export const dataSets: { readonly [Name in DataName]: () => Promise<Dataset> } = {
  iris: async () => chooseColumns(await readIris(), { features: irisFeatures }),
  penguins: async () => chooseColumns(readJson(penguins, "penguins")),
};
