import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

globalThis.crypto ??= webcrypto; // Node 18

const { openHost, parts, reason } = await import("../../extension/lib/host.js");
const { CODES } = await import("../../extension/lib/trouble.js");

const HELLO = {
  type: "hello", protocol: 1, protocol_min: 1, host: "0.1.0", engine: "0.1.0", model: "rules",
  limits: { frame: 2097152, part: 524288, snapshot: 67108864, answer: 33554432 },
  capabilities: ["clean", "save", "marks", "cancel"], formats: ["html"], folder: "/home/reader",
};

/* A port whose other end is `host`, a function of each message that may return replies. They
 * come later, as they do from a browser. */
function fakePort(host) {
  const listeners = { message: [], disconnect: [] };
  const port = {
    posted: [],
    disconnected: false,
    error: undefined,
    onMessage: { addListener: (fn) => listeners.message.push(fn) },
    onDisconnect: { addListener: (fn) => listeners.disconnect.push(fn) },
    postMessage(message) {
      if (port.disconnected) throw new Error("Attempting to use a disconnected port object");
      port.posted.push(structuredClone(message));
      for (const reply of [host(message) ?? []].flat()) queueMicrotask(() => port.say(reply));
    },
    disconnect() {
      port.disconnected = true;
    },
    say: (message) => port.disconnected || listeners.message.forEach((fn) => fn(message)),
    lose(text) {
      port.disconnected = true;
      port.error = text === undefined ? null : { message: text };
      listeners.disconnect.forEach((fn) => fn(port));
    },
  };
  return port;
}

/* A host that greets, and leaves the rest to `more`. */
function greeting(more = () => {}) {
  return (message) => (message.type === "hello" ? { ...HELLO, id: message.id } : more(message));
}

async function opened(more, options = {}) {
  const port = fakePort(greeting(more));
  const host = await openHost({ connect: () => port, extension: "0.1.0", ...options });
  return { port, host };
}

const cleaned = (id, answer, cuts = []) => {
  const text = JSON.stringify(answer);
  const edges = [0, ...cuts, text.length];
  return edges.slice(1).map((end, i) => ({
    type: "cleaned", id, part: i, last: end === text.length, body: text.slice(edges[i], end),
  }));
};

const snapshot = (html, more = {}) =>
  ({ html, url: "https://news.example/story", base: "https://news.example/", title: "A story", stamp: "abc", facts: {}, ...more });

const trouble = (code) => (error) => error.name === "Trouble" && error.code === code;

describe("opening the port", () => {
  test("says hello first, with the protocol and the extension's version", async () => {
    const { port, host } = await opened();
    assert.equal(port.posted.length, 1);
    const { type, protocol, extension, id } = port.posted[0];
    assert.deepEqual({ type, protocol, extension }, { type: "hello", protocol: 1, extension: "0.1.0" });
    assert.match(id, /^[A-Za-z0-9._-]{1,64}$/);
    assert.equal(host.info.folder, "/home/reader");
  });

  test("keeps its own limits where the host names none, or none that are numbers", async () => {
    const port = fakePort((m) => ({ ...HELLO, id: m.id, limits: { part: 1000, snapshot: "much", frame: -1 } }));
    const { info } = await openHost({ connect: () => port, extension: "0" });
    assert.deepEqual(info.limits, { part: 1000, snapshot: 64 * 2 ** 20, frame: 2 * 2 ** 20, answer: 32 * 2 ** 20 });
  });

  test("a host that is too old, and one that is too new", async () => {
    const old = fakePort((m) => ({ ...HELLO, id: m.id, protocol: 0, protocol_min: 0 }));
    await assert.rejects(openHost({ connect: () => old, extension: "0" }), trouble("host_old"));
    assert.ok(old.disconnected, "the port is closed");
    const young = fakePort((m) => ({ type: "error", id: m.id, code: "bad_version", message: "", protocol: 5, protocol_min: 3 }));
    await assert.rejects(openHost({ connect: () => young, extension: "0" }), trouble("host_new"));
    assert.ok(young.disconnected);
  });

  test("a host that says nothing", async () => {
    const port = fakePort(() => {});
    await assert.rejects(openHost({ connect: () => port, extension: "0", patience: { hello: 20 } }), trouble("timeout"));
    assert.ok(port.disconnected);
  });

  test("a connect that throws", async () => {
    const connect = () => {
      throw new Error("Invalid native messaging host name specified.");
    };
    await assert.rejects(openHost({ connect, extension: "0" }), trouble("host_missing"));
  });

  test("a host that doesn't know this extension says so before it ends", async () => {
    const port = fakePort(() => ({ type: "error", id: null, code: "bad_caller", message: "no" }));
    await assert.rejects(openHost({ connect: () => port, extension: "0" }), trouble("host_forbidden"));
  });
});

