/** What a worker of the page does: judge cards, or read a text of the reader's own. */
export type Task = "slips" | "free";
