import "./faded.css";
import { lines as made } from "virtual:faded";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { Formula } from "../../app/math.tsx";
import { useWords } from "../../app/words.ts";
import type { BlankId, FadedLine } from "../../engine/faded-line.ts";
import { Blank } from "./blank.tsx";
import { blanksOf, keptFrom, type Kept } from "./faded-kept.ts";
import { words } from "./faded-words.ts";

const lines = made as readonly FadedLine[];
const known = lines.map(({ blank }) => blank);

/** The derivation of the notes once more, with one more blank each time. Nothing waits for an answer. */
export function Faded(): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const [kept, setKept] = useState<Kept>(() => keptFrom(app.own.peek().get("faded")));
  const top = useRef<HTMLParagraphElement>(null);
  const blanks = blanksOf(kept.round, known);
  const first = app.lesson.value?.model.definitions.size ?? 0;
  const isRight = (blank: BlankId): boolean => {
    const line = lines.find((one) => one.blank === blank);
    return line?.choices[kept.answers.get(blank) ?? -1]?.holds === true;
  };
  const right = blanks.filter(isRight).length;
  return (
    <>
      <p class="because">{t("about")}</p>
      <p ref={top} class="repetition" tabIndex={-1}>
        {t("repetition", { round: kept.round, of: known.length, right, count: blanks.length })}
      </p>
      <ol class="steps">
        {lines.map((line) => (
          <li key={line.blank}>
            <div class="step-head">
              <span class="number">S{first + line.step + 1}</span>
              {line.shape !== undefined && <span class="chip">{t("matrices")}</span>}
            </div>
            {blanks.includes(line.blank) ? (
              <Blank
                key={kept.round}
                line={line}
                answer={kept.answers.get(line.blank)}
                onAnswer={(choice) => answer(line.blank, choice)}
              />
            ) : (
              <Whole line={line} />
            )}
          </li>
        ))}
      </ol>
      <p class="actions">
        {kept.round < known.length && (
          <button type="button" onClick={() => begin(kept.round + 1)}>
            {t("next", { count: kept.round + 1 })}
          </button>
        )}
        {kept.round > 1 && (
          <button type="button" onClick={() => begin(1)}>
            {t("again")}
          </button>
        )}
        <a href="#/slips">{t("slips")}</a>
      </p>
    </>
  );

  function keep(next: Kept): void {
    setKept(next);
    const others = [...app.own.peek()].filter(([name]) => name !== "faded");
    const own = { round: next.round, answers: Object.fromEntries(next.answers) };
    app.own.value = new Map([...others, ["faded", own]]);
  }

  function answer(blank: BlankId, choice: number): void {
    keep({ ...kept, answers: new Map([...kept.answers, [blank, choice]]) });
  }

  function begin(round: number): void {
    keep({ round, answers: new Map() });
    top.current?.focus();
  }
}

/** A step in which nothing is left out, with the equation it needs. */
function Whole({ line }: { readonly line: FadedLine }): JSX.Element {
  const t = useWords(words);
  const { lang } = useApp();
  const condition = line.isCondition ? line.choices.find(({ holds }) => holds) : undefined;
  return (
    <>
      <Formula line={{ mathml: line.full.mathml, speech: line.full.speech[lang.value] }} />
      {condition !== undefined && (
        <>
          <p class="because">{t("given")}</p>
          <Formula line={{ mathml: condition.mathml, speech: condition.speech[lang.value] }} />
        </>
      )}
    </>
  );
}
