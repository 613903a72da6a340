import "./stopped.css";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import { useWords } from "../../app/words.ts";
import { predict, split, type TrainableModel } from "../../../train/index.ts";
import { showMask } from "./mask.ts";
import { deadIn, unitsIn } from "./search.ts";
import type { Trainer } from "./trainer.ts";
import { words } from "./words.ts";

interface Props {
  readonly network: TrainableModel;
  readonly trainer: Trainer;
}

/** At the end of a run that got stuck: what it is stuck at, and the way to the step that explains it. */
export function Stopped({ network, trainer }: Props): JSX.Element | null {
  const t = useWords(words);
  const app = useApp();
  const result = trainer.result.value;
  const isOver = !trainer.isRunning.value && result.epoch >= trainer.settings.epochs;
  const silent = useMemo(() => (isOver ? silentRows(network, trainer) : 0), [isOver, result]);
  const never = result.notices.flatMap(({ code, values }) =>
    code === "W0904" ? [String(values.label)] : [],
  );
  if (!isOver || silent + never.length === 0) return null;
  const { loss, accuracy = 0, rows } = result.training;
  const off = deadIn(result.units);
  return (
    <section class="stopped" aria-labelledby="stopped-title">
      <h2 id="stopped-title">{t("stopped")}</h2>
      <p>
        {t("stopped.at", { loss: numberText(loss, 3), percent: (100 * accuracy).toFixed(1) })}{" "}
        {never.length > 0 && t("stopped.never", { names: never.join(", ") })}{" "}
        {off > 0 && t("stopped.off", { off, units: unitsIn(result.units) })}{" "}
        {silent > 0 && t("stopped.silent", { silent, rows })}
      </p>
      <button type="button" onClick={() => showMask(app)}>
        {t("stopped.why")}
      </button>
    </section>
  );
}

/**
 * The training rows for which every hidden unit is off: nothing reaches the softmax but zeros, so that all classes are
 * equally probable there.
 */
function silentRows({ kernel }: TrainableModel, { data, settings, result }: Trainer): number {
  const { weights, classNames } = result.peek();
  const { training } = split(data, weights.heldOutShare, settings.seed);
  const { values } = predict(kernel, weights, training.features);
  const width = classNames.length;
  return Array.from({ length: training.rows }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  ).filter((row) => row.every((p) => p === row[0])).length;
}
