import { message } from "./message.ts";

/** E01: the text cannot be read. */
export const reading = {
  E0100: message(
    { title: "more than {count} messages; the rest is not shown" },
    { title: "메시지가 {count}개를 넘어 나머지는 보이지 않습니다" },
  ),
  E0101: message(
    {
      title: "the character {found} is not part of the language",
      here: "not part of the language",
      latex: "LaTeX is read from `.tex` and `.md` files; here write W0[i, j], sum(i, …), exp(x)",
      brackets: "write ( ) around expressions and [ ] around indices",
      lines: "one statement per line; no `;` is needed",
      comment: "comments begin with `#`",
      string: "there are no quoted texts; names stand by themselves",
      not: 'for "not" write `not x`, for "unequal" `!=`',
      and: "write `and`",
      bars: "write abs(x), norm(x), or `or`",
      sum: "write sum(i, x[i])",
      prod: "write prod(i, x[i])",
      sqrt: "write sqrt(x)",
      derivative: "write d(Cost)/d(W), in a line that begins with `claim`",
      infinity: "there is no number ∞",
      outer: "write outer(a, b)",
      in: "write `in`, as in sum(i in 2..n, x[i])",
    },
    {
      title: "문자 {found}{:은/는} 이 언어에 없습니다",
      here: "이 언어에 없는 문자",
      latex: "LaTeX은 `.tex`와 `.md` 파일에서 읽습니다. 여기서는 W0[i, j], sum(i, …), exp(x)처럼 씁니다",
      brackets: "식은 ( )로, 첨자는 [ ]로 묶습니다",
      lines: "한 줄에 한 문장을 씁니다. `;`는 필요 없습니다",
      comment: "주석은 `#`로 시작합니다",
      string: "따옴표로 묶은 글은 없습니다. 이름을 그대로 씁니다",
      not: "부정은 `not x`, 같지 않음은 `!=`로 씁니다",
      and: "`and`로 씁니다",
      bars: "abs(x), norm(x), 또는 `or`로 씁니다",
      sum: "sum(i, x[i])처럼 씁니다",
      prod: "prod(i, x[i])처럼 씁니다",
      sqrt: "sqrt(x)처럼 씁니다",
      derivative: "`claim`으로 시작하는 줄에 d(Cost)/d(W)처럼 씁니다",
      infinity: "∞라는 수는 없습니다",
      outer: "outer(a, b)처럼 씁니다",
      in: "sum(i in 2..n, x[i])에서처럼 `in`으로 씁니다",
    },
  ),
  E0102: message(
    {
      title: "`{found}` does not belong here",
      here: "unexpected",
      list: "parentheses hold one expression; a list stands in the arguments of a function or in [ ]",
    },
    {
      title: "여기에 `{found}`{:이/가} 올 수 없습니다",
      here: "예상하지 못한 부분",
      list: "괄호 안에는 식 하나만 옵니다. 목록은 함수의 인수나 [ ] 안에 씁니다",
    },
  ),
  E0103: message(
    { title: "a bracket is not closed", opened: "this `{open}` has no `{meant}`" },
    { title: "괄호가 닫히지 않았습니다", opened: "이 `{open}`에 맞는 `{meant}`{:이/가} 없습니다" },
  ),
  E0104: message(
    {
      title: "`{found}` does not match an open bracket",
      unopened: "no bracket is open here",
      mismatched: "`{meant}` is needed here",
      opened: "to close this `{open}`",
    },
    {
      title: "`{found}`{:과/와} 짝이 맞는 열린 괄호가 없습니다",
      unopened: "열린 괄호가 없습니다",
      mismatched: "`{meant}`{:이/가} 와야 합니다",
      opened: "이 `{open}`{:을/를} 닫으려면",
    },
  ),
  E0105: message(
    {
      title: "a product is written with `*`",
      here: "two values side by side: put `*` (or `.*`, entry by entry) between them",
    },
    {
      title: "곱은 `*`로 씁니다",
      here: "두 값이 나란히 있습니다. 사이에 `*` (원소별로는 `.*`)를 넣으세요",
    },
  ),
  E0106: message(
    { title: "`{found}` is written `{meant}` here", here: "read as `{meant}`" },
    { title: "`{found}`{:은/는} 여기서 `{meant}`{:으로/로} 씁니다", here: "`{meant}`{:으로/로} 읽었습니다" },
  ),
  E0107: message(
    {
      title: "`{name}` is a word of the language and cannot be a name",
      statement: "begins a statement; choose another name",
      function: "is a function; choose another name",
      constant: "is a number; choose another name",
    },
    {
      title: "`{name}`{:은/는} 언어의 낱말이어서 이름으로 쓸 수 없습니다",
      statement: "문장을 시작하는 낱말입니다. 다른 이름을 고르세요",
      function: "함수입니다. 다른 이름을 고르세요",
      constant: "수입니다. 다른 이름을 고르세요",
    },
  ),
  E0108: message(
    {
      title: "this line is not a statement",
      word: "`{found}` begins no statement",
      expression: "an expression alone says nothing: give it a name, as in `C = …`",
      equation: "an equation alone: begin with `assume` or `claim`, or define a name with a single `=`",
      words:
        "statements begin with size, input, param, label, const, assume, convention, alias, claim, or a name and `=`",
    },
    {
      title: "이 줄은 문장이 아닙니다",
      word: "`{found}`{:으로/로} 시작하는 문장은 없습니다",
      expression: "식만으로는 아무것도 말하지 않습니다. `C = …`처럼 이름을 주세요",
      equation: "등식만 있습니다. `assume`이나 `claim`으로 시작하거나, `=` 하나로 이름을 정의하세요",
      words:
        "문장은 size, input, param, label, const, assume, convention, alias, claim, 또는 이름과 `=`로 시작합니다",
    },
  ),
  E0109: message(
    { title: "`=` inside an expression", here: "to compare, write `==`" },
    { title: "식 안에 `=`가 있습니다", here: "비교는 `==`로 씁니다" },
  ),
  E0110: message(
    {
      title: "an operand is missing",
      here: "something is missing here",
      after: "after this `{sign}`",
      "empty-call": "the function needs an argument",
    },
    {
      title: "값이 빠졌습니다",
      here: "여기에 무엇인가 빠졌습니다",
      after: "이 `{sign}` 다음에",
      "empty-call": "함수에는 인수가 필요합니다",
    },
  ),
  E0111: message(
    {
      title: "the text is too long: {length} characters",
      here: "at most {limit} characters are read",
    },
    {
      title: "글이 너무 깁니다: {length}자",
      here: "{limit}자까지 읽습니다",
    },
  ),
  E0112: message(
    {
      title: "a choice without its other case",
      here: "the condition of `condition ? value : other value`; the `: other value` is missing",
    },
    {
      title: "선택에 다른 경우가 없습니다",
      here: "`조건 ? 값 : 다른 값`의 조건입니다. `: 다른 값`이 빠졌습니다",
    },
  ),
  E0113: message(
    {
      title: "[ ] holds the indices of a tensor",
      here: "no tensor stands before this `[`",
      index: "an index follows its tensor directly: x[i]; expressions are grouped with ( )",
      matrix: "numbers of a matrix are data: declare `const A[2, 2]` and give its entries with the data",
    },
    {
      title: "[ ]에는 텐서의 첨자가 들어갑니다",
      here: "이 `[` 앞에 텐서가 없습니다",
      index: "첨자는 x[i]처럼 텐서 바로 뒤에 씁니다. 식은 ( )로 묶습니다",
      matrix: "행렬의 수는 데이터입니다. `const A[2, 2]`로 선언하고 값은 데이터로 주세요",
    },
  ),
  E0114: message(
    {
      title: "a name is needed here",
      name: "a name such as n",
      tensor: "a name, or a name with sizes such as W[3, 4]",
      target: "the name of something declared or defined",
      left: "the left side is a name, with its free indices in [ ]: `h[j] = …`",
      index: "an index on the left is a name, or a range such as i in 2..n",
      derivative: "a derivative is not defined but claimed: begin the line with `claim`",
    },
    {
      title: "여기에는 이름이 와야 합니다",
      name: "n과 같은 이름",
      tensor: "이름, 또는 W[3, 4]처럼 크기가 붙은 이름",
      target: "선언되거나 정의된 것의 이름",
      left: "왼쪽에는 이름과 [ ] 안의 자유 첨자가 옵니다: `h[j] = …`",
      index: "왼쪽의 첨자는 이름이거나 i in 2..n 같은 범위입니다",
      derivative: "도함수는 정의하는 것이 아니라 주장하는 것입니다. 줄을 `claim`으로 시작하세요",
    },
  ),
  E0115: message(
    { title: "`=` is missing", here: "`=` and a right side are needed here" },
    { title: "`=`{:이/가} 없습니다", here: "여기에 `=`{:과/와} 오른쪽 변이 필요합니다" },
  ),
  E0116: message(
    {
      title: "a definition has one `=`",
      here: "a second `=`; chains of equalities belong in a `claim`",
      first: "the definition",
    },
    {
      title: "정의에는 `=`{:이/가} 하나만 있습니다",
      here: "두 번째 `=`입니다. 등식의 사슬은 `claim`에 씁니다",
      first: "정의",
    },
  ),
  E0117: message(
    { title: "a number that is too long", here: "its exponent is beyond ±4096" },
    { title: "너무 긴 수", here: "지수가 ±4096을 넘습니다" },
  ),
  E0118: message(
    {
      title: "`{name}'` is not a function of the language",
      here: "the derivative at a point is chosen with `convention {name}'(0) = …`, nowhere else",
    },
    {
      title: "`{name}'`{:은/는} 언어의 함수가 아닙니다",
      here: "한 점의 미분값은 `convention {name}'(0) = …`로만 정합니다",
    },
  ),
};
