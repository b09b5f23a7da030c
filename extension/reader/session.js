// One page, one helper: takes the snapshot, hands it over, asks again with the reader's marks,
// saves. Knows nothing of what the page looks like. All that fails fails with a Trouble.

import { openHost } from "../lib/host.js";
import { takeSnapshot } from "../lib/snapshot-source.js";
import { Trouble } from "../lib/trouble.js";

export class Session {
  #tabId;
  #take;
  #open;
  #host = null; // a promise of the open port, or null
  #snapshot = null;
  #formats = null;
  #inHand = null; // the id by which the host knows the snapshot

  constructor(tabId, { take = takeSnapshot, open = openHost } = {}) {
    this.#tabId = tabId;
    this.#take = take;
    this.#open = open;
  }

  /* The page's address; null before it was read. */
  get url() {
    return this.#snapshot?.url ?? null;
  }

  /* In which forms the helper can save a copy; null before it was asked, or if it does not say. */
  get formats() {
    return this.#formats;
  }

  /* Takes the snapshot anew. `expected` is the address that this reader has shown before: if
   * the tab holds another page by now, that is a page_changed, and `expected: null` reads it. */
  async read({ expected = null, onProgress = () => {}, signal } = {}) {
    const host = this.#opened(); // the helper starts while the page is being read
    host.catch(() => {});
    this.#inHand = null;
    this.#snapshot = await this.#taken({ expected, onProgress, signal });
    await orCancelled(host, signal);
    return this.#sent({ onProgress, signal });
  }

  /* The answer for the same snapshot under these marks. */
  async again(marks, { signal } = {}) {
    return this.#withSnapshot((host, id) => host.again(id, marks, { signal }), signal);
  }

  /* Writes the clean copy in one of the helper's formats; resolves to {path, bytes}. */
  async save(marks, format, { signal } = {}) {
    return this.#withSnapshot((host, id) => host.save(id, marks, format, { signal }), signal);
  }

  close() {
    this.#host?.then((host) => host.close(), () => {});
    this.#host = null;
  }

  async #taken({ expected, onProgress, signal }) {
    let snapshot;
    try {
      snapshot = await this.#take(this.#tabId, { onProgress, signal });
    } catch (trouble) {
      if (trouble.code === "timeout") throw new Trouble("page_silent", trouble.message);
      // It could be read before: what the browser refuses now is another page.
      if (trouble.code === "page_refused" && expected)
        throw new Trouble("page_gone", trouble.message);
      throw trouble;
    }
    if (expected && withoutHash(snapshot.url) !== withoutHash(expected))
      throw new Trouble("page_changed");
    return snapshot;
  }

  async #sent({ onProgress, signal } = {}) {
    const host = await this.#opened();
    const { id, answer } = await host.clean(this.#snapshot, { onProgress, signal });
    this.#formats = host.info?.formats ?? null;
    this.#inHand = id;
    return answer;
  }

  /* The helper keeps only a few snapshots, and may have ended since: then it gets ours anew. */
  async #withSnapshot(ask, signal) {
    if (!this.#inHand) await this.#sent({ signal });
    try {
      return await ask(await this.#opened(), this.#inHand);
    } catch (trouble) {
      if (trouble.code !== "unknown_snapshot") throw trouble;
      await this.#sent({ signal });
      return ask(await this.#opened(), this.#inHand);
    }
  }

  #opened() {
    if (!this.#host) {
      const host = this.#open({ onclose: () => this.#lost(host) });
      this.#host = host;
      host.catch(() => this.#lost(host));
    }
    return this.#host;
  }

  #lost(host) {
    if (this.#host !== host) return;
    this.#host = null;
    this.#inHand = null;
  }
}

/* A helper may take long to say hello; the reader need not wait for it. */
function orCancelled(promise, signal) {
  return Promise.race([promise, new Promise((_, reject) => {
    const cancel = () => reject(new Trouble("cancelled"));
    if (signal?.aborted) cancel();
    else signal?.addEventListener("abort", cancel, { once: true });
  })]);
}

export function withoutHash(url) {
  return String(url).split("#", 1)[0];
}
