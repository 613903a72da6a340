import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { networkOf } from "../../engine/network.ts";
import { Edges } from "./graph-edges.tsx";
import { place, type Placed } from "./graph-layout.ts";
import { GraphList } from "./graph-list.tsx";

/** The model as a graph from its inputs down to the cost, every entry with its value and its gradient. */
export function Graph({ lesson }: { readonly lesson: Lesson }): JSX.Element {
  const t = useText();
  const app = useApp();
  const [unfolded, setUnfolded] = useState(true);
  const reading = app.reading.value;
  const network = useMemo(() => networkOf(lesson), [lesson]);
  const shapes = useMemo(
    () => new Map([...(reading?.values ?? [])].map(([name, { shape }]) => [name, shape])),
    [lesson],
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
  const reading = useApp().reading.value;
  const values = reading?.values.get(layer.name)?.values;
  const slopes = reading?.gradients.get(layer.name)?.values;
  return (
    <g class={`layer ${layer.kind}`}>
      <text class="quantity" x={labelX} y={labelY} data-n={layer.node}>
        {layer.name}
      </text>
      {boxes.map(({ x, y, width, height, entry }) => {
        const value = values?.[entry];
        const slope = slopes?.[entry];
        const isOff = layer.kind === "defined" && slope === 0;
        return (
          <g key={entry}>
            <rect class="box" x={x} y={y} width={width} height={height} rx={5} data-n={layer.node} />
            {isOff && <rect class="off" x={x} y={y} width={width} height={height} rx={5} fill="url(#off)" />}
            <text class="value" x={x + width / 2} y={y + (slopes === undefined ? height / 2 + 4 : 15)}>
              {value === undefined ? "" : numberText(value, 3)}
            </text>
            {slope !== undefined && (
              <text class="slope" x={x + width / 2} y={y + 31} data-n={layer.slope}>
                {slope === 0 ? "0" : `${slope > 0 ? "▲" : "▼"} ${numberText(Math.abs(slope), 3)}`}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
