// Run by node: Docxodus accepts or rejects all changes of files, one after the other, in one process.
//
// Usage: node resolve.mjs NODE_MODULES < JSON, a list of [source, action, target]; action is accept or reject. Prints
// each target that is done, and after a tabulator why one could not be.

import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const docxodus = await import(pathToFileURL(join(process.argv[2], "docxodus", "dist", "core.js")));
const actions = { accept: docxodus.docxDiffAcceptRevisions, reject: docxodus.docxDiffRejectRevisions };
const say = (line) => writeSync(1, `${line}\n`); // at once, so that a job that hangs is known
const why = (error) => String(error instanceof Error ? error : JSON.stringify(error)).replace(/\s+/g, " ");

console.log = console.error; // its own remarks are not ours
await docxodus.initialize();
for (const [source, action, target] of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    writeFileSync(target, await actions[action](new Uint8Array(readFileSync(source))));
    say(target);
  } catch (error) {
    say(`${target}\t${why(error)}`);
  }
}
