import { message } from "./message.ts";

/** E05: assumptions and conventions. */
export const assumptions = {
  E0501: message(
    {
      title: "true only if {needs}",
      here: "not stated",
      general: "in general: {expected}",
      state: "state it: assume {needs}",
      witness: "without it, at a small point, {entry}: yours {claimed}, true {true}{difference}",
    },
    {
      title: "{needs}일 때만 참입니다",
      here: "적혀 있지 않은 가정입니다",
      general: "일반적으로: {expected}",
      state: "가정을 적으세요: assume {needs}",
      witness: "이 가정이 없으면, 작은 점에서 {entry}: 이 식 {claimed}, 참값 {true}{difference}",
    },
  ),
  E0502: message(
    { title: "this can never hold", here: "{left} is not {right}" },
    { title: "이것은 성립할 수 없습니다", here: "{left}{:은/는} {right}{:이/가} 아닙니다" },
  ),
  E0503: message(
    {
      title: "`{property}` cannot be assumed here",
      here: "no property; known: {known}",
      shape: "`{property}` needs a square matrix",
      tensor: "`{property}` is said of something declared or defined",
    },
    {
      title: "`{property}`{:은/는} 여기서 가정할 수 없습니다",
      here: "모르는 성질입니다. 아는 성질: {known}",
      shape: "`{property}`에는 정사각 행렬이 필요합니다",
      tensor: "`{property}`{:은/는} 선언되거나 정의된 것에 대해 말합니다",
    },
  ),
  E0504: message(
    {
      title: "not a fact",
      here: "an assumption is an equation or a comparison, such as sum(k, y[k]) == 1 or x[i] > 0",
    },
    {
      title: "사실이 아닙니다",
      here: "가정은 sum(k, y[k]) == 1이나 x[i] > 0처럼 등식이나 비교입니다",
    },
  ),
  E0505: message(
    { title: "no such convention", here: "can be chosen: {known}" },
    { title: "그런 규약은 없습니다", here: "고를 수 있는 것: {known}" },
  ),
  E0506: message(
    {
      title: "`{subject}` cannot be that",
      here: "a number from {low} to {high}: every other value is no subgradient",
    },
    {
      title: "`{subject}`{:은/는} 그 값이 될 수 없습니다",
      here: "{low}부터 {high}까지의 수입니다. 다른 값은 부분기울기가 아닙니다",
    },
  ),
};
