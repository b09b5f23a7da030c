// How it reads: pages of our own that hold all that an article can hold, through the real host, in
// a wide window and in a narrow one. What can be told by measuring is measured; the rest is for
// eyes, in build/screens/.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { drivers, until } from "./driver/index.mjs";
import { press, reload, startRig } from "./rig.mjs";

const PAGES = fileURLToPath(new URL("../pages/", import.meta.url));
const HOST = process.env.CLEANCOPY_HOST ?? join(PAGES, "../../build/release/cleancopy-host");

// Firefox makes no window narrower than 450.
const WINDOWS = { wide: [1280, 900], narrow: [460, 800] };

for (const driver of drivers())
  for (const [name, size] of Object.entries(WINDOWS))
    describe(`a ${name} window in ${driver.name}`, () => {
      let rig;

      before(async () => {
        rig = await startRig(driver, { folders: [PAGES], size });
        rig.host(HOST);
      });
      after(() => rig?.stop());

      async function reading(slug, look) {
        const page = await rig.open(`/${slug}/page.html`);
        const reader = await rig.read(page);
        try {
          assert.equal(await reader.js(() => document.body.dataset.state), "ready");
          await look(reader);
        } finally {
          await reader.close().catch(() => {});
          await page.close().catch(() => {});
        }
      }

      /* In the light, and in the dark; with `selector` a third from the top. */
      async function shotAt(reader, selector, shot) {
        await reader.js((s) => {
          const top = s ? document.querySelector(s).getBoundingClientRect().top + scrollY - innerHeight / 5 : 0;
          scrollTo({ top, behavior: "instant" });
        }, selector);
        await rig.shot(reader, `${name}-${shot}`);
      }

      const sideways = (reader) => reader.js(() => {
        const root = document.scrollingElement;
        return { page: root.scrollWidth - root.clientWidth, bar: document.getElementById("bar").scrollWidth - innerWidth };
      });

      test("an article with everything in it", async () => {
        await reading("everything-kept", async (reader) => {
          await until("the picture", () => reader.js(() => document.querySelector(".text figure img").naturalWidth > 0));
          for (const [selector, shot] of [[null, "top"], ["math[display]", "formula"], [".text pre", "code"], [".text table", "table"],
            ['.text [lang="ar"]', "quotation"], [".text > ol:last-of-type", "notes"]]) await shotAt(reader, selector, shot);
          assert.deepEqual(Object.values(await sideways(reader)).map((px) => px <= 0), [true, true], "nothing scrolls sideways but tables and code");
          const seen = await reader.js(() => {
            const box = (selector) => document.querySelector(selector).getBoundingClientRect();
            const scrolls = (element) => element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX);
            const math = [...document.querySelectorAll(".text math")].map((m) => {
              const { width, height } = m.getBoundingClientRect();
              return { display: m.getAttribute("display"), width, height };
            });
            const sup = getComputedStyle(document.querySelector(".text p sup"));
            return {
              table: scrolls(document.querySelector(".text .scroll")),
              code: scrolls(document.querySelector(".text pre")),
              language: document.querySelector(".text pre code").className,
              math,
              picture: box(".text figure img").width,
              caption: box(".text figcaption").top - box(".text figure img").bottom,
              quote: getComputedStyle(document.querySelector('.text [lang="ar"]')).direction,
              bar: getComputedStyle(document.querySelector('.text [lang="ar"]')).borderRightWidth,
              small: parseFloat(sup.fontSize) < parseFloat(getComputedStyle(document.querySelector(".text p")).fontSize),
              folded: document.querySelector(".text details").open,
              aside: getComputedStyle(document.querySelector(".text aside")).position,
            };
          });
          assert.equal(seen.table, true, "the table is wider than the text");
          assert.equal(seen.code, true);
          assert.equal(seen.language, "language-python");
          assert.equal(seen.math.length, 2);
          for (const { width, height } of seen.math) assert.ok(width > 60 && height > 10, JSON.stringify(seen.math));
          assert.ok(seen.math[1].height > 1.5 * seen.math[0].height, "a sum is taller than a line");
          assert.ok(seen.picture > 200, String(seen.picture));
          assert.ok(seen.caption > -1, "the caption stands below its picture");
          assert.equal(seen.quote, "rtl");
          assert.notEqual(seen.bar, "0px", "a quotation's bar stands at its beginning");
          assert.equal(seen.small, true);
          assert.equal(seen.folded, false);
          assert.equal(seen.aside, "static", "a call-out is no drawer");
        });
      });

      test("a note, and back", async () => {
        await reading("everything-kept", async (reader) => {
          const follow = async (selector) => {
            const hash = await reader.js((s) => document.querySelector(s).getAttribute("href"), selector);
            await press(reader, selector);
            await until(`${hash} in sight`, () => reader.js((h) => {
              const { top } = document.querySelector(h).getBoundingClientRect();
              return location.hash === h && top < innerHeight && top >= document.getElementById("bar").getBoundingClientRect().bottom - 1;
            }, hash));
          };
          await follow('.text sup a[href^="#rdr-"]');
          await follow('.text li[id^="rdr-"] a');
          // The address is another by its hash; the reader is still its page's.
          await reload(reader);
          assert.equal(await reader.js(() => document.body.dataset.state), "ready");
        });
      });

      test("the drawer, with plans", async () => {
        await reading("everything-kept", async (reader) => {
          if (name === "narrow") await press(reader, "#toggle");
          const seen = await reader.js(() => {
            const table = document.querySelector("aside .part table");
            const drawer = document.getElementById("drawer");
            return {
              rows: [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
              fits: table.getBoundingClientRect().right <= drawer.getBoundingClientRect().right && drawer.scrollWidth <= drawer.clientWidth,
              icons: document.querySelectorAll("aside .part > header > svg.icon").length,
              parts: document.querySelectorAll("aside .part").length,
            };
          });
          assert.deepEqual(seen.rows, [["Plan", "Price", "For"], ["Monthly", "€4.95", "1 month"], ["Yearly", "€49", "1 year"]]);
          assert.equal(seen.fits, true);
          assert.equal(seen.icons, seen.parts);
          await rig.shot(reader, `${name}-drawer`);

          const reasons = await reader.js(() => [...document.querySelectorAll("aside .part")].map((part) => {
            const why = [...part.querySelectorAll("details")].find((fold) => fold.firstElementChild.textContent.startsWith("Why"));
            return [...why.querySelectorAll("li")].map((li) => li.textContent);
          }));
          for (const said of reasons) {
            assert.ok(said.length > 0);
            for (const reason of said) assert.match(reason, /^[A-Z][^_]+$/, "in words");
          }
        });
      });

      test("what was taken out comes back to its place, and goes again", async () => {
        await reading("everything-kept", async (reader) => {
          if (name === "narrow") await press(reader, "#toggle");
          // What stands around the words of the offer; "" where they are not in the article.
          const around = () => reader.js(() => {
            const blocks = [...document.querySelectorAll("main .text :is(p, h2, h3, h4, td)")].map((block) => block.textContent.trim());
            const first = blocks.findIndex((text) => text.startsWith("You have read 3"));
            const last = blocks.findLastIndex((text) => /per year|Log in/.test(text));
            return first < 0 ? "" : `${blocks[first - 1]} ... ${blocks[last + 1]}`;
          });
          const decide = async (selector, back) => {
            await press(reader, selector);
            await until(`the offer to be ${back ? "back" : "out"}`, () =>
              reader.js((n) => document.querySelectorAll("aside .part.back").length === n, back ? 2 : 0));
          };
          const whole = await reader.js(() => document.querySelector("main .text").innerHTML);
          assert.equal(await around(), "");
          await decide('.group > .part:last-child > footer [data-do="put-back"]', true);
          assert.equal(await around(), "6.14 ... What the pilots said");
          await shotAt(reader, "main .fresh", "back");
          for (const id of await reader.js(() => [...document.querySelectorAll(".part.back")].map((part) => part.dataset.part)))
            await press(reader, `[data-part="${id}"] button[data-do="take-out"]`);
          await until("the offer to be out", () => reader.js(() => document.querySelectorAll("aside .part.back").length === 0));
          assert.equal(await around(), "");
          assert.ok(await reader.js((html) => document.querySelector("main .text").innerHTML === html, whole), "as it was");
        });
      });

      test("a thread", async () => {
        await reading("nested-thread", async (reader) => {
          const indents = await reader.js(() => [...document.querySelectorAll(".text p:has(> time)")].map((p) => Math.round(p.getBoundingClientRect().left)));
          assert.equal(indents.length, 5);
          assert.equal(await reader.js(() => document.querySelectorAll(".text .who").length), 5);
          const [question, answer, reply, deeper, other] = indents;
          assert.equal(answer, question);
          assert.ok(reply > answer && deeper > reply, "a reply stands inside of what it answers");
          assert.equal(other, answer);
          assert.ok((await sideways(reader)).page <= 0);
          await shotAt(reader, null, "thread");
        });
      });

      test("a page that holds only the beginning says so, above and at the end", async () => {
        await reading("paid-post-teaser", async (reader) => {
          const said = await reader.js(() => ({
            note: document.querySelector(".article .note p").textContent,
            ends: document.querySelector(".article .ends").textContent,
          }));
          assert.equal(said.note, "This page holds only the beginning.");
          assert.equal(said.ends, "The page holds no more of this text than that.");
          await shotAt(reader, null, "teaser");
        });
      });
    });
