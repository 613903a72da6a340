import { useEffect, useState } from "preact/hooks";
import type { JSX } from "preact";
import { useApp, useText } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import { tokens } from "../../app/tokens.ts";
import { useWords } from "../../app/words.ts";
import type { KernelText } from "../../engine/kernel-text.ts";
import { runInSandbox } from "../../engine/sandbox.ts";
import { targetOf, watched } from "../../engine/watched.ts";
import { operationsIn } from "./operations.ts";
import type { KernelView } from "./views.ts";
import { words } from "./words.ts";

type Line = KernelText["lines"][number];

const codeOf = ({ pieces }: Line): string => pieces.map(({ text }) => text).join("");

interface Props {
  readonly view: KernelView;
  readonly label: string;
  readonly command: string;
}

/** A kernel to be read: each line with its node and, in straight-line code, what it computes at the numbers in force. */
export function Listing({ view, label, command }: Props): JSX.Element {
  const t = useWords(words);
  const values = useValues(view.straight);
  const [copied, setCopied] = useState(false);
  const isLinked = view.lines.some(({ pieces }) => pieces.some(({ node }) => node !== undefined));
  const text = view.lines.map(codeOf).join("\n");
  return (
    <>
      <p class="operations">{t("operations", { operations: operationsIn(view.counts, t) })}</p>
      <div class="copying">
        <button type="button" onClick={() => void copy()}>
          {t("copy")}
        </button>{" "}
        <span role="status">{copied ? t("copied") : ""}</span>
      </div>
      <pre class="listing" tabIndex={0} role="group" aria-label={label}>
        <code>
          {view.lines.map((line) => (
            <Row
              key={line.number}
              line={line}
              isLinked={isLinked}
              value={values.get(targetOf(codeOf(line)) ?? "")}
            />
          ))}
        </code>
      </pre>
      <p class="because">{t("console")}</p>
      <pre class="command" tabIndex={0}>
        {command}
      </pre>
    </>
  );

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
}

interface RowProps {
  readonly line: Line;
  /** Whether lines of this listing belong to nodes. */
  readonly isLinked: boolean;
  readonly value: number | undefined;
}

function Row({ line, isLinked, value }: RowProps): JSX.Element {
  const page = useText();
  const node = line.pieces.findLast((piece) => piece.node !== undefined)?.node;
  return (
    <span class="line">
      <span class="gutter" aria-hidden="true">
        {line.number}
      </span>
      {isLinked && (
        <span class="gutter id" aria-hidden="true" data-n={node}>
          {node}
        </span>
      )}
      {line.pieces.map((piece, k) => (
        <span key={k} data-n={piece.node}>
          {tokens(piece.text).map(({ kind, text }, n) => (
            <span key={n} class={kind}>
              {text}
            </span>
          ))}
        </span>
      ))}
      {value !== undefined && (
        <span class="live">
          <span class="hidden">{page("graph.value", { value: "" })}</span> {numberText(value)}
        </span>
      )}
      {"\n"}
    </span>
  );
}

/** What the statements of straight-line code compute at the numbers in force, by what they give their value to. */
function useValues(kernel: KernelText | undefined): ReadonlyMap<string, number> {
  const point = useApp().point.value;
  const [values, setValues] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    if (kernel === undefined) return undefined;
    let isStale = false;
    const run = async (): Promise<void> => {
      const { before, body, after } = kernel.javascript;
      const { code, targets } = watched(body);
      const lengths = kernel.gradients.map((name) => point.tensors.get(name)?.values.length ?? 0);
      const ran = await runInSandbox({
        code: `${before}${code}${after}`,
        entry: kernel.entry,
        inputs: kernel.inputs.map((name) => point.tensors.get(name)?.values ?? []),
        lengths: [...lengths, targets.length],
      });
      if (isStale || ran.kind !== "ran") return;
      setValues(new Map(targets.map((target, k) => [target, ran.gradients.at(-1)![k]!])));
    };
    void run();
    return () => {
      isStale = true;
    };
  }, [kernel, point]);
  return values;
}
