import "./words.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Trouble } from "../../extension/lib/trouble.js";

const { Session } = await import("../../extension/reader/session.js");

const URL_READ = "https://news.example/story";
const troubled = (code) => (error) => error instanceof Trouble && error.code === code;

/* A tab and a helper that write down what is asked of them. */
function world({ url = URL_READ, take, clean } = {}) {
  const log = [];
  let opened = 0;
  let drop = () => {};
  const session = new Session(3, {
    take: take ?? (async (tabId) => { log.push(`take ${tabId}`); return { html: "<p>", url }; }),
    open: async ({ onclose }) => {
      log.push("open");
      drop = onclose;
      let sent = 0;
      opened += 1;
      const name = `h${opened}`;
      return {
        clean: clean ?? (async () => { log.push("clean"); sent += 1; return { id: `${name}-${sent}`, answer: { removed: [] } }; }),
        again: async (id, marks) => { log.push(`again ${id} ${JSON.stringify(marks)}`); return { removed: [] }; },
        save: async (id, marks, format) => { log.push(`save ${id} ${format}`); return { path: "/x" }; },
        info: { formats: ["html", "text"] },
        close: () => log.push("close"),
      };
    },
  });
  return { session, log, drop: () => drop() };
}

test("reading opens the helper, takes the page and sends it", async () => {
  const { session, log } = world();
  assert.equal(session.formats, null);
  await session.read();
  assert.deepEqual(session.formats, ["html", "text"]);
  assert.deepEqual(log, ["open", "take 3", "clean"]);
  assert.equal(session.url, URL_READ);
});

test("marks and saving are about the snapshot in hand", async () => {
  const { session, log } = world();
  await session.read();
  await session.again({ keep: [5], drop: [] });
  await session.save({ keep: [5], drop: [] }, "text");
  assert.deepEqual(log.slice(3), ['again h1-1 {"keep":[5],"drop":[]}', "save h1-1 text"]);
});

test("a helper that went away meanwhile is opened again and gets the snapshot again", async () => {
  const { session, log, drop } = world();
  await session.read();
  drop();
  await session.save({ keep: [], drop: [] }, "html");
  assert.deepEqual(log.slice(3), ["open", "clean", "save h2-1 html"]);
});

test("a snapshot that is not in hand any more is sent again, once", async () => {
  const { session, log } = world();
  await session.read();
  let asked = 0;
  const forgetful = new Session(3, {
    take: async () => ({ html: "", url: URL_READ }),
    open: async () => ({
      clean: async () => { log.push("sent"); return { id: "s", answer: {} }; },
      again: async () => { asked += 1; throw new Trouble("unknown_snapshot"); },
    }),
  });
  await forgetful.read();
  await assert.rejects(forgetful.again({ keep: [], drop: [] }), troubled("unknown_snapshot"));
  assert.equal(asked, 2);
  assert.equal(log.filter((line) => line === "sent").length, 2);
});

test("a reload reads the same page again, wherever in it one is", async () => {
  const { session } = world({ url: `${URL_READ}#comments` });
  await session.read({ expected: `${URL_READ}#top` });
});

test("a tab that shows another page by now is told, and read only when asked", async () => {
  const { session, log } = world({ url: "https://news.example/other" });
  await assert.rejects(session.read({ expected: URL_READ }), troubled("page_changed"));
  assert.ok(!log.includes("clean"));
  await session.read({ expected: null });
  assert.equal(session.url, "https://news.example/other");
});

test("a page that could be read and now cannot is gone", async () => {
  const refuse = async () => { throw new Trouble("page_refused"); };
  await assert.rejects(world({ take: refuse }).session.read({ expected: URL_READ }), troubled("page_gone"));
  await assert.rejects(world({ take: refuse }).session.read(), troubled("page_refused"));
});

test("a page that does not answer is told from a helper that does not", async () => {
  const late = async () => { throw new Trouble("timeout"); };
  await assert.rejects(world({ take: late }).session.read(), troubled("page_silent"));
  await assert.rejects(world({ clean: late }).session.read(), troubled("timeout"));
});

test("a helper that does not say hello can be cancelled", async () => {
  const session = new Session(3, {
    take: async () => ({ html: "", url: URL_READ }),
    open: () => new Promise(() => {}),
  });
  const giveUp = new AbortController();
  setTimeout(() => giveUp.abort(), 20);
  const late = new Promise((done) => setTimeout(done, 1000, "waited on"));
  await assert.rejects(Promise.race([session.read({ signal: giveUp.signal }), late]), troubled("cancelled"));
});

test("a helper that cannot be opened is asked for anew the next time", async () => {
  let there = false;
  const session = new Session(3, {
    take: async () => ({ html: "", url: URL_READ }),
    open: async () => {
      if (!there) throw new Trouble("host_missing");
      return { clean: async () => ({ id: "s", answer: { status: "ok" } }) };
    },
  });
  await assert.rejects(session.read(), troubled("host_missing"));
  there = true;
  assert.deepEqual(await session.read(), { status: "ok" });
});

test("closing closes the port", async () => {
  const { session, log } = world();
  await session.read();
  session.close();
  await new Promise((done) => setImmediate(done));
  assert.equal(log.at(-1), "close");
});
