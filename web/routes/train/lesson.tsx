import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { TrainableModel } from "../../../train/index.ts";
import { showMask } from "./mask.ts";
import { deadIn, deadlySeed, gentleRate, search, unitsIn, type Quest } from "./search.ts";
import type { Settings } from "./settings.ts";
import type { Trainer } from "./trainer.ts";
import { words } from "./words.ts";

interface Props {
  readonly network: TrainableModel;
  readonly trainer: Trainer;
  readonly onFound: (settings: Settings) => void;
}

type Kind = "seed" | "rate";

/** Dead units: a seed at which one dies, a rate at which none does, both found by training. */
export function DeadUnits({ network, trainer, onFound }: Props): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const [said, setSaid] = useState("");
  const [isBusy, setBusy] = useState(false);
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const { units } = trainer.result.value;
  const [dead, all] = [deadIn(units), unitsIn(units)];
  return (
    <section class="pane lesson" aria-labelledby="lesson-title">
      <h3 id="lesson-title">{t("lesson")}</h3>
      <p>{t("lesson.about")}</p>
      <p class={dead > 0 ? "warned" : "soft"}>
        {t(dead > 0 ? "lesson.now.dead" : "lesson.now.live", { dead, units: all })}
      </p>
      <div class="buttons">
        <button type="button" disabled={isBusy} onClick={() => void go("seed", deadlySeed(trainer.settings))}>
          {t("lesson.find")}
        </button>
        <button
          type="button"
          disabled={isBusy || dead === 0}
          onClick={() => void go("rate", gentleRate(trainer.settings))}
        >
          {t("lesson.cure")}
        </button>
        <button type="button" onClick={() => showMask(app)}>
          {t("lesson.look")}
        </button>
      </div>
      <p role="status">{said}</p>
    </section>
  );

  async function go(kind: Kind, quest: Quest): Promise<void> {
    trainer.pause();
    stop.current = new AbortController();
    const { signal } = stop.current;
    setBusy(true);
    const found = await search(network, trainer.data, quest, ({ [kind]: value }) =>
      setSaid(t("lesson.trying", { what: t(`lesson.try.${kind}`, { value }) })), signal); // prettier-ignore
    if (signal.aborted) return;
    setBusy(false);
    if (found === undefined) {
      setSaid(t("lesson.found.none"));
      return;
    }
    const alive = unitsIn(found.units) - deadIn(found.units);
    setSaid(t(`lesson.found.${kind}`, { value: found.settings[kind], units: alive }));
    onFound(found.settings);
  }
}
