// What a reader can send when a verdict is wrong: tags, classes and evidence, in plain text, and
// nothing that the page says. Nothing is sent from here: the reader copies it.

import { el } from "../lib/element.js";
import { say, uiLang } from "../lib/messages.js";
import { copyButton } from "./copy.js";

// Details that are words of ours, names or numbers. Those of other reasons stay out.
const TELLING = new Set(["gate_phrase", "long_gate_phrase", "hint_phrase", "vendor", "class_word",
  "class_hint", "channel_link", "frame", "running_text", "stated_length", "prompt_after_text"]);

/* The report on one part of an answer. */
export function partReport(answer, { part, state }) {
  return [...headOf(answer), ...linesOf(part, state)].join("\n");
}

/* The report on the whole page. */
export function pageReport(answer, entries) {
  const parts = entries.filter(({ part }) => part.kind !== "boilerplate");
  const rest = entries.filter(({ part }) => part.kind === "boilerplate");
  return [
    ...headOf(answer),
    ...parts.flatMap(({ part, state }) => linesOf(part, state)),
    ...(rest.length ? ["", `left out besides: ${tally(rest.map(({ part }) => part.reasons?.[0]?.name ?? part.kind))}`] : []),
  ].join("\n");
}

/* The report behind a fold, an element of this name, with a button that copies it. */
export function reportFold(name, summary, text) {
  return el(name, {},
    el("summary", {}, summary),
    el("div.report", { lang: uiLang() },
      el("p", {}, say("report_lead")),
      el("pre", { dir: "ltr", lang: "en", tabindex: 0 }, el("code", {}, text)),
      copyButton(text, say("report_copy"))));
}

function headOf({ versions, access, counts, lang, status }) {
  return [
    "Cleancopy: tags, classes and evidence, and none of the page's words",
    `engine ${versions.engine}, model ${versions.model}`,
    `${status}, ${counts.words} of ${counts.page_words} words in ${counts.blocks} blocks${lang ? `, ${lang.value}` : ""}`,
    `access ${access.value}${access.concealed ? ", concealed" : ""}${evidenceOf(access.reasons, ": ")}`,
  ];
}

function linesOf(part, state) {
  const seen = ["covering", "waiting", "unsure"].filter((word) => part[word]);
  const asks = [
    ...(part.placeholders ?? []).map(() => "placeholder"),
    ...(part.actions ?? []).map(({ kind }) => kind),
    ...(part.plans ?? []).map(({ currency, period }) => `plan ${currency ?? "-"} ${period ?? "-"}`),
  ];
  return [
    "",
    [`${part.kind}, ${part.confidence} %`, state, ...seen].join(", "),
    part.vendor && `vendor ${part.vendor}`,
    part.lang && `language ${part.lang}`,
    part.reasons?.length && `because${evidenceOf(part.reasons, " ")}`,
    asks.length && `holds ${tally(asks)}`,
    part.outline?.trimEnd(),
  ].filter((line) => typeof line === "string");
}

function evidenceOf(reasons, before) {
  if (!reasons?.length) return "";
  return before + reasons.map(({ name, detail }) =>
    detail && TELLING.has(name) ? `${name} (${detail})` : name).join(", ");
}

/* "log_in, 2 dismiss" */
function tally(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, n]) => (n > 1 ? `${n} ${word}` : word)).join(", ");
}
