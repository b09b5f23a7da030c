// Pages of our own, each with the text that a reader came for: the words of the answer agree
// with it at least as well as its floor in pages.txt says, and it begins and ends where the
// text does. `make quality` asks the same of a corpus.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const cleancopy = process.env.CLEANCOPY_BIN ?? join(here, "../../build/release/cleancopy");
// Scripts that put no blanks between words count by the letter.
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}_]+/gu;

const words = (text) => text.toLowerCase().match(WORD) ?? [];

function bag(list) {
  const counts = new Map();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Word F1, the words of both as bags. */
function agreement(got, wanted) {
  const counts = bag(got);
  let both = 0;
  for (const [word, n] of bag(wanted)) both += Math.min(n, counts.get(word) ?? 0);
  return 2 * both / (got.length + wanted.length);
}

const floors = new Map(readFileSync(join(here, "pages.txt"), "utf8").split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split(" "))
  .map(([name, floor]) => [name, Number(floor)]));
const names = readdirSync(join(here, "pages")).filter((file) => file.endsWith(".html"))
  .map((file) => file.slice(0, -".html".length));

test("every page has a floor, every floor a page", () => {
  assert.deepEqual([...floors.keys()].sort(), names.sort());
});

for (const name of names) {
  test(`${name}: at least ${floors.get(name)}`, () => {
    const path = join(here, "pages", `${name}.html`);
    const wanted = readFileSync(path.replace(/html$/, "txt"), "utf8").trim();
    const answer = JSON.parse(execFileSync(cleancopy, ["batch"], {
      encoding: "utf8",
      input: `${JSON.stringify({ id: name, url: "https://valley.example/story", html: readFileSync(path, "utf8") })}\n`,
    }));
    const got = words(answer.text);
    const f1 = agreement(got, words(wanted));
    assert.ok(f1 >= floors.get(name), `${f1.toFixed(3)} of\n${answer.text}`);
    const lines = wanted.split("\n");
    for (const line of [lines[0], lines.at(-1)])
      assert.ok(got.join(" ").includes(words(line).join(" ")), `lost: ${line}`);
  });
}
