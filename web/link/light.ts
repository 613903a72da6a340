import { effect } from "@preact/signals";
import { isId, type Pointer } from "./pointer.ts";

/** How a node is lit: under the pointer, or pinned, first to third. */
const MARK = "data-lit";

/**
 * Lights up everything that shows a node. What is under the pointer changes often and is marked on its elements;
 * pins stay, and are rules of a style sheet, so that whatever is rendered later is pinned too. Hovering and focusing
 * are the same; p pins what is lit.
 */
export function lightUp(page: Document, { hot, pins }: Pointer): () => void {
  const sheet = new (page.defaultView ?? globalThis).CSSStyleSheet();
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  const idAt = (target: EventTarget | null): string | undefined => {
    const id = target instanceof Element ? target.closest("[data-n]")?.getAttribute("data-n") : undefined;
    return id !== null && id !== undefined && isId(id) ? id : undefined;
  };
  const over = (event: Event): void => {
    hot.value = idAt(event.target);
  };
  const out = (): void => {
    hot.value = undefined;
  };
  const listeners = { pointerover: over, focusin: over, pointerleave: out, focusout: out };
  for (const [name, listener] of Object.entries(listeners))
    page.documentElement.addEventListener(name, listener);
  const stopHot = effect(() => {
    const id = hot.value;
    const lit = id === undefined ? [] : [...page.querySelectorAll(`[data-n="${id}"]`)];
    for (const element of lit) element.setAttribute(MARK, "");
    return () => {
      for (const element of lit) element.removeAttribute(MARK);
    };
  });
  const stopPins = effect(() => {
    const rules = pins.value
      .filter(isId)
      .map((id, k) => `[data-n="${id}"]:not([${MARK}]){${appearance(`var(--pin-${k + 1})`, lines[k]!)}}`);
    sheet.replaceSync(rules.join(""));
  });
  return () => {
    stopHot();
    stopPins();
    for (const [name, listener] of Object.entries(listeners))
      page.documentElement.removeEventListener(name, listener);
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/** Pins differ in the line, not only in the colour. */
const lines = ["solid", "dashed", "dotted"] as const;

/** As the style sheet shows what is under the pointer; `stroke` is for the graph. */
const appearance = (colour: string, line: string): string =>
  `background-color:color-mix(in srgb,${colour} 16%,transparent);outline:2px ${line} ${colour};outline-offset:1px;stroke:${colour}`;
