/** Readers of untrusted values: each gives the value it accepts, or undefined. */

export type Reader<T> = (value: unknown) => T | undefined;

export const text =
  (limit: number): Reader<string> =>
  (value) =>
    typeof value === "string" && value.length <= limit ? value : undefined;

export const oneOf =
  <const T extends string>(...known: readonly T[]): Reader<T> =>
  (value) =>
    known.find((item) => item === value);

export const integer =
  (low: number, high: number): Reader<number> =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= low && value <= high ? value : undefined;

export const finite: Reader<number> = (value) =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

/** A list of which every item is accepted. */
export const list =
  <T>(item: Reader<T>, limit: number): Reader<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > limit) return undefined;
    const items = value.map(item).filter((one): one is T => one !== undefined);
    return items.length === value.length ? items : undefined;
  };

/** A record of which every value is accepted. */
export const record =
  <T>(item: Reader<T>, limit: number): Reader<ReadonlyMap<string, T>> =>
  (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    const read = entries.flatMap(([name, one]) => {
      const accepted = item(one);
      return accepted === undefined ? [] : [[name, accepted] as const];
    });
    return read.length === entries.length && read.length <= limit ? new Map(read) : undefined;
  };

export type Fields<T> = { readonly [Key in keyof T]-?: Reader<NonNullable<T[Key]>> };

/** An object read field by field: a field that is missing or not accepted is left out, unknown ones are ignored. */
export const fields =
  <T extends object>(readers: Fields<T>): Reader<Partial<T>> =>
  (value) => {
    if (typeof value !== "object" || value === null) return undefined;
    const found = value as Readonly<Record<string, unknown>>;
    const entries = Object.entries(readers as Readonly<Record<string, Reader<unknown>>>).flatMap(
      ([key, reader]) => {
        const accepted = reader(found[key]);
        return accepted === undefined ? [] : [[key, accepted] as const];
      },
    );
    return Object.fromEntries(entries) as Partial<T>;
  };
