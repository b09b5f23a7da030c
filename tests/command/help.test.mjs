import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { run } from "./run.mjs";

const version = readFileSync(new URL("../../VERSION", import.meta.url), "utf8").trim();
const verbs = ["clean", "batch", "ask", "install", "uninstall", "features", "doctor"];

test("help names every verb, on standard output", () => {
  for (const args of [["--help"], ["-h"], ["help"]]) {
    const { code, out, err } = run(args);
    assert.equal(code, 0);
    assert.equal(err, "");
    for (const verb of verbs) assert.match(out, new RegExp(`^  ${verb} `, "m"));
  }
});

for (const verb of verbs) {
  test(`${verb} explains itself`, () => {
    for (const args of [[verb, "--help"], [verb, "-h"], ["help", verb]]) {
      const { code, out, err } = run(args);
      assert.equal(code, 0);
      assert.equal(err, "");
      assert.ok(out.startsWith(`cleancopy ${verb}`));
      for (const text of out.split("\n")) assert.ok(text.length <= 90, text);
    }
    const { code, out, err } = run([verb, "--no-such-option"]);
    assert.equal(code, 64);
    assert.equal(out, "");
    assert.match(err, new RegExp(`Try "cleancopy ${verb} --help"`));
  });
}

test("the version", () => {
  for (const args of [["--version"], ["version"]]) {
    assert.deepEqual(run(args), { code: 0, out: `cleancopy ${version}\n`, err: "" });
  }
});

test("no verb, and no such verb", () => {
  assert.equal(run([]).code, 64);
  const { code, out, err } = run(["celan"]);
  assert.equal(code, 64);
  assert.equal(out, "");
  assert.match(err, /no verb "celan"/);
  assert.equal(run(["help", "celan"]).code, 64);
});
