import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import type { Network } from "../../engine/network.ts";

/** The graph as a list: each quantity with its values, its gradients and what it is computed from. */
export function GraphList({ network }: { readonly network: Network }): JSX.Element {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="as-list" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("graph.list")}</summary>
      {isOpen && <List network={network} />}
    </details>
  );
}

function List({ network }: { readonly network: Network }): JSX.Element {
  const t = useText();
  const { reading, pointer } = useApp();
  const list = (values: ArrayLike<number> | undefined): string =>
    values === undefined ? t("graph.nothing") : Array.from(values, (x) => numberText(x)).join(", ");
  return (
    <ol>
      {network.layers.map(({ name, node, slope, from }) => (
        <li key={name}>
          <button
            type="button"
            data-n={node}
            aria-pressed={node !== undefined && pointer.pins.value.includes(node)}
            onClick={() => node && pointer.toggle(node)}
          >
            {name}
          </button>{" "}
          <span data-n={node}>
            {t("graph.value", { value: list(reading.value?.values.get(name)?.values) })}
          </span>{" "}
          <span data-n={slope}>
            {t("graph.slope", { slope: list(reading.value?.gradients.get(name)?.values) })}
          </span>{" "}
          {from.length > 0 && t("graph.from", { from: from.join(", ") })}
        </li>
      ))}
    </ol>
  );
}
