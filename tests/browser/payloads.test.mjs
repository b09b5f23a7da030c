// Hostile pages in real browsers. What our host makes of them goes into a page without any
// policy, where nothing runs, nothing loads but the pictures it lists, and what stands there is
// what was printed; and through the reader page, which shows the same. Then the reader alone,
// with a host that was taken over and sends the payloads as they are.
//
// The payloads are those of tests/payloads/, the collected ones by draw; PAYLOADS=all takes all.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { cleaned, pieces, unescaped } from "../payloads/article.mjs";
import { collected, missing } from "../payloads/collected.mjs";
import { urls } from "../payloads/urls.mjs";
import { Host } from "../wire/client.mjs";
import { answer } from "./answers.mjs";
import { drivers, pause } from "./driver/index.mjs";
import { answeringHost } from "./hosts.mjs";
import { candidatesIn, requestsFor } from "./oracles.mjs";
import { startProxy } from "./proxy.mjs";
import { startRig } from "./rig.mjs";
import { GRAMMAR, hookedExtension, openStage, STAGE } from "./stage.mjs";

const FRAMES = 60; // a batch on the stage
const PARTS = 150; // in one answer to the reader
const ANSWER_BYTES = 300_000; // which comes in one frame

// What the browsers themselves ask for, once in a while.
const OWN_ERRANDS = /^https?:\/\/([\w-]+\.)*(google|googleapis|gstatic|gvt1|mozilla|firefox|mozilla\.net)\.(com|org|net)[:/]/;

const payloads = [...collected({ draw: true }), ...urls];
// As they are, once: other spellings and other bases are the host's to read.
const raw = [...new Map(payloads.filter(({ id }) => !/-(decimal|hex)-/.test(id)).map((one) => [one.html, one])).values()];
// What shows that the oracles see: no addresses, and of what was collected some.
const control = [...collected({ draw: true }).slice(0, process.env.PAYLOADS === "all" ? Infinity : 100),
  ...urls.filter(({ id }) => !/^(link|picture|srcset|base)-/.test(id))];
let outputs; // distinct pieces of what the host answered: { id, html }

before(async () => {
  const ends = [];
  const host = new Host({ after: (end) => ends.push(end) });
  const ids = new Map();
  for (const payload of payloads)
    for (const html of pieces(await cleaned(host, payload)))
      if (!ids.has(html)) ids.set(html, payload.id);
  outputs = [...ids].map(([html, id]) => ({ id, html }));
  for (const end of ends.reverse()) await end();
});

function* inBatches(items, count, bytes = Infinity) {
  let batch = [], size = 0;
  for (const item of items) {
    if (batch.length && (batch.length === count || size + item.html.length > bytes)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(item);
    size += item.html.length;
  }
  if (batch.length) yield batch;
}

/* The addresses of pictures in printed HTML, as far as they leave a browser. */
function picturesIn(html) {
  const written = (name) => [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value]) => unescaped(value));
  return [...written("src"), ...written("srcset").flatMap(candidatesIn)].map(bare);
}

function bare(address) {
  const url = new URL(address);
  url.hash = url.username = url.password = "";
  return url.href;
}

/* Requests that none of these account for. */
function unlisted(requests, listed) {
  return requests.filter((request) => !listed.includes(request) && !OWN_ERRANDS.test(request));
}

