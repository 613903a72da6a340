/** What a worker of the page does: judge cards, read a text of the reader's own, or judge the steps of a derivation. */
export type Task = "slips" | "free" | "notes";
