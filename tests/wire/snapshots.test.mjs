// Snapshots: sent in parts, waiting, in work, in hand; cancelled, crashed, too many.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import test from "node:test";
import { Host, frame, limits, page, slowPage, upload } from "./client.mjs";

const { LIMIT_WORKERS, LIMIT_QUEUE, LIMIT_IN_HAND, LIMIT_PART, LIMIT_SNAPSHOT } = limits;

async function goesOn(host) {
  assert.equal((await host.clean("at-last", page("at last"))).body.status, "ok");
  assert.equal(await host.close(), 0);
  assert.equal(host.stderr, "");
  assert.deepEqual(host.replies, [], "a reply nobody waited for");
}

const says = (reply, text) => assert.ok(reply.body.html.includes(text), `${text} in ${reply.id}`);

// Stops workers where they are, so that what is in work stays so.
const hold = (pids) => pids.forEach((pid) => process.kill(pid, "SIGSTOP"));
const release = (pids) => pids.forEach((pid) => process.kill(pid, "SIGCONT"));

// -- Parts -------------------------------------------------------------------------------

test("in parts of every size, cut between any two characters", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const html = page("😀 é ₹ \\ \" \n \u2028 \u007f end");
  const whole = await host.clean("whole", html);
  for (let size = 1; size < 40; size += size < 5 ? 1 : 7) {
    host.send(...upload(`by-${size}`, html, {}, size));
    assert.equal((await host.reply(`by-${size}`)).text, whole.text);
  }
  says(whole, "😀 é ₹ \\ \"");
  await goesOn(host);
});

test("interleaved", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const names = ["a", "b", "c", "d"];
  const uploads = names.map((id) => upload(id, page(`this is ${id}`), {}, 50));
  for (let i = 0; uploads.some((list) => i < list.length); i++)
    host.send(...uploads.filter((list) => i < list.length).map((list) => list[i]));
  for (const id of names) says(await host.reply(id), `this is ${id}.`);
  await goesOn(host);
});

// What goes wrong on the way in: changes to the messages of a page in three parts. Every time
// the snapshot gets one answer, at once, whatever is still sent of it.
const html = page("in three parts");
const parts = () => upload("s", html, {}, Math.ceil(html.length / 3));
const faults = {
  "parts out of order": (all) => [all[0], all[2], all[1], all[3], all[4]],
  "a part repeated": (all) => [all[0], all[1], all[1], all[2], all[3], all[4]],
  "the first part missing": (all) => [all[0], all[2], all[3], all[4]],
  "the last part missing": (all) => [all[0], all[1], all[2], all[4]],
  "no parts": (all) => [all[0], all[4]],
  "more bytes than announced": (all) => [{ ...all[0], bytes: all[0].bytes - 1 }, ...all.slice(1)],
  "fewer bytes than announced": (all) => [{ ...all[0], bytes: all[0].bytes + 1 }, ...all.slice(1)],
  "a part that is wrong": (all) => [all[0], { ...all[1], seq: "0" }, ...all.slice(2)],
  "a part too large": (all) => [
    all[0],
    { ...all[1], html: "x".repeat(LIMIT_PART + 1) },
    ...all.slice(2),
  ],
  "begun twice": (all) => [all[0], all[1], all[0], all[1], all[2], all[3], all[4]],
  "begun wrong": (all) => [{ ...all[0], url: 1 }, ...all.slice(1)],
};

for (const [name, change] of Object.entries(faults))
  test(name, async (t) => {
    const host = new Host(t);
    await host.reply("greeting");
    host.send(...change(parts()));
    const error = await host.reply("s");
    assert.equal(error.type, "error");
    assert.equal(error.code, "bad_request");
    await host.settled();
    assert.deepEqual(host.replies, []);
    assert.equal((await host.ask({ type: "clean", id: "c", snapshot: "s" })).code, "unknown_snapshot");
    says(await host.clean("s", html), "in three parts"); // the id is free again
    await goesOn(host);
  });

test("a part after the end", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.send(...upload("s", slowPage()));
  hold(await host.working(1));
  host.send({ type: "part", id: "s", seq: 99, html: "x" }, { type: "end", id: "s" });
  assert.equal((await host.reply("s")).code, "bad_request");
  await host.working(0);
  await goesOn(host);
});

test("parts of nothing", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  assert.equal((await host.ask({ type: "part", id: "a", seq: 0, html: "x" })).code, "bad_request");
  assert.equal((await host.ask({ type: "end", id: "b" })).code, "bad_request");
  assert.equal((await host.clean("empty", "")).body.status, "no_article");
  await goesOn(host);
});

