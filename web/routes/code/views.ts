import { kernelText, webAssemblyText, type KernelText } from "../../engine/kernel-text.ts";
import type { Lesson } from "../../engine/lesson.ts";

/** The forms in which the kernel can be read. */
export const viewNames = ["edit", "unrolled", "loops", "wasm"] as const;
export type ViewName = (typeof viewNames)[number];

/** A form of the kernel to be read. */
export interface KernelView {
  readonly lines: KernelText["lines"];
  readonly counts: KernelText["counts"];
  /** In straight-line code every statement has one value, which this module tells. */
  readonly straight: KernelText | undefined;
}

const flags = { unrolled: "--strategy unrolled", loops: "--strategy loops", wasm: "--target wasm" } as const;

/** What prints the same on the command line. */
export const commandOf = (name: Exclude<ViewName, "edit">, file: string): string =>
  `chainrule generate ${file} ${flags[name]} --print`;

/** A kernel in a form, undefined where there is none. */
export function viewOf(lesson: Lesson, name: Exclude<ViewName, "edit">): KernelView | undefined {
  if (name === "wasm") {
    const found = webAssemblyText(lesson, "0");
    const lines = found?.text.trimEnd().split("\n") ?? [];
    return (
      found && {
        lines: lines.map((text, k) => ({ number: k + 1, pieces: [{ text, node: undefined }] })),
        counts: found.counts,
        straight: undefined,
      }
    );
  }
  const kernel = kernelText(lesson, "0", name);
  return kernel && { ...kernel, straight: name === "unrolled" ? kernel : undefined };
}