for (const driver of drivers())
  describe(driver.name, () => {
    let rig, proxy, extension, folder;

    before(async () => {
      proxy = await startProxy();
      extension = hookedExtension();
      folder = mkdtempSync(join(tmpdir(), "cleancopy-hosts-"));
      rig = await startRig(driver, { ...STAGE, extension: extension.folder, proxy });
    });
    after(async () => {
      await rig?.stop();
      await proxy?.close();
      extension?.remove();
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    /* All on the stage, batch by batch; with the requests that left meanwhile. */
    async function play(items, way) {
      const stage = await openStage(rig);
      await pause(300); // the stage's own icon
      const from = [proxy.requests.length, rig.server.requests.length];
      const seen = [];
      for (const batch of inBatches(items, FRAMES)) seen.push(...await stage.play(batch, way));
      await stage.close();
      return { seen, proxied: proxy.requests.slice(from[0]), local: rig.server.requests.slice(from[1]) };
    }

    for (const way of ["document", "inner"])
      test(`control: as they are, payloads run and load (${way})`, async (t) => {
        const { seen, proxied } = await play(control, way);
        const ran = seen.filter((one) => one.ran.length);
        const foreign = seen.filter((one) => one.gone || one.foreign.length);
        const loaded = unlisted(proxied, []);
        t.diagnostic(`${driver.name}, ${way}, no policy: of ${seen.length} payloads ${ran.length} ran, ` +
          `${foreign.length} are outside the grammar; ${loaded.length} requests for them`);
        assert.ok(ran.length > 10, `${ran.length} ran`);
        assert.ok(foreign.length > 50, `${foreign.length} outside the grammar`);
        assert.ok(loaded.length > 5, `${loaded.length} requests`);
      });

    for (const way of ["document", "inner"])
      test(`what the host lets out: nothing runs, nothing loads, and it stands as printed (${way})`, async (t) => {
        const { seen, proxied, local } = await play(outputs, way);
        t.diagnostic(`${driver.name}, ${way}, no policy: ${outputs.length} distinct pieces of ${payloads.length} payloads, ` +
          `${proxied.length} requests for their pictures`);
        const kept = new Map(urls.map((entry) => [entry.id, entry.kept.join(" ")]));
        const leadsElsewhere = ({ id, addresses }) => kept.has(id) && addresses?.join(" ") !== kept.get(id);
        const wrong = seen.map((one, i) => ({ ...one, html: outputs[i].html })).filter((one) =>
          one.gone || one.foreign.length || one.ran.length || leadsElsewhere(one) || one.printed !== one.html ||
          one.resources.some((address) => !picturesIn(one.html).includes(bare(address))));
        assert.deepEqual(wrong, []);
        assert.deepEqual(unlisted(proxied, outputs.flatMap(({ html }) => picturesIn(html).flatMap(requestsFor))), []);
        assert.deepEqual(local, []);
        assert.ok(proxied.length > 0, "no picture was asked for: nothing was shown");
      });

    /* The parts that the reader shows of an answer with one for each item. */
    async function show(items) {
      const removed = items.map(({ html }, i) => ({
        id: i + 1, after: 1, kind: "metered", group: 0, confidence: 90, covering: true, waiting: false, unsure: false,
        text: "It goes on for a while, as such parts do, so that the drawer folds it, and unfolds it on demand. ".repeat(2),
        html, vendor: null, frame_host: null, lang: "en", terms: null, placeholders: [], benefits: [], reasons: [], plans: [],
        actions: [{ kind: "subscribe", label: "Subscribe", url: /(?:href|src)="?([^" ]*)/.exec(html)?.[1] ?? null }],
      }));
      rig.host(answeringHost(folder, answer({ html: items.map(({ html }) => html).join("\n"), removed })));
      const page = await rig.open("/blank");
      const reader = await rig.read(page);
      const seen = await reader.js(async (grammar) => {
        const wait = (ms) => new Promise((done) => setTimeout(done, ms));
        const { candidatesIn, exercise, foreignIn, printed, requestsFor } = await import("../oracles.js");
        for (const details of document.querySelectorAll("aside details:has(> .text)")) details.open = true;
        await wait(200);
        const parts = [...document.querySelectorAll("aside [data-part]:not(footer)")].map((part) => {
          const text = part.querySelector("details .text");
          return { foreign: foreignIn(text, grammar), printed: printed(text) };
        });
        const pictures = [...document.querySelectorAll("aside :is(img, source)")].flatMap((picture) => [picture.src, ...candidatesIn(picture.srcset)])
          .filter((src) => /^http/.test(src)).flatMap(requestsFor);
        const main = document.querySelector("main .text");
        const links = [...document.querySelectorAll("aside .labels a")].map(({ href }) => href).filter((href) => !/^https?:/.test(href));
        // The reader's own: the box a wide table scrolls in, and the words of a picture that did not come.
        const foreign = foreignIn(main, grammar).filter((what) => what !== "<div class>" && what !== "<span class>");
        for (const root of [main, document.querySelector("aside")])
          for (const text of root === main ? [main] : root.querySelectorAll(".text, .labels")) exercise(text);
        await wait(200);
        return {
          parts, pictures, links, foreign, ran: window.ran, state: document.body.dataset.state,
          resources: performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.startsWith(location.origin)),
          own: performance.getEntriesByType("resource").map(({ name }) => new URL(name)).filter(({ origin }) => origin === location.origin)
            .map(({ pathname }) => pathname).filter((path) => !/^\/(lib|reader|hooks\.js|oracles\.js)/.test(path)),
        };
      }, GRAMMAR);
      const tabs = await rig.browser.tabs();
      await reader.close();
      await page.close();
      return { ...seen, tabs };
    }

    test("the reader shows what the host lets out as it was printed", async () => {
      for (const batch of inBatches(outputs, PARTS, ANSWER_BYTES)) {
        const from = proxy.requests.length;
        const seen = await show(batch);
        const wrong = seen.parts.map((part, i) => ({ ...part, ...batch[i] })).filter((part) =>
          part.foreign.length || part.printed !== part.html);
        assert.deepEqual(wrong, []);
        assert.deepEqual([seen.state, seen.links, seen.foreign, seen.ran, seen.own], ["ready", [], [], [], []]);
        assert.deepEqual(unlisted(proxy.requests.slice(from), batch.flatMap(({ html }) => picturesIn(html).flatMap(requestsFor))), []);
      }
    });

    test("the reader alone: of a host that was taken over, nothing runs and nothing loads but pictures", async (t) => {
      let count = 0;
      for (const batch of inBatches(raw, PARTS, ANSWER_BYTES)) {
        const from = proxy.requests.length;
        const seen = await show(batch);
        assert.equal(seen.parts.length, batch.length);
        const wrong = seen.parts.map((part, i) => ({ ...part, ...batch[i] })).filter((part) => part.foreign.length);
        assert.deepEqual(wrong, []);
        // Chromium reports of attributes when they are parsed; setHTML takes them away after.
        const ran = seen.ran.filter(([, what]) => !/^violation: (script|style)-src-attr inline$/.test(what));
        assert.deepEqual([seen.state, seen.links, seen.foreign, ran, seen.own], ["ready", [], [], [], []]);
        assert.deepEqual(unlisted(proxy.requests.slice(from), seen.pictures), []);
        count += batch.length;
      }
      t.diagnostic(`${driver.name}, the reader alone: ${count} payloads`);
    });

    test("collected payloads are among them", { skip: missing }, () => {
      assert.ok(payloads.length > urls.length);
    });
  });
