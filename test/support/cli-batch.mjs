/**
 * Runs many command lines in one process: a JSON array of `{ folder, args }` comes on standard input, an array of
 * `{ code, text }` goes to standard output. Starting Node.js for each would take most of the time.
 */
import { readFileSync, writeSync } from "node:fs";
import { main } from "../../dist/cli/main.js";

const results = [];
for (const { folder, args } of JSON.parse(readFileSync(0, "utf8"))) {
  process.chdir(folder);
  let text = "";
  const write = (chunk) => {
    text += chunk;
    return true;
  };
  Object.assign(process.stdout, { write });
  Object.assign(process.stderr, { write });
  results.push({ code: await main(args), text });
}
let rest = Buffer.from(JSON.stringify(results));
while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
process.exit(0);
