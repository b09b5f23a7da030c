import assert from "node:assert/strict";
import { test } from "node:test";
import { page, run, sentences } from "./run.mjs";

function list() {
  const { code, out } = run(["features", "--list"]);
  assert.equal(code, 0);
  return out.trimEnd().split("\n").map((line) => {
    const [name, unit, greatest, what, ...more] = line.split("\t");
    assert.ok(what && more.length === 0, line);
    return { name, unit, greatest: Number(greatest) };
  });
}

test("features explains every number, each by a name of its own", () => {
  const measures = list();
  assert.ok(measures.length > 100);
  assert.equal(new Set(measures.map((m) => m.name)).size, measures.length);
  assert.ok(measures.every((m) => m.greatest > 0 && m.greatest <= 32767));
});

test("features prints a row for each block", () => {
  const measures = list();
  const { code, out, err } = run(["features", "--url", "https://a.example/2020/a-b-c", "-"],
    { input: page("The flood", sentences) });
  assert.equal(code, 0);
  assert.equal(err, "");
  const blocks = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(blocks.map((b) => b.text), ["The flood", ...sentences]);
  const value = (block, name) => block.row[measures.findIndex((m) => m.name === name)];
  for (const block of blocks) {
    assert.equal(block.row.length, measures.length);
    assert.equal(value(block, "t_words"), block.words);
    assert.equal(value(block, "P_slug"), 2);
    assert.equal(value(block, "a_article"), 1);
  }
  assert.deepEqual(blocks.map((b) => value(b, "o_blocks")), [0, 1, 2, 3, 4]);
});

test("features takes one page", () => {
  assert.equal(run(["features", "a.html", "b.html"]).code, 64);
});
