import assert from "node:assert/strict";
import {
  chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync,
  statSync, symlinkSync, writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { cleancopy, host, makeHome, run } from "./run.mjs";

const file = "org.cleancopy.host.json";
const chromium = ".config/chromium/NativeMessagingHosts";
const chrome = ".config/google-chrome/NativeMessagingHosts";
const brave = ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts";
const firefox = ".mozilla/native-messaging-hosts";
const realHost = realpathSync(join(dirname(cleancopy), "cleancopy-host"));
const otherId = "abcdefghijklmnopabcdefghijklmnop";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

// Every file under a folder.
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

test("install registers Chromium, Chrome and Firefox in an empty home", (t) => {
  const home = makeHome(t);
  const { code, out, err } = run(["install"], { home });
  assert.equal(code, 0);
  assert.equal(err, "");
  assert.deepEqual(filesUnder(home).sort(), [chromium, chrome, firefox].map((f) => join(home, f, file)).sort());
  assert.equal(out.match(/ registered /g).length, 3);

  for (const folder of [chromium, chrome]) {
    assert.deepEqual(read(join(home, folder, file)), {
      name: "org.cleancopy.host",
      description: "Cleancopy: separates an article from what lies over it",
      path: realHost,
      type: "stdio",
      allowed_origins: ["chrome-extension://ionbjdmecjlapofemhjfcnmdhnbbmpjc/"],
    });
  }
  assert.deepEqual(Object.keys(read(join(home, firefox, file))),
    ["name", "description", "path", "type", "allowed_extensions"]);
  assert.deepEqual(read(join(home, firefox, file)).allowed_extensions, ["cleancopy@cleancopy.org"]);
  assert.equal(statSync(join(home, firefox, file)).mode & 0o7777, 0o644);
});

test("install twice changes nothing", (t) => {
  const home = makeHome(t);
  run(["install"], { home });
  const before = lstatSync(join(home, firefox, file));
  const { code, out } = run(["install"], { home });
  assert.equal(code, 0);
  assert.equal(out.match(/ as it should be /g).length, 3);
  const after = lstatSync(join(home, firefox, file));
  assert.equal(after.ino, before.ino);
  assert.equal(after.mtimeMs, before.mtimeMs);
});

test("install finds browsers by their profile folders, and XDG_CONFIG_HOME", (t) => {
  const home = makeHome(t);
  mkdirSync(join(home, ".config/BraveSoftware/Brave-Browser"), { recursive: true });
  mkdirSync(join(home, ".librewolf"));
  const { out } = run(["install"], { home });
  assert.match(out, /Brave +registered/);
  assert.match(out, /LibreWolf +registered/);
  assert.ok(existsSync(join(home, brave, file)));
  const config = join(home, "elsewhere");
  run(["install"], { home, env: { XDG_CONFIG_HOME: config } });
  assert.ok(existsSync(join(config, "chromium/NativeMessagingHosts", file)));
});

test("install for one browser, and for all", (t) => {
  const one = makeHome(t);
  assert.equal(run(["install", "--browser", "brave"], { home: one }).code, 0);
  assert.deepEqual(filesUnder(one), [join(one, brave, file)]);
  const all = makeHome(t);
  assert.equal(run(["install", "--browser", "all"], { home: all }).code, 0);
  assert.ok(filesUnder(all).length > 10);
});

test("install into a folder", (t) => {
  const home = makeHome(t);
  const folder = join(home, "user data/NativeMessagingHosts");
  assert.equal(run(["install", "--browser", "chromium", "--dir", folder], { home }).code, 0);
  assert.deepEqual(filesUnder(home), [join(folder, file)]);
  assert.ok("allowed_origins" in read(join(folder, file)));
  assert.equal(run(["uninstall", "--browser", "chromium", "--dir", folder], { home }).code, 0);
  assert.deepEqual(filesUnder(home), []);
});

test("--dry-run writes nothing", (t) => {
  const home = makeHome(t);
  const { code, out } = run(["install", "--dry-run", "--extension-id", otherId], { home });
  assert.equal(code, 0);
  assert.equal(out.match(/would register/g).length, 3);
  assert.deepEqual(readdirSync(home), []);
});

test("other extensions are let in, stay in, and reach the host", (t) => {
  const home = makeHome(t);
  run(["install", "--extension-id", otherId, "--extension-id", "dev@example.org",
    "--extension-id", "{01234567-89ab-cdef-0123-456789abcdef}"], { home });
  const callers = join(home, ".config/cleancopy/callers");
  assert.equal(readFileSync(callers, "utf8"),
    `${otherId}\ndev@example.org\n{01234567-89ab-cdef-0123-456789abcdef}\n`);
  assert.deepEqual(read(join(home, chromium, file)).allowed_origins,
    ["chrome-extension://ionbjdmecjlapofemhjfcnmdhnbbmpjc/", `chrome-extension://${otherId}/`]);
  assert.deepEqual(read(join(home, firefox, file)).allowed_extensions,
    ["cleancopy@cleancopy.org", "dev@example.org", "{01234567-89ab-cdef-0123-456789abcdef}"]);
  assert.match(run(["install"], { home }).out, /Firefox +as it should be/);

  const hello = (origin) => run([origin], { program: host, home }).code;
  assert.equal(hello(`chrome-extension://${otherId}/`), 0);
  assert.notEqual(hello(`chrome-extension://${"p".repeat(32)}/`), 0);
});

test("what is no id, no browser, no folder is refused before anything is written", (t) => {
  const home = makeHome(t);
  for (const args of [["--extension-id", "x/y"], ["--extension-id", ""], ["--extension-id", `${otherId}a`],
    ["--extension-id", "a@b@c"], ["--extension-id", "a@b\nc"], ["--browser", "netscape"],
    ["--browser", "firefox-snap"], ["--dir", "/tmp"], ["--browser", "all", "--dir", "/tmp"], ["here"]]) {
    const { code, err } = run(["install", ...args], { home });
    assert.equal(code, 64, args.join(" "));
    assert.match(err, /cleancopy install/);
  }
  assert.deepEqual(readdirSync(home), []);
});

test("a host that is not there is not registered", (t) => {
  const home = makeHome(t);
  const plain = join(home, "plain");
  writeFileSync(plain, "");
  for (const program of ["/nowhere/cleancopy-host", plain, home]) {
    const { code, err } = run(["install", "--host", program], { home });
    assert.equal(code, 22);
    assert.ok(err.includes(program));
  }
  assert.deepEqual(filesUnder(home), [plain]);
});

test("links are not followed", (t) => {
  const home = makeHome(t);
  const outside = makeHome(t);
  mkdirSync(join(home, chromium), { recursive: true });
  writeFileSync(join(outside, "victim"), "mine");
  symlinkSync(join(outside, "victim"), join(home, chromium, file));
  mkdirSync(join(home, ".config/google-chrome"));
  symlinkSync(outside, join(home, chrome));
  const { code, out } = run(["install"], { home });
  assert.equal(code, 0); // Firefox
  assert.match(out, /Chromium +left alone .*is a symbolic link/);
  assert.match(out, /Google Chrome +left alone .*leads out/);
  assert.equal(readFileSync(join(outside, "victim"), "utf8"), "mine");
  assert.deepEqual(readdirSync(outside), ["victim"]);
  assert.match(run(["uninstall"], { home }).out, /Chromium +left alone/);
  assert.ok(lstatSync(join(home, chromium, file)).isSymbolicLink());
});

test("a folder that is a link within the home is fine", (t) => {
  const home = makeHome(t);
  mkdirSync(join(home, "dotfiles"));
  symlinkSync(join(home, "dotfiles"), join(home, ".config"));
  assert.match(run(["install"], { home }).out, /Chromium +registered/);
  assert.ok(existsSync(join(home, "dotfiles/chromium/NativeMessagingHosts", file)));
});

test("nothing registered is a failure", (t) => {
  const home = makeHome(t);
  for (const name of [".config", ".mozilla"]) writeFileSync(join(home, name), "a file");
  const { code, out, err } = run(["install"], { home });
  assert.equal(code, 22);
  assert.equal(out.match(/not registered|left alone/g).length, 3);
  assert.match(err, /no browser was registered/);
});

test("install mends what is stale, and says what was there", (t) => {
  const home = makeHome(t);
  run(["install"], { home });
  const path = join(home, firefox, file);
  const other = join(home, "cleancopy-host");
  copyFileSync("/bin/true", other);
  writeFileSync(path, JSON.stringify({ ...read(path), path: other }));
  assert.match(run(["install"], { home }).out, new RegExp(`Firefox +registered .*\\(was ${other}\\)`));
  assert.equal(read(path).path, realHost);
  writeFileSync(path, "{broken");
  assert.match(run(["install"], { home }).out, /Firefox +registered/);
  assert.equal(read(path).path, realHost);
});

test("uninstall takes away what install wrote", (t) => {
  const home = makeHome(t);
  run(["install", "--extension-id", otherId], { home });
  const dry = run(["uninstall", "--dry-run"], { home });
  assert.equal(dry.out.match(/would remove/g).length, 3);
  assert.equal(filesUnder(home).length, 4);
  const { code, out } = run(["uninstall"], { home });
  assert.equal(code, 0);
  assert.equal(out.match(/ removed /g).length, 3);
  assert.deepEqual(filesUnder(home), []);
  // Nothing is left that looks like a browser that has been used.
  assert.deepEqual(readdirSync(join(home, ".config")), ["cleancopy"]);
  assert.ok(!existsSync(join(home, ".mozilla")));
  assert.deepEqual(run(["uninstall"], { home }), { code: 0, out: "", err: "" });
});

test("uninstall leaves what belongs to another host", (t) => {
  const home = makeHome(t);
  run(["install"], { home });
  const other = join(home, "cleancopy-host");
  copyFileSync("/bin/true", other);
  chmodSync(other, 0o755);
  const path = join(home, firefox, file);
  writeFileSync(path, JSON.stringify({ ...read(path), path: other }));
  writeFileSync(join(home, chrome, file), "not a manifest");
  // A host that is gone is nobody's.
  writeFileSync(join(home, chromium, file),
    JSON.stringify({ ...read(join(home, chromium, file)), path: "/nowhere/cleancopy-host" }));
  const { out } = run(["uninstall"], { home });
  assert.match(out, /Chromium +removed/);
  assert.match(out, /Google Chrome +left alone/);
  assert.match(out, /Firefox +left alone .*another host/);
  assert.ok(existsSync(path));
});
