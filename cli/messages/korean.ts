import type { Entry } from "./catalogue.ts";
import type * as english from "./english.ts";

/** Complaints of the command line, in Korean. */
export const complaints: Readonly<Record<keyof typeof english.complaints, Entry>> = {
  E1000: {
    title: "chainrule 자체의 오류: {reason}",
    cause: "입력이 아니라 chainrule의 결함입니다",
    remedy: "명령줄과 입력을 붙여 알려 주세요 (버전 {version}, Node.js {node}, {system})",
  },
  E1001: {
    title: "파일을 읽을 수 없습니다: {file}",
    cause: "{reason}",
    remedy: "이름을 확인하거나, 표준 입력을 읽으려면 - 를 주세요",
  },
  E1002: {
    title: "파일을 쓸 수 없습니다: {file}",
    cause: "{reason}",
    remedy: "쓸 수 있는 폴더를 지정하세요",
  },
  E1003: {
    title: "올바른 JSON이 아닙니다: {reason}",
    cause: "데이터 파일은 이름에서 수와 중첩 배열로 가는 JSON 객체 하나입니다",
    remedy: "이 자리를 고치세요",
  },
  E1004: {
    title: "모델에 없는 이름입니다: {name}",
    cause: "모델이 선언한 것: {declared}",
    remedy: "이 이름 가운데 하나를 쓰세요{suggestion}",
  },
  E1005: {
    title: "데이터에 빠진 것이 있습니다: {names}",
    cause: "모델에는 {declared}의 값이 필요합니다",
    remedy: "파일에 더하세요. 예: {example}",
  },
  E1006: {
    title: "{name}의 모양은 {found}인데 모델은 {expected}라고 선언합니다",
    cause: "데이터는 행 우선 중첩 배열입니다. 가장 바깥 배열이 첫째 축을 따라갑니다",
    remedy: "{name}의 값을 이렇게 주세요: {example}",
  },
  E1007: {
    title: "{path}: 수가 아닙니다: {found}",
    cause: '값은 JSON 수, 또는 문자열 "NaN", "Infinity", "-Infinity"입니다',
    remedy: "여기에 수를 쓰세요",
  },
  E1008: {
    title: "데이터에 같은 이름이 두 번 나옵니다: {name}",
    cause: "둘 중 어느 것인지 알 수 없습니다",
    remedy: "하나를 지우세요",
  },
  E1009: {
    title: "배열 {path}의 길이가 여기서는 {found}, 앞에서는 {expected}입니다",
    cause: "배열의 행은 길이가 같아야 합니다. 모델이 선언한 {name}의 모양은 {shape}입니다",
    remedy: "모든 행의 길이를 {expected}(으)로 맞추세요",
  },
  E1010: {
    title: "{path}의 값은 {found}인데 {name}의 값은 1부터 {size}까지의 정수입니다",
    cause: "{name}에는 크기 {size}인 축의 첨자가 들어가고, 첨자는 1부터 셉니다",
    remedy: "1부터 {size}까지의 정수를 쓰세요",
  },
  E1011: {
    title: "폴더입니다: {file}",
    cause: "여기에는 파일이 필요합니다",
    remedy: "그 안의 파일을 지정하세요",
  },
  E1012: {
    title: "데이터가 객체가 아닙니다",
    cause: "JSON 객체가 와야 할 자리에 다른 것이 있습니다: {found}",
    remedy: '이름에서 값으로 가는 객체를 주세요. 예: {"I": [1, 2, -1]}',
  },
  E1013: {
    title: "텍스트 파일이 아닙니다: {file}",
    cause: "올바른 UTF-8이 아닙니다 ({offset}번째 바이트)",
    remedy: "UTF-8로 저장하세요",
  },
  E1020: {
    title: "없는 명령입니다: {name}",
    cause: "명령: {commands}",
    remedy: "chainrule --help를 보세요{suggestion}",
  },
  E1021: {
    title: "없는 옵션입니다: {name}",
    cause: "{command} 명령이 모르는 옵션입니다",
    remedy: "{command} --help를 보세요{suggestion}",
  },
  E1022: {
    title: "빠진 것이 있습니다: {name}",
    cause: "{command} 명령에 필요합니다",
    remedy: "{command} --help를 보세요",
  },
  E1023: {
    title: "값이 필요한 옵션입니다: {option}",
    cause: "뒤에 값이 없습니다",
    remedy: "{command} --help를 보세요",
  },
  E1024: {
    title: "{option}의 값으로 쓸 수 없습니다: {value}",
    cause: "{reason}",
    remedy: "{command} --help를 보세요",
  },
  E1025: {
    title: "{command} 명령의 인자가 너무 많습니다",
    cause: "{reason}",
    remedy: "{command} --help를 보세요",
  },
  E1026: {
    title: "{option} 옵션과 {other} 옵션은 함께 쓸 수 없습니다",
    cause: "{reason}",
    remedy: "둘 중 하나를 빼세요",
  },
  E1027: {
    title: "설명이 없는 이름입니다: {name}",
    cause: "explain은 메시지의 코드와 규칙의 이름을 압니다",
    remedy: "이름 없이 chainrule explain을 실행하면 목록이 나옵니다{suggestion}",
  },
  E1030: {
    title: "모델에 정의되지 않은 이름입니다: {name}",
    cause: "모델이 정의한 것: {known}",
    remedy: "--of로 그 가운데 하나를 고르세요{suggestion}",
  },
  E1031: {
    title: "미분할 변수가 모델에 없습니다: {name}",
    cause: "모델에 있는 것: {known}",
    remedy: "--wrt로 그 가운데에서 고르세요{suggestion}",
  },
  E1032: {
    title: "모델에 미분할 수 있는 스칼라가 없습니다",
    cause: "모델이 정의한 것: {known}",
    remedy: "Cost 같은 스칼라를 정의하거나 --of로 텐서를 고르세요",
  },
  E1033: {
    title: "스칼라가 아니라서 이계도함수를 구할 수 없습니다: {name}",
    cause: "텐서의 이계도함수는 두 변수의 축에 자신의 축까지 가지게 됩니다",
    remedy: "--of로 스칼라를 고르세요",
  },
  E1034: {
    title: "스칼라가 아니라서 기울기가 없습니다: {name}",
    cause: "텐서의 도함수는 둘 모두의 축을 가집니다",
    remedy: "--jacobian으로 요청하세요",
  },
  E1035: {
    title: "이 점에서는 값이 없습니다: {reason}",
    cause: "이 데이터로는 모델을 계산할 수 없습니다",
    remedy: "데이터를 고치거나 모델의 식에 조건을 두세요",
  },
  W1040: {
    title: "데이터가 가정을 어깁니다: {text}",
    cause: "왼쪽은 {found}, 오른쪽은 {expected}입니다. 닫힌 식과 커널은 이 가정을 씁니다",
    remedy: "데이터를 고치거나 모델에서 가정을 지우세요",
  },
  W1041: {
    title: "데이터가 가정을 어깁니다: {text}",
    cause: "왼쪽 빼기 오른쪽은 {found}입니다. 닫힌 식과 커널은 이 가정을 씁니다",
    remedy: "데이터를 고치거나 모델에서 가정을 지우세요",
  },
};

