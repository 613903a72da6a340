import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Diagnostic } from "../../src/index.ts";
import { useApp, useText } from "./context.ts";

interface Props {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the engine has to say about a text, as the command line prints it. */
export function Diagnostics({ text, diagnostics }: Props): JSX.Element {
  const t = useText();
  const lang = useApp().lang.value;
  const [texts, setTexts] = useState<readonly string[]>([]);
  useEffect(() => {
    let isStale = false;
    const say = async (): Promise<void> => {
      const { diagnosticTexts } = await import("./diagnostic-text.ts");
      if (!isStale) setTexts(diagnosticTexts(text, diagnostics, lang));
    };
    void say();
    return () => {
      isStale = true;
    };
  }, [text, diagnostics, lang]);
  return (
    <section class="diagnostics" role="alert">
      <h2>{t("refused")}</h2>
      {texts.map((message) => (
        <pre key={message} tabIndex={0}>
          {message}
        </pre>
      ))}
      {diagnostics.length === 0 && <p>{t("refused.nothing")}</p>}
    </section>
  );
}
