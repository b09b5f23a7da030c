// The button and the menu's entry: one reader a page, whatever is pressed how often, and whether
// or not the background was asleep.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { answer } from "./answers.mjs";
import { drivers, pause, until } from "./driver/index.mjs";
import { answeringHost } from "./hosts.mjs";
import { failureIn, settled, startRig } from "./rig.mjs";

const STORY = "<!doctype html><title>A story</title><p>It is a story, and this page is its only one.</p>";
const MENU = "Read a clean copy";

for (const driver of drivers())
  describe(`pressing in ${driver.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "cleancopy-hosts-"));
    let rig;

    before(async () => {
      rig = await startRig(driver, { pages: { "/story": STORY, "/other": STORY.replaceAll("story", "tale") } });
      rig.host(answeringHost(folder, answer()));
    });
    after(async () => {
      await rig?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const readers = async () => (await rig.browser.tabs()).filter((url) => url.startsWith(rig.readers)).length;
    const inFront = (tab) => until("the tab in front", () => tab.inFront());
    const reads = (reader) => reader.js(() => performance.getEntriesByName("cleancopy:all").length);

    async function close(...tabs) {
      for (const tab of tabs) await tab.close();
      await rig.noReader();
    }

    test("again on the page: the reader that is there comes to the front, as it was", async () => {
      const page = await rig.open("/story");
      const reader = await rig.read(page);
      await until("the reading to end", async () => (await reads(reader)) === 1);
      await rig.browser.trigger(page);
      await inFront(reader);
      await pause(1000);
      assert.equal(await readers(), 1);
      assert.equal(await reads(reader), 1, "read once");
      await close(reader, page);
    });

    test("twice in a row: one reader", async () => {
      const page = await rig.open("/story");
      await Promise.all([rig.browser.trigger(page), rig.browser.trigger(page)].map((press) => press.catch(() => {})));
      await settled(await rig.browser.find(rig.readers));
      await pause(1000);
      assert.equal(await readers(), 1);
      await close(await rig.browser.find(rig.readers), page);
    });

    test("again when the tab shows another page: the reader reads that", async () => {
      const page = await rig.open("/story");
      const reader = await rig.read(page);
      await until("the reading to end", async () => (await reads(reader)) === 1);
      await page.navigate(rig.server.url("/other"));
      await rig.browser.trigger(page);
      await until("another reading", async () => (await reads(reader)) === 2);
      assert.equal(await settled(reader), "ready");
      assert.equal(await reader.js(() => sessionStorage.getItem("shown")), rig.server.url("/other"));
      assert.equal(await readers(), 1);
      await close(reader, page);
    });

    test("the entry in the page's menu", async () => {
      const page = await rig.open("/story");
      await rig.browser.menu(page, MENU);
      const reader = await rig.browser.find(rig.readers);
      // Chromium's listener was called without the reader's gesture: the page stays closed to it.
      assert.equal(await settled(reader), driver.name === "firefox" ? "ready" : "failed");
      await close(reader, page);
    });

    test("after the background has gone to sleep: button, reader and menu work on", async () => {
      const page = await rig.open("/story");
      const reader = await rig.read(page);
      await rig.browser.sleep();
      assert.equal(await reader.js(() => document.body.dataset.state), "ready");
      await reader.js(() => document.getElementById("save").click());
      await until("a receipt", () => reader.js(() => !document.getElementById("receipt").hidden));
      await rig.browser.trigger(page);
      await inFront(reader);
      assert.equal(await readers(), 1);
      await close(reader);
      await rig.browser.sleep();
      if (driver.name === "firefox") await rig.browser.menu(page, MENU); // a click wakes it, a call of ours does not
      else await rig.browser.trigger(page);
      await close(await rig.browser.find(rig.readers), page);
    });

    test("in a private window the reader stands there too, or the extension is kept out", async () => {
      const page = await rig.browser.private(rig.server.url("/story"));
      assert.equal(page === null, driver.name === "firefox");
      if (page === null) return;
      const reader = await rig.read(page);
      assert.equal((await failureIn(reader)).code, undefined);
      assert.equal(await reader.js(async () => (await chrome.tabs.getCurrent()).incognito), true);
      await close(reader, page);
    });
  });
