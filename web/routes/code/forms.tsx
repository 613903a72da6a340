import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useWords } from "../../app/words.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { notesModel } from "../../notes/model.ts";
import { Listing } from "./listing.tsx";
import { commandOf, viewNames, viewOf, type ViewName } from "./views.ts";
import { words } from "./words.ts";

interface FormsProps {
  readonly chosen: ViewName;
  readonly onChoose: (name: ViewName) => void;
}

/** The forms of the kernel, one of which is shown. */
export function Forms({ chosen, onChoose }: FormsProps): JSX.Element {
  const t = useWords(words);
  return (
    <div role="group" class="choice forms" aria-label={t("forms")}>
      {viewNames.map((name) => (
        <button key={name} type="button" aria-pressed={chosen === name} onClick={() => onChoose(name)}>
          {t(`form.${name}`)}
        </button>
      ))}
    </div>
  );
}

interface ReadingProps {
  readonly lesson: Lesson;
  readonly name: Exclude<ViewName, "edit">;
}

/** A form of the kernel to be read. */
export function Reading({ lesson, name }: ReadingProps): JSX.Element {
  const t = useWords(words);
  const view = useMemo(() => viewOf(lesson, name), [lesson, name]);
  const title = t(`form.${name}`);
  const file = lesson.text === notesModel ? "examples/notes.chain" : "model.chain";
  return (
    <section class="pane" aria-labelledby="reading-title">
      <header>
        <h2 id="reading-title">{title}</h2>
      </header>
      <p class="because">{t(`about.${name}`)}</p>
      {view === undefined ? (
        <p>{t("form.none")}</p>
      ) : (
        <Listing key={name} view={view} label={title} command={commandOf(name, file)} />
      )}
    </section>
  );
}
