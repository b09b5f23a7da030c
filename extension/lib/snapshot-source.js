// Takes the snapshot: injects content/snapshot.js into the page's tab and collects what it
// returns. Nothing else of the extension ever runs in a page.

import { api } from "./api.js";
import { Trouble } from "./trouble.js";

// A page may be busy with itself for a while; one that never lets go is given up.
const PATIENCE_MS = 30_000;

/* Resolves to {html, url, base, title, stamp, facts, took}: see content/snapshot.js. Needs the
 * reader's gesture on that tab (activeTab), and keeps it until the tab shows another page. */
export async function takeSnapshot(tabId, { onProgress = () => {}, signal, patience = PATIENCE_MS } = {}) {
  if (signal?.aborted) throw new Trouble("cancelled");
  onProgress({ step: "read" });
  const result = await settled(inject(tabId), signal, patience);
  if (!result) throw new Trouble("page_refused");
  if (result.trouble) throw new Trouble(result.trouble);
  return result;
}

async function inject(tabId) {
  try {
    const results = await api.scripting.executeScript({
      target: { tabId },
      files: ["/content/snapshot.js"],
    });
    // Firefox doesn't refuse its own pages: it answers with nothing.
    return results?.[0]?.result;
  } catch (error) {
    const gone = /no tab with id|invalid tab id|tab was closed|frame .*was removed|removed|navigat|destroyed|unloaded/i;
    throw new Trouble(gone.test(error.message) ? "page_gone" : "page_refused", error.message);
  }
}

function settled(promise, signal, ms) {
  return new Promise((resolve, reject) => {
    const abort = () => end(reject, new Trouble("cancelled"));
    const timer = setTimeout(() => end(reject, new Trouble("timeout")), ms);
    const end = (how, value) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      how(value);
    };
    signal?.addEventListener("abort", abort);
    promise.then((value) => end(resolve, value), (error) => end(reject, error));
  });
}
