import { laneOf, spread, type ElementaryOp, type Place } from "./arithmetic.ts";
import type { Body } from "./body.ts";
import { call, type Callable } from "./body.ts";
import { algebraOf, type NumberFormat } from "./format.ts";
import { replace } from "./lanes.ts";
import type { Module } from "./module.ts";
import { op } from "./operations.ts";
import type { Value, ValueType } from "./types.ts";
import { type Floats } from "./vector/algebra.ts";
import { exps } from "./vector/exp.ts";
import { vectorFunctions, type VectorFunctionName } from "./vector/functions.ts";

type Any = Value<ValueType>;
type Anything = Callable<readonly ValueType[], ValueType>;

/** Functions that are code of the module; the others are asked of JavaScript, lane by lane. */
const own: { readonly [Op in ElementaryOp]?: VectorFunctionName } = {
  exp: "exp",
  log: "log",
  log1p: "log1p",
  expm1: "expm1",
  tanh: "tanh",
};

/** What the module imports from the object `math`; each takes and gives doubles. */
export const importedFrom = "math";

/** The elementary functions of one module. */
export class Elementary {
  readonly #module: Module;
  readonly #format: NumberFormat;
  readonly #inline: boolean;
  readonly #defined = new Map<string, Anything>();
  readonly #imported = new Set<ElementaryOp>();

  /** @param inline whether vectors are computed in place; else by calls of shared functions */
  constructor(module: Module, format: NumberFormat, inline: boolean) {
    this.#module = module;
    this.#format = format;
    this.#inline = inline;
  }

  /** The functions that JavaScript has to provide. */
  get imported(): readonly ElementaryOp[] {
    return [...this.#imported].sort();
  }

  apply(place: Place, name: ElementaryOp, args: readonly Any[]): Any {
    const code = own[name];
    if (code === undefined)
      return place.width === "one" ? this.#ask(name, args) : this.#askLanes(place, name, args);
    const [x] = args as readonly [Any];
    if (place.width === "one") return invoke(this.#scalar(code), [x]);
    if (!this.#inline) return invoke(this.#vector(code), [x]);
    return compute(place.body, this.#format, code, x);
  }

  /** Whether several of them are better computed at once. */
  isGrouped(place: Place, name: ElementaryOp): boolean {
    return name === "exp" && this.#inline && place.width === "lanes";
  }

  /** exp of several vectors at once. */
  exps({ body }: Place, args: readonly Any[]): readonly Any[] {
    return exps(body, algebraOf(this.#format), args as readonly Value<Floats>[]);
  }

  #define(key: string, make: () => Anything): Anything {
    const known = this.#defined.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#defined.set(key, made);
    return made;
  }

  #vector(name: VectorFunctionName): Anything {
    const { vector } = this.#format;
    return this.#define(`${name} of lanes`, () =>
      this.#module.function({ params: [vector], result: vector }, (body, x) =>
        compute(body, this.#format, name, x),
      ),
    );
  }

  /** One number goes through the vector function too, so that samples alone and in batches give the same bits. */
  #scalar(name: VectorFunctionName): Anything {
    const format = this.#format;
    return this.#define(name, () =>
      this.#module.function({ params: [format.scalar], result: format.scalar }, (body, x) => {
        const place: Place = { body, format, width: "lanes" };
        return laneOf(place, compute(body, format, name, spread(place, x)), 0) as Value<"f64" | "f32">;
      }),
    );
  }

  /** JavaScript's function, which works in double precision. */
  #ask(name: ElementaryOp, args: readonly Any[]): Any {
    this.#imported.add(name);
    const fn = this.#define(`math.${name}`, () =>
      this.#module.importFunction(
        importedFrom,
        name,
        args.map(() => "f64" as const),
        "f64",
      ),
    );
    if (this.#format.scalar === "f64") return invoke(fn, args);
    const doubles = args.map((arg) => op("f64.promote_f32", arg as Value<"f32">));
    return op("f32.demote_f64", invoke(fn, doubles) as Value<"f64">);
  }

  #askLanes(place: Place, name: ElementaryOp, args: readonly Any[]): Any {
    const { lanes, vector } = this.#format;
    const vectors = args.map((arg) => place.body.keep(arg));
    const result = place.body.local(vector);
    for (let lane = 0; lane < lanes; lane++) {
      const numbers = vectors.map((v) => laneOf(place, v, lane));
      const found = this.#ask(name, numbers);
      place.body.set(result, replaceLane(result, lane, found));
    }
    return result;
  }
}

const invoke = (fn: Anything, args: readonly Any[]): Any => call(fn, ...args);

const compute = (body: Body, format: NumberFormat, name: VectorFunctionName, x: Any): Value<Floats> =>
  vectorFunctions[name].code(body, algebraOf(format), x as Value<Floats>);

const replaceLane = (vector: Value<Floats>, lane: number, by: Any): Value<Floats> =>
  vector.type === "f64x2"
    ? replace({ type: "f64x2", code: vector.code }, lane, by as Value<"f64">)
    : replace({ type: "f32x4", code: vector.code }, lane, by as Value<"f32">);
