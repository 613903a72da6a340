import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { columns } from "../../cli/frame.ts";
import { bar, progress } from "../../cli/progress.ts";

function fakeTerminal(isTTY: boolean): { stream: NodeJS.WriteStream; written: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => String(stream.read() ?? "") };
}

describe("a progress bar", () => {
  it("is always 24 columns wide", () => {
    for (const fraction of [-1, 0, 0.01, 0.33, 0.5, 0.999, 1, 2]) expect(columns(bar(fraction))).toBe(24);
    expect(bar(0.5).startsWith("████████████·")).toBe(true);
  });
  it("overwrites its line, and goes when the work is done", () => {
    const { stream, written } = fakeTerminal(true);
    const { show, done } = progress(stream, () => 0);
    show(1, "epoch 5");
    done();
    expect(written()).toMatch(/^\r█{24} 100 % {2}epoch 5\u001B\[K\r\u001B\[K$/);
  });
  it("is redrawn at most every 40 milliseconds", () => {
    const { stream, written } = fakeTerminal(true);
    const times = [0, 0, 10, 50, 50];
    const { show } = progress(stream, () => times.shift() ?? 50);
    for (const fraction of [0.1, 0.2, 0.3]) show(fraction, "");
    expect(written().split("\r").length - 1).toBe(2);
  });
  it("is silent where nobody watches", () => {
    const { stream, written } = fakeTerminal(false);
    const { show, done } = progress(stream);
    show(0.5, "");
    done();
    expect(written()).toBe("");
  });
});
