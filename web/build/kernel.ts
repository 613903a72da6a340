import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { generateKernel } from "../../codegen/index.ts";
import { readModel } from "../../src/index.ts";
import { trainingRequest } from "../../train/index.ts";

const QUERY = ".chain?kernel";

/**
 * `import { kernel } from "model.chain?kernel"`: the training kernel of a model, generated when the page is built,
 * since the page's policy lets no text become code.
 */
export const kernels = (): Plugin => ({
  name: "kernels",
  enforce: "pre",
  load(id) {
    if (!id.endsWith(QUERY)) return undefined;
    const file = id.slice(0, -"?kernel".length);
    this.addWatchFile(file);
    const model = readModel(readFileSync(file, "utf8"));
    const request = trainingRequest(model, { name: "train", version: "0" });
    if ("known" in request) throw new Error(`${file} cannot be trained`);
    const { javascript, functions } = generateKernel(request);
    const { costAndGradientBatch, predictBatch } = functions;
    return `${javascript}
export const kernel = { model, costAndGradientBatch: ${costAndGradientBatch}, predictBatch: ${predictBatch} };
`;
  },
});
