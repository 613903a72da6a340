import { readFileSync } from "node:fs";
import type { Log, Region } from "sarif";
import { describe, expect, it } from "vitest";
import { sarifLog } from "../../cli/check/sarif.ts";
import { checkNow, checkReport } from "../../src/index.ts";
import { chainrule, folder } from "../support/cli.ts";
import { root } from "../support/sources.ts";

const file = "examples/notes as written.md";
const text = readFileSync(`${root}/examples/notes-as-written.md`, "utf8");
const report = checkReport(checkNow(text, { kind: "md", file }), "en");
const lines = text.split("\n");

/** What the schema of SARIF 2.1.0 demands beyond its types: patterns, ranges, references between the parts. */
function requireValid(log: Log): void {
  expect(log.version).toBe("2.1.0");
  expect(log.$schema).toMatch(/^https:\/\/.*sarif.*2\.1\.0.*\.json$/);
  for (const { tool, results = [], artifacts = [], invocations = [], columnKind, language } of log.runs) {
    const { rules = [], semanticVersion } = tool.driver;
    expect(semanticVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(columnKind).toBe("utf16CodeUnits");
    expect(language).toMatch(/^[a-z]{2}(-[A-Z]{2})?$/);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { shortDescription } of rules) expect(shortDescription?.text).not.toBe("");
    for (const { location } of artifacts) expect(location?.uri).toMatch(/^(?:file:\/\/\/)?[^\s\\]+$/);
    for (const { executionSuccessful } of invocations) expect(typeof executionSuccessful).toBe("boolean");
    for (const {
      ruleId,
      ruleIndex,
      level,
      message,
      locations = [],
      relatedLocations = [],
      partialFingerprints,
      fixes = [],
    } of results) {
      expect(rules[ruleIndex!]!.id).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).not.toBe("");
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        expect(artifacts.map(({ location }) => location?.uri)).toContain(
          physicalLocation?.artifactLocation?.uri,
        );
        requireRegion(physicalLocation!.region!);
      }
      expect(new Set(relatedLocations.map(({ id }) => id)).size).toBe(relatedLocations.length);
      for (const print of Object.values(partialFingerprints!)) expect(print).toMatch(/^[0-9a-f]{32}$/);
      for (const { artifactChanges } of fixes)
        for (const { replacements } of artifactChanges)
          for (const { deletedRegion, insertedContent } of replacements) {
            requireRegion(deletedRegion);
            expect(typeof insertedContent?.text).toBe("string");
          }
    }
  }
}

function requireRegion({ startLine, startColumn, endLine, endColumn }: Region): void {
  for (const n of [startLine, startColumn, endLine, endColumn]) expect(n).toBeGreaterThanOrEqual(1);
  expect([startLine! < endLine!, startColumn! <= endColumn!]).toContain(true);
  expect(endLine).toBeLessThanOrEqual(lines.length);
  expect(startColumn).toBeLessThanOrEqual(lines[startLine! - 1]!.length + 1);
  expect(endColumn).toBeLessThanOrEqual(lines[endLine! - 1]!.length + 1);
}

describe("check --sarif", () => {
  const log = sarifLog([report], "0.1.0", "en") as Log;

  it("is valid, with one result for each message and its place", () => {
    requireValid(log);
    const { results = [] } = log.runs[0]!;
    const said = [...report.diagnostics, ...report.lines.flatMap(({ diagnostics }) => diagnostics)];
    expect(results.map(({ ruleId }) => ruleId ?? "").toSorted()).toEqual(
      said.map(({ code }) => code).toSorted(),
    );
    expect(results.length).toBeGreaterThan(6);
  });
  it("gives repairs whose places hold what is replaced, and none that need the author", () => {
    const { results = [] } = log.runs[0]!;
    const fixes = results.flatMap(({ fixes: own = [], properties }) => own.map((fix) => ({ fix, properties })));
    expect(fixes.length).toBeGreaterThan(3);
    for (const { properties } of fixes) expect(["certain", "likely"]).toContain(properties?.["confidence"]);
    const [{ deletedRegion }] = fixes.find(({ properties }) => properties?.["status"] === "refuted")!.fix.artifactChanges[0]!.replacements as [{ deletedRegion: Region }];
    const { startLine, startColumn, endColumn } = deletedRegion;
    expect(lines[startLine! - 1]!.slice(startColumn! - 1, endColumn! - 1)).toMatch(/^\\sum|^W/);
  }); // prettier-ignore
  it("knows a message again when lines are added above it, and tells equal ones apart", () => {
    const prints = ({ runs }: Log): readonly string[] =>
      (runs[0]!.results ?? []).map(({ partialFingerprints }) => Object.values(partialFingerprints!)[0]!);
    const moved = checkReport(checkNow(`\n\n${text}`, { kind: "md", file }), "en");
    expect(prints(sarifLog([moved], "0.1.0", "en") as Log)).toEqual(prints(log));
    expect(new Set(prints(log)).size).toBe(prints(log).length);
  });
  it("says what could not be read as a notification of the run", async () => {
    const cwd = folder();
    const { code, out } = await chainrule(["check", "none.md", "--sarif"], { cwd });
    expect(code).toBe(2);
    const [run] = (JSON.parse(out) as Log).runs;
    requireValid(JSON.parse(out) as Log);
    expect(run!.results).toEqual([]);
    expect(run!.invocations![0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: "E1001" }, level: "error" }],
    });
  });
});
