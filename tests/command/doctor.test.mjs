import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cleancopy, host, makeHome, run } from "./run.mjs";

const manifest = ".mozilla/native-messaging-hosts/org.cleancopy.host.json";

function doctor(home, program) {
  const { code, out, err } = run(["doctor", "--json"], { home, program });
  assert.equal(err, "");
  const report = JSON.parse(out);
  assert.equal(report.ok, code === 0);
  return { code, report, check: (name) => report.checks.find((check) => check.name === name) };
}

test("in an empty home nothing is broken", (t) => {
  const home = makeHome(t);
  const { code, check } = doctor(home);
  assert.equal(code, 0);
  assert.equal(check("program").state, "ok");
  assert.equal(check("host").state, "ok");
  assert.match(check("handshake").detail, /^host \S+, protocol 1, engine /);
  assert.equal(check("folder for copies").state, "ok");
  assert.equal(check("Firefox"), undefined);
  // The host makes its folder when it starts; nothing else is written.
  assert.deepEqual(readdirSync(home), ["Documents"]);
  assert.deepEqual(readdirSync(join(home, "Documents/Cleancopy")), []);
  assert.match(run(["doctor"], { home }).out, /Next: cleancopy install\n$/);
});

test("a browser that is here and does not know the host is absent, not broken", (t) => {
  const home = makeHome(t);
  mkdirSync(join(home, ".config/mozilla/firefox"), { recursive: true });
  const { code, check } = doctor(home);
  assert.equal(code, 0);
  assert.deepEqual([check("Firefox").state, check("Firefox").advice], ["absent", "cleancopy install"]);
  run(["install"], { home });
  assert.equal(doctor(home).check("Firefox").state, "ok");
  assert.match(run(["doctor"], { home }).out, /Next: nothing to do/);
});

test("a manifest that is broken, stale, or names a host that is gone", (t) => {
  const home = makeHome(t);
  run(["install"], { home });
  const path = join(home, manifest);
  const good = readFileSync(path, "utf8");
  const cases = {
    "{": /can't be read/,
    [good.replace("cleancopy@cleancopy.org", "somebody@example.org")]: /not what it should be/,
    [good.replace(/"path": ".*"/, '"path": "/nowhere/cleancopy-host"')]: /names \/nowhere\/cleancopy-host, which is not there/,
    [good.replace("org.cleancopy.host", "org.other.host")]: /can't be read/,
  };
  for (const [text, detail] of Object.entries(cases)) {
    writeFileSync(path, text);
    const { code, check } = doctor(home);
    assert.equal(code, 24);
    assert.equal(check("Firefox").state, "bad");
    assert.match(check("Firefox").detail, detail);
    assert.match(run(["doctor"], { home }).out, /Next: cleancopy install\n$/);
  }
  writeFileSync(path, good.replace(/"path": ".*"/, '"path": "/bin/true"'));
  assert.equal(doctor(home).check("Firefox").state, "note");
});

test("a folder that can’t be used", (t) => {
  const home = makeHome(t);
  mkdirSync(join(home, ".config/cleancopy"), { recursive: true });
  writeFileSync(join(home, ".config/cleancopy/config"), "folder = copies\n");
  const { code, check } = doctor(home);
  assert.equal(code, 24);
  assert.match(check("folder for copies").detail, /not an absolute path/);
});

test("browsers in a box are named with what helps", (t) => {
  const home = makeHome(t);
  mkdirSync(join(home, "snap/firefox"), { recursive: true });
  mkdirSync(join(home, "snap/chromium"), { recursive: true });
  mkdirSync(join(home, ".var/app/org.mozilla.firefox"), { recursive: true });
  const { code, check } = doctor(home);
  assert.equal(code, 0);
  assert.match(check("Firefox (snap)").advice, /flatpak permission-set webextensions org\.cleancopy\.host snap\.firefox yes/);
  assert.match(check("Firefox (Flatpak)").detail, /157/);
  assert.equal(check("Chromium (snap)").state, "note");
});

// The program with another host beside it.
function withHost(home, script) {
  copyFileSync(cleancopy, join(home, "cleancopy"));
  if (script) writeFileSync(join(home, "cleancopy-host"), script);
  else copyFileSync(host, join(home, "cleancopy-host"));
  chmodSync(join(home, "cleancopy-host"), 0o755);
  return join(home, "cleancopy");
}

test("the host beside the program is the one that is asked", (t) => {
  const home = makeHome(t);
  assert.equal(doctor(home, withHost(home)).check("host").detail, join(home, "cleancopy-host"));
});

const frame = (object) => {
  const json = Buffer.from(typeof object === "string" ? object : JSON.stringify(object));
  const header = Buffer.alloc(4);
  header.writeUInt32LE(json.length);
  return Buffer.concat([header, json]);
};

const hosts = {
  "ends at once": [Buffer.alloc(0), /ended without an answer/],
  "prints a line first": [Buffer.from("Hello, world\n"), /no message/],
  "answers no JSON": [frame("{{}"), /not JSON/],
  "refuses us": [frame({ type: "error", id: null, code: "bad_caller", message: "Who are you?" }), /Who are you\? \(bad_caller\)/],
  "is another version": [frame({ type: "hello", id: "hello", protocol: 1, host: "99.0", engine: "1", model: "m" }), /host 99\.0/],
};
for (const [name, [answer, detail]] of Object.entries(hosts)) {
  test(`a host that ${name}`, (t) => {
    const home = makeHome(t);
    writeFileSync(join(home, "answer"), answer);
    const { code, check } = doctor(home, withHost(home, `#!/bin/sh\ncat ${home}/answer\nhead -c 20 >/dev/null\n`));
    assert.equal(code, 24);
    assert.equal(check("handshake").state, "bad");
    assert.match(check("handshake").detail, detail);
  });
}

test("a host that says nothing is not waited for for ever", { timeout: 60000 }, (t) => {
  const home = makeHome(t);
  const started = Date.now();
  const { check } = doctor(home, withHost(home, "#!/bin/sh\nexec sleep 300\n"));
  assert.match(check("handshake").detail, /too_slow/);
  assert.ok(Date.now() - started < 30000);
});

test("a host that is missing", (t) => {
  const home = makeHome(t);
  copyFileSync(cleancopy, join(home, "cleancopy"));
  const { code, check } = doctor(home, join(home, "cleancopy"));
  assert.equal(code, 24);
  assert.match(check("host").detail, /not there/);
});