test("an id that is in hand or in use", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  says(await host.clean("s", page("the first")), "the first");
  const error = await host.clean("s", page("the second"));
  assert.equal(error.code, "bad_request");
  says(await host.ask({ type: "clean", id: "c", snapshot: "s" }), "the first");
  const [begin, ...rest] = upload("slow", slowPage());
  host.send(begin, ...rest);
  hold(await host.working(1));
  const twice = { type: "clean", id: "slow", snapshot: "s" };
  assert.equal((await host.ask(twice)).code, "bad_request");
  release(host.workers());
  assert.equal((await host.reply("slow")).type, "cleaned");
  await goesOn(host);
});

test("larger than the limit", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const all = parts();
  host.send({ ...all[0], bytes: LIMIT_SNAPSHOT + 1 }, ...all.slice(1));
  assert.equal((await host.reply("s")).code, "too_large");
  await host.settled();
  // What is announced costs nothing before it comes.
  const before = host.memory("VmRSS");
  for (let i = 0; i < LIMIT_QUEUE; i++) host.send({ type: "begin", id: `b${i}`, bytes: LIMIT_SNAPSHOT });
  await host.settled();
  assert.ok(host.memory("VmRSS") - before < 4096, `${before} -> ${host.memory("VmRSS")} KiB`);
  for (let i = 0; i < LIMIT_QUEUE; i++) host.send({ type: "cancel", id: `x${i}`, snapshot: `b${i}` });
  for (let i = 0; i < LIMIT_QUEUE; i++) {
    assert.equal((await host.reply(`b${i}`)).code, "cancelled");
    assert.equal((await host.reply(`x${i}`)).type, "cancelled");
  }
  await goesOn(host);
});

test("end of input in the middle of a snapshot, and of work", async (t) => {
  const host = new Host(t);
  host.send(...parts().slice(0, 2), ...upload("slow", slowPage()));
  const [pid] = await host.working(1);
  hold([pid]);
  assert.equal(await host.close(), 0);
  assert.throws(() => process.kill(pid, 0), "the worker went along");
});

test("lone surrogates and NUL", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const escaped = "a\\ud800b\\udc00c\\u0000d\\udc00\\ud800e\\ud83d\\ude00f";
  const repaired = "a\ufffdb\ufffdc\ufffdd\ufffd\ufffde😀f";
  const bytes = Buffer.byteLength(page(repaired));
  host.send({ type: "begin", id: "s", bytes, title: "" });
  const body = JSON.stringify({ type: "part", id: "s", seq: 0, html: page("HERE") });
  host.write(frame(body.replace("HERE", escaped)));
  host.send({ type: "end", id: "s" });
  says(await host.reply("s"), repaired);
  const begin = JSON.stringify({ type: "begin", id: "t", bytes: 0, title: "HERE" });
  host.write(frame(begin.replace("HERE", escaped)));
  host.send({ type: "end", id: "t" });
  assert.equal((await host.reply("t")).type, "cleaned");
  await goesOn(host);
});

// -- Many at once ------------------------------------------------------------------------

test("two in work, eight waiting, then busy; in turn when there is room", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const room = LIMIT_WORKERS + LIMIT_QUEUE;
  for (let i = 0; i < LIMIT_WORKERS; i++) host.send(...upload(`s${i}`, slowPage(`slow ${i}`)));
  const pids = await host.working(LIMIT_WORKERS);
  hold(pids);
  for (let i = LIMIT_WORKERS; i < room + 3; i++) host.send(...upload(`s${i}`, page(`this is s${i}`)));
  await host.settled();
  assert.equal(host.workers().length, LIMIT_WORKERS);
  for (let i = room; i < room + 3; i++) assert.equal((await host.reply(`s${i}`)).code, "busy");
  assert.deepEqual(host.replies, []); // and no second word about their parts
  release(pids);
  for (let i = 0; i < room; i++) assert.equal((await host.reply(`s${i}`)).body.status, "ok");
  await goesOn(host);
});

test("a hundred requests, not one reply read", async (t) => {
  const host = new Host(t);
  says(await host.clean("s", page("again and again")), "again and again");
  await host.reply("greeting");
  host.child.stdout.pause();
  const requests = [...Array(100).keys()].map((i) => ({ type: "clean", id: `c${i}`, snapshot: "s" }));
  host.send(...requests);
  await new Promise((resolve) => setTimeout(resolve, 200));
  host.child.stdout.resume();
  const replies = await Promise.all(requests.map(({ id }) => host.reply(id)));
  const done = replies.filter(({ type }) => type === "cleaned");
  const busy = replies.filter(({ code }) => code === "busy");
  assert.equal(done.length + busy.length, 100);
  assert.ok(done.length >= LIMIT_WORKERS + LIMIT_QUEUE);
  await goesOn(host);
});

