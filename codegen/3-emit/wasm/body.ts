import { constant } from "./constants.ts";
import { type Address, store } from "./memory.ts";
import { op } from "./operations.ts";
import type { Code, Value, Values, ValueType } from "./types.ts";

/** A variable of a function; as a value it is read. */
export type Local<T extends ValueType> = Value<T> & { readonly local: object };

/** A variable of a module; as a value it is read. */
export type Global<T extends ValueType> = Value<T> & { readonly global: object };

/** A block that can be left, or a loop that can be started again. */
export interface Label {
  readonly label: string;
}

/** A function that can be called, its result `undefined` where it has none. */
export interface Callable<Params extends readonly ValueType[], Result extends ValueType | undefined> {
  readonly params: Params;
  readonly result: Result;
}

const sequence =
  (parts: readonly Code[]): Code =>
  (out, at) => {
    for (const part of parts) part(out, at);
  };

const localOf = <T extends ValueType>(type: T): Local<T> => {
  const local: Local<T> = {
    type,
    local: {},
    code: (out, at) => {
      out.byte(0x20).unsigned(at.localIndex(local));
    },
  };
  return local;
};

/** A call whose result is used. */
export const call = <const Params extends readonly ValueType[], Result extends ValueType>(
  fn: Callable<Params, Result>,
  ...args: Values<Params>
): Value<Result> => ({ type: fn.result, code: calling(fn, args) });

const calling =
  (fn: object, args: readonly Value<ValueType>[]): Code =>
  (out, at) => {
    for (const arg of args) arg.code(out, at);
    out.byte(0x10).unsigned(at.functionIndex(fn));
  };

/** The body of a function, statement by statement. */
export class Body {
  readonly #locals: Local<ValueType>[] = [];
  #statements: Code[] = [];

  /** All locals, in order of declaration. */
  get locals(): readonly Local<ValueType>[] {
    return this.#locals;
  }

  get code(): Code {
    return sequence(this.#statements);
  }

  static parameter<T extends ValueType>(type: T): Local<T> {
    return localOf(type);
  }

  /** A new variable, zero unless a value is given. */
  local<T extends ValueType>(type: T, initial?: Value<T>): Local<T> {
    const local = localOf(type);
    this.#locals.push(local);
    if (initial !== undefined) this.set(local, initial);
    return local;
  }

  /** The value, computed here once. */
  keep<T extends ValueType>(value: Value<T>): Local<T> {
    return this.local(value.type, value);
  }

  set<T extends ValueType>(local: Local<T>, value: Value<T>): void {
    this.#statements.push((out, at) => {
      value.code(out, at);
      out.byte(0x21).unsigned(at.localIndex(local));
    });
  }

  setGlobal<T extends ValueType>(global: Global<T>, value: Value<T>): void {
    this.#statements.push((out, at) => {
      value.code(out, at);
      out.byte(0x24).unsigned(at.globalIndex(global));
    });
  }

  store(address: Address, value: Value<ValueType>): void {
    this.#statements.push(store(address, value));
  }

  /** A call for its effect; a result is dropped. */
  call<const Params extends readonly ValueType[]>(
    fn: Callable<Params, ValueType | undefined>,
    ...args: Values<Params>
  ): void {
    this.#statements.push(calling(fn, args));
    if (fn.result !== undefined) this.#statements.push((out) => out.byte(0x1a));
  }

  if(condition: Value<"i32">, then: () => void, otherwise?: () => void): void {
    const yes = this.#inner(then);
    const no = otherwise === undefined ? undefined : this.#inner(otherwise);
    this.#statements.push((out, at) => {
      condition.code(out, at);
      out.byte(0x04, 0x40);
      at.open.push({});
      yes(out, at);
      if (no !== undefined) {
        out.byte(0x05);
        no(out, at);
      }
      at.open.pop();
      out.byte(0x0b);
    });
  }

  /** A block; a branch to its label leaves it. */
  block(build: (label: Label) => void): void {
    this.#labelled(0x02, { label: "block" }, build);
  }

  /** A loop, left at its end; a branch to its label begins the next turn. */
  loop(build: (label: Label) => void): void {
    this.#labelled(0x03, { label: "loop" }, build);
  }

  branch(label: Label, condition?: Value<"i32">): void {
    this.#statements.push((out, at) => {
      const depth = at.open.length - 1 - at.open.lastIndexOf(label);
      if (depth >= at.open.length) throw new RangeError(`a branch to a ${label.label} from outside of it`);
      condition?.code(out, at);
      out.byte(condition === undefined ? 0x0c : 0x0d).unsigned(depth);
    });
  }

  /** `build` while the condition holds. */
  while(condition: Value<"i32">, build: () => void): void {
    this.if(condition, () => {
      this.loop((again) => {
        build();
        this.branch(again, condition);
      });
    });
  }

  /** Counts `from`, `from + step`, … while below `to`, as unsigned numbers; gives where it stopped. */
  count(from: Value<"i32">, to: Value<"i32">, step: number, build: (at: Local<"i32">) => void): Local<"i32"> {
    const index = this.local("i32", from);
    this.while(op("i32.lt_u", index, to), () => {
      build(index);
      this.set(index, op("i32.add", index, constant("i32", step)));
    });
    return index;
  }

  return(value?: Value<ValueType>): void {
    this.#statements.push((out, at) => {
      value?.code(out, at);
      out.byte(0x0f);
    });
  }

  #inner(build: () => void): Code {
    const outside = this.#statements;
    const inside: Code[] = [];
    this.#statements = inside;
    try {
      build();
    } finally {
      this.#statements = outside;
    }
    return sequence(inside);
  }

  #labelled(opcode: number, label: Label, build: (label: Label) => void): void {
    const inner = this.#inner(() => build(label));
    this.#statements.push((out, at) => {
      out.byte(opcode, 0x40);
      at.open.push(label);
      inner(out, at);
      at.open.pop();
      out.byte(0x0b);
    });
  }
}
