// The reader's tab, and the page's tab it belongs to: reader.html?tab=ID.

import { api } from "./api.js";

const PATH = "reader/reader.html";

/* Beside the page, and the page's child, so that the browser returns there when it is closed. */
export async function openReader(page) {
  const where = { index: page.index + 1, windowId: page.windowId, openerTabId: page.id };
  return api.tabs.create({ url: api.runtime.getURL(`${PATH}?tab=${page.id}`), ...where });
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
