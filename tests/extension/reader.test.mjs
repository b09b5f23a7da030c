// What the reader page says, as far as it can be told without a page.

import "./words.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CODES, Trouble } from "../../extension/lib/trouble.js";

const { datesOf, directionOf, isWeb, notesOf, subtitleOf, titleOf } = await import("../../extension/reader/article.js");
const { countOut, whereOf } = await import("../../extension/reader/drawer.js");
const { knownFormats } = await import("../../extension/reader/saver.js");
const { kindText, reasonText } = await import("../../extension/reader/words.js");
const { FAILURES, failureOf } = await import("../../extension/reader/failure.js");
const { progressOf } = await import("../../extension/reader/waiting.js");
const { isReader, pageTabOf } = await import("../../extension/lib/reader-tab.js");

test("forms of a copy are those that the helper and we know; HTML is one of every helper", () => {
  assert.deepEqual(knownFormats(["html", "markdown", "text"]), ["html", "markdown", "text"]);
  assert.deepEqual(knownFormats(["html", "epub", "text", "toString"]), ["html", "text"]);
  for (const silent of [null, undefined, [], ["pdf"], "text"]) assert.deepEqual(knownFormats(silent), ["html"]);
});

test("an article without a title has one all the same", () => {
  assert.equal(titleOf({ title: { value: "A story" } }), "A story");
  assert.equal(titleOf({ title: null }), "Untitled page");
});

test("a subtitle stands once: above the text, or in it", () => {
  const subtitle = { value: "Why nobody waits", source: "element" };
  assert.equal(subtitleOf({ subtitle }, "He had waited."), "Why nobody waits");
  assert.equal(subtitleOf({ subtitle }, "Why nobody waits. He had waited."), null);
  assert.equal(subtitleOf({ subtitle: null }, "He had waited."), null);
});

test("what must be known before reading is said", () => {
  assert.deepEqual(notesOf({ access: { value: "full", concealed: false }, truncated: false }), []);
  const reasons = [{ name: "ends_cut", detail: null }];
  assert.deepEqual(notesOf({ access: { value: "teaser", concealed: true, reasons }, truncated: true }),
    [{ name: "note_teaser", reasons }, { name: "note_concealed" }, { name: "note_truncated" }]);
});

test("direction: the page's word, then the language's, then that of the words", () => {
  assert.equal(directionOf("ltr", "ar"), "ltr");
  assert.equal(directionOf(null, "ar-EG"), "rtl");
  assert.equal(directionOf(undefined, null), "auto");
  assert.notEqual(directionOf(null, "de"), "rtl");
});

test("a change on the same day is no update", () => {
  const published = { value: "2014-07-27T11:05:00+05:30" };
  assert.deepEqual(datesOf({ published, modified: { value: "2014-07-27T13:40:00+05:30" } }, "en"),
    { day: "July 27, 2014", changed: null });
  assert.equal(datesOf({ published, modified: { value: "2014-08-01" } }, "en").changed, "August 1, 2014");
  assert.deepEqual(datesOf({ published: null, modified: null }, "en"), { day: null, changed: null });
});

test("only addresses of the web become links", () => {
  assert.ok(isWeb("https://news.example/a"));
  for (const address of ["javascript:alert(1)", "http://[", "/a", "", null, "data:text/html,x"])
    assert.ok(!isWeb(address), String(address));
});

test("a removed part says where it was", () => {
  const part = { covering: true, waiting: false, vendor: "Piano" };
  assert.deepEqual(whereOf({ part, state: "out" }), ["Lay over the page", "Made with Piano"]);
  assert.deepEqual(whereOf({ part: { ...part, waiting: true, vendor: null }, state: "back" }),
    ["Put back by you", "Was waiting to be shown"]);
  assert.deepEqual(whereOf({ part: {}, state: "unsure" }), ["Left in the article", "Stood in the page"]);
});

test("a kind or reason that is new to us is said all the same", () => {
  assert.equal(kindText({ kind: "other-promo" }), "Promotion");
  assert.equal(kindText({ kind: "hologram" }), "Removed part");
  assert.equal(reasonText({ name: "holo_gram", detail: null }), "holo gram");
  assert.equal(reasonText({ name: "holo_gram", detail: "x" }), "holo gram: “x”");
  assert.equal(reasonText({ name: "prompt_after_text", detail: "metered" }), "What follows the text: “Reading limit notice”");
});

test("the number beside the button counts what is out, the page's own furniture aside", () => {
  const entry = (kind, state) => ({ part: { kind }, state });
  assert.equal(countOut([entry("metered", "out"), entry("plans", "back"), entry("newsletter", "unsure"),
    entry("boilerplate", "out")]), 1);
});

test("every trouble there can be has its page, and every page a next step", () => {
  for (const code of CODES) {
    assert.ok(FAILURES[code], `no page for ${code}`);
    const { title, text, next } = failureOf(new Trouble(code));
    assert.ok(title && text && next, code);
  }
});

test("what nobody foresaw has a page too", () => {
  const failure = failureOf(new TypeError("x is undefined"));
  assert.equal(failure.title, "Something went wrong");
  assert.equal(failure.details, "x is undefined");
});

test("a missing helper: the command for this system, or that there is none", () => {
  assert.equal(failureOf(new Trouble("host_missing"), "linux").command, "make install");
  assert.equal(failureOf(new Trouble("host_missing"), "linux").next, "test_again");
  const windows = failureOf(new Trouble("host_missing"), "win");
  assert.equal(windows.command, null);
  assert.equal(windows.next, "next_back");
});

test("progress is said in amounts while there are any", () => {
  assert.deepEqual(progressOf({ step: "send", done: 1_500_000, total: 6_000_000 }),
    { text: "Handing over: 1.5 MB of 6 MB", part: 0.25 });
  assert.deepEqual(progressOf({ step: "send", done: 5, total: 5 }), { text: "Finding the article…", part: null });
  assert.equal(progressOf({ step: "read" }).text, "Reading the page…");
});

test("a reader's tab is told by its address, and names its page's tab", () => {
  const address = "chrome-extension://abc/reader/reader.html?tab=17";
  assert.ok(isReader({ url: address }));
  assert.ok(!isReader({ url: "https://news.example/reader/reader.html" }));
  assert.ok(!isReader({}));
  assert.equal(pageTabOf(address), 17);
  for (const tab of ["", "x", "-1", "1.5", "9".repeat(30)])
    assert.equal(pageTabOf(`chrome-extension://abc/reader/reader.html?tab=${tab}`), null, tab);
});
