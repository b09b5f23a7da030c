// What a worker has in its hands, as the system tells it: a filter, limits, two descriptors. And in
// its memory its own page, and of other pages, whether they are in hand, waiting, in work or on
// their way out, nothing; nor anything that another process still reads from, but the one place
// for its own answer.
import assert from "node:assert/strict";
import { closeSync, openSync, readFileSync, readSync, readdirSync, readlinkSync } from "node:fs";
import test from "node:test";
import { Host, limits, page, slowPage, upload } from "../wire/client.mjs";

const isSanitized = process.env.CLEANCOPY_MODE === "sanitize";

const PIECE = 1 << 20;
const LARGEST = 1n << 30n; // what the worker itself reserves, and sanitizers' shadows

/** The stretches of a process's memory that it can read: { from, to, shared }. */
function stretches(pid) {
  const lines = readFileSync(`/proc/${pid}/maps`, "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, from, to, rights] = /^([0-9a-f]+)-([0-9a-f]+) (r..[ps]) .*(?<!\[v\w+\])$/.exec(line) ?? [];
    return from ? [{ from: BigInt(`0x${from}`), to: BigInt(`0x${to}`), shared: rights.endsWith("s") }] : [];
  });
}

/** Which of the words stand somewhere in it. */
function wordsIn(pid, words) {
  const found = new Set();
  const memory = openSync(`/proc/${pid}/mem`, "r");
  const piece = Buffer.alloc(PIECE);
  for (const { from, to } of stretches(pid).filter((one) => one.to - one.from < LARGEST))
    for (let at = from; at < to; at += BigInt(PIECE)) {
      let length;
      try {
        length = readSync(memory, piece, 0, Math.min(PIECE, Number(to - at)), at);
      } catch {
        break; // reserved, and not there
      }
      for (const word of words) if (piece.subarray(0, length).includes(word)) found.add(word);
    }
  closeSync(memory);
  return [...found];
}

test("a worker has its own page and the place for its answer", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  // Large and small, in hand; one whose answer is stuck on its way out; one in work.
  await host.clean("large", page("Aardvark ".repeat(5000)));
  await host.clean("small", page("Badger"));
  host.child.stdout.pause();
  host.send(...upload("leaving", page("Capybara ".repeat(400_000))));
  await host.working(1);
  await host.working(0);
  host.send(...upload("first", slowPage("Dormouse")));
  const [first] = await host.working(1);
  process.kill(first, "SIGSTOP");
  assert.deepEqual(wordsIn(first, ["Dormouse", "Aardvark", "Badger", "Capybara"]), ["Dormouse"]);
  const shared = stretches(first).filter((one) => one.shared);
  assert.equal(shared.length, 2, "its page, its answer");

  process.kill(first, "SIGCONT");
  host.child.stdout.resume();
  await host.reply("leaving");
  await host.reply("first");
  host.send(...upload("one", slowPage("Elephant")), ...upload("other", slowPage("Flamingo")));
  const pids = await host.working(2);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  const words = pids.map((pid) => wordsIn(pid, ["Elephant", "Flamingo", "Dormouse", "Capybara", "Badger"]));
  assert.deepEqual(words, [["Elephant"], ["Flamingo"]]);
  for (const pid of pids) assert.equal(stretches(pid).filter((one) => one.shared).length, 2);
  for (const pid of pids) process.kill(pid, "SIGCONT");
  assert.equal((await host.reply("one")).body.status, "ok");
  assert.equal((await host.reply("other")).body.status, "ok");
  assert.equal(await host.close(), 0);
});

// What /proc/PID/limits says.
const most = {
  "Max core file size": 0,
  "Max file size": 0,
  "Max open files": 0,
  "Max processes": 0,
};

test("a worker at its page is confined, limited, and holds two descriptors", { skip: isSanitized && "not confined" }, async (t) => {
  const host = new Host(t);
  const { confinement } = await host.reply("greeting");
  if (confinement !== "full") return t.skip("the system lacks something of it");
  const html = slowPage();
  host.send(...upload("s", html));
  const [pid] = await host.working(1);
  const read = (name) => readFileSync(`/proc/${pid}/${name}`, "utf8");
  while (!/^Seccomp:\t2$/m.test(read("status"))) await host.working(1); // the host's is inherited
  while (!/^Seccomp_filters:\t2$/m.test(read("status"))) await host.working(1); // and its own
  process.kill(pid, "SIGSTOP");
  assert.match(read("status"), /^NoNewPrivs:\t1$/m);
  const limited = Object.fromEntries(
    [...read("limits").matchAll(/^(Max [a-z ]+?) {2,}(\S+)/gm)].map(([, name, soft]) => [name, Number(soft)]));
  for (const [name, value] of Object.entries(most)) assert.equal(limited[name], value, name);
  const seconds = Math.ceil((limits.LIMIT_CPU_MS + Math.floor(html.length / limits.MIB) * limits.LIMIT_CPU_MS_PER_MIB) / 1000);
  assert.equal(limited["Max cpu time"], seconds);
  assert.ok(limited["Max address space"] < 8 * 2 ** 30, `${limited["Max address space"]}`);
  const open = readdirSync(`/proc/${pid}/fd`).sort();
  assert.deepEqual(open, ["2", "3"]);
  assert.match(readlinkSync(`/proc/${pid}/fd/3`), /^pipe:/);
  process.kill(pid, "SIGCONT");
  assert.equal((await host.reply("s")).type, "cleaned");
  assert.equal(await host.close(), 0);
});
