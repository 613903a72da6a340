import { pack, unpack } from "./codec.ts";
import { fields, finite, integer, list, oneOf, record, text } from "./validate.ts";

/** What a link carries beside its route. All fields may be absent: then the page's own beginning stands. */
export interface Shared {
  readonly lang: "en" | "ko";
  readonly form: "index" | "matrix";
  /** The step in view, from 0. */
  readonly step: number;
  /** How far steps are unfolded: 0 idea, 1 rule, 2 algebra. */
  readonly level: number;
  /** Pinned nodes, in the order of their line styles. */
  readonly pins: readonly string[];
  /** The model, where it is not the one of the notes. */
  readonly model: string;
  /** Numbers that are not those the model came with, row-major by name. */
  readonly point: ReadonlyMap<string, readonly number[]>;
  /** What the routes keep, each in a form of its own that it checks itself. */
  readonly own: ReadonlyMap<string, unknown>;
}

const readers = {
  lang: oneOf("en", "ko"),
  form: oneOf("index", "matrix"),
  step: integer(0, 999),
  level: integer(0, 2),
  pins: list(text(40), 3),
  model: text(20_000),
  point: record(list(finite, 4096), 64),
  own: record<unknown>((value) => value, 16),
} as const;

export interface Link {
  /** The part of the hash before the state, such as `notes`; not checked here. */
  readonly route: string;
  readonly shared: Partial<Shared>;
}

type Version = (value: unknown) => Partial<Shared> | undefined;

/** Every version of the state that a released page has written, and how it is read today. */
const versions: Readonly<Record<string, Version>> = {
  "1": fields<Shared>(readers),
};

const CURRENT = "1";

/** `#/notes`, or `#/notes/1.STATE`. What cannot be read is left out; the page opens all the same. */
export async function readLink(hash: string): Promise<Link> {
  const [, route = "", version = "", packed = ""] = /^#\/?(\w*)(?:\/(\d+)\.([\w-]+))?$/.exec(hash) ?? [];
  const read = Object.hasOwn(versions, version) ? versions[version] : undefined;
  return { route, shared: read?.(await unpack(packed)) ?? {} };
}

/** The hash of a link; without its state where that would not fit into an address. */
export async function writeLink(
  route: string,
  shared: Partial<Shared>,
): Promise<{ hash: string; whole: boolean }> {
  const plain = JSON.parse(JSON.stringify(shared, (_key, value: unknown) =>
    value instanceof Map ? Object.fromEntries(value as ReadonlyMap<string, unknown>) : value)) as object; // prettier-ignore
  if (Object.keys(plain).length === 0) return { hash: `#/${route}`, whole: true };
  const packed = await pack(plain);
  return packed === undefined
    ? { hash: `#/${route}`, whole: false }
    : { hash: `#/${route}/${CURRENT}.${packed}`, whole: true };
}
