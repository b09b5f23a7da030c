// The drawer: what was taken out, in plain words, each part with the way back.

import { el } from "../lib/element.js";
import { moneyText, percentText, periodText } from "../lib/format.js";
import { say, sayCount, uiLang } from "../lib/messages.js";
import { fillSanitised } from "../lib/sanitised.js";
import { isWeb } from "./article.js";
import { iconOf } from "./icons.js";
import { shelves } from "./ledger.js";
import { pageReport, partReport, reportFold } from "./report.js";
import { kindText, reasonName, reasonsFold } from "./words.js";

// Calls by class: what a reader who has an account may want to follow.
const DOORS = new Set(["log_in", "subscribe", "register"]);

// About what three lines of the drawer hold.
const LONG_TEXT = 120;

/* Fills the drawer with the parts of an answer as a ledger has them. Its buttons carry data-do ("put-back" or "take-out") and data-ids; whoever
 * owns the drawer listens. */
export function showDrawer(drawer, entries, answer) {
  const { overlays, unsure, others } = shelves(entries);
  const unfolded = new Set([...drawer.querySelectorAll("details[open]")].map(foldKey));
  drawer.replaceChildren(
    el("header", {}, el("h2", { id: "drawer-title" }, say("drawer_title")), closeButton()),
    el("p.lead", {}, say(overlays.length ? "drawer_lead" : "drawer_empty")),
    ...overlays.map((group) => groupOf(group, answer)),
    ...(unsure.length ? [
      el("h2.section", {}, say("drawer_unsure")),
      el("p.lead", {}, say("drawer_unsure_lead")),
      ...unsure.map((entry) => partOf(entry, answer)),
    ] : []),
    ...(others.length ? [othersOf(others)] : []),
    el("footer", {}, reportFold("details.page-report", say("report_page"), pageReport(answer, entries))));
  // What the reader has unfolded stays so, and with it the place the drawer is scrolled to.
  for (const fold of drawer.querySelectorAll("details")) fold.open ||= unfolded.has(foldKey(fold));
}

function foldKey(fold) {
  return fold.className || `${fold.closest("[data-part]").dataset.part} ${fold.firstElementChild?.textContent}`;
}

/* How many parts are out of the article, boilerplate aside: the number beside the button. */
export function countOut(entries) {
  return entries.filter(({ part, state }) => state === "out" && part.kind !== "boilerplate").length;
}

function closeButton() {
  return el("button.quiet.small.only-narrow", { type: "button", "data-do": "close-drawer" }, say("close"));
}

function groupOf(entries, answer) {
  if (entries.length === 1) return partOf(entries[0], answer);
  const group = el("div.group", { role: "group", "aria-label": kindText(entries[0].part) },
    ...entries.map((entry) => partOf(entry, answer)));
  const out = entries.filter(({ state }) => state === "out").map(({ part }) => part.id);
  if (out.length > 1)
    group.lastElementChild.append(
      el("footer", {}, decision("put-back", out, say("group_put_back"))));
  return group;
}

function partOf(entry, answer) {
  const { part, state } = entry;
  const kind = kindText(part);
  return el(state === "back" ? "div.part.back" : "div.part", { role: "group", "aria-label": kind, "data-part": part.id },
    el("header", {}, iconOf(part.kind), el("h3", {}, kind), buttonOf(entry, kind)),
    el("p.where", {}, whereOf(entry).join(" · ")),
    saidOf(part),
    plansOf(part),
    part.terms ? quoted("p", part.terms, part.lang) : null,
    blanksOf(part),
    actionsOf(part),
    benefitsOf(part),
    wholeOf(part),
    whyOf(part),
    reportFold("details", say("report"), partReport(answer, entry)));
}

/* States a fact a word: where it lay, whether it was to be seen at all, who made it. */
export function whereOf({ part, state }) {
  return [
    state === "back" && say("where_back"),
    state === "unsure" && say("where_unsure"),
    part.waiting ? say("where_waiting") : say(part.covering ? "where_covering" : "where_flow"),
    part.vendor && say("made_with", part.vendor),
  ].filter(Boolean);
}

