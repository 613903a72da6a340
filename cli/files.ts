import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure, type Phrase } from "./failure.ts";

/** The name for standard input. */
export const standardInput = "-";

/** The text of a file, or of standard input for `-`. UTF-8 only; a byte order mark is dropped. */
export async function readText(file: string): Promise<string> {
  const bytes = await readBytes(file);
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

/** Writes a file whole or not at all: into a file beside it, which then takes its name. Makes its folder. */
export async function writeText(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(beside, text, "utf8");
    await rename(beside, file);
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
