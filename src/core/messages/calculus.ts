import { message } from "./message.ts";

/** E04: claims about derivatives that do not hold. `why` explains the slip, `expected` says what is right. */
export const calculus = {
  E0400: message(
    {
      title: "not equal",
      here: "this is not {left}",
      expected: "right is {expected}",
      unknown: "no known slip gives exactly this",
      piece: "right here is {piece}",
    },
    {
      title: "같지 않습니다",
      here: "{left}{:과/와} 다릅니다",
      expected: "맞는 식: {expected}",
      unknown: "이 식을 정확히 만들어 내는 알려진 실수는 없습니다",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0401: message(
    {
      title: "the derivative of the activation is missing",
      here: "one factor short",
      why: "on the way back through a = f(h) every entry is multiplied by f'(h); for ReLU that is 1 where h > 0 and 0 where the unit is off",
      expected: "right is {expected}",
      piece: "missing: {piece}",
    },
    {
      title: "활성화 함수의 도함수가 빠졌습니다",
      here: "인수 하나가 모자랍니다",
      why: "a = f(h)를 거슬러 갈 때는 성분마다 f'(h)를 곱합니다. ReLU라면 h > 0에서 1, 꺼진 유닛에서 0입니다",
      expected: "맞는 식: {expected}",
      piece: "빠진 것: {piece}",
    },
  ),
  E0402: message(
    {
      title: "the factor from above is missing",
      here: "only the last link of the chain",
      why: "the chain rule multiplies the derivative of this step by the derivative of the cost with respect to its result",
      expected: "right is {expected}",
    },
    {
      title: "위에서 내려오는 인수가 빠졌습니다",
      here: "사슬의 마지막 고리뿐입니다",
      why: "연쇄법칙은 이 단계의 도함수에, 그 결과에 대한 비용의 도함수를 곱합니다",
      expected: "맞는 식: {expected}",
    },
  ),
  E0403: message(
    {
      title: "the product is transposed",
      here: "rows and columns are exchanged",
      why: "a gradient has the shape of its variable: the axis of what multiplies from the left comes first in W[j, k]",
      expected: "right is {expected}",
    },
    {
      title: "곱이 전치되었습니다",
      here: "행과 열이 바뀌었습니다",
      why: "기울기의 모양은 변수의 모양입니다. W[j, k]의 첫 첨자가 먼저 옵니다",
      expected: "맞는 식: {expected}",
    },
  ),
  E0404: message(
    {
      title: "a matrix stands where its transpose should",
      here: "this sums over the wrong axis of the matrix",
      why: "what went forward through W comes back through its transpose; a square W hides the mistake from the shapes",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "전치행렬이 올 자리에 행렬이 있습니다",
      here: "행렬의 다른 축으로 더합니다",
      why: "W를 지나 앞으로 간 것은 그 전치로 되돌아옵니다. W가 정사각이면 모양만으로는 드러나지 않습니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0405: message(
    {
      title: "a part of the Jacobian of softmax is missing",
      here: "every p depends on every z",
      why: "∂p[j]/∂z[k] = p[j] (δ[j,k] − p[k]): the diagonal and the rest belong to it",
      expected: "right is {expected}",
    },
    {
      title: "소프트맥스 야코비안의 일부가 빠졌습니다",
      here: "모든 p는 모든 z에 의존합니다",
      why: "∂p[j]/∂z[k] = p[j] (δ[j,k] − p[k])입니다. 대각 성분과 나머지가 모두 있어야 합니다",
      expected: "맞는 식: {expected}",
    },
  ),
  E0406: message(
    {
      title: "this is the derivative by the probabilities, not by the logits",
      here: "∂C/∂p stands here",
      why: "−y/p is ∂C/∂p; softmax lies between p and z, and its Jacobian turns it into p − y",
      expected: "right is {expected}",
    },
    {
      title: "로짓이 아니라 확률에 대한 도함수입니다",
      here: "∂C/∂p입니다",
      why: "−y/p는 ∂C/∂p입니다. p와 z 사이에 소프트맥스가 있고, 그 야코비안을 거치면 p − y가 됩니다",
      expected: "맞는 식: {expected}",
    },
  ),
  E0407: message(
    {
      title: "the sign is wrong",
      here: "the other sign",
      why: "a minus got lost or came in twice; gradient descent with this sign climbs",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "부호가 틀렸습니다",
      here: "반대 부호입니다",
      why: "음의 부호를 빠뜨렸거나 두 번 넣었습니다. 이 부호로 경사하강을 하면 올라갑니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0408: message(
    {
      title: "the derivative of the activation is taken at the wrong quantity",
      here: "not the argument of this activation",
      why: "f' is taken where f was taken on the way forward: at the pre-activation of the same layer",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "활성화 함수의 도함수를 다른 양에서 취했습니다",
      here: "이 활성화 함수의 인수가 아닙니다",
      why: "f'은 앞으로 갈 때 f를 취한 곳, 곧 같은 층의 활성화 이전 값에서 취합니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0409: message(
    {
      title: "a quantity before the activation stands for the one after it, or the reverse",
      here: "the other side of the activation",
      why: "the layer above received a = f(h), so a stands in its derivative, not h",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "활성화 이전 값과 이후 값이 뒤바뀌었습니다",
      here: "활성화 함수의 반대편 값입니다",
      why: "위층이 받은 것은 a = f(h)이므로 그 도함수에는 h가 아니라 a가 나옵니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0410: message(
    {
      title: "a wrong index, or a sum that is missing",
      here: "the indices do not say what is meant",
      why: "every index that is summed stands under its sum, and every other one is an index of the result",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "첨자가 틀렸거나 합이 빠졌습니다",
      here: "첨자가 뜻한 바와 다릅니다",
      why: "더하는 첨자는 모두 합 기호 아래에 있고, 나머지는 결과의 첨자입니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0411: message(
    {
      title: "entry by entry where a matrix product should be",
      here: "nothing is summed here",
      why: "the chain rule sums over everything between: a product of Jacobians is a matrix product",
      expected: "right is {expected}",
    },
    {
      title: "행렬곱이 올 자리에 성분별 곱이 있습니다",
      here: "여기서는 아무것도 더하지 않습니다",
      why: "연쇄법칙은 사이에 있는 모든 것에 대해 더합니다. 야코비안의 곱은 행렬곱입니다",
      expected: "맞는 식: {expected}",
    },
  ),
  E0412: message(
    {
      title: "a constant factor is wrong",
      here: "off by a constant factor",
      why: "a 2 of a square, the 1/N of a mean or a temperature got lost or came in twice",
      expected: "right is {expected}",
    },
    {
      title: "상수 인수가 틀렸습니다",
      here: "상수배만큼 다릅니다",
      why: "제곱의 2, 평균의 1/N, 온도 같은 상수를 빠뜨렸거나 두 번 넣었습니다",
      expected: "맞는 식: {expected}",
    },
  ),
  E0413: message(
    {
      title: "a path of the chain rule is lost",
      here: "not all paths",
      why: "where a quantity is used several times, the contributions of all uses are added: += and not =",
      expected: "right is {expected}",
      piece: "missing: {piece}",
    },
    {
      title: "연쇄법칙의 경로가 빠졌습니다",
      here: "모든 경로가 아닙니다",
      why: "여러 번 쓰인 양에서는 모든 쓰임의 기여를 더합니다. =가 아니라 +=입니다",
      expected: "맞는 식: {expected}",
      piece: "빠진 것: {piece}",
    },
  ),
  E0414: message(
    {
      title: "this is no descent step",
      here: "not the old value minus a step along the gradient",
      why: "the new value is W − η ∂C/∂W: the old value stays, and the step goes against the gradient",
      expected: "right is {expected}",
    },
    {
      title: "경사하강 갱신이 아닙니다",
      here: "이전 값에서 기울기 방향으로 한 걸음 뺀 값이 아닙니다",
      why: "새 값은 W − η ∂C/∂W입니다. 이전 값은 남고, 걸음은 기울기의 반대쪽으로 갑니다",
      expected: "맞는 식: {expected}",
    },
  ),
  E0415: message(
    {
      title: "a quantity of another layer, or another quantity altogether",
      here: "another quantity of the same shape",
      why: "shapes that agree do not show it; only values do",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "다른 층의 양이거나 전혀 다른 양입니다",
      here: "모양이 같은 다른 양입니다",
      why: "모양이 같으면 모양으로는 드러나지 않고 값으로만 드러납니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0416: message(
    {
      title: "a wrong power",
      here: "an exponent is off by one",
      why: "d(u^n) = n u^(n-1) du; the denominator of a quotient rule is squared",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "거듭제곱이 틀렸습니다",
      here: "지수가 하나 다릅니다",
      why: "d(u^n) = n u^(n-1) du입니다. 몫의 미분에서 분모는 제곱입니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0417: message(
    {
      title: "a term is missing",
      here: "a term short",
      why: "every term of the derivative is there for a reason: a product has two, a quotient too",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "항이 빠졌습니다",
      here: "항 하나가 모자랍니다",
      why: "도함수의 항에는 저마다 까닭이 있습니다. 곱도 몫도 항이 둘입니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0418: message(
    {
      title: "a function stands where its derivative should",
      here: "f, not f'",
      why: "the chain rule multiplies by f'(z); the prime got lost",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "도함수가 올 자리에 함수가 있습니다",
      here: "f'이 아니라 f입니다",
      why: "연쇄법칙은 f'(z)를 곱합니다. 프라임이 빠졌습니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0419: message(
    {
      title: "the sum has the wrong range",
      here: "it leaves entries out",
      why: "the upper limit counts what is summed over, not what comes out",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "합의 범위가 틀렸습니다",
      here: "성분을 빠뜨립니다",
      why: "위 끝은 결과의 개수가 아니라 더해지는 것의 개수입니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
  E0421: message(
    {
      title: "a factor is missing",
      here: "one factor short",
      why: "the inner derivative belongs to the chain rule too",
      expected: "right is {expected}",
      piece: "right here is {piece}",
    },
    {
      title: "인수가 빠졌습니다",
      here: "인수 하나가 모자랍니다",
      why: "연쇄법칙에는 안쪽 함수의 도함수도 들어갑니다",
      expected: "맞는 식: {expected}",
      piece: "여기에 맞는 것: {piece}",
    },
  ),
};
