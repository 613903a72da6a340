import { signal, type ReadonlySignal, type Signal } from "@preact/signals";

/** Which nodes are lit up: one under the pointer or the focus, and up to three that are pinned. */
export interface Pointer {
  readonly hot: Signal<string | undefined>;
  readonly pins: ReadonlySignal<readonly string[]>;
  /** Pins a node, or releases it; a fourth pin releases the oldest. */
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
}

const MOST_PINS = 3;

export function createPointer(pinned: readonly string[]): Pointer {
  const pins = signal(pinned.filter(isId).slice(0, MOST_PINS));
  return {
    hot: signal(undefined),
    pins,
    toggle: (id) => {
      const others = pins.value.filter((pin) => pin !== id);
      pins.value = others.length < pins.value.length ? others : [...pins.value, id].slice(-MOST_PINS);
    },
    clear: () => {
      pins.value = [];
    },
  };
}

/** Ids are written into selectors. */
export const isId = (text: string): boolean => /^n\d{1,6}$/.test(text);
