import type { JSX } from "preact";
import { useApp } from "../../app/context.ts";
import { Diagnostics } from "../../app/diagnostics.tsx";
import { isLesson } from "../../engine/lesson.ts";
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
      <Derivation lesson={opened} />
      <div class="middle">
        <Graph lesson={opened} />
        <Numbers lesson={opened} />
      </div>
      <Code lesson={opened} />
    </div>
  );
}
