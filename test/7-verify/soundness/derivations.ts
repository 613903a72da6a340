import { readFileSync } from "node:fs";
import { readModel } from "../../../src/2-elaborate/elaborate.ts";
import { Exercises } from "../../../src/7-verify/exercise/exercise.ts";
import type { ReadOptions } from "../../../src/7-verify/line.ts";
import { cases, markdownOf } from "../read/cases.ts";
import { sources } from "../judge/traces.ts";
import { networkModel } from "./networks.ts";

/** A derivation that holds. */
export interface Derivation {
  readonly name: string;
  readonly group: "models" | "networks" | "public notes" | "many notations";
  readonly text: string;
  readonly kind: ReadOptions["kind"];
}

const solved = (name: string, group: Derivation["group"], model: string, of?: string): Derivation => ({
  name, group, kind: "chain", text: new Exercises(readModel(model), of).solution,
}); // prettier-ignore

/** Written by hand, and by the engine for the models of the catalogue and for as many random networks. */
export function derivations(networks: number): readonly Derivation[] {
  const variants = JSON.parse(
    readFileSync(new URL("../../cases/variants.json", import.meta.url), "utf8"),
  ) as {
    readonly derivations: readonly {
      readonly id: string;
      readonly kind: "md" | "tex";
      readonly text: string;
    }[];
  };
  return [
    ...sources.map(({ name, text, of }) => solved(name, "models", text, of)),
    ...Array.from({ length: networks }, (_, seed) =>
      solved(`network ${seed}`, "networks", networkModel(seed)),
    ),
    ...cases.filter(({ verdict }) => verdict === "correct").map((one): Derivation => ({ name: one.id, group: "public notes", kind: "md", text: markdownOf(one).text })), // prettier-ignore
    ...variants.derivations.map(({ id, kind, text }): Derivation => ({
      name: id,
      group: "many notations",
      kind,
      text,
    })),
  ];
}
