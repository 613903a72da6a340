import type { JSX } from "preact";

/** What is said to an answer. */
export interface Remark {
  readonly kind: "well" | "fault" | "hint";
  readonly text: string;
  /** Messages of the checker. */
  readonly messages?: readonly string[];
}

/** The answer to an answer, read aloud when it comes. */
export function Feedback({ remark }: { readonly remark: Remark | undefined }): JSX.Element {
  return (
    <div class="feedback" aria-live="polite">
      {remark !== undefined && (
        <>
          <p class={remark.kind}>{remark.text}</p>
          {remark.messages?.map((message) => (
            <pre key={message} tabIndex={0}>
              {message}
            </pre>
          ))}
        </>
      )}
    </div>
  );
}
