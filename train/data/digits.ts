import { TrainError } from "../error.ts";
import type { Dataset } from "./dataset.ts";

/** The package that carries them; not named where it is imported, so that no bundler packs its 20 MB into a page. */
const PACKAGE: string = "mnist";

/** What is used of it: the grey values of all images of a digit, one after the other. */
interface Digits {
  readonly default: readonly { readonly raw: readonly number[] }[];
}

/** Grey values of one image, 0 … 1, row by row. */
const PIXELS = 28 * 28;

/**
 * Handwritten digits of 28×28 pixels: about a thousand of each, a part of MNIST.
 *
 * @source LeCun, Cortes & Burges 1998, as carried by the package mnist (MIT), which is not installed with this one
 * @error E0924 the package is not installed
 */
export async function readDigits(): Promise<Dataset> {
  const { default: digits } = (await import(/* @vite-ignore */ PACKAGE).catch(() => {
    throw new TrainError("E0924", { package: PACKAGE });
  })) as Digits;
  return digitsFrom(Array.from({ length: 10 }, (_, digit) => digits[digit]!.raw));
}

/** Images by digit, each list one image after the other, as rows with a class. */
export function digitsFrom(images: readonly (readonly number[])[]): Dataset {
  const counts = images.map((raw) => Math.floor(raw.length / PIXELS));
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const features = new Float64Array(rows * PIXELS);
  const targets = new Float64Array(rows * images.length);
  let row = 0;
  for (const [digit, raw] of images.entries())
    for (let image = 0; image < counts[digit]!; image++, row++) {
      for (let at = 0; at < PIXELS; at++) features[row * PIXELS + at] = raw[image * PIXELS + at]!;
      targets[row * images.length + digit] = 1;
    }
  return {
    source: "mnist",
    rows,
    featureNames: Array.from({ length: PIXELS }, (_, at) => `pixel ${at}`),
    features,
    targetNames: images.map((_, digit) => `${digit}`),
    targets,
    kind: "classes",
  };
}
