import type { JSX } from "preact";
import { useApp, useText } from "../../app/context.ts";
import { Diagnostics } from "../../app/diagnostics.tsx";
import { isLesson } from "../../engine/lesson.ts";
import type { Key } from "../../i18n/text.ts";
import { Code } from "./code.tsx";
import { Derivation } from "./derivation.tsx";
import { Graph } from "./graph.tsx";
import { Numbers } from "./numbers.tsx";

/** The worked derivation, with its graph, numbers and code. */
export function NotesRoute(): JSX.Element {
  const opened = useApp().opened.value;
  if (!isLesson(opened)) return <Diagnostics text={opened.text} diagnostics={opened.diagnostics} />;
  return (
    <div class="panes">
      <Tabs />
      <Derivation lesson={opened} />
      <div class="middle">
        <Graph lesson={opened} />
        <Numbers lesson={opened} />
      </div>
      <Code lesson={opened} />
    </div>
  );
}

const panes: readonly (readonly [id: string, title: Key])[] = [
  ["derivation-title", "derivation"],
  ["graph-title", "graph"],
  ["numbers-title", "numbers"],
  ["code-title", "code"],
];

/** On a narrow screen the panes stand below each other; this goes to each. */
function Tabs(): JSX.Element {
  const t = useText();
  return (
    <nav class="tabs" aria-label={t("panes")}>
      {panes.map(([id, title]) => (
        <button key={id} type="button" onClick={() => document.getElementById(id)?.scrollIntoView()}>
          {t(title)}
        </button>
      ))}
    </nav>
  );
}
