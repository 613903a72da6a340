import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CodeAction,
  CodeActionKind,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  type CompletionItem,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  HoverRequest,
  InlayHintRequest,
  LSPErrorCodes,
  type MarkupContent,
  type Position,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  ShowMessageNotification,
} from "vscode-languageserver-protocol/node";
import { checkNow } from "../../../src/index.ts";
import { applied, Editor, editsOf, placeOf } from "../../support/editor.ts";
import { claims, markdown, model, unstated } from "./texts.ts";

const gradient = "\\frac{\\partial C}{\\partial W^{(1)}_{jk}} = h_j (p_k - y_k)";
const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

describe("an editor", () => {
  let editor: Editor;
  const names: string[] = [];
  beforeAll(async () => {
    editor = await Editor.start({
      capabilities: {
        textDocument: { hover: { contentFormat: ["markdown", "plaintext"] } },
        workspace: { workspaceEdit: { documentChanges: true } },
      },
    });
  });
  afterAll(async () => {
    expect(await editor.leave()).toBe(0);
    expect(editor.stderr).toBe("");
  });

  async function open(text: string, languageId = "chainrule"): Promise<string> {
    const uri = `untitled:${names.push(languageId)}`;
    await editor.open(uri, languageId, text);
    return uri;
  }
  const hover = async (uri: string, position: Position): Promise<string> => {
    const found = await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return (found?.contents as MarkupContent | undefined)?.value ?? "";
  };
  const actions = async (uri: string, only?: string[]): Promise<readonly CodeAction[]> =>
    (await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: whole,
      context: { diagnostics: [], ...(only && { only }) },
    })) as CodeAction[];

  describe("hovers", () => {
    it("over names: role, shape, definition in both notations", async () => {
      const uri = await open(model);
      expect(await hover(uri, placeOf(model, "W0[3"))).toBe("W0: parameter, 3×4");
      const a = await hover(uri, placeOf(model, "a[j])\np"));
      expect(a).toContain("a: intermediate, 4");
      expect(a).toContain("a[j] = relu(h[j])");
      expect(await hover(uri, placeOf(model, "o[k] ="))).toContain("o = W1' * a");
      expect(await hover(uri, placeOf(model, "relu(h", 2))).toBe("relu: element-wise function");
      expect(await hover(uri, placeOf(model, "input", 1))).toBe("");
    });
    it("over lines: the verdict and the right value", async () => {
      const uri = await open(claims);
      const wrong = await hover(uri, placeOf(claims, "claim d(C)/d(h", 3));
      expect(wrong).toContain("✗ wrong (E0401) (j: 4)");
      expect(wrong).toContain("d(C)/d(h[j]) = (h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))");
      const right = await hover(uri, placeOf(claims, "claim d(C)/d(W1", 3));
      expect(right).toContain("✓ proved");
      expect(right).toContain("d(C)/d(W1[j, k]) = a[j] * (p[k] - y[k])");
    });
    it("over a piece of a formula in LaTeX: what it was read as", async () => {
      const text = markdown(model, gradient);
      const uri = await open(text, "markdown");
      const found = await hover(uri, placeOf(text, "p_k - y_k", 1));
      expect(found).toContain("```chain\np[k]\n```");
      expect(found).toContain("p: intermediate, 3");
      expect(found).toContain("✗ wrong (E0409) (j: 4, k: 3)");
    });
  });

  describe("repairs", () => {
    it("a certain repair is preferred, and gives a file that checks", async () => {
      const uri = await open(claims);
      const found = await actions(uri, [CodeActionKind.QuickFix]);
      const certain = found.filter(({ isPreferred }) => isPreferred);
      expect(certain).toMatchObject([{ kind: CodeActionKind.QuickFix, diagnostics: [{ code: "E0401" }] }]);
      expect(certain[0]!.edit!.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
      const repaired = applied(claims, editsOf(certain[0]!.edit, uri));
      expect(checkNow(repaired, { kind: "chain" }).lines.map(({ status }) => status)).toEqual(["proved", "proved", "hole"]); // prettier-ignore
      const fill = found.find(({ title }) => title.startsWith("Fill in"))!;
      const filled = applied(claims, editsOf(fill.edit, uri));
      expect(checkNow(filled, { kind: "chain" }).lines[2]!.status).toBe("proved");
    });
    it("all certain repairs at once, when the editor asks for source.fixAll", async () => {
      const text = markdown(claims.replace(/claim.*\?\n/, ""), `${gradient} \\\\ \\frac{\\partial C}{\\partial o_k} = y_k - p_k`).replaceAll("\n", "\r\n"); // prettier-ignore
      const uri = await open(text, "markdown");
      const found = await actions(uri, ["source.fixAll"]);
      expect(found.map(({ kind }) => kind)).toEqual(["source.fixAll.chainrule"]);
      const repaired = applied(text, editsOf(found[0]!.edit, uri));
      expect(checkNow(repaired, { kind: "md" }).verdict).toBe("holds");
      // What was right stays byte for byte.
      expect(repaired.slice(0, text.indexOf("claim d(C)/d(h"))).toBe(
        text.slice(0, text.indexOf("claim d(C)/d(h")),
      );
      expect(repaired.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      expect(await actions(uri, ["refactor"])).toEqual([]);
    });
    it.each([
      ["a model file", "chainrule", "chain", unstated],
      ["a block in Markdown", "markdown", "md", markdown(model, "\\frac{\\partial C}{\\partial o_k} = p_k - y_k")],
      ["Markdown with nothing but formulas", "markdown", "md", "Softmax and cross entropy.\n\n$$\np_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}, \\quad z \\in \\mathbb R^3\n$$\n\n$$\nC = -\\sum_k y_k \\log p_k\n$$\n\nHence\n$$\n\\frac{\\partial C}{\\partial z_k} = p_k - y_k\n$$\n"],
      ["LaTeX", "latex", "tex", `${model.trimEnd().split("\n").map((line) => `% chain: ${line}\n`).join("")}\\[ \\frac{\\partial C}{\\partial o_k} = p_k - y_k \\]\n`],
    ] as const)("the assumption that is missing is stated, in %s", async (_, language, kind, text) => {
      expect(checkNow(text, { kind }).verdict).toBe("conditional");
      const uri = await open(text, language);
      const action = (await actions(uri)).find(({ title }) => title.startsWith("State the assumption"));
      expect(action).toMatchObject({ diagnostics: [{ code: "E0501" }] });
      const repaired = applied(text, editsOf(action!.edit, uri));
      expect(checkNow(repaired, { kind }).verdict, repaired).toBe("holds");
    }); // prettier-ignore
    it("a name that nothing introduces is introduced", async () => {
      const text = markdown(claims.replace(/claim.*\n/g, ""), "\\frac{\\partial C}{\\partial z_2} = p - y");
      const uri = await open(text, "markdown");
      const action = (await actions(uri)).find(({ title }) => title.startsWith("Introduce"));
      expect(action).toMatchObject({
        title: "Introduce the name: alias z_2 = o",
        diagnostics: [{ code: "E0233" }],
      });
      const found = checkNow(applied(text, editsOf(action!.edit, uri)), { kind: "md" });
      expect(found.lines.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
      expect(found.verdict).toBe("holds");
    });
  });

  it("shows the state at the cursor: what is known, what holds, what is wanted", async () => {
    const uri = await open(claims);
    const state = await editor.connection.sendRequest("chainrule/state", {
      textDocument: { uri },
      position: placeOf(claims, "= ?", 2),
    });
    expect(state).toMatchObject({
      version: 1,
      quantities: expect.arrayContaining([
        { name: "W0", role: "param", shape: ["3", "4"] },
        { name: "a", role: "intermediate", shape: ["4"], definition: "a[j] = relu(h[j])" },
      ]),
      assumptions: ["sum(k, y[k]) == 1"],
      have: [{ line: 10, status: "proved" }],
      line: { number: 12, status: "hole", code: "H0702", indices: [{ name: "i", size: "3" }, { name: "j", size: "4" }] },
      goal: { of: "d(C)/d(W0[i, j])", shape: ["3", "4"], expected: "d(C)/d(W0[i, j]) = x[i] * (h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))" },
      text: expect.stringContaining("⊢ d(C)/d(W0[i, j]) : 3×4"),
    }); // prettier-ignore
    const above = await editor.connection.sendRequest("chainrule/state", {
      textDocument: { uri },
      position: whole.start,
    });
    expect(above).not.toHaveProperty("line");
    expect(
      await editor.connection.sendRequest("chainrule/state", {
        textDocument: { uri: "file:///no" },
        position: whole.start,
      }),
    ).toBeNull();
  });

  it("shows shapes beside names, and verdicts above lines with their reason", async () => {
    const uri = await open(claims);
    const hints = await editor.connection.sendRequest(InlayHintRequest.type, {
      textDocument: { uri },
      range: whole,
    });
    expect(hints!.map(({ label, position: { line } }) => `${line}${label as string}`)).toEqual(["4: 4", "5: 4", "6: 3", "7: 3"]); // prettier-ignore
    const text = markdown(model, gradient);
    const formulas = await open(text, "markdown");
    const inFormulas = await editor.connection.sendRequest(InlayHintRequest.type, {
      textDocument: { uri: formulas },
      range: { start: placeOf(text, "$$"), end: { line: 99, character: 0 } },
    });
    expect(inFormulas).toContainEqual(
      expect.objectContaining({ label: ": 4", position: placeOf(text, "h_j (", 3) }),
    );
    const lenses = await editor.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    expect(lenses!.map(({ command, range }) => [range.start.line, command!.title])).toEqual([
      [9, "✓ proved · show why"],
      [10, "✗ wrong (E0401) · show why"],
      [11, "◌ open · show why"],
    ]);
    const shown = new Promise<string>((resolve) =>
      editor.connection.onNotification(ShowMessageNotification.type, ({ message }) => resolve(message)),
    );
    const { command, arguments: args } = lenses![1]!.command!;
    const why = await editor.connection.sendRequest(ExecuteCommandRequest.type, {
      command,
      arguments: args!,
    });
    expect(why).toContain("error[E0401]");
    expect(await shown).toBe(why);
    expect(
      await editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [uri, 99] }),
    ).toBeNull();
  });

  it("finds names: definition, uses, highlights, outline", async () => {
    const uri = await open(claims);
    const at = { textDocument: { uri }, position: placeOf(claims, "a[j])\np") };
    const definition = { uri, range: { start: placeOf(claims, "a[j] = relu"), end: placeOf(claims, "a[j] = relu", 1) } };
    expect(await editor.connection.sendRequest(DefinitionRequest.type, at)).toEqual([definition]);
    const all = await editor.connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } });
    expect(all!.map(({ range }) => range.start.line)).toEqual([5, 6, 9]);
    const uses = await editor.connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: false } });
    expect(uses!.length).toBe(2);
    const letters = await editor.connection.sendRequest(DocumentHighlightRequest.type, { textDocument: { uri }, position: placeOf(claims, "h[j] =", 2) });
    expect(letters!.map(({ range }) => range.start.line)).toEqual([4, 4]);
    const text = markdown(model, gradient);
    const formulas = await open(text, "markdown");
    const target = await editor.connection.sendRequest(DefinitionRequest.type, { textDocument: { uri: formulas }, position: placeOf(text, "h_j (") });
    expect(target).toMatchObject([{ uri: formulas, range: { start: placeOf(text, "h[j] = sum") } }]);
    const outline = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    expect(outline!.map(({ name }) => name)).toEqual(["x", "W0", "W1", "y", "h", "a", "o", "p", "C", "d(C)/d(W1[j, k])", "d(C)/d(h[j])", "d(C)/d(W0[i, j])"]);
  }); // prettier-ignore

  describe("renames", () => {
    const renamed = async (text: string, position: Position, newName: string): Promise<string> => {
      const uri = await open(text);
      const edit = await editor.connection.sendRequest(RenameRequest.type, {
        textDocument: { uri },
        position,
        newName,
      });
      return applied(text, editsOf(edit ?? undefined, uri));
    };
    it("a quantity everywhere, an index in its statement", async () => {
      expect(await renamed(claims, placeOf(claims, "a[j] = relu"), "hidden")).toBe(
        claims.replaceAll(/\ba\[/g, "hidden["),
      );
      expect(await renamed(model, placeOf(model, "h[j] =", 2), "단")).toBe(model.replace(/^h.*$/m, (line) => line.replaceAll("j", "단"))); // prettier-ignore
    });
    it.each([
      ["another name", "p", "p: "],
      ["an index letter in use", "k", "k: "],
      ["a function", "log", "log: "],
      ["a word of the language", "claim", "claim: "],
      ["no name", "2x", "2x is no name"],
    ])("not to %s", async (_, name, message) => {
      const refused = renamed(claims, placeOf(claims, "a[j] = relu"), name);
      await expect(refused).rejects.toMatchObject({ code: LSPErrorCodes.RequestFailed, message: expect.stringContaining(message.replace(/: $/, "")) }); // prettier-ignore
    });
    it("nothing that is no name of the file", async () => {
      const uri = await open(claims);
      const prepare = (position: Position) =>
        editor.connection.sendRequest(PrepareRenameRequest.type, { textDocument: { uri }, position });
      await expect(prepare(placeOf(claims, "relu"))).rejects.toMatchObject({
        code: LSPErrorCodes.RequestFailed,
      });
      expect(await prepare(placeOf(claims, "W1[j"))).toMatchObject({ placeholder: "W1" });
    });
  });

  it("completes names, letters and functions while a line is being written", async () => {
    const text = `${model}q[k] = `;
    const uri = await open(text);
    const complete = async (position: Position, address = uri): Promise<readonly CompletionItem[]> =>
      (await editor.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri: address },
        position,
      })) as CompletionItem[];
    const labels = (await complete({ line: 8, character: 7 })).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["W1", "p", "softmax", "logsumexp", "relu"]));
    expect(labels).not.toContain("claim");
    const w1 = (await complete({ line: 8, character: 7 })).find(({ label }) => label === "W1");
    expect(w1).toMatchObject({ detail: "parameter, 4×3" });
    expect((await complete({ line: 0, character: 0 })).map(({ label }) => label)).toContain("param");
    expect((await complete(placeOf(text, "relu(h[j", 7))).map(({ label }) => label)).toContain("j");
    const prose = markdown(model, gradient);
    const other = await open(prose, "markdown");
    expect(await complete({ line: 0, character: 3 }, other)).toEqual([]);
    expect((await complete(placeOf(prose, "relu("), other)).length).toBeGreaterThan(10);
    expect(await complete(placeOf(prose, "h_j ("), other)).toEqual([]);
  });
});
