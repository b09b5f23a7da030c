// Every shape at every size, through the real host: it ends in an answer or in a code of its
// own, the host's memory stays small, and the next request is answered as if nothing had been.
//
//     HOSTILE=all   all shapes at 60 MB, which takes ten minutes
import assert from "node:assert/strict";
import { availableParallelism, loadavg } from "node:os";
import test from "node:test";
import { Host, limits, page, upload } from "../wire/client.mjs";
import { representative, shapes } from "./shapes.mjs";

const MB = 1_000_000;
const isSanitized = process.env.CLEANCOPY_MODE === "sanitize";
const all = process.env.HOSTILE === "all";
const sizes = isSanitized ? [1] : [1, 10, 60];

// How they end, at 1, 10 and 60 MB: with an answer, whatever is made of them, or with this code;
// never `crashed`, a worker that dies of a page is a mistake. With a question mark where a quarter
// or more of the processor time was used up here: on a slower processor it is `too_slow`, and
// nothing else. On a machine that has more to do than it can, a page may run into the wall for want
// of a processor.
const ends = {
  "answer answer answer": [
    "white space", "one attribute", "entities in an attribute", "one comment", "one script",
    "one style", "comments that never end", "a comment of hyphens", "scripts that never end",
    "less than", "foreign", "JSON-LD in JSON-LD", "srcset",
  ],
  "answer answer answer?": [
    "numeric entities", "ends of nothing", "open tags", "JSON-LD", "long relative addresses",
  ],
  "answer answer too_complex?": [
    "boxes in boxes, and out again", "quotes that never end", "templates", "metadata", "bases",
  ],
  "answer answer too_large": ["one word", "entities", "plain text", "prices"],
  "answer answer too_large?": ["doctypes"],
  "answer answer? answer?": ["control characters", "characters of no use", "ends within boxes"],
  "answer answer? too_complex?": ["spans", "classes"],
  "answer answer? too_large?": ["entities that are none"],
  "answer too_complex too_complex?": [
    "authors and days", "boxes in boxes", "bold in bold", "tables in tables", "links that are closed",
    "one style attribute", "options", "void parents", "forms in forms",
  ],
  "answer too_complex? too_complex?": [
    "line breaks", "prompts", "lists in lists", "pictures", "links", "one id", "instructions", "ids",
    "names of anchors",
  ],
  "answer too_large? too_large?": ["ampersands"],
  "answer too_slow too_slow": ["names"],
  "answer? too_complex? too_complex?": ["quotes in quotes"],
  "too_complex too_complex too_complex?": [
    "paragraphs of a letter", "blanks and paragraphs", "empty paragraphs",
  ],
  "too_complex too_complex? too_complex?": ["headings in headings"],
  "too_slow too_slow too_complex?": ["boxes and stray ends"],
  "too_slow too_slow too_slow": ["attributes of one tag"],
};
const endsOf = Object.fromEntries(
  Object.entries(ends).flatMap(([three, names]) => names.map((name) => [name, three.split(" ")])));

// Resident memory of the host at its highest, everything counted: its own, and what it touches of
// the mappings it shares with workers. Twice an answer, and some.
const PORT_MAX_KIB = 80 * 1024;
const PORT_MOST_KIB = 112 * 1024; // one more answer, whole, that waits to be read

// What a worker may take for a page of so many MB, and what the host may take to read its answer.
const wall = (size) => limits.LIMIT_WALL_MS + size * limits.LIMIT_WALL_MS_PER_MIB + 5000;

const isBusy = () => loadavg()[0] > 2 * availableParallelism();

async function clean(host, html) {
  // A character may take three bytes of a part.
  host.send(...upload("hostile", html, { url: "https://a.example/" }, Math.floor(limits.LIMIT_PART / 3)));
  await new Promise((read) => host.child.stdin.write("", read));
  const since = performance.now();
  const reply = await host.reply("hostile");
  return { reply, took: performance.now() - since };
}

for (const [name, make] of Object.entries(shapes))
  for (const size of sizes) {
    const left = size === 60 && !all && !representative.includes(name);
    test(`${name}, ${size} MB`, { skip: left && "60 MB of it takes HOSTILE=all" }, async (t) => {
      const host = new Host(t);
      await host.reply("greeting");
      const { reply, took } = await clean(host, make(size * MB));
      const how = reply.type === "cleaned" ? "answer" : reply.code;
      const port = host.memory();
      t.diagnostic(`${how}; the host ${Math.round(port / 1024)} MiB; ${Math.round(took)} ms`);
      const [end, clock] = endsOf[name][[1, 10, 60].indexOf(size)].split(/(?=\?)/);
      const mayBeSlow = clock || isSanitized || (took > limits.LIMIT_WALL_MS && isBusy());
      if (how !== "too_slow" || !mayBeSlow) assert.equal(how, end, reply.message);
      if (reply.type !== "cleaned") assert.match(reply.message, /^[A-Z].*\.$/);
      assert.ok(took < wall(size), `${took} ms`);
      if (!isSanitized) assert.ok(port < PORT_MAX_KIB, `${port} KiB`);
      assert.match((await host.clean("next", page("next"))).body.html, /which follows: next\./);
      assert.equal(await host.close(), 0);
    });
  }

test("every shape has its end", () => {
  assert.deepEqual(Object.keys(endsOf).sort(), Object.keys(shapes).sort());
});

test("the longest answer there can be", { skip: isSanitized && "its memory is not the host's" }, async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  // An article stands in the answer once; what is none, once as text and once as HTML.
  let longest = 0;
  for (const size of [limits.LIMIT_ANSWER / 2 - 1000, limits.LIMIT_ANSWER - 10_000]) {
    const { reply } = await clean(host, `<p>${"x".repeat(size)}`);
    longest = Math.max(longest, reply.text?.length ?? 0);
    await host.ask({ type: "cancel", id: `not-${size}`, snapshot: "hostile" });
    if (reply.code === "too_slow" && isBusy()) return t.skip("the machine is busy");
  }
  t.diagnostic(`${longest} bytes; the host ${Math.round(host.memory() / 1024)} MiB`);
  assert.ok(longest > limits.LIMIT_ANSWER * 0.99, `${longest}`);
  assert.ok(host.memory() < PORT_MAX_KIB, `${host.memory()} KiB`);
});

test("two of them at once that nobody reads", { skip: isSanitized && "its memory is not the host's" }, async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.child.stdout.pause();
  const text = "Words in a row, and some more of them, so that it reads as an article does. ".repeat(400_000);
  for (const id of ["one", "other"]) host.send(...upload(id, page(text)));
  await host.working(1);
  await host.working(0);
  const [one, other] = await Promise.all([host.reply("one"), host.reply("other"), host.child.stdout.resume()]);
  if ([one.code, other.code].includes("too_slow") && isBusy()) return t.skip("the machine is busy");
  assert.ok(one.body.html.length > text.length && other.text === one.text);
  t.diagnostic(`twice ${one.text.length} bytes; the host ${Math.round(host.memory() / 1024)} MiB`);
  assert.ok(host.memory() < PORT_MOST_KIB, `${host.memory()} KiB`);
});
