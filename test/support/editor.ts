import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import {
  CodeLensRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { root } from "./sources.ts";

/** Starts the real server in a process of its own; it ends when its standard input is closed. */
export function spawnServer(args: readonly string[] = ["--stdio"]): ChildProcess {
  const child = spawn(process.execPath, [join(root, "bin/chainrule.js"), "lsp", ...args], {
    env: { ...process.env, NO_COLOR: "1", CHAINRULE_AS_BUILT: "1" },
    stdio: "pipe",
  });
  return child;
}

/** An editor: a client of the protocol, with what the server said to it. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #errors: Buffer[] = [];
  readonly #versions = new Map<string, number>();
  initialized: InitializeResult | undefined;

  constructor(args?: readonly string[]) {
    this.#child = spawnServer(args);
    this.#child.stderr!.on("data", (chunk: Buffer) => this.#errors.push(chunk));
    this.exit = new Promise((resolve) => this.#child.on("exit", resolve));
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#child.stdout!),
      new StreamMessageWriter(this.#child.stdin!),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
    });
    this.connection.listen();
  }

  /** An editor that has introduced itself. */
  static async start(params: Partial<InitializeParams> = {}, args?: readonly string[]): Promise<Editor> {
    const editor = new Editor(args);
    editor.initialized = await editor.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      ...params,
    });
    await editor.connection.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  /** Everything the server wrote to standard error. */
  get stderr(): string {
    return Buffer.concat(this.#errors).toString();
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** @returns the version of the document after the changes */
  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
    const version = this.#versions.get(uri)! + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
    return version;
  }

  /** Everything that was said of a document, in order. */
  saidOf(uri: string): readonly PublishDiagnosticsParams[] {
    return this.published.filter((one) => one.uri === uri);
  }

  /** What is shown of a document when its check is over. */
  async settled(uri: string): Promise<readonly Diagnostic[]> {
    await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    return this.saidOf(uri).at(-1)?.diagnostics ?? [];
  }

  /** Says goodbye. @returns the exit code of the server */
  async leave(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return await this.exit;
  }
}

/** The text after the edits, as an editor applies them: positions are of the text before, in UTF-16 units. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const lineStarts = [
    0,
    ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: mark }) => index + mark.length),
  ];
  const offset = ({ line, character }: TextEdit["range"]["start"]): number =>
    (lineStarts[line] ?? text.length) + character;
  return edits
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (out, { range, newText }) => out.slice(0, offset(range.start)) + newText + out.slice(offset(range.end)),
      text,
    );
}

/** The edits of one document, in either form. */
export const editsOf = (edit: WorkspaceEdit | undefined, uri: string): readonly TextEdit[] =>
  edit?.changes?.[uri] ??
  (edit?.documentChanges ?? []).flatMap((change) =>
    "edits" in change && change.textDocument.uri === uri ? (change.edits as TextEdit[]) : [],
  );

/** The position of a piece of a text, `into` it by so many UTF-16 units. */
export function placeOf(
  text: string,
  piece: string,
  into = 0,
): { readonly line: number; readonly character: number } {
  const at = text.indexOf(piece);
  if (at < 0) throw new Error(`the text has no ${piece}`);
  const before = text.slice(0, at + into).split(/\r\n|\n|\r/);
  return { line: before.length - 1, character: before.at(-1)!.length };
}
