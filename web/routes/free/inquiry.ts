import { useEffect, useMemo, useState } from "preact/hooks";
import type { StepView } from "../../engine/steps.ts";
import { createChecker, type Checker } from "./checker.ts";
import type { Answer, LineSaid, Request, Said } from "./messages.ts";

/** What is known of a text so far. */
export interface Inquiry {
  /** The text all this is about. */
  readonly text: string;
  readonly state: "waiting" | "done" | "cancelled" | "failed";
  readonly failure: string;
  /** Of the reading. */
  readonly read: readonly Said[];
  readonly lines: readonly LineSaid[];
  readonly steps: readonly StepView[];
}

const begun = (text: string): Inquiry => ({
  text,
  state: "waiting",
  failure: "",
  read: [],
  lines: [],
  steps: [],
});

function joined(inquiry: Inquiry, answer: Answer): Inquiry {
  const changes: {
    readonly [K in Answer["kind"]]: (answer: Extract<Answer, { kind: K }>) => Partial<Inquiry>;
  } = {
    read: ({ diagnostics }) => ({ read: diagnostics }),
    line: ({ line }) => ({ lines: [...inquiry.lines, line] }),
    steps: ({ steps }) => ({ steps }),
    done: () => ({ state: "done" }),
    failed: ({ message }) => ({ state: "failed", failure: message }),
  };
  const change = changes[answer.kind] as (answer: Answer) => Partial<Inquiry>;
  return { ...inquiry, ...change(answer) };
}

/** Passes answers on together, at most once a frame: they may come faster than the page can be drawn. */
function gathered(tell: (answers: readonly Answer[]) => void): (answer: Answer) => void {
  let waiting: Answer[] = [];
  return (answer) => {
    waiting.push(answer);
    if (waiting.length > 1) return;
    requestAnimationFrame(() => {
      tell(waiting);
      waiting = [];
    });
  };
}

/** Typing pauses this long before the text is asked about. */
const PAUSE = 60;

/** Asks the engine about a text whenever it rests; undefined for a text that is not to be asked about. */
export function useInquiry(request: Omit<Request, "id"> | undefined): {
  readonly inquiry: Inquiry;
  readonly cancel: () => void;
} {
  const checker = useMemo(createChecker, []);
  const [inquiry, setInquiry] = useState(begun(""));
  useEffect(() => () => void withChecker(({ close }) => close()), []);
  useEffect(() => {
    void withChecker((ready) => ready.cancel());
    if (request === undefined) return undefined;
    let isStale = false;
    const timer = setTimeout(() => {
      setInquiry(begun(request.text));
      void withChecker((ready) => {
        if (!isStale)
          ready.ask(
            request,
            gathered((answers) => setInquiry((known) => answers.reduce(joined, known))),
          );
      });
    }, PAUSE);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [request?.text, request?.kind, request?.lang, request?.form]);
  return {
    inquiry,
    cancel: () => {
      void withChecker((ready) => ready.cancel());
      setInquiry((known) => ({ ...known, state: "cancelled" }));
    },
  };

  async function withChecker(act: (ready: Checker) => void): Promise<void> {
    act(await checker);
  }
}
