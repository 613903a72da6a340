import { importsOf, type Source, withoutComments } from "./sources.ts";

/** A place where the house is not as it should be. */
export interface Breach {
  readonly path: string;
  readonly what: string;
}

/** Files that other areas may import: the public doors. */
const doors = new Set([
  "src/index.ts",
  "src/oracle.ts",
  "src/check.ts",
  "src/latex.ts",
  "codegen/index.ts",
  "codegen/build.ts",
  "codegen/config.ts",
  "codegen/runtime.ts",
  "train/index.ts",
  "unplugin/index.ts",
]);

/** Packages that code for the browser may name; the command line and training may use any dependency. */
const portablePackages = new Set(["mathjs", "get-east-asian-width"]);

interface Place {
  readonly area: string;
  /** The number before the room's name; 0 for core, infinite for a file that stands in no room. */
  readonly room: number;
}

function placeOf(path: string): Place {
  const [area = "", room = ""] = path.split("/");
  if (room === "core") return { area, room: 0 };
  const numbered = /^(\d+)-/.exec(room);
  return { area, room: numbered ? Number(numbered[1]) : Infinity };
}

/** Why `path` may not import `target`, or undefined when it may. */
function objection(path: string, target: string): string | undefined {
  const from = placeOf(path);
  if (!target.includes("/") || !/\.[cm]?[jt]sx?$/.test(target)) {
    // The room that writes files is for Node.js alone.
    const portable = from.area === "src" || (from.area === "codegen" && from.room !== 4);
    if (from.area === "generated") return "generated code imports nothing";
    return portable && !portablePackages.has(target) && !(from.room === 5 && target.startsWith("node:"))
      ? "engine and code generator run in browsers too and name no such package"
      : undefined;
  }
  const to = placeOf(target);
  if (from.area === "generated") return "generated code imports nothing";
  if (from.area === "test") return undefined;
  if (to.area === "test") return "nothing but a test imports test/";
  if (from.area === to.area) return to.room <= from.room ? undefined : "a later room of the same area";
  if (doors.has(target) && from.area !== "src") return undefined;
  if (to.area === "generated" && from.area !== "src" && from.area !== "codegen") return undefined;
  if (from.area === "codegen" && target.startsWith("src/core/")) return undefined;
  return "neither its own room, an earlier one, nor a public door";
}

/** The import law: own room, an earlier room, `src/core`, or a public door; generated code imports nothing. */
export function importBreaches(files: readonly Source[]): readonly Breach[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ target }) => {
      const why = objection(file.path, target);
      return why ? [{ path: file.path, what: `imports ${target}: ${why}` }] : [];
    }),
  );
}

/**
 * Chains of imports that lead back to where they began, each named by its files. Imports of types alone do not
 * count: types may refer to one another, and nothing of them is left at run time.
 */
export function importCycles(files: readonly Source[]): readonly Breach[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target, erased }) => (erased ? [] : [target])),
    ]),
  );
  const done = new Set<string>();
  const cycles: Breach[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push({ path, what: `import cycle ${[...trail.slice(start), path].join(" → ")}` });
    if (start >= 0 || done.has(path)) return;
    for (const target of edges.get(path) ?? []) if (edges.has(target)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const file of files) visit(file.path, []);
  return cycles;
}

/** Files longer than `cap` lines, except those named in `allowed` with a cap of their own. */
export function lengthBreaches(
  files: readonly Source[],
  cap: number,
  allowed: Readonly<Record<string, number>> = {},
): readonly Breach[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split("\n").length;
    const limit = allowed[path] ?? cap;
    return lines > limit ? [{ path, what: `has ${lines} lines, more than ${limit}` }] : [];
  });
}

interface Habit {
  readonly name: string;
  readonly pattern: RegExp;
  /** Comments count too: then the pattern is sought in the whole text. */
  readonly inComments?: boolean;
  readonly except?: (path: string) => boolean;
}

const inInterner = (path: string): boolean => path === "src/core/intern.ts";
const atDoor = (path: string): boolean => doors.has(path);

/** What no source file holds. */
const habits: readonly Habit[] = [
  { name: "the type any", pattern: /(?:[:<|&,]\s*|\bas\s+)any\b(?!\s*[:(])/ },
  {
    name: "a switched-off check",
    pattern: /@ts-(?:ignore|nocheck|expect-error)|(?:es|ox)lint-disable/,
    inComments: true,
    // It writes the line for the files it generates.
    except: (path) => path === "codegen/3-emit/header.ts",
  },
  { name: "unfinished work", pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/, inComments: true },
  { name: "a module-level let", pattern: /^(?:export )?(?:let|var)\b/m, except: inInterner },
  {
    name: "a module-level table that is filled later",
    pattern: /^(?:export )?const \w+(?:: [^=]+)? = new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\)/m,
    except: inInterner,
  },
  { name: "evaluation of text as code", pattern: /\beval\(|\bnew Function\b/ },
  {
    name: "a re-export outside a public door",
    pattern: /^export (?:type )?(?:\*|\{[^}]*\}) from /m,
    except: atDoor,
  },
];

/** Habits that no file of the project may have, each with the line it stands on. */
export function habitBreaches(files: readonly Source[]): readonly Breach[] {
  return files.flatMap(({ path, text }) =>
    habits.flatMap(({ name, pattern, inComments, except }) => {
      const found = pattern.exec(inComments ? text : withoutComments(text));
      if (!found || except?.(path)) return [];
      return [{ path, what: `line ${text.slice(0, found.index).split("\n").length}: ${name}` }];
    }),
  );
}

/** Words that tie the project to one machine or to files outside it. */
const foreign = [
  /\.\.\/shared\b/,
  /(?:^|[\s"'`(=])\/(?:work|root|home|Users)\/\w/m,
  /\bregistry\.[a-z]+\.[a-z]+/,
];

/** Texts that name a machine, a private folder or a package host. */
export function foreignWords(files: readonly Source[]): readonly Breach[] {
  return files.flatMap(({ path, text }) =>
    foreign.flatMap((pattern) => {
      const found = pattern.exec(text);
      return found ? [{ path, what: `names ${found[0].trim()}` }] : [];
    }),
  );
}
