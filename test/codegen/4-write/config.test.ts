import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  BuildError,
  buildMessages,
  configuredModels,
  findConfig,
  loadConfig,
} from "../../../codegen/build.ts";
import type { ChainruleConfig } from "../../../codegen/config.ts";
import { expandPattern } from "../../../codegen/4-write/glob.ts";
import { configSchema } from "../../../codegen/4-write/schema.ts";
import { validate } from "../../../codegen/4-write/validate.ts";
import { folder } from "../../support/cli.ts";

/** What is said about a wrong configuration: code, and title, cause and remedy in one text. */
function complaintAbout(config: unknown): readonly [code: string, text: string] {
  try {
    validate(config, configSchema, "chainrule.config.ts");
  } catch (error) {
    if (error instanceof BuildError) {
      const { title, cause, remedy } = error.in("en");
      return [error.code, `${title} | ${cause} | ${remedy}`];
    }
    throw error;
  }
  return ["", ""];
}

describe("a configuration", () => {
  it.each<[ChainruleConfig]>([
    [{ models: [] }],
    [{ models: ["a.chain", { file: "b.chain", sizes: { n: 3 }, type: "f32", batch: false }] }],
    [{ models: ["*.chain"], outDir: "out", dts: true, cacheDir: false, strategy: "loops", wrt: ["W"] }],
    [{ models: ["*.chain"], cacheDir: ".cache", target: "ts", of: "Cost", type: undefined }],
  ])("may be %j", (config) => {
    expect(complaintAbout(config)).toEqual(["", ""]);
  });
  it.each([
    [
      {},
      "E1054",
      'models is missing | a list, each entry a text, or an object belongs here | write for example models: ["models/*.chain"]',
    ],
    [[], "E1053", "chainrule.config.ts: the configuration is [] | an object"],
    [{ models: "a.chain" }, "E1053", 'models is "a.chain" | a list'],
    [{ models: ["a", 3] }, "E1053", "models[1] is 3 | a text, or an object"],
    [
      { models: ["a", { file: "b", typ: "f32" }] },
      "E1052",
      "no option models[1].typ | the options here are file, name, outDir, of, wrt, sizes, target, type, batch, strategy | remove it, or correct the name; did you mean type?",
    ],
    [{ models: ["a", { name: "b" }] }, "E1054", "models[1].file is missing"],
    [
      { models: ["a"], type: "f46" },
      "E1053",
      'type is "f46" | one of "f64", "f32" belongs here | write for example "f64"; did you mean f64?',
    ],
    [
      { models: [{ file: "a", sizes: { n: -1 } }] },
      "E1053",
      "models[0].sizes.n is -1 | a whole number from 0 belongs here | write for example 10",
    ],
    [{ models: [{ file: "a", sizes: { n: 1.5 } }] }, "E1053", "models[0].sizes.n is 1.5"],
    [
      { models: ["a"], wrt: "W" },
      "E1053",
      'wrt is "W" | a list, each entry a text belongs here | write for example ["W0", "W1"]',
    ],
    [{ models: ["a"], batch: "no" }, "E1053", 'batch is "no" | true or false'],
    [{ models: ["a"], cacheDir: true }, "E1053", "cacheDir is true | a text, or false"],
    [{ models: ["a"], outDir: "" }, "E1053", 'outDir is "" | a text'],
    [{ models: ["a"], ["__proto__x"]: 1 }, "E1052", "no option __proto__x"],
    [undefined, "E1053", "the configuration is undefined"],
    [() => 1, "E1053", "the configuration is a function"],
  ])("is refused where it is wrong: %j", (config, code, text) => {
    expect(complaintAbout(config)).toEqual([code, expect.stringContaining(text)]);
  });
  it("speaks Korean with the same values", () => {
    const placeholders = (texts: object): readonly string[] =>
      [...new Set(Object.values(texts).flatMap((t: string) => t.match(/\{\w+\}/g) ?? []))].sort();
    for (const [code, texts] of Object.entries(buildMessages.en))
      expect(placeholders(buildMessages.ko[code as keyof typeof buildMessages.ko]), code).toEqual(
        placeholders(texts),
      );
  });
});

