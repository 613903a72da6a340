import { Body, type Callable, type Global, type Local } from "./body.ts";
import { Bytes } from "./bytes.ts";
import { constant } from "./constants.ts";
import { codeOf, type Placement, type Value, type ValueType } from "./types.ts";

/** In pages of 64 KiB. A shared memory needs a maximum. */
export interface MemoryLimits {
  readonly minimum: number;
  readonly maximum?: number;
  readonly shared?: boolean;
}

interface Signature {
  readonly params: readonly ValueType[];
  readonly result: ValueType | undefined;
}

interface Defined extends Signature {
  readonly body: Body;
  readonly parameters: readonly Local<ValueType>[];
  readonly last: Value<ValueType> | undefined;
}

type Import =
  | {
      readonly kind: "function";
      readonly module: string;
      readonly name: string;
      readonly signature: Signature;
    }
  | {
      readonly kind: "memory";
      readonly module: string;
      readonly name: string;
      readonly limits: MemoryLimits;
    };

const exportKinds = { function: 0, memory: 2, global: 3 } as const;

interface Export {
  readonly name: string;
  readonly kind: keyof typeof exportKinds;
  readonly item: object;
}

type Parameters<Params extends readonly ValueType[]> = { readonly [K in keyof Params]: Local<Params[K]> };

/** A WebAssembly module under construction. The same calls give the same bytes. */
export class Module {
  readonly #imports: Import[] = [];
  readonly #functions: Defined[] = [];
  readonly #globals: {
    readonly global: Global<ValueType>;
    readonly initial: Value<ValueType>;
    readonly mutable: boolean;
  }[] = [];
  readonly #exports: Export[] = [];
  readonly #data: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  #memory: MemoryLimits | undefined;

  importFunction<const Params extends readonly ValueType[], R extends ValueType | undefined>(
    module: string,
    name: string,
    params: Params,
    result: R,
  ): Callable<Params, R> {
    const signature = { params, result };
    this.#imports.push({ kind: "function", module, name, signature });
    return signature;
  }

  importMemory(module: string, name: string, limits: MemoryLimits): void {
    this.#claimMemory(limits);
    this.#imports.push({ kind: "memory", module, name, limits });
  }

  /** The module's own memory. */
  memory(limits: MemoryLimits, exported?: string): void {
    this.#claimMemory(limits);
    this.#memory = limits;
    if (exported !== undefined) this.#exports.push({ name: exported, kind: "memory", item: limits });
  }

  #memories = 0;
  #claimMemory({ minimum, maximum, shared }: MemoryLimits): void {
    if (this.#memories++ > 0) throw new RangeError("a module has one memory");
    if (shared === true && maximum === undefined) throw new RangeError("a shared memory needs a maximum");
    if (maximum !== undefined && maximum < minimum)
      throw new RangeError(`${maximum} pages at most, ${minimum} at least`);
  }

  global<T extends ValueType>(
    initial: Value<T>,
    { mutable = true, exported }: { readonly mutable?: boolean; readonly exported?: string } = {},
  ): Global<T> {
    const global: Global<T> = {
      type: initial.type,
      global: {},
      code: (out, at) => {
        out.byte(0x23).unsigned(at.globalIndex(global));
      },
    };
    this.#globals.push({ global, initial, mutable });
    if (exported !== undefined) this.#exports.push({ name: exported, kind: "global", item: global });
    return global;
  }

  /** Bytes that stand at an address when the module starts. */
  data(at: number, bytes: Uint8Array): void {
    this.#data.push({ at, bytes });
  }

  /** A function; `build` gives its result. */
  function<const Params extends readonly ValueType[], R extends ValueType>(
    { params, result, exported }: { readonly params: Params; readonly result: R; readonly exported?: string },
    build: (body: Body, ...parameters: Parameters<Params>) => Value<R>,
  ): Callable<Params, R> {
    return this.#define(params, result, exported, build);
  }

  /** A function without a result. */
  procedure<const Params extends readonly ValueType[]>(
    { params, exported }: { readonly params: Params; readonly exported?: string },
    build: (body: Body, ...parameters: Parameters<Params>) => void,
  ): Callable<Params, undefined> {
    return this.#define(params, undefined, exported, (body, ...parameters: Parameters<Params>) => {
      build(body, ...parameters);
      return undefined;
    });
  }

  #define<const Params extends readonly ValueType[], R extends ValueType | undefined>(
    params: Params,
    result: R,
    exported: string | undefined,
    build: (body: Body, ...parameters: Parameters<Params>) => Value<ValueType> | undefined,
  ): Callable<Params, R> {
    const body = new Body();
    const parameters = params.map((type) => Body.parameter(type));
    const last = build(body, ...(parameters as unknown as Parameters<Params>));
    const fn = { params, result, body, parameters, last };
    this.#functions.push(fn);
    if (exported !== undefined) this.#exports.push({ name: exported, kind: "function", item: fn });
    return fn;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const imported = this.#imports.flatMap((item) => (item.kind === "function" ? [item.signature] : []));
    const callables: readonly Signature[] = [...imported, ...this.#functions];
    const types = [...new Map(callables.map((fn) => [typeKey(fn), fn])).values()];
    const typeIndex = new Map(types.map((type, k) => [typeKey(type), k]));
    const index = new Map<object, number>([
      ...callables.map((fn, k) => [fn, k] as const),
      ...this.#globals.map(({ global }, k) => [global, k] as const),
    ]);
    const indexOf = (item: object): number => {
      const found = index.get(item);
      if (found === undefined) throw new RangeError("a function or global of another module");
      return found;
    };
    const outside = { functionIndex: indexOf, globalIndex: indexOf, localIndex: indexOf, open: [] };
    const typeOf = (fn: Signature): number => typeIndex.get(typeKey(fn)) ?? 0;
    const out = new Bytes().byte(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    const section = <T>(id: number, items: readonly T[], write: (item: T, to: Bytes) => void): void => {
      if (items.length > 0) out.byte(id).sized((to) => to.list(items, write));
    };
    section(1, types, ({ params, result }, to) => {
      to.byte(0x60).list(params, (type) => to.byte(codeOf(type)));
      to.list(result === undefined ? [] : [result], (type) => to.byte(codeOf(type)));
    });
    section(2, this.#imports, (item, to) => {
      to.name(item.module).name(item.name);
      if (item.kind === "function") to.byte(0).unsigned(typeOf(item.signature));
      else writeLimits(item.limits, to.byte(2));
    });
    section(3, this.#functions, (fn, to) => to.unsigned(typeOf(fn)));
    section(5, this.#memory === undefined ? [] : [this.#memory], writeLimits);
    section(6, this.#globals, ({ initial, mutable }, to) => {
      to.byte(codeOf(initial.type), mutable ? 1 : 0);
      initial.code(to, outside);
      to.byte(0x0b);
    });
    section(7, this.#exports, ({ name, kind, item }, to) => {
      to.name(name)
        .byte(exportKinds[kind])
        .unsigned(kind === "memory" ? 0 : indexOf(item));
    });
    section(10, this.#functions, (fn, to) => to.sized((inner) => writeBody(fn, inner, outside)));
    section(11, this.#data, ({ at, bytes }, to) => {
      to.byte(0);
      constant("i32", at).code(to, outside);
      to.byte(0x0b).unsigned(bytes.length).bytes(bytes);
    });
    return out.result();
  }
}

