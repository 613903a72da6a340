import { message } from "./message.ts";

/** N08: layout, convention, and what follows from elsewhere. */
export const remarks = {
  N0801: message(
    {
      title: "the other layout",
      here: "the transpose of what is derived here",
      why: "here rows are outputs and columns are variables, and a gradient has the shape of its variable; the other layout is right in itself",
    },
    {
      title: "다른 배치",
      here: "여기서 유도하는 것의 전치입니다",
      why: "여기서는 행이 출력이고 열이 변수이며, 기울기의 모양은 변수의 모양입니다. 다른 배치도 그 자체로는 맞습니다",
    },
  ),
  N0802: message(
    {
      title: "follows from line {line}, which is wrong",
      here: "right, had line {line} been right",
      expected: "right is {expected}",
    },
    {
      title: "틀린 {line}행에서 나온 식입니다",
      here: "{line}행이 맞았다면 맞는 식입니다",
      expected: "맞는 식: {expected}",
    },
  ),
  N0803: message(
    {
      title: "differs exactly at the kink",
      here: "another value where the argument is 0",
      why: "there every value between the slopes on both sides is a subgradient; here {convention}",
    },
    {
      title: "꺾이는 점에서만 다릅니다",
      here: "인수가 0인 곳에서 값이 다릅니다",
      why: "그곳에서는 양쪽 기울기 사이의 모든 값이 부분기울기입니다. 여기서는 {convention}",
    },
  ),
  N0804: message(
    {
      title: "read as {how}",
      here: "only this reading is right",
    },
    {
      title: "{how}{:으로/로} 읽었습니다",
      here: "이렇게 읽을 때만 맞습니다",
    },
  ),
  N0805: message(
    {
      title: "true exactly where {derivative} is 0",
      here: "a condition, no identity",
    },
    {
      title: "{derivative}{:이/가} 0인 곳에서만 성립합니다",
      here: "항등식이 아니라 조건입니다",
    },
  ),
  N0806: message(
    {
      title: "the search for the reason was cut short",
      here: "this line is wrong, and more might be said of it",
      why: "the work that is done for one line is bounded, and this one is about a long model",
    },
    {
      title: "이유를 찾는 일을 도중에 그만두었습니다",
      here: "이 줄은 틀렸지만, 더 말할 것이 있을 수 있습니다",
      why: "한 줄에 들이는 계산량에는 한도가 있는데, 이 줄은 긴 모델에 관한 것입니다",
    },
  ),
};
