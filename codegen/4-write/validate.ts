import { didYouMean } from "../../src/index.ts";
import { BuildError } from "./error.ts";
import type { Schema } from "./schema.ts";

type Of<K extends Schema["kind"]> = Extract<Schema, { readonly kind: K }>;

/** A kind of schema: whether a value is of its sort at all, how it is said, and what is inside the value. */
interface Kind<S extends Schema> {
  readonly fits: (value: unknown, schema: S) => boolean;
  readonly says: (schema: S) => string;
  readonly example: (schema: S) => string;
  readonly inside: (value: unknown, schema: S, check: Check) => void;
}

/** Checks a value that stands at a place below the current one, such as `models[2].type`. */
type Check = (step: string, value: unknown, schema: Schema) => void;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const nothing = (): void => undefined;
const quoted = (choices: readonly string[]): string =>
  choices.map((choice) => JSON.stringify(choice)).join(", ");

const kinds: { readonly [K in Schema["kind"]]: Kind<Of<K>> } = {
  text: {
    fits: (value) => typeof value === "string" && value !== "",
    says: () => "a text",
    example: ({ example }) => example,
    inside: nothing,
  },
  flag: {
    fits: (value) => typeof value === "boolean",
    says: () => "true or false",
    example: () => "true",
    inside: nothing,
  },
  off: {
    fits: (value) => value === false,
    says: () => "false",
    example: () => "false",
    inside: nothing,
  },
  choice: {
    fits: (value, { of }) => typeof value === "string" && of.includes(value),
    says: ({ of }) => (of.length > 1 ? `one of ${quoted(of)}` : quoted(of)),
    example: ({ of }) => JSON.stringify(of[0]),
    inside: nothing,
  },
  size: {
    fits: isCount,
    says: () => "a whole number from 0",
    example: () => "10",
    inside: nothing,
  },
  list: {
    fits: (value) => Array.isArray(value),
    says: ({ item }) => `a list, each entry ${saysOf(item)}`,
    example: ({ example }) => example,
    inside: (value, { item }, check) => {
      for (const [k, entry] of (value as readonly unknown[]).entries()) check(`[${k}]`, entry, item);
    },
  },
  table: {
    fits: isObject,
    says: ({ item }) => `an object, each value ${saysOf(item)}`,
    example: ({ example }) => example,
    inside: (value, { item }, check) => {
      for (const [key, entry] of Object.entries(value as object)) check(`.${key}`, entry, item);
    },
  },
  either: {
    fits: (value, { of }) => of.some((schema) => fits(value, schema)),
    says: ({ of }) => of.map(saysOf).join(", or "),
    example: ({ example }) => example,
    inside: (value, { of }, check) =>
      check(
        "",
        value,
        of.find((schema) => fits(value, schema))!,
      ),
  },
  object: {
    fits: isObject,
    says: () => "an object",
    example: ({ example }) => example,
    inside: (value, { options }, check) => {
      for (const [key, entry] of Object.entries(value as object))
        if (entry !== undefined) check(`.${key}`, entry, options[key]!);
    },
  },
};

const kindOf = (schema: Schema): Kind<Schema> => kinds[schema.kind] as Kind<Schema>;
const fits = (value: unknown, schema: Schema): boolean => kindOf(schema).fits(value, schema);
const saysOf = (schema: Schema): string => kindOf(schema).says(schema);

/** A value as a message shows it. */
function shown(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/**
 * Holds a value against a schema.
 * @error E1052 an option that there is not · E1053 a value that does not fit · E1054 an option that is missing
 */
export function validate(value: unknown, schema: Schema, file: string, place = ""): void {
  const here = place === "" ? "the configuration" : place;
  const kind = kindOf(schema);
  if (!kind.fits(value, schema)) {
    const choices = schema.kind === "choice" ? schema.of : [];
    const suggestion = typeof value === "string" ? (didYouMean(value, choices) ?? "") : "";
    const values = { expected: kind.says(schema), example: kind.example(schema), suggestion };
    throw new BuildError("E1053", { file, place: here, found: shown(value), ...values });
  }
  if (schema.kind === "object") checkNames(value as object, schema, file, place);
  kind.inside(value, schema, (step, inner, innerSchema) => {
    validate(inner, innerSchema, file, place === "" ? step.replace(/^\./, "") : `${place}${step}`);
  });
}

function checkNames(value: object, { options, required }: Of<"object">, file: string, place: string): void {
  const at = (name: string): string => (place === "" ? name : `${place}.${name}`);
  const known = Object.keys(options);
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(options, name));
  if (unknown !== undefined) {
    const suggestion = didYouMean(unknown, known) ?? "";
    throw new BuildError("E1052", { file, place: at(unknown), known: known.join(", "), suggestion });
  }
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing === undefined) return;
  const kind = kindOf(options[missing]!);
  const expected = kind.says(options[missing]!);
  const example = `${missing}: ${kind.example(options[missing]!)}`;
  throw new BuildError("E1054", { file, place: at(missing), expected, example });
}
