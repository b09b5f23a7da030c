import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { cleancopy, makeHome, page, run, samplePage, sentences } from "./run.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
// What may decide against the score: README.md lists them.
const RULES = {
  keep: /^(edge|code|unit|section|post|figure|caption|lead|note|marked)$/,
  drop: /^(comments|apart|repeats|related|empty_section|element)$/,
};
const story = page("The flood", sentences);

test("clean prints a whole document", () => {
  const { code, out, err } = run(["clean"], { input: story });
  assert.equal(err, "");
  assert.equal(code, 0);
  assert.match(out, /^<!DOCTYPE html>\n<html lang="en"/);
  assert.match(out, /<title>The flood<\/title>/);
  for (const sentence of sentences) assert.ok(out.includes(`<p>${sentence.replace("'", "&#39;")}</p>`));
});

test("clean prints text, and the file and standard input are the same", (t) => {
  const file = join(makeHome(t), "page.html");
  writeFileSync(file, story);
  const fromFile = run(["clean", "--format", "text", file]);
  assert.equal(fromFile.code, 0);
  let at = -1;
  for (const sentence of sentences) {
    const next = fromFile.out.indexOf(sentence);
    assert.ok(next > at, sentence);
    at = next;
  }
  for (const args of [["clean", "--format=text"], ["clean", "--format", "text", "-"]]) {
    assert.deepEqual(run(args, { input: story }), fromFile);
  }
});

test("clean prints JSON with links on the address", () => {
  const linked = sentences.map((s) => s.replace("lower road", '<a href="/map">lower road</a>'));
  const input = page("The flood", linked);
  const { code, out } = run(["clean", "--format", "json", "--url", "https://news.example/a/b"], { input });
  assert.equal(code, 0);
  const answer = JSON.parse(out);
  assert.equal(answer.status, "ok");
  assert.equal(answer.url, "https://news.example/a/b");
  assert.match(answer.html, /href="https:\/\/news\.example\/map"/);
});

