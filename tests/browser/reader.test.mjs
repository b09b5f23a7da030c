// The reader page with hosts that are not ours: all that it can show, and all that can go wrong.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ARABIC, HOSTILE, PARTS, RICH, answer } from "./answers.mjs";
import { drivers, pause, until } from "./driver/index.mjs";
import { answeringHost, crashingHost, garblingHost, muteHost, refusingHost, silentHost } from "./hosts.mjs";
import { failureIn, press, reload, settled, startRig } from "./rig.mjs";

const STORY = "<!doctype html><title>A story</title><p>It is a story, and this page is its only one.</p>";

for (const driver of drivers())
  describe(driver.name, () => {
    const folder = mkdtempSync(join(tmpdir(), "cleancopy-hosts-"));
    let rig;

    before(async () => {
      rig = await startRig(driver, { pages: { "/story": STORY, "/other": STORY.replaceAll("story", "tale") } });
    });
    after(async () => {
      await rig?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    /* A story read through `host`, and both tabs closed at the end. */
    async function reading(host, look) {
      rig.host(host);
      const page = await rig.open("/story");
      const reader = await rig.read(page);
      try {
        await look(reader, page);
      } finally {
        await reader.close().catch(() => {});
        await page.close().catch(() => {});
      }
    }

    test("everything an answer can hold is shown", async () => {
      const full = answer({ html: RICH, removed: PARTS, access: { value: "teaser", reasons: [], concealed: true } });
      await reading(answeringHost(folder, full), async (reader) => {
        const seen = await reader.js(() => {
          const text = (selector, root = document) => root.querySelector(selector)?.textContent.trim() ?? null;
          const article = document.querySelector("main article");
          return {
            tab: document.title,
            busy: document.querySelector("main").getAttribute("aria-busy"),
            title: text("h1"),
            facts: [...document.querySelectorAll(".facts li")].map((li) => li.textContent.replace(/[\u2066-\u2069]/g, "")),
            lang: article.lang,
            dir: article.dir,
            notes: [...article.querySelectorAll(".note p")].map((note) => note.textContent),
            ends: text(".ends", article),
            drawer: document.getElementById(document.querySelector("aside").getAttribute("aria-labelledby")).textContent,
            parts: [...document.querySelectorAll("aside .part h3")].map((h3) => h3.textContent),
            plans: [...document.querySelectorAll("aside tbody tr")].map((tr) => [...tr.cells].map((td) => td.textContent)),
            links: [...document.querySelectorAll("aside .labels a")].map((a) => a.textContent),
            others: text("aside .others summary"),
            count: text("#count"),
          };
        });
        assert.equal(seen.tab, "The harbour that moved - Cleancopy");
        assert.equal(seen.busy, "false");
        assert.equal(seen.title, "The harbour that moved");
        assert.deepEqual(seen.facts,
          ["By Ada Vane", "The Estuary", "9 March 2026", "updated 12 March 2026", "5 minutes to read"]);
        assert.equal(seen.lang, "en-GB");
        assert.equal(seen.dir, "ltr");
        assert.equal(seen.notes.length, 2);
        assert.equal(seen.notes[0], "This page holds only the beginning.");
        assert.equal(seen.ends, "The page holds no more of this text than that.");
        assert.equal(seen.drawer, "Taken out");
        assert.deepEqual(seen.parts,
          ["Reading limit notice", "Subscription plans", "Cookie notice", "Promotion", "Newsletter box"]);
        assert.deepEqual(seen.plans, [["Monthly", "€4.95", "1 month", "€4.95"],
          ["Yearly", "€49", "1 year", "€4.08"], ["Two years", "€89", "2 years", "–"]]);
        assert.deepEqual(seen.links, ["I have an account", "Subscribe"]);
        assert.equal(seen.others, "2 other parts of the page");
        assert.equal(seen.count, "4");
        await rig.shot(reader, "everything");
      });
    });

    test("a wrong verdict is reported in a text that the reader copies", async () => {
      const outline = "in html > body\ndiv.meter.meter--low[role=dialog] fixed covers\n  p\n    41 words\n";
      const removed = PARTS.map((part) => (part.id === 40 ? { ...part, outline } : part));
      await reading(answeringHost(folder, answer({ removed })), async (reader) => {
        const seen = await reader.js(() => {
          const fold = document.querySelector('[data-part="40"] .report').parentElement;
          fold.open = true;
          const code = fold.querySelector("code").textContent;
          fold.scrollIntoView({ block: "end" });
          fold.querySelector("button").click();
          return { code, page: document.querySelector("aside > footer code").textContent };
        });
        assert.ok(seen.code.includes(outline.trimEnd()), seen.code);
        assert.match(seen.code, /metered, 96 %, out, covering/);
        for (const { text } of PARTS.filter((part) => part.text))
          for (const report of [seen.code, seen.page]) assert.ok(!report.includes(text.slice(0, 20)), text);
        // A browser may keep its clipboard closed: then the text is marked for the reader's hand.
        await until("the copy", () => reader.js(() =>
          document.querySelector('[data-part="40"] .report button').textContent === "Copied" ||
          getSelection().toString().includes("div.meter.meter--low")));
        await rig.shot(reader, "report");
      });
    });

    test("every kind has its drawing, and kinds stand together", async () => {
      const kinds = ["push", "newsletter", "age", "paywall", "donation", "app", "newsletter", "registration", "adblock",
        "metered", "other-promo", "plans", "consent"];
      const removed = kinds.map((kind, i) => ({ ...PARTS[4], id: 100 + i, kind, actions: [] }));
      await reading(answeringHost(folder, answer({ removed })), async (reader) => {
        const seen = await reader.js(() => [...document.querySelectorAll("aside .part")].map((part) =>
          [part.querySelector("h3").textContent, part.querySelector("svg.icon path").getAttribute("d"), part.querySelector("svg").getBoundingClientRect().width]));
        assert.equal(seen.length, kinds.length);
        assert.equal(new Set(seen.map(([, path]) => path)).size, kinds.length - 1, "one drawing for both newsletters");
        assert.ok(seen.every(([, , width]) => width > 10));
        const names = seen.map(([name]) => name);
        assert.equal(names[0], "Subscription prompt");
        assert.equal(names.lastIndexOf("Newsletter box") - names.indexOf("Newsletter box"), 1);
        await rig.shot(reader, "kinds");
      });
    });

    test("an article is set in its own direction", async () => {
      await reading(answeringHost(folder, ARABIC), async (reader) => {
        assert.equal(await reader.js(() => getComputedStyle(document.querySelector("main article")).direction), "rtl");
        await rig.shot(reader, "arabic");
      });
    });

    test("what the grammar does not have does not get in, and nothing of it runs", async () => {
      const taken = answer({ html: HOSTILE, removed: [{ ...PARTS[2], html: HOSTILE }] });
      await reading(answeringHost(folder, taken), async (reader) => {
        await pause(300);
        const seen = await reader.js(() => ({
          hit: window.hit ?? null,
          foreign: document.querySelectorAll("main :is(script, iframe, style, form, input, svg, base, object), aside :is(script, iframe, style, form, svg:not(.part > header > .icon)), aside .text svg").length,
          attributes: [...document.querySelectorAll(".text *")].flatMap((element) =>
            [...element.attributes].map(({ name }) => name)).filter((name) => /^on|style|target|data|^id$/.test(name)),
          links: [...document.querySelectorAll(".text a")].map((a) => a.getAttribute("href")),
          kept: document.querySelector("main .text b")?.textContent,
        }));
        assert.deepEqual(seen, { hit: null, foreign: 0, attributes: [], links: [null, null], kept: "kept" });
      });
    });

    test("putting back and taking out keep place and focus", async () => {
      const first = PARTS.map((part) => (part.id === 40 ? { ...part, html: `<p>${part.text}</p>`.repeat(3) } : part));
      const host = answeringHost(folder, answer({ removed: first }), { putsBackFirst: true });
      await reading(host, async (reader) => {
        const place = () => reader.js(() => {
          const block = [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith("Paragraph 12."));
          return Math.round(block.getBoundingClientRect().top);
        });
        await reader.js(() => {
          [...document.querySelectorAll("main p")].find((p) => p.textContent.startsWith("Paragraph 12.")).scrollIntoView();
          document.querySelector('[data-part="40"] button[data-do]').focus();
        });
        const stood = await place();
        await press(reader, '[data-part="40"] button[data-do]');
        await until("the part to be back", () => reader.js(() => Boolean(document.querySelector('.part.back[data-part="40"]'))));
        assert.ok(Math.abs(await place() - stood) <= 1, `moved from ${stood} to ${await place()}`);
        const back = await reader.js(() => ({
          focus: document.activeElement.closest("[data-part]")?.dataset.part,
          label: document.activeElement.getAttribute("aria-label"),
          fresh: document.querySelectorAll("main .fresh").length,
          said: document.getElementById("spoken").textContent,
          count: document.getElementById("count").textContent,
        }));
        assert.deepEqual(back, { focus: "40", label: "Take out again: Reading limit notice", fresh: 3,
          said: "Put back: Reading limit notice.", count: "3" });

        await press(reader, '[data-part="40"] button[data-do]');
        await until("the part to be out", () => reader.js(() => !document.querySelector(".part.back")));
        assert.ok(Math.abs(await place() - stood) <= 1);
        await press(reader, '[data-part="31"] button[data-do]');
        await until("the unsure part to be out", () => reader.js(() => document.getElementById("count").textContent === "5"));
      });
    });

    test("decisions in a row are all carried out, and only what came back is marked", async () => {
      const html = `<p><img src="${rig.server.url("/gone.png")}" alt="A picture that does not come"></p>${answer().html}`;
      await reading(answeringHost(folder, answer({ html, removed: PARTS })), async (reader) => {
        await until("the picture's description", () => reader.js(() => Boolean(document.querySelector(".missing"))));
        await reader.js(() => {
          for (const id of [40, 70]) document.querySelector(`[data-part="${id}"] button[data-do]`).click();
        });
        await until("both to be back", () => reader.js(() => document.querySelectorAll(".part.back").length === 2));
        await until("the picture's description", () => reader.js(() => Boolean(document.querySelector(".missing"))));
        assert.deepEqual(await reader.js(() => [...document.querySelectorAll(".fresh")].map((p) => p.textContent)),
          [PARTS.find(({ id }) => id === 70).text]);
      });
    });

    test("where a candidate does not come, the picture's own address is tried, and then said", async () => {
      const gone = rig.server.url("/gone.png");
      const drawing = `data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle r="9"/></svg>`)}`;
      const html = `<p><img srcset="${gone} 640w" sizes="100vw" src="${drawing}" alt="A picture that comes"></p>` +
        `<p><picture><source srcset="${gone}"><img src="${gone}?2" alt="A picture that does not come"></picture></p>${answer().html}`;
      await reading(answeringHost(folder, answer({ html })), async (reader) => {
        await until("the picture's description", () => reader.js(() => Boolean(document.querySelector(".missing"))));
        await until("the picture itself", () => reader.js(() => document.querySelector(".text img")?.naturalWidth > 0));
        assert.deepEqual(await reader.js(() => [...document.querySelectorAll(".missing")].map((words) => words.textContent)),
          ["A picture that does not come"]);
      });
    });

    test("a decision leaves the drawer as it was unfolded and scrolled", async () => {
      const more = Array.from({ length: 30 }, (_, i) => ({ ...PARTS[0], id: 200 + i }));
      await reading(answeringHost(folder, answer({ removed: [...PARTS, ...more] })), async (reader) => {
        const button = '[data-part="225"] button[data-do]';
        const top = () => reader.js((s) => Math.round(document.querySelector(s).getBoundingClientRect().top), button);
        await reader.js((s) => {
          window.scrollTo(0, 800);
          document.querySelector(".others").open = true;
          document.querySelector(s).scrollIntoView({ block: "center" });
          document.querySelector(s).focus({ preventScroll: true });
        }, button);
        const stood = await top();
        await press(reader, button);
        await until("the part to be back", () => reader.js((s) => document.querySelector(s)?.dataset.do === "take-out", button));
        assert.ok(Math.abs(await top() - stood) <= 2, `moved from ${stood} to ${await top()}`);
      });
    });

    test("a decision that fails: said why, and everything stays", async () => {
      const host = answeringHost(folder, answer({ removed: PARTS }), { refusal: { code: "busy", message: "" } });
      await reading(host, async (reader) => {
        await press(reader, '[data-part="40"] button[data-do]');
        await until("a reason", () => reader.js(() => document.querySelector("#receipt.failed")?.hidden === false));
        assert.equal(await reader.js(() => document.querySelector("#receipt p").textContent),
          "That did not work. The helper has its hands full.");
        assert.equal(await reader.js(() => document.querySelectorAll(".part.back").length), 0);
      });
    });

    test("a link opens beside the article, a saved copy is named, Escape goes back", async () => {
      await reading(answeringHost(folder, answer({ html: `<p><a href="${rig.server.url("/other")}">on</a></p>` })), async (reader) => {
        await press(reader, "main .text a");
        const other = await rig.browser.find(rig.server.url("/other"));
        await other.close();
        await reader.front();
        // A helper that can do no more than HTML: no list, and the button whole.
        assert.deepEqual(await reader.js(() => {
          const [choice, button] = ["format", "save"].map((id) => document.getElementById(id));
          return [choice.hidden, choice.value, getComputedStyle(button).borderTopRightRadius === getComputedStyle(button).borderTopLeftRadius];
        }), [true, "html", true]);
        await press(reader, "#save");
        await until("a receipt", () => reader.js(() => !document.getElementById("receipt").hidden));
        for (const id of ["receipt", "spoken"])
          assert.match(await reader.js((i) => document.getElementById(i).textContent, id), /Saved as .*\/A story\.html/);
        await rig.shot(reader, "saved");
        await reader.press("Escape");
        await rig.noReader();
      });
    });

    test("the action on the reader closes it", async () => {
      await reading(answeringHost(folder, answer()), async (reader) => {
        await rig.browser.trigger(reader);
        await rig.noReader();
      });
    });

    // A browser leaves a suggested key unassigned without a word where it has one like it.
    test("the key is ours", async () => {
      const [command] = await rig.browser.ext(() => chrome.commands.getAll());
      assert.deepEqual([command.name, command.shortcut], ["_execute_action", "Alt+Shift+L"]);
    });

    test("the key opens the reader, and on the reader closes it", async (t) => {
      rig.host(answeringHost(folder, answer()));
      const page = await rig.open("/story");
      if (!(await rig.browser.shortcut(page))) {
        await page.close();
        t.skip("no key can be pressed in a headless Chromium");
        return;
      }
      const reader = await rig.browser.find(rig.readers);
      assert.equal(await settled(reader), "ready");
      await rig.browser.shortcut(reader);
      await rig.noReader();
      await page.close();
    });

    test("no host: the command, and testing again when it is there", async () => {
      await reading(null, async (reader) => {
        const failure = await failureIn(reader);
        assert.deepEqual(failure, { code: "host_missing", title: "The Cleancopy helper is not installed",
          next: "Test again", command: "make install" });
        await rig.shot(reader, "host-missing");
        rig.host(answeringHost(folder, answer()));
        await reader.js(() => {
          const button = document.querySelector("main .next button");
          button.click();
          button.click(); // by an impatient hand
        });
        await until("the article", () => reader.js(() => document.body.dataset.state === "ready"));
        await pause(1000);
        assert.equal(await reader.js(() => performance.getEntriesByName("cleancopy:all").length), 1, "read once");
      });
    });

    const refusals = [
      ["a host that is too old", { greeting: { code: "bad_version", message: "", protocol: 0, protocol_min: 0 } }, "host_old", "Test again"],
      ["a host that is too new", { greeting: { code: "bad_version", message: "", protocol: 9, protocol_min: 9 } }, "host_new", "Test again"],
      ["a host that does not know us", { greeting: { code: "bad_caller", message: "" } }, "host_forbidden", "Test again"],
      ["a page that is too large", { page: { code: "too_large", message: "" } }, "too_large", "Back to the page"],
      ["a page that is too complex", { page: { code: "too_complex", message: "" } }, "too_complex", "Back to the page"],
      ["a page that takes too long", { page: { code: "too_slow", message: "" } }, "too_slow", "Back to the page"],
      ["a worker that died", { page: { code: "crashed", message: "" } }, "crashed", "Try again"],
      ["a busy host", { page: { code: "busy", message: "" } }, "busy", "Try again"],
      ["a host that can't read or write", { page: { code: "io_error", message: "" } }, "io_error", "Try again"],
      ["a host that failed", { page: { code: "internal", message: "" } }, "internal", "Try again"],
      ["a host that can't make sense of us", { page: { code: "bad_request", message: "" } }, "bad_request", "Back to the page"],
    ];
    for (const [what, refusal, code, next] of refusals)
      test(what, async () => {
        await reading(refusingHost(folder, refusal), async (reader) => {
          const failure = await failureIn(reader);
          assert.equal(failure.code, code);
          assert.equal(failure.next, next);
          await rig.shot(reader, code.replaceAll("_", "-"));
        });
      });

    test("a host that crashes", async () => {
      await reading(crashingHost(folder), async (reader) => {
        assert.equal((await failureIn(reader)).code, "host_died");
        await rig.shot(reader, "host-died");
      });
    });

    test("a host that talks nonsense", async () => {
      await reading(garblingHost(folder), async (reader) => {
        assert.equal((await failureIn(reader)).code, "host_died");
      });
    });

    test("a host that says nothing: progress, then a way out", async () => {
      rig.host(silentHost(folder));
      const page = await rig.open("/story");
      const reader = await rig.trigger(page);
      await until("progress", () => reader.js(() => Boolean(document.querySelector("main progress"))));
      assert.equal(await reader.js(() => document.querySelector("main").getAttribute("aria-busy")), "true");
      assert.equal(await reader.js(() => document.getElementById("spoken").textContent), "Reading the page…");
      await until("a way out", () => reader.js(() => document.querySelector("main .wait button")?.hidden === false));
      await rig.shot(reader, "waiting");
      await press(reader, "main .wait button");
      await settled(reader);
      assert.equal((await failureIn(reader)).code, "cancelled");
      await rig.shot(reader, "cancelled");
      await reader.close();
      await page.close();
    });

    test("a host that does not even say hello: given time, then given up", async () => {
      await reading(muteHost(folder), async (reader) => {
        const failure = await failureIn(reader);
        assert.equal(failure.code, "timeout");
        assert.equal(failure.next, "Try again");
        await rig.shot(reader, "timeout");
      });
    });

    test("no article: said so, and what was found is in the drawer", async () => {
      const none = answer({ status: "no_article", html: "", removed: PARTS });
      await reading(answeringHost(folder, none), async (reader) => {
        assert.equal((await failureIn(reader)).code, "no_article");
        assert.ok(await reader.js(() => document.querySelectorAll("aside .part").length > 3));
        await rig.shot(reader, "no-article");
      });
    });

    test("two tabs at once: each reader has its own page", async () => {
      rig.host(answeringHost(folder, answer()));
      const pages = [await rig.open("/story"), await rig.open("/other")];
      const readers = async () => (await rig.browser.tabs()).filter((url) => url.startsWith(rig.readers));
      for (const [i, page] of pages.entries()) {
        await rig.browser.trigger(page);
        await until("its reader", async () => (await readers()).length === i + 1);
      }
      const urls = await readers();
      for (const url of urls) {
        const reader = await rig.browser.find(url);
        assert.equal(await settled(reader), "ready");
        await reader.close();
      }
      assert.equal(new Set(urls).size, 2);
      for (const page of pages) await page.close();
    });

    test("a page that has changed meanwhile is not read in place of the other", async () => {
      await reading(answeringHost(folder, answer()), async (reader, page) => {
        await page.navigate(rig.server.url("/other"));
        await reader.front();
        await reload(reader);
        assert.match((await failureIn(reader)).code, /^page_(changed|gone)$/);
        await rig.shot(reader, "page-changed");
      });
    });

    test("a page that was closed is gone", async () => {
      await reading(answeringHost(folder, answer()), async (reader, page) => {
        await page.close();
        await reload(reader);
        assert.equal((await failureIn(reader)).code, "page_gone");
        await rig.shot(reader, "page-gone");
      });
    });

    test("a page of the browser's own cannot be read", async () => {
      rig.host(answeringHost(folder, answer()));
      const page = await rig.browser.open(driver.name === "firefox" ? "about:support" : "chrome://version/");
      const reader = await rig.read(page);
      assert.equal((await failureIn(reader)).code, "page_refused");
      await rig.shot(reader, "page-refused");
      await reader.close();
      await page.close();
    });
  });
