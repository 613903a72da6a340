import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isError, readModel } from "../src/index.ts";
import { chainrule, sharedFolder } from "./support/cli.ts";
import {
  type Block,
  blocksOf,
  commandsOf,
  compile,
  execute,
  layOut,
  matchesShown,
  promisedOutput,
  words,
} from "./support/docs.ts";
import { root, sources } from "./support/sources.ts";

/** Blocks that are only shown, over all documents together. */
const norunAllowed = 3;

const documents = [...sources(".", [".md"])].filter(({ path }) => /^[^/]+\.md$|^docs\//.test(path));
const blocks = documents.flatMap(({ path, text }) => blocksOf(text, path));
const at = ({ file, line }: Block): string => `${file}:${line}`;

/** The examples of the pages of messages are meant to be wrong; each is run by the tests of its room. */
const isElsewhere = (file: string): boolean => file.startsWith("docs/messages/");
const runs = (block: Block): boolean => !block.flags.has("norun") && !isElsewhere(block.file);

const scripts = (
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> }
).scripts;

describe("documents", () => {
  it("name the language of every block", () => {
    expect(blocks.filter(({ language }) => language === "").map(at)).toEqual([]);
  });
  it("hide few blocks from the tests", () => {
    expect(blocks.filter(({ flags }) => flags.has("norun")).length).toBeLessThanOrEqual(norunAllowed);
  });
  it("link to files that exist", () => {
    const dead = documents.flatMap(({ path, text }) =>
      [...text.replace(/^(`{3,})[\s\S]*?^\1/gm, "").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .filter(([, target]) => !existsSync(join(root, dirname(path), target!)))
        .map(([, target]) => `${path}: ${target}`),
    );
    expect(dead).toEqual([]);
  });
});

describe("TypeScript blocks", () => {
  const typescript = blocks.filter((block) => block.language === "ts" && runs(block));
  // Inside the checkout, so that the blocks find the package under its own name.
  const folder = mkdtempSync(join(root, "dist.docs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("type-check as a user's would", () => expect(compile(folder, typescript)).toEqual([]), 120_000);
  it.each(typescript.map((block, k) => [at(block), block, k] as const))(
    "run and print what they promise: %s",
    (_at, block, k) => {
      const { code, out, err } = execute(folder, k);
      expect([code, err]).toEqual([0, ""]);
      const promised = promisedOutput(block);
      if (promised.length > 0) expect(out.trimEnd().split("\n")).toEqual(promised);
    },
  );
});

describe("model blocks", () => {
  const models = blocks.filter((block) => block.language === "chain" && runs(block));
  it.each(models.map((block) => [at(block), block] as const))(
    "are read, or refused as they say: %s",
    (_at, block) => {
      const { diagnostics } = readModel(block.text, { file: block.file });
      const expected = block.flags.get("error");
      if (expected === undefined) expect(diagnostics.filter(isError)).toEqual([]);
      else expect(diagnostics.map(({ code }) => code)).toContain(expected);
    },
  );
});

describe("shell blocks", () => {
  const shell = documents.map(({ path }) => blocks.filter((block) => block.file === path && runs(block)));
  for (const all of shell.filter((list) => list.some(({ language }) => language === "sh"))) {
    const folder = sharedFolder();
    layOut(folder, all);
    for (const block of all.filter(({ language }) => language === "sh")) {
      for (const { command, exitCode, output } of commandsOf(block)) {
        it(`${at(block)}: ${command}`, async () => {
          const [program, name = "", ...rest] = words(command);
          if (program === "npx" && name === "chainrule") {
            const { code, out, err } = await chainrule(rest, { cwd: folder });
            expect(code, err).toBe(exitCode);
            if (output !== undefined)
              expect(matchesShown(out + err, output), `printed:\n${out}${err}`).toBe(true);
          } else if (program === "npm") {
            const [script] = name === "run" ? rest : [name];
            expect(["ci", "install", "i", ...Object.keys(scripts)]).toContain(script);
          } else expect(["git", "cd"]).toContain(program);
        });
      }
    }
  }
});
