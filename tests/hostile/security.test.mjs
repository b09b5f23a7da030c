// host/SECURITY.md claims nothing without a place and a test, and both are there; every hostile test
// and every fuzz target is one that something is proved by.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { root } from "../wire/client.mjs";

const rows = readFileSync(join(root, "host/SECURITY.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split("|").slice(1, -1));
const named = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
const proofs = rows.flatMap((row) => named(row[3]));

test("each claim says against whom, where, and what proves it", () => {
  assert.ok(rows.length > 15);
  for (const row of rows) {
    assert.equal(row.length, 4, row.join("|"));
    for (const place of named(row[2]))
      assert.ok([place, `host/${place}`].some((path) => existsSync(join(root, path))), `no ${place}`);
    assert.ok(named(row[2]).length && named(row[3]).length, row[1]);
  }
});

test("each proof is a test that is there", () => {
  const isThere = (name) =>
    ["", ".c", ".test.mjs"].some((end) => existsSync(join(root, "tests", name + end)));
  assert.deepEqual(proofs.filter((name) => !isThere(name)), []);
});

test("each hostile test and each fuzz target proves something", () => {
  const tests = ["hostile", "fuzz"].flatMap((folder) =>
    readdirSync(join(root, "tests", folder))
      .filter((name) => /\.test\.mjs$|^fuzz_.*\.c$/.test(name))
      .map((name) => `${folder}/${name.replace(/(\.test\.mjs|\.c)$/, "")}`));
  const others = tests.filter((name) => !proofs.includes(name) && name !== "hostile/security");
  assert.deepEqual(others, []);
});
