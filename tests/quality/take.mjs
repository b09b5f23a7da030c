// Saved pages as a browser sees them: each is opened in Chromium, and its snapshot taken as the
// extension takes it.
//
//   node tests/quality/take.mjs PAGES OUT
//
// PAGES has {"id", "url", "html"} a line; OUT gets what `cleancopy batch` reads: the same with
// base, title, stamp and facts, and what the snapshot took. A page that could not be taken has
// {"id", "trouble"}.
//
// A saved page has no site behind it any more, so it comes from this machine, with a policy under
// which no script runs and all that is not there fails at once; a proxy sees to the rest. The
// policy leaves the parser as it is on a page with scripts: it reads a noscript as text.

import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { drivers, until } from "../browser/driver/index.mjs";
import { buildProbe, PROBE_PAGE, snapshotOf } from "../browser/probe.mjs";
import { startProxy } from "../browser/proxy.mjs";
import { serve } from "../browser/server.mjs";

const POLICY = "default-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'none'";
const LOAD_MS = 5000;

const [source, out] = process.argv.slice(2);
const pages = readFileSync(source, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const driver = drivers().find(({ name }) => name === "chromium");
if (!driver) throw new Error("Chromium is not installed");

/* What it says of the machine it came from now, said of the site it came from then. */
function backHome(shot, page, origin) {
  const home = new URL(page.url);
  const base = shot.base === shot.url ? page.url : shot.base.replace(origin, home.origin);
  return { ...shot, url: page.url, base, html: shot.html.replaceAll(origin, home.origin) };
}

const proxy = await startProxy();
const server = await serve(Object.fromEntries(pages.map(({ id, html }) =>
  [`/${id}`, { body: html, headers: { "content-security-policy": POLICY } }])));
const probe = buildProbe();
const browser = await driver.start({ extension: probe.folder, extensionPage: PROBE_PAGE, proxy });
const file = openSync(out, "w");
let tab = null;

async function take(page) {
  const url = server.url(`/${page.id}`);
  if (tab) await tab.navigate(url);
  else tab = await browser.open(url);
  // Text stands there before the last picture: a page that never comes in is read as it is.
  await until("the page", () => tab.js("document.readyState === 'complete'"), LOAD_MS).catch(() => {});
  await browser.trigger(tab);
  const shot = await snapshotOf(browser, url);
  return shot.trouble ? shot : backHome(shot, page, new URL(url).origin);
}

try {
  for (const [i, page] of pages.entries()) {
    const taken = await take(page).catch((error) => ({ trouble: error.message }));
    writeSync(file, `${JSON.stringify({ id: page.id, ...taken })}\n`);
    process.stdout.write(`\r  ${i + 1} of ${pages.length}`);
  }
  process.stdout.write("\n");
} finally {
  closeSync(file);
  await browser.close();
  await server.close();
  await proxy.close();
  probe.remove();
}
