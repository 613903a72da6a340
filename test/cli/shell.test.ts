import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { chainrule } from "../support/cli.ts";

it("no command: help on standard error, exit code 2", async () => {
  const { code, out, err } = await chainrule([]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("Usage: chainrule");
});
it("--help prints help and succeeds, in Korean when asked", async () => {
  const english = await chainrule(["--help"]);
  expect(english.code).toBe(0);
  expect(english.out).toMatch(/^Usage: chainrule/);
  expect((await chainrule(["--help", "--lang", "ko"])).out).toMatch(/^사용법: chainrule/);
});
it("--version prints the version of the package alone", async () => {
  expect(await chainrule(["--version"])).toEqual({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    err: "",
  });
});
it("a slip of an option is answered with the nearest one", async () => {
  const { code, err } = await chainrule(["--hlp"]);
  expect(code).toBe(2);
  expect(err).toContain("error[E1021]: there is no option --hlp");
  expect(err).toContain("did you mean --help?");
});
it("a language that is not spoken is a usage error", async () => {
  const { code, err } = await chainrule(["--lang", "fr"]);
  expect(code).toBe(2);
  expect(err).toContain("it is one of en, ko");
});
it("colours obey NO_COLOR", async () => {
  expect((await chainrule(["--hlp"])).err).not.toContain("\u001B[");
  expect((await chainrule(["--hlp"], { env: { NO_COLOR: "", FORCE_COLOR: "1" } })).err).toContain("\u001B[");
});
it("a pipe that is closed early is no error", () => {
  const command = `CHAINRULE_AS_BUILT=1 "${process.execPath}" bin/chainrule.js explain | head -n 1`;
  expect(
    execFileSync("sh", ["-c", `set -e; ${command}`], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
  ).toMatch(/^E\d{4}/);
});