describe("loading a configuration", () => {
  const body = '{ models: [{ file: "m.chain", type: "f32" }] }';
  it.each([
    ["chainrule.config.ts", `const c: { models: object[] } = ${body};\nexport default c;`],
    ["chainrule.config.mts", `export default ${body} satisfies object;`],
    ["chainrule.config.js", `export default ${body};`],
    ["chainrule.config.mjs", `const models = (${body}).models;\nexport default { models };`],
  ])("finds and runs %s", async (name, text) => {
    const path = folder({ [name]: text, "m.chain": "" });
    const found = findConfig(path);
    expect(found).toBe(join(path, name));
    const [model] = configuredModels(await loadConfig(found!));
    expect(model).toEqual({
      file: join(path, "m.chain"),
      name: "m",
      outDir: join(path, "generated"),
      settings: { type: "f32", sizes: {} },
    });
  });
  it("sees that it has changed", async () => {
    const path = folder({ "chainrule.config.ts": "export default { models: [] };" });
    const file = join(path, "chainrule.config.ts");
    expect((await loadConfig(file)).config.models).toEqual([]);
    writeFileSync(file, 'export default { models: ["a.chain"] };');
    expect((await loadConfig(file)).config.models).toEqual(["a.chain"]);
  });
  it.each([
    ["a slip in the language", "export default { models: [", "E1051"],
    ["an exception", 'throw new Error("not today");', "E1051"],
    ["no export", "export const other = 1;", "E105"],
    ["a module that is not there", 'import "./nowhere.ts"; export default { models: [] };', "E1051"],
  ])("says what is wrong: %s", async (_what, text, code) => {
    const path = folder({ "chainrule.config.ts": text });
    await expect(loadConfig(join(path, "chainrule.config.ts"))).rejects.toMatchObject({
      name: "BuildError",
      code: expect.stringContaining(code),
    });
  });
  it("gives settings to models: those of all, of a pattern, of one model", async () => {
    const text = `export default {
      type: "f32", sizes: { n: 3 }, outDir: "out",
      models: ["models/*.chain", { file: "models/b.chain", name: "bee", type: "f64", sizes: { m: 4 } }],
    };`;
    const path = folder({ "chainrule.config.ts": text });
    mkdirSync(join(path, "models"));
    for (const name of ["a", "b"]) writeFileSync(join(path, `models/${name}.chain`), "");
    const models = configuredModels(await loadConfig(join(path, "chainrule.config.ts")));
    expect(models.map(({ name, settings }) => [name, settings])).toEqual([
      ["a", { type: "f32", sizes: { n: 3 } }],
      ["bee", { type: "f64", sizes: { n: 3, m: 4 } }],
    ]);
    writeFileSync(join(path, "chainrule.config.ts"), 'export default { models: ["none/*.chain"] };');
    const wrong = await loadConfig(join(path, "chainrule.config.ts"));
    expect(() => configuredModels(wrong)).toThrow("none/*.chain matches no file");
  });
});

describe("patterns", () => {
  const path = (): string => {
    const top = folder({ "a.chain": "", "b.txt": "", ".hidden.chain": "" });
    for (const below of ["x/y", "node_modules/z", ".git"]) {
      mkdirSync(join(top, below), { recursive: true });
      writeFileSync(join(top, below, "c.chain"), "");
    }
    return top;
  };
  it.each([
    ["*.chain", ["a.chain"]],
    ["**/*.chain", ["a.chain", "x/y/c.chain"]],
    ["x/*/c.chain", ["x/y/c.chain"]],
    ["x/**/*", ["x/y/c.chain"]],
    ["nowhere.chain", ["nowhere.chain"]],
    ["nowhere/*.chain", []],
    ["*.(chain|txt)", []],
  ])("%s", (pattern, found) => expect(expandPattern(path(), pattern)).toEqual(found));
});
