import { message } from "./message.ts";

/** E01 and E02: what formulas in LaTeX add to the messages of the model language. */
export const formulas = {
  E0119: message(
    { title: "nested too deeply", here: "at most {limit} levels are read" },
    { title: "너무 깊이 겹쳤습니다", here: "{limit}겹까지 읽습니다" },
  ),
  E0120: message(
    { title: "`{name}` is not read here", here: "not a command this reader knows" },
    { title: "여기서 `{name}`{:은/는} 읽지 않습니다", here: "모르는 명령입니다" },
  ),
  E0121: message(
    {
      title: "nothing stands before this sign",
      here: "no line before it has a left side to go on with",
    },
    { title: "이 기호 앞에 아무것도 없습니다", here: "이어 쓸 왼쪽 변이 앞줄에 없습니다" },
  ),
  E0122: message(
    {
      title: "`{sign}` is not read as a relation",
      here: "only =, :=, ←, ∈ and comparisons say something that can be checked",
    },
    {
      title: "`{sign}`{:은/는} 읽지 않는 관계 기호입니다",
      here: "확인할 수 있는 것은 =, :=, ←, ∈와 부등호뿐입니다",
    },
  ),
  E0123: message(
    {
      title: "a display that is not closed",
      opened: "no `{meant}` follows",
    },
    { title: "닫히지 않은 수식", opened: "`{meant}`{:이/가} 없습니다" },
  ),
  E0124: message(
    {
      title: "too large to be judged",
      here: "no proof was found, and values at these sizes take too long to compute",
    },
    {
      title: "판정하기에 너무 큽니다",
      here: "증명을 찾지 못했고, 이 크기에서는 값을 계산하는 데 너무 오래 걸립니다",
    },
  ),
  E0125: message(
    { title: "too many factors", here: "at most {limit} factors or powers of powers are read" },
    { title: "인수가 너무 많습니다", here: "인수나 거듭제곱의 거듭제곱은 {limit}개까지 읽습니다" },
  ),
  E0126: message(
    {
      title: "the two sides have no value to compare",
      here: "no value at any point that was tried",
      why: "an index may leave its axis, as `y[j - k + 1]` does at j = 1; or a logarithm or a root meets a negative number",
      remedy: "give the sum a range in which every entry exists, or say what is positive",
    },
    {
      title: "비교할 값이 없습니다",
      here: "시험한 어느 점에서도 값이 없습니다",
      why: "j = 1일 때의 `y[j - k + 1]`처럼 첨자가 축을 벗어나거나, 로그나 제곱근의 인자가 음수일 수 있습니다",
      remedy: "모든 성분이 있는 범위를 합에 쓰거나, 무엇이 양수인지 밝히세요",
    },
  ),
  E0204: message(
    {
      title: "the range of `{index}` is not that of the axis it runs along",
      here: "`{index}` runs to {high} here, and indexes an axis of {size}",
    },
    {
      title: "`{index}`의 범위가 그 첨자가 움직이는 축과 다릅니다",
      here: "`{index}`{:이/가} 여기서 {high}까지 가는데, 축의 길이는 {size}입니다",
    },
  ),
  E0229: message(
    {
      title: "what `{name}` is cannot be told from the formulas",
      here: "used here",
      declare: "say what it is in a ```chain block, such as `input {name}[3]`",
    },
    {
      title: "수식만으로는 `{name}`{:이/가} 무엇인지 알 수 없습니다",
      here: "여기서 씁니다",
      declare: "```chain 블록에 `input {name}[3]`처럼 무엇인지 쓰세요",
    },
  ),
  E0230: message(
    {
      title: "`{index}` is free on the right and not on the left",
      here: "on the right for every `{index}`",
      left: "the left side has no `{index}`",
    },
    {
      title: "`{index}`{:이/가} 오른쪽에만 자유롭게 있습니다",
      here: "오른쪽은 모든 `{index}`에 대한 것입니다",
      left: "왼쪽에는 `{index}`{:이/가} 없습니다",
    },
  ),
  E0231: message(
    {
      title: "`{index}` is bound a second time",
      here: "read as an index of its own, which is what must be meant",
      outer: "`{index}` of the left side",
    },
    {
      title: "`{index}`{:이/가} 다시 묶였습니다",
      here: "다른 첨자로 읽었습니다. 그 뜻이어야 합니다",
      outer: "왼쪽 변의 `{index}`",
    },
  ),
  E0232: message(
    {
      title: "the derivative of what, with respect to what?",
      of: "the quantity is not known: only one that is defined before has a derivative",
      wrt: "the variable is not known",
    },
    {
      title: "무엇을 무엇으로 미분합니까?",
      of: "모르는 양입니다. 앞에서 정의한 것만 미분합니다",
      wrt: "모르는 변수입니다",
    },
  ),
  E0233: message(
    {
      title: "`{name}` is not introduced",
      here: "read as `{meant}`, from its use",
      alias: "say so: `{name} := {meant}`, or `alias {name} = {meant}` in a ```chain block",
    },
    {
      title: "`{name}`{:을/를} 소개하지 않았습니다",
      here: "쓰임새로 보아 `{meant}`{:으로/로} 읽었습니다",
      alias:
        "`{name} := {meant}`{:이라고/라고} 쓰거나 ```chain 블록에 `alias {name} = {meant}`{:이라고/라고} 쓰세요",
    },
  ),
  E0310: message(
    {
      title: "no reading of the right side has the shape of the left",
      here: "needs {wanted}",
      parts: "this product does not fit in any order",
      left: "{wanted}",
      transposed: "transposed it would fit: the factors stand in the wrong order",
    },
    {
      title: "오른쪽을 어떻게 읽어도 왼쪽의 모양이 되지 않습니다",
      here: "필요한 모양: {wanted}",
      parts: "이 곱은 어떤 순서로도 맞지 않습니다",
      left: "{wanted}",
      transposed: "전치하면 맞습니다. 인수의 순서가 바뀌었습니다",
    },
  ),
  E0311: message(
    {
      title: "`{name}` is said to be {stated}, and used as {used}",
      here: "said here: {stated}",
      used: "the formulas fit only {used}",
    },
    {
      title: "`{name}`{:은/는} {stated}{:이라고/라고} 했지만 {used}{:으로/로} 쓰입니다",
      here: "여기서 {stated}{:이라고/라고} 했습니다",
      used: "수식에는 {used}만 맞습니다",
    },
  ),
};
