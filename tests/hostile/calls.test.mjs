// What the host asks of the system in a whole run, as strace sees it: no network, no other
// program, and no file outside its folder once it is confined.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { Host, page, program, throwawayHome } from "../wire/client.mjs";

const traced = "trace=%network,execve,execveat,fork,vfork,clone,clone3,%file,seccomp,prctl";
const network =
  /\b(socket|socketpair|connect|bind|listen|accept4?|send(to|msg|mmsg)|recv(from|msg|mmsg)|shutdown|[gs]etsockopt|getpeername|getsockname)\(/;

// Leak detection is a tracer, too, and there can be one only.
const works = spawnSync("strace", ["-f", "-qq", "-o", "/dev/null", "true"]).status === 0;
const skip =
  (process.env.CLEANCOPY_MODE === "sanitize" && "the sanitizers trace by themselves") ||
  (!works && "strace is not installed, or may not trace here");

test("the trace shows a connection where there is one", { skip }, (t) => {
  const { home } = throwawayHome(t);
  const log = join(home, "trace");
  const connect = "require('net').connect(9, '127.0.0.1').on('error', () => {})";
  spawnSync("strace", ["-f", "-o", log, "-e", traced, process.execPath, "-e", connect]);
  assert.match(readFileSync(log, "utf8"), network);
});

test("hello and doctor say how much the system holds the host to", async (t) => {
  const home = throwawayHome(t);
  const host = new Host(t, { home });
  const { confinement } = await host.reply("greeting");
  assert.equal(await host.close(), 0);
  const levels = process.env.CLEANCOPY_MODE === "sanitize" ? ["none"] : ["full", "partial", "none"];
  assert.ok(levels.includes(confinement), confinement);
  const env = { ...process.env, HOME: home.home, XDG_CONFIG_HOME: join(home.home, "config") };
  const cli = process.env.CLEANCOPY_BIN ?? program.replace(/-host$/, "");
  const { checks } = JSON.parse(spawnSync(cli, ["doctor", "--json"], { env }).stdout);
  const { detail } = checks.find(({ name }) => name === "handshake");
  assert.ok(detail.endsWith(`confinement ${confinement}`), detail);
});

test("hello, a page, again, save: no network, no program, no file elsewhere", { skip }, async (t) => {
  const home = throwawayHome(t);
  const log = join(home.home, "trace");
  const host = new Host(t, { home, shell: `exec strace -f -o '${log}' -e ${traced} "$0" "$@"` });
  const { confinement } = await host.reply("greeting");
  const links =
    '<a href="https://a.example/">a</a><img src="https://a.example/b.png" alt="b">' +
    '<script src="https://a.example/c.js"></script><link rel=stylesheet href="https://a.example/d">';
  const html = page(links).replace("<head>", '<head><meta charset="shift_jis">');
  assert.equal((await host.clean("s", html, { url: "https://a.example/" })).body.status, "ok");
  assert.equal((await host.ask({ type: "clean", id: "c", snapshot: "s" })).type, "cleaned");
  const saved = await host.ask({ type: "save", id: "v", snapshot: "s" });
  assert.equal(saved.type, "saved");
  assert.ok(saved.path.startsWith(home.copies));
  assert.equal(await host.close(), 0);

  const lines = readFileSync(log, "utf8").split("\n");
  assert.equal(lines.filter((line) => / \+\+\+ exited with 0 \+\+\+/.test(line)).length, 4, "host, workers");
  assert.deepEqual(lines.filter((line) => network.test(line)), []);
  assert.equal(lines.filter((line) => /\bexecve(at)?\(/.test(line)).length, 1, "the host itself");
  if (confinement === "none") return;
  const confined = lines.findIndex((line) => /PR_SET_SECCOMP|\bseccomp\(/.test(line));
  assert.ok(confined > 0);
  const files = lines.slice(confined).flatMap((line) => [...line.matchAll(/"(\/[^"]*)"/g)].map((m) => m[1]));
  const isOurs = (path) =>
    path.startsWith(home.copies) || home.copies.startsWith(path) || path.startsWith("/proc/self/fd/");
  assert.ok(files.length > 0);
  assert.deepEqual(files.filter((path) => !isOurs(path)), []);
});
