import type { ComponentChildren, JSX } from "preact";
import { Formula } from "../../app/math.tsx";
import { useText } from "../../app/context.ts";
import type { SmallStep, StepView } from "../../engine/steps.ts";
import type { NotesLine } from "../../notes/lines.ts";

interface Props {
  readonly step: StepView;
  /** 0 the idea, 1 the rule, 2 the algebra. */
  readonly level: number;
  readonly isCurrent: boolean;
  readonly notes: readonly NotesLine[];
  readonly onChoose: () => void;
  /** What the checker says of it. */
  readonly status?: ComponentChildren;
  /** The rules behind it. */
  readonly why?: ComponentChildren;
  /** The numbers of the step. */
  readonly children?: ComponentChildren;
}

/** One numbered step: what it arrives at, why, and how, as far as it is unfolded. */
export function Step({ step, level, isCurrent, notes, onChoose, status, why, children }: Props): JSX.Element {
  const t = useText();
  const { id, title, result, chain, because, paths, shape, details, node, rule } = step;
  return (
    <li
      id={`step-${id}`}
      class="step"
      aria-current={isCurrent ? "step" : undefined}
      onFocusIn={onChoose}
      onClick={onChoose}
    >
      <div class="step-head" data-n={node}>
        <span class="number">{id}</span>
        <span class="chip" data-rule={rule}>
          {title}
        </span>
        {status}
        {shape.length > 0 && <span class="shape">{t("shape", { shape: shape.join("×") })}</span>}
      </div>
      {level > 0 && chain.map((line) => <Formula key={line.mathml} line={line} />)}
      <Formula line={result} />
      {because !== "" && <p class="because">{because}</p>}
      {why}
      {level > 0 && paths.length > 0 && (
        <div class="paths">
          <h4>{t("paths", { count: paths.length })}</h4>
          <ul>
            {paths.map((path) => (
              <li key={path.mathml}>
                <Formula line={path} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {level > 0 && children}
      {level > 1 && details.length > 0 && <SmallSteps steps={details} />}
      {notes.map((note) => (
        <dl class="ocr" key={note.line}>
          <dt>{t("notes.line", { line: note.line })}</dt>
          <dd lang="ko">{note.ocr}</dd>
          <dt>{t("notes.meant")}</dt>
          <dd lang="ko">{note.meant}</dd>
        </dl>
      ))}
    </li>
  );
}

function SmallSteps({ steps }: { readonly steps: readonly SmallStep[] }): JSX.Element {
  const t = useText();
  return (
    <ol class="small">
      {steps.map(({ id, title, because, line, into, inner }) => (
        <li key={id}>
          <div class="step-head">
            <span class="number">{id}</span>
            <span class="chip">{title}</span>
          </div>
          {into !== undefined && (
            <>
              <span class="hidden">{t("step.into")}</span>
              <Formula line={into} />
            </>
          )}
          <Formula line={line} />
          <p class="because">{because}</p>
          {inner.length > 0 && <SmallSteps steps={inner} />}
        </li>
      ))}
    </ol>
  );
}
