import type { Entry } from "./catalogue.ts";
import type { english } from "./english.ts";

/** Every message of training, in Korean. `{name:을}` chooses 을 or 를 by how the value is read. */
export const korean: Readonly<Record<keyof typeof english, Entry>> = {
  E0901: {
    title: "시드 {seed:은} 쓸 수 없습니다",
    cause: "시드는 0부터 {largest}까지의 정수입니다",
    remedy: "예를 들어 1처럼 고르세요",
  },
  E0902: {
    title: "데이터가 없습니다",
    cause: "{source}에 행이 없습니다",
    remedy: "머리글과 두 개 이상의 행이 있는 파일을 주세요",
  },
  E0903: {
    title: "{column:이라}는 열이 없습니다",
    cause: "있는 열: {columns}",
    remedy: "이 이름 가운데 하나를 쓰세요{suggestion}",
  },
  E0904: {
    title: "{cell:은} 수가 아닙니다",
    cause: "{column} 열은 특징이고, 특징은 1.5나 2e-3처럼 쓴 유한한 수입니다",
    remedy: "칸을 고치거나 이 열을 특징에서 빼세요",
  },
  E0905: {
    title: "값이 빠져 있습니다",
    cause: "{column} 열이 여기서 비어 있습니다",
    remedy: "값을 채우거나 행을 지우세요",
  },
  E0906: {
    title: "이 행은 {found}칸인데 머리글은 {expected}칸입니다",
    cause: "행마다 열 하나에 칸 하나가 필요합니다",
    remedy: "모자란 칸을 채우거나 남는 칸을 지우세요. {delimiter:이} 들어 있는 칸은 따옴표로 묶으세요",
  },
  E0907: {
    title: "클래스가 {label} 하나뿐입니다",
    cause: "{rows}개 행의 레이블이 모두 같아서 구별할 것이 없습니다",
    remedy: "클래스가 둘 이상인 데이터를 쓰거나 다른 클래스 열을 지정하세요",
  },
  E0908: {
    title: "머리글에 열 이름 {column:이} 두 번 나옵니다",
    cause: "이름만으로 어느 열인지 알 수 있어야 합니다",
    remedy: "둘 중 하나의 이름을 바꾸세요",
  },
  E0909: {
    title: "올바른 CSV 파일이 아닙니다",
    cause: "{reason}",
    remedy: "따옴표를 닫고, 따옴표 안의 따옴표는 두 번 쓰세요",
  },
  E0910: { title: "올바른 JSON 파일이 아닙니다", cause: "{reason}", remedy: "이 자리의 JSON을 고치세요" },
  E0911: {
    title: "JSON 데이터의 형식이 맞지 않습니다",
    cause: "{expected:이} 와야 할 자리에 {found:이} 있습니다",
    remedy: '레코드의 배열이나 {"features": [[…]], "labels": […]}를 주세요',
  },
  E0912: {
    title: "데이터의 특징은 {found}개인데 모델의 입력 {name:은} {expected}개를 받습니다",
    cause: "특징: {features}",
    remedy: "열을 {expected}개 고르거나(하나 적으면 상수 1이 들어갑니다) {name}의 크기를 바꾸세요",
  },
  E0913: {
    title: "데이터의 클래스는 {found}개인데 모델의 레이블 {name:은} {expected}개를 받습니다",
    cause: "클래스: {classes}",
    remedy: "레이블을 {name}[{found}]로 선언하거나 클래스가 {expected}개인 데이터를 쓰세요",
  },
  E0914: {
    title: "가중치 파일이 아닙니다",
    cause: "{expected:이} 와야 할 자리에 {found:이} 있습니다",
    remedy: "train 명령이 저장한 파일을 주세요",
  },
  E0915: {
    title: "저장된 가중치 {name}의 모양은 {found}인데 모델에는 {expected:이} 필요합니다",
    cause: "다른 모델의 가중치이거나 그 뒤에 모델의 크기가 바뀌었습니다",
    remedy: "처음부터 학습하거나 가중치를 만든 모델로 돌아가세요",
  },
  E0916: {
    title: "저장된 가중치에 {name:이} 없습니다",
    cause: "파일에 있는 것: {found}",
    remedy: "처음부터 학습하거나 가중치를 만든 모델로 돌아가세요",
  },
  E0917: {
    title: "저장된 가중치는 다른 모델의 것입니다",
    cause: "그래프 {found:으로} 만든 가중치이고, 이 모델은 {expected}입니다",
    remedy: "처음부터 학습하거나 가중치를 만든 모델로 돌아가세요",
  },
  E0918: {
    title: "{name} = {value:은} 쓸 수 없습니다",
    cause: "쓸 수 있는 값: {expected}",
    remedy: "그런 값을 고르세요",
  },
  E0919: {
    title: "모델에 학습할 것이 없습니다",
    cause: "{missing} 선언이 없습니다",
    remedy: "가중치는 param, 특징은 input, 클래스는 label로 선언하세요",
  },
  E0920: {
    title: "클래스 {label:은} 행이 {rows}개뿐이라 일부를 남겨 둘 수 없습니다",
    cause: "남겨 두는 쪽과 학습하는 쪽 모두 클래스마다 한 행 이상이 필요합니다",
    remedy: "그 클래스의 행을 더하거나, 남겨 두지 마세요(비율 0)",
  },
  E0921: {
    title: "이 실행은 저장된 것과 {name:이} 다릅니다: 그때는 {found}, 지금은 {expected}",
    cause: "조건이 다르면 같은 하강을 이어 갈 수 없습니다",
    remedy: "같은 {name:을} 주거나 처음부터 시작하세요",
  },
  E0924: {
    title: "패키지 {package:이} 설치되어 있지 않습니다",
    cause: "데이터가 커서 함께 설치되지 않습니다",
    remedy: "설치하세요: npm install {package}",
  },
  W0901: {
    title: "{epoch}번째 에폭에서 유한한 수를 벗어났습니다(손실 {loss})",
    cause: "마지막 유한한 손실은 {last:이었}고, 학습률 {rate}의 걸음이 너무 컸습니다",
    remedy: "더 작은 학습률, 예를 들어 {smaller:을} 쓰세요. 그 걸음 전의 가중치를 남겨 두었습니다",
  },
  W0902: {
    title: "손실이 커지고 있습니다: {first}에서 {epoch}번째 에폭에 {loss:으로}",
    cause: "학습률 {rate}의 걸음이 골짜기를 뛰어넘습니다",
    remedy: "더 작은 학습률, 예를 들어 {smaller:을} 쓰세요",
  },
  W0903: {
    title: "{tensor}의 유닛 {unit:은} 죽었습니다: {rows}개 행 모두에서 꺼져 있습니다",
    cause: "ReLU가 꺼진 곳에서는 미분이 0이므로 기울기가 닿지 않아 계속 꺼져 있습니다",
    remedy: "다른 시드나 더 작은 학습률을 쓰거나, relu(x) 대신 max(x, 0.1 * x)를 쓰세요",
  },
  W0904: {
    title: "클래스 {label:은} 한 번도 예측되지 않습니다. 속한 행은 {rows}개입니다",
    cause: "하강이 잘못된 극소에 머물러 있거나 이제 막 시작했습니다",
    remedy: "다른 시드, 더 많은 에폭, 다른 학습률을 시도하세요",
  },
  N0905: {
    title: "손실 {loss}에서 학습이 멈췄습니다",
    cause: "마지막 {epochs}개 에폭 동안 손실이 0.1 %도 줄지 않았습니다",
    remedy: "에폭을 늘려도 거의 소용없습니다. 다른 시드, 다른 학습률, 더 많은 유닛은 도움이 될 수 있습니다",
  },
  W0906: {
    title: "데이터가 {rows}개 행 가운데 {count}개에서 가정 {assumption:을} 어깁니다",
    cause: "{row}번째 행의 합은 {sum}입니다. 닫힌 식이 이 가정을 썼으므로 거기서는 기울기가 틀립니다",
    remedy: "레이블을 고치거나, 모델에서 가정을 지우고 다시 유도하세요",
  },
  W0907: {
    title: "{column} 열은 모든 학습 행에서 값 {value:으로} 같습니다",
    cause: "행을 구별해 주지 못하고 분산을 1로 맞출 수도 없어서 가운데로만 옮겼습니다",
    remedy: "이 열을 빼세요",
  },
  W0909: {
    title: "비용이나 그 기울기가 처음부터 유한하지 않습니다({epoch}번째 에폭, 손실 {loss})",
    cause:
      "이 가중치와 데이터에서는 유한한 기울기가 없습니다. 정의역을 벗어난 로그나 제곱근, 0으로 나누기, 데이터의 NaN, 지나치게 큰 가중치가 원인일 수 있습니다",
    remedy: "eval 명령으로 한 행의 비용을, 그리고 처음 가중치를 살펴보세요",
  },
  N0908: {
    title: "마지막 특징으로 상수 1을 더했습니다",
    cause: "입력 {name:은} 수 {size}개를 받고 데이터의 특징은 {found}개입니다. 이 상수가 편향 노릇을 합니다",
    remedy: "뜻한 바가 아니면 열을 {size}개 주세요",
  },
};
