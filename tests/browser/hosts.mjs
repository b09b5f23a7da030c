// Hosts that are not ours: small programs in a temporary folder that answer as told, crash, or
// talk nonsense. Each function writes one and returns its path.

import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FRAMES = `
let input = Buffer.alloc(0);
const send = (message) => {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  process.stdout.write(Buffer.concat([head, body]));
};
process.stdin.on("data", (data) => {
  input = Buffer.concat([input, data]);
  while (input.length >= 4 && input.length >= 4 + input.readUInt32LE(0)) {
    const end = 4 + input.readUInt32LE(0);
    const message = JSON.parse(input.subarray(4, end));
    input = input.subarray(end);
    receive(message);
  }
});
process.stdin.on("end", () => process.exit(0));
const hello = (id) => send({ type: "hello", id, protocol: 1, protocol_min: 1, host: "0.1.0",
  engine: "0.1.0", model: "rules", limits: {}, capabilities: [], formats: ["html"], folder: null });
const cleaned = (id, answer) =>
  send({ type: "cleaned", id, part: 0, last: true, body: JSON.stringify(answer) });
`;

/* Answers every page with `answer` (PROTOCOL.md, cleaned); honours marks by moving parts, which
 * come back above the article if `putsBackFirst`, else below; or answers them with `refusal`. */
export function answeringHost(folder, answer, { putsBackFirst = false, refusal = null } = {}) {
  return program(folder, "answering", `${FRAMES}
const answer = ${JSON.stringify(answer)};
const refusal = ${JSON.stringify(refusal)};
function receive({ type, id, marks }) {
  if (type === "hello") hello(id);
  if (type === "end") cleaned(id, answer);
  if (type === "clean" && refusal) send({ type: "error", id, ...refusal });
  else if (type === "clean") {
    const back = answer.removed.filter((part) => marks.keep.includes(part.id)).map((part) => part.html).join("");
    const removed = answer.removed.filter((part) => !marks.keep.includes(part.id))
      .map((part) => (marks.drop.includes(part.id) ? { ...part, unsure: false, kind: "reader" } : part));
    cleaned(id, { ...answer, html: ${putsBackFirst ? "back + answer.html" : "answer.html + back"}, removed });
  }
  if (type === "save") send({ type: "saved", id, path: "/home/reader/Documents/Cleancopy/A story.html", bytes: 1234 });
}`);
}

/* Says hello and dies of the first page. */
export function crashingHost(folder) {
  return program(folder, "crashing", `${FRAMES}
function receive({ type, id }) {
  if (type === "hello") hello(id);
  if (type === "begin") process.kill(process.pid, "SIGSEGV");
}`);
}

/* Writes what is no frame. */
export function garblingHost(folder) {
  return program(folder, "garbling", `process.stdout.write("hello world\\n"); process.stdin.resume();`);
}

/* Answers the greeting with an error, and a page with another. */
export function refusingHost(folder, { greeting, page }) {
  return program(folder, "refusing", `${FRAMES}
const greeting = ${JSON.stringify(greeting ?? null)};
function receive({ type, id }) {
  if (type === "hello" && greeting) send({ type: "error", id, ...greeting });
  else if (type === "hello") hello(id);
  if (type === "end") send({ type: "error", id, ...${JSON.stringify(page ?? {})} });
}`);
}

/* Takes a page and says nothing about it. */
export function silentHost(folder) {
  return program(folder, "silent", `${FRAMES}
function receive({ type, id }) {
  if (type === "hello") hello(id);
  if (type === "cancel") send({ type: "cancelled", id });
}`);
}

/* Starts, reads, and never says a word, not even hello. */
export function muteHost(folder) {
  return program(folder, "mute", `process.stdin.resume();`);
}

let written = 0;

function program(folder, name, text) {
  written += 1; // one that still runs can't be written over
  const path = join(folder, `${name}-host-${written}`);
  writeFileSync(path, `#!${process.execPath}\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}
