import {
  type BuildCode,
  buildMessage,
  type Entry,
  type Language,
  type Values,
} from "./messages/catalogue.ts";

/** Why nothing can be generated: a wrong option, a size without a value, a file in the way. */
export class BuildError extends Error {
  override readonly name = "BuildError";
  readonly code: BuildCode;
  readonly values: Values;

  constructor(code: BuildCode, values: Values = {}) {
    const { title, cause, remedy } = buildMessage(code, values, "en");
    super(`${title}\n  = cause: ${cause}\n  = help: ${remedy}`);
    this.code = code;
    this.values = values;
  }

  /** The message in the reader's language. */
  in(language: Language): Entry {
    return buildMessage(this.code, this.values, language);
  }
}
