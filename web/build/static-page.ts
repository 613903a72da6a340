import type { Lang } from "../../src/index.ts";
import { isLesson, openLesson } from "../engine/lesson.ts";
import { stepsOf, type StepView } from "../engine/steps.ts";
import { text } from "../i18n/text.ts";
import { notesModel } from "../notes/model.ts";

const escape = (plain: string): string =>
  plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The derivation as it can be read without JavaScript, in both languages: formulas once, words twice. */
export function staticPage(): string {
  const lesson = openLesson(notesModel);
  if (!isLesson(lesson)) throw new Error("the model of the notes cannot be differentiated");
  const [english, korean] = (["en", "ko"] as const).map((lang) =>
    stepsOf(lesson, "index", lang, text("step.definition", lang)),
  );
  const list = (direction: StepView["direction"]): string =>
    english!
      .map((step, k) => [step, korean![k]!] as const)
      .filter(([step]) => step.direction === direction)
      .map(([step, other]) => item(step, other))
      .join("");
  return `<header class="top"><div class="name"><h1>${text("title", "en")} · <span lang="ko">${text("title", "ko")}</span></h1><p>${text("subtitle", "en")} · <span lang="ko">${text("subtitle", "ko")}</span></p></div></header><main class="still"><noscript><p>${text("noscript", "en")}</p><p lang="ko">${text("noscript", "ko")}</p></noscript><h2>${heading("forward")}</h2><ol class="steps">${list("forward")}</ol><h2>${heading("backward")}</h2><ol class="steps">${list("backward")}</ol></main>`;
}

const heading = (key: "forward" | "backward"): string =>
  `${text(key, "en")} · <span lang="ko">${text(key, "ko")}</span>`;

/** Links between formula, graph and code are the page's; what stands still needs no ids. */
const still = (mathml: string): string => mathml.replaceAll(/ (?:data-n|intent|arg|class)="[^"]*"/g, "");

function item(step: StepView, other: StepView): string {
  const lines = [...step.chain, step.result].map(
    ({ mathml }) => `<div class="formula">${still(mathml)}</div>`,
  );
  return `<li><div class="step-head"><span class="number">${step.id}</span><span>${escape(step.title)} · <span lang="ko">${escape(other.title)}</span></span></div>${lines.join("")}${because(step, "en")}${because(other, "ko")}</li>`;
}

const because = ({ because: words }: StepView, lang: Lang): string =>
  words === "" ? "" : `<p class="because" lang="${lang}">${escape(words)}</p>`;
