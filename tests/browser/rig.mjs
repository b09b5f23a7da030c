// A browser with the extension in it, a host registered in a home of its own, and pages to read.
//
//   const rig = await startRig(driver, { pages, folders, extension, proxy, size });
//                                     without the last three, our extension as it is, no proxy, a wide window
//   rig.host(path)                    registers the program at `path`; null: no host at all
//   const page = await rig.open("/a")
//   const reader = await rig.read(page)          the action; resolves once the reader has settled
//   await reload(reader)
//   await settled(reader)                        "ready" or "failed", once it is one of them
//   await rig.shot(reader, "name")               build/screens/<browser>-name.png, light and dark

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./driver/index.mjs";
import { newHome, removeHome } from "./driver/process.mjs";
import { serve } from "./server.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXTENSION = join(ROOT, "extension");
const SCREENS = join(ROOT, "build/screens");
const HOST_NAME = "org.cleancopy.host";
const READER = "/reader/reader.html";

export async function startRig(driver, { pages = {}, folders = [], extension = EXTENSION, proxy, size } = {}) {
  const home = newHome(driver.name);
  const server = await serve({ "/blank": "<!doctype html><title>Blank</title>", ...pages }, { folders });
  const browser = await driver.start({ extension, extensionPage: READER, home, proxy, size });
  const rig = new Rig(driver, browser, server, home);
  await rig.awake();
  return rig;
}

/* The state of a reader that has one. */
export async function settled(reader) {
  return until("the reader's answer", () => reader.js(() => {
    const state = document.body?.dataset.state;
    return state === "ready" || state === "failed" ? state : null;
  }));
}

/* Resolves once the reader has settled anew. */
export async function reload(reader) {
  await reader.js(() => {
    document.body.dataset.state = "old";
    location.reload();
  });
  await settled(reader);
}

/* What the failure page names, and its button says. */
export function failureIn(reader) {
  return reader.js(() => ({
    code: document.querySelector("[data-failure]")?.dataset.failure,
    title: document.querySelector("main h1")?.textContent,
    next: document.querySelector("main .next button")?.textContent,
    command: document.querySelector("main .command code")?.textContent ?? null,
  }));
}

export function press(reader, selector) {
  return reader.js((s) => document.querySelector(s).click(), selector);
}

class Rig {
  #driver;

  constructor(driver, browser, server, home) {
    this.#driver = driver;
    this.browser = browser;
    this.server = server;
    this.home = home;
    this.readers = `${browser.origin}${READER}?tab=`;
  }

  /* A click that comes before the background has run for the first time is lost. */
  async awake() {
    const page = await this.open("/blank");
    for (let tries = 0; ; tries++) {
      await this.browser.trigger(page);
      try {
        const reader = await this.browser.find(this.readers, 5000);
        await settled(reader);
        await reader.close();
        break;
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
    await page.close();
    await this.noReader();
  }

  open(path) {
    return this.browser.open(this.server.url(path));
  }

  async read(page) {
    const reader = await this.trigger(page);
    await settled(reader);
    return reader;
  }

  async trigger(page) {
    await this.browser.trigger(page);
    return this.browser.find(this.readers);
  }

  /* Until all readers are closed. */
  async noReader() {
    await until("readers to close", async () =>
      !(await this.browser.tabs()).some((url) => url.startsWith(this.readers)));
  }

  host(path) {
    const folder = this.#driver.hostFolder(this.home);
    const file = join(folder, `${HOST_NAME}.json`);
    mkdirSync(folder, { recursive: true });
    if (path === null) {
      rmSync(file, { force: true });
      return;
    }
    const id = this.#driver.extensionId(EXTENSION);
    const callers = this.#driver.name === "firefox"
      ? { allowed_extensions: [id] }
      : { allowed_origins: [`chrome-extension://${id}/`] };
    const manifest = { name: HOST_NAME, description: "A host for tests", path, type: "stdio", ...callers };
    writeFileSync(file, JSON.stringify(manifest));
  }

  async shot(reader, name) {
    mkdirSync(SCREENS, { recursive: true });
    await reader.front();
    for (const [dark, suffix] of [[true, "-dark"], [false, ""]]) {
      await reader.dark(dark);
      // Firefox tells its pages in its own time, and paints after that.
      await until(dark ? "the dark" : "the light", () =>
        reader.js((wanted) => matchMedia("(prefers-color-scheme: dark)").matches === wanted, dark));
      await reader.js(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
      await reader.shot(join(SCREENS, `${this.browser.name}-${name}${suffix}.png`));
    }
  }

  async stop() {
    await this.browser.close();
    await this.server.close();
    removeHome(this.home);
  }
}
