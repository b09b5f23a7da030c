// Requests that are not understood: answered, by name, and the conversation goes on.
import assert from "node:assert/strict";
import test from "node:test";
import { Host, frame, page } from "./client.mjs";

async function goesOn(host) {
  await host.settled();
  assert.equal(await host.close(), 0);
  assert.equal(host.stderr, "");
}

test("not JSON", async (t) => {
  const host = new Host(t);
  const texts = [
    "hello", "{", '{"type":"hello"', "\ufeff{}", "{} {}", "{a:1}", "{'a':1}", '{"a":1,}', "NaN",
    '{"a":01}', "/* */{}", '{"a":1e400}', '{"a":18446744073709551616}', '{"a":"\n"}', '{"a":"\\x"}',
    Buffer.from('{"a":"\xe9"}', "latin1"), Buffer.from('{"a":1}', "utf16le"), '{"a":1\0}',
    '{"a":"\0"}', "[".repeat(100_000), '{"id":"a","id":"b"}',
  ];
  for (const text of texts) {
    host.write(frame(text));
    const error = await host.reply(null);
    assert.equal(error.type, "error", text);
    assert.equal(error.code, "bad_request", text);
  }
  await goesOn(host);
});

test("JSON, but no object", async (t) => {
  const host = new Host(t);
  for (const value of [[], "text", 1, null, true]) {
    host.write(frame(JSON.stringify(value)));
    const error = await host.reply(null);
    assert.equal(error.code, "bad_request");
    assert.match(error.message, /object/);
  }
  await goesOn(host);
});

// A right request of each type, and for each member what it may not be. A name with a dot is a
// member of a member.
const types = {
  hello: {
    right: { protocol: 1, extension: "0.1.0" },
    wrong: { protocol: [undefined, null, "1", 1.5, [], true], extension: [1, [], {}] },
  },
  begin: {
    right: {
      bytes: 1, url: "https://a.example/", base: "https://a.example/", title: "t", stamp: "abc",
      facts: { scroll_locked: false, loading: false, lang: "en" },
      options: { want: "clean", format: "html" },
    },
    wrong: {
      bytes: [undefined, null, "1", 1.5, -1, [], true],
      url: [1, [], {}, true], base: [1, [], {}, true], title: [1, [], {}, true],
      stamp: [1, [], "", "a", "1a", "aB", "a-b", "a".repeat(33)],
      facts: [1, [], "x", true],
      "facts.scroll_locked": [0, "false", []],
      "facts.loading": [1, "loading", []], "facts.lang": [1, []],
      options: [1, [], "save"],
      "options.want": [1, "eat", ""], "options.format": [1, "pdf", "", "json"],
    },
  },
  part: {
    right: { seq: 0, html: "x" },
    wrong: { seq: [undefined, null, "0", 0.5, -1, [], 2 ** 32], html: [undefined, null, 1, [], {}, true] },
  },
  clean: {
    right: { snapshot: "none", marks: { keep: [1], drop: [2] }, format: "html" },
    wrong: {
      snapshot: [undefined, null, 1, "", "a b", "../x", "a".repeat(65)],
      marks: [1, [], "x"],
      "marks.keep": [1, "1", ["1"], [1.5], [-1], [2 ** 32], [null], Array(4097).fill(1)],
      "marks.drop": [1, {}, [true], [-1]],
      format: [1, "pdf"],
    },
  },
  cancel: { right: { snapshot: "none" }, wrong: { snapshot: [undefined, null, 1, "", "a/b"] } },
};
types.save = types.clean;

const unanswered = new Set(["begin"]); // when it is right

