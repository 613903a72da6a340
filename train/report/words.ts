import type { Language } from "../messages/catalogue.ts";

const english = {
  loss: "loss",
  epoch: "epoch",
  confusion: "confusion table ({part})",
  trueClass: "true \\ predicted",
  accuracy: "accuracy",
  training: "training",
  heldOut: "held out",
  ofRows: "{correct} of {rows}",
  unit: "{tensor} unit {unit}: on for {active} of {rows} rows",
  units: "{tensor}: {units} units, each on for {least} to {most} of {rows} rows",
  finished: "finished after {epoch} epochs",
  diverged: "stopped at epoch {epoch}: diverged",
  aborted: "interrupted after {epoch} epochs",
  total: "total",
  error: "error",
  warning: "warning",
  note: "note",
  why: "why",
  fix: "fix",
} as const;

/** The words of reports. A word missing in one language does not compile. */
export const reportWords: Readonly<Record<Language, Readonly<Record<keyof typeof english, string>>>> = {
  en: english,
  ko: {
    loss: "손실",
    epoch: "에폭",
    confusion: "혼동 행렬({part})",
    trueClass: "참 \\ 예측",
    accuracy: "정확도",
    training: "학습",
    heldOut: "남겨 둔 행",
    ofRows: "{rows}개 중 {correct}개",
    unit: "{tensor} 유닛 {unit}: {rows}개 행 중 {active}개에서 켜짐",
    units: "{tensor}: 유닛 {units}개가 각각 {rows}개 행 중 {least}~{most}개에서 켜짐",
    finished: "{epoch}개 에폭 뒤에 끝남",
    diverged: "{epoch}번째 에폭에서 멈춤: 발산",
    aborted: "{epoch}개 에폭 뒤에 중단됨",
    total: "합계",
    error: "오류",
    warning: "경고",
    note: "참고",
    why: "까닭",
    fix: "고침",
  },
};
