import type { Entry, BuildCode } from "./catalogue.ts";

/** The same in Korean. */
export const korean: Readonly<Record<BuildCode, Entry>> = {
  E1042: {
    title: "값이 없는 크기입니다: {name}",
    cause: "커널에는 크기의 값이 필요한데 모델이 열어 두었습니다",
    remedy:
      "--sizes {name}=10 으로 주거나, 설정에 sizes: { {name}: 10 } 을 쓰거나, 모델에 size {name} = 10 이라고 쓰세요",
  },
  E1043: {
    title: "모델에 없는 크기입니다: {name}",
    cause: "모델의 크기: {known}",
    remedy: "이름을 고치세요{suggestion}",
  },
  E1044: {
    title: "손상된 파일입니다: {file}",
    cause: "폴더의 생성 파일 목록인데 올바른 JSON이 아닙니다",
    remedy: "지우세요. 다음 실행 때 다시 씁니다",
  },
  E1045: {
    title: "chainrule이 만든 파일이 아니어서 건드리지 않습니다: {file}",
    cause: "같은 이름의 생성 파일이 이 파일을 덮어쓰게 됩니다",
    remedy: "파일의 이름을 바꾸거나 지우거나, -o로 다른 폴더를 고르거나, --force로 덮어쓰세요",
  },
  E1046: {
    title: "두 모델이 같은 파일이 됩니다: {file}",
    cause: "커널은 모델과 같은 이름으로 -o로 준 폴더에 놓입니다",
    remedy: "모델의 이름을 바꾸거나, 설정에서 다른 이름을 주거나, 폴더를 따로 주세요",
  },
  E1047: {
    title: "모델에 없는 이름입니다: {name}",
    cause: "모델에 있는 것: {known}",
    remedy: "of나 wrt로 준 이름을 고치세요{suggestion}",
  },
  E1048: {
    title: "모델에 미분할 수 있는 스칼라가 없습니다",
    cause: "모델이 정의한 것: {known}",
    remedy: "Cost 같은 스칼라를 정의하거나 of로 고르세요",
  },
  E1049: {
    title: "모델에 잘못이 있습니다: {file}에서 {count}",
    cause: "{text}",
    remedy: "모델을 고치세요. chainrule explain {code} 가 메시지의 설명을 보여 줍니다",
  },
  E1050: {
    title: "생성할 모델이 없습니다",
    cause: "모델을 주지 않았고 {folder} 폴더에 chainrule.config.ts(.mts, .js, .mjs)도 없습니다",
    remedy: "모델 파일을 주거나 chainrule.config.ts에 적으세요",
  },
  E1051: {
    title: "읽어 들일 수 없는 설정입니다: {file}",
    cause: "{reason}",
    remedy: "파일을 고치세요. 설정은 이렇게 내보냅니다: export default defineConfig({ models: [...] })",
  },
  E1052: {
    title: "{file}: 없는 옵션입니다: {place}",
    cause: "여기에 쓸 수 있는 옵션: {known}",
    remedy: "지우거나 이름을 고치세요{suggestion}",
  },
  E1053: {
    title: "{file}: {place} 값이 {found}입니다",
    cause: "여기에 와야 하는 것: {expected}",
    remedy: "예를 들어 {example} 처럼 쓰세요{suggestion}",
  },
  E1054: {
    title: "{file}: 빠진 옵션입니다: {place}",
    cause: "여기에 와야 하는 것: {expected}",
    remedy: "예를 들어 {example} 처럼 쓰세요",
  },
  E1055: {
    title: "{file}: 맞는 파일이 없습니다: {pattern}",
    cause: "경로는 설정 파일의 폴더에서 시작합니다. *는 이름의 일부, **는 폴더를 뜻합니다",
    remedy: "패턴을 고치거나 모델을 더하세요",
  },
  E1056: {
    title: "{file} 설정에 없는 모델입니다: {model}",
    cause: "--config와 함께는 설정에 있는 모델만 줄 수 있습니다",
    remedy: "설정에 더하거나 --config를 빼세요",
  },
};
