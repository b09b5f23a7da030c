// Hostile pieces of articles through the real host: what leaves is what the table says, to the
// address, and whatever was collected leaves the article standing.

import assert from "node:assert/strict";
import test from "node:test";
import { Host } from "../wire/client.mjs";
import { addresses, cleaned, foreignTag, pieces, SENTENCE } from "./article.mjs";
import { collected, missing } from "./collected.mjs";
import { urls } from "./urls.mjs";

test("the table holds several hundred addresses, and some of each kind", () => {
  assert.ok(urls.length > 400, String(urls.length));
  assert.equal(new Set(urls.map(({ id }) => id)).size, urls.length);
  assert.ok(urls.filter(({ kept }) => kept.length).length > 100);
});

test("of every address in the table, what may leave does, and nothing else", async (t) => {
  const host = new Host(t);
  const wrong = [];
  for (const entry of urls) {
    const answer = await cleaned(host, entry);
    const left = addresses(answer);
    const foreign = pieces(answer).map(foreignTag).filter(Boolean);
    if (left.join(" ") !== entry.kept.join(" ") || foreign.length) wrong.push({ ...entry, left, foreign });
  }
  assert.deepEqual(wrong, []);
});

test("collected payloads: answered, nothing active, the article stands", { skip: missing }, async (t) => {
  const host = new Host(t);
  const payloads = collected({ draw: false });
  assert.ok(payloads.length > 0);
  for (const payload of payloads) {
    const answer = await cleaned(host, payload);
    assert.ok(pieces(answer).join("").includes(SENTENCE), `${payload.id} takes the article along`);
    for (const html of pieces(answer)) assert.equal(foreignTag(html), null, payload.id);
  }
  t.diagnostic(`${payloads.length} payloads`);
});
