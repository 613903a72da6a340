import "./free.css";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Span } from "../../../src/index.ts";
import { useApp, useText } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import { Derived } from "./derived.tsx";
import { Draft } from "./draft.tsx";
import { examples, firstExample } from "./examples.ts";
import { ExportList } from "./export-list.tsx";
import { Findings } from "./findings.tsx";
import { useInquiry } from "./inquiry.ts";
import type { Said } from "./messages.ts";
import { lineAt, repaired } from "./pieces.ts";
import { kindOf, LONGEST, readKept, type Kind } from "./text.ts";
import { Tools } from "./tools.tsx";
import { Verdict } from "./verdict.tsx";
import { words } from "./words.ts";

/** A text of the reader's own, derived or checked while it is written. */
export default function FreeRoute(): JSX.Element {
  const t = useWords(words);
  const page = useText();
  const app = useApp();
  const kept = useMemo(() => readKept(app.own.peek().get("free")) ?? {}, []);
  const [text, setText] = useState(
    kept.text ?? examples.get(kept.example ?? "") ?? examples.get(firstExample)!,
  );
  const [chosen, setChosen] = useState<Kind | undefined>(kept.kind);
  const [before, setBefore] = useState<string>();
  const [said, setSaid] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const kind = chosen ?? kindOf(text);
  const isFit = text.trim() !== "" && text.length <= LONGEST;
  const [lang, form] = [app.lang.value, app.form.value];
  const { inquiry, cancel } = useInquiry(
    isFit ? { text, kind, lang, form, definition: page("step.definition") } : undefined,
  );
  useEffect(() => keep(text, chosen), [text, chosen]);
  const isCurrent = inquiry.text === text && isFit;
  const messages = isCurrent
    ? [...inquiry.read, ...inquiry.lines.flatMap(({ diagnostics }) => diagnostics)]
    : [];
  const shown = messages.filter((one, k) => messages.findIndex((other) => isSame(one, other)) === k);
  return (
    <div class="free">
      <section class="pane" aria-labelledby="free-title">
        <h2 id="free-title">{t("text")}</h2>
        <p class="because">{t("about")}</p>
        <Tools text={text} kind={kind} chosen={chosen} onText={write} onKind={setChosen} />
        <Draft
          text={text}
          said={shown}
          lines={isCurrent ? inquiry.lines : []}
          field={field}
          onChange={write}
        />
      </section>
      <section class="pane" aria-labelledby="verdict-title">
        <h2 id="verdict-title">{t("verdict")}</h2>
        <Verdict text={text} inquiry={isCurrent ? inquiry : undefined} onCancel={cancel} />
        <p role="status" class="applied">
          {said}{" "}
          {before !== undefined && (
            <button type="button" onClick={() => write(before)}>
              {t("undo")}
            </button>
          )}
        </p>
        <Findings text={text} said={shown} onShow={show} onApply={apply} />
        {isCurrent && inquiry.state === "done" && <ExportList inquiry={inquiry} kind={kind} />}
        {isCurrent && inquiry.steps.length > 0 && <Derived steps={inquiry.steps} />}
      </section>
    </div>
  );

  function write(to: string): void {
    setText(to);
    setBefore(undefined);
    setSaid("");
  }

  function apply(one: Said): void {
    write(repaired(text, one));
    setBefore(text);
    setSaid(t("applied", { line: lineAt(text, one.fix?.span.start ?? 0) }));
  }

  function show({ start, end }: Span): void {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  }

  function keep(written: string, notation: Kind | undefined): void {
    const name = [...examples].find(([, content]) => content === written)?.[0];
    const value = {
      ...(name === undefined ? { text: written } : { example: name }),
      ...(notation === undefined ? {} : { kind: notation }),
    };
    const others = [...app.own.peek()].filter(([route]) => route !== "free");
    const isUsual = name === firstExample && notation === undefined;
    app.own.value = new Map(isUsual ? others : [...others, ["free", value]]);
  }
}

/** Reading and judging may both speak of one mistake. */
const isSame = (a: Said, b: Said): boolean =>
  a.code === b.code && a.labels[0]?.span.start === b.labels[0]?.span.start && a.title === b.title;
