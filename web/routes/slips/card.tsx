import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../../app/words.ts";
import type { Client } from "./client.ts";
import type { CardVerdict, CardView } from "./desk.ts";
import { stages, withDone, type Kept, type Stage, type did } from "./kept.ts";
import { KindStage } from "./kind-stage.tsx";
import { LineList } from "./line-list.tsx";
import { LineStage } from "./line-stage.tsx";
import { MendStage } from "./mend-stage.tsx";
import { useCardKeys } from "./keys.ts";
import { Verdict } from "./verdict.tsx";
import { words } from "./words.ts";

interface Props {
  readonly client: Client;
  readonly view: CardView;
  readonly kept: Kept;
  readonly keep: (kept: Kept) => void;
  readonly go: (number: number) => void;
}

/** What a stage is given. */
export interface StageProps {
  readonly view: CardView;
  readonly kept: Kept;
  readonly keep: (kept: Kept) => void;
  /** What the checker says; undefined until it has read the card. */
  readonly verdict: CardVerdict | undefined;
  /** Goes on to the next stage, with what the learner did. */
  readonly advance: (kept: Kept, what?: keyof typeof did) => void;
}

/** One card: its lines, and the questions about them one after the other. */
export function Card({ client, view, kept, keep, go }: Props): JSX.Element {
  const t = useWords(words);
  const box = useRef<HTMLElement>(null);
  const verdict = useVerdict(client, view);
  const last = view.of === undefined ? Infinity : view.of - 1;
  const { number, deck, stage } = kept;
  const previous = (): void => go(Math.max(0, number - 1));
  const next = (): void => go(Math.min(last, number + 1));
  const hint = (): void => box.current?.querySelector<HTMLElement>("[data-hint]")?.click();
  useCardKeys({ j: next, k: previous, h: hint });
  const props: StageProps = { view, kept, keep, verdict: verdict.found, advance };
  const wrong = view.blank ?? verdict.found?.start;
  const place = 1 + view.lines.findIndex(({ start }) => start === wrong);
  const reached = stages.indexOf(stage);
  return (
    <article ref={box} class="pane card" aria-labelledby="card-title">
      <header>
        <h2 id="card-title" tabIndex={-1}>
          {view.of === undefined
            ? t("card", { number: number + 1 })
            : t("card.of", { number: number + 1, of: view.of })}
        </h2>
        <div class="turn">
          <button type="button" aria-keyshortcuts="k" disabled={number === 0} onClick={previous}>
            ← {t("previous")}
          </button>
          <button type="button" aria-keyshortcuts="j" disabled={number >= last} onClick={next}>
            {t("next")} →
          </button>
        </div>
      </header>
      {view.given.length > 0 && (
        <section aria-labelledby="given-title">
          <h3 id="given-title">{t("given")}</h3>
          <LineList lines={view.given} />
        </section>
      )}
      {deck === "notes" && <h3>{t("given.notes")}</h3>}
      {verdict.isNone ? (
        <p role="status">{t("none")}</p>
      ) : (
        <>
          {deck === "faded" ? (
            <>
              <h3>{t("task.fill")}</h3>
              <LineList lines={view.lines} counted blank={view.blank} />
            </>
          ) : (
            <LineStage {...props} />
          )}
          {reached >= 1 && deck !== "faded" && <KindStage {...props} place={place} />}
          {reached >= 2 && <MendStage {...props} client={client} place={place} />}
          {stage === "verdict" && <Verdict view={view} verdict={verdict.found} />}
        </>
      )}
    </article>
  );

  function advance(now: Kept, what?: keyof typeof did): void {
    const to: Stage = stages[stages.indexOf(now.stage) + 1] ?? "verdict";
    keep({ ...(what === undefined ? now : withDone(now, what)), stage: to });
    // The next question has come into the page when the frame is painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-stage="${to}"]`)?.focus()),
    );
  }
}

/** The verdict of the checker; it reads the card while the learner does. */
function useVerdict(
  client: Client,
  view: CardView,
): { readonly found: CardVerdict | undefined; readonly isNone: boolean } {
  const [state, setState] = useState<{ readonly verdict: CardVerdict | undefined }>();
  useEffect(() => {
    let isStale = false;
    const judge = async (): Promise<void> => {
      const verdict = await client.judge(view.id).catch(() => undefined);
      if (!isStale) setState({ verdict });
    };
    void judge();
    return () => {
      isStale = true;
    };
  }, [client, view]);
  return { found: state?.verdict, isNone: state !== undefined && state.verdict === undefined };
}
