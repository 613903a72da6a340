import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { Formula } from "../../app/math.tsx";
import { useWords } from "../../app/words.ts";
import type { Choice, FadedLine } from "../../engine/faded-line.ts";
import { slipPageOf } from "../slips/explanation.ts";
import { slipNames } from "../slips/names.ts";
import { words } from "./faded-words.ts";

interface Props {
  readonly line: FadedLine;
  /** The choice that was checked last. */
  readonly answer: number | undefined;
  readonly onAnswer: (choice: number) => void;
}

/** A step with a part left out, and what may stand there. */
export function Blank({ line, answer, onAnswer }: Props): JSX.Element {
  const t = useWords(words);
  const lang = useApp().lang.value;
  const { blank, open, choices } = line;
  const [chosen, setChosen] = useState(answer);
  const [isEmpty, setEmpty] = useState(false);
  const checked = answer === undefined ? undefined : choices[answer];
  const isRight = checked?.holds === true;
  return (
    <form class="stage blank" onSubmit={submit}>
      <Formula line={{ mathml: open.mathml, speech: open.speech[lang] }} />
      <fieldset>
        <legend>{t(`ask.${blank}`)}</legend>
        <div class="kinds">
          {choices.map((choice, k) => (
            <label key={choice.mathml} class={k === answer ? (choice.holds ? "well" : "wrong") : undefined}>
              <input
                type="radio"
                name={`blank-${blank}`}
                aria-label={choice.speech[lang]}
                checked={chosen === k}
                onChange={() => setChosen(k)}
              />
              <span aria-hidden="true" dangerouslySetInnerHTML={{ __html: choice.mathml }} />
            </label>
          ))}
        </div>
      </fieldset>
      <button type="submit">{t("check")}</button>
      <div class="feedback" aria-live="polite">
        {isEmpty && <p class="hint">{t("choose")}</p>}
        {checked !== undefined &&
          !isEmpty &&
          (isRight ? <p class="well">{t("yes")}</p> : <Fault line={line} choice={checked} />)}
      </div>
    </form>
  );

  function submit(event: Event): void {
    event.preventDefault();
    setEmpty(chosen === undefined);
    if (chosen !== undefined) onAnswer(chosen);
  }
}

/** Why a choice is wrong: the slip by its name, what its page says, and in matrix notation the shapes. */
function Fault({ line, choice }: { readonly line: FadedLine; readonly choice: Choice }): JSX.Element {
  const t = useWords(words);
  const lang = useApp().lang.value;
  const { slip, shapes } = choice;
  const name = slip === undefined ? undefined : slipNames[slip]?.[lang];
  const why = slipPageOf(slip, lang)?.why;
  return (
    <>
      <p class="fault">{name === undefined ? t("no") : t("no.slip", { name })}</p>
      {shapes !== undefined && <p>{shapesText(shapes)}</p>}
      {why !== undefined && <p class="because">{why}</p>}
    </>
  );

  function shapesText([a = "", b = ""]: readonly string[]): string {
    const [rows, inner] = a.split("×");
    const [outer, columns] = b.split("×");
    return inner === outer
      ? t("shape.other", { a, b, found: `${rows}×${columns}`, wanted: line.shape ?? "" })
      : t("shape.none", { a, b, inner: inner ?? "", outer: outer ?? "" });
  }
}
