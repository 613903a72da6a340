import type { JSX } from "preact";
import type { StepLine } from "../engine/steps.ts";

/** A line of mathematics that scrolls by itself where it is wider than its place, and is read aloud in words. */
export function Formula({ line }: { readonly line: StepLine }): JSX.Element {
  return (
    <div class="formula" tabIndex={0} role="group" aria-label={line.speech}>
      <span dangerouslySetInnerHTML={{ __html: line.mathml }} />
    </div>
  );
}