test("a reader that never reads costs a bounded memory, and one that reads late loses nothing", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.child.stdout.pause();
  const n = 40_000;
  const requests = [...Array(n).keys()].map((i) => frame({ type: "end", id: `e${i}` }));
  host.write(Buffer.concat(requests));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  if (process.env.CLEANCOPY_MODE !== "sanitize")
    assert.ok(host.memory() < 24 * 1024, `${host.memory()} KiB`);
  host.child.stdout.resume();
  await host.reply(`e${n - 1}`);
  assert.equal(host.replies.length, n - 1);
  host.replies.length = 0;
  await goesOn(host);
});

test("the end of input is noticed although nobody reads", async (t) => {
  // Through a pipe: the end of a socket's one direction is no hang-up. So many replies that the
  // host stops reading, so few requests that the rest of them fits into the pipe.
  const host = new Host(t, { shell: 'cat | "$0" "$@"' });
  await host.reply("greeting");
  host.child.stdout.pause();
  const requests = [...Array(13_000).keys()].map((i) => frame({ type: "end", id: `e${i}` }));
  host.write(Buffer.concat(requests));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const exit = new Promise((resolve) => host.child.once("exit", resolve));
  host.child.stdin.end();
  assert.equal(await exit, 0);
});

test("cancel is read although a long answer is stuck in the pipe", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.child.stdout.pause();
  host.send(...upload("long", page("y".repeat(6_000_000))));
  host.send({ type: "hello", id: "behind", protocol: 1 });
  await host.working(1);
  await host.working(0);
  const workers = new Promise((resolve) => setTimeout(resolve, 300));
  host.send({ type: "cancel", id: "x", snapshot: "long" });
  await workers;
  host.child.stdout.resume();
  assert.equal((await host.reply("x")).type, "cancelled");
  assert.equal((await host.reply("long")).code, "cancelled");
  assert.equal((await host.reply("behind")).type, "hello");
  const parts = host.frames.filter(({ message }) => message.id === "long" && message.type === "cleaned");
  assert.ok(parts.length <= 2, `${parts.length} parts of a cancelled answer`);
  await goesOn(host);
});

// -- Answers -----------------------------------------------------------------------------

test("an answer above the browsers' limit comes in parts", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  // Escaped twice, a quote takes four bytes; and every cut falls among long characters.
  const text = '"😀\\é₹ '.repeat(150_000);
  const reply = await host.clean("s", page(text));
  assert.ok(reply.n_parts >= 3, `${reply.n_parts} parts`);
  const lengths = host.frames.filter(({ message }) => message.id === "s").map(({ length }) => length);
  assert.ok(Math.max(...lengths) <= limits.LIMIT_REPLY, `${lengths}`);
  assert.ok(lengths.slice(0, -1).every((length) => length > limits.LIMIT_REPLY / 2), `${lengths}`);
  const { html } = reply.body;
  assert.equal(html.split("😀").length, 150_001);
  assert.ok(!html.includes("\ufffd"));
  await goesOn(host);
});

// -- Again, in hand ----------------------------------------------------------------------

test("the last four stay in hand; what is asked for stays longest", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const again = async (id) => host.ask({ type: "clean", id: `c-${id}-${Math.random()}`, snapshot: id });
  for (let i = 0; i < LIMIT_IN_HAND; i++) await host.clean(`s${i}`, page(`this is s${i}`));
  says(await again("s0"), "this is s0."); // now s1 is the oldest
  await host.clean("new", page("this is new"));
  assert.equal((await again("s1")).code, "unknown_snapshot");
  for (const id of ["s0", "s2", "s3", "new"]) says(await again(id), `this is ${id}.`);
  await goesOn(host);
});

test("marks: what is dropped is gone, what is kept is back", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const first = await host.clean("s", page("judged twice"));
  // The id of a block is its node number: the first paragraph's is somewhere in the first twenty.
  const without = (drop, id) =>
    host.ask({ type: "clean", id, snapshot: "s", marks: { keep: [], drop: [drop] } });
  let gone;
  for (let n = 1; n < 20 && !gone; n++) {
    const reply = await without(n, `d${n}`);
    const mine = reply.body.removed.find(({ kind }) => kind === "reader");
    if (mine && !reply.body.html.includes("first paragraph") && reply.body.html.includes("judged twice"))
      gone = { reply, mine };
  }
  assert.ok(gone, "no number drops the first paragraph alone");
  assert.match(gone.mine.text, /first paragraph/);
  const marks = { keep: [gone.mine.id], drop: [gone.mine.id] };
  const back = await host.ask({ type: "clean", id: "back", snapshot: "s", marks });
  assert.equal(back.body.html, first.body.html);
  await goesOn(host);
});

