// The whole way, with our own host: a click on a page, the article, what was taken out, and a
// copy on disk. The host is registered as a user's is, by `cleancopy install`; the page is the
// sample page, and what it must become stands beside it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { drivers, pause, until } from "./driver/index.mjs";
import { press, reload, startRig } from "./rig.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SAMPLE = join(ROOT, "tests/pages/metered-notice");
const expect = JSON.parse(readFileSync(join(SAMPLE, "expect.json"), "utf8"));
const cleancopy = process.env.CLEANCOPY_BIN ?? join(ROOT, "build/release/cleancopy");

const LARGE = 20_000; // elements

/* A story of eight paragraphs in a page of many elements: cards, comments, and a wall over it. */
function largePage() {
  const card = (i) => `<li class="card"><a href="/c/${i}"><span class="tag">Coast</span><b>Card ${i}</b></a><p>Short teaser ${i}</p></li>`;
  const cards = (from, to) => Array.from({ length: to - from }, (_, i) => card(from + i)).join("");
  const half = Math.round((LARGE - 100) / 10);
  return `<!doctype html><html lang="en"><head><title>${expect.facts.title}</title></head><body>
    <nav><ul>${cards(0, half)}</ul></nav><main><article><h1>${expect.facts.title}</h1>
    ${expect.article.map((text) => `<p>${text}</p>`).join("\n")}</article></main>
    <aside><h2>More</h2><ul>${cards(half, 2 * half)}</ul></aside>
    <div role="dialog" style="position:fixed;inset:20% 0 0;background:#fff"><h2>You’ve reached your limit of 3 free articles this month.</h2>
    <p>Subscribe to read on.</p><a href="/subscribe">Subscribe</a> <a href="/login">Log in</a></div></body></html>`;
}

/* A page of which nothing is left without its wall. */
const WALL_ALONE = `<!doctype html><html lang="en"><head><title>App</title></head><body>
  <div class="paywall" style="position:fixed;inset:10%;background:#fff"><h2>Subscribe to continue reading</h2>
  <p>You’ve reached your limit of 3 free articles this month. Subscribe now for unlimited access, on every device and
  wherever you are, and support reporting that takes its time, as it has done for a hundred years.</p>
  <a href="/subscribe">Subscribe</a> <a href="/login">Log in</a></div></body></html>`;

/* A story whose page waits, after it, for a script that does not come. */
function heldPage() {
  return `<!doctype html><html lang="en"><head><title>${expect.facts.title}</title></head><body><article>
    <h1>${expect.facts.title}</h1>${expect.article.map((text) => `<p>${text}</p>`).join("\n")}</article>
    <script src="/never.js"></script><p>The foot of the page</p></body></html>`;
}

const texts = (reader, selector) => reader.js((s) =>
  [...document.querySelectorAll(s)].map((element) => element.textContent.replace(/\s+/g, " ").trim()), selector);

const overlays = (reader) => reader.js(() => [...document.querySelectorAll("aside .part")].map((part) => ({
  id: part.dataset.part,
  kind: part.querySelector("h3").textContent,
  back: part.classList.contains("back"),
  text: part.textContent,
})));

