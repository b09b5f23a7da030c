// A piece of hostile HTML as part of an article, and what an answer lets out.

import { sanitizerConfig } from "../../extension/lib/grammar.js";
import { PAGE } from "./urls.mjs";

const BEFORE = "The river rose two metres overnight, and by morning the lower road was gone, residents said.";
const AROUND = ["Engineers who had warned of the dam’s state for years were asked to come back, and they did, with",
  "in their bags, as far as anybody knows who was there."];
const AFTER = "A second wave is expected on Friday, when the snow of the upper valley begins to melt, they said.";

/* The article's first sentence: whatever stands in the page, it must get through. */
export const SENTENCE = BEFORE;

/* `html` between words of a paragraph, where nothing but the grammar has a reason to drop it. */
export function articleWith(html, base = null) {
  const attribute = base?.replace(/[&"<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<!DOCTYPE html><html lang="en"><head>${base === null ? "" : `<base href="${attribute}">`}<title>The flood</title></head>` +
    `<body><article><h1>The flood</h1><p>${BEFORE}</p><p>${AROUND[0]} ${html} ${AROUND[1]}</p><p>${AFTER}</p></article></body></html>`;
}

/* What the host makes of it, as the extension asks: { html, removed, ... }. */
export async function cleaned(host, { id, html, base = null }) {
  const page = articleWith(html, base).replaceAll("\u0000", "\ufffd"); // as snapshots have it
  const { type, code, message, body } = await host.clean(id, page, { url: PAGE });
  if (type !== "cleaned") throw new Error(`${id}: ${type} ${code} ${message}`);
  return body;
}

/* Every piece of HTML in an answer. */
export function pieces(answer) {
  return [answer.html, ...answer.removed.map((part) => part.html)].filter(Boolean);
}

/* The first tag that the grammar does not have, or null. `<` is never anything but a tag's. */
export function foreignTag(html) {
  for (const [tag] of html.matchAll(/<[^>]*>?/g)) {
    const [, name, attributes] = /^<([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>$/.exec(tag) ?? [null, /^<\/([a-z0-9]+)>$/.exec(tag)?.[1], ""];
    const element = sanitizerConfig.elements.find((e) => e.name === name);
    const allowed = [...(element?.attributes ?? []), ...sanitizerConfig.attributes];
    if (!element || [...attributes.matchAll(/ ([a-z]+)="[^"]*"/g)].some(([, a]) => !allowed.includes(a))) return tag;
  }
  return null;
}

/* The addresses an answer leads to or loads, as the URL standard writes them. */
export function addresses(answer) {
  const written = pieces(answer).flatMap((html) =>
    [...html.matchAll(/ (href|srcset|src)="([^"]*)"/g)].flatMap(([, name, value]) =>
      name === "srcset" ? unescaped(value).split(", ").map((candidate) => candidate.replace(/ [\d.]+[wx]$/, "")) : unescaped(value)));
  const actions = answer.removed.flatMap((part) => part.actions.map(({ url }) => url).filter(Boolean));
  return [...written, ...actions].map((address) => URL.canParse(address) ? new URL(address).href : `no address: ${address}`);
}

/* The printer writes six references and no others. */
export function unescaped(value) {
  const characters = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#96": "`" };
  return value.replace(/&([^;]*);/g, (_, name) => characters[name]);
}
