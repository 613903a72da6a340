import { predict, type TrainingKernel, type Weights } from "../../../train/index.ts";

/** Cells along each side of the picture, at rest and while it moves. */
export const FINE = 120;
export const COARSE = 60;

/** Pixels along each side: a multiple of the cells, and enough for a texture. */
export const SIDE = 360;

export interface Frame {
  readonly x: { readonly low: number; readonly high: number };
  readonly y: { readonly low: number; readonly high: number };
}

/** The class of every cell, row by row from the top. */
export function classesOver(
  kernel: TrainingKernel,
  weights: Weights,
  { x, y }: Frame,
  cells: number,
): Int32Array {
  const features = new Float64Array(cells * cells * 2);
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const at = 2 * (row * cells + column);
      features[at] = x.low + ((column + 0.5) / cells) * (x.high - x.low);
      features[at + 1] = y.high - ((row + 0.5) / cells) * (y.high - y.low);
    }
  return predict(kernel, weights, features).classes;
}

/** Whether the texture of a class has ink at a pixel: the first is plain, then stripes, then dots. */
const textures: readonly ((x: number, y: number) => boolean)[] = [
  () => false,
  (x, y) => (x + y) % 12 < 2,
  (x, y) => x % 10 < 2 && y % 10 < 2,
];

type Colour = readonly [red: number, green: number, blue: number];

/** Fills an image of SIDE × SIDE pixels: a tint and a texture for each class, a line where two classes meet. */
export function paint(classes: Int32Array, colours: readonly Colour[], pixels: Uint8ClampedArray): void {
  const cells = Math.sqrt(classes.length);
  const size = SIDE / cells;
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const cell = Math.floor(y / size) * cells + Math.floor(x / size);
      const mine = classes[cell]!;
      const right = x % size === size - 1 && x < SIDE - 1 && classes[cell + 1] !== mine;
      const below = y % size === size - 1 && y < SIDE - 1 && classes[cell + cells] !== mine;
      const [red, green, blue] = colours[mine % colours.length]!;
      const at = 4 * (y * SIDE + x);
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
      pixels[at + 3] = right || below ? 255 : textures[mine % textures.length]!(x, y) ? 110 : 44;
    }
}

/** `#rrggbb` of a style sheet, or `rgb(…)` as browsers compute it. */
export function colourOf(text: string): Colour {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text.trim());
  if (hex !== null) return [parseInt(hex[1]!, 16), parseInt(hex[2]!, 16), parseInt(hex[3]!, 16)];
  const [red = 128, green = 128, blue = 128] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}