// As measured: Chromium 156, Firefox 153.
describe("why a port is lost", () => {
  const table = [
    ["host_missing", "Specified native messaging host not found."],
    ["host_missing", "No such native application org.cleancopy.host"],
    ["host_missing", "An unexpected error occurred"],
    ["host_forbidden", "Access to the specified native messaging host is forbidden."],
    ["host_died", "Native host has exited."],
    ["host_died", "Error when communicating with the native messaging host."],
    ["host_died", "Native application tried to send a message of 1819043176 bytes, which exceeds the limit of 1048576 bytes."],
    ["host_died", undefined],
  ];
  for (const [code, text] of table)
    test(`${text ?? "no word"}: ${code}`, async () => {
      const port = fakePort(() => {
        queueMicrotask(() => port.lose(text));
      });
      await assert.rejects(openHost({ connect: () => port, extension: "0" }), trouble(code));
    });

  test("Firefox's one word for many causes is a death once the host has spoken", () => {
    const port = { error: { message: "An unexpected error occurred" } };
    assert.equal(reason(port, true).code, "host_died");
    assert.equal(reason(port, false).code, "host_missing");
  });
});

describe("sending a snapshot", () => {
  test("begin, parts, end under one id; the answer is joined", async () => {
    const answer = { status: "ok", html: "<p>caf\u00e9 \u{1f600}</p>" };
    const { port, host } = await opened((m) => m.type === "end" && cleaned(m.id, answer, [5, 9, 30]));
    const steps = [];
    const result = await host.clean(snapshot("<p>Text</p>"), { onProgress: (p) => steps.push(p) });
    assert.deepEqual(result.answer, answer);
    const [, begin, part, end] = port.posted;
    assert.deepEqual(port.posted.map((m) => m.type), ["hello", "begin", "part", "end"]);
    assert.ok(begin.id === part.id && part.id === end.id && result.id === begin.id);
    assert.equal(begin.bytes, 11);
    assert.equal(begin.stamp, "abc");
    assert.equal(begin.options.want, "clean");
    assert.deepEqual([part.seq, part.html], [0, "<p>Text</p>"]);
    assert.deepEqual(steps.slice(0, 2), [{ step: "send", done: 11, total: 11 }, { step: "wait" }]);
    assert.equal(steps.filter((s) => s.step === "receive").length, 4);
  });

  test("bytes are UTF-8 bytes, parts are in order and within the limit", async () => {
    const html = "\u00e4\u20ac\u{1f600}x".repeat(200_000);
    const { port, host } = await opened((m) => m.type === "end" && cleaned(m.id, {}));
    await host.clean(snapshot(html));
    const begin = port.posted.find((m) => m.type === "begin");
    const sent = port.posted.filter((m) => m.type === "part");
    assert.equal(begin.bytes, Buffer.byteLength(html));
    assert.deepEqual(sent.map((m) => m.seq), sent.map((_, i) => i));
    assert.ok(sent.every((m) => Buffer.byteLength(m.html) <= 524288));
    assert.equal(sent.map((m) => m.html).join(""), html);
  });

  test("a page over the limit is not sent", async () => {
    const port = fakePort((m) => ({ ...HELLO, id: m.id, limits: { snapshot: 10 } }));
    const host = await openHost({ connect: () => port, extension: "0" });
    await assert.rejects(host.clean(snapshot("\u20ac\u20ac\u20ac\u20ac")), trouble("too_large"));
    assert.equal(port.posted.length, 1, "nothing but the hello");
  });

  test("NUL and lone surrogates in what stands beside the text, addresses of any length", async () => {
    const { port, host } = await opened((m) => m.type === "end" && cleaned(m.id, {}));
    await host.clean(snapshot("<p>", { title: "a\0b\ud800c\u{1f600}", url: "data:," + "x".repeat(2 ** 21) }));
    const begin = port.posted.find((m) => m.type === "begin");
    assert.equal(begin.title, "a\ufffdb\ufffdc\u{1f600}");
    assert.equal(begin.url, undefined);
    assert.equal(begin.base, "https://news.example/");
  });

  test("an error meanwhile ends the sending", async () => {
    const { port, host } = await opened((m) =>
      m.type === "part" && { type: "error", id: m.id, code: "too_large", message: "" });
    await assert.rejects(host.clean(snapshot("x".repeat(5_000_000))), trouble("too_large"));
    assert.ok(port.posted.filter((m) => m.type === "part").length < 9);
    assert.ok(!port.posted.some((m) => m.type === "end"));
  });

  test("cancelled while sending: rejected at once, and the host is told", async () => {
    const { port, host } = await opened(undefined, { patience: { cancel: 30 } });
    const control = new AbortController();
    const onProgress = ({ step }) => step === "send" && control.abort();
    await assert.rejects(host.clean(snapshot("x".repeat(5_000_000)), { onProgress, signal: control.signal }), trouble("cancelled"));
    const cancel = port.posted.find((m) => m.type === "cancel");
    assert.equal(cancel.snapshot, port.posted.find((m) => m.type === "begin").id);
    assert.ok(!port.posted.some((m) => m.type === "end"));
  });

  test("cancelled before it began: nothing is sent", async () => {
    const { port, host } = await opened();
    await assert.rejects(host.clean(snapshot("x"), { signal: AbortSignal.abort() }), trouble("cancelled"));
    assert.equal(port.posted.length, 1);
  });

  test("no answer: given up, and the host is told; a late answer is dropped", async () => {
    const { port, host } = await opened(undefined, { patience: { clean: 30, cancel: 30, perMiB: 0 } });
    await assert.rejects(host.clean(snapshot("x")), trouble("timeout"));
    const { id } = port.posted.find((m) => m.type === "end");
    assert.equal(port.posted.at(-1).type, "cancel");
    for (const reply of cleaned(id, {})) port.say(reply);
  });

  test("every part of an answer starts the clock anew", async () => {
    const { port, host } = await opened(undefined, { patience: { clean: 400, perMiB: 0 } });
    const reply = host.clean(snapshot("x"));
    const frames = cleaned("", { status: "ok", html: "abcdefgh" }, [3, 6, 9]);
    await new Promise((done) => setTimeout(done, 20));
    const { id } = port.posted.find((m) => m.type === "end");
    for (const frame of frames) {
      await new Promise((done) => setTimeout(done, 200));
      port.say({ ...frame, id });
    }
    assert.equal((await reply).answer.html, "abcdefgh");
  });

  test("an answer with a hole, one that is no JSON, one of another kind", async () => {
    const wrong = [
      (id) => ({ type: "cleaned", id, part: 1, last: true, body: "{}" }),
      (id) => ({ type: "cleaned", id, part: 0, last: true, body: "{" }),
      (id) => ({ type: "cleaned", id, part: 0, last: true }),
      (id) => ({ type: "saved", id, path: "/x", bytes: 1 }),
    ];
    for (const reply of wrong) {
      const { host } = await opened((m) => m.type === "end" && reply(m.id));
      await assert.rejects(host.clean(snapshot("x")), trouble("internal"));
    }
  });

  test("an answer over the limit", async () => {
    const port = fakePort((m) => {
      if (m.type === "hello") return { ...HELLO, id: m.id, limits: { answer: 10 } };
      return m.type === "end" ? cleaned(m.id, { html: "x".repeat(20) }) : undefined;
    });
    const host = await openHost({ connect: () => port, extension: "0" });
    await assert.rejects(host.clean(snapshot("x")), trouble("internal"));
  });

  test("two pages at once keep their answers apart", async () => {
    const ends = [];
    const { port, host } = await opened((m) => {
      if (m.type === "end") ends.push(m.id);
    });
    const both = Promise.all([host.clean(snapshot("a")), host.clean(snapshot("b"))]);
    while (ends.length < 2) await new Promise((done) => setTimeout(done, 5));
    for (const id of [...ends].reverse()) cleaned(id, { id }).forEach(port.say);
    const [a, b] = await both;
    assert.ok(a.id !== b.id && a.answer.id === a.id && b.answer.id === b.id);
  });
});

