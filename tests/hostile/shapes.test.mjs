// Every shape at every size, through the real host: it ends in an answer or in a code of its
// own, the host's memory stays small, and the next request is answered as if nothing had been.
//
//     HOSTILE=all   all shapes at 60 MB, which takes ten minutes
import assert from "node:assert/strict";
import test from "node:test";
import { Host, limits, page, upload } from "../wire/client.mjs";
import { representative, shapes } from "./shapes.mjs";

const MB = 1_000_000;
const isSanitized = process.env.CLEANCOPY_MODE === "sanitize";
const all = process.env.HOSTILE === "all";
const sizes = isSanitized ? [1] : [1, 10, 60];

// What a page can be refused for. Not `crashed`: a worker that dies of a page is a mistake.
const codes = ["too_large", "too_complex", "too_slow"];

// Resident memory of the host at its highest, everything counted: its own, and what it touches of
// the mappings it shares with workers. Twice an answer, and some.
const PORT_MAX_KIB = 80 * 1024;

// How some of them must end, at every size that is sent.
const ends = {
  "plain text": { 1: "ok" },
  "attributes of one tag": { 1: "too_slow", 10: "too_slow", 60: "too_slow" },
  "paragraphs of a letter": { 60: "too_complex" },
};

async function clean(host, html) {
  // A character may take three bytes of a part.
  host.send(...upload("hostile", html, { url: "https://a.example/" }, Math.floor(limits.LIMIT_PART / 3)));
  return host.reply("hostile");
}

for (const [name, make] of Object.entries(shapes))
  for (const size of sizes) {
    const left = size === 60 && !all && !representative.includes(name);
    test(`${name}, ${size} MB`, { skip: left && "60 MB of it takes HOSTILE=all" }, async (t) => {
      const host = new Host(t);
      await host.reply("greeting");
      const reply = await clean(host, make(size * MB));
      const how = reply.type === "cleaned" ? reply.body.status : reply.code;
      const port = host.memory();
      t.diagnostic(`${how}; the host ${Math.round(port / 1024)} MiB`);
      if (reply.type !== "cleaned") {
        assert.ok(codes.includes(reply.code), `${reply.code}: ${reply.message}`);
        assert.match(reply.message, /^[A-Z].*\.$/);
      }
      if (ends[name]?.[size]) assert.equal(how, ends[name][size]);
      if (!isSanitized) assert.ok(port < PORT_MAX_KIB, `${port} KiB`);
      assert.match((await host.clean("next", page("next"))).body.html, /which follows: next\./);
      assert.equal(await host.close(), 0);
    });
  }

test("the longest answer there can be", { skip: isSanitized && "its memory is not the host's" }, async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  // Not an article: once as text, once as HTML.
  const reply = await clean(host, `<p>${"x".repeat(limits.LIMIT_ANSWER / 2 - 1000)}`);
  t.diagnostic(`${reply.text?.length} bytes; the host ${Math.round(host.memory() / 1024)} MiB`);
  if (reply.code !== "too_slow") assert.ok(reply.text.length > limits.LIMIT_ANSWER * 0.99, reply.code);
  assert.ok(host.memory() < PORT_MAX_KIB, `${host.memory()} KiB`);
});
