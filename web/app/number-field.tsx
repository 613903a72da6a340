import { useComputed, useSignal, type ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { numberText, readNumber } from "./number-text.ts";

interface Props {
  readonly value: ReadonlySignal<number>;
  readonly label: string;
  readonly node: string | undefined;
  readonly onChange: (value: number) => void;
  /** Where the number began. */
  readonly onReset: () => void;
  /** When a drag or a key has come to rest. */
  readonly onRest: () => void;
}

/** One step of a key, and of a pixel that the pointer is dragged. */
const KEY = 0.1;
const PIXEL = 0.01;

const factor = ({ shiftKey, altKey }: { readonly shiftKey: boolean; readonly altKey: boolean }): number =>
  shiftKey ? 10 : altKey ? 0.1 : 1;

/** Steps accumulate no digits that nobody typed. */
const tidy = (x: number): number => Math.round(x * 1e6) / 1e6;

const shown = (x: number): string => String(tidy(x)).replace("-", "−");

/**
 * A number that is typed, stepped with the arrow keys, or dragged sideways. While it moves nothing is rendered: what
 * is shown are signals, bound to the element.
 */
export function NumberField({ value, label, node, onChange, onReset, onRest }: Props): JSX.Element {
  const typed = useSignal<string | undefined>(undefined);
  const shownNow = useComputed(() => typed.value ?? shown(value.value));
  const spoken = useComputed(() => numberText(value.value));
  const drag = useRef<{ readonly x: number; readonly from: number; moving: boolean } | undefined>(undefined);
  return (
    <input
      class="number"
      role="spinbutton"
      inputMode="decimal"
      autocomplete="off"
      spellcheck={false}
      aria-label={label}
      aria-valuenow={value}
      aria-valuetext={spoken}
      data-n={node}
      value={shownNow}
      onInput={(event) => type(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={press}
      onPointerDown={(event) => {
        drag.current = { x: event.clientX, from: value.peek(), moving: false };
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
    />
  );

  function settle(): void {
    typed.value = undefined;
  }

  function type(text: string): void {
    typed.value = text;
    const read = readNumber(text);
    if (read !== undefined) onChange(read);
  }

  function press(event: KeyboardEvent): void {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction !== undefined) {
      event.preventDefault();
      settle();
      onChange(tidy(value.peek() + direction * KEY * factor(event)));
      onRest();
    } else if (event.key === "r") {
      event.preventDefault();
      settle();
      onReset();
      onRest();
    } else if (event.key === "Enter") {
      settle();
      onRest();
    }
  }

  function move(event: PointerEvent & { readonly currentTarget: HTMLInputElement }): void {
    const start = drag.current;
    if (start === undefined || event.buttons === 0) return;
    const distance = event.clientX - start.x;
    if (!start.moving && Math.abs(distance) < 4) return;
    if (!start.moving) event.currentTarget.setPointerCapture(event.pointerId);
    start.moving = true;
    event.preventDefault();
    settle();
    onChange(tidy(start.from + distance * PIXEL * factor(event)));
  }

  function release(): void {
    if (drag.current?.moving === true) onRest();
    drag.current = undefined;
  }
}
