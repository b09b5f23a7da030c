// The extension's side of the wire against the host as it was built: no browser between them, a
// process with frames on its standard input and output. CLEANCOPY_HOST names the program.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { webcrypto } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { endianness, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

globalThis.crypto ??= webcrypto; // Node 18

const { openHost } = await import("../../extension/lib/host.js");

const PROGRAM = process.env.CLEANCOPY_HOST;
const ORIGIN = "chrome-extension://ionbjdmecjlapofemhjfcnmdhnbbmpjc/";
const skip = PROGRAM ? false : "CLEANCOPY_HOST names no program";

/* What the browsers make of a native application: a port. */
function processPort(home, origin = ORIGIN) {
  const child = spawn(PROGRAM, [origin], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: undefined, XDG_DOCUMENTS_DIR: undefined },
  });
  const little = endianness() === "LE";
  const listeners = { message: [], disconnect: [] };
  let input = Buffer.alloc(0);
  child.stdin.on("error", () => {});
  child.stdout.on("data", (data) => {
    input = Buffer.concat([input, data]);
    for (;;) {
      if (input.length < 4) return;
      const end = 4 + (little ? input.readUInt32LE(0) : input.readUInt32BE(0));
      if (input.length < end) return;
      assert.ok(end <= 4 + 2 ** 20, "no browser takes a longer frame");
      const message = JSON.parse(input.subarray(4, end));
      input = input.subarray(end);
      for (const fn of listeners.message) fn(message);
    }
  });
  child.stdout.on("close", () => listeners.disconnect.forEach((fn) => fn({ error: null })));
  return {
    child,
    onMessage: { addListener: (fn) => listeners.message.push(fn) },
    onDisconnect: { addListener: (fn) => listeners.disconnect.push(fn) },
    postMessage(message) {
      const body = Buffer.from(JSON.stringify(message));
      const head = Buffer.alloc(4);
      if (little) head.writeUInt32LE(body.length);
      else head.writeUInt32BE(body.length);
      child.stdin.write(Buffer.concat([head, body]));
    },
    disconnect: () => child.stdin.end(),
  };
}

const trouble = (code) => (error) => error.name === "Trouble" && error.code === code;
const paragraphs = (n) => Array.from({ length: n }, (_, i) =>
  `<p>Paragraph ${i} of a long story, with a comma, an \u00e4 and a \u{1f600}, and enough words to be read as one.</p>`).join("\n");
const story = (html, more = {}) => ({
  html: `<html lang="en"><head><title>A story</title></head><body><article><h1>A story</h1>${html}</article></body></html>`,
  url: "https://news.example/story", base: "https://news.example/story", title: "A story", stamp: "abcdefghij",
  facts: { scroll_locked: false, loading: false, lang: "en" },
  ...more,
});

