import { spawn } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder } from "../support/cli.ts";
import { root } from "../support/sources.ts";

const text = (claim: string): string =>
  `\`\`\`chain\ninput x\nparam w\nf = w * x^2\n\`\`\`\n\n$$\n\\frac{\\partial f}{\\partial w} = ${claim}\n$$\n`;

/** A running command whose output can be waited for. */
function start(args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [join(root, "bin/chainrule.js"), ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", CHAINRULE_AS_BUILT: "1" },
  });
  let [out, err] = ["", ""];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const check of waiting) check();
  };
  child.stdout.on("data", (chunk: Buffer) => ((out += chunk.toString()), look()));
  child.stderr.on("data", (chunk: Buffer) => ((err += chunk.toString()), look()));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { child, ended, until, out: () => out, err: () => err };
}

it("check --watch judges again when the file is written or replaced, and ends cleanly with Ctrl-C", async () => {
  const cwd = folder({ "a.md": text("2x^2") });
  const { child, ended, until, out, err } = start(["check", "a.md", "--watch"], cwd);
  /** Does something to the files and waits for what it leads to. */
  const then = async (change: () => void, says: () => string, expected: string): Promise<void> => {
    const before = says().length;
    change();
    await until(() => says().slice(before).includes(expected));
  };
  const at = (name: string): string => join(cwd, name);
  try {
    await until(() => err().includes("Ctrl-C"));
    expect(out()).toContain("1 refuted");
    await then(() => writeFileSync(at("a.md"), text("x^2")), out, "1 proved");
    // As many editors save: a new file takes the name of the old one.
    writeFileSync(at("new.md"), text("3x^2"));
    await then(() => renameSync(at("new.md"), at("a.md")), out, "1 refuted");
    // A file that is gone for a moment is said, and waited for.
    await then(() => renameSync(at("a.md"), at("b.md")), err, "E1001");
    await then(() => renameSync(at("b.md"), at("a.md")), out, "1 refuted");
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(err()).not.toMatch(/\n\s+at |ABRT|Abort/);
  } finally {
    child.kill("SIGKILL");
  }
}, 60_000);
