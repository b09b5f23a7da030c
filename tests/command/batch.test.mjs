import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { page, run, samplePage, sentences, start } from "./run.mjs";

const html = page("The flood", sentences);
const line = (object) => `${JSON.stringify(object)}\n`;

function batch(input) {
  const { code, out, err } = run(["batch"], { input });
  assert.equal(err, "");
  assert.equal(code, 0);
  assert.ok(out === "" || out.endsWith("\n"));
  return out.split("\n").slice(0, -1).map((text) => JSON.parse(text));
}

test("one line in, one line out, in order", () => {
  const ids = [...Array(20).keys()].map((i) => `page-${i}`);
  const answers = batch(ids.map((id) => line({ id, url: "https://news.example/", html })).join(""));
  assert.deepEqual(answers.map((answer) => answer.id), ids);
  for (const answer of answers) {
    assert.equal(answer.title, "The flood");
    for (const sentence of sentences) assert.ok(answer.text.includes(sentence));
    assert.ok(Array.isArray(answer.overlays));
    assert.ok("access" in answer && "html" in answer && "byline" in answer && "published" in answer);
  }
});

test("ids come back as they were", () => {
  const ids = ['a"b\\c', 7, 1.5, null, true, ["x", 1], { a: "ü" }, "", "日本"];
  const answers = batch(ids.map((id) => line({ id, html })).join(""));
  assert.deepEqual(answers.map((answer) => answer.id), ids);
});

test("a bad line is answered, and the run goes on", () => {
  const bad = ["", "not json", "[]", "7", '"html"', '{"html":', '{"id":"x"}', '{"id":"x","html":7}',
    '{"id":"x","html":null}', '{"id":"x","html":"<p>","url":5}', '{"id":"x","html":"<p>","stamp":"A"}', '{"id":"x","html":"\\ud8"}',
    '{"id":"x","html":"a","html":"b"}', '{"id":"x","html":"<p>"}trailing', "\u0000"];
  const answers = batch(bad.map((text) => `${text}\n${line({ id: "good", html })}`).join(""));
  assert.equal(answers.length, 2 * bad.length);
  bad.forEach((text, i) => {
    const [answer, next] = [answers[2 * i], answers[2 * i + 1]];
    assert.equal(answer.error?.code, "bad_request", text);
    assert.match(answer.error.message, /\.$/, text);
    assert.ok(answer.id === 2 * i + 1 || answer.id === "x", text);
    assert.equal(next.title, "The flood");
  });
});

test("a line without an id has its number", () => {
  const answers = batch(line({ html }) + line({ html: 5 }) + line({ html }));
  assert.deepEqual(answers.map((answer) => answer.id), [1, 2, 3]);
  assert.equal(answers[1].error.code, "bad_request");
});

test("the last line needs no newline, and CR LF is a line end", () => {
  assert.equal(batch(JSON.stringify({ id: "a", html })).length, 1);
  assert.equal(batch(`${JSON.stringify({ id: "a", html })}\r\n${JSON.stringify({ id: "b", html })}\r\n`)
    .filter((answer) => answer.title === "The flood").length, 2);
  assert.deepEqual(batch(""), []);
});

test("text that JSON libraries refuse is read", () => {
  const [answer] = batch(`{"id":"a","html":${JSON.stringify(html)
    .replace("The flood</h1>", "The \\u0000\\ud83d flood</h1>")}}\n`);
  assert.equal(answer.error, undefined);
  assert.ok(answer.text.includes(sentences[0]));
});

test("a line may say what a browser saw", () => {
  const shot = html.replace("<p>", '<p ab1="hidden">');
  const [plain, seen, coming] = batch([
    { html: shot }, { html: shot, stamp: "ab1" }, { html, facts: { loading: true } },
  ].map(line).join(""));
  assert.ok(plain.text.includes(sentences[0]));
  assert.ok(!seen.text.includes(sentences[0]) && seen.text.includes(sentences[1]));
  assert.equal(plain.access, "full");
  assert.equal(coming.access, "unknown");
});

test("members that are not known do no harm", () => {
  const [answer] = batch(line({ html, id: "a", more: { html: "x", deep: [1, 2] }, url: null }));
  assert.equal(answer.title, "The flood");
});

test("no article is an answer", () => {
  const [answer] = batch(line({ id: "a", html: "<p><a href=/>Hi</a>" }));
  assert.equal(answer.error, undefined);
  assert.equal(answer.text, "");
});

test("every answer comes before the next page is sent", { timeout: 60000 }, async () => {
  const child = start(["batch"]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (let i = 0; i < 5; i++) {
    child.stdin.write(line({ id: i, html }));
    const { value } = await lines.next();
    assert.equal(JSON.parse(value).id, i);
  }
  child.stdin.end();
  assert.deepEqual(await new Promise((done) => child.on("close", (...how) => done(how))), [0, null]);
});

test("a line beyond all limits is passed over", { timeout: 120000 }, async () => {
  const child = start(["batch"]);
  const answers = [];
  createInterface({ input: child.stdout }).on("line", (text) => answers.push(JSON.parse(text)));
  const closed = new Promise((done) => child.on("close", done));
  const chunk = Buffer.alloc(1 << 20, "x");
  child.stdin.write('{"id":"big","html":"');
  for (let i = 0; i < 130; i++) {
    if (!child.stdin.write(chunk)) await new Promise((done) => child.stdin.once("drain", done));
  }
  child.stdin.write(`"}\n${line({ id: "after", html })}`);
  child.stdin.end();
  assert.equal(await closed, 0);
  assert.deepEqual(answers.map((answer) => [answer.id, answer.error?.code]),
    [[1, "too_large"], ["after", undefined]]);
});

test("a real page", () => {
  const [answer] = batch(line({ id: "a", html: readFileSync(samplePage, "utf8") }));
  assert.match(answer.text, /Kerry returned to Washington early today/);
});

test("what is not understood exits with 64", () => {
  for (const args of [["batch", "file"], ["batch", "--fast"]]) assert.equal(run(args).code, 64);
});
