import { generateKernel, kernelRequest, SizeError } from "../../../codegen/index.ts";
import { toLatex, type Form, type ModelDerivative, type Naming } from "../../../src/index.ts";
import { isLesson, openLesson, type Lesson } from "../../engine/lesson.ts";

const lessonOf = (text: string): Lesson | undefined => {
  const opened = openLesson(text);
  return isLesson(opened) ? opened : undefined;
};

/** Every gradient of a model as a line of LaTeX for display mathematics; undefined where nothing can be derived. */
export function latexOf(text: string, form: Form): string | undefined {
  const lesson = lessonOf(text);
  return lesson?.derivation.results
    .map((result) => `\\[\n${equation(result, lesson.naming, form)}\n\\]\n`)
    .join("\n");
}

function equation({ of, wrt, axes, value }: ModelDerivative, naming: Naming, form: Form): string {
  const inMatrices = form === "matrix" ? toLatex(value, axes, naming, "matrix") : undefined;
  const indices =
    inMatrices === undefined && axes.length > 0 ? `_{${axes.map(({ name }) => name).join(" ")}}` : "";
  const right = inMatrices ?? toLatex(value, axes, naming, "index");
  return `  \\frac{\\partial \\mathit{${of}}}{\\partial \\mathit{${wrt}}${indices}} = ${right}`;
}

/** The kernel of a model as a TypeScript module; undefined where it has none, or leaves a size open. */
export function kernelOf(text: string): string | undefined {
  const lesson = lessonOf(text);
  if (lesson === undefined) return undefined;
  const request = kernelRequest(lesson.model, { name: "model", version: "0", kernel: { batch: false } });
  if ("known" in request) return undefined;
  try {
    return generateKernel(request).files[0]?.text;
  } catch (error) {
    if (error instanceof SizeError) return undefined;
    throw error;
  }
}
