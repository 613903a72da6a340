import "./train.css";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import { TrainError, type Dataset, type TrainableModel } from "../../../train/index.ts";
import { Controls } from "./controls.tsx";
import { dataSets } from "./data.ts";
import { DeadUnits } from "./lesson.tsx";
import { LossCurve } from "./loss-curve.tsx";
import { networkOf } from "./network.ts";
import { Notices } from "./notices.tsx";
import { Picture } from "./picture.tsx";
import { Presets } from "./preset-list.tsx";
import { Progress } from "./progress.tsx";
import { keptFrom, keptOf, type Settings } from "./settings.ts";
import { Stopped } from "./stopped.tsx";
import { Confusion, Units } from "./tables.tsx";
import { createTrainer, type Trainer } from "./trainer.ts";
import { words } from "./words.ts";

/** The network of the notes, trained in the page by its generated kernel. */
export default function TrainRoute(): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const kept = useMemo(() => keptFrom(app.own.peek().get("train")), []);
  const [settings, setSettings] = useState<Settings>(kept);
  const network = useMemo(() => networkOf(settings.hidden), [settings.hidden]);
  const [target, setTarget] = useState(kept.at);
  const data = useMemo(() => dataSets[settings.data](), [settings.data]);
  return (
    <div class="training">
      <p class="lead">{t("about")}</p>
      <Controls settings={settings} onChange={(changed) => choose(changed, 0)} />
      <Presets settings={settings} onChoose={(preset) => choose(preset, preset.epochs)} />
      <p class="soft">{t(`about.${settings.data}`)}</p>
      <Bench network={network} data={data} settings={settings} target={target} onChoose={choose} />
    </div>
  );

  function choose(changed: Settings, to: number): void {
    setSettings(changed);
    setTarget(to);
  }
}

interface BenchProps {
  readonly network: TrainableModel;
  readonly data: Dataset;
  readonly settings: Settings;
  /** The epoch to go to at once. */
  readonly target: number;
  readonly onChoose: (settings: Settings, to: number) => void;
}

/** A run begun anew for every setting. */
function Bench({ network, data, settings, target, onChoose }: BenchProps): JSX.Element {
  const t = useWords(words);
  const { lang } = useApp();
  const [again, setAgain] = useState(0);
  const opened = useMemo(() => open(network, data, settings), [network, data, settings, again]);
  useEffect(() => {
    if (opened instanceof TrainError) return undefined;
    if (target > 0 && again === 0) opened.rush(target);
    return opened.pause;
  }, [opened]);
  if (opened instanceof TrainError)
    return <p role="alert">{t("failed", { message: opened.in(lang.value).title })}</p>;
  return (
    <Views
      network={network}
      trainer={opened}
      onReset={() => setAgain(again + 1)}
      onFound={(found) => onChoose(found, found.epochs)}
    />
  );
}

function open(network: TrainableModel, data: Dataset, settings: Settings): Trainer | TrainError {
  try {
    return createTrainer(network, data, settings);
  } catch (error) {
    if (error instanceof TrainError) return error;
    throw error;
  }
}

interface ViewsProps {
  readonly network: TrainableModel;
  readonly trainer: Trainer;
  readonly onReset: () => void;
  readonly onFound: (settings: Settings) => void;
}

function Views({ network, trainer, onReset, onFound }: ViewsProps): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const { data, settings } = trainer;
  const result = trainer.result.value;
  const isRunning = trainer.isRunning.value;
  useEffect(() => {
    if (isRunning) return;
    const kept = keptOf({ ...settings, at: result.epoch });
    const others = [...app.own.peek()].filter(([name]) => name !== "train");
    app.own.value = new Map(kept === undefined ? others : [...others, ["train", kept]]);
  }, [isRunning, result.epoch, settings]);
  return (
    <>
      <Progress trainer={trainer} onReset={onReset} />
      <Stopped network={network} trainer={trainer} />
      <div class="views">
        <div class="column">
          <section class="pane" aria-labelledby="picture-title">
            <h2 id="picture-title">{t("picture")}</h2>
            <Picture
              kernel={network.kernel}
              data={data}
              seed={settings.seed}
              result={result}
              isMoving={isRunning}
            />
          </section>
          <section class="pane" aria-labelledby="confusion-title">
            <h2 id="confusion-title">{t("confusion")}</h2>
            <div class="pair">
              <Confusion
                caption="confusion.training"
                evaluation={result.training}
                names={result.classNames}
              />
              <Confusion caption="confusion.held" evaluation={result.heldOut} names={result.classNames} />
            </div>
          </section>
        </div>
        <div class="column">
          <section class="pane" aria-labelledby="curve-title">
            <h2 id="curve-title">{t("curve")}</h2>
            <LossCurve result={result} epochs={settings.epochs} />
          </section>
          <section class="pane" aria-labelledby="units-title">
            <h2 id="units-title">{t("units")}</h2>
            <Units units={result.units} />
            <DeadUnits network={network} trainer={trainer} onFound={onFound} />
          </section>
          <Notices result={result} settings={settings} />
        </div>
      </div>
    </>
  );
}
