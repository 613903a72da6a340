import { message } from "./message.ts";

/** E02: names and indices. */
export const names = {
  E0201: message(
    {
      title: "`{name}` is not known",
      here: "neither declared nor defined",
      declare: "declare it, as in `input {name}[n]` or `param {name}`, or define it with `=`",
    },
    {
      title: "`{name}`{:은/는} 모르는 이름입니다",
      here: "선언도 정의도 되지 않았습니다",
      declare: "`input {name}[n]`이나 `param {name}`처럼 선언하거나 `=`로 정의하세요",
    },
  ),
  E0202: message(
    {
      title: "`{name}` has two meanings",
      here: "said again here",
      first: "first said here",
      index: "twice on one side: two axes need two names",
    },
    {
      title: "`{name}`{:이/가} 두 번 정해졌습니다",
      here: "여기서 다시 정했습니다",
      first: "처음 정한 곳",
      index: "한쪽에 두 번 나옵니다. 두 축에는 두 이름이 필요합니다",
    },
  ),
  E0203: message(
    {
      title: "{shape} where a number is needed",
      here: "this has {sizes} entries; its index is missing",
      index: "`{index}` runs here",
      left: "the left side is one entry",
    },
    {
      title: "수가 와야 할 곳에 {shape}{:이/가} 있습니다",
      here: "성분이 {sizes}개입니다. 첨자가 빠졌습니다",
      index: "여기서 `{index}`{:이/가} 움직입니다",
      left: "왼쪽은 성분 하나입니다",
    },
  ),
  E0205: message(
    {
      title: "`{index}` runs over axes of two lengths",
      here: "1..{size} here, an axis of `{of}`",
      there: "1..{size} here, an axis of `{of}`",
      assume:
        "if both lengths are one, say so: give the axes the same size, or write `assume {first} == {second}`",
    },
    {
      title: "`{index}`{:이/가} 길이가 다른 두 축을 움직입니다",
      here: "여기서는 `{of}`의 축, 1..{size}",
      there: "여기서는 `{of}`의 축, 1..{size}",
      assume: "두 길이가 같다면 축에 같은 크기를 쓰거나 `assume {first} == {second}`{:이라고/라고} 쓰세요",
    },
  ),
  E0206: message(
    {
      title: "the index `{index}` is free on one side only",
      here: "bound nowhere",
      left: "not among the indices on the left",
      bind: "sum over it, as in sum({index}, …), or put it on the left",
    },
    {
      title: "첨자 `{index}`{:이/가} 한쪽에만 있습니다",
      here: "아무 데서도 묶이지 않았습니다",
      left: "왼쪽 첨자에 없습니다",
      bind: "sum({index}, …)처럼 더하거나 왼쪽에 쓰세요",
    },
  ),
  E0208: message(
    {
      title: "`{name}` is {shape}; the number of its indices is {axes}, not {slots}",
      here: "{slots} given",
      number: "a number has no entries",
      there: "has {axes} axes",
    },
    {
      title: "`{name}`{:은/는} {shape}{:이라/라} 첨자가 {slots}개가 아니라 {axes}개입니다",
      here: "{slots}개를 썼습니다",
      number: "수에는 성분이 없습니다",
      there: "축이 {axes}개입니다",
    },
  ),
  E0209: message(
    {
      title: "`{name}` is defined by itself: {cycle}",
      here: "needs `{next}`",
      recurrence: "recurrences such as h[t] from h[t-1] are not supported yet",
    },
    {
      title: "`{name}`{:이/가} 자기 자신으로 정의되었습니다: {cycle}",
      here: "`{next}`{:이/가} 필요합니다",
      recurrence: "h[t-1]에서 h[t]를 얻는 점화식은 아직 지원하지 않습니다",
    },
  ),
  E0210: message(
    {
      title: "`{name}` hides another `{name}`",
      here: "this index",
      index: "is already an index here",
      name: "is already the name of something else",
    },
    {
      title: "`{name}`{:이/가} 다른 `{name}`{:을/를} 가립니다",
      here: "이 첨자",
      index: "여기서 이미 첨자입니다",
      name: "이미 다른 것의 이름입니다",
    },
  ),
  E0211: message(
    {
      title: "what `{index}` runs over is not known",
      here: "no axis tells its range",
      range: "give the range, as in sum({index} in 1..n, …)",
      left: "give the length, as in `{index} in n`",
    },
    {
      title: "`{index}`{:이/가} 무엇을 움직이는지 알 수 없습니다",
      here: "범위를 알려 주는 축이 없습니다",
      range: "sum({index} in 1..n, …)처럼 범위를 쓰세요",
      left: "`{index} in n`처럼 길이를 쓰세요",
    },
  ),
  E0213: message(
    { title: "there is no function `{name}`", here: "not a function" },
    { title: "`{name}`{:이라는/라는} 함수는 없습니다", here: "함수가 아닙니다" },
  ),
  E0214: message(
    { title: "the number of arguments of `{name}` is {wanted}, not {given}", here: "{given} given" },
    {
      title: "`{name}`{:은/는} 인수를 {given}개가 아니라 {wanted}개 받습니다",
      here: "{given}개를 썼습니다",
    },
  ),
  E0215: message(
    {
      title: "`{name}` is used as what it is not",
      here: "not a function: entries are written `{name}[i]`, products with `*`",
      function: "a function: it needs its argument, `{name}(…)`",
    },
    {
      title: "`{name}`{:을/를} 잘못 썼습니다",
      here: "함수가 아닙니다. 성분은 `{name}[i]`로, 곱은 `*`로 씁니다",
      function: "함수입니다. `{name}(…)`처럼 인수가 필요합니다",
    },
  ),
  E0217: message(
    {
      title: "not a position on an axis",
      slot: "a slot holds whole multiples of indices and sizes, such as i, 2*i-1 or n",
      bound: "a range ends at whole multiples of indices and sizes, such as n or i-1",
    },
    {
      title: "축 위의 위치가 아닙니다",
      slot: "여기에는 i, 2*i-1, n처럼 첨자와 크기의 정수 배만 씁니다",
      bound: "범위의 끝은 n, i-1처럼 첨자와 크기의 정수 배입니다",
    },
  ),
  E0218: message(
    {
      title: "a position outside the axis of `{of}`, which is 1..{axis}",
      fixed: "there is no entry {value}",
      below: "goes down to {value}",
      above: "goes up to {value}",
      one: "indices count from 1",
      range: "give the index the range that fits, as in sum(i in 1..n-1, …)",
    },
    {
      title: "`{of}`의 축 1..{axis}{:을/를} 벗어난 위치입니다",
      fixed: "{value}번째 성분은 없습니다",
      below: "{value}까지 내려갑니다",
      above: "{value}까지 올라갑니다",
      one: "첨자는 1부터 셉니다",
      range: "sum(i in 1..n-1, …)처럼 맞는 범위를 쓰세요",
    },
  ),
  E0219: message(
    {
      title: "an axis counts from 1",
      here: "on the left a range is `{index} in n` or `{index} in 1..n`",
    },
    {
      title: "축은 1부터 셉니다",
      here: "왼쪽의 범위는 `{index} in n`이나 `{index} in 1..n`입니다",
    },
  ),
  E0220: message(
    {
      title: "`{name}` holds positions on an axis of another length",
      here: "this axis is 1..{axis}",
      there: "positions in 1..{positions}",
    },
    {
      title: "`{name}`{:은/는} 길이가 다른 축의 위치입니다",
      here: "이 축은 1..{axis}",
      there: "1..{positions}의 위치",
    },
  ),
  E0221: message(
    {
      title: "`{name}` keeps its index `{index}`",
      free: "must be an index already: on the left, or of a sum around it",
      range: "the range stands where `{index}` is introduced",
    },
    {
      title: "`{name}`{:은/는} 첨자 `{index}`{:을/를} 남깁니다",
      free: "왼쪽에 있거나 둘러싼 합의 첨자여야 합니다",
      range: "범위는 `{index}`{:을/를} 처음 쓰는 곳에 씁니다",
    },
  ),
  E0222: message(
    { title: "{shape} has no such axis", here: "the axis is a number from 1 to {axes}" },
    { title: "{shape}에는 그런 축이 없습니다", here: "축은 1부터 {axes}까지의 수입니다" },
  ),
  E0223: message(
    {
      title: "`{name}` of a single number",
      number: "a number already; write `{name}(i, …)` with the index, or give a whole tensor",
    },
    {
      title: "수 하나의 `{name}`",
      number: "이미 수입니다. `{name}(i, …)`처럼 첨자를 쓰거나 텐서 전체를 주세요",
    },
  ),
  E0224: message(
    {
      title: "a derivative stands in claims only",
      here: "`d(…)/d(…)` is what the engine computes; claims compare with it",
      of: "d(…) takes the name of a quantity, with indices if it has any",
    },
    {
      title: "도함수는 claim에만 씁니다",
      here: "`d(…)/d(…)`는 엔진이 계산합니다. claim은 그것과 견줍니다",
      of: "d(…)에는 양의 이름을 씁니다. 첨자가 있으면 함께 씁니다",
    },
  ),
  E0225: message(
    {
      title: "`{name}` takes its indices first, then one expression",
      here: "not an index",
      body: "the expression is missing",
      range: "a range is for functions that run over indices",
    },
    {
      title: "`{name}`{:은/는} 첨자를 먼저, 그다음 식 하나를 받습니다",
      here: "첨자가 아닙니다",
      body: "식이 빠졌습니다",
      range: "범위는 첨자를 움직이는 함수에만 씁니다",
    },
  ),
  E0226: message(
    { title: "`{name}` is not supported yet", here: "no derivative and no kernel exist for it yet" },
    { title: "`{name}`{:은/는} 아직 지원하지 않습니다", here: "도함수와 커널이 아직 없습니다" },
  ),
  E0227: message(
    {
      title: "`{name}` over a range that depends on another index",
      here: "sum, prod, mean and norm can; `{name}` cannot yet",
    },
    {
      title: "다른 첨자에 달린 범위의 `{name}`",
      here: "sum, prod, mean, norm은 되지만 `{name}`{:은/는} 아직 안 됩니다",
    },
  ),
  E0228: message(
    {
      title: "this cannot have a value here",
      value: "only a constant number has its value in the model: `const c = 0.1`",
      positions: "only an input holds positions on an axis: `input idx[n] in m`",
    },
    {
      title: "여기에는 값을 줄 수 없습니다",
      value: "모델에 값을 쓰는 것은 수 상수뿐입니다: `const c = 0.1`",
      positions: "축의 위치를 담는 것은 input뿐입니다: `input idx[n] in m`",
    },
  ),
};