test("clean prints Markdown", () => {
  const { code, out } = run(["clean", "--format", "markdown"], { input: story });
  assert.equal(code, 0);
  assert.match(out, /^---\ntitle: "The flood"\n[^]*\n---\n\n# The flood\n\n/);
  assert.ok(out.includes(`${sentences[0]}\n\n${sentences[1]}`));
});

test("in plain text marks of notes stand apart from their words, and code as far in as its item", () => {
  const notes = `<p>A claim<sup id="r1"><a href="#n1">1</a></sup> of some length, another[<a href="#n2" id="r2">2</a>], and a third<sup id="r3"><a href="#n3">[3]</a></sup>, it is said.</p>
    <ul><li>An item of a list:<pre>if x:\n\n  y</pre></li></ul><ol class="footnotes"><li id="n1">The first note. <a href="#r1">↩</a></li><li id="n2">The second. <a href="#r2">↩</a></li><li id="n3">The third. <a href="#r3">↩</a></li></ol>`;
  const { out } = run(["clean", "--format", "text"], { input: story.replace(/<\/p>/, `</p>${notes}`) });
  assert.ok(out.includes("\n\nA claim[1] of some length, another[2], and a third[3], it is said.\n\n"), out);
  assert.ok(out.includes("\n- An item of a list:\n  if x:\n\n    y\n"), out);
});

test("--why speaks on standard error and leaves the output alone", () => {
  const plain = run(["clean", "--format", "text", samplePage]);
  const why = run(["clean", "--format", "text", "--why", samplePage]);
  assert.equal(why.out, plain.out);
  assert.equal(plain.err, "");
  assert.ok(why.err.split("\n").length > 10);
  assert.match(why.err, /^threshold {2}\d+$/m);
});

test("--why says by which evidence a table lays out", () => {
  const long = "He had waited for the train since the early morning, he said. ".repeat(20);
  const grid = "<tr><td>1</td><td>2</td></tr>".repeat(2);
  const tables = [
    ["role", `<table role="presentation">${grid}</table>`],
    ["formulas", "<table><tr><td><math><mi>x</mi></math></td><td>(1)</td></tr></table>"],
    ["table_in_cell", `<table><tr><td><table summary="s">${grid}</table></td><td>3</td></tr>${grid}</table>`],
    ["heading", `<table><tr><td><h3>4</h3></td><td>5</td></tr>${grid}</table>`],
    ["paragraphs", `<table><tr><td><p>6<p>7<p>8</td><td>9</td></tr>${grid}</table>`],
    ["long_text", `<table><tr><td>${long}</td><td>9</td></tr>${grid}</table>`],
    ["one_column", "<table><tr><td>10</td></tr><tr><td>11</td></tr></table>"],
    ["one_row", "<table><tr><td>12</td><td>13</td></tr></table>"],
    [null, `<table>${grid}</table>`],
    [null, `<table role="grid"><tr><td><h3>4</h3></td><td>5</td></tr></table>`],
  ];
  for (const [evidence, table] of tables) {
    const { err } = run(["clean", "--why"], { input: story.replace(/<\/p>/, `</p>${table}`) });
    const said = /\ntables that lay out\n((?: +\d+ \w+\n)+)\n/.exec(err);
    assert.deepEqual(said?.[1].match(/[a-z_]+/g) ?? null, evidence && [evidence], table);
  }
});

// The pages of tests/quality and tests/pages, long and short, with folds, tables, threads, overlays.
const pagesOf = (folder) => readdirSync(join(root, folder), { recursive: true })
  .filter((name) => name.endsWith(".html")).map((name) => join(root, folder, name));
const letters = (text) => text.match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? "";

for (const file of [...pagesOf("tests/quality/pages"), ...pagesOf("tests/pages")]) {
  test(`--why tells the truth about ${relative(root, file)}`, () => {
    const { err, out } = run(["clean", "--format", "text", "--why", file]);
    const threshold = Number(err.match(/^threshold {2}(\d+)$/m)[1]);
    const text = letters(out);
    const blocks = [...err.matchAll(/^ *\d+ (keep|drop) +(\d+) +\d+\/\d+ +(?:([a-z_]+) +)?(.*)$/gmu)];
    assert.ok(blocks.length > 2);
    for (const [line, decision, score, rule, words] of blocks) {
      const against = (decision === "keep") !== (score >= threshold);
      if (against) assert.match(rule ?? "", RULES[decision], line);
      // A formula leaves as TeX.
      if (decision === "keep" && !words.includes("∑")) assert.ok(text.includes(letters(words.replace(/…$/, "").slice(0, 30))), `not there: ${line}`);
    }
  });
}

// Lists between the items of a list are mended to stand in them, after the model was asked.
test("--why and features tell what the model was asked", () => {
  const item = (n) => `<li>Item ${n}, said the one who saw it, and <a href="/${n}">nobody</a> said a word.</li>`;
  const items = (n, of = "") => Array.from({ length: n }, (_, i) => item(`${of}${i}`));
  const list = items(16).map((one, i) => `${one}<ul>${items(5, `${i}.`).join("")}</ul>`);
  const input = story.replace(/<\/p>/, `</p><ul>${list.join("")}</ul>`);
  const names = run(["features", "--list"]).out.split("\n").map((line) => line.split("\t")[0]);
  const asked = run(["features", "-"], { input }).out.trimEnd().split("\n").map((line) => JSON.parse(line));
  const told = run(["clean", "--why"], { input }).err.split("\n").filter((line) => / \w+=\d+ [+-]\d/.test(line));
  assert.equal(told.length, asked.length);
  told.forEach((line, i) => {
    const [, chance, rule] = /^ +(\d+) ([a-z_]+(?!=)\b)?/.exec(line);
    if (!rule) assert.equal(Number(chance), asked[i].score, line);
    for (const [, name, value] of line.matchAll(/(\w+)=(\d+) [+-]/g))
      assert.equal(Number(value), asked[i].row[names.indexOf(name)], `${name} of ${line}`);
  });
});

test("a page without an article is an outcome of its own", () => {
  const { code, out, err } = run(["clean"], { input: "<p><a href=/>Hi</a>" });
  assert.equal(code, 10);
  assert.equal(out, "");
  assert.match(err, /no article/);
  const json = run(["clean", "--format", "json"], { input: "<p><a href=/>Hi</a>" });
  assert.equal(json.code, 10);
  assert.equal(JSON.parse(json.out).status, "no_article");
});

test("--save writes into the folder and says where", (t) => {
  const home = makeHome(t);
  const first = run(["clean", "--save"], { home, input: story });
  assert.equal(first.code, 0);
  assert.equal(first.out, `${home}/Documents/Cleancopy/The flood.html\n`);
  assert.match(readFileSync(first.out.trim(), "utf8"), /^<!DOCTYPE html>/);
  assert.equal(run(["clean", "--save"], { home, input: story }).out,
    `${home}/Documents/Cleancopy/The flood (2).html\n`);
});

test("--save writes each form under its own ending, and just what is printed", (t) => {
  const home = makeHome(t);
  for (const [format, ending] of [["html", "html"], ["markdown", "md"], ["text", "txt"]]) {
    const { out, code } = run(["clean", "--save", "--format", format], { home, input: story });
    assert.equal(code, 0);
    assert.equal(out, `${home}/Documents/Cleancopy/The flood.${ending}\n`);
    const timeless = (text) => text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "");
    assert.equal(timeless(readFileSync(out.trim(), "utf8")), timeless(run(["clean", "--format", format], { input: story }).out));
  }
});

