import { type Connection, TextDocuments } from "vscode-languageserver/node";
import type { DerivationText, JudgedLine } from "../../src/index.ts";
import { Analysis, Superseded } from "./analysis.ts";
import { carried } from "./carried.ts";
import type { Client } from "./client.ts";
import { allDiagnostics, clientDiagnostic } from "./diagnostics.ts";
import { Page } from "./page.ts";

/** Milliseconds without a change before a document is checked again. */
const pauseWhileTyping = 40;

/** The open documents, each with the check of its latest version. */
export class Desk {
  readonly #connection: Connection;
  readonly #client: () => Client;
  readonly #analyses = new Map<string, Analysis>();

  /** @param client asked when a document is opened: by then the client has introduced itself */
  constructor(connection: Connection, client: () => Client) {
    this.#connection = connection;
    this.#client = client;
    const documents = new TextDocuments<Page>({
      create: (uri, language, version, text) => new Page(uri, language, version, text, client().encoding),
      update: (page, changes, version) => page.edited(changes, version),
    });
    documents.onDidChangeContent(({ document }) => this.#check(document));
    documents.onDidClose(({ document: { uri } }) => {
      this.#drop(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    });
    documents.listen(connection);
  }

  /** The check of the latest version; undefined for a document that is not open or of another language. */
  analysis(uri: string): Analysis | undefined {
    return this.#analyses.get(uri);
  }

  /** Ends the check of a document. @returns what it had found, or what was carried over to it */
  #drop(uri: string): readonly JudgedLine[] | undefined {
    const last = this.#analyses.get(uri);
    last?.cancel();
    this.#analyses.delete(uri);
    return last && (last.isDone ? last.lines : last.before);
  }

  #check(page: Page): void {
    const before = this.#drop(page.uri);
    if (page.kind === undefined) return;
    const pause = before === undefined ? 0 : pauseWhileTyping;
    const analysis = new Analysis(page, page.kind, pause, before ?? [], (read, running) =>
      this.#publish(read, running),
    );
    this.#analyses.set(page.uri, analysis);
    analysis.done.catch((error: unknown) => {
      if (!(error instanceof Superseded))
        this.#connection.console.error(`${page.source.name}: ${String(error)}`);
    });
  }

  #publish(read: DerivationText, { page, lines, before }: Analysis): void {
    const { uri, version } = page;
    const { lang } = this.#client();
    const shown = [...allDiagnostics(read, lines), ...carried(read, lines, before)];
    const diagnostics = shown.map((one) => clientDiagnostic(one, page, lang));
    void this.#connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
