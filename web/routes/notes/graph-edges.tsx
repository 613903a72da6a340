import type { JSX } from "preact";
import { EvaluationError, type Dense, type Point } from "../../../src/index.ts";
import { useApp } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import { slopesAlong, type Link, type Network } from "../../engine/network.ts";
import type { Placed } from "./graph-layout.ts";

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
  const slopes = slopesOf(link, app.point.value);
  const isEntrywise = slopes !== undefined && isDiagonal(slopes, from.boxes.length, to.boxes.length);
  return (
    <g data-n={link.node}>
      {to.boxes.flatMap((target) =>
        from.boxes.map((source) => {
          if (isEntrywise && source.entry !== target.entry) return null;
          const slope = slopes?.values[target.entry * from.boxes.length + source.entry] ?? 0;
          const start = { x: source.x + source.width / 2, top: source.y, bottom: source.y + source.height };
          const end = { x: target.x + target.width / 2, top: target.y, bottom: target.y + target.height };
          return (
            <line
              key={`${source.entry}>${target.entry}`}
              class={slope === 0 ? "none" : slope > 0 ? "plus" : "minus"}
              stroke-width={Math.min(4, 0.6 + 2 * Math.sqrt(Math.abs(slope)))}
              {...between(start, end)}
            >
              <title>{`∂${link.to}[${target.entry + 1}]/∂${link.from}[${source.entry + 1}] = ${numberText(slope)}`}</title>
            </line>
          );
        }),
      )}
    </g>
  );
}

/** Undefined where the derivative has no value at the point. */
function slopesOf(link: Link, at: Point): Dense | undefined {
  try {
    return slopesAlong(link, at);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

const isDiagonal = ({ values }: Dense, sources: number, targets: number): boolean =>
  sources === targets &&
  targets > 1 &&
  Array.from(values).every((x, k) => x === 0 || Math.floor(k / sources) === k % sources);
