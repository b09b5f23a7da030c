import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cleancopy, host, makeHome, page, run, samplePage, sentences } from "./run.mjs";

test("the sample page, through the real host", (t) => {
  const home = makeHome(t);
  const { code, out, err } = run(["ask", samplePage, "--url", "https://courier.example/world/kerry", "--save"], { home });
  assert.equal(err, "");
  assert.equal(code, 0);
  const text = out.replace(/\s+/g, " ");
  for (const words of ["Kerry returned to Washington early today after a weeklong mission",
    "backed Israel's calls for action on tunnels"]) assert.ok(text.includes(words), words);
  assert.match(out, /What lay over the article and in it: /);
  const [, path] = text.match(/The clean copy: (.*?\.html) \(\d+ bytes\)/);
  assert.match(readFileSync(path, "utf8"), /^<!DOCTYPE html>/);
  for (const line of out.split("\n")) assert.ok([...line].length <= 80, line);
});

test("the copy in another form", (t) => {
  const home = makeHome(t);
  const { code, out } = run(["ask", samplePage, "--save", "--format", "markdown"], { home });
  assert.equal(code, 0);
  const [, path] = out.replace(/\s+/g, " ").match(/The clean copy: (.*?\.md) \(\d+ bytes\)/);
  assert.match(readFileSync(path, "utf8"), /^---\ntitle: /);
  assert.equal(run(["ask", samplePage, "--save", "--format", "json"], { home }).code, 64);
});

test("a page of many parts", () => {
  const many = Array.from({ length: 6000 }, (_, i) => `${i}. ${sentences[i % 4]} ${sentences[i % 3]} “Ü日本語 ${i}”`);
  const input = page("A long story", many);
  assert.ok(Buffer.byteLength(input) > 600000);
  const { code, out } = run(["ask", "-"], { input });
  assert.equal(code, 0);
  assert.match(out, /, 6 messages there, /);
  for (const i of [0, 2999, 5999]) assert.ok(out.includes(`Ü日本語 ${i}”`) || out.replace(/\s+/g, " ").includes(`Ü日本語 ${i}”`));
});

test("escapes make parts smaller, zero bytes do not break the count", () => {
  const input = page("Quotes", [...sentences, `${'"\\\t'.repeat(300000)} end, of it.`, "a\u0000b"]);
  const { code, err } = run(["ask", "-"], { input });
  assert.equal(err, "");
  assert.equal(code, 0);
});

test("colour is for terminals only", () => {
  const plain = run(["ask", samplePage], { env: { TERM: "xterm" } });
  assert.ok(!plain.out.includes("\u001b"));
  // script(1) gives it a terminal.
  const command = `${cleancopy} ask ${samplePage}`;
  const terminal = (env) => run(["-qec", command, "/dev/null"],
    { program: "/usr/bin/script", env: { TERM: "xterm", ...env } }).out;
  assert.ok(terminal({}).includes("\u001b[1m"));
  assert.ok(!terminal({ NO_COLOR: "1" }).includes("\u001b["));
  assert.ok(!terminal({ TERM: "dumb" }).includes("\u001b["));
});

test("a page can’t write on the terminal", () => {
  const input = page("Bell \u001b]0;owned\u0007 and \u202eback", [...sentences, "Esc \u001b[2J, bell \u0007, done it is."]);
  const { out } = run(["ask", "-"], { input });
  assert.doesNotMatch(out, /[^\P{Cc}\n]|[\u202a-\u202e]/u);
});

test("no article exits with 10", () => {
  const { code, err } = run(["ask", "-"], { input: "<p><a href=/>Hi</a>" });
  assert.equal(code, 10);
  assert.match(err, /no article/);
});

test("a host that breaks in the middle", (t) => {
  const home = makeHome(t);
  const broken = join(home, "host");
  writeFileSync(broken, `#!/bin/sh\ndd bs=1 count=90 status=none | '${host}' "$@"\n`);
  chmodSync(broken, 0o755);
  const { code, err } = run(["ask", samplePage, "--host", broken], { home });
  assert.equal(code, 18);
  assert.match(err, /ended/);
});

test("what is not understood exits with 64, what is not there with 23", () => {
  for (const args of [["ask"], ["ask", "a", "b"], ["ask", "--html", "a"]]) assert.equal(run(args).code, 64);
  assert.equal(run(["ask", "/nowhere/page.html"]).code, 23);
  assert.equal(run(["ask", samplePage, "--host", "/nowhere"]).code, 23);
});
