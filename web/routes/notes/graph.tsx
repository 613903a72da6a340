import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { networkOf, type Layer } from "../../engine/network.ts";
import { Edges } from "./graph-edges.tsx";
import { place, type Box, type Placed } from "./graph-layout.ts";
import { GraphList } from "./graph-list.tsx";

/** The model as a graph from its inputs down to the cost, every entry with its value and its gradient. */
export function Graph({ lesson }: { readonly lesson: Lesson }): JSX.Element {
  const t = useText();
  const app = useApp();
  const [unfolded, setUnfolded] = useState(true);
  // Only whether there are values is rendered; the values themselves are bound to their elements.
  const isRead = useComputed(() => app.reading.value !== undefined).value;
  const network = useMemo(() => networkOf(lesson), [lesson]);
  const shapes = useMemo(
    () => new Map([...(app.reading.peek()?.values ?? [])].map(([name, { shape }]) => [name, shape])),
    [lesson, isRead],
  );
  const { placed, width, height } = useMemo(() => place(network, shapes), [network, shapes]);
  return (
    <section class="pane graph" aria-labelledby="graph-title">
      <header>
        <h2 id="graph-title">{t("graph")}</h2>
        <label class="check">
          <input
            type="checkbox"
            checked={unfolded}
            onChange={(event) => setUnfolded(event.currentTarget.checked)}
          />{" "}
          {t("graph.unfold")}
        </label>
      </header>
      <div class="network" tabIndex={0} role="group" aria-label={t("graph")}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
          <defs>
            <pattern
              id="off"
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" y1="0" x2="0" y2="6" class="hatch" />
            </pattern>
          </defs>
          <Edges network={network} placed={placed} unfolded={unfolded} />
          {placed.map((layer) => (
            <LayerView key={layer.layer.name} placed={layer} />
          ))}
        </svg>
      </div>
      <p class="legend">{t("graph.legend", { of: lesson.derivation.of })}</p>
      <GraphList network={network} />
    </section>
  );
}

/** A quantity: its name, and a box for each entry. */
function LayerView({ placed }: { readonly placed: Placed }): JSX.Element {
  const { layer, boxes, labelX, labelY } = placed;
  return (
    <g class={`layer ${layer.kind}`}>
      <text class="quantity" x={labelX} y={labelY} data-n={layer.node}>
        {layer.name}
      </text>
      {boxes.map((box) => (
        <BoxView key={box.entry} layer={layer} box={box} />
      ))}
    </g>
  );
}

/** An entry: its value, and below it how the cost moves with it; hatched where nothing passes. */
function BoxView({ layer, box }: { readonly layer: Layer; readonly box: Box }): JSX.Element {
  const { reading } = useApp();
  const { entry, x, y, width, height } = box;
  const value = useComputed(() => {
    const found = reading.value?.values.get(layer.name)?.values[entry];
    return found === undefined ? "" : numberText(found, 3);
  });
  const slope = useComputed(() => reading.value?.gradients.get(layer.name)?.values[entry]);
  const slopeText = useComputed(() => {
    const found = slope.value;
    if (found === undefined || found === 0) return found === 0 ? "0" : "";
    return `${found > 0 ? "▲" : "▼"} ${numberText(Math.abs(found), 3)}`;
  });
  const onlyWhereOff = useComputed(() =>
    layer.kind === "defined" && slope.value === 0 ? undefined : "none",
  );
  const hasSlope = useComputed(() => slope.value !== undefined).value;
  return (
    <g>
      <rect class="box" x={x} y={y} width={width} height={height} rx={5} data-n={layer.node} />
      <rect
        class="off"
        x={x}
        y={y}
        width={width}
        height={height}
        rx={5}
        fill="url(#off)"
        display={onlyWhereOff}
      />
      <text class="value" x={x + width / 2} y={y + (hasSlope ? 15 : height / 2 + 4)}>
        {value}
      </text>
      {hasSlope && (
        <text class="slope" x={x + width / 2} y={y + 31} data-n={layer.slope}>
          {slopeText}
        </text>
      )}
    </g>
  );
}
