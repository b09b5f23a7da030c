// The pages of tests/pages as the browsers see them: their styles computed, their scripts run,
// what only a browser knows in the snapshot. The real host makes of it what stands beside the
// page (tests/pages/expect.mjs).

import { after, before, describe, test } from "node:test";
import { answerIs, pages } from "../pages/expect.mjs";
import { Host } from "../wire/client.mjs";
import { drivers } from "./driver/index.mjs";
import { buildProbe, PROBE_PAGE, snapshotOf } from "./probe.mjs";
import { serve } from "./server.mjs";

const all = pages();

for (const driver of drivers())
  describe(`pages in ${driver.name}`, { timeout: 300_000 }, () => {
    let browser;
    let server;
    let probe;

    before(async () => {
      server = await serve(Object.fromEntries(all.map(({ slug, html }) => [`/${slug}`, html])));
      probe = buildProbe();
      browser = await driver.start({ extension: probe.folder, extensionPage: PROBE_PAGE });
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      probe?.remove();
    });

    async function shotOf(path) {
      const tab = await browser.open(server.url(path));
      await browser.trigger(tab);
      const shot = await snapshotOf(browser, server.url(path));
      await tab.close();
      if (shot.trouble) throw new Error(`${shot.trouble}: ${shot.message}`);
      return shot;
    }

    for (const { slug, expect } of all)
      test(slug, async (t) => {
        const { html, stamp, facts, title } = await shotOf(`/${slug}`);
        const host = new Host(t);
        const { body } = await host.clean("page", html, { url: expect.url, base: expect.url, title, stamp, facts });
        answerIs(body, expect, { seen: true });
      });
  });
