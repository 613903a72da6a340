import { useComputed, type ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import type { Partial } from "../../engine/differences.ts";
import { text } from "../../i18n/text.ts";

const signs = { agrees: "✓", zero: "✓", roughly: "≈", disagrees: "✗", kink: "⚠" } as const;

interface Props {
  readonly partial: ReadonlySignal<Partial | undefined>;
  readonly node: string | undefined;
}

/** A partial by formula, by difference, and whether they agree; at a kink both one-sided slopes. */
export function Slopes({ partial, node }: Props): JSX.Element {
  const { lang } = useApp();
  const verdict = useComputed(() => partial.value?.verdict ?? "zero");
  const formula = useComputed(() => of(partial.value, ({ formula }) => numberText(formula)));
  const difference = useComputed(() =>
    of(partial.value, ({ central, left, right, verdict }) =>
      verdict === "kink" ? `${numberText(left)} | ${numberText(right)}` : numberText(central),
    ),
  );
  const meaning = useComputed(() => text(`verdict.${verdict.value}`, lang.value));
  return (
    <span class={useComputed(() => `slopes ${verdict.value}`)}>
      <span class="slope" data-n={node}>
        <span class="hidden">{useComputed(() => text("slope.formula", lang.value))} </span>
        <span aria-hidden="true">∂ </span>
        {formula}
      </span>
      <span class="slope">
        <span class="hidden">
          {useComputed(() =>
            text(verdict.value === "kink" ? "slope.sides" : "slope.difference", lang.value),
          )}{" "}
        </span>
        <span aria-hidden="true">Δ </span>
        {difference}{" "}
        <span class="sign" role="img" aria-label={meaning} title={meaning}>
          {useComputed(() => (partial.value === undefined ? "" : signs[verdict.value]))}
        </span>
      </span>
    </span>
  );
}

/** Nothing where the model has no value. */
const of = (partial: Partial | undefined, say: (partial: Partial) => string): string =>
  partial === undefined ? "–" : say(partial);
