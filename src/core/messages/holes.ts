import { message } from "./message.ts";

/** H07: what a derivation has left open. */
export const holes = {
  H0701: message(
    { title: "an open place", here: "not written yet" },
    { title: "아직 비어 있는 곳", here: "아직 쓰지 않았습니다" },
  ),
};
