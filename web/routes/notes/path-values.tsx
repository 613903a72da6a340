import { useComputed, type ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { EvaluationError } from "../../../src/index.ts";
import { useApp, useText } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import { numberText, positionOf } from "../../app/number-text.ts";
import { forkOf, type Contributions } from "../../engine/fork.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { words } from "./more-words.ts";

interface Props {
  readonly lesson: Lesson;
  readonly subject: string;
}

/** Undefined where there is no value. */
function valueOf<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** At a fork: what comes along each path, entry by entry, and the sum. Nothing where there is one path. */
export function PathValues({ lesson, subject }: Props): JSX.Element | null {
  const t = useWords(words);
  const page = useText();
  const app = useApp();
  const isRead = useComputed(() => app.reading.value !== undefined).value;
  const contributions = useMemo(() => {
    const reading = app.reading.peek();
    return reading && valueOf(() => forkOf(lesson, subject, app.point.peek(), reading));
  }, [lesson, subject, isRead]);
  const rows = useComputed(() => {
    const reading = app.reading.value;
    return reading && contributions && valueOf(() => contributions(app.point.value, reading));
  });
  const first = rows.peek();
  const shape = app.reading.peek()?.gradients.get(subject)?.shape;
  if (first === undefined || shape === undefined) return null;
  const count = first[0]!.length;
  return (
    <div class="formula" tabIndex={0} role="group" aria-label={t("path.now")}>
      <table class="rows path-values">
        <caption>
          {page("paths", { count })}. {t("path.now")}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("path.entry")}</th>
            {Array.from({ length: count }, (_, k) => (
              <th key={k} scope="col">
                {t("path", { number: k + 1 })}
              </th>
            ))}
            <th scope="col">{t("path.sum")}</th>
          </tr>
        </thead>
        <tbody>
          {first.map((_, entry) => (
            <tr key={entry}>
              <th scope="row">{`${subject}[${positionOf(shape, entry).join(", ")}]`}</th>
              {Array.from({ length: count }, (_, path) => (
                <td key={path}>
                  <Term rows={rows} entry={entry} path={path} />
                </td>
              ))}
              <td>
                <Total rows={rows} entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly rows: ReadonlySignal<Contributions | undefined>;
  readonly entry: number;
}

function Term({ rows, entry, path }: CellProps & { readonly path: number }): JSX.Element {
  const text = useComputed(() => {
    const term = rows.value?.[entry]?.[path];
    return term === undefined ? "–" : `${path > 0 && term >= 0 ? "+" : ""}${numberText(term)}`;
  });
  return <>{text}</>;
}

function Total({ rows, entry }: CellProps): JSX.Element {
  const text = useComputed(() => {
    const terms = rows.value?.[entry];
    return terms === undefined ? "–" : numberText(terms.reduce((a, b) => a + b, 0));
  });
  return <b>{text}</b>;
}
