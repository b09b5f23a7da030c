// Chromium, driven through its debugging pipe: no driver program, no port, no package.
// See driver/index.mjs for the interface.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, findProgram, launch, limited, newHome, removeHome, twice, until } from "./process.mjs";

export const name = "chromium";

export function available() {
  return findProgram("CHROMIUM", ["chromium", "chromium-browser"]) !== null;
}

/* Where a host's manifest is looked for: the default profile's folder, so that what
 * `cleancopy install` writes into this home is found. */
export function hostFolder(home) {
  return join(home, ".config/chromium/NativeMessagingHosts");
}

/* A Chromium extension's id is made from the key in its manifest. */
export function extensionId(folder) {
  const { key } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const digest = createHash("sha256").update(Buffer.from(key, "base64")).digest("hex");
  return digest.slice(0, 32).replace(/./g, (c) => "abcdefghijklmnop"[parseInt(c, 16)]);
}

export function start(options) {
  return twice(() => startOnce(options));
}

async function startOnce({ extension, extensionPage, home: given, env, proxy, size = [1280, 900] }) {
  const home = given ?? newHome(name);
  const profile = join(home, ".config/chromium");
  mkdirSync(profile, { recursive: true });
  const proc = launch(findProgram("CHROMIUM", ["chromium", "chromium-browser"]), [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--no-default-browser-check",
    `--user-data-dir=${profile}`, `--load-extension=${extension}`, "--remote-debugging-pipe",
    ...(proxy ? [`--proxy-server=http://${proxy.host}:${proxy.port}`] : []),
    `--window-size=${size.join(",")}`, "about:blank",
  ], { home, env, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const wire = new Pipe(proc);
  const browser = new Chromium({ wire, proc, home, owned: !given, id: extensionId(extension), extensionPage });
  try {
    await wire.send("Browser.getVersion");
    await until("the extension in Chromium", async () =>
      (await wire.targets()).some((t) => t.url.startsWith(browser.origin)));
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

class TabGone extends Error {
  constructor() {
    super("the tab was closed");
  }
}

/* Commands and answers, each ended by a NUL. */
class Pipe {
  #out;
  #pending = new Map();
  #id = 0;

  constructor({ child, gone }) {
    this.#out = child.stdio[3];
    this.#out.on("error", () => {});
    let chunks = [];
    child.stdio[4].on("data", (data) => {
      for (let end; (end = data.indexOf(0)) >= 0; data = data.subarray(end + 1)) {
        this.#receive(JSON.parse(Buffer.concat([...chunks, data.subarray(0, end)])));
        chunks = [];
      }
      if (data.length) chunks.push(data);
    });
    gone.then(() => {
      for (const { reject } of this.#pending.values()) reject(new Error("Chromium is gone"));
      this.#pending.clear();
    });
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.#id;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject, sessionId }));
    this.#out.write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    return limited(answer, method);
  }

  // Without a filter, tabs (other than their pages) and workers are left out.
  async targets() {
    return (await this.send("Target.getTargets", { filter: [{}] })).targetInfos;
  }

  #receive(message) {
    // A tab that closes takes its answers with it.
    if (message.method === "Target.detachedFromTarget")
      for (const [id, { reject, sessionId }] of this.#pending)
        if (sessionId === message.params.sessionId) {
          this.#pending.delete(id);
          reject(new TabGone());
        }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error) pending?.reject(new Error(message.error.message));
    else pending?.resolve(message.result);
  }
}

class Chromium {
  name = name;
  #wire;
  #proc;
  #owned;
  #extensionPage;
  #probe = null;
  #tabs = new Map();

  constructor({ wire, proc, home, owned, id, extensionPage }) {
    this.#wire = wire;
    this.#proc = proc;
    this.#owned = owned;
    this.#extensionPage = extensionPage;
    this.home = home;
    this.origin = `chrome-extension://${id}`;
  }

  async open(url) {
    const { targetId } = await this.#wire.send("Target.createTarget", { url });
    const tab = await this.#attach(targetId);
    await tab.loaded();
    return tab;
  }

  /* The action on that tab, as by a click: grants activeTab. It wants the tab, not its page; of
   * several with one address it is the one in front. Whichever is named, the listener is told
   * of the one in front. */
  async trigger(tab) {
    const id = this.origin.split("//")[1];
    const url = await tab.url();
    const target = await until(`the tab of ${url}`, async () => {
      await tab.front(); // again: what an earlier click opens may come before it
      return (await this.#wire.targets()).find((t) =>
        t.type === "tab" && t.url === url && t.embedderData?.tabActive !== false);
    });
    await this.#wire.send("Extensions.triggerAction", { id, targetId: target.targetId });
  }

  async shortcut() {
    return false; // no way to press it in a headless Chromium
  }

  async menu(tab, label) {
    await tab.front();
    await this.#worker(async (title) => {
      const own = chrome.i18n.getMessage("menu_read");
      if (own !== title) throw new Error(`the entry is "${own}"`);
      const [page] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      chrome.contextMenus.onClicked.dispatch({ menuItemId: "read", editable: false }, page);
    }, label);
  }

  async sleep() {
    const worker = await this.#workerTarget();
    if (worker) await this.#wire.send("Target.closeTarget", { targetId: worker.targetId });
    await until("the worker to end", async () => !(await this.#workerTarget()));
  }

  /* The user allows it in the browser's own settings, which loads the extension anew. */
  async private(url) {
    const settings = await this.open("chrome://extensions/");
    const id = this.origin.split("//")[1];
    await settings.js(async (extensionId) => {
      await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
    }, id);
    await settings.close();
    this.#probe = null;
    await until("the extension in private windows", () =>
      this.ext(() => chrome.extension.isAllowedIncognitoAccess()).catch(() => {
        this.#probe = null;
      }));
    await this.ext((address) => void chrome.windows.create({ incognito: true, url: address }), url);
    const tab = await this.find(url);
    await tab.loaded();
    return tab;
  }

  /* In the extension's worker, which must be awake. */
  async #worker(fn, ...args) {
    const { targetId } = await until("the worker", () => this.#workerTarget());
    const { sessionId } = await this.#wire.send("Target.attachToTarget", { targetId, flatten: true });
    const { exceptionDetails: thrown } = await this.#wire.send("Runtime.evaluate",
      { expression: call(fn, args), awaitPromise: true }, sessionId);
    await this.#wire.send("Target.detachFromTarget", { sessionId });
    if (thrown) throw new Error(thrown.exception?.description ?? thrown.text);
  }

  async #workerTarget() {
    return (await this.#wire.targets()).find((t) => t.type === "service_worker" && t.url.startsWith(this.origin));
  }

  async find(prefix, ms) {
    const target = await until(`a tab with ${prefix}`, async () =>
      (await this.#wire.targets()).find((t) => t.type === "page" && t.url.startsWith(prefix)), ms);
    return this.#attach(target.targetId);
  }

  async tabs() {
    return (await this.#wire.targets()).filter((t) => t.type === "page").map((t) => t.url);
  }

  async ext(fn, ...args) {
    this.#probe ??= await this.open(this.origin + this.#extensionPage);
    return this.#probe.js(fn, ...args);
  }

  async close() {
    await limited(this.#wire.send("Browser.close"), "closing", 5000).catch(() => {});
    await this.#proc.end();
    if (this.#owned) removeHome(this.home);
  }

  async #attach(targetId) {
    if (!this.#tabs.has(targetId)) {
      const { sessionId } = await this.#wire.send("Target.attachToTarget", { targetId, flatten: true });
      this.#tabs.set(targetId, new Tab(this.#wire, targetId, sessionId));
    }
    return this.#tabs.get(targetId);
  }
}

class Tab {
  #wire;
  #session;

  constructor(wire, target, session) {
    this.#wire = wire;
    this.#session = session;
    this.target = target;
  }

  async js(fn, ...args) {
    const { result, exceptionDetails: thrown } = await this.#send("Runtime.evaluate", {
      expression: call(fn, args), awaitPromise: true, returnByValue: true,
    });
    if (thrown) throw new Error(thrown.exception?.description ?? thrown.text);
    return result.value;
  }

  async url() {
    return (await this.#wire.send("Target.getTargetInfo", { targetId: this.target })).targetInfo.url;
  }

  async navigate(url) {
    await this.#send("Page.navigate", { url });
    await this.loaded();
  }

  /* The page may be there before the browser has heard of it; a click would be granted to what
   * was there before. */
  async loaded() {
    await until("a page to load", async () => {
      const { currentIndex, entries } = await this.#send("Page.getNavigationHistory");
      return entries[currentIndex]?.url !== "about:blank" &&
        this.js("location.href !== 'about:blank' && document.readyState !== 'loading'");
    });
  }

  async front() {
    await this.#wire.send("Target.activateTarget", { targetId: this.target });
  }

  async inFront() {
    return this.js(() => document.visibilityState === "visible");
  }

  async press(key) {
    const keys = { Escape: 27, Tab: 9, Enter: 13, " ": 32 };
    const event = { key, code: key, windowsVirtualKeyCode: keys[key] ?? key.toUpperCase().charCodeAt(0) };
    if (key === "Enter" || key.length === 1) event.text = key === "Enter" ? "\r" : key;
    try {
      await this.#send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
      await this.#send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    } catch (error) {
      // A key may close its tab.
      if (!(error instanceof TabGone) && !/session/i.test(error.message)) throw error;
    }
  }

  async dark(on) {
    await this.#send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: on ? "dark" : "light" }],
    });
  }

  async shot(path) {
    await this.front();
    const { data } = await this.#send("Page.captureScreenshot", { format: "png" });
    writeFileSync(path, Buffer.from(data, "base64"));
  }

  async close() {
    await this.#wire.send("Target.closeTarget", { targetId: this.target });
  }

  #send(method, params) {
    return this.#wire.send(method, params, this.#session);
  }
}
