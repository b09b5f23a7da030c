// The report of a wrong verdict: all that was seen, and nothing of what the page says.

import "./words.mjs";
import assert from "node:assert/strict";
import { test } from "node:test";

const { pageReport, partReport } = await import("../../extension/reader/report.js");

const SAID = "Lighthouse";

const answer = {
  status: "ok", lang: { value: "en", source: "element" },
  title: { value: SAID, source: "title" }, url: `https://${SAID}.example/`, html: `<p>${SAID}</p>`,
  access: { value: "teaser", concealed: true, reasons: [{ name: "ends_cut", detail: null }, { name: "stated_length", detail: "40 of 900 words" }] },
  counts: { words: 40, page_words: 90, blocks: 3 },
  versions: { protocol: 1, host: "0.1.0", engine: "0.1.0", model: "abc" },
};

const entry = {
  state: "out",
  part: {
    id: 40, after: 1, kind: "metered", group: 40, confidence: 96, covering: true, waiting: false, unsure: false,
    text: SAID, html: `<p>${SAID}</p>`, outline: "in html > body\ndiv.meter[role=dialog] fixed\n  p\n    9 words\n",
    vendor: "piano", frame_host: null, lang: "en", terms: SAID, placeholders: [`{{${SAID}}}`, "{{b}}"], benefits: [SAID],
    reasons: [{ name: "gate_phrase", detail: "of your # free articles" }, { name: "price", detail: SAID }],
    actions: [{ kind: "log_in", label: SAID, url: `https://${SAID}.example/` }, { kind: "dismiss", label: SAID, url: null }],
    plans: [{ name: SAID, price: "4", currency: "EUR", period: "P1M", per_month: null }],
  },
};

const furniture = (name) => ({ state: "out", part: { id: 7, kind: "boilerplate", text: SAID, html: "", outline: null, reasons: [{ name, detail: null }] } });

test("a part: what it is, why, and what it is made of", () => {
  assert.equal(partReport(answer, entry), `Cleancopy: tags, classes and evidence, and none of the page's words
engine 0.1.0, model abc
ok, 40 of 90 words in 3 blocks, en
access teaser, concealed: ends_cut, stated_length (40 of 900 words)

metered, 96 %, out, covering
vendor piano
language en
because gate_phrase (of your # free articles), price
holds 2 placeholder, log_in, dismiss, plan EUR P1M
in html > body
div.meter[role=dialog] fixed
  p
    9 words`);
});

test("the page: every part, and how much was left out besides", () => {
  const text = pageReport(answer, [entry, { ...entry, state: "back" }, furniture("navigation"), furniture("navigation"), furniture("related")]);
  assert.equal(text.match(/^metered/gm).length, 2);
  assert.match(text, /^metered, 96 %, back, covering$/m);
  assert.match(text, /left out besides: 2 navigation, related$/);
});

test("nothing that the page says is in it", () => {
  assert.ok(!pageReport(answer, [entry, furniture("aside")]).includes(SAID));
});

test("every detail that is a word of ours is told, and none of the page's", () => {
  const details = { gate_phrase: "read on", hint_phrase: "read", vendor: "piano", class_word: "paywall", class_hint: "promo", channel_link: "telegram" };
  const reasons = Object.entries(details).map(([name, detail]) => ({ name, detail }));
  const text = partReport(answer, { ...entry, part: { ...entry.part, reasons } });
  for (const [name, detail] of Object.entries(details)) assert.ok(text.includes(`${name} (${detail})`), name);
});
