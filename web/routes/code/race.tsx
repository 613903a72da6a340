import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { KernelText } from "../../engine/kernel-text.ts";
import { raceInSandbox, type Timing } from "../../engine/timing.ts";
import { words } from "./words.ts";

/** How long the generated kernel takes for all partials, and how long central differences take, on this device. */
export function RaceAgainstDifferences({ kernel }: { readonly kernel: KernelText }): JSX.Element {
  const t = useWords(words);
  const { point } = useApp();
  const [state, setState] = useState<Timing | "idle" | "busy" | "failed">("idle");
  return (
    <section aria-labelledby="race-title" class="race">
      <h3 id="race-title">{t("race")}</h3>
      <button type="button" disabled={state === "busy"} onClick={() => void measure()}>
        {t("race.go")}
      </button>
      <div role="status">
        {state === "busy" && <p>{t("race.busy")}</p>}
        {state === "failed" && <p class="fault">✗ {t("race.failed")}</p>}
        {typeof state === "object" && <Bars timing={state} />}
      </div>
    </section>
  );

  async function measure(): Promise<void> {
    setState("busy");
    const { before, body, after } = kernel.javascript;
    const timing = await raceInSandbox({
      code: `${before}${body}${after}`,
      entry: kernel.entry,
      cost: kernel.cost,
      inputs: kernel.inputs.map((name) => point.peek().tensors.get(name)?.values ?? []),
      params: kernel.gradients.map((name) => kernel.inputs.indexOf(name)),
    });
    setState(timing ?? "failed");
  }
}

function Bars({ timing: { kernel, differences, rounds } }: { readonly timing: Timing }): JSX.Element {
  const t = useWords(words);
  const rows = [
    ["race.kernel", kernel],
    ["race.differences", differences],
  ] as const;
  return (
    <>
      <dl class="bars">
        {rows.map(([name, time]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              <span class="bar" style={{ width: `${(60 * time) / Math.max(kernel, differences)}%` }} />
              {t("race.time", { time: time.toPrecision(3) })}
            </dd>
          </div>
        ))}
      </dl>
      <p class="soft">{t("race.said", { factor: (differences / kernel).toFixed(1), rounds })}</p>
    </>
  );
}
