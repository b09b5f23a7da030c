// The words: all that the code asks for are there, and nothing else; and the manifest and the
// generated grammar agree with what they are made from.

import { extension, messages } from "./words.mjs";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path, base = root) => readFileSync(new URL(path, base), "utf8");
const manifest = JSON.parse(read("manifest.json", extension));

const sources = ["", "lib/", "reader/"].flatMap((folder) =>
  readdirSync(new URL(folder, extension))
    .filter((name) => /\.(js|html|json)$/.test(name) && name !== "grammar.js")
    .map((name) => read(folder + name, extension)));

/* Names that stand in the code as they are, and the beginnings of those put together there. */
const asked = new Set(sources.flatMap((text) =>
  [...text.matchAll(/["'`]([a-z]+(?:_[a-z]+)*)["'`]|data-say="(\w+)"|__MSG_(\w+)__/g)]
    .map((match) => match[1] ?? match[2] ?? match[3])));
const FAMILIES = /^(kind|reason|fail)_|_(one|other|named)$/;

test("every message that is asked for by name is there", () => {
  const named = sources.flatMap((text) =>
    [...text.matchAll(/\bsay\("(\w+)"|getMessage\("(\w+)"|data-say="(\w+)"|__MSG_(\w+)__/g)]
      .map((match) => match.slice(1).find(Boolean)));
  assert.ok(named.length > 50, "the search found too few");
  assert.deepEqual(named.filter((name) => !messages[name]), []);
});

test("no message stands there for nothing", () => {
  const idle = Object.keys(messages).filter((name) => !asked.has(name) && !FAMILIES.test(name));
  assert.deepEqual(idle, []);
});

test("counted messages come in the forms that English has", () => {
  for (const name of Object.keys(messages).filter((key) => key.endsWith("_one")))
    assert.ok(messages[name.replace(/_one$/, "_other")], name);
});

test("placeholders and messages fit together", () => {
  for (const [name, { message, placeholders = {} }] of Object.entries(messages)) {
    const used = [...message.matchAll(/\$(\w+)\$/g)].map((match) => match[1].toLowerCase());
    assert.deepEqual([...new Set(used)].sort(), Object.keys(placeholders).sort(), name);
  }
});

test("every kind of removed part has its words", () => {
  const kinds = [...read("host/engine/engine.h").matchAll(/X\(PART_\w+, "([a-z-]+)"\)/g)].map((match) => match[1]);
  assert.ok(kinds.length >= 14);
  assert.deepEqual(kinds.filter((kind) => !messages[`kind_${kind.replaceAll("-", "_")}`]), []);
});

test("every reason of the protocol has its words, and none is for nothing", () => {
  const [, section] = read("host/PROTOCOL.md").split("\n## Reasons\n");
  const rows = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map((match) => match[1]);
  const names = [...new Set(rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map((match) => match[1])))].sort();
  assert.ok(names.length > 30);
  const ours = Object.keys(messages).filter((key) => key.startsWith("reason_") && key !== "reason_with");
  assert.deepEqual(ours.map((key) => key.slice("reason_".length)).sort(), names);
});

test("the name and description fit the stores", () => {
  assert.ok(messages.name.message.length <= 45);
  assert.ok(messages.description.message.length <= 132);
});

test("the manifest asks for what it needs and nothing more, and names files that are there", () => {
  assert.deepEqual([...manifest.permissions].sort(),
    ["activeTab", "contextMenus", "nativeMessaging", "scripting", "storage"]);
  for (const key of ["host_permissions", "optional_permissions", "content_scripts", "web_accessible_resources"])
    assert.equal(manifest[key], undefined, key);
  assert.deepEqual(manifest.content_security_policy, {
    extension_pages: "default-src 'none'; script-src 'self'; style-src 'self'; img-src http: https: data:; " +
      "base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'",
  });
  assert.equal(manifest.version, read("VERSION").trim());
  const files = [manifest.background.service_worker, ...manifest.background.scripts, ...Object.values(manifest.icons)];
  for (const file of files) assert.ok(existsSync(new URL(file, extension)), file);
});

test("extension and host know each other by the same names", () => {
  const ids = read("host/wire/ids.h");
  const id = (name) => new RegExp(`${name} "(.*)"`).exec(ids)?.[1];
  // A Chromium id is the key's digest in the letters a to p.
  const digest = createHash("sha256").update(Buffer.from(manifest.key, "base64")).digest("hex").slice(0, 32);
  assert.equal(id("EXTENSION_CHROME_ID"), digest.replace(/./g, (c) => "abcdefghijklmnop"[parseInt(c, 16)]));
  assert.equal(id("EXTENSION_GECKO_ID"), manifest.browser_specific_settings.gecko.id);
});

test("the second pass is made from the grammar that the host is made from", () => {
  const made = new URL("build/gen/grammar.js", root);
  assert.ok(existsSync(made), "run make first");
  assert.equal(read("lib/grammar.js", extension), readFileSync(made, "utf8"),
    "host/rules/grammar.txt has changed: run `make grammar` and commit extension/lib/grammar.js");
});
