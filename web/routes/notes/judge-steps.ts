import { verdictsOf } from "../../engine/verdicts.ts";

/** In a worker: judges the steps of the models it is sent. */
export function judgeSteps(): void {
  addEventListener("message", ({ data }: MessageEvent<string>) => {
    void verdictsOf(data).then((verdicts) => postMessage(verdicts, {}));
  });
}
