import type { CardId } from "./cards.ts";
import type { Answer, CardVerdict, CardView } from "./desk.ts";

/** What is asked of the worker that judges. */
export interface Calls {
  readonly open: (id: CardId) => Promise<CardView | undefined>;
  readonly judge: (id: CardId) => Promise<CardVerdict | undefined>;
  readonly answer: (id: CardId, start: number, formula: string) => Promise<Answer | undefined>;
}

export interface Request {
  readonly ticket: number;
  readonly call: keyof Calls;
  readonly args: readonly unknown[];
}

export interface Reply {
  readonly ticket: number;
  readonly value?: unknown;
  readonly failure?: string;
}
