// Every folder here holds a page and what is to be made of it (expect.json), by the command
// line and by the host alike:
//   url         where the page is said to come from
//   facts       title, byline ...: values as the answer has them
//   access      full, teaser, unknown
//   article     its paragraphs, all of them, in order
//   may_stay    blocks that may stand between them (headline, caption)
//   never       words that may not be left in the article
//   overlays    groups of parts that were taken out; `group` is a name for people, and
//               `covering` says whether it lay over the page (absent: either)
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Host } from "../wire/client.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const cleancopy = process.env.CLEANCOPY_BIN ?? join(here, "../../build/release/cleancopy");

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#96": "`" };
const INLINE = /<\/?(?:a|abbr|b|br|cite|code|em|i|img|q|s|small|span|strong|sub|sup|time|u)\b[^>]*>/g;

// The text of each block of the answer's own HTML, which is simple and canonical.
function blocks(html) {
  return html
    .replace(INLINE, "")
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all))
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

function articleIs(actual, expect) {
  const between = new Set(expect.may_stay ?? []);
  assert.deepEqual(actual.filter((text) => !between.has(text)), expect.article);
  for (const words of expect.never ?? [])
    assert.ok(!actual.some((text) => text.includes(words)), `left in the article: ${words}`);
}

function partMatches(part, wanted) {
  return part.kind === wanted.kind && part.text.includes(wanted.text ?? "");
}

// The parts that make the expected group: of one group (or one part alone), none used twice.
function findGroup(removed, wanted, used) {
  const groups = new Map();
  for (const part of removed) {
    if (used.has(part.id) || part.covering !== (wanted.covering ?? part.covering)) continue;
    const key = part.group || `alone ${part.id}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const found = [...groups.values()].find((parts) =>
    wanted.parts.every((want) => parts.some((part) => partMatches(part, want))));
  const seen = removed
    .filter((p) => p.kind !== "boilerplate")
    .map((p) => `${p.kind} of ${p.group}${p.covering ? ", covering" : ""}: ${p.text.slice(0, 50)}`);
  assert.ok(found, `no group "${wanted.group}" in:\n${seen.join("\n")}`);
  found.forEach((part) => used.add(part.id));
  return found;
}

function groupIs(parts, wanted) {
  for (const part of parts) {
    assert.ok(part.reasons.length > 0, `${part.kind} gives no reason`);
    assert.equal(part.unsure, false, `${part.kind} is unsure`);
    assert.equal(part.after, parts[0].after, "the parts stood at one place");
    assert.ok(part.html.length > 0 && part.text.length > 0);
  }
  for (const want of wanted.parts) {
    const part = parts.find((p) => partMatches(p, want));
    if (want.placeholders) assert.deepEqual(part.placeholders, want.placeholders);
    if (want.plans) assert.deepEqual(part.plans, want.plans);
  }
  if (wanted.terms) assert.ok(parts.some((p) => p.terms === wanted.terms), "terms of renewal");
  if (wanted.benefits) {
    const benefits = parts.flatMap((p) => p.benefits);
    assert.equal(benefits.length, wanted.benefits.length, `benefits: ${benefits.join(" | ")}`);
    wanted.benefits.forEach((title, i) => assert.ok(benefits[i].startsWith(title), title));
  }
  const actions = parts.flatMap((p) => p.actions);
  for (const action of wanted.actions ?? [])
    assert.ok(actions.some((a) => a.kind === action.kind && a.label === action.label
      && a.url === action.url), `no action ${JSON.stringify(action)} in ${JSON.stringify(actions)}`);
}

function answerIs(answer, expect) {
  assert.equal(answer.status, "ok");
  articleIs(blocks(answer.html), expect);
  for (const [name, value] of Object.entries(expect.facts ?? {}))
    assert.equal(answer[name]?.value, value, name);
  if (expect.access) assert.equal(answer.access.value, expect.access);
  const used = new Set();
  for (const wanted of expect.overlays)
    groupIs(findGroup(answer.removed, wanted, used), wanted);
}

function run(...args) {
  return execFileSync(cleancopy, args, { encoding: "utf8", maxBuffer: 64 << 20 });
}

for (const slug of readdirSync(here).sort()) {
  const page = join(here, slug, "page.html");
  if (!existsSync(page)) continue;
  const expect = JSON.parse(readFileSync(join(here, slug, "expect.json"), "utf8"));

  test(`${slug}: the answer of the command line`, () => {
    answerIs(JSON.parse(run("clean", page, "--url", expect.url, "--format", "json")), expect);
  });

  test(`${slug}: as text`, () => {
    const text = run("clean", page, "--url", expect.url, "--format", "text");
    articleIs(text.split(/\n\n+/).map((block) => block.trim()).filter(Boolean), expect);
  });

  test(`${slug}: through the host, and put back`, async (t) => {
    const host = new Host(t);
    const { body } = await host.clean("page", readFileSync(page, "utf8"), { url: expect.url });
    answerIs(body, expect);

    // Each group comes back where it stood: behind the block that it is said to follow.
    const used = new Set();
    for (const wanted of expect.overlays.filter((group) => group.after_paragraph)) {
      const keep = findGroup(body.removed, wanted, used).map((part) => part.id);
      const again = await host.ask({ type: "clean", id: `keep-${keep[0]}`, snapshot: "page",
        marks: { keep, drop: [] } });
      const texts = blocks(again.body.html);
      const before = texts.indexOf(expect.article[wanted.after_paragraph - 1]);
      assert.ok(texts[before + 1].includes(wanted.parts[0].text), texts[before + 1]);
      assert.ok(!again.body.removed.some((part) => keep.includes(part.id)));
    }
    assert.equal(await host.close(), 0);
  });
}
