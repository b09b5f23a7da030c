// The extension with nothing but what takes and sends snapshots: its own manifest and modules,
// a background that does nothing on the click that grants the tab, and a page in which tests
// can call the modules.

import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SHIPPED = join(dirname(fileURLToPath(import.meta.url)), "../../extension");

export const PROBE_PAGE = "/probe.html";

export function buildProbe() {
  const folder = mkdtempSync(join(tmpdir(), "cleancopy-probe-"));
  for (const part of ["manifest.json", "lib", "content", "icons", "_locales"])
    if (existsSync(join(SHIPPED, part))) cpSync(join(SHIPPED, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, "background.js"), "chrome.action.onClicked.addListener(() => {});\n");
  writeFileSync(join(folder, "probe.html"),
    '<!doctype html><meta charset="utf-8"><title>Probe</title><script type="module" src="probe.js"></script>\n');
  writeFileSync(join(folder, "probe.js"), `
    import { takeSnapshot } from "./lib/snapshot-source.js";
    import { openHost } from "./lib/host.js";
    globalThis.modules = { takeSnapshot, openHost };
    document.documentElement.dataset.state = "ready";
  `);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/* In the probe: the snapshot of the tab that shows `url`, or its trouble. */
export function snapshotOf(browser, url) {
  return browser.ext(async (address) => {
    for (let i = 0; !globalThis.modules && i < 100; i++) await new Promise((done) => setTimeout(done, 50));
    // Without the permission "tabs", an address is told only of a tab that was granted.
    const tab = (await chrome.tabs.query({})).find((t) => t.url === address);
    if (!tab) return { trouble: "no such tab" };
    try {
      return await globalThis.modules.takeSnapshot(tab.id);
    } catch (error) {
      return { trouble: error.code, message: error.message };
    }
  }, url);
}
