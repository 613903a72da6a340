import { effect } from "@preact/signals";
import { isId, type Pointer } from "./pointer.ts";

/**
 * Lights up everything that shows a node: one rule in a style sheet of its own, so that no element is touched and
 * nothing is rendered again. Hovering and focusing are the same; p pins what is lit.
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
  const stop = effect(() => {
    const lit = pins.value
      .filter(isId)
      .map((id, k) => `[data-n="${id}"]{--lit:var(--pin-${k + 1});--line:${lines[k]}}`);
    if (hot.value !== undefined) lit.push(`[data-n="${hot.value}"]{--lit:var(--hot);--line:solid}`);
    const selectors = [...pins.value.filter(isId), hot.value].flatMap((id) => (id === undefined ? [] : [`[data-n="${id}"]`])); // prettier-ignore
    const all = selectors.length === 0 ? "" : `${selectors.join()}{${appearance}}`;
    sheet.replaceSync(lit.join("") + all);
  });
  return () => {
    stop();
    for (const [name, listener] of Object.entries(listeners))
      page.documentElement.removeEventListener(name, listener);
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

/** Pins differ in the line, not only in the colour. */
const lines = ["solid", "dashed", "dotted"] as const;

const appearance =
  "background-color:color-mix(in srgb,var(--lit) 16%,transparent);outline:2px var(--line) var(--lit);outline-offset:1px;border-radius:3px;stroke:var(--lit)";
