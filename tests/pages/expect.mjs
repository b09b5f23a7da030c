// What is to be made of a page, as its expect.json says it, and the check. One expect.json holds
// however the page is read: as a file, or as a browser saw it (`seen`).
//   url           where the page is said to come from
//   facts         title, byline ...: values as the answer has them
//   access        full, teaser, unknown; or several that will do, where the evidence is split
//   browser       what only a browser can see: { access, concealed }
//   article       its paragraphs, all of them, in order
//   may_stay      blocks that may stand between them (headline, byline, caption)
//   never         words that may not be left in the article
//   overlays      groups of parts that were taken out, all there are:
//     group       a name for people
//     covering    whether it lay over the page; waiting: whether it was hidden (absent: either)
//     browser     the same where a browser looked
//     only        "browser": a script makes it, a file does not hold it
//     parts       kind (or several that will do), text it holds, vendor, frame_host, lang,
//                 placeholders, plans
//     terms, benefits, actions, after_paragraph
//   may_be_found  kinds of other parts that may be named too

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const FOLDER = fileURLToPath(new URL(".", import.meta.url));

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#96": "`" };
const INLINE = /<\/?(?:a|abbr|b|br|cite|code|em|i|img|kbd|q|rp|rt|ruby|s|small|span|strong|sub|sup|time|u)\b[^>]*>/g;

/** Every page here: { slug, path, html, expect }. */
export function pages() {
  return readdirSync(FOLDER).sort().filter((slug) => existsSync(join(FOLDER, slug, "page.html"))).map((slug) => {
    const path = join(FOLDER, slug, "page.html");
    const expect = JSON.parse(readFileSync(join(FOLDER, slug, "expect.json"), "utf8"));
    return { slug, path, html: readFileSync(path, "utf8"), expect };
  });
}

/** The text of each block of the answer's own HTML, which is simple and canonical; of formulas, their source. */
export function blocks(html) {
  return html
    .replace(/<math[^>]* alttext="([^"]*)"[^>]*>[^]*?<\/math>/g, "$1")
    .replace(INLINE, "")
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all))
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

export function articleIs(actual, expect) {
  const between = new Set(expect.may_stay ?? []);
  assert.deepEqual(actual.filter((text) => !between.has(text)), expect.article);
  nothingIsLeft(actual.join("\n"), expect);
}

/** The same of plain text, in which tables, lists and marks of notes have signs of their own, and
 * what leads back from a note has none. */
export function textIs(text, expect) {
  const plain = text.replace(/\[(\d+)\]/g, "$1").replace(/\s+/g, " ");
  let at = 0;
  for (const paragraph of expect.article.map((text) => text.replace(/ ↩$/, ""))) {
    const found = plain.indexOf(paragraph, at);
    assert.ok(found >= 0, `not there, or not in its place: ${paragraph}`);
    at = found + paragraph.length;
  }
  nothingIsLeft(plain, expect);
}

function nothingIsLeft(text, expect) {
  for (const words of expect.never ?? []) assert.ok(!text.includes(words), `left in the article: ${words}`);
}

function partMatches(part, wanted) {
  return [wanted.kind].flat().includes(part.kind) && part.text.includes(wanted.text ?? "");
}

function describe(part) {
  const words = ["covering", "waiting", "unsure"].filter((word) => part[word]);
  return `${[part.kind, "of", part.group, ...words].join(" ")}: ${part.text.slice(0, 50)}`;
}

/** The parts that make the expected group: of one group (or one part alone), none used twice. */
export function findGroup(removed, wanted, used) {
  const groups = new Map();
  for (const part of removed) {
    if (used.has(part.id) || part.covering !== (wanted.covering ?? part.covering)) continue;
    if (part.waiting !== (wanted.waiting ?? part.waiting)) continue;
    const key = part.group || `alone ${part.id}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const found = [...groups.values()].find((parts) =>
    wanted.parts.every((want) => parts.some((part) => partMatches(part, want))));
  const seen = removed.filter((part) => part.kind !== "boilerplate").map(describe);
  assert.ok(found, `no group "${wanted.group}" in:\n${seen.join("\n")}`);
  found.forEach((part) => used.add(part.id));
  return found;
}

function groupIs(parts, wanted) {
  for (const part of parts) {
    assert.ok(part.reasons.length > 0, `${part.kind} gives no reason`);
    assert.equal(part.unsure, false, `${part.kind} is unsure`);
    assert.equal(part.after, parts[0].after, "the parts stood at one place");
    assert.ok(part.frame_host || (part.html.length > 0 && part.text.length > 0));
  }
  for (const want of wanted.parts) {
    const part = parts.find((p) => partMatches(p, want));
    for (const name of ["vendor", "frame_host", "lang", "placeholders", "plans"])
      if (want[name] !== undefined) assert.deepEqual(part[name], want[name], `${name} of "${wanted.group}"`);
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

function nothingElseWasTaken(removed, expect, used) {
  const allowed = new Set(["boilerplate", ...(expect.may_be_found ?? [])]);
  const others = removed.filter((part) => !used.has(part.id) && !allowed.has(part.kind));
  assert.deepEqual(others.map(describe), [], "named, and not expected");
}

/** `seen`: a browser looked at the page. */
export function answerIs(answer, expect, { seen = false } = {}) {
  const more = seen ? expect.browser ?? {} : {};
  assert.equal(answer.status, "ok");
  articleIs(blocks(answer.html), expect);
  for (const [name, value] of Object.entries(expect.facts ?? {}))
    assert.equal(answer[name]?.value, value, name);
  const why = answer.access.reasons.map(({ name, detail }) => `${name} ${detail ?? ""}`).join(", ");
  assert.ok([more.access ?? expect.access].flat().includes(answer.access.value),
    `access is ${answer.access.value}: ${why}`);
  if (seen) assert.equal(answer.access.concealed, more.concealed ?? false, `concealed: ${why}`);
  const used = new Set();
  for (const group of expect.overlays) {
    if (group.only === "browser" && !seen) continue;
    const wanted = seen ? { ...group, ...group.browser } : group;
    groupIs(findGroup(answer.removed, wanted, used), wanted);
  }
  nothingElseWasTaken(answer.removed, expect, used);
}
