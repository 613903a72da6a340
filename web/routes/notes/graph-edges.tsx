import { useComputed, type ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { EvaluationError, type Dense } from "../../../src/index.ts";
import { useApp } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import { slopesAlong, type Link, type Network } from "../../engine/network.ts";
import type { Box, Placed } from "./graph-layout.ts";

interface Props {
  readonly network: Network;
  readonly placed: readonly Placed[];
  readonly unfolded: boolean;
}

/** How one quantity acts on the next: a line between entries for each local derivative, or one between quantities. */
export function Edges({ network, placed, unfolded }: Props): JSX.Element {
  const byName = new Map(placed.map((one) => [one.layer.name, one]));
  return (
    <g class="edges">
      {network.links.map((link) => {
        const [from, to] = [byName.get(link.from), byName.get(link.to)];
        if (from === undefined || to === undefined) return null;
        const key = `${link.from}>${link.to}`;
        return unfolded ? (
          <Lines key={key} link={link} from={from} to={to} />
        ) : (
          <line key={key} class="whole" data-n={link.node} {...between(middle(from), middle(to))} />
        );
      })}
    </g>
  );
}

interface Place {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

const middle = ({ boxes }: Placed): Place => {
  const [first, last] = [boxes[0]!, boxes.at(-1)!];
  return { x: (first.x + last.x + last.width) / 2, top: first.y, bottom: first.y + first.height };
};

const between = (from: Place, to: Place): { x1: number; y1: number; x2: number; y2: number } => ({
  x1: from.x,
  y1: from.bottom,
  x2: to.x,
  y2: to.top,
});

/** Lines from every entry that an entry depends on; thicker where more comes through, dashed where nothing does. */
function Lines({
  link,
  from,
  to,
}: {
  readonly link: Link;
  readonly from: Placed;
  readonly to: Placed;
}): JSX.Element {
  const app = useApp();
  const slopesNow = useMemo(() => valuesOf(() => slopesAlong(link, app.origin.peek())), [link]);
  const slopes = useComputed(() => valuesOf(() => slopesNow?.(app.point.value)));
  const isEntrywise = useComputed(
    () => slopes.value !== undefined && isDiagonal(slopes.value, from.boxes.length, to.boxes.length),
  ).value;
  return (
    <g data-n={link.node}>
      {to.boxes.flatMap((target) =>
        from.boxes.map((source) => {
          if (isEntrywise && source.entry !== target.entry) return null;
          return (
            <Wire
              key={`${source.entry}>${target.entry}`}
              slopes={slopes}
              at={target.entry * from.boxes.length + source.entry}
              name={`∂${link.to}[${target.entry + 1}]/∂${link.from}[${source.entry + 1}]`}
              source={source}
              target={target}
            />
          );
        }),
      )}
    </g>
  );
}

interface WireProps {
  readonly slopes: ReadonlySignal<Dense | undefined>;
  /** Position among the slopes. */
  readonly at: number;
  readonly name: string;
  readonly source: Box;
  readonly target: Box;
}

function Wire({ slopes, at, name, source, target }: WireProps): JSX.Element {
  const slope = useComputed(() => slopes.value?.values[at] ?? 0);
  // What a line says when it is pointed at is not kept up while nobody does.
  const [isPointedAt, setPointedAt] = useState(false);
  const legend = useComputed(() => `${name} = ${numberText(slope.value)}`);
  const start = { x: source.x + source.width / 2, top: source.y, bottom: source.y + source.height };
  const end = { x: target.x + target.width / 2, top: target.y, bottom: target.y + target.height };
  return (
    <line
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      class={useComputed(() => (slope.value === 0 ? "none" : slope.value > 0 ? "plus" : "minus"))}
      // To a tenth: finer differences are not seen, and what does not change is not painted.
      stroke-width={useComputed(() => Math.min(4, 0.6 + 2 * Math.sqrt(Math.abs(slope.value))).toFixed(1))}
      {...between(start, end)}
    >
      {isPointedAt && <title>{legend}</title>}
    </line>
  );
}

/** Undefined where there is no value. */
function valuesOf<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

const isDiagonal = ({ values }: Dense, sources: number, targets: number): boolean =>
  sources === targets &&
  targets > 1 &&
  Array.from(values).every((x, k) => x === 0 || Math.floor(k / sources) === k % sources);
