import { message } from "./message.ts";

/** H07: what a derivation has left open. */
export const holes = {
  H0701: message(
    { title: "an open place", here: "not written yet" },
    { title: "빈칸", here: "아직 쓰지 않았습니다" },
  ),
};
