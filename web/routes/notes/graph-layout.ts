import type { Layer, Network } from "../../engine/network.ts";

/** Where an entry of a quantity is drawn. */
export interface Box {
  readonly entry: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  readonly layer: Layer;
  readonly boxes: readonly Box[];
  readonly labelX: number;
  readonly labelY: number;
}

export interface Placement {
  readonly placed: readonly Placed[];
  readonly width: number;
  readonly height: number;
}

const WIDTH = 440;
const BOX = { width: 66, height: 38, gap: 12 };
const ROW = 92;
const LABEL = 40;

/** More entries than this are not drawn one by one. */
const MOST = 5;

/**
 * One row for each step from the inputs to the cost. What has two axes, a matrix of weights, is drawn as the lines
 * between the entries it joins; its numbers stand in its table.
 */
export function place(network: Network, shapes: ReadonlyMap<string, readonly number[]>): Placement {
  const drawn = network.layers.filter(({ name }) => (shapes.get(name) ?? []).length < 2);
  const rows = [...new Set(drawn.map(({ row }) => row))].sort((a, b) => a - b);
  const placed = rows.flatMap((row, k) => {
    const here = drawn
      .filter((layer) => layer.row === row)
      .sort((a, b) => Number(a.kind !== "defined") - Number(b.kind !== "defined"));
    const counts = here.map(({ name }) =>
      Math.min(
        MOST,
        (shapes.get(name) ?? []).reduce((a, b) => a * b, 1),
      ),
    );
    const total = counts.reduce((a, b) => a + b, 0);
    const free = WIDTH - here.length * LABEL;
    const step = Math.min(BOX.width + BOX.gap, free / Math.max(1, total));
    const width = step - BOX.gap * (step / (BOX.width + BOX.gap));
    const used = total * step + here.length * LABEL;
    let x = (WIDTH - used) / 2;
    return here.map((layer, n): Placed => {
      const start = x + LABEL;
      x = start + counts[n]! * step;
      const y = 6 + k * ROW;
      const boxes = Array.from({ length: counts[n]! }, (_, entry): Box => ({
        entry,
        x: start + entry * step,
        y,
        width,
        height: BOX.height,
      }));
      return { layer, boxes, labelX: start - 8, labelY: y + BOX.height / 2 + 5 };
    });
  });
  return { placed, width: WIDTH, height: 12 + (rows.length - 1) * ROW + BOX.height };
}
