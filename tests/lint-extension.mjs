// The extension linter, with the warnings that we have a reason for. Any other fails, and so
// does a reason that nothing needs any more.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tests = dirname(fileURLToPath(import.meta.url));

const ALLOWED = {
  // One manifest for both browsers: Chromium reads the service worker, Firefox the scripts, each
  // leaves out the other's, and only Firefox's linter says so.
  BACKGROUND_SERVICE_WORKER_IGNORED: "manifest.json",
  // In private windows Chromium shows an extension's pages only if it has an instance of its own
  // there. Firefox has no such mode and keeps the extension out of them, which is right as well.
  INCOGNITO_SPLIT_UNSUPPORTED: "manifest.json",
};

const run = spawnSync(process.execPath, [
  join(tests, "node_modules/addons-linter/bin/addons-linter"), "--self-hosted", "--output=json", join(tests, "../extension"),
], { encoding: "utf8", maxBuffer: 64 << 20 });
if (!run.stdout.startsWith("{")) {
  console.error(run.stdout, run.stderr);
  process.exit(1);
}

const { errors, warnings, notices } = JSON.parse(run.stdout);
const isAllowed = ({ code, file }) => ALLOWED[code] === file;
const found = [...errors, ...warnings, ...notices].filter((message) => !isAllowed(message));
for (const { _type, code, message, file, line } of found)
  console.error(`extension/${file ?? ""}${line ? `:${line}` : ""}: ${_type}: ${message} (${code})`);

const idle = Object.keys(ALLOWED).filter((code) => !warnings.some((warning) => warning.code === code && isAllowed(warning)));
for (const code of idle) console.error(`${code} is allowed, and nothing needs it`);
process.exit(found.length + idle.length ? 1 : 0);
