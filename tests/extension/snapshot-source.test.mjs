import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

const PAGE = { html: "<html></html>", url: "https://news.example/", stamp: "abc", facts: {} };

/* What the browser says: whether the page answers at all, the outcome of the file's injection,
 * then of each look for its mark. */
let touch;
let file;
let mark;
let tabs;
globalThis.chrome = {
  scripting: {
    executeScript: async ({ files, func }) => {
      const answer = files ? file : /cleancopyReads/.test(func) ? mark : touch;
      return [{ result: await answer() }];
    },
  },
  tabs: {
    get: async (id) => {
      if (!tabs.has(id)) throw new Error("No tab");
      return { id };
    },
  },
};

const { takeSnapshot } = await import("../../extension/lib/snapshot-source.js");

const trouble = (code) => (error) => error.name === "Trouble" && error.code === code;
const never = () => new Promise(() => {});
const fail = (message) => () => Promise.reject(new Error(message));

beforeEach(() => {
  touch = async () => true;
  file = async () => PAGE;
  mark = async () => true;
  tabs = new Set([7]);
});

describe("taking a snapshot", () => {
  test("what the page's side returns", async () => {
    const steps = [];
    assert.equal(await takeSnapshot(7, { onProgress: ({ step }) => steps.push(step) }), PAGE);
    assert.deepEqual(steps, ["read"]);
  });

  test("a trouble of the page's side", async () => {
    file = async () => ({ trouble: "too_large" });
    await assert.rejects(takeSnapshot(7), trouble("too_large"));
  });

  test("a page that the browser keeps from extensions, in Chromium's way and in Firefox's", async () => {
    touch = fail("Cannot access a chrome:// URL");
    await assert.rejects(takeSnapshot(7), trouble("page_refused"));
    touch = async () => undefined;
    await assert.rejects(takeSnapshot(7), trouble("page_refused"));
  });

  test("a question that comes before the grant is asked again, but not for ever", async () => {
    const refuse = fail("Cannot access contents of the page. Extension manifest must request permission ...");
    const answers = [refuse, refuse, async () => true];
    touch = () => answers.shift()();
    assert.equal(await takeSnapshot(7), PAGE);
    touch = refuse;
    await assert.rejects(takeSnapshot(7), trouble("page_refused"));
  });

  test("a page that answered once, and was left before it was read", async () => {
    file = fail("Cannot access contents of the page.");
    await assert.rejects(takeSnapshot(7), trouble("page_gone"));
    file = async () => undefined;
    await assert.rejects(takeSnapshot(7), trouble("page_gone"));
  });

  test("a tab that was closed, in Chromium's way and in Firefox's", async () => {
    touch = fail("Frame with ID 0 was removed.");
    await assert.rejects(takeSnapshot(7), trouble("page_gone"));
    tabs.clear();
    touch = async () => undefined;
    await assert.rejects(takeSnapshot(7), trouble("page_gone"));
  });

  test("a page that was left and kept frozen answers no more", async () => {
    file = never;
    const marks = [true, false];
    mark = async () => marks.shift() ?? false;
    await assert.rejects(takeSnapshot(7), trouble("page_gone"));
    mark = fail("Cannot access contents of the page.");
    await assert.rejects(takeSnapshot(7), trouble("page_gone"));
  });

  test("a page that is there and never lets go", async () => {
    file = never;
    await assert.rejects(takeSnapshot(7, { patience: 30 }), trouble("timeout"));
  });

  test("a long page that is being read isn't gone", async () => {
    file = () => new Promise((done) => setTimeout(done, 2200, PAGE));
    const marks = [false]; // the first look may come before the file
    mark = async () => marks.shift() ?? true;
    assert.equal(await takeSnapshot(7), PAGE);
  });

  test("cancelled before and meanwhile", async () => {
    await assert.rejects(takeSnapshot(7, { signal: AbortSignal.abort() }), trouble("cancelled"));
    file = never;
    const control = new AbortController();
    setTimeout(() => control.abort(), 20);
    await assert.rejects(takeSnapshot(7, { signal: control.signal }), trouble("cancelled"));
  });
});
