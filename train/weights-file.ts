import { TrainError } from "./error.ts";
import { sizeOf } from "./kernel.ts";
import { optimiserNames } from "./optimise.ts";
import type { SavedOptimiser, SavedParam, Weights } from "./weights.ts";

/** The first key of every file of weights, with the version of its form. */
const MARK = "chainrule-weights";
const VERSION = 1;

/**
 * Weights as JSON, parameters as nested arrays by name. Every number reads back to the same bits (also −0; what is not finite is written as a string).
 */
export function writeWeights(weights: Weights): string {
  const { params, optimiser, ...conditions } = weights;
  const head = Object.entries(conditions).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const shapes = Object.fromEntries(params.map(({ name, shape }) => [name, shape]));
  const bodies = params.map(
    ({ name, shape, values }) => `    ${JSON.stringify(name)}: ${nested(values, shape)}`,
  );
  return [
    "{",
    [
      `  "${MARK}": ${VERSION}`,
      ...head,
      ...(optimiser === undefined ? [] : [`  "optimiser": ${optimiserText(optimiser)}`]),
      `  "shapes": ${JSON.stringify(shapes)}`,
      `  "params": {\n${bodies.join(",\n")}\n  }`,
    ].join(",\n"),
    "}\n",
  ].join("\n");
}

function optimiserText({ name, steps, memory }: SavedOptimiser): string {
  const arrays = memory.map((values) => nested(values, [values.length]));
  return `{"name": "${name}", "steps": ${steps}, "memory": [${arrays.join(", ")}]}`;
}

function nested(values: readonly number[], shape: readonly number[]): string {
  if (shape.length === 0) return numberText(values[0]!);
  const [length, ...inner] = shape as readonly [number, ...number[]];
  const size = sizeOf(inner);
  const parts = Array.from({ length }, (_, k) => nested(values.slice(k * size, (k + 1) * size), inner));
  return `[${parts.join(", ")}]`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? "-0" : String(value);
}

/**
 * Reads what `writeWeights` wrote.
 *
 * @error E0910 not JSON · E0914 JSON of another kind, of a later version, or damaged
 */
export function readWeights(text: string, file: string): Weights {
  const root = objectAt(parseJson(text, file), "an object", file);
  if (root[MARK] !== VERSION) throw wrong(root[MARK], `"${MARK}": ${VERSION}`, file);
  const shapes = objectAt(root.shapes, "shapes", file);
  const values = objectAt(root.params, "params", file);
  const scaling = root.scaling === undefined ? undefined : objectAt(root.scaling, "scaling", file);
  return {
    model: typeof root.model === "string" ? root.model : fail(root.model, "a hash", file),
    epoch: count(root.epoch, "epoch", file),
    seed: count(root.seed, "seed", file),
    rate: number(root.rate, "rate", file),
    batchSize: count(root.batchSize, "batchSize", file),
    heldOutShare: number(root.heldOutShare, "heldOutShare", file),
    features: list(root.features, "features", file).map(String),
    targets: list(root.targets, "targets", file).map(String),
    ...(scaling === undefined
      ? {}
      : {
          scaling: {
            means: list(scaling.means, "means", file).map((x) => number(x, "a mean", file)),
            deviations: list(scaling.deviations, "deviations", file).map((x) =>
              number(x, "a deviation", file),
            ),
          },
        }),
    ...(root.optimiser === undefined ? {} : { optimiser: optimiserAt(root.optimiser, file) }),
    params: Object.entries(shapes).map(([name, shape]): SavedParam => {
      const lengths = list(shape, `the shape of ${name}`, file).map((length) =>
        count(length, "a length", file),
      );
      const flat = flatten(values[name], lengths, name, file);
      return { name, shape: lengths, values: flat };
    }),
  };
}

function optimiserAt(value: unknown, file: string): SavedOptimiser {
  const saved = objectAt(value, "an optimiser", file);
  return {
    name:
      optimiserNames.find((name) => name === saved.name) ?? fail(saved.name, optimiserNames.join(", "), file),
    steps: count(saved.steps, "steps", file),
    memory: list(saved.memory, "memory", file).map((array) =>
      list(array, "numbers", file).map((x) => number(x, "a number", file)),
    ),
  };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TrainError("E0910", { reason: (error as Error).message }, { file });
  }
}

function flatten(value: unknown, shape: readonly number[], name: string, file: string): readonly number[] {
  if (shape.length === 0) return [number(value, `a number of ${name}`, file)];
  const [length, ...inner] = shape as readonly [number, ...number[]];
  const parts = list(value, `${name} with ${length} entries`, file);
  if (parts.length !== length) throw wrong(`${parts.length} entries`, `${name} with ${length} entries`, file);
  return parts.flatMap((part) => flatten(part, inner, name, file));
}

const NOT_FINITE: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Infinity,
  "-Infinity": -Infinity,
};

function number(value: unknown, expected: string, file: string): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && Object.hasOwn(NOT_FINITE, value)) return NOT_FINITE[value]!;
  return fail(value, expected, file);
}

function count(value: unknown, expected: string, file: string): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? value
    : fail(value, expected, file);
}

function list(value: unknown, expected: string, file: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(value, expected, file);
}

function objectAt(value: unknown, expected: string, file: string): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : fail(value, expected, file);
}

function fail(found: unknown, expected: string, file: string): never {
  throw wrong(found, expected, file);
}

function wrong(found: unknown, expected: string, file: string): TrainError {
  const shown = typeof found === "string" ? found : (JSON.stringify(found) ?? "nothing");
  return new TrainError(
    "E0914",
    { found: shown.length > 40 ? `${shown.slice(0, 39)}…` : shown, expected },
    { file },
  );
}