// -- Cancel and crash --------------------------------------------------------------------

test("cancel in every state", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const cancel = (snapshot, id) => host.ask({ type: "cancel", id, snapshot });

  assert.equal((await cancel("nothing", "x0")).code, "unknown_snapshot");

  const sent = parts();
  host.send(...sent.slice(0, 2)); // being sent
  assert.equal((await cancel("s", "x1")).type, "cancelled");
  assert.equal((await host.reply("s")).code, "cancelled");
  host.send(...sent.slice(2)); // what was on its way
  await host.settled();
  assert.deepEqual(host.replies, []);

  for (let i = 0; i < LIMIT_WORKERS; i++) host.send(...upload(`w${i}`, slowPage()));
  const pids = await host.working(LIMIT_WORKERS);
  hold(pids);
  host.send(...upload("waiting", page("waiting")));
  assert.equal((await cancel("waiting", "x2")).type, "cancelled");
  assert.equal((await host.reply("waiting")).code, "cancelled");

  assert.equal((await cancel("w0", "x3")).type, "cancelled"); // in work, even when it hangs
  assert.equal((await host.reply("w0")).code, "cancelled");
  await host.working(1);
  release(host.workers());
  assert.equal((await host.reply("w1")).type, "cleaned");

  host.send({ type: "clean", id: "one", snapshot: "w1" }); // one request: its snapshot stays
  host.send({ type: "clean", id: "other", snapshot: "w1" });
  hold(await host.working(2));
  assert.equal((await cancel("one", "x6")).type, "cancelled");
  assert.equal((await host.reply("one")).code, "cancelled");
  release(host.workers());
  assert.equal((await host.reply("other")).type, "cleaned");

  host.send({ type: "clean", id: "again", snapshot: "w1" }); // in hand, and asked for
  hold(await host.working(1));
  assert.equal((await cancel("w1", "x4")).type, "cancelled");
  assert.equal((await host.reply("again")).code, "cancelled");
  assert.equal((await cancel("w1", "x5")).code, "unknown_snapshot");
  await goesOn(host);
});

test("a worker that is killed", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  for (const signal of ["SIGKILL", "SIGABRT", "SIGTERM"]) {
    host.send(...upload("s", slowPage()));
    const [pid] = await host.working(1);
    process.kill(pid, signal);
    assert.equal((await host.reply("s")).code, "crashed", signal);
    // Nothing of it is in hand.
    assert.equal((await host.ask({ type: "clean", id: "c", snapshot: "s" })).code, "unknown_snapshot");
  }
  says(await host.clean("s", page("after that")), "after that");
  host.send({ type: "clean", id: "c", snapshot: "s" });
  assert.equal((await host.reply("c")).type, "cleaned");
  await goesOn(host);
});

test("a crash does not reach the page beside it", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.send(...upload("dies", slowPage()));
  const [pid] = await host.working(1);
  hold([pid]);
  host.send(...upload("lives", page("beside it")));
  says(await host.reply("lives"), "beside it");
  process.kill(pid, "SIGKILL");
  assert.equal((await host.reply("dies")).code, "crashed");
  await goesOn(host);
});

test("a worker that hangs is ended in time", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  host.send(...upload("s", slowPage()));
  hold(await host.working(1));
  const started = Date.now();
  assert.equal((await host.reply("s")).code, "too_slow");
  const took = Date.now() - started;
  assert.ok(took > limits.LIMIT_WALL_MS / 2 && took < 3 * limits.LIMIT_WALL_MS, `${took} ms`);
  await goesOn(host);
});

test("workers do not outlive a host that is killed", async (t) => {
  const host = new Host(t);
  host.send(...upload("s", slowPage()));
  const [pid] = await host.working(1);
  // A worker asks to go with its parent first of all, then lets go of the parent's input; one
  // that is stopped before would stay.
  while (existsSync(`/proc/${pid}/fd/0`)) await new Promise((resolve) => setTimeout(resolve, 1));
  hold([pid]);
  host.child.kill("SIGKILL");
  assert.equal(await host.exit, "SIGKILL");
  const gone = () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  };
  for (let i = 0; i < 200 && !gone(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(gone());
});
