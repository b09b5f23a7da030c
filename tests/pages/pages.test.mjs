// Every folder here holds a page and what is to be made of it (expect.mjs says how it is
// written), by the command line and by the host alike. tests/browser/pages.test.mjs reads the
// same pages as the browsers see them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { Host } from "../wire/client.mjs";
import { answerIs, blocks, findGroup, FOLDER, pages, textIs } from "./expect.mjs";

const cleancopy = process.env.CLEANCOPY_BIN ?? join(FOLDER, "../../build/release/cleancopy");

function run(...args) {
  return execFileSync(cleancopy, args, { encoding: "utf8", maxBuffer: 64 << 20 });
}

for (const { slug, path, html, expect } of pages()) {
  test(`${slug}: the answer of the command line`, () => {
    answerIs(JSON.parse(run("clean", path, "--url", expect.url, "--format", "json")), expect);
  });

  test(`${slug}: as text`, () => {
    const [head, ...article] = run("clean", path, "--url", expect.url, "--format", "text").split("\n\n");
    assert.ok(head.startsWith(`${expect.facts?.title ?? ""}`) && head.includes(`\n${expect.url}`), head);
    textIs(article.join("\n\n"), expect);
  });

  test(`${slug}: through the host, and put back`, async (t) => {
    const host = new Host(t);
    const { body } = await host.clean("page", html, { url: expect.url });
    answerIs(body, expect);

    // Each group comes back where it stood: behind the block that it is said to follow.
    const used = new Set();
    for (const wanted of expect.overlays.filter((group) => group.after_paragraph)) {
      const keep = findGroup(body.removed, wanted, used).map((part) => part.id);
      const again = await host.ask({ type: "clean", id: `keep-${keep[0]}`, snapshot: "page",
        marks: { keep, drop: [] } });
      const texts = blocks(again.body.html);
      const before = texts.indexOf(expect.article[wanted.after_paragraph - 1]);
      assert.ok(texts[before + 1].includes(wanted.parts[0].text), texts[before + 1]);
      assert.ok(!again.body.removed.some((part) => keep.includes(part.id)));
    }
    assert.equal(await host.close(), 0);
  });
}
