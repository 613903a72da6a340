import { iris, penguins } from "virtual:data-sets";
import { chooseColumns, irisFeatures, type Dataset, type Table } from "../../../train/index.ts";
import type { DataName } from "./settings.ts";

const placed = (table: Omit<Table, "placeOf">): Table => ({
  ...table,
  placeOf: (row) => ({ file: table.source, line: row + 1 }),
});

/** Two measures of flowers and of birds, three species each. */
export const dataSets: { readonly [Name in DataName]: () => Dataset } = {
  iris: () => chooseColumns(placed(iris), { features: irisFeatures }),
  penguins: () => chooseColumns(placed(penguins)),
};
