import type { JSX } from "preact";
import { useApp, useText } from "../../app/context.ts";
import { numberText, positionOf } from "../../app/number-text.ts";
import { useWords } from "../../app/words.ts";
import { judge, type Partial } from "../../engine/differences.ts";
import type { KernelText } from "../../engine/kernel-text.ts";
import type { Ran } from "../../engine/sandbox.ts";
import { words } from "./words.ts";

interface Props {
  readonly ran: Ran | undefined;
  readonly kernel: KernelText;
}

const signs = { agrees: "✓", zero: "✓", roughly: "≈", disagrees: "✗", kink: "⚠" } as const;

/** What the code gave, entry by entry beside the finite differences of the model itself. */
export function Outcome({ ran, kernel }: Props): JSX.Element {
  const t = useWords(words);
  const page = useText();
  const app = useApp();
  const differences = app.differences.value;
  const cost = app.reading.value?.cost;
  if (ran === undefined || differences === undefined || cost === undefined) return <p>{page("loading")}</p>;
  if (ran.kind === "late") return <p class="fault">✗ {t("late")}</p>;
  if (ran.kind === "failed")
    return (
      <p class="fault">
        ✗ {t("failed")} <code>{ran.message}</code>
      </p>
    );
  const rows = kernel.gradients.flatMap((name, k) =>
    differences.partials
      .filter(({ wrt }) => wrt === name)
      .map((partial) => judge(partial, ran.gradients[k]?.[partial.entry] ?? Number.NaN)),
  );
  const wrong = rows.filter(({ verdict }) => verdict === "disagrees").length;
  const sameCost = Math.abs(ran.cost - cost) <= 1e-12 * Math.max(1, Math.abs(cost));
  return (
    <>
      <p class={sameCost ? "well" : "fault"}>
        {sameCost ? "✓" : "✗"}{" "}
        {t(sameCost ? "cost" : "cost.wrong", {
          cost: numberText(ran.cost, 6),
          model: numberText(cost, 6),
        })}
      </p>
      <p class={wrong === 0 ? "well" : "fault"}>
        {wrong === 0
          ? `✓ ${t("well", { count: rows.length })}`
          : `✗ ${t("wrong", { wrong, count: rows.length })}`}
      </p>
      <Rows rows={rows} />
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly Partial[] }): JSX.Element {
  const t = useWords(words);
  const page = useText();
  const { point } = useApp();
  const nameOf = ({ wrt, entry }: Partial): string =>
    `${wrt}[${positionOf(point.value.tensors.get(wrt)?.shape ?? [], entry).join(", ")}]`;
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">{page("code.entry")}</th>
          <th scope="col">{t("kernel")}</th>
          <th scope="col">{t("difference")}</th>
          <th scope="col">{t("verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={nameOf(row)} class={row.verdict}>
            <th scope="row">{nameOf(row)}</th>
            <td>{numberText(row.formula)}</td>
            <td>
              {row.verdict === "kink"
                ? `${numberText(row.left)} | ${numberText(row.right)}`
                : numberText(row.central)}
            </td>
            <td>
              <span class="sign" aria-hidden="true">
                {signs[row.verdict]}
              </span>{" "}
              {row.verdict === "kink" ? t("kink") : page(`verdict.${row.verdict}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
