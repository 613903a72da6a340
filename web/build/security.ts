import type { Plugin } from "vite";

/**
 * What the page may do: run its own files, and start workers from text it made itself; a worker inherits this
 * policy. Nothing is fetched from elsewhere, nothing is sent anywhere, no text becomes code in the page.
 */
export const policy = (scripts: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

export const policyTag = (scripts: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}" />`;

/** Writes the policy into the built page; the development server needs scripts that a policy would forbid. */
export const contentSecurity = (): Plugin => ({
  name: "content-security",
  apply: "build",
  transformIndexHtml: (html) =>
    html.replace('<meta charset="utf-8" />', `<meta charset="utf-8" />\n    ${policyTag("'self'")}`),
});