describe("marks and saving", () => {
  test("again and save name the snapshot and the marks", async () => {
    const marks = { keep: [214], drop: [] };
    const { port, host } = await opened((m) => {
      if (m.type === "clean") return cleaned(m.id, { status: "ok" });
      return m.type === "save" ? { type: "saved", id: m.id, path: "/home/reader/A.html", bytes: 12 } : undefined;
    });
    assert.deepEqual(await host.again("s1", marks), { status: "ok" });
    assert.deepEqual(await host.save("s1", marks, "markdown"), { path: "/home/reader/A.html", bytes: 12 });
    const [, clean, save] = port.posted;
    assert.deepEqual([clean.type, clean.snapshot, clean.marks], ["clean", "s1", marks]);
    assert.deepEqual([save.type, save.snapshot, save.format], ["save", "s1", "markdown"]);
    assert.notEqual(clean.id, save.id);
  });

  test("the host's own codes come through, unknown ones as internal", async () => {
    const { host } = await opened((m) => ({ type: "error", id: m.id, code: m.snapshot, message: "why" }));
    await assert.rejects(host.save("save_failed", {}), (e) => trouble("save_failed")(e) && e.message === "why");
    await assert.rejects(host.again("nonsense", {}), trouble("internal"));
  });

  test("every code of the protocol has a name here", () => {
    const protocol = readFileSync(new URL("../../host/PROTOCOL.md", import.meta.url), "utf8");
    const rows = protocol.split("## error")[1].split("## Reasons")[0].match(/^\|.*\|$/gm).slice(2);
    const codes = rows.flatMap((row) => [...row.split("|")[1].matchAll(/`(\w+)`/g)].map((m) => m[1]));
    assert.ok(codes.length > 10);
    for (const code of codes)
      assert.ok(CODES.has(code) || ["bad_caller", "no_article"].includes(code), code);
  });
});

