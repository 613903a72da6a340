import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Failure } from "../../cli/failure.ts";
import { readText, writeText } from "../../cli/files.ts";
import { folder } from "../support/cli.ts";

const failing = async (job: Promise<unknown>): Promise<string> =>
  job.then(
    () => "nothing was wrong",
    (error: unknown) => `${(error as Failure).code} ${(error as Failure).in("en").title}`,
  );

describe("files", () => {
  it("are read as UTF-8, without a byte order mark", async () => {
    const here = folder({ "a.txt": "\uFEFF비용 �" });
    expect(await readText(join(here, "a.txt"))).toBe("비용 �");
  });
  it("that are missing, folders, or no text are said to be so", async () => {
    const here = folder({ "latin.txt": Uint8Array.of(0x61, 0xe9, 0x62) });
    expect(await failing(readText(join(here, "none")))).toContain("E1001");
    expect(await failing(readText(here))).toContain("E1011");
    expect(await failing(readText(join(here, "latin.txt")))).toContain("E1013");
  });
  it("are written whole, folders included, and leave nothing beside them", async () => {
    const here = folder();
    await writeText(join(here, "deep/er/a.txt"), "text");
    expect(readFileSync(join(here, "deep/er/a.txt"), "utf8")).toBe("text");
    expect(readdirSync(join(here, "deep/er"))).toEqual(["a.txt"]);
  });
  it("that cannot be written leave nothing behind", async () => {
    const here = folder({ "a.txt": "a file, not a folder" });
    expect(await failing(writeText(join(here, "a.txt/b.txt"), "text"))).toContain("E1002");
    await writeText(join(here, "c"), "");
    expect(existsSync(join(here, "c"))).toBe(true);
    expect(readdirSync(here).sort()).toEqual(["a.txt", "c"]);
  });
});