function buttonOf({ part, state }, kind) {
  const [act, word] = {
    out: ["put-back", "put_back"],
    back: ["take-out", "take_out_again"],
    unsure: ["take-out", "take_out"],
  }[state];
  return decision(act, [part.id], say(word), say(`${word}_named`, kind));
}

function decision(act, ids, label, name = null) {
  return el("button.small", { type: "button", "data-do": act, "data-ids": ids.join(" "), "aria-label": name }, label);
}

/* The first lines of it, unless a table of plans says it better. */
function saidOf(part) {
  if (saysPlans(part)) return null;
  if (part.frame_host && !part.text) return el("p.muted", {}, say("from_frame", part.frame_host));
  if (!part.text) return el("p.muted", {}, say("no_text"));
  return el("p.said", { lang: part.lang, dir: "auto" }, part.text);
}

function wholeOf(part) {
  const isAllSaid = part.text?.length < LONG_TEXT && !saysPlans(part);
  if (!part.html || !part.text || isAllSaid) return null;
  const text = el("div.text", { lang: part.lang, dir: "auto" });
  fillSanitised(text, part.html);
  return el("details", {}, el("summary", {}, say("full_text")), text);
}

function saysPlans({ plans }) {
  return plans?.length > 0 && plans.every((plan) => plan.name);
}

function plansOf({ plans }) {
  if (!plans?.length) return null;
  const monthly = plans.some((plan) => plan.per_month);
  const heads = ["plan", "plan_price", "plan_period", ...(monthly ? ["plan_per_month"] : [])];
  return el("table", {},
    el("thead", {}, el("tr", {}, ...heads.map((name) => el("th", { scope: "col" }, say(name))))),
    el("tbody", {}, ...plans.map((plan) => planRow(plan, monthly))));
}

function planRow(plan, monthly) {
  const lang = uiLang();
  const figures = [
    moneyText(plan.price, plan.currency, lang),
    periodText(plan.period, lang),
    ...(monthly ? [moneyText(plan.per_month, plan.currency, lang)] : []),
  ];
  return el("tr", {},
    el("th", { scope: "row", dir: "auto" }, plan.name || say("plan_unnamed")),
    ...figures.map((figure) => figure
      ? el("td", {}, figure)
      : el("td.muted", { "aria-label": say("unsaid") }, "–")));
}

function blanksOf({ placeholders }) {
  if (!placeholders?.length) return null;
  const line = el("p", {}, say("placeholders"));
  for (const blank of placeholders) line.append(" ", el("code", { dir: "ltr" }, blank));
  return line;
}

function actionsOf({ actions, lang }) {
  if (!actions?.length) return null;
  return el("ul.labels", { "aria-label": say("actions"), lang },
    ...actions.map(({ kind, label, url }) => {
      const words = el("bdi", {}, label || kind);
      return el("li", {}, DOORS.has(kind) && isWeb(url) ? el("a", { href: url }, words) : words);
    }));
}

function benefitsOf({ benefits, lang }) {
  if (!benefits?.length) return null;
  return el("details", {},
    el("summary", {}, say("benefits")),
    el("ul", { lang, dir: "auto" }, ...benefits.map((benefit) => el("li", {}, benefit))));
}

function whyOf({ reasons, confidence }) {
  return reasonsFold(say("why", percentText(confidence, uiLang())), reasons);
}

function quoted(tag, text, lang) {
  return el(tag, { lang, dir: "auto" }, say("quoted", text));
}

function othersOf(others) {
  return el("details.others", {},
    el("summary", {}, sayCount("drawer_others", others.length)),
    el("p.lead", {}, say("drawer_others_lead")),
    ...others.map(otherOf));
}

function otherOf(entry) {
  const { id, text, reasons } = entry.part;
  return el("div.other", { "data-part": id },
    el("div", {},
      reasons?.length ? el("h3", {}, reasonName(reasons[0].name)) : null,
      el("p", { dir: "auto" }, text || say("no_text"))),
    buttonOf(entry, excerpt(entry.part)));
}

function excerpt(part) {
  return part.text ? part.text.slice(0, 60) : kindText(part);
}
