import {
  CodeActionKind,
  type InitializeParams,
  MarkupKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import type { Lang } from "../../src/index.ts";
import { fixAllKind } from "./actions.ts";
import { type Encoding, negotiated } from "./encoding.ts";
import { showTrace } from "./lenses.ts";
import { stateRequest } from "./state.ts";

/** What the client can do and wants, known once it has introduced itself. */
export interface Client {
  readonly encoding: Encoding;
  readonly lang: Lang;
  /** Whether edits may name the version of the document they are for. */
  readonly isVersioned: boolean;
  readonly hasMarkdown: boolean;
}

/** @param lang the language where the client names none */
export const clientOf = (
  { capabilities, initializationOptions, locale }: InitializeParams,
  lang: Lang,
): Client => ({
  encoding: negotiated(capabilities),
  lang: languageOf(initializationOptions, locale) ?? lang,
  isVersioned: capabilities.workspace?.workspaceEdit?.documentChanges === true,
  hasMarkdown: capabilities.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false,
});

/** `{ "language": "ko" }` says it; else the locale of the editor. */
function languageOf(options: unknown, locale: string | undefined): Lang | undefined {
  const given =
    typeof options === "object" && options !== null && "language" in options ? options.language : undefined;
  if (given === "ko" || given === "en") return given;
  return locale === undefined ? undefined : /^ko\b/i.test(locale) ? "ko" : "en";
}

/** What the server can do. */
export const capabilitiesFor = (encoding: Encoding): ServerCapabilities => ({
  positionEncoding: encoding,
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
  codeLensProvider: {},
  inlayHintProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  renameProvider: { prepareProvider: true },
  completionProvider: { triggerCharacters: ["[", "("] },
  executeCommandProvider: { commands: [showTrace] },
  experimental: { [stateRequest]: true },
});
