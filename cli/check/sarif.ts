import { createHash } from "node:crypto";
import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Log, Location, Region as SarifRegion, ReportingDescriptor, Result, Fix } from "sarif";
import type { CheckReport, DiagnosticRecord, FixRecord, Region } from "../../src/index.ts";
import { standardInput } from "../files.ts";
import type { Language } from "../messages/catalogue.ts";
import { titleOf } from "../pages.ts";

interface Found {
  readonly diagnostic: DiagnosticRecord;
  /** What else is known of the line: verdict, slip, right formula. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The line as it was written, by which a code host knows it again after others were added above it. */
  readonly text: string;
}

const levels: { readonly [K in DiagnosticRecord["severity"]]: "error" | "warning" | "note" } = {
  error: "error",
  warning: "warning",
  note: "note",
  hole: "note",
};

/**
 * A log in the Static Analysis Results Interchange Format 2.1.0: what code hosts read.
 *
 * @param version of chainrule
 */
export function sarifLog(reports: readonly CheckReport[], version: string, language: Language): object {
  const found = reports.flatMap(foundIn);
  const placed = found.filter(({ diagnostic }) => diagnostic.line !== undefined);
  const general = found.filter(({ diagnostic }) => diagnostic.line === undefined);
  const ruleIds = [...new Set(found.map(({ diagnostic }) => diagnostic.code))].sort();
  const isRead = general.every(({ diagnostic }) => diagnostic.severity !== "error");
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "chainrule",
            version,
            semanticVersion: version,
            rules: ruleIds.map((id) => ruleOf(id, language)),
          },
        },
        language,
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: isRead,
            toolExecutionNotifications: general.map(({ diagnostic }) => ({
              descriptor: { id: diagnostic.code, index: ruleIds.indexOf(diagnostic.code) },
              level: levels[diagnostic.severity],
              message: { text: sentence(diagnostic) },
              locations: [{ physicalLocation: { artifactLocation: artifact(diagnostic.file) } }],
            })),
          },
        ],
        artifacts: reports.map(({ file }) => ({ location: artifact(file) })),
        results: withFingerprints(placed).map(([one, print]) => resultOf(one, print, ruleIds)),
      },
    ],
  } satisfies Log;
}

const foundIn = ({ lines, diagnostics }: CheckReport): readonly Found[] => [
  ...diagnostics.map((diagnostic) => ({ diagnostic, properties: {}, text: diagnostic.message })),
  ...lines.flatMap(({ diagnostics: own, text, status, slip, expected, needs }) =>
    own.map((diagnostic) => ({ diagnostic, properties: { status, slip, expected, needs }, text })),
  ),
];

const ruleOf = (id: string, language: Language): ReportingDescriptor => ({
  id,
  shortDescription: { text: titleOf(id, language) },
  help: { text: `chainrule explain ${id}` },
});

function resultOf({ diagnostic, properties }: Found, print: string, ruleIds: readonly string[]): Result {
  const { code, severity, file, places, fix } = diagnostic;
  const [first, ...others] = places;
  return {
    ruleId: code,
    ruleIndex: ruleIds.indexOf(code),
    level: levels[severity],
    message: { text: sentence(diagnostic) },
    locations: first === undefined ? [] : [location(file, first)],
    relatedLocations: others.map((place, id) => ({ id: id + 1, ...location(file, place), message: { text: place.message } })), // prettier-ignore
    partialFingerprints: { "chainruleLine/v1": print },
    ...(fix === undefined || fix.confidence === "needs-you" ? {} : { fixes: [fixOf(file, fix)] }),
    properties: { ...properties, ...(fix === undefined ? {} : { confidence: fix.confidence }) },
  };
}

const sentence = ({ message, help }: DiagnosticRecord): string => [message, ...help].join("\n");

const location = (file: string, region: Region): Location => ({
  physicalLocation: { artifactLocation: artifact(file), region: sarifRegion(region) },
});

const sarifRegion = ({ line, column, endLine, endColumn }: Region): SarifRegion => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

const fixOf = (file: string, fix: FixRecord): Fix => ({
  description: { text: fix.text },
  artifactChanges: [
    {
      artifactLocation: artifact(file),
      replacements: [{ deletedRegion: sarifRegion(fix), insertedContent: { text: fix.text } }],
    },
  ],
});

/** A relative reference for a relative path, so that the log can be read on another machine. */
function artifact(file: string): { readonly uri: string } {
  if (file === standardInput || file === "<stdin>") return { uri: "stdin" };
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split(sep).map(encodeURIComponent).join("/") };
}

/** The same message about the same line is told apart by its number. */
function withFingerprints(found: readonly Found[]): readonly (readonly [Found, string])[] {
  const seen = new Map<string, number>();
  return found.map((one) => {
    const key = `${one.diagnostic.file}\n${one.diagnostic.code}\n${one.text}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return [one, createHash("sha256").update(`${key}\n${count}`).digest("hex").slice(0, 32)];
  });
}
