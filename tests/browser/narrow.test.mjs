// The reader in a narrow window, where the drawer lies over the article.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PARTS, RICH, answer } from "./answers.mjs";
import { drivers, until } from "./driver/index.mjs";
import { answeringHost } from "./hosts.mjs";
import { press, startRig } from "./rig.mjs";

for (const driver of drivers())
  describe(`a narrow window in ${driver.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "cleancopy-hosts-"));
    let rig;

    before(async () => {
      rig = await startRig(driver, { pages: { "/story": "<!doctype html><title>A story</title><p>A story." }, size: [640, 720] });
      const more = Array.from({ length: 12 }, (_, i) => ({ ...PARTS[0], id: 300 + i }));
      rig.host(answeringHost(folder, answer({ html: RICH, removed: [...PARTS, ...more] })));
    });
    after(async () => {
      await rig?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    test("the drawer's way out stays in sight, and its content below it", async () => {
      const page = await rig.open("/story");
      const reader = await rig.read(page);
      assert.equal(await reader.js(() => document.getElementById("drawer").hidden), true, "on demand only");
      await press(reader, "#toggle");
      const seen = await reader.js(() => {
        const drawer = document.getElementById("drawer");
        const close = drawer.querySelector('[data-do="close-drawer"]');
        drawer.scrollTop = drawer.scrollHeight;
        const box = close.getBoundingClientRect();
        const last = [...drawer.querySelectorAll("button")].at(-1);
        const first = drawer.querySelector(".part button");
        first.focus();
        return {
          scrolled: drawer.scrollHeight > drawer.clientHeight,
          onTop: close.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)),
          last: last !== close,
          below: first.getBoundingClientRect().top >= close.getBoundingClientRect().bottom,
        };
      });
      assert.deepEqual(seen, { scrolled: true, onTop: true, last: true, below: true });
      await rig.shot(reader, "narrow-drawer");
      await press(reader, '[data-do="close-drawer"]');
      await until("the drawer to close", () => reader.js(() => document.getElementById("drawer").hidden));
      await reader.close();
      await page.close();
    });
  });
