import type { Lang } from "../../src/index.ts";
import type { Theme } from "../state/app.ts";

/** What a reader chose, for the next visit; a browser that keeps nothing is no mistake. */
export function remember(name: "lang" | "theme", value: string): void {
  try {
    localStorage.setItem(`chainrule.${name}`, value);
  } catch {
    // Storage may be full or forbidden.
  }
}

function remembered(name: "lang" | "theme"): string | null {
  try {
    return localStorage.getItem(`chainrule.${name}`);
  } catch {
    return null;
  }
}

export function preferredLang(): Lang {
  const kept = remembered("lang");
  if (kept === "en" || kept === "ko") return kept;
  return navigator.languages.some((tag) => tag.startsWith("ko")) ? "ko" : "en";
}

export function preferredTheme(): Theme {
  const kept = remembered("theme");
  return kept === "light" || kept === "dark" ? kept : "auto";
}
