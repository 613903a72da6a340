import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  DiagnosticSeverity,
  DidCloseTextDocumentNotification,
  HoverRequest,
  LSPErrorCodes,
  CodeLensRequest,
  CancellationTokenSource,
} from "vscode-languageserver-protocol/node";
import { chainrule } from "../../support/cli.ts";
import { Editor, placeOf, spawnServer } from "../../support/editor.ts";
import { claims, markdown, model, unstated } from "./texts.ts";

const uri = "file:///folder/net.chain";

/** What every conversation ends with: nothing on standard error, and a proper goodbye. */
async function quietly(editor: Editor): Promise<void> {
  expect(await editor.leave()).toBe(0);
  expect(editor.stderr).toBe("");
}

/** A message as bytes on the wire. */
const wire = (content: string): string => `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;

describe("chainrule lsp", () => {
  it("introduces itself, says goodbye, and ends with 0", async () => {
    const editor = await Editor.start();
    expect(editor.initialized).toMatchObject({
      serverInfo: { name: "chainrule", version: expect.stringMatching(/^\d+\.\d+/) },
      capabilities: { positionEncoding: "utf-16", hoverProvider: true },
    });
    await quietly(editor);
  });
  it("ends with 1 when the editor leaves without a goodbye, or vanishes", async () => {
    const impolite = await Editor.start();
    await impolite.connection.sendNotification("exit");
    expect(await impolite.exit).toBe(1);
    expect(impolite.stderr).toBe("");
    const child = spawnServer();
    const exit = new Promise((resolve) => child.on("exit", resolve));
    child.stdin!.end();
    expect(await exit).toBe(1);
  });
  it("has help in both languages", async () => {
    const english = await chainrule(["lsp", "--help"]);
    expect([english.code, english.out]).toEqual([0, expect.stringContaining("language server")]);
    expect((await chainrule(["lsp", "--help", "--lang", "ko"])).out).toContain("언어 서버");
    expect((await chainrule(["lsp", "--sockte"])).code).toBe(2);
  });

  it("speaks Korean when the editor asks for it, or runs in it", async () => {
    for (const params of [{ initializationOptions: { language: "ko" }, locale: "en" }, { locale: "ko-KR" }]) {
      const editor = await Editor.start(params);
      await editor.open(uri, "chainrule", claims);
      for (const { message } of await editor.settled(uri)) expect(message).toMatch(/[가-힣]{2}/);
      await quietly(editor);
    }
  });

  it.each([
    ["utf-8", 30],
    ["utf-16", 26],
    ["utf-32", 25],
  ] as const)(
    "counts characters in %s as agreed, across CRLF and signs beyond the basic plane",
    async (encoding, character) => {
      const editor = await Editor.start({
        capabilities: { general: { positionEncodings: ["utf-7", encoding] } },
      });
      expect(editor.initialized!.capabilities.positionEncoding).toBe(encoding);
      const text = "input 𝐱[3]\r\nparam 가[3]\r\nf = sum(i, 𝐱[i] * 가[i] * z[i])\r\n";
      await editor.open(uri, "chainrule", text);
      const [first, ...more] = await editor.settled(uri);
      expect(first).toMatchObject({ code: "E0201", range: { start: { line: 2, character }, end: { line: 2, character: character + 1 } } }); // prettier-ignore
      expect(more).toEqual([]);
      // The change, too, is counted in the units that were agreed on.
      const range = { start: { line: 2, character }, end: { line: 2, character: character + 1 } };
      await editor.change(uri, { range, text: "가" });
      expect(await editor.settled(uri)).toEqual([]);
      await quietly(editor);
    },
  );
  it("answers malformed messages with errors, and goes on", async () => {
    const child = spawnServer();
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout!.setEncoding("utf8").on("data", (chunk: string) => out.push(chunk));
    child.stderr!.setEncoding("utf8").on("data", (chunk: string) => err.push(chunk));
    const exit = new Promise((resolve) => child.on("exit", resolve));
    onTestFinished(() => void child.kill());
    const send = (content: string): void => void child.stdin!.write(wire(content));
    const until = async (piece: string): Promise<void> => {
      while (!out.join("").includes(piece)) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    send('{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{}}');
    await until('"id":1');
    send(
      '{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}',
    );
    await until('"id":2');
    send("{ this is no JSON");
    send('{"jsonrpc":"2.0","id":3,"method":"textDocument/hover","params":{"textDocument":null}}');
    await until('"id":3');
    send('{"jsonrpc":"2.0","id":4,"method":"no/such/method"}');
    await until('"id":4');
    send('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":null}');
    send(
      '{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///x"},"contentChanges":[]}}',
    );
    send(
      '{"jsonrpc":"2.0","id":5,"method":"workspace/executeCommand","params":{"command":"rm -rf","arguments":[]}}',
    );
    await until('"id":5');
    send('{"jsonrpc":"2.0","id":6,"method":"chainrule/state","params":[]}');
    await until('"id":6');
    send('{"jsonrpc":"2.0","id":7,"method":"shutdown"}');
    await until('"id":7');
    send('{"jsonrpc":"2.0","method":"exit"}');
    expect(await exit).toBe(0);
    expect(err.join("")).toBe("");
    for (const id of [1, 3, 4, 5, 6])
      expect(out.join("")).toMatch(new RegExp(`"id":${id},"error":\\{"code":-\\d+`));
    expect(out.join("")).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe("one conversation", () => {
  const names: string[] = [];
  /** The address of a document that no other test opens. */
  const fresh = (): string => `file:///folder/net${names.push("")}.chain`;
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.start();
  });
  afterAll(() => quietly(editor));
  it("shows what is wrong, with its page and the place it conflicts with", async () => {
    const text = "input x[3]\ninput x[4]\nf = sum(i, z[i])\n";
    const uri = fresh();
    await editor.open(uri, "chainrule", text);
    const found = await editor.settled(uri);
    expect(found).toMatchObject([
      {
        severity: DiagnosticSeverity.Error,
        code: "E0202",
        source: "chainrule",
        range: { start: placeOf(text, "x[4]"), end: placeOf(text, "x[4]", 1) },
        codeDescription: { href: expect.stringMatching(/^file:.*docs\/messages\/E0202\.md$/) },
        relatedInformation: [{ location: { uri, range: { start: placeOf(text, "x[3]") } } }],
      },
      { code: "E0201", range: { start: placeOf(text, "z[i]") } },
    ]);
  });
  it("judges each line: wrong, conditional and open ones by their severity", async () => {
    const uri = fresh();
    await editor.open(uri, "chainrule", claims);
    expect(await editor.settled(uri)).toMatchObject([
      { severity: DiagnosticSeverity.Error, code: "E0401", range: { start: { line: 10 } } },
      { severity: DiagnosticSeverity.Information, code: "H0702", range: { start: { line: 11 } } },
    ]);
    const other = "file:///folder/other.chain";
    await editor.open(other, "chainrule", unstated);
    expect(await editor.settled(other)).toMatchObject([
      {
        severity: DiagnosticSeverity.Warning,
        code: "E0501",
        message: expect.stringContaining("sum(k, y[k]) == 1"),
      },
    ]);
  });
  it("publishes as it judges, before the last line is judged", async () => {
    const uri = fresh();
    await editor.open(uri, "chainrule", claims);
    await editor.settled(uri);
    const counts = editor.saidOf(uri).map(({ diagnostics }) => diagnostics.length);
    expect(counts.length).toBeGreaterThan(2);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.slice(-1)).toEqual([2]);
  });
  it("follows the changes of someone typing: a newer version ends the check of the older", async () => {
    const uri = fresh();
    await editor.open(uri, "chainrule", claims);
    const pending = editor.connection
      .sendRequest(CodeLensRequest.type, { textDocument: { uri } })
      .catch((error: { code: number }) => error.code);
    // All are sent before anything is waited for: how quick the check of a version is must not matter.
    const letters = ["(", "h[j] > 0", ") * "];
    const versions = await Promise.all(
      letters.map((text, k) => {
        const at = { line: 10, character: 21 + letters.slice(0, k).join("").length };
        return editor.change(uri, { range: { start: at, end: at }, text });
      }),
    );
    expect(await pending).toBe(LSPErrorCodes.ContentModified);
    expect((await editor.settled(uri)).map(({ code }) => code)).toEqual(["H0702"]);
    const said = editor.saidOf(uri).map((one) => one.version);
    expect(said.at(-1)).toBe(versions.at(-1));
    expect(said).not.toContain(2);
  });
  it("keeps on the screen what it said of lines it has not come to again", async () => {
    const uri = fresh();
    await editor.open(uri, "chainrule", claims);
    await editor.settled(uri);
    const before = editor.saidOf(uri).length;
    await editor.change(uri, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      text: "# a remark\n",
    });
    await editor.settled(uri);
    for (const { diagnostics } of editor.saidOf(uri).slice(before))
      expect(diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([["E0401", 11], ["H0702", 12]]); // prettier-ignore
  });
  it("lets a request be withdrawn", async () => {
    const uri = fresh();
    await editor.open(uri, "chainrule", claims);
    const source = new CancellationTokenSource();
    const pending = editor.connection
      .sendRequest(CodeLensRequest.type, { textDocument: { uri } }, source.token)
      .catch((error: { code: number }) => error.code);
    source.cancel();
    expect(await pending).toBe(LSPErrorCodes.RequestCancelled);
    await editor.settled(uri);
  });
  it("takes down what it said when a document is closed", async () => {
    const uri = fresh();
    await editor.open(uri, "chainrule", claims);
    await editor.settled(uri);
    await editor.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    });
    expect(await editor.settled(uri)).toEqual([]);
  });

  it("takes UTF-16 where the editor names no units, and places beyond a line for its end", async () => {
    const uri = fresh();
    await editor.open(uri, "chainrule", "input 𝐱[3]\r\nf = sum(i, 𝐱[i] * z[i])\r\n");
    expect(await editor.settled(uri)).toMatchObject([{ range: { start: { line: 1, character: 19 } } }]);
    await editor.change(uri, { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 999 } }, text: "f = 1" }); // prettier-ignore
    await editor.change(uri, { range: { start: { line: 99, character: 0 }, end: { line: 99, character: 0 } }, text: "g = f" }); // prettier-ignore
    expect(await editor.settled(uri)).toEqual([]);
  });

  it("says nothing of documents it does not know or that are of another language", async () => {
    const position = { line: 0, character: 0 };
    const ask = (address: string) =>
      editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: address }, position });
    expect(await ask("file:///nobody/opened.chain")).toBeNull();
    expect(await ask("untitled:%E0%A4%A")).toBeNull();
    await editor.open("file:///a.py", "python", "x = 1");
    expect(await ask("file:///a.py")).toBeNull();
    await editor.open("untitled:%E0%A4%A", "markdown", markdown(model, "C = x"));
    await editor.settled("untitled:%E0%A4%A");
    expect(editor.published.map((one) => one.uri)).not.toContain("file:///a.py");
  });
});
