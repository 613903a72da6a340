import { instructionNames } from "./operations.ts";
import { Reader } from "./reader.ts";

/** Instructions that have no row of their own: control, variables, constants, memory, lanes. */
type Rest = (from: Reader) => string;

const nothing: Rest = () => "";
const number: Rest = (from) => ` ${from.unsigned()}`;
const lane: Rest = (from) => ` ${from.byte()}`;

/** Offset and alignment, the latter where it is not that of the access itself. */
const place =
  (natural: number): Rest =>
  (from) => {
    const alignment = 2 ** from.unsigned();
    const offset = from.unsigned();
    return `${offset === 0 ? "" : ` offset=${offset}`}${alignment === natural ? "" : ` align=${alignment}`}`;
  };

const withLane =
  (natural: number): Rest =>
  (from) =>
    `${place(natural)(from)} ${from.byte()}`;

/** Mnemonics of the WebAssembly core specification by their opcodes, and how what follows them is written. */
const others: Readonly<Record<string, readonly [name: string, rest: Rest]>> = {
  "2": ["block", (from) => blockType(from)], "3": ["loop", (from) => blockType(from)], "4": ["if", (from) => blockType(from)],
  "5": ["else", nothing], "11": ["end", nothing], "12": ["br", number], "13": ["br_if", number], "15": ["return", nothing],
  "16": ["call", number], "26": ["drop", nothing],
  "32": ["local.get", number], "33": ["local.set", number], "34": ["local.tee", number], "35": ["global.get", number], "36": ["global.set", number],
  "40": ["i32.load", place(4)], "41": ["i64.load", place(8)], "42": ["f32.load", place(4)], "43": ["f64.load", place(8)],
  "54": ["i32.store", place(4)], "55": ["i64.store", place(8)], "56": ["f32.store", place(4)], "57": ["f64.store", place(8)],
  "65": ["i32.const", (from) => ` ${from.signed()}`], "66": ["i64.const", (from) => ` ${from.signed()}`],
  "67": ["f32.const", (from) => ` ${decimal(from.f32())}`], "68": ["f64.const", (from) => ` ${decimal(from.f64())}`],
  "253,0": ["v128.load", place(16)], "253,9": ["v128.load32_splat", place(4)], "253,10": ["v128.load64_splat", place(8)],
  "253,11": ["v128.store", place(16)], "253,12": ["v128.const", (from) => ` i32x4${fourTimes(from)}`],
  "253,13": ["i8x16.shuffle", (from) => Array.from({ length: 16 }, () => lane(from)).join("")],
  "253,27": ["i32x4.extract_lane", lane], "253,28": ["i32x4.replace_lane", lane], "253,29": ["i64x2.extract_lane", lane], "253,30": ["i64x2.replace_lane", lane],
  "253,31": ["f32x4.extract_lane", lane], "253,32": ["f32x4.replace_lane", lane], "253,33": ["f64x2.extract_lane", lane], "253,34": ["f64x2.replace_lane", lane],
  "253,86": ["v128.load32_lane", withLane(4)], "253,87": ["v128.load64_lane", withLane(8)], "253,92": ["v128.load32_zero", place(4)], "253,93": ["v128.load64_zero", place(8)],
}; // prettier-ignore

const types: Readonly<Record<number, string>> = { 0x7f: "i32", 0x7e: "i64", 0x7d: "f32", 0x7c: "f64", 0x7b: "v128" }; // prettier-ignore

const typeOf = (code: number): string => {
  const name = types[code];
  if (name === undefined) throw new RangeError(`0x${code.toString(16)} is no type`);
  return name;
};

function blockType(from: Reader): string {
  const code = from.byte();
  return code === 0x40 ? "" : ` (result ${typeOf(code)})`;
}

const fourTimes = (from: Reader): string =>
  Array.from({ length: 4 }, () => ` 0x${from.u32().toString(16).padStart(8, "0")}`).join("");

