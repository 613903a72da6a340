import { Failure, type Phrase, type Place } from "./failure.ts";

/** A JSON value that knows where it stands, so that complaints about data can point at it. */
export type Json = (
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean" | "null" }
  | { readonly kind: "array"; readonly items: readonly Json[] }
  | { readonly kind: "object"; readonly entries: readonly Entry[] }
) & { readonly start: number; readonly end: number };

/** A name of an object with its value; equal names are kept, the reader of the data decides. */
export interface Entry {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly value: Json;
}

/** Deeper than any tensor; protects the stack from hostile text. */
const deepest = 64;

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const numberLike = /[+\-.\w]+/y;
const space = /[ \t\r\n]*/y;
const plain = /[^"\\\u0000-\u001F]*/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const literals = { true: "boolean", false: "boolean", null: "null" } as const;

/** Reads JSON (RFC 8259); throws a Failure that points at the first wrong character. */
export function readJson(text: string, file: string): Json {
  const place = (start: number, end: number): Place => ({ file, text, start, end });
  let at = 0;

  const fail = (reason: Phrase, start = at, end = start + 1): never => {
    throw new Failure("E1003", { reason }, place(start, end));
  };
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const skip = (sign: string): boolean => {
    take(space);
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const expected = (what: string): never =>
    fail(at >= text.length ? { word: "endOfText" } : { word: "expectedInstead", values: { expected: what } });

  function string(): string {
    const start = at++;
    let value = "";
    for (;;) {
      value += take(plain);
      if (text[at] === '"') break;
      if (text[at] !== "\\")
        return at >= text.length ? fail({ word: "endOfText" }, start, at) : expected('"');
      const code = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[1];
      const escape = escapes[text[at + 1] ?? ""];
      if (code === undefined && escape === undefined) return fail({ word: "badEscape" }, at, at + 2);
      value += code === undefined ? escape! : String.fromCharCode(Number.parseInt(code, 16));
      at += code === undefined ? 2 : 6;
    }
    at++;
    return value;
  }

  function list<T>(close: string, item: () => T): readonly T[] {
    const items: T[] = [];
    at++;
    if (skip(close)) return items;
    do items.push(item());
    while (skip(","));
    return skip(close) ? items : expected(`, ${close}`);
  }

  function entry(depth: number): Entry {
    take(space);
    const nameStart = at;
    if (text[at] !== '"') return expected('"');
    const name = string();
    const nameEnd = at;
    return skip(":") ? { name, nameStart, nameEnd, value: value(depth) } : expected(":");
  }

  function value(depth: number): Json {
    if (depth > deepest) return fail({ word: "nestedTooDeep", values: { depth: deepest } });
    take(space);
    const start = at;
    const sign = text[at];
    if (sign === '"') return { kind: "string", value: string(), start, end: at };
    if (sign === "[") return { kind: "array", items: list("]", () => value(depth + 1)), start, end: at };
    if (sign === "{") return { kind: "object", entries: list("}", () => entry(depth + 1)), start, end: at };
    const all = take(numberLike);
    if (Object.hasOwn(literals, all)) return { kind: literals[all as keyof typeof literals], start, end: at };
    at = start;
    const digits = take(number);
    if (digits !== "" && digits === all) return { kind: "number", value: Number(digits), start, end: at };
    at = start;
    return all === "" ? expected('[ { " 0') : fail({ word: "badNumber" }, start, start + all.length);
  }

  const whole = value(0);
  take(space);
  return at < text.length ? fail({ word: "somethingAfter" }, at, text.length) : whole;
}
