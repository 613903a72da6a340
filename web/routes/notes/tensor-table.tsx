import { useComputed, type ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp, useText } from "../../app/context.ts";
import { NumberField } from "../../app/number-field.tsx";
import { numberText, positionOf } from "../../app/number-text.ts";
import type { Partial } from "../../engine/differences.ts";
import { derivativeOf } from "../../engine/identity.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { replaced } from "../../engine/point.ts";
import { Slopes } from "./slopes.tsx";

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
  const partials = useComputed(() => app.differences.value?.partials.filter(({ wrt }) => wrt === name));
  // The shape is that of the text; only the numbers move.
  const data = app.origin.value.tensors.get(name);
  if (data === undefined) return null;
  const { shape } = data;
  const columns = shape.at(-1) ?? 1;
  const rows = data.values.length / columns;
  const node = lesson.identity.idOfName(name);
  const hasSlopes = lesson.derivation.results.some(({ wrt }) => wrt === name);
  const letters = lesson.model.letters.get(name) ?? [];
  const cell = (entry: number): JSX.Element => (
    <Cell
      key={entry}
      name={name}
      entry={entry}
      label={`${name}[${positionOf(shape, entry).join(", ")}]`}
      node={node}
      slope={lesson.identity.idOfName(derivativeOf(lesson.derivation.of, name))}
      partials={hasSlopes ? partials : undefined}
      onRest={onRest}
    />
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

interface CellProps {
  readonly name: string;
  readonly entry: number;
  readonly label: string;
  readonly node: string | undefined;
  readonly slope: string | undefined;
  readonly partials: ReadonlySignal<readonly Partial[] | undefined> | undefined;
  readonly onRest: (what: string) => void;
}

function Cell({ name, entry, label, node, slope, partials, onRest }: CellProps): JSX.Element {
  const { point, origin, changed } = useApp();
  const value = useComputed(() => point.value.tensors.get(name)?.values[entry] ?? Number.NaN);
  const partial = useComputed(() => partials?.value?.[entry]);
  const move = (to: number): void => {
    changed.value = replaced(point.peek(), name, entry, to);
  };
  return (
    <td>
      <NumberField
        value={value}
        label={label}
        node={node}
        onChange={move}
        onReset={() => move(origin.peek().tensors.get(name)!.values[entry]!)}
        onRest={() => onRest(`${label} ${numberText(value.peek())}`)}
      />
      {partials !== undefined && <Slopes partial={partial} node={slope} />}
    </td>
  );
}
