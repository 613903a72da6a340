import "./code.css";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";
import { Diagnostics } from "../../app/diagnostics.tsx";
import { useWords } from "../../app/words.ts";
import { kernelText, type KernelText } from "../../engine/kernel-text.ts";
import { isLesson, type Lesson } from "../../engine/lesson.ts";
import { runInSandbox, type Ran } from "../../engine/sandbox.ts";
import { Editor } from "./editor.tsx";
import { Forms, Reading } from "./forms.tsx";
import { Outcome } from "./outcome.tsx";
import { RaceAgainstDifferences } from "./race.tsx";
import type { ViewName } from "./views.ts";
import { words } from "./words.ts";

/** The generated kernel, to be changed and held against finite differences of the model. */
export default function CodeRoute(): JSX.Element {
  const page = useText();
  const opened = useApp().opened.value;
  if (!isLesson(opened)) return <Diagnostics text={opened.text} diagnostics={opened.diagnostics} />;
  const kernel = kernelText(opened, "0");
  if (kernel === undefined) return <p>{page("code.none")}</p>;
  return <Workbench key={opened.text} lesson={opened} kernel={kernel} />;
}

/** Typing pauses this long before the code is run. */
const PAUSE = 400;

/** Longer code does not come from a link. */
const LONGEST = 20_000;

interface Props {
  readonly lesson: Lesson;
  readonly kernel: KernelText;
}

function Workbench({ lesson, kernel }: Props): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const linked = app.own.peek().get("code");
  const first = typeof linked === "string" && linked.length <= LONGEST ? linked : kernel.javascript.body;
  const [code, setCode] = useState(first);
  // Code that came with a link runs only when the reader says so.
  const [mayRun, setMayRun] = useState(first === kernel.javascript.body);
  const [ran, setRan] = useState<Ran>();
  const [chosen, setChosen] = useState<ViewName>("edit");
  const point = app.point.value;
  useEffect(() => {
    if (!mayRun) return undefined;
    let isStale = false;
    const run = async (): Promise<void> => {
      const { before, after } = kernel.javascript;
      const inputs = kernel.inputs.map((name) => point.tensors.get(name)?.values ?? []);
      const lengths = kernel.gradients.map((name) => point.tensors.get(name)?.values.length ?? 0);
      const answer = await runInSandbox({
        code: `${before}${code}${after}`,
        entry: kernel.entry,
        inputs,
        lengths,
      });
      if (!isStale) setRan(answer);
    };
    const timer = setTimeout(() => void run(), PAUSE);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [code, mayRun, point]);
  return (
    <div class="workbench">
      <Forms chosen={chosen} onChoose={setChosen} />
      {chosen === "edit" ? editing() : <Reading lesson={lesson} name={chosen} />}
      <section class="pane" aria-labelledby="outcome-title" aria-live="polite">
        <header>
          <h2 id="outcome-title">{t("check")}</h2>
        </header>
        {mayRun ? (
          <Outcome ran={ran} kernel={kernel} />
        ) : (
          <>
            <p>{t("foreign")}</p>
            <button type="button" class="primary" onClick={() => setMayRun(true)}>
              {t("run")}
            </button>
          </>
        )}
        <RaceAgainstDifferences kernel={kernel} />
      </section>
    </div>
  );

  function editing(): JSX.Element {
    return (
      <section class="pane" aria-labelledby="editor-title">
        <header>
          <h2 id="editor-title">{t("title")}</h2>
          <button
            type="button"
            disabled={code === kernel.javascript.body}
            onClick={() => change(kernel.javascript.body)}
          >
            {t("reset")}
          </button>
        </header>
        <p class="because">{t("about")}</p>
        <Editor code={code} label={t("title")} onChange={change} />
      </section>
    );
  }

  function change(text: string): void {
    setCode(text);
    setMayRun(true);
    const others = [...app.own.peek()].filter(([name]) => name !== "code");
    app.own.value = new Map(text === kernel.javascript.body ? others : [...others, ["code", text]]);
  }
}
