import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { root } from "./sources.ts";

/**
 * A fenced block of a document. After the language, the info string may hold:
 *   file=NAME    the block is also written to NAME, for the commands of the same document
 *   continues    the block goes on where the block of this language before it ended
 *   error=CODE   a model that is meant to be wrong, and the code of its first message
 *   norun        the block is not executed (the test allows few of these)
 */
export interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly flags: ReadonlyMap<string, string>;
  readonly text: string;
}

/** The fenced blocks of a Markdown text; indented fences lose their indentation. */
export function blocksOf(markdown: string, file: string): readonly Block[] {
  const blocks: Block[] = [];
  const fence = /^([ \t]*)(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^[ \t]*\2[ \t]*$/gm;
  for (const match of markdown.matchAll(fence)) {
    const [, indent = "", , info = "", body = ""] = match;
    const [language = "", ...flags] = info.trim().split(/\s+/);
    const text = body
      .split("\n")
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join("\n");
    const line = markdown.slice(0, match.index).split("\n").length;
    const pairs = flags.map((flag): [string, string] => [flag.split("=")[0]!, flag.split("=")[1] ?? ""]);
    blocks.push({ file, line, language, flags: new Map(pairs), text });
  }
  return joined(blocks);
}

/** Blocks that continue take the text of those before them along, so that each can run by itself. */
function joined(blocks: readonly Block[]): readonly Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const before = result.findLast(({ language }) => language === block.language);
    result.push(
      block.flags.has("continues") && before ? { ...block, text: before.text + block.text } : block,
    );
  }
  return result;
}

/** One command of a shell block with the output that the document shows, if it shows any. */
export interface ShownCommand {
  readonly command: string;
  readonly exitCode: number;
  readonly output: string | undefined;
}

/** In a block with `$ ` prompts the lines between them are output; without, every line is a command. */
export function commandsOf(block: Block): readonly ShownCommand[] {
  const lines = block.text.trimEnd().split("\n");
  const read = (line: string, output: readonly string[] | undefined): ShownCommand => {
    const [, command = "", code = "0"] =
      /^(.*?)(?:\s+# exit (\d))?$/.exec(line.replace(/\s+#(?! exit \d$).*$/, "")) ?? [];
    return {
      command,
      exitCode: Number(code),
      output: output && output.length > 0 ? output.join("\n").trimEnd() : undefined,
    };
  };
  if (!lines.some((line) => line.startsWith("$ "))) {
    return lines
      .filter((line) => line.trim() !== "" && !line.startsWith("#"))
      .map((line) => read(line, undefined));
  }
  const commands: { line: string; output: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith("$ ")) commands.push({ line: line.slice(2), output: [] });
    else commands.at(-1)?.output.push(line);
  }
  return commands.map(({ line, output }) => read(line, output));
}

/** Splits a command line at blanks, outside of quotes. */
export const words = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare!,
  );

/** True when `actual` is what the document shows: … stands for anything in a line, a line of … for any lines. */
export function matchesShown(actual: string, shown: string): boolean {
  const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const lines = shown.split("\n").map((line) => line.trimEnd());
  const pattern = lines
    .map((line) =>
      line.trim() === "…" ? String.raw`(?:[^\n]*\n)*?` : `${line.split("…").map(escape).join("[^\\n]*")}\\n`,
    )
    .join("");
  const printed = actual
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
  return new RegExp(`^${pattern}$`, "u").test(`${printed}\n`);
}

/** A folder laid out for the commands of one document: the examples, and the files that its blocks make. */
export function layOut(folder: string, blocks: readonly Block[]): void {
  for (const shared of ["examples", "generated"]) {
    if (existsSync(join(root, shared))) cpSync(join(root, shared), join(folder, shared), { recursive: true });
  }
  for (const { flags, text } of blocks) {
    const name = flags.get("file");
    if (name === undefined) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** What stands after `// →` in a block: the lines that it prints, in order. */
export const promisedOutput = (block: Block): readonly string[] =>
  [...block.text.matchAll(/\/\/ → ?(.*)$/gm)].map(([, line]) => line!.trimEnd());

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  outDir: ".",
};

/**
 * Checks the types of TypeScript blocks, all in one program, as a user's compiler would, against the built
 * package. `folder` lies inside the checkout, where `import "chainrule"` means the package itself.
 * Returns complaints with the place in the document, and leaves a `.js` beside each `.ts`.
 */
export function compile(folder: string, blocks: readonly Block[]): readonly string[] {
  const names = blocks.map((block, k) => {
    const name = join(folder, `block${k}.ts`);
    writeFileSync(name, `${block.text}\nexport {};\n`);
    return name;
  });
  const program = ts.createProgram(names, { ...options, rootDir: folder, outDir: folder });
  program.emit();
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const block = blocks[names.indexOf(file?.fileName ?? "")];
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    const place = block ? `${block.file}:${block.line + 1 + line}` : (file?.fileName ?? "");
    return `${place}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/** Runs a compiled block and returns what it printed, or its complaint. */
export function execute(
  folder: string,
  k: number,
): { readonly code: number; readonly out: string; readonly err: string } {
  const run = spawnSync(process.execPath, [join(folder, `block${k}.js`)], { cwd: root, encoding: "utf8" });
  return { code: run.status ?? -1, out: run.stdout, err: run.stderr };
}