test("what was taken out is put back, and what was not taken out", () => {
  const asked = (...args) => run(["clean", samplePage, ...args]).out;
  const { removed } = JSON.parse(asked("--format", "json"));
  const metered = removed.find(({ kind }) => kind === "metered");
  const words = "Kerry returned to Washington early today";
  const said = metered.text.slice(0, 20);
  assert.ok(!asked("--format", "text").includes(said));
  const back = asked("--format", "text", "--keep", `${metered.id},999999`);
  assert.ok(back.includes(said) && back.includes(words));
  const dropped = JSON.parse(asked("--format", "json", "--drop", Array.from({ length: metered.id }, (_, i) => i).join(",")));
  assert.ok(!dropped.html.includes(words));
});

test("--save says why it could not", (t) => {
  const home = makeHome(t);
  mkdirSync(join(home, ".config/cleancopy"), { recursive: true });
  writeFileSync(join(home, ".config/cleancopy/config"), `folder = ${home}/file\n`);
  writeFileSync(join(home, "file"), "");
  const { code, out, err } = run(["clean", "--save"], { home, input: story });
  assert.equal(code, 22);
  assert.equal(out, "");
  assert.match(err, /A file stands where the folder should be/);
});

// Every way in which a file says what its bytes mean.
const word = "Überschwemmungen";
const latin = (text) => Buffer.from(text, "latin1");
const files = {
  "UTF-8": Buffer.from(page(word, sentences)),
  "UTF-8 with a mark": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(page(word, sentences))]),
  "UTF-8 that calls itself Latin-1":
    Buffer.from(page(word, sentences, { head: '<meta charset="iso-8859-1">' })),
  "UTF-16LE with a mark": Buffer.from(`\ufeff${page(word, sentences)}`, "utf16le"),
  "UTF-16BE with a mark": Buffer.from(`\ufeff${page(word, sentences)}`, "utf16le").swap16(),
  "Latin-1, declared": latin(page(word, sentences.map((s) => s.replace("’", "'")),
    { head: '<meta charset="iso-8859-1">' })),
  "Latin-1, not declared": latin(page(word, sentences.map((s) => s.replace("’", "'")))),
  "KOI8-R that is declared in http-equiv": Buffer.concat([
    latin(page("", [], { head: '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">' })
      .replace("</article></body></html>", "<h2>")),
    Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]), // Привет
    latin(`</h2><p>${sentences.map((s) => s.replace("’", "'")).join("</p><p>")}</p></article></body></html>`),
  ]),
};
for (const [name, bytes] of Object.entries(files)) {
  test(`charset: ${name}`, () => {
    const { code, out } = run(["clean"], { input: bytes });
    assert.equal(code, 0);
    assert.ok(out.includes(name.startsWith("KOI8") ? "Привет" : word));
    assert.ok(!out.includes("\ufffd"));
  });
}

test("what is not understood exits with 64 and says so", (t) => {
  const home = makeHome(t);
  for (const args of [["clean", "--nonsense"], ["clean", "--format", "pdf"], ["clean", "a", "b"],
    ["clean", "--save", "--format", "json"], ["clean", "--url"], ["clean", "--keep", "1,"], ["clean", "--keep", "x"],
    ["clean", "--drop", "4294967296"], ["clean", "--drop", ""]]) {
    const { code, out, err } = run(args, { home });
    assert.equal(code, 64, args.join(" "));
    assert.equal(out, "");
    assert.match(err, /cleancopy clean/);
  }
  assert.ok(!existsSync(join(home, "Documents")));
});

test("a file that is not there is named", () => {
  const { code, err } = run(["clean", "/nowhere/page.html"]);
  assert.equal(code, 23);
  assert.match(err, /\/nowhere\/page\.html: No such file/);
});

test("output that goes nowhere is an error", () => {
  const { code, err } = run(["-c", `"$0" clean ${samplePage} >/dev/full`, cleancopy],
    { program: "/bin/sh" });
  assert.equal(code, 23);
  assert.match(err, /failed/);
});
