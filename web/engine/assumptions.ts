import type { Model } from "../../src/index.ts";

/** Equations beside the right one, at most. */
const OTHERS = 3;

/**
 * An equation that a model assumes, and the same of other quantities with as many axes.
 * @param statement `assume sum(k, y[k]) == 1`
 */
export function assumptionsOf(model: Model, statement: string): readonly string[] {
  const right = statement.replace(/^assume\s+/, "").trim();
  const [, name] = /(\w+)\[/.exec(right) ?? [];
  if (name === undefined || !right.includes("==")) return [];
  const axes = (one: string): string | undefined => {
    const sizes = model.definitions.get(one)?.params.map(({ size }) => size.key);
    return (sizes ?? model.declarations.get(one)?.shape.map((size) => size.key))?.join(" ");
  };
  const names = [...model.definitions.keys(), ...model.declarations.keys()];
  const others = [...new Set(names)]
    .filter((one) => one !== name && axes(one) === axes(name))
    .slice(0, OTHERS);
  return [right, ...others.map((other) => right.replaceAll(new RegExp(`\\b${name}\\[`, "g"), `${other}[`))];
}

/** The text of a model with another equation in the place of one that it assumes. */
export const withAssumption = (
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  equation: string,
): string => `${text.slice(0, start)}assume ${equation}${text.slice(end)}`;
