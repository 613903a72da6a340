import { check, type DerivationText, type JudgedLine } from "../../src/index.ts";
import type { Kind, Page } from "./page.ts";

/** A newer version of the document has come, or it was closed. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** What is known of one version of a document, while it is being checked and after. */
export class Analysis {
  readonly page: Page;
  /** As far as they are judged, in the order of the text. */
  readonly lines: JudgedLine[] = [];
  /** The text as it was read. @error Superseded */
  readonly read: Promise<DerivationText>;
  /** The same, when every line is judged. @error Superseded */
  readonly done: Promise<DerivationText>;
  /** What was found in the version before, for lines that are not judged yet. */
  readonly before: readonly JudgedLine[];
  readonly #controller = new AbortController();
  #isDone = false;

  /**
   * @param pause milliseconds before the check begins: while someone types, the next version is near
   * @param onProgress called when the text is read, after every line with something to say, and at the end
   */
  constructor(
    page: Page,
    kind: Kind,
    pause: number,
    before: readonly JudgedLine[],
    onProgress: (read: DerivationText, analysis: Analysis) => void,
  ) {
    this.page = page;
    this.before = before;
    const { signal } = this.#controller;
    const file = page.source.name;
    let tell: (text: DerivationText) => void = () => undefined;
    const firstRead = new Promise<DerivationText>((resolve) => {
      tell = resolve;
    });
    const run = async (): Promise<DerivationText> => {
      await paused(pause, signal);
      const texts: DerivationText[] = [];
      const onRead = (text: DerivationText): void => {
        texts.push(text);
        tell(text);
        onProgress(text, this);
      };
      const onLine = (line: JudgedLine): void => {
        this.lines.push(line);
        if (line.diagnostics.length > 0) onProgress(texts[0]!, this);
      };
      await check(page.text, { kind, file, signal, onRead, onLine });
      this.#isDone = true;
      onProgress(texts[0]!, this);
      return texts[0]!;
    };
    this.done = run();
    this.read = Promise.race([firstRead, this.done]);
    // That nobody waits for a version that is no longer wanted is no error.
    this.done.catch(() => undefined);
    this.read.catch(() => undefined);
  }

  /** Whether every line is judged. */
  get isDone(): boolean {
    return this.#isDone;
  }

  cancel(): void {
    this.#controller.abort(new Superseded());
  }
}

/** Waits, unless it is aborted first. */
const paused = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
