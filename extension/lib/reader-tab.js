// The reader's tab, and the page's tab it belongs to: reader.html?tab=ID. A page has one reader.

import { api } from "./api.js";

const PATH = "reader/reader.html";
const THERE_MS = 5000;
const LOOK_MS = 50;

// While a reader is being opened, a second press is quicker than the browser: on the page it is
// one too many, and on the reader, which has no address yet, it would be taken for one on a page.
const opening = new Map(); // page tab -> promise of its reader's tab
const unborn = new Set(); // readers' tabs

/* Puts the page's reader in front: the one that is there, or a new one. */
export async function openReader(page) {
  if (unborn.has(page.id)) return page.id;
  const pending = opening.get(page.id);
  const there = pending ? null : await readerOf(page);
  if (there !== null) return showAgain(there, page);
  if (!opening.has(page.id))
    opening.set(page.id, createReader(page).finally(() => opening.delete(page.id)));
  return opening.get(page.id);
}

export function isReader(tab) {
  return Boolean(tab.url?.startsWith(api.runtime.getURL(PATH)));
}

/* Returns to the page, where it is still there. */
export async function closeReader(tab) {
  const page = pageTabOf(tab.url);
  if (page !== null) await api.tabs.update(page, { active: true }).catch(() => {});
  await api.tabs.remove(tab.id);
}

/* The id of the tab that a reader at this address reads; null if it names none. */
export function pageTabOf(address) {
  const id = new URL(address).searchParams.get("tab");
  return /^\d{1,15}$/.test(id ?? "") ? Number(id) : null;
}

/* In the reader: `again` is called with the page's address when its button is pressed there
 * while this reader is open. */
export function onPressedAgain(again) {
  api.runtime.onMessage.addListener((message) => {
    if (message.pressed === pageTabOf(location.href)) again(message.url);
  });
}

function addressOf(page) {
  return api.runtime.getURL(`${PATH}?tab=${page.id}`);
}

/* The id of the tab with the page's reader, or null. */
async function readerOf(page) {
  const filter = { contextTypes: ["TAB"], documentUrls: [addressOf(page)] };
  const [reader] = await api.runtime.getContexts(filter);
  return reader?.tabId ?? null;
}

async function showAgain(id, page) {
  const { windowId } = await api.tabs.update(id, { active: true });
  await api.windows.update(windowId, { focused: true });
  await api.runtime.sendMessage({ pressed: page.id, url: page.url }).catch(() => {}); // still loading
  return id;
}

/* Beside the page, and the page's child, so that the browser returns there when it is closed.
 * Resolves once readerOf would find it. */
async function createReader(page) {
  const where = { index: page.index + 1, windowId: page.windowId, openerTabId: page.id };
  const { id } = await api.tabs.create({ url: addressOf(page), ...where });
  unborn.add(id);
  for (let waited = 0; waited < THERE_MS && (await readerOf(page)) === null; waited += LOOK_MS)
    await new Promise((done) => setTimeout(done, LOOK_MS));
  unborn.delete(id);
  return id;
}