for (const [type, { right, wrong }] of Object.entries(types))
  test(`${type}: each member of each wrong type is named`, async (t) => {
    const host = new Host(t);
    await host.reply("greeting");
    let n = 0;
    const rightly = { type, id: `right-${n}`, ...right, unknown: [{ deep: null }] };
    if (!unanswered.has(type)) {
      const reply = await host.ask(rightly);
      assert.ok(reply.type === type || reply.code === "unknown_snapshot" || type === "part");
    }
    for (const [path, values] of Object.entries(wrong))
      for (const value of values) {
        const request = { type, id: `${type}-${n++}`, ...structuredClone(right) };
        const [outer, inner] = path.split(".");
        if (inner) request[outer][inner] = value;
        else request[outer] = value;
        const error = await host.ask(request);
        const what = `${path}: ${JSON.stringify(value)}`;
        assert.equal(error.type, "error", what);
        assert.equal(error.code, "bad_request", what);
        assert.ok(error.message.includes(`\`${inner ?? outer}\``), `${what}: ${error.message}`);
      }
    await goesOn(host);
  });

test("null says the same as nothing, where nothing may be said", async (t) => {
  const host = new Host(t);
  const html = page("null");
  const begin = { url: null, base: null, title: null, stamp: null, facts: null, options: null };
  assert.equal((await host.clean("s1", html, begin)).body.status, "ok");
  const facts = { scroll_locked: null, loading: null, lang: null };
  const inner = { facts, options: { want: null, format: null } };
  assert.equal((await host.clean("s2", html, inner)).body.status, "ok");
  const again = { type: "clean", id: "c1", snapshot: "s2", marks: { keep: null }, format: null };
  assert.equal((await host.ask(again)).type, "cleaned");
  await goesOn(host);
});

test("unknown type, unknown members, missing id", async (t) => {
  const host = new Host(t);
  for (const type of ["", "nonsense", "Hello", "hello\u0000", "cleaned"]) {
    const error = await host.ask({ type, id: "u1" });
    assert.equal(error.code, "bad_request");
    assert.match(error.message, /`type`/);
  }
  for (const id of [undefined, null, 1, "", "a b", "é", "x".repeat(65), { a: 1 }]) {
    host.send({ type: "hello", protocol: 1, id });
    const error = await host.reply(null);
    assert.equal(error.code, "bad_request");
    assert.match(error.message, /`id`/);
  }
  const id = "Az09._-".padEnd(64, "x");
  assert.equal((await host.ask({ type: "hello", id, protocol: 1, more: { a: [1, null] } })).type, "hello");
  host.send({ type: "hello", id: "big", protocol: 1, more: "x".repeat(70_000) });
  assert.match((await host.reply(null)).message, /too large/);
  await goesOn(host);
});

test("nesting", async (t) => {
  const host = new Host(t);
  const nested = (depth) => `{"type":"hello","id":"n","protocol":1,"x":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  host.write(frame(nested(63)));
  assert.equal((await host.reply("n")).type, "hello");
  host.write(frame(nested(64)));
  assert.match((await host.reply(null)).message, /nested/);
  await goesOn(host);
});

// -- Versions ----------------------------------------------------------------------------

test("hello comes first", async (t) => {
  const host = new Host(t, { greet: false });
  for (const type of ["begin", "part", "end", "clean", "save", "cancel"]) {
    const all = { type, id: `early-${type}`, bytes: 1, seq: 0, html: "x", snapshot: "s" };
    const error = await host.ask(all);
    assert.equal(error.code, "bad_version");
  }
  await goesOn(host);
});

test("versions are settled by the lower of the two highest", async (t) => {
  const host = new Host(t, { greet: false });
  for (const protocol of [0, -1]) {
    const error = await host.ask({ type: "hello", id: "old", protocol });
    assert.equal(error.code, "bad_version");
    assert.equal(error.protocol, 1);
    assert.equal(error.protocol_min, 1);
  }
  assert.equal((await host.ask({ type: "clean", id: "c", snapshot: "s" })).code, "bad_version");
  for (const protocol of [1, 2, 2 ** 31, 2 ** 53])
    assert.equal((await host.ask({ type: "hello", id: "new", protocol })).protocol, 1);
  assert.equal((await host.ask({ type: "clean", id: "c", snapshot: "s" })).code, "unknown_snapshot");
  await goesOn(host);
});
