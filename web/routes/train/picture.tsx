import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import {
  classesOf,
  predict,
  split,
  type Dataset,
  type TrainingKernel,
  type TrainingResult,
} from "../../../train/index.ts";
import { axis, tickText } from "./axis.ts";
import { classesOver, COARSE, colourOf, FINE, paint, SIDE, type Frame } from "./region.ts";
import { words } from "./words.ts";

const signs = ["○", "△", "□"];

interface Props {
  readonly kernel: TrainingKernel;
  readonly data: Dataset;
  readonly seed: number;
  readonly result: TrainingResult;
  /** While it moves, it is drawn coarsely. */
  readonly isMoving: boolean;
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly kind: number;
  readonly isHeld: boolean;
  readonly isWrong: boolean;
}

/** Two measures as axes: which class the network gives every point, and the rows themselves. */
export function Picture({ kernel, data, seed, result, isMoving }: Props): JSX.Element {
  const t = useWords(words);
  const { theme } = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useMemo(() => frameOf(data), [data]);
  const { weights } = result;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (canvas.current === null || context === null || context === undefined) return;
    const style = getComputedStyle(canvas.current);
    const colours = signs.map((_, k) => colourOf(style.getPropertyValue(`--class-${k + 1}`)));
    const image = context.createImageData(SIDE, SIDE);
    paint(classesOver(kernel, weights, frame, isMoving ? COARSE : FINE), colours, image.data);
    context.putImageData(image, 0, 0);
  }, [weights, frame, theme.value, isMoving]);
  const marks = useMemo(() => marksOf(kernel, data, seed, result), [data, seed, weights]);
  const wrong = marks.filter(({ isWrong }) => isWrong).length;
  const [x, y] = [axis(frame.x.low, frame.x.high, 0, 100), axis(frame.y.low, frame.y.high, 100, 0)];
  const names = data.targetNames.map((name, k) => t("picture.mark", { mark: signs[k] ?? "", name }));
  const label = t("picture.label", {
    x: data.featureNames[0]!,
    y: data.featureNames[1]!,
    marks: names.join(", "),
    wrong,
    rows: marks.length,
  });
  return (
    <figure class="picture">
      <div class="plot" role="img" aria-label={label}>
        <canvas ref={canvas} width={SIDE} height={SIDE} />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          {marks.map((mark, k) => (
            <MarkShape key={k} mark={mark} x={x.at(mark.x)} y={y.at(mark.y)} />
          ))}
        </svg>
        {x.ticks.map((tick) => (
          <span key={`x${tick}`} class="tick below" style={{ left: `${x.at(tick)}%` }}>
            {tickText(tick)}
          </span>
        ))}
        {y.ticks.map((tick) => (
          <span key={`y${tick}`} class="tick beside" style={{ top: `${y.at(tick)}%` }}>
            {tickText(tick)}
          </span>
        ))}
        <span class="axis below">{data.featureNames[0]} →</span>
        <span class="axis beside">↑ {data.featureNames[1]}</span>
      </div>
      <figcaption>
        <ul class="legend">
          {names.map((name, k) => (
            <li key={name} class={`class-${k + 1}`}>
              {name}
            </li>
          ))}
        </ul>
        {t("picture.legend")}
      </figcaption>
    </figure>
  );
}

function frameOf({ features }: Dataset): Frame {
  const range = (k: number): { low: number; high: number } => {
    const column = features.filter((_, at) => at % 2 === k);
    const [low, high] = [Math.min(...column), Math.max(...column)];
    const room = (high - low) * 0.06;
    return { low: low - room, high: high + room };
  };
  return { x: range(0), y: range(1) };
}

function marksOf(
  kernel: TrainingKernel,
  data: Dataset,
  seed: number,
  { weights }: TrainingResult,
): readonly Mark[] {
  const parts = split(data, weights.heldOutShare, seed);
  return ([parts.training, parts.heldOut] as const).flatMap((part, k) => {
    const truth = classesOf(part);
    const guess = predict(kernel, weights, part.features).classes;
    return Array.from(truth, (kind, row) => ({
      x: part.features[2 * row]!,
      y: part.features[2 * row + 1]!,
      kind,
      isHeld: k === 1,
      isWrong: guess[row] !== kind,
    }));
  });
}

/** ○ △ □, hollow where the row was held out, ringed where it lies in the wrong region. */
function MarkShape({
  mark: { kind, isHeld, isWrong },
  x,
  y,
}: {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
}): JSX.Element {
  const shapes = [
    <circle key="0" cx={x} cy={y} r={0.95} />,
    <path key="1" d={`M${x} ${y - 1.2}l1.2 2.1h-2.4z`} />,
    <path key="2" d={`M${x - 0.9} ${y - 0.9}h1.8v1.8h-1.8z`} />,
  ];
  return (
    <g class={`class-${kind + 1} ${isHeld ? "held" : ""}`}>
      {isWrong && <circle class="ring" cx={x} cy={y} r={2.1} />}
      {shapes[kind % shapes.length]}
    </g>
  );
}
