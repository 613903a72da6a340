import type { JSX } from "preact";
import { useApp, useText } from "../../app/context.ts";
import { NumberField } from "../../app/number-field.tsx";
import { numberText, positionOf } from "../../app/number-text.ts";
import type { Partial } from "../../engine/differences.ts";
import { derivativeOf } from "../../engine/identity.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { replaced } from "../../engine/point.ts";

interface Props {
  readonly lesson: Lesson;
  readonly name: string;
  readonly role: string;
  readonly onRest: (what: string) => void;
}

/** A tensor as a table of rows and columns; a vector is one row. Parameters show their partials below each entry. */
export function TensorTable({ lesson, name, role, onRest }: Props): JSX.Element | null {
  const t = useText();
  const app = useApp();
  const data = app.point.value.tensors.get(name);
  if (data === undefined) return null;
  const { shape, values } = data;
  const columns = shape.at(-1) ?? 1;
  const rows = values.length / columns;
  const partials = new Map(
    app.differences.value?.partials
      .filter(({ wrt }) => wrt === name)
      .map((partial) => [partial.entry, partial]),
  );
  const node = lesson.identity.idOfName(name);
  const slope = lesson.identity.idOfName(derivativeOf(lesson.derivation.of, name));
  const letters = lesson.model.letters.get(name) ?? [];
  const entryName = (entry: number): string => `${name}[${positionOf(shape, entry).join(", ")}]`;
  const cell = (entry: number): JSX.Element => (
    <td key={entry}>
      <NumberField
        value={values[entry]!}
        label={entryName(entry)}
        node={node}
        onChange={(value) => {
          app.changed.value = replaced(app.point.peek(), name, entry, value);
        }}
        onReset={() => {
          const first = app.origin.peek().tensors.get(name)!.values[entry]!;
          app.changed.value = replaced(app.point.peek(), name, entry, first);
        }}
        onRest={() =>
          onRest(`${entryName(entry)} ${numberText(app.point.peek().tensors.get(name)!.values[entry]!)}`)
        }
      />
      {partials.has(entry) && <Slopes partial={partials.get(entry)!} node={slope} />}
    </td>
  );
  return (
    <div class="tensor-box" tabIndex={0} role="group" aria-label={name}>
      <table class="tensor">
        <caption>
          <span data-n={node}>{name}</span> <small>{t(`role.${role as "param"}`)}</small>
        </caption>
        <thead class={rows > 1 ? undefined : "hidden"}>
          <tr>
            <th scope="col">
              <span class="hidden">{letters.join(", ")}</span>
            </th>
            {Array.from({ length: columns }, (_, k) => (
              <th key={k} scope="col">
                {letters.at(-1) ?? ""} {k + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              <th scope="row">
                {rows > 1 ? `${letters.at(-2) ?? ""} ${row + 1}` : <span class="hidden">{name}</span>}
              </th>
              {Array.from({ length: columns }, (_, column) => cell(row * columns + column))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const signs = { agrees: "✓", zero: "✓", roughly: "≈", disagrees: "✗", kink: "⚠" } as const;

/** A partial by formula, by difference, and whether they agree; at a kink both one-sided slopes. */
function Slopes({
  partial,
  node,
}: {
  readonly partial: Partial;
  readonly node: string | undefined;
}): JSX.Element {
  const t = useText();
  const { formula, central, left, right, verdict } = partial;
  const difference = verdict === "kink" ? `${numberText(left)} | ${numberText(right)}` : numberText(central);
  return (
    <span class={`slopes ${verdict}`}>
      <span class="slope" data-n={node}>
        <span class="hidden">{t("slope.formula")} </span>
        <span aria-hidden="true">∂ </span>
        {numberText(formula)}
      </span>
      <span class="slope">
        <span class="hidden">{t(verdict === "kink" ? "slope.sides" : "slope.difference")} </span>
        <span aria-hidden="true">Δ </span>
        {difference}{" "}
        <span class="sign" role="img" aria-label={t(`verdict.${verdict}`)} title={t(`verdict.${verdict}`)}>
          {signs[verdict]}
        </span>
      </span>
    </span>
  );
}
