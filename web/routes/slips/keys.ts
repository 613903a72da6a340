import { useEffect } from "preact/hooks";

/** Keys of the card, wherever the focus is, unless a text is being written. */
export function useCardKeys(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      const writes =
        target instanceof Element &&
        target.closest("input:not([type=radio]), textarea, select, dialog") !== null;
      if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}
