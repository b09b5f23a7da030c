// Many pages, and many that die: the host's memory stays flat, and it goes on.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { Host, page, upload } from "../wire/client.mjs";

const isSanitized = process.env.CLEANCOPY_MODE === "sanitize";
const says = (reply, text) => assert.ok(reply.body?.html.includes(text), `${text}: ${reply.code}`);

// What the host has open: every worker costs a pipe.
const descriptors = (host) => readdirSync(`/proc/${host.child.pid}/fd`).length;

test("ten thousand requests leave memory and descriptors as a hundred do", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const n = isSanitized ? 400 : 10_000;
  const html = [...Array(8).keys()].map((i) => page(`page ${i} ${"and more ".repeat(i * 100)}`));
  let after100;
  for (let done = 0; done < n; done += 4) {
    // All that can be asked: pages, the same again, with marks, saved, cancelled, wrong.
    const id = `s${done}`;
    host.send(
      ...upload(id, html[done % html.length]),
      { type: "clean", id: `c${done}`, snapshot: id, marks: { drop: [7] } },
      { type: "clean", id: `u${done}`, snapshot: "none" },
      done % 100 === 0
        ? { type: "save", id: `x${done}`, snapshot: id }
        : { type: "cancel", id: `x${done}`, snapshot: `s${done - 8}` },
    );
    for (const type of ["s", "c", "u", "x"]) await host.reply(`${type}${done}`);
    host.frames.length = 0;
    if (done === 100) after100 = { kib: host.memory("VmRSS"), fds: descriptors(host) };
  }
  const atLast = { kib: host.memory("VmRSS"), fds: descriptors(host) };
  t.diagnostic(`${after100.kib} KiB after 100, ${atLast.kib} KiB after ${n}`);
  if (!isSanitized) assert.ok(atLast.kib <= after100.kib * 1.05, `${after100.kib} -> ${atLast.kib} KiB`);
  assert.equal(atLast.fds, after100.fds);
  assert.equal(await host.close(), 0);
});

test("workers killed at any moment: each page has one answer, and the host goes on", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const n = isSanitized ? 30 : 300;
  const html = page("killed " + "<p>Words, and <b>more</b> of them.</p>".repeat(300));
  const ends = { cleaned: 0, crashed: 0 };
  // From not yet forked to nearly done, as long as the first took.
  const started = process.hrtime.bigint();
  says(await host.clean("first", html), "killed");
  const took = Number(process.hrtime.bigint() - started) / 1e6;
  let killed = 0;
  for (let i = 0; killed < n; i++) {
    assert.ok(i < 20 * n, `only ${killed} of ${i} workers were caught`);
    host.send(...upload(`s${i}`, html));
    const moment = performance.now() + Math.random() * took;
    let caught = false;
    const answer = host.reply(`s${i}`);
    while (!caught && performance.now() < moment + took) {
      await new Promise((resolve) => setImmediate(resolve));
      if (performance.now() < moment) continue;
      for (const pid of host.workers())
        try {
          process.kill(pid, "SIGKILL");
          caught = true;
        } catch {
          break; // it was done
        }
      if (host.replies.length || caught) break;
    }
    const reply = await answer;
    if (reply.type === "cleaned") ends.cleaned++;
    else {
      assert.equal(reply.code, "crashed");
      ends.crashed++;
    }
    killed += caught;
    if (i % 25 === 0) says(await host.clean(`after-${i}`, page(`after ${i}`)), `after ${i}`);
  }
  t.diagnostic(`${killed} killed: ${ends.crashed} crashed, ${ends.cleaned} were done before`);
  assert.ok(ends.crashed > n / 4, `${ends.crashed}`);
  assert.deepEqual(host.workers(), []);
  says(await host.clean("at-last", page("at last")), "at last");
  assert.equal(await host.close(), 0);
  assert.equal(host.stderr, "");
});
