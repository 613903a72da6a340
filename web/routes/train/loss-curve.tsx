import type { JSX } from "preact";
import { useWords } from "../../app/words.ts";
import type { TrainingResult } from "../../../train/index.ts";
import { axis, tickText } from "./axis.ts";
import { words } from "./words.ts";

const WIDTH = 560;
const HEIGHT = 256;
const LEFT = 44;
const BOTTOM = HEIGHT - 46;
/** More points than this cannot be told apart. */
const MOST = 400;

interface Props {
  readonly result: TrainingResult;
  readonly epochs: number;
}

/** The loss by epoch as a line; its numbers stand beside it as a table. */
export function LossCurve({ result: { losses }, epochs }: Props): JSX.Element {
  const t = useWords(words);
  const finite = losses.filter((loss) => Number.isFinite(loss));
  const highest = finite.reduce((most, loss) => Math.max(most, loss), 0);
  const least = finite.reduce((low, loss) => Math.min(low, loss), Infinity);
  const x = axis(0, epochs, LEFT, WIDTH - 16, 5);
  const y = axis(0, highest === 0 ? 1 : highest * 1.05, BOTTOM, 8);
  const every = Math.max(1, Math.ceil(losses.length / MOST));
  const shown = losses
    .map((loss, k) => ({ loss, epoch: k + 1 }))
    .filter(({ loss, epoch }) => Number.isFinite(loss) && (epoch % every === 0 || epoch === 1 || epoch === losses.length)); // prettier-ignore
  const line = shown.map(({ loss, epoch }) => `${x.at(epoch).toFixed(1)},${y.at(loss).toFixed(1)}`).join(" ");
  const label =
    finite.length === 0
      ? t("curve.none")
      : t("curve.label", {
          first: finite[0]!.toFixed(3),
          last: finite.at(-1)!.toFixed(3),
          least: least.toFixed(3),
          epochs: losses.length,
        });
  return (
    <>
      <svg class="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {y.ticks.map((tick) => (
          <g key={tick} class="tick">
            <line x1={LEFT} x2={WIDTH - 8} y1={y.at(tick)} y2={y.at(tick)} />
            <text x={LEFT - 6} y={y.at(tick) + 4} text-anchor="end">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <text key={tick} class="tick" x={x.at(tick)} y={HEIGHT - 28} text-anchor="middle">
            {tickText(tick)}
          </text>
        ))}
        <text class="tick" x={WIDTH - 8} y={HEIGHT - 6} text-anchor="end">
          {t("epochs")} →
        </text>
        <polyline points={line} />
        {shown.length > 0 && <circle cx={x.at(shown.at(-1)!.epoch)} cy={y.at(shown.at(-1)!.loss)} r={4} />}
      </svg>
      <details>
        <summary>{t("curve.numbers")}</summary>
        <Numbers losses={[...losses]} />
      </details>
    </>
  );
}

function Numbers({ losses }: { readonly losses: readonly number[] }): JSX.Element {
  const t = useWords(words);
  const rows = [...new Set(Array.from({ length: 11 }, (_, k) => Math.max(1, Math.round((k * losses.length) / 10))))]; // prettier-ignore
  return (
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">{t("epochs")}</th>
          <th scope="col">{t("loss")}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter((epoch) => epoch <= losses.length)
          .map((epoch) => (
            <tr key={epoch}>
              <th scope="row">{epoch}</th>
              <td>{losses[epoch - 1]!.toFixed(6)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
