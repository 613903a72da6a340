/** Draws docs/tour.svg: what `npm start` prints, in the colours of a terminal. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./setup.mjs";

const folder = mkdtempSync(join(tmpdir(), "chainrule-picture-"));
const command = [join(root, "bin/chainrule.js"), "tour", "-o", folder, "--seed", "2"];
const env = { ...process.env, FORCE_COLOR: "1", NO_COLOR: "" };
const { stdout } = spawnSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
rmSync(folder, { recursive: true, force: true });

const lineHeight = 18;
const columnWidth = 7.8;
const classes = { 1: "b", 2: "d", 31: "r", 32: "g", 33: "y", 36: "c" };
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A line with its colours as spans. */
function spans(line) {
  const open = new Set();
  const parts = line.split(/\u001B\[(\d+)m/);
  return parts
    .map((part, k) => {
      if (k % 2 === 0) {
        const names = [...open].join(" ");
        return part === ""
          ? ""
          : names === ""
            ? escape(part)
            : `<tspan class="${names}">${escape(part)}</tspan>`;
      }
      if (part in classes) open.add(classes[part]);
      else open.clear();
      return "";
    })
    .join("");
}

const lines = stdout.split("\n");
const from = lines.findIndex((line) => stripVTControlCharacters(line).startsWith("2 "));
const to = lines.findIndex((line) => stripVTControlCharacters(line).includes("confusion table")) + 5;
const isTable = (line) => /^ {2}W[01]\[[2-4]/.test(stripVTControlCharacters(line));
const shown = lines.slice(from, to).filter((line) => !isTable(line));
const widest = Math.max(...shown.map((line) => stripVTControlCharacters(line).length));
const [width, height] = [Math.ceil(Math.min(widest, 118) * columnWidth) + 32, shown.length * lineHeight + 32];
const rows = shown.map(
  (line, k) => `<text x="16" y="${28 + k * lineHeight}" xml:space="preserve">${spans(line)}</text>`,
);
writeFileSync(
  join(root, "docs/tour.svg"),
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="chainrule tour in a terminal">`,
    "<style>",
    "svg{background:#16181d}text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#d8dee9;white-space:pre}",
    ".b{font-weight:700;fill:#fff}.d{fill:#8a93a3}.c{fill:#6cc7d9}.g{fill:#8fce8a}.y{fill:#e5c07b}.r{fill:#e06c75}",
    "</style>",
    `<rect width="${width}" height="${height}" rx="8" fill="#16181d"/>`,
    ...rows,
    "</svg>",
    "",
  ].join("\n"),
);
