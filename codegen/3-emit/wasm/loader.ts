import type { Writer } from "../writer.ts";
import { base64 } from "./base64.ts";
import { writeFallback } from "./fallback.ts";
import { importedFrom } from "./elementary.ts";
import { memoryImport } from "./kernel.ts";
import type { Wrapping } from "./wrapping.ts";

/** A module imports its memory as one that is shared; this is the same import, in as many bytes, of one that is not. */
const LIMITS = { shared: [3, 0, 0x80, 0x80, 4], own: [0, 0x80, 0x80, 0x80, 0] } as const;

/** Where in the bytes of a module the limits of its memory stand. */
function limitsAt(bytes: Uint8Array): number {
  const name = new TextEncoder().encode(memoryImport.name);
  const pattern = [name.length, ...name, 2, ...LIMITS.shared];
  const at = bytes.findIndex((_, k) => pattern.every((byte, i) => bytes[k + i] === byte));
  if (at < 0) throw new RangeError("the module has no memory import");
  return at + pattern.length - LIMITS.shared.length;
}

/** Characters of a line of code as text. */
const LINE = 100;

function writeCode(writer: Writer, name: string, bytes: Uint8Array): void {
  const text = base64(bytes);
  writer.line(`const ${name} = // ${bytes.length} bytes of WebAssembly`);
  for (let k = 0; k < text.length; k += LINE)
    writer.line(`  "${text.slice(k, k + LINE)}"${k + LINE < text.length ? " +" : ";"}`);
}

/** The modules as text, and what decodes, compiles and instantiates them when they are needed. */
export function writeLoader(writer: Writer, wrapping: Wrapping): void {
  const { pattern, plain, fused, signature, fallback } = wrapping;
  writeCode(writer, pattern.text("@plainCode"), plain.bytes);
  if (fused !== undefined) {
    writer.line("// The same with fused multiply-adds (relaxed SIMD), for engines that have them.");
    writeCode(writer, pattern.text("@fusedCode"), fused.bytes);
  }
  const math = plain.imported.map((name) =>
    name === "erf" || name === "erfc" ? name : `${name}: Math.${name}`,
  );
  const names = ["zero", "scale", ...plain.functions].map((name) => `"${name}"`);
  if (signature.language === "ts") pattern.write(writer, `type @Names = ${names.join(" | ")};`);
  const codes = [
    ...(fused === undefined ? [] : [["@fusedCode", fused] as const]),
    ["@plainCode", plain] as const,
  ];
  const [first = "", ...others] = codes.map(
    ([name, { bytes }]) => `@decoded(${name}, ${limitsAt(bytes)}, @isShared)`,
  );
  pattern.write(writer, loader(first, others));
  const imports = `{ ${memoryImport.module}: { ${memoryImport.name}: @space }, ${importedFrom}: { ${math.join(", ")} } }`;
  pattern.write(writer, fallback === undefined ? strict(imports) : lenient(imports));
  if (fallback !== undefined) writeFallback(writer, wrapping, fallback);
}

const loader = (first: string, others: readonly string[]): string => `

«/** What a kernel needs of a memory of WebAssembly. */»
«export type @Space = { readonly buffer: ArrayBufferLike; grow(pages: number): number };»
«type @Code = Readonly<Record<@Names, (...numbers: number[]) => number>>;»
«type @Engine = {»
«  validate(bytes: Uint8Array): boolean;»
«  readonly Module: new (bytes: Uint8Array) => object;»
«  readonly Instance: new (module: object, imports: object) => { readonly exports: object };»
«  readonly Memory: new (limits: { initial: number; maximum: number }) => @Space;»
«};»
const @engine = ()«: @Engine | undefined» =>
  (globalThis« as unknown as { readonly WebAssembly?: @Engine }»).WebAssembly;
function @decoded(@text«: string», @limits«: number», @isShared«: boolean») {
  const @digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const @values = new Map([...@digits].map((@digit, @k) => [@digit, @k]));
  const @at = (@k«: number») => @values.get(@text.charAt(@k)) ?? 0;
  const @bytes = new Uint8Array((@text.replace(/=+$/, "").length * 3) >> 2);
  for (let @k = 0, @to = 0; @to < @bytes.length; @k += 4) {
    const @bits = (@at(@k) << 18) | (@at(@k + 1) << 12) | (@at(@k + 2) << 6) | @at(@k + 3);
    @bytes[@to++] = @bits >> 16;
    @bytes[@to++] = @bits >> 8;
    @bytes[@to++] = @bits;
  }
  if (!@isShared) @bytes.set([${LIMITS.own.join(", ")}], @limits);
  return @bytes;
}
const @compiled = new Map«<boolean, object>»();
/** The module for a memory that is shared or not, compiled at the first call; or what the engine lacks for it. */
function @compile(@engine«: @Engine | undefined», @isShared«: boolean»)«: object | string» {
  if (@engine === undefined) return "this engine has no WebAssembly";
  const @known = @compiled.get(@isShared);
  if (@known !== undefined) return @known;
  ${others.length === 0 ? "const" : "let"} @bytes = ${first};
${others.map((other) => `  if (!@engine.validate(@bytes)) @bytes = ${other};\n`).join("")}  if (!@engine.validate(@bytes)) return "this engine has no WebAssembly SIMD";
  const @module = new @engine.Module(@bytes);
  @compiled.set(@isShared, @module);
  return @module;
}
/** A memory of so many bytes. */
function @memoryOf(@bytes«: number»)«: @Space» {
  const { Memory } = @engine() ?? {};
  if (Memory !== undefined) return new Memory({ initial: Math.ceil(@bytes / 65536), maximum: 65536 });
  const @grow = ()«: never» => {
    throw new RangeError("a memory without WebAssembly does not grow");
  };
  return { buffer: new ArrayBuffer(Math.ceil(@bytes / 65536) * 65536), grow: @grow };
}
`;

const instance = (imports: string, otherwise: string): string => `

/** The functions over a memory, and why they are not WebAssembly where they are not. */
function @instance(@space«: @Space»)«: { readonly run: @Code; readonly lacks?: string }» {
  const @isShared = typeof SharedArrayBuffer === "function" && @space.buffer instanceof SharedArrayBuffer;
  const @here = @engine();
  const @module = @compile(@here, @isShared);
  if (@here === undefined || typeof @module === "string") {
    ${otherwise}
  }
  const @imports = ${imports};
  return { run: new @here.Instance(@module, @imports).exports« as @Code» };
}
`;

const strict = (imports: string): string =>
  instance(imports, "throw new Error(`${@module« as string»}; generate with --target ts`);");

const lenient = (imports: string): string =>
  instance(imports, "return { run: @fallback(@space), lacks: @module« as string» };");
