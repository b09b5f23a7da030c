// Takes the snapshot: injects content/snapshot.js into the page's tab and collects what it
// returns. Nothing else of the extension ever runs in a page.

import { api } from "./api.js";
import { Trouble } from "./trouble.js";

// A page may be busy with itself for a while; one that never lets go is given up.
const PATIENCE_MS = 30_000;
const PULSE_MS = 500;
const GRANT_MS = 200;
const GRANT_TRIES = 5;

/* Resolves to {html, url, base, title, stamp, facts, tookMs, steps}: see content/snapshot.js.
 * Needs the reader's gesture on that tab (activeTab), which lasts until the tab shows another
 * page. Rejects with a Trouble: page_refused, page_gone, page_empty, too_large, timeout,
 * cancelled. */
export async function takeSnapshot(tabId, { onProgress = () => {}, signal, patience = PATIENCE_MS } = {}) {
  if (signal?.aborted) throw new Trouble("cancelled");
  onProgress({ step: "read" });
  const over = new AbortController();
  try {
    const result = await Promise.race([
      read(tabId, over.signal),
      aborted(signal, over.signal),
      late(patience, over.signal),
    ]);
    if (result.trouble) throw new Trouble(result.trouble);
    return result;
  } finally {
    over.abort();
  }
}

async function read(tabId, over) {
  let message = "";
  let readable = false;
  try {
    // Firefox doesn't refuse its own pages, and doesn't fail for a tab that was closed or left:
    // it answers with nothing. A page that has answered once can only have gone.
    readable = await asked(tabId);
    if (readable) {
      const file = inject(tabId, { files: ["/content/snapshot.js"] });
      const result = await Promise.race([file, gone(tabId, over)]);
      if (result) return result;
    }
  } catch (error) {
    message = error.message;
  }
  const left = readable || /frame .*removed|frame .*navigated/i.test(message); // Chromium
  throw new Trouble(left || !(await exists(tabId)) ? "page_gone" : "page_refused", message);
}

/* Whether the page answers at all. Chromium tells the page's process of the reader's gesture on
 * another way than it brings the question: on a busy machine the question may be there first. */
async function asked(tabId) {
  for (let tries = 1; ; tries++) {
    try {
      return await inject(tabId, { func: () => true });
    } catch (error) {
      if (tries === GRANT_TRIES || !/cannot access contents of/i.test(error.message)) throw error;
      await new Promise((done) => setTimeout(done, GRANT_MS));
    }
  }
}

/* Rejects when the document that was to be read isn't in its tab any more. The browsers don't
 * say so: a page that was left may be kept, frozen, for the way back, and its answer with it. */
async function gone(tabId, over) {
  // The file may come in after the first question; a mark that was seen can't go otherwise.
  let misses = 3;
  while (misses > 0) {
    await new Promise((done) => setTimeout(done, PULSE_MS));
    if (over.aborted) return;
    // snapshot.js leaves this mark in the extension's own world, which dies with the document.
    const there = await inject(tabId, { func: () => globalThis.cleancopyReads === true }).catch(() => false);
    misses = there ? 1 : misses - 1;
  }
  throw new Trouble("page_gone");
}

function aborted(signal, over) {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new Trouble("cancelled")), { signal: over });
  });
}

function late(ms, over) {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Trouble("timeout")), ms);
    over.addEventListener("abort", () => clearTimeout(timer));
  });
}

/* At once: left to itself the browser waits for a page to come in, as long as that takes. */
async function inject(tabId, what) {
  const results = await api.scripting.executeScript({ target: { tabId }, injectImmediately: true, ...what });
  return results?.[0]?.result;
}

async function exists(tabId) {
  return api.tabs.get(tabId).then(() => true, () => false);
}
