import { access, mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure, type Phrase } from "./failure.ts";

/** The name for standard input. */
export const standardInput = "-";

/** A text and what must be put before it to have the bytes of the file again. */
export interface Original {
  readonly text: string;
  readonly mark: "" | "\uFEFF";
}

/** The text of a file, or of standard input for `-`. UTF-8 only; a byte order mark is dropped. */
export const readText = async (file: string): Promise<string> => (await readOriginal(file)).text;

/** The same, and whether it began with a byte order mark. */
export async function readOriginal(file: string): Promise<Original> {
  const bytes = await readBytes(file);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "\uFEFF" : "";
  return { text: decoded(bytes, file), mark };
}

function decoded(bytes: Uint8Array, file: string): string {
  const text = new TextDecoder("utf-8").decode(bytes);
  const wrong = text.indexOf("\uFFFD");
  if (wrong >= 0 && !isUtf8(bytes)) {
    const offset = new TextEncoder().encode(text.slice(0, wrong)).length + 1;
    throw new Failure("E1013", { file, offset });
  }
  return text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    if (file !== standardInput) return await readFile(file);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  } catch (error) {
    if (systemCode(error) === "EISDIR") throw new Failure("E1011", { file });
    throw new Failure("E1001", { file, reason: systemReason(error) });
  }
}

/**
 * Writes a file whole or not at all: into a file beside it, which then takes its name. Makes its folder. A file that
 * is there already keeps its permissions, and a link goes on to point to it.
 */
export async function writeText(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const beside = `${target}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const mode = await stat(target).then((found) => found.mode, () => undefined); // prettier-ignore
    await writeFile(beside, text, { encoding: "utf8", ...(mode === undefined ? {} : { mode }) });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw new Failure("E1002", { file, reason: systemReason(error) });
  }
}

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** What the operating system objects, in words where there are some. */
function systemReason(error: unknown): string | Phrase {
  const code = systemCode(error);
  if (code === "ENOENT") return { word: "noSuchFile" };
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return { word: "notAllowed" };
  return code ?? String(error);
}

/** True when a file, or a folder, of that name exists. */
export async function fileExists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Removes a file, if it is there. */
export async function removeFile(file: string): Promise<void> {
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw new Failure("E1002", { file, reason: systemReason(error) });
  }
}
