import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { EvaluationError, type Lang, type Point } from "../../src/index.ts";
import { differencesOf, type Differences } from "../engine/differences.ts";
import { isLesson, openLesson, type Lesson, type Refusal } from "../engine/lesson.ts";
import { pointFor, pointFrom } from "../engine/point.ts";
import { readerOf, type Reading } from "../engine/reading.ts";
import { notesModel, notesPoint } from "../notes/model.ts";
import { createPointer, type Pointer } from "../link/pointer.ts";
import type { Shared } from "./link.ts";

export type Theme = "auto" | "light" | "dark";

/** Everything the page remembers, as signals; what is derived is recomputed when it is asked for. */
export interface App {
  readonly lang: Signal<Lang>;
  readonly theme: Signal<Theme>;
  readonly route: Signal<string>;
  readonly form: Signal<"index" | "matrix">;
  readonly step: Signal<number>;
  readonly level: Signal<number>;
  readonly text: Signal<string>;
  readonly epsilon: Signal<number>;
  readonly opened: ReadonlySignal<Lesson | Refusal>;
  readonly lesson: ReadonlySignal<Lesson | undefined>;
  /** The numbers the model came with. */
  readonly origin: ReadonlySignal<Point>;
  /** The numbers in force. */
  readonly point: ReadonlySignal<Point>;
  readonly changed: Signal<Point | undefined>;
  readonly reading: ReadonlySignal<Reading | undefined>;
  readonly differences: ReadonlySignal<Differences | undefined>;
  /** Holds the partials of a reading against differences of any ε. */
  readonly comparer: ReadonlySignal<ReturnType<typeof differencesOf> | undefined>;
  readonly pointer: Pointer;
  /** What the routes keep in links. */
  readonly own: Signal<ReadonlyMap<string, unknown>>;
}

const nowhere: Point = { tensors: new Map(), sizes: new Map() };

/** The value, or undefined where the model has none at the point. */
function where<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** The numbers of a link, where they fit the model; the others stay as they are. */
function overlaid(base: Point, given: ReadonlyMap<string, readonly number[]>): Point {
  const fitting = [...given].filter(
    ([name, values]) => base.tensors.get(name)?.values.length === values.length,
  );
  const tensors = fitting.map(
    ([name, values]) => [name, { shape: base.tensors.get(name)!.shape, values }] as const,
  );
  return { ...base, tensors: new Map([...base.tensors, ...tensors]) };
}

export function createApp(shared: Partial<Shared>, route: string, lang: Lang, theme: Theme): App {
  const text = signal(shared.model ?? notesModel);
  const opened = computed(() => openLesson(text.value));
  const lesson = computed(() => (isLesson(opened.value) ? opened.value : undefined));
  const origin = computed((): Point => {
    if (text.value === notesModel) return pointFrom(notesPoint);
    return where(() => (lesson.value === undefined ? nowhere : pointFor(lesson.value))) ?? nowhere;
  });
  const changed = signal(shared.point === undefined ? undefined : overlaid(origin.value, shared.point));
  const point = computed(() => changed.value ?? origin.value);
  const epsilon = signal(1e-5);
  // What depends on shapes alone is worked out once for a text, not for every number.
  const reader = computed(() => where(() => lesson.value && readerOf(lesson.value, origin.value)));
  const comparer = computed(() => where(() => lesson.value && differencesOf(lesson.value, origin.value)));
  const reading = computed(() => where(() => reader.value?.(point.value)));
  const differences = computed(() =>
    where(() => reading.value && comparer.value?.(point.value, reading.value, epsilon.value)),
  );
  return {
    lang: signal(shared.lang ?? lang),
    theme: signal(theme),
    route: signal(route),
    form: signal(shared.form ?? "index"),
    step: signal(shared.step ?? 0),
    level: signal(shared.level ?? 1),
    text,
    epsilon,
    opened,
    lesson,
    origin,
    point,
    changed,
    reading,
    differences,
    comparer,
    pointer: createPointer(shared.pins ?? []),
    own: signal(shared.own ?? new Map()),
  };
}

/** What a link must carry for the page to look as it does. */
export function sharedOf(app: App): Partial<Shared> {
  const { text, changed, origin } = app;
  const moved = [...(changed.value?.tensors ?? [])].filter(([name, { values }]) =>
    Array.from(values).some((x, k) => x !== origin.value.tensors.get(name)?.values[k]),
  );
  return {
    lang: app.lang.value,
    ...(app.form.value === "index" ? {} : { form: app.form.value }),
    ...(app.step.value === 0 ? {} : { step: app.step.value }),
    ...(app.level.value === 1 ? {} : { level: app.level.value }),
    ...(app.pointer.pins.value.length === 0 ? {} : { pins: app.pointer.pins.value }),
    ...(text.value === notesModel ? {} : { model: text.value }),
    ...(moved.length === 0
      ? {}
      : { point: new Map(moved.map(([name, { values }]) => [name, Array.from(values)])) }),
    ...(app.own.value.size === 0 ? {} : { own: app.own.value }),
  };
}