for (const driver of drivers())
  describe(driver.name, () => {
    let rig;

    before(async () => {
      const pages = { "/large": largePage(), "/wall": WALL_ALONE, "/held": heldPage(), "/never.js": { never: true } };
      rig = await startRig(driver, { pages, folders: [SAMPLE] });
      mkdirSync(join(rig.home, "Documents"), { recursive: true });
      execFileSync(cleancopy, ["install"], {
        env: { ...process.env, HOME: rig.home, XDG_CONFIG_HOME: "", XDG_DATA_HOME: "" },
      });
    });
    after(() => rig?.stop());

    async function reading(path, look) {
      const page = await rig.open(path);
      const reader = await rig.read(page);
      try {
        await look(reader, page);
      } finally {
        await reader.close().catch(() => {});
        await page.close().catch(() => {});
      }
    }

    test("the sample page: the article in, the notices out and named", async () => {
      await reading("/page.html", async (reader) => {
        assert.equal(await reader.js(() => document.body.dataset.state), "ready");
        const article = await texts(reader, "main .text p");
        assert.deepEqual(article.filter((text) => expect.article.includes(text)), expect.article);
        for (const words of expect.never)
          assert.ok(!article.some((text) => text.includes(words)), `left in the article: ${words}`);
        assert.deepEqual(await texts(reader, "main h1"), [expect.facts.title]);
        assert.equal(await reader.js(() => document.querySelector("main article").lang), expect.facts.lang);
        const facts = (await texts(reader, ".facts li")).join(" | ").replace(/[\u2066-\u2069]/g, "");
        assert.match(facts, /By Ines Calloway \| Meridian Courier \| 27 July 2014/);

        const parts = await overlays(reader);
        const kinds = parts.map(({ kind }) => kind);
        for (const kind of ["Reading limit notice", "Subscription plans", "Cookie notice"])
          assert.ok(kinds.includes(kind), `${kind} is not in: ${kinds.join(", ")}`);
        const plans = parts.find(({ kind }) => kind === "Subscription plans").text;
        for (const words of ["Smart Quarterly", "₹900", "3 months", "Super Saver", "2 years"])
          assert.ok(plans.includes(words), words);
        assert.ok(parts.some(({ text }) => text.includes("{{free_limit}}")));
        await rig.shot(reader, "sample");
      });
    });

    test("what was taken out can be put back, taken out again, and saved as it stands", async () => {
      await reading("/page.html", async (reader) => {
        const notice = (await overlays(reader)).find(({ kind }) => kind === "Reading limit notice");
        const holds = async () => (await texts(reader, "main .text p, main .text h2, main .text h3, main .text div"))
          .some((text) => /reached your limit/.test(text));
        const decide = async (back) => {
          await press(reader, `[data-part="${notice.id}"] button[data-do]`);
          await until(`the notice to be ${back ? "back" : "out"}`, async () =>
            (await overlays(reader)).find(({ id }) => id === notice.id)?.back === back);
        };
        assert.equal(await holds(), false);
        await decide(true);
        assert.equal(await holds(), true);
        const article = await texts(reader, "main .text p");
        assert.deepEqual(article.filter((text) => expect.article.includes(text)), expect.article);

        await press(reader, "#save");
        const withNotice = readFileSync(await savedPath(reader), "utf8");
        assert.match(withNotice, /reached your limit/);

        await decide(false);
        assert.equal(await holds(), false);
        await press(reader, "#save");
        const path = await savedPath(reader);
        assert.ok(path.startsWith(join(rig.home, "Documents/Cleancopy/")), path);
        const saved = readFileSync(path, "utf8");
        assert.ok(!/reached your limit/.test(saved));
        for (const text of expect.article.slice(0, 2)) assert.ok(saved.includes(text), text);
      });
    });

    test("a copy lands on disk in the form that was chosen, as the article stands", async () => {
      await reading("/page.html", async (reader) => {
        const choice = () => reader.js(() => {
          const select = document.getElementById("format");
          return { label: select.ariaLabel, value: select.value, options: [...select.options].map(({ text }) => text) };
        });
        assert.deepEqual(await choice(), { label: "Form of the copy", value: "html", options: ["HTML", "Markdown", "Text"] });
        const notice = (await overlays(reader)).find(({ kind }) => kind === "Reading limit notice");
        await press(reader, `[data-part="${notice.id}"] button[data-do]`);
        await until("the notice to be back", async () => (await overlays(reader)).find(({ id }) => id === notice.id)?.back);

        // By keyboard alone: one step to the choice, one within it, one back.
        // By keyboard alone: the list follows the button, and takes a letter.
        const save = async (letter, format) => {
          await reader.front();
          await reader.js(() => document.getElementById("save").focus());
          await reader.press("Tab");
          await until("the list's turn", () => reader.js(() => document.activeElement.id === "format"));
          await reader.press(letter);
          await until(format, () => reader.js((f) => document.getElementById("format").value === f, format));
          await reader.js(() => document.getElementById("save").focus());
          await reader.press("Enter");
          return savedPath(reader);
        };
        const markdown = await save("m", "markdown");
        assert.ok(markdown.startsWith(join(rig.home, "Documents/Cleancopy/")) && markdown.endsWith(".md"), markdown);
        const [, head, body] = /^---\n([^]*?\n)---\n([^]*)$/.exec(readFileSync(markdown, "utf8"));
        assert.ok(head.includes(`title: ${JSON.stringify(expect.facts.title)}\n`), head);
        assert.ok(head.includes("authors:\n  - \"Ines Calloway\"\n"), head);
        assert.ok(head.includes(`url: ${JSON.stringify(rig.server.url("/page.html"))}\n`), head);
        assert.ok(body.startsWith(`\n# ${expect.facts.title}\n\n`));

        await pause(1200); // Firefox takes letters that follow soon for one word
        const text = await save("t", "text");
        assert.ok(text.endsWith(".txt"), text);
        const plain = readFileSync(text, "utf8");
        assert.ok(plain.startsWith(`${expect.facts.title}\nInes Calloway, 2014-07-27, Meridian Courier\n`), plain.slice(0, 200));
        for (const copy of [body.replaceAll("\\", ""), plain]) {
          let at = 0;
          for (const paragraph of expect.article) {
            at = copy.indexOf(`\n\n${paragraph}\n`, at);
            assert.ok(at > 0, paragraph);
          }
          assert.match(copy, /reached your limit/); // put back, and so saved
          assert.ok(!copy.includes("We use cookies"));
        }

        // Escape in the choice closes its list and not the reader; another page begins with HTML again.
        await reader.js(() => document.getElementById("format").focus());
        await reader.press("Escape");
        await reload(reader);
        assert.equal((await choice()).value, "html");
      });
    });

    test("where there is no article, what was put back and is taken out again goes again", async () => {
      await reading("/wall", async (reader) => {
        const state = () => reader.js(() => `${document.body.dataset.state}, ${document.querySelectorAll(".part.back").length} back`);
        assert.equal(await state(), "failed, 0 back");
        await press(reader, '.part button[data-do="put-back"]');
        await until("the wall in place of the article", async () => await state() === "ready, 1 back");
        await press(reader, '.part button[data-do="take-out"]');
        await until("no article again", async () => await state() === "failed, 0 back");
        assert.equal(await reader.js(() => document.querySelector("[data-failure]").dataset.failure), "no_article");
        assert.equal(await reader.js(() => document.getElementById("drawer").hidden), false);
      });
    });

    test("a copy that cannot be written: said why, and the article stays", async () => {
      await reading("/page.html", async (reader) => {
        // A file where the folder should be.
        const config = join(rig.home, ".config/cleancopy");
        mkdirSync(config, { recursive: true });
        writeFileSync(join(rig.home, "no-folder"), "");
        writeFileSync(join(config, "config"), `folder = ${join(rig.home, "no-folder/copies")}\n`);
        await reload(reader);
        await press(reader, "#save");
        await until("a reason", () => reader.js(() => document.querySelector("#receipt.failed")?.hidden === false));
        assert.match(await reader.js(() => document.getElementById("receipt").textContent), /^Not saved\. .+ The article is still here\./);
        assert.ok((await texts(reader, "main .text p")).includes(expect.article[0]));
        await rig.shot(reader, "not-saved");
        writeFileSync(join(config, "config"), "");
      });
    });

    test("a page that never finishes coming in is read as far as it is there", async () => {
      const page = await rig.open("/blank");
      await page.js((url) => { setTimeout(() => { location.href = url; }, 50); }, rig.server.url("/held"));
      await until("the story", () => page.js(() => document.querySelectorAll("article p").length > 7));
      const reader = await rig.read(page);
      assert.deepEqual(await texts(reader, "main .text p"), expect.article);
      await reader.close();
      await page.close();
    });

    test(`a page of ${LARGE} elements, from click to paint`, async (t) => {
      await reading("/large", async (reader, page) => {
        assert.ok(await page.js(() => document.querySelectorAll("*").length) > LARGE - 100);
        const article = await texts(reader, "main .text p");
        assert.deepEqual(article.filter((text) => expect.article.includes(text)), expect.article);
        const steps = await until("the paint", () => reader.js(() => {
          const all = performance.getEntriesByType("measure").map(({ name, duration }) =>
            `${name.replace("cleancopy:", "")} ${Math.round(duration)} ms`);
          return all.some((step) => step.startsWith("all ")) ? all : null;
        }));
        t.diagnostic(`${driver.name}: ${steps.join(", ")}`);
      });
    });
  });

async function savedPath(reader) {
  const path = await until("a receipt", () => reader.js(() => {
    const receipt = document.getElementById("receipt");
    return receipt.hidden ? null : receipt.querySelector("code")?.textContent;
  }));
  await reader.js(() => { document.getElementById("receipt").hidden = true; });
  return path;
}
