import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";

/** The derivation once more, with blanks; fetched when it is unfolded, or a link comes with it. */
export function FadedDetails(): JSX.Element {
  const t = useText();
  const [copy, setCopy] = useState<{ readonly View: ComponentType }>();
  const isKept = useApp().own.peek().has("faded");
  useEffect(() => {
    if (isKept) void fetchCopy();
  }, []);
  return (
    <details class="faded" open={isKept} onToggle={() => copy ?? void fetchCopy()}>
      <summary>
        <h3>{t("faded")}</h3>
      </summary>
      {copy === undefined ? <p>{t("loading")}</p> : <copy.View />}
    </details>
  );

  async function fetchCopy(): Promise<void> {
    const { Faded } = await import("./faded.tsx");
    setCopy({ View: Faded });
  }
}
