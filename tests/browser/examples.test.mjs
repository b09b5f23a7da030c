// What the host makes of every example in tests/spec, read by real browsers: the tree that the
// printer meant, whichever way it gets into a document.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { cleaned, exampleFiles, examplesIn } from "../spec/examples.mjs";
import { drivers } from "./driver/index.mjs";
import { startProxy } from "./proxy.mjs";
import { startRig } from "./rig.mjs";
import { openStage, STAGE } from "./stage.mjs";

const FRAMES = 60; // a batch on the stage

let outputs; // { id, html }

before(async () => {
  process.env.CLEANCOPY_BIN ??= new URL("../../build/release/cleancopy", import.meta.url).pathname;
  outputs = [];
  for (const file of exampleFiles)
    for (const example of examplesIn(file)) {
      const json = await cleaned(example, "json");
      const html = json === null ? "" : JSON.parse(json).html;
      if (html) outputs.push({ id: `${file}: ${example.name}`, html });
    }
});

for (const driver of drivers())
  describe(driver.name, () => {
    let rig, proxy;

    before(async () => {
      proxy = await startProxy();
      rig = await startRig(driver, { ...STAGE, proxy });
    });
    after(async () => {
      await rig?.stop();
      await proxy?.close();
    });

    for (const way of ["document", "inner"])
      test(`every example stands as it was printed (${way})`, async () => {
        assert.ok(outputs.length > 200, `${outputs.length} examples`);
        const stage = await openStage(rig);
        const wrong = [];
        for (let from = 0; from < outputs.length; from += FRAMES) {
          const batch = outputs.slice(from, from + FRAMES);
          const seen = await stage.play(batch, way);
          seen.forEach(({ foreign, printed, ran }, i) => {
            if (foreign.length || ran.length || printed !== batch[i].html) wrong.push({ ...batch[i], foreign, ran, printed });
          });
        }
        await stage.close();
        assert.deepEqual(wrong, []);
      });

    test("the check sees another tree", async () => {
      const stage = await openStage(rig);
      const [seen] = await stage.play([{ id: "nested", html: "<p>a<p>b</p></p>" }], "document");
      await stage.close();
      assert.notEqual(seen.printed, "<p>a<p>b</p></p>");
    });
  });
