import type { Value } from "../1-lower/value.ts";
import { liveFrom } from "../2-schedule/live.ts";
import type { FlatStore, StraightLine } from "../2-schedule/unroll.ts";
import { useOf } from "./expression.ts";
import type { Scope } from "./identifiers.ts";
import { inlinedAs, worthInlining } from "./mathematics.ts";
import type { Bodies, Wants } from "./bodies.ts";
import { argumentsOf, entryText, type Argument, type Signature } from "./signature.ts";
import { nameValues, writeDefinitions, type StraightRequest, type StraightText } from "./straight.ts";
import type { Writer } from "./writer.ts";

/** Up to so many gradient entries are summed over samples in variables, more in the output arrays. */
const LOCAL_ACCUMULATORS = 64;

/** Up to this share of the work is not worth a second function, which has to be compiled as well. */
const CHEAP_SHARE = 0.04;
/** An exponential or a logarithm takes about as long as so many multiplications (measured on V8). */
const FUNCTION_WORK = 15;

/** The share of the work that the cost takes once the gradients are there. */
function costShare(code: StraightLine, { gradients }: Signature): number {
  const work = (stores: readonly FlatStore[]): number =>
    liveFrom(stores.map(({ value }) => value)).order.reduce(
      (total, value) =>
        total + (value.kind !== "op" ? 0 : inlinedAs(value) === undefined ? 1 : FUNCTION_WORK),
      0,
    );
  const all = work(wanted(code, { cost: true, outputs: gradients }));
  return all === 0 ? 0 : 1 - work(wanted(code, { cost: false, outputs: gradients })) / all;
}

/** The functions of a kernel without loops and without memory of its own. */
export function unrolledBodies(code: StraightLine, signature: Signature): Bodies {
  const values = liveFrom(code.stores.map(({ value }) => value)).order;
  const inline = worthInlining(values);
  const context = { code, signature, inline };
  return {
    costIsCheap: costShare(code, signature) <= CHEAP_SHARE,
    declare: () => undefined,
    single: (writer, wants) => writeSingle(writer, context, wants),
    mean: (writer, wants) => writeMean(writer, context, wants),
    rows: (writer, wants) => writeRows(writer, context, wants),
    mathematics: { values, inline },
  };
}

interface Context {
  readonly code: StraightLine;
  readonly signature: Signature;
  readonly inline: boolean;
}

/** Straight-line code for one sample. */
function writeSingle(writer: Writer, context: Context, wants: Wants): void {
  const { code, signature } = context;
  const byArray = argumentsOf(signature);
  const stores = wanted(code, wants);
  const text = nameValues({
    code,
    stores,
    scope: signature.scope.inner(),
    mathematics: context.inline ? signature.mathematics : undefined,
    read: (array, at) => entryText(byArray.get(array.id)!.id, `${at}`, signature.language),
  });
  writeDefinitions(writer, text);
  for (const { array, at, value } of stores) {
    const target = byArray.get(array.id);
    const expression = useOf(value, text.leaves);
    writer.line(
      target === undefined ? `return ${expression};` : `${target.id}[${at}] = ${expression};`,
      code.origins.get(value),
    );
  }
}

/** The stores of the wanted outputs, the cost last: it is returned. */
function wanted(code: StraightLine, { cost, outputs }: Wants): readonly FlatStore[] {
  const ids = new Set(outputs.map(({ array }) => array.id));
  const [costArray] = code.outputs;
  return [
    ...code.stores.filter(({ array }) => ids.has(array.id)),
    ...code.stores.filter(({ array }) => cost && array === costArray),
  ];
}

/**
 * The mean over n samples. Parameters and whatever depends on them alone are read before the loop. Over no
 * samples the cost is NaN (0/0) and every gradient entry the empty sum 0.
 */
