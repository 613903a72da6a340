import "./error-curve.css";
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import { numberText } from "../../app/number-text.ts";
import type { Differences } from "../../engine/differences.ts";
import { words } from "./more-words.ts";

const [WIDTH, HEIGHT] = [360, 190];
const [LEFT, BOTTOM] = [52, 160];

/** ε from 1e-1 to 1e-12, and errors from 1 down to 1e-14. */
const exponents = Array.from({ length: 12 }, (_, k) => k + 1);
const LEAST = 14;

const x = (exponent: number): number => LEFT + ((12 - exponent) / 11) * (WIDTH - LEFT - 12);
const y = (error: number): number =>
  10 + (Math.min(LEAST, Math.max(0, -Math.log10(error))) / LEAST) * (BOTTOM - 10);

/** The largest relative error where nothing is crossed. */
const worst = ({ partials }: Differences): number =>
  partials.reduce((most, { error, verdict }) => (verdict === "kink" ? most : Math.max(most, error)), 0);

/**
 * How far finite differences are off as ε shrinks: at first with ε², then rounding takes over, as 1/ε. Both axes
 * are logarithmic; ε in force is marked.
 */
export function ErrorCurve(): JSX.Element | null {
  const t = useWords(words);
  const { comparer, reading, point, epsilon } = useApp();
  const errors = useComputed(() => {
    const [compare, now] = [comparer.value, reading.value];
    if (compare === undefined || now === undefined) return undefined;
    return exponents.map((exponent) => worst(compare(point.value, now, 10 ** -exponent)));
  }).value;
  if (errors === undefined) return null;
  const best = errors.indexOf(Math.min(...errors));
  const chosen = Math.round(-Math.log10(epsilon.value));
  const said = t("curve.said", { error: numberText(errors[best]!), exponent: exponents[best]! });
  return (
    <figure class="error-curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
        {[0, 4, 8, 12].map((power) => (
          <g key={power}>
            <line class="grid" x1={LEFT} x2={WIDTH - 12} y1={y(10 ** -power)} y2={y(10 ** -power)} />
            <text x={LEFT - 6} y={y(10 ** -power) + 4} text-anchor="end">
              {power === 0 ? "1" : `1e−${power}`}
            </text>
          </g>
        ))}
        {[1, 5, 9, 12].map((exponent) => (
          <text
            key={exponent}
            x={x(exponent)}
            y={BOTTOM + 20}
            text-anchor={exponent === 1 ? "end" : "middle"}
          >{`1e−${exponent}`}</text>
        ))}
        <line class="chosen" x1={x(chosen)} x2={x(chosen)} y1={10} y2={BOTTOM} />
        <polyline points={errors.map((error, k) => `${x(exponents[k]!)},${y(error)}`).join(" ")} />
        {errors.map((error, k) => (
          <circle key={k} cx={x(exponents[k]!)} cy={y(error)} r={k + 1 === chosen ? 4.5 : 2.5} />
        ))}
      </svg>
      <figcaption>{said}</figcaption>
    </figure>
  );
}
