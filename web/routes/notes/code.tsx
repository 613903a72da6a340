import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useText } from "../../app/context.ts";
import { tokens } from "../../app/tokens.ts";
import type { KernelText } from "../../engine/kernel-text.ts";
import type { Lesson } from "../../engine/lesson.ts";

/** The code the engine generates for the model, each statement lit with the node it computes. */
export function Code({ lesson }: { readonly lesson: Lesson }): JSX.Element {
  const t = useText();
  const [kernel, setKernel] = useState<KernelText | "none">();
  useEffect(() => {
    let isStale = false;
    const make = async (): Promise<void> => {
      const made = await generated(lesson);
      if (!isStale) setKernel(made ?? "none");
    };
    void make();
    return () => {
      isStale = true;
    };
  }, [lesson]);
  return (
    <section class="pane code" aria-labelledby="code-title">
      <header>
        <h2 id="code-title">{t("code")}</h2>
      </header>
      {kernel === undefined && <p>{t("loading")}</p>}
      {kernel === "none" && <p>{t("code.none")}</p>}
      {kernel !== undefined && kernel !== "none" && <Listing kernel={kernel} />}
    </section>
  );
}

/** Undefined where the model leaves a size open, for which a kernel needs a number. */
async function generated(lesson: Lesson): Promise<KernelText | undefined> {
  const { kernelText } = await import("../../engine/kernel-text.ts");
  return kernelText(lesson, "0");
}

function Listing({ kernel }: { readonly kernel: KernelText }): JSX.Element {
  return (
    <>
      <p class="operations">{kernel.operations}</p>
      <pre class="listing" tabIndex={0}>
        <code>
          {kernel.lines.map(({ number, pieces }) => (
            <span class="line" key={number}>
              <span class="gutter" aria-hidden="true">
                {number}
              </span>
              {pieces.map(({ text, node }, k) => (
                <span key={k} data-n={node}>
                  {tokens(text).map(({ kind, text }, n) => (
                    <span key={n} class={kind}>
                      {text}
                    </span>
                  ))}
                </span>
              ))}
              {"\n"}
            </span>
          ))}
        </code>
      </pre>
    </>
  );
}
