import type { JSX } from "preact";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import { messageText, writeWeights, type TrainingResult } from "../../../train/index.ts";
import { commandOf, type Settings } from "./settings.ts";
import { words } from "./words.ts";

interface Props {
  readonly result: TrainingResult;
  readonly settings: Settings;
}

/** What training itself notices, and the command that gives the same weights. */
export function Notices({ result: { notices, epoch, weights }, settings }: Props): JSX.Element {
  const t = useWords(words);
  const lang = useApp().lang.value;
  return (
    <section class="pane" aria-labelledby="notices-title">
      <h2 id="notices-title">{t("notices")}</h2>
      <ul class="notices">
        {notices.map(({ code, values }) => {
          const { title, cause, remedy } = messageText(code, values, lang);
          return (
            <li key={`${code}${JSON.stringify(values)}`} class={code.startsWith("N") ? "" : "warned"}>
              <p>
                <strong>{title}</strong>
              </p>
              <p class="soft">
                {t("why")}: {cause}
              </p>
              {remedy !== "" && (
                <p class="soft">
                  {t("fix")}: {remedy}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <h3>{t("same")}</h3>
      <pre class="command" tabIndex={0}>
        {commandOf(settings, epoch)}
      </pre>
      <p>
        <a
          class="button"
          download="weights.json"
          href={`data:application/json;charset=utf-8,${encodeURIComponent(writeWeights(weights))}`}
        >
          {t("save")}
        </a>
      </p>
    </section>
  );
}
