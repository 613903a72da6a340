import { message } from "./message.ts";

/** H07: what a derivation has left open. */
export const holes = {
  H0701: message(
    { title: "an open place", here: "not written yet" },
    { title: "아직 비어 있는 곳", here: "아직 쓰지 않았습니다" },
  ),
  H0702: message(
    {
      title: "an unfinished line",
      here: "not written yet",
      known: "known: {known}",
      wanted: "wanted: {wanted}, of shape {shape}",
      next: "next: {rule}, {link}",
    },
    {
      title: "끝나지 않은 줄",
      here: "아직 쓰지 않았습니다",
      known: "아는 것: {known}",
      wanted: "구할 것: {wanted}, 모양 {shape}",
      next: "다음: {rule}, {link}",
    },
  ),
};