/** A number as the text format reads it back, bit for bit. */
function decimal(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

const list = <T>(from: Reader, read: () => T): readonly T[] =>
  Array.from({ length: from.unsigned() }, () => read());

const quoted = (text: string): string => JSON.stringify(text);

const field = (name: string, entries: readonly string[]): string =>
  entries.length === 0 ? "" : ` (${name} ${entries.join(" ")})`;

function limits(from: Reader): string {
  const flags = from.byte();
  const minimum = from.unsigned();
  return `${minimum}${(flags & 1) === 0 ? "" : ` ${from.unsigned()}`}${(flags & 2) === 0 ? "" : " shared"}`;
}

interface Signature {
  readonly params: readonly string[];
  readonly results: readonly string[];
}

const signature = ({ params, results }: Signature): string =>
  `${field("param", params)}${field("result", results)}`;

/** An instruction with what belongs to it. */
function instruction(from: Reader): string {
  const first = from.byte();
  const key = first === 0xfc || first === 0xfd ? `${first},${from.unsigned()}` : String(first);
  const other = others[key];
  if (other !== undefined) return `${other[0]}${other[1](from)}`;
  const sized = first === 0x3f || first === 0x40 ? `${key},${from.byte()}` : key;
  const name = instructionNames.get(sized);
  if (name === undefined) throw new RangeError(`no instruction has the code ${sized}`);
  return name;
}

/** Instructions up to the `end` of what they belong to, each on a line, what stands in a block further in. */
function instructions(from: Reader, indent: string): readonly string[] {
  const lines: string[] = [];
  for (let depth = 0; ;) {
    const text = instruction(from);
    if (text === "end" && depth === 0) return lines;
    if (text === "end" || text === "else") depth--;
    lines.push(`${indent}${"  ".repeat(depth)}${text}`);
    if (text === "else" || /^(?:block|loop|if)\b/.test(text)) depth++;
  }
}

const exported = ["func", "table", "memory", "global"] as const;

/**
 * A module of this emitter in the text format of WebAssembly, one instruction on a line.
 *
 * @source WebAssembly core specification 2.0, binary format (chapter 5) and text format (chapter 6)
 * @error RangeError for bytes that no module of this emitter has
 */
export function wasmText(bytes: Uint8Array): string {
  const from = new Reader(bytes);
  from.skip(8);
  const signatures: Signature[] = [];
  const functions: number[] = [];
  const lines: string[] = [];
  let imported = 0;
  const sections: Readonly<Record<number, () => void>> = {
    1: () => {
      signatures.push(
        ...list(from, () => {
          from.skip(1);
          const params = list(from, () => typeOf(from.byte()));
          return { params, results: list(from, () => typeOf(from.byte())) };
        }),
      );
      lines.push(...signatures.map((type, k) => `  (type (;${k};) (func${signature(type)}))`));
    },
    2: () => {
      for (const text of list(from, () => {
        const name = `${quoted(from.name())} ${quoted(from.name())}`;
        if (from.byte() === 2) return `${name} (memory (;0;) ${limits(from)})`;
        return `${name} (func (;${imported++};) (type ${from.unsigned()}))`;
      }))
        lines.push(`  (import ${text})`);
    },
    3: () => void functions.push(...list(from, () => from.unsigned())),
    5: () => void lines.push(...list(from, () => `  (memory (;0;) ${limits(from)})`)),
    6: () => {
      const globals = list(from, () => {
        const type = typeOf(from.byte());
        const isMutable = from.byte() === 1;
        return `${isMutable ? `(mut ${type})` : type} (${instructions(from, "").join(") (")})`;
      });
      lines.push(...globals.map((text, k) => `  (global (;${k};) ${text})`));
    },
    7: () => {
      const names = list(from, () => {
        const name = quoted(from.name());
        return `  (export ${name} (${exported[from.byte()] ?? ""} ${from.unsigned()}))`;
      });
      lines.push(...names);
    },
    10: () => {
      const texts = list(from, () => {
        from.unsigned();
        const locals = list(from, () => {
          const count = from.unsigned();
          const type = typeOf(from.byte());
          return Array.from({ length: count }, () => type);
        }).flat();
        return [...(locals.length === 0 ? [] : [`    (local ${locals.join(" ")})`]), ...instructions(from, "    ")];
      }); // prettier-ignore
      for (const [k, body] of texts.entries()) {
        const type = functions[k] ?? 0;
        lines.push(
          `  (func (;${imported + k};) (type ${type})${signature(signatures[type]!)}`,
          ...body,
          "  )",
        );
      }
    },
    11: () => {
      const data = list(from, () => {
        from.skip(1);
        const at = instructions(from, "").join(") (");
        return `  (data (${at}) "${from.escaped(from.unsigned())}")`;
      });
      lines.push(...data);
    },
  };
  while (!from.isAtEnd) {
    const section = sections[from.byte()];
    const size = from.unsigned();
    if (section === undefined) from.skip(size);
    else section();
  }
  return `(module\n${lines.join("\n")}\n)\n`;
}
