import type { Entry, Language, MessageArguments, MessageCode } from "./messages/catalogue.ts";
import { messageText } from "./messages/catalogue.ts";

/** Where in a file a complaint points. Lines and columns count from 1; a column is one character. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The line itself, for a frame with a caret. */
  readonly text?: string;
  /** Characters of the wrong piece. */
  readonly length?: number;
}

/** Something that stops training before it starts: bad data, bad options, weights of another model. */
export class TrainError extends Error {
  override readonly name = "TrainError";
  readonly code: MessageCode;
  readonly values: MessageArguments;
  readonly place: Place | undefined;

  constructor(code: MessageCode, values: MessageArguments, place?: Place) {
    super(messageText(code, values, "en").title);
    this.code = code;
    this.values = values;
    this.place = place;
  }

  /** The message in the reader's language. */
  in(language: Language): Entry {
    return messageText(this.code, this.values, language);
  }
}

/** Something noticed while training, for people and programs alike. */
export interface Notice {
  readonly code: MessageCode;
  readonly values: MessageArguments;
}
