import type { JSX } from "preact";
import { numberText } from "../../app/number-text.ts";
import { useWords } from "../../app/words.ts";
import type { Evaluation } from "../../../train/index.ts";
import type { Trainer } from "./trainer.ts";
import { words } from "./words.ts";

interface Props {
  readonly trainer: Trainer;
  readonly onReset: () => void;
}

const correctIn = ({ rows, accuracy = 0 }: Evaluation): number => Math.round(rows * accuracy);
const percent = ({ rows, accuracy = 0 }: Evaluation): string => (rows === 0 ? "–" : `${(100 * accuracy).toFixed(1)} %`); // prettier-ignore

/** Buttons to go on with, and where the run stands. */
export function Progress({ trainer, onReset }: Props): JSX.Element {
  const t = useWords(words);
  const result = trainer.result.value;
  const isRunning = trainer.isRunning.value;
  const { epochs } = trainer.settings;
  const isOver = result.epoch >= epochs || result.ending === "diverged";
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const play = calm ? () => trainer.rush() : trainer.play;
  const figures = [
    ["loss", numberText(result.training.loss, 4), "", result.training.loss],
    ["trained", percent(result.training), share(result.training), result.training.accuracy],
    ["held", percent(result.heldOut), share(result.heldOut), result.heldOut.accuracy],
    ["spent", t("ms", { ms: trainer.spent.value.toFixed(1) }), "", trainer.spent.value],
  ] as const;
  return (
    <section class="progress" aria-label={t("epoch", { epoch: result.epoch, epochs })}>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={isOver && !isRunning}
          onClick={isRunning ? trainer.pause : play}
        >
          {t(isRunning ? "pause" : "play")}
        </button>
        <button type="button" disabled={isOver || isRunning} onClick={() => trainer.step()}>
          {t("step")}
        </button>
        <button type="button" disabled={isOver || isRunning} onClick={() => trainer.step(10)}>
          {t("ten")}
        </button>
        <button type="button" disabled={isOver} onClick={() => trainer.rush()}>
          {t("rush")}
        </button>
        <button type="button" disabled={result.epoch === 0 && !isRunning} onClick={onReset}>
          {t("reset")}
        </button>
      </div>
      <div class="meter">
        <span>{t("epoch", { epoch: result.epoch, epochs })}</span>
        <progress max={epochs} value={result.epoch} aria-label={t("epochs")} />
      </div>
      <dl class="figures">
        {figures.map(([name, value, note, exact]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              <data class="value" value={exact}>
                {value}
              </data>{" "}
              {note !== "" && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <p class="hidden" role="status">
        {isRunning || result.epoch === 0
          ? ""
          : t("ended", {
              epoch: result.epoch,
              loss: result.training.loss.toFixed(4),
              correct: correctIn(result.heldOut),
              rows: result.heldOut.rows,
            })}
      </p>
    </section>
  );

  function share(evaluation: Evaluation): string {
    return t("share", { correct: correctIn(evaluation), rows: evaluation.rows });
  }
}
