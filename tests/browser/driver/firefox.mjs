// Firefox, driven through Marionette, its own remote control: no driver program, no package.
// See driver/index.mjs for the interface.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { call, COMMAND_MS, findProgram, launch, limited, newHome, removeHome, twice, until } from "./process.mjs";

export const name = "firefox";

const UUID = "7c1a5e0e-1111-4222-8333-444455556666";

const PREFS = {
  "marionette.port": 0, // a free one, written into the profile
  "datareporting.policy.dataSubmissionEnabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.aboutwelcome.enabled": false,
  "app.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "extensions.background.idle.timeout": 2000, // ms, not half a minute: the background's end is part of the game
};

export function available() {
  return findProgram("FIREFOX", ["firefox-esr", "firefox"]) !== null;
}

export function hostFolder(home) {
  return join(home, ".mozilla/native-messaging-hosts");
}

export function extensionId(folder) {
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).browser_specific_settings.gecko.id;
}

function throughProxy({ host, port }) {
  return {
    "network.proxy.type": 1,
    "network.proxy.http": host, "network.proxy.http_port": port,
    "network.proxy.ssl": host, "network.proxy.ssl_port": port,
  };
}

export function start(options) {
  return twice(() => startOnce(options));
}

async function startOnce({ extension, extensionPage, home: given, env, proxy, size = [1280, 900] }) {
  const home = given ?? newHome(name);
  const profile = join(home, "profile");
  mkdirSync(profile, { recursive: true });
  const id = extensionId(extension);
  const prefs = { ...PREFS, ...(proxy ? throughProxy(proxy) : {}), "extensions.webextensions.uuids": JSON.stringify({ [id]: UUID }) };
  writeFileSync(join(profile, "user.js"), Object.entries(prefs)
    .map(([pref, value]) => `user_pref(${JSON.stringify(pref)}, ${JSON.stringify(value)});\n`).join(""));
  const proc = launch(findProgram("FIREFOX", ["firefox-esr", "firefox"]), [
    "--headless", "--no-remote", "--profile", profile, "--marionette", "--remote-allow-system-access",
    `--width=${size[0]}`, `--height=${size[1]}`, "about:blank",
  ], { home, env: { MOZ_CRASHREPORTER_DISABLE: "1", ...env }, stdio: "ignore" });
  const browser = new Firefox({ proc, home, owned: !given, id, extensionPage });
  try {
    const port = await until("Firefox's port", () =>
      Number(readFileSync(join(profile, "MarionetteActivePort"), "utf8")));
    await browser.connect(port);
    await browser.install(extension);
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/* Commands and answers, each with its length in front; one at a time. */
class Wire {
  #socket;
  #pending = new Map();
  #id = 0;
  #greeted;

  constructor(port) {
    this.#socket = connect(port, "127.0.0.1");
    let buffer = Buffer.alloc(0);
    this.#greeted = new Promise((greeted, reject) => {
      this.#socket.on("error", reject);
      this.#socket.on("close", () => {
        reject(new Error("Firefox is gone"));
        for (const pending of this.#pending.values()) pending.reject(new Error("Firefox is gone"));
        this.#pending.clear();
      });
      this.#socket.on("data", (data) => {
        buffer = Buffer.concat([buffer, data]);
        for (;;) {
          const colon = buffer.indexOf(":");
          const end = colon + 1 + Number(buffer.subarray(0, Math.max(colon, 0)));
          if (colon < 0 || buffer.length < end) return;
          const message = JSON.parse(buffer.subarray(colon + 1, end));
          buffer = buffer.subarray(end);
          if (Array.isArray(message)) this.#receive(message);
          else greeted();
        }
      });
    });
    this.#greeted.catch(() => {});
  }

  async send(command, params = {}) {
    await limited(this.#greeted, "Firefox's greeting");
    const id = ++this.#id;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    const text = Buffer.from(JSON.stringify([0, id, command, params]));
    this.#socket.write(Buffer.concat([Buffer.from(`${text.length}:`), text]));
    return limited(answer, command);
  }

  end() {
    this.#socket.destroy();
  }

  #receive([, id, error, result]) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(`${error.error}: ${error.message}`));
    else pending?.resolve(result);
  }
}

