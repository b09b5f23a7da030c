// The article as it is read: what is known of it above, the text below.

import { el } from "../lib/element.js";
import { dateText, langTag, readingTimeText } from "../lib/format.js";
import { say, uiLang } from "../lib/messages.js";
import { fillSanitised } from "../lib/sanitised.js";
import { standsFor } from "./place.js";
import { reasonsFold } from "./words.js";

// Characters: two names, a day and an hour.
const WHO_MAX = 100;

/* Fills `main` with the article of an answer (PROTOCOL.md, cleaned). */
export function showArticle(main, answer) {
  const lang = langTag(answer.lang?.value);
  const text = el("div.text");
  fillSanitised(text, answer.html);
  const subtitle = subtitleOf(answer, text.textContent);
  const article = el("article.article", { lang, dir: directionOf(answer.dir?.value, lang) },
    el("header", {},
      el("h1", {}, titleOf(answer)),
      subtitle && el("p.subtitle", {}, subtitle),
      factsOf(answer, lang),
      ...notesOf(answer).map(noteOf),
      sourceOf(answer)),
    text,
    answer.access?.value === "teaser" ? el("p.ends", { lang: uiLang(), dir: "auto" }, say("text_goes_on")) : null);
  for (const image of text.querySelectorAll("img")) describeWhenMissing(image);
  for (const table of text.querySelectorAll("table")) letScroll(table);
  for (const time of text.querySelectorAll("p > time:last-child")) setApart(time.parentElement);
  main.replaceChildren(article);
}

export function titleOf(answer) {
  return answer.title?.value || say("untitled");
}

/* Where the text holds it, too, it is read there. */
export function subtitleOf({ subtitle }, text) {
  return subtitle && !text.includes(subtitle.value) ? subtitle.value : null;
}

/* What has to be said before reading. */
export function notesOf({ access, truncated }) {
  return [
    access?.value === "teaser" && { name: "note_teaser", reasons: access.reasons },
    access?.concealed && { name: "note_concealed" },
    truncated && { name: "note_truncated" },
  ].filter(Boolean);
}

function noteOf({ name, reasons }) {
  return el("div.note", { lang: uiLang(), dir: "auto" },
    el("p", {}, say(name)), reasonsFold(say("why_note"), reasons));
}

/* As the page says; else as the language is written; else by the words themselves. */
export function directionOf(dir, lang) {
  if (dir === "ltr" || dir === "rtl") return dir;
  if (!lang) return "auto";
  const locale = new Intl.Locale(lang);
  const info = locale.getTextInfo?.() ?? locale.textInfo;
  if (info?.direction) return info.direction;
  return /^(ar|fa|he|ur|ps|sd|ug|yi|dv|ckb)$/.test(locale.language) ? "rtl" : "auto";
}

/* "2014-07-27T11:05" and a change two hours later are one day: that is no update. */
export function datesOf({ published, modified }, lang) {
  const day = dateText(published?.value, lang);
  const changed = dateText(modified?.value, lang);
  return { day, changed: changed && changed !== day ? changed : null };
}

function factsOf(answer, lang) {
  const { day, changed } = datesOf(answer, lang);
  const items = [
    answer.byline && say("byline", isolated(answer.byline.value)),
    siteOf(answer),
    day && el("time", { datetime: answer.published.value, lang }, day),
    changed && say("updated", isolated(changed)),
    minutesOf(answer),
  ].filter(Boolean);
  return items.length
    ? el("ul.facts", { lang: uiLang() }, ...items.map((item) => el("li", {}, el("bdi", {}, item))))
    : null;
}

function siteOf({ site, url }) {
  const name = site?.value || hostOf(url);
  if (!name) return null;
  return isWeb(url) ? el("a", { href: url, title: say("original") }, name) : name;
}

function minutesOf({ counts }) {
  const time = readingTimeText(counts?.words, uiLang());
  return time && say("reading_time", time);
}

function sourceOf({ canonical, url }) {
  const address = canonical?.value || url;
  return isWeb(address) ? el("p.print-only", { dir: "ltr" }, say("source", address)) : null;
}

/* A picture that does not come leaves its description, or nothing, instead of a hole. */
function describeWhenMissing(image) {
  image.addEventListener("error", () => {
    if (triesItself(image)) return;
    if (!image.alt) return image.remove();
    const words = el("span.missing", {}, image.alt);
    standsFor(words, image);
    image.replaceWith(words);
  });
}

/* Of several candidates one did not come: the picture's own address is tried. */
function triesItself(image) {
  const sources = image.parentElement?.localName === "picture" ? [...image.parentElement.querySelectorAll("source")] : [];
  if (!image.hasAttribute("srcset") && sources.length === 0) return false;
  for (const source of sources) source.remove();
  for (const name of ["srcset", "sizes"]) image.removeAttribute(name);
  return true;
}

/* "old_pilot 1 February, 10:40": a line that ends with a time, and says little before it, tells
 * whose the words below it are. Sentences end with a full stop. */
function setApart(line) {
  if (line.lastChild.nodeName === "TIME" && line.textContent.length < WHO_MAX && line.nextElementSibling)
    line.classList.add("who");
}

/* A wide table scrolls in a box of its own; the page never scrolls sideways. */
function letScroll(table) {
  const box = el("div.scroll");
  table.replaceWith(box);
  box.append(table);
}

/* A name in another script must not turn the words around it. */
function isolated(text) {
  return `\u2068${text}\u2069`;
}

function hostOf(url) {
  return isWeb(url) ? new URL(url).hostname : null;
}

export function isWeb(url) {
  return URL.canParse(url ?? "") && /^https?:$/.test(new URL(url).protocol);
}
