/** What a reader is told about one rule: its name, and why the step is right. */
export interface RuleText {
  readonly title: string;
  /** A sentence; `{name}` is a formula, `{:을/를}` the particle that fits what stands before it. */
  readonly because: string;
}