/** Single words and phrases, in Korean. */
export const words: Readonly<Record<keyof typeof english.words, string>> = {
  error: "오류",
  warning: "경고",
  note: "참고",
  cause: "까닭",
  help: "고침",
  commands: "명령:",
  options: "옵션:",
  arguments: "인자:",
  usage: "사용법:",
  examples: "예:",
  index: "첨자꼴",
  matrix: "행렬꼴",
  assuming: "가정",
  convention: "규약",
  entry: "성분",
  formula: "공식",
  central: "중앙차분",
  left: "왼쪽",
  right: "오른쪽",
  verdict: "판정",
  agrees: "일치",
  kink: "꺾임",
  disagrees: "불일치",
  more: "… 그리고 {count}개 더 (--all로 모두 볼 수 있습니다)",
  totals:
    "편미분 {count}개: 일치 {agree}, 꺾임 {kinks}, 불일치 {disagree}. 가장 큰 상대오차 {error}, 테일러 기울기 {slope}",
  vacuous:
    "여기서는 모든 편미분이 양쪽 다 0이라 아무것도 증명하지 못합니다. --at이나 --seed로 다른 점을 고르세요.",
  didYouMean: ". 혹시 {name}?",
  anInteger: "{least} 이상의 정수여야 합니다",
  aPositiveNumber: "0보다 큰 수여야 합니다",
  someNames: "W0,W1처럼 쉼표로 나눈 이름이어야 합니다",
  oneOf: "쓸 수 있는 값: {choices}",
  noSuchFile: "그런 파일이 없습니다",
  notAllowed: "권한이 없습니다",
  endOfText: "글이 여기서 끝납니다",
  expectedInstead: "여기에는 {expected} 자리입니다",
  badEscape: "문자열에 없는 이스케이프입니다",
  badNumber: 'JSON의 수는 -1.5e3처럼 쓰고, NaN은 문자열 "NaN"으로 씁니다',
  nestedTooDeep: "배열이 {depth}겹보다 깊게 중첩되었습니다",
  somethingAfter: "값 뒤에 다른 것이 있습니다",
  expectsCount: "{expected}개가 와야 하는데 {received}개가 왔습니다",
};

/** Help texts, in Korean. */
export const help: Readonly<Record<keyof typeof english.help, string>> = {
  program: "기울기를 닫힌 식으로 유도하고, 단계마다 설명하고, 검사하고, 빠른 커널을 만듭니다.",
  version: "버전을 출력합니다",
  help: "이 도움말을 출력합니다",
  lang: "메시지의 언어: en 또는 ko",
  json: "JSON 문서 하나만 출력합니다",
  model: "모델 파일(*.chain), 또는 표준 입력이면 -",
  explain: "메시지나 규칙의 설명을 보여 줍니다. 이름이 없으면 목록을 보여 줍니다",
  explainName: "메시지의 코드 또는 규칙의 이름",
  derive: "도함수를 닫힌 식으로 구하고, 쓰인 가정과 유도 단계를 보여 줍니다",
  of: "미분할 양 (기본값: 마지막 스칼라 정의)",
  wrt: "쉼표로 나눈 변수들 (기본값: 모든 파라미터)",
  order: "일계 또는 이계 도함수",
  form: "첨자 표기만 또는 행렬 표기만 (기본값: 둘 다)",
  format: "수식을 쓰는 방식",
  steps: "번호를 붙인 연쇄법칙 단계를 보여 줍니다",
  eval: "생성한 커널로 값과 도함수를 수로 계산합니다",
  at: "데이터 파일: 이름에서 수와 중첩 배열로 가는 JSON. 표준 입력이면 -",
  evalOf: "계산할 양 (기본값: 마지막 스칼라 정의)",
  grad: "이 변수들에 대한 기울기",
  jacobian: "이 변수들에 대한 야코비안: 양의 축 다음에 변수의 축",
  hessian: "이 변수들에 대한 이계도함수",
  oracle: "커널 대신 정의대로 성분마다 계산합니다",
  more: "명령마다 옵션과 예는 chainrule COMMAND --help를 보세요.",
};