const typeKey = ({ params, result }: Signature): string =>
  `${params.map(codeOf).join()}:${result === undefined ? "" : codeOf(result)}`;

function writeLimits({ minimum, maximum, shared }: MemoryLimits, to: Bytes): void {
  to.byte((maximum === undefined ? 0 : 1) + (shared === true ? 2 : 0)).unsigned(minimum);
  if (maximum !== undefined) to.unsigned(maximum);
}

/** Locals stand grouped by type, so that each group is one pair of a count and a type. */
function writeBody({ body, parameters, last }: Defined, to: Bytes, outside: Placement): void {
  const groups = new Map<number, Local<ValueType>[]>();
  for (const local of body.locals) {
    const code = codeOf(local.type);
    groups.set(code, [...(groups.get(code) ?? []), local]);
  }
  const order = [...parameters, ...[...groups.values()].flat()];
  const index = new Map<object, number>(order.map((local, k) => [local, k]));
  const localIndex = (local: object): number => {
    const found = index.get(local);
    if (found === undefined) throw new RangeError("a local of another function");
    return found;
  };
  to.list([...groups], ([code, locals]) => to.unsigned(locals.length).byte(code));
  const at: Placement = { ...outside, localIndex, open: [] };
  body.code(to, at);
  last?.code(to, at);
  to.byte(0x0b);
}
