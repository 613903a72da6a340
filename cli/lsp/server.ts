import {
  type CancellationToken,
  createConnection,
  ErrorCodes,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type TextDocumentIdentifier,
} from "vscode-languageserver/node";
import type { DerivationText, Lang } from "../../src/index.ts";
import { version } from "../version.ts";
import { codeActions } from "./actions.ts";
import { type Analysis, Superseded } from "./analysis.ts";
import { capabilitiesFor, type Client, clientOf } from "./client.ts";
import { completions } from "./completion.ts";
import { Desk } from "./desk.ts";
import { hover } from "./hover.ts";
import { codeLenses, inlayHints, showTrace, trace } from "./lenses.ts";
import { readLines } from "./lines.ts";
import { definitionOf, highlightsOf, referencesOf, Refused, renamable, rename } from "./names.ts";
import { workspaceEdit } from "./page.ts";
import { stateAt, stateRequest, type StateParams } from "./state.ts";
import { documentSymbols } from "./symbols.ts";

/**
 * Serves one editor over standard input and output until it says goodbye or closes the pipe; the process then
 * ends, with 0 after a proper goodbye and 1 without.
 *
 * @param lang the language of messages where the editor names none
 */
export function serve(lang: Lang): void {
  const connection = createConnection(process.stdin, process.stdout);
  let client: Client | undefined;
  const here = (): Client => {
    if (client === undefined) throw new ResponseError(ErrorCodes.ServerNotInitialized, "initialize first");
    return client;
  };
  const desk = new Desk(connection, here);

  connection.onInitialize((params) => {
    client = clientOf(params, lang);
    return { capabilities: capabilitiesFor(client.encoding), serverInfo: { name: "chainrule", version } };
  });

  /** Answers from the latest version of a document: as soon as it is read, or when all of it is judged. */
  const answer = async <T>(
    { uri }: TextDocumentIdentifier,
    token: CancellationToken,
    when: "read" | "done",
    of: (read: DerivationText, analysis: Analysis, client: Client) => T,
  ): Promise<T | null> => {
    const analysis = desk.analysis(uri);
    if (analysis === undefined) return null;
    try {
      const read = await unlessCancelled(analysis[when], token);
      return of(read, analysis, here());
    } catch (error) {
      throw responseError(error);
    }
  };
  const linesOf = (read: DerivationText, { lines }: Analysis) => readLines(read, lines);

  connection.onHover(({ textDocument, position }, token) =>
    answer(textDocument, token, "done", (read, analysis, { lang: own, hasMarkdown }) => {
      const { page } = analysis;
      return hover(read, linesOf(read, analysis), page, page.offsetAt(position), own, hasMarkdown) ?? null;
    }),
  );
  connection.onCodeAction(({ textDocument, range, context: { only } }, token) =>
    answer(textDocument, token, "done", (read, { page, lines }, { lang: own, isVersioned }) => [
      ...codeActions(read, lines, page, { span: page.span(range), only, isVersioned, lang: own }),
    ]),
  );
  connection.onCodeLens(({ textDocument }, token) =>
    answer(textDocument, token, "done", (_, { page, lines }, { lang: own }) => [
      ...codeLenses(lines, page, own),
    ]),
  );
  connection.onExecuteCommand(async ({ command, arguments: args }, token) => {
    const [uri, number] = (args ?? []) as unknown[];
    if (command !== showTrace || typeof uri !== "string" || typeof number !== "number") {
      throw new ResponseError(ErrorCodes.InvalidParams, `${showTrace} URI LINE`);
    }
    const text = await answer({ uri }, token, "done", (read, { lines }, { lang: own }) => {
      const line = lines[number];
      return line === undefined ? null : trace(read, line, own);
    });
    if (text !== null) {
      void connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Info,
        message: text,
      });
    }
    return text;
  });
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answer(textDocument, token, "read", (read, { page }) => {
      const { start, end } = page.span(range);
      return inlayHints(read, page).filter(({ position }) => {
        const offset = page.offsetAt(position);
        return start <= offset && offset <= end;
      });
    }),
  );
  connection.onDefinition(({ textDocument, position }, token) =>
    answer(textDocument, token, "read", (read, { page }) => [
      ...definitionOf(read, page, page.offsetAt(position)),
    ]),
  );
  connection.onReferences(({ textDocument, position, context: { includeDeclaration } }, token) =>
    answer(textDocument, token, "read", (read, { page }) => [
      ...referencesOf(read, page, page.offsetAt(position), includeDeclaration),
    ]),
  );
  connection.onDocumentHighlight(({ textDocument, position }, token) =>
    answer(textDocument, token, "read", (read, { page }) =>
      highlightsOf(read, page, page.offsetAt(position)),
    ),
  );
  connection.onDocumentSymbol(({ textDocument }, token) =>
    answer(textDocument, token, "read", (read, { page }, { lang: own }) => [
      ...documentSymbols(read, page, own),
    ]),
  );
  connection.onPrepareRename(({ textDocument, position }, token) =>
    answer(textDocument, token, "read", (read, { page }, { lang: own }) =>
      renamable(read, page, page.offsetAt(position), own),
    ),
  );
  connection.onRenameRequest(({ textDocument, position, newName }, token) =>
    answer(textDocument, token, "read", (read, { page }, { lang: own, isVersioned }) => {
      const edits = [...rename(read, page, page.offsetAt(position), newName, own)];
      return workspaceEdit(page, edits, isVersioned);
    }),
  );
  connection.onCompletion(({ textDocument, position }, token) =>
    answer(textDocument, token, "read", (read, { page }, { lang: own }) => [
      ...completions(read, page, page.offsetAt(position), own),
    ]),
  );
  connection.onRequest(stateRequest, ({ textDocument, position }: StateParams, token: CancellationToken) =>
    answer(textDocument, token, "done", (read, analysis, { lang: own }) => {
      const { page } = analysis;
      return stateAt(read, linesOf(read, analysis), page, page.offsetAt(position), own);
    }),
  );
  connection.listen();
}

/** What the promise gives; rejected when the client withdraws its request first. */
const unlessCancelled = <T>(promise: Promise<T>, token: CancellationToken): Promise<T> =>
  new Promise((resolve, reject) => {
    const withdrawn = new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
    if (token.isCancellationRequested) return reject(withdrawn);
    const listener = token.onCancellationRequested(() => reject(withdrawn));
    promise.then(resolve, reject).finally(() => listener.dispose());
  });

/** How a request that has no answer is answered. What is no ResponseError yet is a defect and says so. */
function responseError(error: unknown): unknown {
  if (error instanceof Superseded)
    return new ResponseError(LSPErrorCodes.ContentModified, "the document has changed");
  if (error instanceof Refused) return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
  return error;
}