class Firefox {
  name = name;
  #wire = null;
  #proc;
  #owned;
  #id;
  #extensionPage;
  #probe = null;
  #turn = Promise.resolve();

  constructor({ proc, home, owned, id, extensionPage }) {
    this.#proc = proc;
    this.#owned = owned;
    this.#id = id;
    this.#extensionPage = extensionPage;
    this.home = home;
    this.origin = `moz-extension://${UUID}`;
  }

  async connect(port) {
    this.#wire = new Wire(port);
    await this.#wire.send("WebDriver:NewSession", {
      capabilities: { alwaysMatch: { pageLoadStrategy: "eager" } },
    });
    await this.#wire.send("WebDriver:SetTimeouts", { script: COMMAND_MS, pageLoad: COMMAND_MS });
  }

  async install(path) {
    await this.#wire.send("Addon:Install", { path, temporary: true });
  }

  async open(url) {
    const { handle } = await this.turn(async (wire) => {
      // The tab that was acted on last may be closed by now; a new one needs one to start from.
      const [first] = await wire.send("WebDriver:GetWindowHandles");
      await wire.send("WebDriver:SwitchToWindow", { handle: first, focus: false });
      return wire.send("WebDriver:NewWindow", { type: "tab", focus: true });
    });
    const tab = new Tab(this, handle);
    await tab.navigate(url);
    return tab;
  }

  /* The action on that tab, as by a click: grants activeTab. It acts on the tab in front, and
   * what an earlier click opens may come before it. */
  async trigger(tab) {
    const url = await tab.url();
    await until(`${url} in front`, async () => {
      await tab.front();
      return this.chrome(`
        const window = Services.wm.getMostRecentWindow("navigator:browser");
        if (window.gBrowser.selectedBrowser.currentURI.spec !== arguments[1]) return false;
        const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
        const extension = ExtensionParent.GlobalManager.getExtension(arguments[0]);
        ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
        return true;`, [this.#id, url]);
    });
  }

  /* The extension's key, on that tab. `keys` as WebDriver has them: "\uE00A" Alt, "\uE008" Shift. */
  async shortcut(tab, keys = ["\uE00A", "\uE008", "l"]) {
    await tab.front();
    await this.turn(async (wire) => {
      await wire.send("Marionette:SetContext", { value: "chrome" });
      try {
        const downs = keys.map((value) => ({ type: "keyDown", value }));
        const ups = keys.map((value) => ({ type: "keyUp", value })).reverse();
        await wire.send("WebDriver:PerformActions", {
          actions: [{ type: "key", id: "keyboard", actions: [...downs, ...ups] }],
        });
      } finally {
        await wire.send("Marionette:SetContext", { value: "content" });
      }
    });
    return true;
  }

  async menu(tab, label) {
    await tab.front();
    await tab.rightClick();
    await until(`"${label}" in the menu`, () => this.chrome(`
      const window = Services.wm.getMostRecentWindow("navigator:browser");
      const menu = window.document.getElementById("contentAreaContextMenu");
      const item = [...menu.querySelectorAll("menuitem")].find((one) => one.label === arguments[0]);
      if (menu.state !== "open" || !item || item.hidden) return false;
      menu.activateItem(item);
      return true;`, [label]));
  }

  async sleep() {
    await until("the background to end", () => this.chrome(`
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      return ExtensionParent.GlobalManager.getExtension(arguments[0]).backgroundState === "stopped";`, [this.#id]));
  }

  async private() {
    const allowed = await this.chrome(`
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const extension = ExtensionParent.GlobalManager.getExtension(arguments[0]);
      return extension.privateBrowsingAllowed || extension.manifest.incognito !== "not_allowed";`, [this.#id]);
    if (allowed) throw new Error("private windows are not kept out");
    return null;
  }

  async find(prefix, ms) {
    return until(`a tab with ${prefix}`, async () => {
      for (const tab of await this.#all()) if ((await tab.url()).startsWith(prefix)) return tab;
      return null;
    }, ms);
  }

  async tabs() {
    const urls = [];
    for (const tab of await this.#all()) urls.push(await tab.url());
    return urls;
  }

  async ext(fn, ...args) {
    this.#probe ??= await this.open(this.origin + this.#extensionPage);
    return this.#probe.js(fn, ...args);
  }

  async close() {
    if (this.#wire) {
      await limited(this.#wire.send("Marionette:Quit", { flags: ["eForceQuit"] }), "quitting", 5000).catch(() => {});
      this.#wire.end();
    }
    await this.#proc.end();
    if (this.#owned) removeHome(this.home);
  }

  /* Switching to a tab and acting on it are two commands: nothing may come between. */
  turn(act) {
    const result = this.#turn.then(() => act(this.#wire));
    this.#turn = result.catch(() => {});
    return result;
  }

  chrome(script, args = []) {
    return this.turn(async (wire) => {
      await wire.send("Marionette:SetContext", { value: "chrome" });
      try {
        return (await wire.send("WebDriver:ExecuteScript", { script, args, sandbox: null })).value;
      } finally {
        await wire.send("Marionette:SetContext", { value: "content" });
      }
    });
  }

  async #all() {
    const handles = await this.turn((wire) => wire.send("WebDriver:GetWindowHandles"));
    return handles.map((handle) => new Tab(this, handle));
  }
}

class Tab {
  #browser;

  constructor(browser, handle) {
    this.#browser = browser;
    this.handle = handle;
  }

  async js(fn, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (async () => ${call(fn, args)})().then(
        (value) => done({ value }), (error) => done({ error: String(error?.stack ? error + "\\n" + error.stack : error) }));`;
    const { value: answer } = await this.#do("WebDriver:ExecuteAsyncScript", { script, args: [], sandbox: null });
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  }

  async url() {
    return (await this.#do("WebDriver:GetCurrentURL")).value;
  }

  async navigate(url) {
    await this.#do("WebDriver:Navigate", { url });
  }

  async front() {
    await this.#browser.turn((wire) => wire.send("WebDriver:SwitchToWindow", { handle: this.handle, focus: true }));
  }

  /* By the window: the page hears of it later. */
  async inFront() {
    return this.#browser.chrome(`
      const { gBrowser } = Services.wm.getMostRecentWindow("navigator:browser");
      return gBrowser.selectedBrowser.currentURI.spec === arguments[0]`, [await this.url()]);
  }

  async press(key) {
    const value = { Escape: "\uE00C", Tab: "\uE004", Enter: "\uE007" }[key] ?? key;
    const keys = [{ type: "keyDown", value }, { type: "keyUp", value }];
    try {
      await this.#do("WebDriver:PerformActions", { actions: [{ type: "key", id: "keyboard", actions: keys }] });
    } catch (error) {
      // A key may close its tab.
      if (!/no such window|browsing context/i.test(error.message)) throw error;
    }
  }

  async rightClick() {
    const actions = [{ type: "pointerMove", x: 200, y: 120 }, { type: "pointerDown", button: 2 }, { type: "pointerUp", button: 2 }];
    await this.#do("WebDriver:PerformActions", { actions: [{ type: "pointer", id: "mouse", actions }] });
  }

  async dark(on) {
    await this.#browser.chrome(
      `Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", arguments[0])`, [on ? 0 : 1]);
  }

  async shot(path) {
    await this.front();
    const { value } = await this.#do("WebDriver:TakeScreenshot", { full: false });
    writeFileSync(path, Buffer.from(value, "base64"));
  }

  async close() {
    await this.#do("WebDriver:CloseWindow");
  }

  #do(command, params) {
    return this.#browser.turn(async (wire) => {
      await wire.send("WebDriver:SwitchToWindow", { handle: this.handle, focus: false });
      return wire.send(command, params);
    });
  }
}
