import "./more.css";
import type { JSX } from "preact";
import { rulePage, type RuleId } from "../../../src/index.ts";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { StepView } from "../../engine/steps.ts";
import type { Verdict } from "../../engine/verdicts.ts";
import { signs } from "../free/status.ts";
import { words, type WordKey } from "./more-words.ts";

/** What the checker says of a step, in a sign and in words. */
export function Status({
  step,
  verdict,
}: {
  readonly step: StepView;
  readonly verdict: Verdict | undefined;
}): JSX.Element | null {
  const t = useWords(words);
  const { status, needs, points } = step.direction === "forward" ? defined : (verdict ?? waiting);
  if (status === undefined) return null;
  return (
    <span class={`chip status ${status}`} title={t("status.hint")}>
      <span aria-hidden="true">{signs[status]} </span>
      {t(`status.${status}` satisfies WordKey, { needs: needs.join(", "), points: points ?? 0 })}
    </span>
  );
}

const defined = { status: "definition", needs: [], points: undefined } as const;
const waiting = { status: undefined, needs: [], points: undefined } as const;

/** The pages of the rules that a step applies: the same that the command line explains. */
export function Why({ step: { rule, link } }: { readonly step: StepView }): JSX.Element | null {
  const t = useWords(words);
  const { lang } = useApp();
  const rules = [link, rule].filter((one): one is RuleId => one !== undefined);
  if (rules.length === 0) return null;
  return (
    <details class="why">
      <summary>{t("why")}</summary>
      {rules.map((rule) => {
        const { title, because, facts } = rulePage(rule, lang.value);
        return (
          <section key={rule} aria-label={title}>
            <h4>{title}</h4>
            <p>{because}</p>
            {facts.length > 0 && (
              <dl>
                {facts.map(({ name, text }) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
              </dl>
            )}
            <p class="same">
              {t("why.same")} <code>chainrule explain {rule}</code>
            </p>
          </section>
        );
      })}
    </details>
  );
}
