/** Writes docs/API.md from the public doors and their doc comments; with --check, fails where the page is older. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./setup.mjs";

const doors = [
  ["chainrule", "src/index.ts"],
  ["chainrule/check", "src/check.ts"],
  ["chainrule/latex", "src/latex.ts"],
  ["chainrule/codegen", "codegen/index.ts"],
  ["chainrule/build", "codegen/build.ts"],
  ["chainrule/config", "codegen/config.ts"],
  ["chainrule/runtime", "codegen/runtime.ts"],
  ["chainrule/unplugin", "unplugin/index.ts"],
  ["chainrule/train", "train/index.ts"],
  ["chainrule/oracle", "src/oracle.ts"],
];

const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => readFileSync(path, "utf8"));
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(
  doors.map(([, file]) => join(root, file)),
  options,
);
const checker = program.getTypeChecker();

/** The declared symbol behind a re-export. */
const target = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

function kindOf({ flags }) {
  if (flags & ts.SymbolFlags.Function) return "function";
  if (flags & ts.SymbolFlags.Class) return "class";
  if (flags & ts.SymbolFlags.Interface) return "interface";
  if (flags & ts.SymbolFlags.TypeAlias) return "type";
  if (flags & ts.SymbolFlags.Module) return "namespace";
  return "value";
}

/** The first paragraph of a doc comment, on one line. */
function summary(symbol) {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text
    .split(/\n\s*\n/)[0]
    .replaceAll(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .trim();
}

function section([name, file]) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, file)));
  const rows = checker
    .getExportsOfModule(module)
    .map((symbol) => ({ name: symbol.name, of: target(symbol) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => `| \`${entry.name}\` | ${kindOf(entry.of)} | ${summary(entry.of)} |`);
  return [`## ${name}`, "", "| name | kind | what it is |", "|---|---|---|", ...rows, ""].join("\n");
}

const page = [
  "# Public names",
  "",
  "Written by `node scripts/api.mjs` from the doc comments of the public doors. Shapes, errors and sources stand in the",
  "doc comments themselves, which editors show.",
  "",
  ...doors.map(section),
].join("\n");

const path = join(root, "docs/API.md");
if (!process.argv.includes("--check")) writeFileSync(path, page);
else if (readFileSync(path, "utf8") !== page) {
  console.error("docs/API.md is not what the doors say; run: node scripts/api.mjs");
  process.exitCode = 1;
}
