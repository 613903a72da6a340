import "./slips.css";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import { Card } from "./card.tsx";
import { keyOf, type CardId, type Deck } from "./cards.ts";
import { connect, type Client } from "./client.ts";
import type { CardView } from "./desk.ts";
import { beginning, isWhole, keptFrom, scoreOf, type Kept } from "./kept.ts";
import { RevisitList } from "./revisit-list.tsx";
import { afterAnswer, readRevisits, writeRevisits, type Revisit } from "./revisits.ts";
import { words, type Word } from "./words.ts";

const decks: readonly (readonly [Deck, Word])[] = [
  ["faded", "deck.faded"],
  ["notes", "deck.notes"],
  ["made", "deck.made"],
];

/** Find the slip: derivations with a blank or a mistake, judged by the checker. */
export default function SlipsRoute(): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const client = useMemo(connect, []);
  useEffect(() => () => client.close(), [client]);
  const [kept, setKept] = useState<Kept>(() => keptFrom(app.own.peek().get("slips")));
  const [revisits, setRevisits] = useState(readRevisits);
  const score = scoreOf(kept);
  return (
    <div class="slips">
      <section class="pane decks" aria-labelledby="decks-title">
        <p class="because">{t("about")}</p>
        <h2 id="decks-title">{t("decks")}</h2>
        <ol>
          <li>
            <a href="#/notes">{t("deck.worked")}</a>
          </li>
          {decks.map(([deck, title]) => (
            <li key={deck}>
              <button type="button" aria-pressed={kept.deck === deck} onClick={() => go(deck, 0)}>
                {t(title)}
              </button>
            </li>
          ))}
        </ol>
        <p class="score">{t("score", { lines: score.line, kinds: score.kind, mended: score.mend })}</p>
        <RevisitList revisits={revisits} onGo={revisit} onClear={() => plan([])} />
        <p class="legend">{t("keys")}</p>
      </section>
      <Shown client={client} kept={kept} keep={keep} go={(number) => go(kept.deck, number)} />
    </div>
  );

  /** Answered once more from the beginning: what was found then does not count now. */
  function revisit({ deck, number }: CardId): void {
    const others = [...kept.done].filter(([key]) => key !== keyOf({ deck, number }));
    keep(beginning({ deck, number }, new Map(others)));
  }

  function plan(next: readonly Revisit[]): void {
    setRevisits(next);
    writeRevisits(next);
  }

  function keep(next: Kept): void {
    setKept(next);
    if (next.stage === "verdict" && kept.stage !== "verdict" && next.deck !== "faded")
      plan(afterAnswer(revisits, next, isWhole(next), Date.now()));
    const { done, ...rest } = next;
    const others = [...app.own.peek()].filter(([name]) => name !== "slips");
    app.own.value = new Map([...others, ["slips", { ...rest, done: Object.fromEntries(done) }]]);
  }

  function go(deck: Deck, number: number): void {
    if (deck !== kept.deck || number !== kept.number) keep(beginning({ deck, number }, kept.done));
  }
}

interface Props {
  readonly client: Client;
  readonly kept: Kept;
  readonly keep: (kept: Kept) => void;
  readonly go: (number: number) => void;
}

/** The card in hand, once it is laid out. */
function Shown({ client, kept, keep, go }: Props): JSX.Element {
  const t = useWords(words);
  const [view, setView] = useState<CardView | { readonly failure: string }>();
  const key = keyOf(kept);
  useEffect(() => {
    let isStale = false;
    const { deck, number } = kept;
    const open = async (): Promise<void> => {
      const opened = await client
        .open({ deck, number })
        .catch(({ message }: Error) => ({ failure: message }));
      if (!isStale) setView(opened ?? { failure: t("missing") });
    };
    setView(undefined);
    void open();
    return () => {
      isStale = true;
    };
  }, [key]);
  if (view === undefined)
    return (
      <p class="pane" role="status">
        {t("waiting")}
      </p>
    );
  if ("failure" in view)
    return (
      <section class="pane" role="alert">
        <p>{view.failure}</p>
        <button type="button" onClick={() => go(0)}>
          {t("card", { number: 1 })}
        </button>
      </section>
    );
  // A view that is still that of the card before.
  return keyOf(view.id) === key ? (
    <Card key={key} client={client} view={view} kept={kept} keep={keep} go={go} />
  ) : (
    <p class="pane">{t("waiting")}</p>
  );
}
