import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { complaintCodes } from "../../cli/messages/catalogue.ts";
import { buildMessages } from "../../codegen/build.ts";
import { catalogue as training } from "../../train/index.ts";
import { sharedFolder } from "../support/cli.ts";
import { blocksOf, commandsOf, layOut, words, type Block } from "../support/docs.ts";
import { root } from "../support/sources.ts";

const codes = [...complaintCodes, ...Object.keys(buildMessages.en), ...Object.keys(training.en)];
const fileOf = (code: string): string => join(root, `docs/messages/${code}.md`);
const page = (code: string): string => (existsSync(fileOf(code)) ? readFileSync(fileOf(code), "utf8") : "");

/** A page in one language, cut into what is said, the wrong example and the right one. */
const parts = (text: string): readonly (readonly Block[])[] =>
  text.split(/^(?:Wrong|Right|틀린 예|맞는 예):$/m).map((part) => blocksOf(part, "page"));

interface Example {
  readonly code: string;
  readonly isWrong: boolean;
  readonly blocks: readonly Block[];
}

const examples = codes.flatMap((code): Example[] => {
  const [, wrong, right] = parts(page(code).split(/^## /m)[0]!);
  if (wrong === undefined || right === undefined) return [];
  return [
    { code, isWrong: true, blocks: wrong },
    { code, isWrong: false, blocks: right },
  ];
});

/** Why these cannot be brought about by a command line of a page. */
const withoutExample = new Map([
  ["E1000", "a defect"],
  ["E1010", "no model file declares an input of indices yet; the reader of data has its own test"],
  ["E1013", "a block of a page is text"],
  ["E1014", "depends on the machine"],
  ["E1035", "needs a model of millions of entries"],
  ["E1040", "depends on what was built"],
  ["E1041", "needs a model longer than a page"],
  ["E1049", "said to bundlers only"],
  ["E0924", "depends on what is installed"],
]);

interface Outcome {
  readonly code: number;
  readonly text: string;
}

describe("the pages of the messages of the command line, of builds and of training", () => {
  const folder = sharedFolder();
  let outcomes: readonly Outcome[] = [];

  beforeAll(() => {
    const jobs = examples.flatMap(({ blocks }, at) => {
      const place = join(folder, String(at));
      mkdirSync(place);
      layOut(place, blocks);
      const commands = blocks.filter(({ language }) => language === "sh").flatMap(commandsOf);
      return commands.map(({ command }) => ({ at, folder: place, args: words(command).slice(2) }));
    });
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, "test/support/cli-batch.mjs")], {
      input: JSON.stringify(jobs.map(({ folder: place, args }) => ({ folder: place, args }))),
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", CI: "1" },
      maxBuffer: 2 ** 26,
    });
    expect(stderr).toBe("");
    const results = JSON.parse(stdout) as readonly Outcome[];
    outcomes = examples.map((_, at) => results[jobs.findLastIndex((job) => job.at === at)]!);
  });

  it.each(codes)("%s has one in both languages, with the same examples", (code) => {
    const [english = "", korean = ""] = page(code).split(/^## /m);
    expect(english).toMatch(new RegExp(`^# ${code}: [^\n{}]+\n\n[A-Z\`]`));
    expect(korean).toMatch(/^[^\n{}]*[가-힣][^\n{}]*\n\n[^\n]*[가-힣]/);
    const texts = [english, korean].map((text) =>
      parts(text).map((blocks) => blocks.map((block) => block.text)),
    );
    expect(texts[1]).toEqual(texts[0]);
  });

  it("has an example wherever there can be one", () => {
    const shown = new Set(examples.map(({ code }) => code));
    expect(codes.filter((code) => !shown.has(code)).toSorted()).toEqual(
      [...withoutExample.keys()].toSorted(),
    );
  });

  it.each(examples.filter(({ isWrong }) => isWrong))("$code: the wrong example gives it", (example) => {
    const { code, text } = outcomes[examples.indexOf(example)]!;
    expect(text).toContain(`[${example.code}]`);
    if (example.code.startsWith("E")) expect(code).toBe(2);
  });

  it.each(examples.filter(({ isWrong }) => !isWrong))("$code: the right example goes through", (example) => {
    const { code, text } = outcomes[examples.indexOf(example)]!;
    expect([code, text.includes(`[${example.code}]`)], text).toEqual([0, false]);
  });
});
