import { predict, type TrainingKernel, type Weights } from "../../../train/index.ts";

/** Cells along each side of the picture. */
export const CELLS = 120;

/** Pixels along the side of a cell: enough for a texture. */
const PIXELS = 3;

export const SIDE = CELLS * PIXELS;

export interface Frame {
  readonly x: { readonly low: number; readonly high: number };
  readonly y: { readonly low: number; readonly high: number };
}

/** The class of every cell, row by row from the top. */
export function classesOver(kernel: TrainingKernel, weights: Weights, { x, y }: Frame): Int32Array {
  const features = new Float64Array(CELLS * CELLS * 2);
  for (let row = 0; row < CELLS; row++)
    for (let column = 0; column < CELLS; column++) {
      const at = 2 * (row * CELLS + column);
      features[at] = x.low + ((column + 0.5) / CELLS) * (x.high - x.low);
      features[at + 1] = y.high - ((row + 0.5) / CELLS) * (y.high - y.low);
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
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const cell = Math.floor(y / PIXELS) * CELLS + Math.floor(x / PIXELS);
      const mine = classes[cell]!;
      const right = x % PIXELS === PIXELS - 1 && x < SIDE - 1 && classes[cell + 1] !== mine;
      const below = y % PIXELS === PIXELS - 1 && y < SIDE - 1 && classes[cell + CELLS] !== mine;
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