describe("extension and host", { skip, timeout: 120_000 }, () => {
  let home;
  let host;
  let port;

  before(async () => {
    home = mkdtempSync(join(tmpdir(), "cleancopy-home-"));
    port = processPort(home);
    host = await openHost({ connect: () => port, extension: "0.1.0" });
  });

  after(() => {
    host?.close();
    if (home) rmSync(home, { recursive: true, force: true });
  });

  test("shake hands", () => {
    assert.equal(host.info.protocol, 1);
    assert.equal(host.info.limits.part, 512 * 1024);
    assert.ok(host.info.capabilities.includes("cancel"));
  });

  test("a page becomes an article, again with marks, and is saved", async () => {
    const { id, answer } = await host.clean(story(paragraphs(8)));
    assert.equal(answer.status, "ok");
    assert.ok(answer.html.includes("Paragraph 7 of a long story"));
    assert.equal(answer.title.value, "A story");
    const again = await host.again(id, { keep: [], drop: [] });
    assert.equal(again.html, answer.html);
    const { path, bytes } = await host.save(id, { keep: [], drop: [] }, "html");
    assert.ok(path.startsWith(home));
    assert.equal(readFileSync(path).length, bytes);
    const endings = { html: "html", markdown: "md", text: "txt" };
    assert.deepEqual(host.info.formats, Object.keys(endings));
    for (const format of host.info.formats) {
      const copy = await host.save(id, { keep: [], drop: [] }, format);
      assert.ok(copy.path.endsWith(`.${endings[format]}`), copy.path);
      assert.ok(readFileSync(copy.path, "utf8").includes("Paragraph 7 of a long story"));
    }
  });

  test("what was taken out can be put back", async () => {
    const notice = `<div class="paywall"><p>You\u2019ve reached your limit of 3 free articles this month.</p>
      <p>Subscribe to continue reading. Already a subscriber? <a href="/login">Log in</a></p></div>`;
    const { id, answer } = await host.clean(story(paragraphs(8) + notice));
    const part = answer.removed.find(({ text }) => text.includes("limit of 3 free articles"));
    assert.ok(part, "the notice is named");
    assert.ok(!answer.html.includes("limit of 3 free articles"));
    const keep = answer.removed.filter((p) => p.id === part.id || (part.group && p.group === part.group)).map((p) => p.id);
    const again = await host.again(id, { keep, drop: [] });
    assert.ok(again.html.includes("limit of 3 free articles"));
  });

  test("the browser's words are heard: what is hidden isn't read", async () => {
    const hidden = '<p abcdefghij="hidden">Nobody has ever seen this sentence, which goes on for a while.</p>';
    const { answer } = await host.clean(story(paragraphs(8) + hidden));
    assert.ok(!answer.html.includes("Nobody has ever seen"));
    assert.ok(!answer.html.includes("abcdefghij"));
  });

  test("megabytes in parts, and an answer of several frames", async () => {
    const sent = [];
    const { answer } = await host.clean(story(paragraphs(30_000)), { onProgress: (p) => sent.push(p) });
    assert.ok(sent.filter((p) => p.step === "send").length > 5);
    assert.ok(sent.filter((p) => p.step === "receive").length > 2);
    assert.ok(answer.html.includes("Paragraph 29999 of"));
  });

  test("a page of control characters: frames stay within their limit", async () => {
    // The engine may have too little memory for so many of them; the frames are what counts.
    const page = story(paragraphs(8) + `<p>${"\u0001".repeat(400_000)}</p>`);
    const outcome = await host.clean(page).then(({ answer }) => answer.status, (error) => error.code);
    assert.match(outcome, /^(ok|too_complex)$/);
  });

  test("NUL and lone surrogates in the title", async () => {
    const { answer } = await host.clean(story(paragraphs(8), { title: "a\0b\ud800c" }));
    assert.equal(answer.status, "ok");
  });

  test("two at once", async () => {
    const [a, b] = await Promise.all([host.clean(story(paragraphs(9))), host.clean(story(paragraphs(2000)))]);
    assert.ok(!a.answer.html.includes("Paragraph 1999 of") && b.answer.html.includes("Paragraph 1999 of"));
  });

  test("cancelled while it is sent: the host goes on with the next", async () => {
    const control = new AbortController();
    const onProgress = ({ step, done }) => step === "send" && done > 1_000_000 && control.abort();
    await assert.rejects(host.clean(story(paragraphs(30_000)), { onProgress, signal: control.signal }), trouble("cancelled"));
    assert.equal((await host.clean(story(paragraphs(8)))).answer.status, "ok");
  });

  test("a snapshot that isn't in hand any more", async () => {
    await assert.rejects(host.again("nothing", { keep: [], drop: [] }), trouble("unknown_snapshot"));
  });

  test("a caller that isn't ours is told so", async () => {
    const stranger = () => processPort(home, "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/");
    await assert.rejects(openHost({ connect: stranger, extension: "0.1.0" }), trouble("host_forbidden"));
  });

  test("a host that is killed", async () => {
    const lost = [];
    const victim = processPort(home);
    const doomed = await openHost({ connect: () => victim, extension: "0.1.0", onclose: (t) => lost.push(t.code) });
    const reply = doomed.clean(story(paragraphs(20_000)));
    victim.child.kill("SIGKILL");
    await assert.rejects(reply, trouble("host_died"));
    assert.deepEqual(lost, ["host_died"]);
  });

  test("close() ends the host", async () => {
    const own = processPort(home);
    const gone = new Promise((done) => own.child.once("exit", done));
    (await openHost({ connect: () => own, extension: "0.1.0" })).close();
    assert.equal(await gone, 0);
  });
});
