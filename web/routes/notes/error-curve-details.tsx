import type { ComponentType, JSX } from "preact";
import { useState } from "preact/hooks";
import { useText } from "../../app/context.ts";

/** The one figure about finite differences, fetched and computed when it is unfolded. */
export function ErrorCurveDetails(): JSX.Element {
  const t = useText();
  const [curve, setCurve] = useState<{ readonly View: ComponentType }>();
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="as-list"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        if (curve === undefined) void fetchCurve();
      }}
    >
      <summary>{t("curve")}</summary>
      {isOpen && curve !== undefined && <curve.View />}
    </details>
  );

  async function fetchCurve(): Promise<void> {
    const { ErrorCurve } = await import("./error-curve.tsx");
    setCurve({ View: ErrorCurve });
  }
}
