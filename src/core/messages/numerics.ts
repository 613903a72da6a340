import { message } from "./message.ts";

/** W06: what numbers can and cannot tell. */
export const numerics = {
  W0602: message(
    {
      title: "a check that proves nothing",
      here: "both sides are 0 here",
      why: "where everything is 0, a wrong formula passes too; take a point in general position",
    },
    {
      title: "아무것도 확인하지 못하는 검사",
      here: "여기서는 양변이 0입니다",
      why: "모두 0인 곳에서는 틀린 식도 통과합니다. 일반적인 위치의 점을 쓰세요",
    },
  ),
  W0603: message(
    {
      title: "tested, not proved",
      here: "agrees at {points} points (seed {seed}), largest relative error {error}",
      exact: "and exactly, modulo primes, at {exact} points",
      strata: "{stratified} of them with entries on both sides of every kink",
    },
    {
      title: "증명이 아니라 시험했습니다",
      here: "점 {points}개에서 일치합니다(씨앗 {seed}). 최대 상대오차 {error}",
      exact: "소수로 나눈 나머지로는 점 {exact}개에서 정확히 일치합니다",
      strata: "그 가운데 {stratified}개는 모든 꺾이는 곳의 양쪽에 성분이 있습니다",
    },
  ),
};
