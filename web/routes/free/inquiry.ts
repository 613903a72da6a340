import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { StepView } from "../../engine/steps.ts";
import { createChecker } from "./checker.ts";
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
  /** The report of the checker, once it is done. */
  readonly report: string;
}

const begun = (text: string): Inquiry => ({
  text,
  state: "waiting",
  failure: "",
  read: [],
  lines: [],
  steps: [],
  report: "",
});

function joined(inquiry: Inquiry, answer: Answer): Inquiry {
  const changes: {
    readonly [K in Answer["kind"]]: (answer: Extract<Answer, { kind: K }>) => Partial<Inquiry>;
  } = {
    read: ({ diagnostics }) => ({ read: diagnostics }),
    line: ({ line }) => ({ lines: [...inquiry.lines, line] }),
    steps: ({ steps }) => ({ steps }),
    done: ({ report }) => ({ state: "done", report }),
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
  const asked = useRef("");
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => checker.close(), []);
  useEffect(() => {
    checker.cancel();
    if (request === undefined) return undefined;
    const pause = isJump(asked.current, request.text) ? 0 : PAUSE;
    asked.current = request.text;
    pending.current = setTimeout(() => {
      setInquiry(begun(request.text));
      checker.ask(
        request,
        gathered((answers) => setInquiry((known) => answers.reduce(joined, known))),
      );
    }, pause);
    return () => clearTimeout(pending.current);
  }, [request?.text, request?.kind, request?.lang, request?.form]);
  return {
    inquiry,
    cancel: () => {
      // What has not been asked yet is not asked any more.
      clearTimeout(pending.current);
      checker.cancel();
      setInquiry((known) => ({ ...known, state: "cancelled" }));
    },
  };
}

/** Whether a text is pasted or chosen rather than typed on: nothing more is to be waited for. */
const isJump = (before: string, text: string): boolean => Math.abs(text.length - before.length) > 1;
