import { message } from "./message.ts";

/** E03: shapes that do not fit. */
export const shapes = {
  E0301: message(
    {
      title: "{left} meets {right}, entry by entry",
      second: "{shape}",
      first: "{shape}",
      transpose: "the transpose has the other shape: A'",
      broadcast: "nothing is repeated silently; with indices say which axis is meant: A[i, j] + b[j]",
    },
    {
      title: "{left}{:과/와} {right}{:이/가} 성분끼리 만납니다",
      second: "{shape}",
      first: "{shape}",
      transpose: "전치하면 모양이 맞습니다: A'",
      broadcast: "아무것도 몰래 되풀이하지 않습니다. A[i, j] + b[j]처럼 첨자로 어느 축인지 쓰세요",
    },
  ),
  E0302: message(
    {
      title: "{left} times {right} is no matrix product",
      here: "the inner lengths are {inner} and {outer}",
      left: "{left}",
      right: "{right}",
      entrywise: "entry by entry, `.*`, it fits",
      outer: "as outer(a, b) it fits",
      "left-transposed": "with the first factor transposed, A', it fits",
      "right-transposed": "with the second factor transposed, B', it fits",
      swapped: "in the other order it fits",
      indices: "`*` is for vectors and matrices; with more axes write indices",
    },
    {
      title: "{left}{:과/와} {right}의 행렬곱은 없습니다",
      here: "안쪽 길이가 {inner}, {outer}{:으로/로} 다릅니다",
      left: "{left}",
      right: "{right}",
      entrywise: "성분별 곱 `.*`{:이라면/라면} 맞습니다",
      outer: "outer(a, b)라면 맞습니다",
      "left-transposed": "앞을 전치한 A'이라면 맞습니다",
      "right-transposed": "뒤를 전치한 B'이라면 맞습니다",
      swapped: "순서를 바꾸면 맞습니다",
      indices: "`*`{:은/는} 벡터와 행렬에 씁니다. 축이 더 많으면 첨자로 쓰세요",
    },
  ),
  E0303: message(
    {
      title: "a vector has one axis and no transpose",
      here: "a vector: neither row nor column",
      products: "the dot product is `a * b`, the product of every entry with every entry outer(a, b)",
    },
    {
      title: "벡터는 축이 하나뿐이라 전치가 없습니다",
      here: "행도 열도 아닌 벡터입니다",
      products: "안쪽곱은 `a * b`, 바깥곱은 outer(a, b)입니다",
    },
  ),
  E0304: message(
    { title: "`{name}` takes {wanted}", here: "this is {shape}" },
    { title: "`{name}`{:은/는} {wanted}{:을/를} 받습니다", here: "이것은 {shape}입니다" },
  ),
  E0305: message(
    { title: "`{name}` needs equal lengths", here: "{left} and {right}" },
    { title: "`{name}`에는 같은 길이가 필요합니다", here: "{left}{:과/와} {right}" },
  ),
  E0306: message(
    {
      title: "a power of a tensor",
      here: "`^` is for numbers, and for square matrices to a whole power other than 0; entry by entry is `.^`",
      base: "{shape}",
    },
    {
      title: "텐서의 거듭제곱",
      here: "`^`{:은/는} 수와, 정사각 행렬의 0이 아닌 정수 거듭제곱에 씁니다. 성분별로는 `.^`입니다",
      base: "{shape}",
    },
  ),
  E0307: message(
    {
      title: "`{op}` joins what is true or false",
      here: "not a comparison",
      not: "`not` binds tightly: for not (a == b) write the parentheses, or a != b",
    },
    {
      title: "`{op}`{:은/는} 참과 거짓을 잇습니다",
      here: "비교가 아닙니다",
      not: "`not`은 단단히 묶입니다. not (a == b)처럼 괄호를 쓰거나 a != b로 쓰세요",
    },
  ),
  E0308: message(
    {
      title: "division by a tensor",
      here: "entry by entry is `./`",
      right: "{shape}",
    },
    {
      title: "텐서로 나누기",
      here: "성분별 나눗셈은 `./`입니다",
      right: "{shape}",
    },
  ),
  E0309: message(
    {
      title: "not a size",
      here: "a size is a whole number from 0, or a sum of sizes and whole numbers such as 2*n-1",
      negative: "this is {value}; a length is not negative",
    },
    {
      title: "크기가 아닙니다",
      here: "크기는 0 이상의 정수이거나, 2*n-1처럼 크기와 정수로 된 식입니다",
      negative: "값이 {value}입니다. 길이는 음수가 될 수 없습니다",
    },
  ),
  E0310: message(
    {
      title: "no reading has the shape of the left side",
      here: "needs {wanted}",
      readings: "tried: {readings}",
      transposed: "this is the transpose: rows and columns are exchanged",
      expected: "right is {expected}",
    },
    {
      title: "어떻게 읽어도 왼쪽의 모양이 되지 않습니다",
      here: "{wanted}{:이/가} 필요합니다",
      readings: "읽어 본 것: {readings}",
      transposed: "전치된 것입니다. 행과 열이 바뀌었습니다",
      expected: "맞는 식: {expected}",
    },
  ),
};
