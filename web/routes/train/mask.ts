import { structure } from "../../../src/index.ts";
import type { App } from "../../state/app.ts";
import { subjectOf, type Lesson } from "../../engine/lesson.ts";

/** Goes to the step of the derivation that multiplies by the mask of a ReLU. */
export function showMask(app: App): void {
  const lesson = app.lesson.peek();
  if (lesson !== undefined) app.step.value = maskStep(lesson);
  app.route.value = "notes";
}

/** The number of the step that pulls the derivative back through a ReLU: the one after the ReLU's own. */
function maskStep({ model, backward }: Lesson): number {
  const switches = [...model.definitions.values()].filter(({ value }) => structure.isRelu(value));
  const at = backward.findIndex((step) => switches.some(({ name }) => name === subjectOf(step)));
  return at < 0 ? 0 : model.definitions.size + at + 1;
}
