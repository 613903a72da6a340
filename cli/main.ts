import { CommanderError } from "commander";
import { type Complaint, complaintJson, Failure, isComplaint } from "./failure.ts";
import { isLanguage, type Language } from "./messages/catalogue.ts";
import { createProgram } from "./program.ts";
import { jsonText } from "./show/json.ts";
import { failureText, type Terminal, terminal } from "./terminal.ts";
import { UnreadableModel } from "./unreadable.ts";
import { version } from "./version.ts";

/**
 * Runs the command line and returns its exit code: 0 all well; 1 something is wrong with the mathematics; 2 the
 * input cannot be read or the usage is wrong; 3 something is only tested or left open. Never throws: what is
 * wrong with the input is said with its place, and a defect of chainrule asks for a report.
 */
export async function main(args: readonly string[]): Promise<number> {
  const here = terminal(languageOf(args));
  endQuietlyWhenNobodyReads();
  let exitCode = 0;
  const program = createProgram(here, version, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UnreadableModel) {
      const { diagnosticsJson, diagnosticsText } = await import("./model.ts");
      if (args.includes("--json")) {
        here.out(jsonText({ diagnostics: diagnosticsJson(error.model, here.language) }));
      }
      here.err(diagnosticsText(error.model, here));
      return error.exitCode;
    }
    if (error instanceof Error && error.name === "TrainError") return await sayTrainError(error, here, args);
    const failure: Complaint = isComplaint(error) ? error : defect(error);
    if (args.includes("--json")) here.out(jsonText(complaintJson(failure, here.language)));
    here.err(failureText(failure, here));
    return 2;
  }
}

/** What training complains of, in the same form as everything else. The training code is loaded for it only now. */
async function sayTrainError(error: Error, here: Terminal, args: readonly string[]): Promise<number> {
  const { noticeText, TrainError } = await import("../train/index.ts");
  if (!(error instanceof TrainError)) throw error;
  const { title, cause, remedy } = error.in(here.language);
  const { file, line, column } = error.place ?? {};
  const diagnostic = {
    code: error.code,
    severity: "error",
    message: title,
    cause,
    help: [remedy],
    file,
    line,
    column,
  };
  if (args.includes("--json")) here.out(jsonText({ diagnostics: [diagnostic] }));
  here.err(`${noticeText(error, here.language)}\n`);
  return 2;
}

/** `--lang` is read before everything else, so that complaints about the other options speak it too. */
function languageOf(args: readonly string[]): Language {
  const given = args.findLastIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const value =
    given < 0
      ? ""
      : args[given] === "--lang"
        ? (args[given + 1] ?? "")
        : args[given]!.slice("--lang=".length);
  return isLanguage(value) ? value : "en";
}

function defect(error: unknown): Failure {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const values = {
    reason,
    version,
    node: process.versions.node,
    system: `${process.platform} ${process.arch}`,
  };
  return new Failure("E1000", values);
}

/** `chainrule … | head` closes the pipe early; that is no error. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}
