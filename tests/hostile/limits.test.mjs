// Every bound of engine/limits.h is reached through the host: what is refused is refused by its
// code, in a sentence and under its id; what is left out is told by `truncated`; and the host
// goes on. A new bound without a line here fails.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Host, frame, limits, page } from "../wire/client.mjs";
import { shapes } from "./shapes.mjs";

const { MIB, ...bounds } = limits;

const refused = (code) => (reply) => {
  assert.equal(reply.type, "error", JSON.stringify(reply).slice(0, 300));
  assert.equal(reply.code, code, reply.message);
  assert.match(reply.message, /^[A-Z`].*\.$/);
};
const told = (reply) => assert.equal(reply.body?.truncated, true, reply.code);
const whole = (text) => (reply) => {
  assert.equal(reply.body?.truncated, false, reply.code);
  assert.ok(reply.body.html.includes(text), reply.body.html.slice(0, 300));
};

const sends = (html, begin) => (host) => host.clean("it", html, begin);
const asks = (request) => (host) => host.ask({ id: "it", ...request });
const script = (json) => `<script type="application/ld+json">${json}</script>`;
const begin = (members) => asks({ type: "begin", bytes: 1, ...members });

const one = {
  LIMIT_PART: [
    async (host) => {
      host.send({ type: "begin", id: "it", bytes: limits.LIMIT_PART + 1 });
      return host.ask({ type: "part", id: "it", seq: 0, html: "x".repeat(limits.LIMIT_PART + 1) });
    },
    refused("bad_request"),
  ],
  LIMIT_SNAPSHOT: [begin({ bytes: limits.LIMIT_SNAPSHOT + 1 }), refused("too_large")],
  LIMIT_NODES: [sends("<br>".repeat(limits.LIMIT_NODES + 1)), refused("too_complex")],
  LIMIT_DEPTH: [sends(page("<i>".repeat(limits.LIMIT_DEPTH) + "deep")), whole("deep")],
  LIMIT_ATTRIBUTE: [sends(page(`<a title='${"x".repeat(limits.LIMIT_ATTRIBUTE + 1)}'>x</a>`)), told],
  LIMIT_ATTRIBUTES: [
    sends(page(`<i ${[...Array(limits.LIMIT_ATTRIBUTES + 1).keys()].map((i) => `a${i}`).join(" ")}>x</i>`)),
    told,
  ],
  LIMIT_OBJECTS: [sends(page(script(`[${"{},".repeat(limits.LIMIT_OBJECTS)}{}]`))), told],
  LIMIT_JSON_LD: [sends(page(script(`{"a":"${"x".repeat(limits.LIMIT_JSON_LD)}"}`))), told],
  LIMIT_BASE: [
    // At the largest size of an envelope there is room for one that is too long.
    sends(page("<a href=x>x</a>"), { base: `https://a.example/${"x".repeat(limits.LIMIT_BASE)}/` }),
    told,
  ],
  LIMIT_ARENA_BASE: [sends(shapes["paragraphs of a letter"](1_000_000)), refused("too_complex")],
  LIMIT_ANSWER: [
    // Every relative address repeats the base: little work, and a long answer.
    sends(page('Words, and a <a href="x">link</a>. '.repeat(5000)), {
      base: `https://a.example/${"x".repeat(limits.LIMIT_BASE - 100)}/`,
    }),
    refused("too_large"),
  ],
  LIMIT_REPLY: [
    async (host) => {
      const reply = await host.clean("it", page("x".repeat(3 * limits.LIMIT_REPLY)));
      assert.ok(reply.n_parts > 3);
      const lengths = host.frames.map(({ length }) => length);
      assert.ok(Math.max(...lengths) <= limits.LIMIT_REPLY, `${lengths}`);
      return reply;
    },
    whole("x".repeat(3 * limits.LIMIT_REPLY)),
  ],
  LIMIT_ENVELOPE: [
    async (host) => {
      host.send({ type: "begin", id: "it", bytes: 1, title: "x".repeat(limits.LIMIT_ENVELOPE) });
      return host.reply(null); // it is not read, so its id isn't either
    },
    refused("bad_request"),
  ],
  LIMIT_QUEUE: [
    async (host) => {
      const room = limits.LIMIT_WORKERS + limits.LIMIT_QUEUE;
      for (let i = 0; i < room; i++) host.send({ type: "begin", id: `b${i}`, bytes: 1 });
      const reply = await host.ask({ type: "begin", id: "it", bytes: 1 });
      for (let i = 0; i < room; i++) await host.ask({ type: "cancel", id: `x${i}`, snapshot: `b${i}` });
      host.replies.length = 0;
      return reply;
    },
    refused("busy"),
  ],
  LIMIT_IN_HAND: [
    async (host) => {
      for (let i = 0; i <= limits.LIMIT_IN_HAND; i++) await host.clean(`s${i}`, page("in hand"));
      return host.ask({ type: "clean", id: "it", snapshot: "s0" });
    },
    refused("unknown_snapshot"),
  ],
  LIMIT_CPU_MS: [sends(shapes["attributes of one tag"](900_000)), refused("too_slow")],
  LIMIT_ID: [
    async (host) => {
      host.send({ type: "begin", id: "x".repeat(limits.LIMIT_ID + 1), bytes: 1 });
      return host.reply(null);
    },
    refused("bad_request"),
  ],
  LIMIT_MARKS: [
    asks({ type: "clean", snapshot: "s", marks: { keep: Array(limits.LIMIT_MARKS + 1).fill(1) } }),
    refused("bad_request"),
  ],
};

// Those that need a host of their own to be reached, are the slope of another, or would be hidden
// by another: the file of the test and its name.
const elsewhere = {
  LIMIT_FRAME: "below: the host ends",
  LIMIT_WORKERS: "wire/snapshots: two in work, eight waiting, then busy",
  LIMIT_TEXT: "unit/test_page: a text longer than an answer",
  LIMIT_ARENA_PER_BYTE: "unit/test_engine: the arena grows with the page",
  LIMIT_ARENA_MAX: "unit/test_engine: the arena grows with the page",
  LIMIT_WALL_MS: "wire/snapshots: a worker that hangs is ended in time",
  LIMIT_WALL_MS_PER_MIB: "unit/test_worker: a large page has more time",
  LIMIT_CPU_MS_PER_MIB: "shapes: names, 60 MB",
};

// With the sanitizers' checks the longest answer takes more than its time.
const slow = (name) => process.env.CLEANCOPY_MODE === "sanitize" && name === "LIMIT_ANSWER";

for (const [name, [reach, holds]] of Object.entries(one))
  test(name, { skip: slow(name) && "as released only" }, async (t) => {
    assert.ok(name in bounds, "no such bound");
    const host = new Host(t);
    await host.reply("greeting");
    holds(await reach(host));
    assert.equal((await host.clean("next", page("next"))).body.status, "ok");
    assert.equal(await host.close(), 0);
  });

test("LIMIT_FRAME", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.write(frame("{}", limits.LIMIT_FRAME + 1));
  refused("bad_frame")(await host.reply(null));
  assert.equal(await host.exit, 11);
});

test("every bound has a line here", () => {
  const all = Object.keys(bounds).sort();
  assert.deepEqual([...Object.keys(one), ...Object.keys(elsewhere)].sort(), all);
  for (const [, file, name] of Object.values(elsewhere).map((it) => /^unit\/(\w+): (.*)/.exec(it)).filter(Boolean)) {
    const source = readFileSync(new URL(`../unit/${file}.c`, import.meta.url), "utf8");
    assert.ok(source.includes(`cmocka_unit_test(${name.replaceAll(" ", "_")})`), `${file} has no ${name}`);
  }
});
