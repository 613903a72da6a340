import type { ComponentChildren, JSX } from "preact";
import { openLesson, isLesson, subjectOf } from "../../engine/lesson.ts";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import { Counterexample } from "./counterexample.tsx";
import type { CardVerdict, CardView } from "./desk.ts";
import { explanationOf, slipPageOf } from "./explanation.ts";
import { slipNames } from "./names.ts";
import { words } from "./words.ts";

interface Props {
  readonly view: CardView;
  readonly verdict: CardVerdict | undefined;
}

/** The checker's verdict: reason, counterexample, repair, and where the right derivation is worked out. */
export function Verdict({ view, verdict }: Props): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const lang = app.lang.value;
  if (verdict === undefined) return <p role="status">{t("waiting")}</p>;
  const { kinds, code, messages, witness, expected, needs } = verdict;
  const page = slipPageOf(kinds[0], lang);
  const [title, why] = page === undefined ? explanationOf(code, lang) : [page.title, page.why];
  const names = kinds.map((id) => slipNames[id]?.[lang] ?? id);
  return (
    <section class="verdict" aria-labelledby="verdict-title">
      <h3 id="verdict-title" data-stage="verdict" tabIndex={-1}>
        {t("verdict")}
      </h3>
      <dl>
        {expected !== undefined && (
          <Row name={t("verdict.right")}>
            <div class="formula" tabIndex={0} role="group" aria-label={expected.text}>
              {expected.mathml === undefined ? (
                <code>{expected.text}</code>
              ) : (
                <span dangerouslySetInnerHTML={{ __html: expected.mathml }} />
              )}
            </div>
            {needs.length > 0 && <p>{t("verdict.needs", { needs: needs.join(", ") })}</p>}
          </Row>
        )}
        {names.length > 0 && (
          <Row name={t("verdict.kind")}>
            <p>
              {names.length === 1
                ? names[0]
                : t("verdict.kind.also", { first: names[0]!, also: names.slice(1).join(", ") })}
            </p>
          </Row>
        )}
        {why !== undefined && view.blank === undefined && (
          <Row name={t("verdict.why")}>
            <p>
              <strong>{title}.</strong> {why}
            </p>
            {page !== undefined && page.wrong !== "" && (
              <div class="pair">
                <Example title={t("slip.wrong")} text={page.wrong} sign="✗" />
                <Example title={t("slip.right")} text={page.right} sign="✓" />
              </div>
            )}
          </Row>
        )}
        {witness !== undefined && (
          <Row name={t("verdict.witness")}>
            <Counterexample verdict={verdict} />
          </Row>
        )}
      </dl>
      <p>
        <a href="#/notes" onClick={open}>
          {t("verdict.step")} →
        </a>
      </p>
      <details>
        <summary>{t("verdict.message")}</summary>
        {messages[lang].map((message) => (
          <pre key={message} tabIndex={0}>
            {message}
          </pre>
        ))}
      </details>
    </section>
  );

  /** Opens the worked derivation of the card's model at the step that the line belongs to. */
  function open(): void {
    const lesson = openLesson(view.model);
    if (!isLesson(lesson) || verdict === undefined) return;
    if (app.text.value !== view.model) {
      app.changed.value = undefined;
      app.text.value = view.model;
    }
    const names = [...lesson.model.definitions.keys()];
    const { subject } = verdict;
    const forward = subject === undefined ? -1 : names.indexOf(subject.name);
    const backward = lesson.backward.findIndex((step) => subjectOf(step) === subject?.name);
    const step = subject?.direction === "backward" && backward >= 0 ? names.length + backward : forward;
    app.step.value = Math.max(0, step);
  }
}

interface ExampleProps {
  readonly title: string;
  readonly text: string;
  readonly sign: string;
}

/** A small derivation with the slip, or without. */
const Example = ({ title, text, sign }: ExampleProps): JSX.Element => (
  <figure>
    <figcaption>
      <span class={sign === "✓" ? "well" : "fault"} aria-hidden="true">
        {sign}
      </span>{" "}
      {title}
    </figcaption>
    <pre tabIndex={0}>{text}</pre>
  </figure>
);

function Row({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
