import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { Inquiry } from "./inquiry.ts";
import { signs } from "./status.ts";
import type { Kind } from "./text.ts";
import { words } from "./words.ts";

interface Props {
  readonly inquiry: Inquiry;
  readonly kind: Kind;
}

const files = {
  json: ["report.json", "application/json"],
  md: ["derivation.md", "text/markdown"],
  latex: ["gradients.tex", "application/x-tex"],
  ts: ["model.ts", "text/plain"],
} as const;
type Name = keyof typeof files;

/** What is known of a text, to be saved: the checker's report, the text with its verdicts, the gradients, the kernel. */
export function ExportList({ inquiry, kind }: Props): JSX.Element {
  const t = useWords(words);
  const { form } = useApp();
  const [said, setSaid] = useState("");
  const names: readonly Name[] = inquiry.steps.length > 0 ? ["md", "latex", "ts", "json"] : ["md", "json"];
  const contents: { readonly [N in Name]: () => Promise<string | undefined> } = {
    json: async () => inquiry.report,
    md: async () => markdown(kind === "chain" ? await exportsNow().then(({ latexOf }) => latexOf(inquiry.text, form.value)) : undefined),
    latex: async () => (await exportsNow()).latexOf(inquiry.text, form.value),
    ts: async () => (await exportsNow()).kernelOf(inquiry.text),
  }; // prettier-ignore
  return (
    <div role="group" class="exports" aria-label={t("export")}>
      <span aria-hidden="true">{t("export")}</span>
      {names.map((name) => (
        <button key={name} type="button" onClick={() => void save(name)}>
          {t(`export.${name}`)}
        </button>
      ))}
      <span role="status">{said}</span>
    </div>
  );

  async function save(name: Name): Promise<void> {
    const [file, type] = files[name];
    const content = await contents[name]();
    setSaid(content === undefined ? t("export.none") : "");
    if (content === undefined) return;
    const link = document.createElement("a");
    link.download = file;
    link.href = `data:${type};charset=utf-8,${encodeURIComponent(content)}`;
    link.click();
  }

  /** The text as it is written, what is said of its lines, and its gradients. */
  function markdown(latex: string | undefined): string {
    const { text, lines, read } = inquiry;
    const verdicts = lines.map(
      ({ line, status, diagnostics }) =>
        `- ${t("line", { line })}: ${signs[status]} ${[t(`status.${status}`), ...diagnostics.map(({ code, title }) => `${title} (${code})`)].join("; ")}`,
    );
    const mistakes = read.map(({ code, title }) => `- ${title} (${code})`);
    const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    const parts = [`${fence}\n${text.trimEnd()}\n${fence}`, `## ${t("verdict")}`, [...mistakes, ...verdicts].join("\n")];
    if (latex !== undefined) parts.push(`## ${t("derived")}`, latex.replaceAll(/\\\[|\\\]/g, "$$$$").trimEnd());
    return `${parts.join("\n\n")}\n`;
  } // prettier-ignore
}

const exportsNow = () => import("./exports.ts");