describe("the end of a port", () => {
  test("what is under way is rejected, onclose is called once, later requests fail at once", async () => {
    const lost = [];
    const { port, host } = await opened(undefined, { onclose: (t) => lost.push(t.code) });
    const save = host.save("s1", {});
    port.lose("Native host has exited.");
    await assert.rejects(save, trouble("host_died"));
    await assert.rejects(host.again("s1", {}), trouble("host_died"));
    await assert.rejects(host.clean(snapshot("x")), trouble("host_died"));
    assert.deepEqual(lost, ["host_died"]);
  });

  test("a broken frame: the host's last word counts", async () => {
    const lost = [];
    const { port, host } = await opened(undefined, { onclose: (t) => lost.push(t.code) });
    const save = host.save("s1", {});
    port.say({ type: "error", id: null, code: "bad_frame", message: "" });
    await assert.rejects(save, trouble("bad_frame"));
    assert.deepEqual(lost, ["bad_frame"]);
  });

  test("a message that can't be posted", async () => {
    const { port, host } = await opened();
    port.postMessage = () => {
      throw new Error("Message exceeded maximum allowed size of 64MiB.");
    };
    await assert.rejects(host.save("s1", {}), trouble("host_died"));
  });

  test("close() is quiet", async () => {
    const lost = [];
    const { port, host } = await opened(undefined, { onclose: (t) => lost.push(t.code) });
    const save = host.save("s1", {});
    host.close();
    await assert.rejects(save, trouble("cancelled"));
    assert.ok(port.disconnected);
    assert.deepEqual(lost, []);
  });
});

describe("cutting into parts", () => {
  const cut = (text, limits) => [...parts(new TextEncoder().encode(text), limits)].map((p) => p.text);

  test("between characters, none over the limit, nothing lost", () => {
    const text = "a\u00e4\u20ac\u{1f600}".repeat(50);
    for (let part = 4; part < 24; part++) {
      const texts = cut(text, { part });
      assert.equal(texts.join(""), text);
      assert.ok(texts.every((t) => Buffer.byteLength(t) <= part));
    }
  });

  test("a byte order mark at the beginning of a part stays", () => {
    assert.equal(cut("aaaa\ufeffbbbb", { part: 4 }).join(""), "aaaa\ufeffbbbb");
  });

  test("what grows in JSON is cut smaller, so that no frame outgrows its limit", () => {
    const frame = 2 * 2 ** 20;
    for (const text of ["\u0001".repeat(1_000_000), "\"\\".repeat(600_000)]) {
      const texts = cut(text, { part: 524288, frame });
      assert.equal(texts.join(""), text);
      for (const t of texts) assert.ok(Buffer.byteLength(JSON.stringify(t)) < frame - 60 * 1024);
    }
  });

  test("an empty page has no parts", () => assert.deepEqual(cut(""), []));
});