function writeMean(writer: Writer, context: Context, wants: Wants): void {
  const { code, signature } = context;
  const stores = wanted(code, wants);
  const batch = batchText(context, stores);
  const { n, total, scale, e } = signature.locals;
  const { text, byArray, scope } = batch;
  const entries = stores.filter(({ array }) => byArray.has(array.id));
  const local = entries.length <= LOCAL_ACCUMULATORS;
  const target = ({ array, at }: FlatStore): string => `${byArray.get(array.id)!.id}[${at}]`;
  const sums = new Map(
    entries.map((store) => [
      store,
      local ? scope.claim(`${byArray.get(store.array.id)!.id}_${store.at}`) : target(store),
    ]),
  );
  writeDefinitions(writer, batch.before);
  if (wants.cost) writer.line(`let ${total} = 0;`);
  if (local) for (const name of sums.values()) writer.line(`let ${name} = 0;`);
  else for (const { id } of wants.outputs) writer.line(`${id}.fill(0);`);
  writer.block(batch.loop, () => {
    writeDefinitions(writer, batch.inside);
    for (const store of stores) {
      const sum = sums.get(store) ?? total;
      if (store.value.kind === "const" && store.value.absent) continue;
      writer.line(`${sum} += ${useOf(store.value, text.leaves)};`, code.origins.get(store.value));
    }
  });
  if (entries.length > 0) writer.line(`const ${scale} = ${n} > 0 ? 1 / ${n} : 0;`);
  if (local) for (const [store, name] of sums) writer.line(`${target(store)} = ${name} * ${scale};`);
  else
    for (const { id, size } of wants.outputs)
      writer.line(
        `for (let ${e} = 0; ${e} < ${size}; ${e}++) ${id}[${e}]${signature.language === "ts" ? "!" : ""} *= ${scale};`,
      );
  if (wants.cost) writer.line(`return ${total} / ${n};`);
}

/** Predictions for n samples, row after row. */
function writeRows(writer: Writer, context: Context, wants: Wants): void {
  const { code } = context;
  const stores = wanted(code, wants);
  const batch = batchText(context, stores);
  writeDefinitions(writer, batch.before);
  writer.block(batch.loop, () => {
    writeDefinitions(writer, batch.inside);
    for (const { array, at, value } of stores) {
      const { id } = batch.byArray.get(array.id)!;
      writer.line(
        `${id}[${shifted(batch.row(id), at)}] = ${useOf(value, batch.text.leaves)};`,
        code.origins.get(value),
      );
    }
  });
}

const shifted = (start: string, by: number): string => (by === 0 ? start : `${start} + ${by}`);

interface BatchText {
  readonly text: StraightText;
  readonly before: StraightText;
  readonly inside: StraightText;
  readonly byArray: ReadonlyMap<number, Argument>;
  readonly scope: Scope;
  /** The head of the loop over samples. */
  readonly loop: string;
  /** The variable that holds where the row of an argument begins. */
  readonly row: (id: string) => string;
}

function batchText({ code, signature, inline }: Context, stores: readonly FlatStore[]): BatchText {
  const byArray = argumentsOf(signature);
  const scope = signature.scope.inner();
  const rows = new Map(
    [...signature.data, ...signature.predictions].map((argument) => [
      argument.id,
      { ...argument, at: scope.claim(`${argument.id}_row`) },
    ]),
  );
  const row = (id: string): string => rows.get(id)!.at;
  const perSample = new Set(signature.data.map(({ array }) => array.id));
  const read: StraightRequest["read"] = (array, at) => {
    const { id } = byArray.get(array.id)!;
    const index = perSample.has(array.id) ? shifted(row(id), at) : `${at}`;
    return entryText(id, index, signature.language);
  };
  const varying = variesBySample(stores, perSample);
  const text = nameValues({
    code,
    stores,
    scope,
    read,
    mathematics: inline ? signature.mathematics : undefined,
    hoist: (value) => !varying.has(value),
  });
  const used = new Set(stores.map(({ array }) => array.id));
  const moving = [...rows.values()].filter(({ role, array }) => role !== "prediction" || used.has(array.id));
  const starts = moving.map(({ at }) => `, ${at} = 0`).join("");
  const { n, s } = signature.locals;
  const steps = moving.map(({ at, size }) => `, ${at} += ${size}`).join("");
  return {
    text,
    before: { ...text, definitions: text.definitions.filter(({ value }) => !varying.has(value)) },
    inside: { ...text, definitions: text.definitions.filter(({ value }) => varying.has(value)) },
    byArray,
    scope,
    loop: `for (let ${s} = 0${starts}; ${s} < ${n}; ${s}++${steps})`,
    row,
  };
}

/** The values that depend on inputs or labels. */
function variesBySample(stores: readonly FlatStore[], perSample: ReadonlySet<number>): ReadonlySet<Value> {
  const varying = new Set<Value>();
  for (const value of liveFrom(stores.map((store) => store.value)).order) {
    const depends =
      value.kind === "load"
        ? perSample.has(value.array.id)
        : value.kind === "op" && value.args.some((arg) => varying.has(arg));
    if (depends) varying.add(value);
  }
  return varying;
}
