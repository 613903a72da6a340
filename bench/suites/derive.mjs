/** From the text of a model to the text of its kernel: read, differentiate, simplify, generate. */
import { readFileSync } from "node:fs";
import { generateKernel, kernelRequest } from "../../dist/codegen/index.js";
import { readModel } from "../../dist/src/index.js";

const layers = (depth, width, layer) =>
  [
    `input x0[${width}]`,
    `label y[${width}]`,
    "assume sum(k, y[k]) == 1",
    ...Array.from(
      { length: depth },
      (_, l) => `param W${l + 1}[${width}, ${width}]\n${layer(l + 1, l + 1 === depth)}`,
    ),
    `p[k] = softmax(k, x${depth}[k])`,
    "Cost = -sum(k, y[k] * log(p[k]))",
  ].join("\n");

const product = (l) => `sum(i, W${l}[i, j] * x${l - 1}[i])`;
const deep = (depth) =>
  layers(depth, 64, (l, last) => `x${l}[j] = ${last ? product(l) : `relu(${product(l)})`}`);
const residual = (depth) => layers(depth, 64, (l) => `x${l}[j] = x${l - 1}[j] + relu(${product(l)})`);

const generate = (text) =>
  generateKernel(kernelRequest(readModel(text), { name: "net", version: "0" })).files[0].text.length;

const contender = (name, text) => ({
  name,
  characters: generate(text),
  run: (repeats) => {
    for (let r = 0; r < repeats; r++) generate(text);
  },
});

export async function derive() {
  const notes = readFileSync(new URL("../../examples/notes.chain", import.meta.url), "utf8");
  return {
    title: "From a model to its gradients in closed form and their kernel, warm",
    effort: { rounds: 7, warmup: 1.5e9, slice: 1e6 },
    contenders: [
      contender("the notes' network", notes),
      ...[10, 20, 50, 100].map((depth) => contender(`${depth} layers of ReLU`, deep(depth))),
      ...[10, 20, 40].map((depth) => contender(`${depth} residual layers`, residual(depth))),
    ],
    skipped: [],
  };
}
