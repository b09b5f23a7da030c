// What leaves as Markdown, read again by a known implementation, says what the HTML says: text,
// links, pictures, headings, code, tables, formulas, notes. Of every example in tests/spec.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cleaned, exampleFiles, examplesIn } from "../spec/examples.mjs";
import { bodyOf, summaryOfHtml, summaryOfMarkdown, treeOf, wordsOf } from "./summary.mjs";

/* Links back from notes are the reader's own to make, and a note's number too. */
function comparable({ text, ...rest }) {
  return { ...rest, letters: text.replace(/[^\p{L}\p{N}]/gu, "") };
}

/* A blank keeps what only looks like HTML or a link from readers who know no formulas. */
function withBlanks(tex) {
  return tex.replace(/<(?=[A-Za-z/!?])/g, "< ").replace(/\](?=\()/g, "] ");
}

/* In a cell, where a bar would end it, a formula says it in a word. */
function withBars(tex) {
  return tex.replace(/\\vert ?/g, "|");
}

function noteMarks(html) {
  const marks = [];
  const visit = (node) => {
    if (typeof node === "string") return;
    if (node.tag === "a" && node.attributes.href?.startsWith("#")) marks.push(node);
    node.children.forEach(visit);
  };
  visit(treeOf(html));
  return marks;
}

for (const file of exampleFiles)
  describe(file, () => {
    for (const example of examplesIn(file))
      test(example.name, async (t) => {
        const json = await cleaned(example, "json");
        const markdown = await cleaned(example, "markdown");
        if (json === null || markdown === null) return t.skip("no article");
        const { html, subtitle } = JSON.parse(json);
        const there = summaryOfHtml(html);
        const back = summaryOfMarkdown(bodyOf(markdown, html.includes(subtitle?.value) ? null : subtitle?.value));

        assert.deepEqual([...back.links].sort(), [...there.links].sort(), markdown);
        assert.deepEqual(back.images, there.images, markdown);
        assert.deepEqual(back.headings, there.headings, markdown);
        assert.deepEqual(back.codes, there.codes, markdown);
        assert.deepEqual(back.formulas.map(withBars), there.formulas.map(withBlanks), markdown);
        // Cells that a span covers are empty ones in Markdown.
        assert.deepEqual(back.cells.filter(Boolean).map(withBars), there.cells.filter(Boolean), markdown);
        if (noteMarks(html).length === 0)
          assert.equal(comparable({ ...back, text: withBars(back.text) }).letters, comparable(there).letters, markdown);
        else
          assert.ok(comparable(there).letters.length - comparable(back).letters.length <= 2 * noteMarks(html).length, wordsOf(back.text));
        assert.equal(back.marks >= back.notes, true);
      });
  });

test("the reader of Markdown sees what is lost", () => {
  const there = summaryOfHtml(`<h2>A</h2><p>b <a href="https://x/">c</a></p><table><tr><td>d</td></tr></table><pre><code class="language-c">e</code></pre>`);
  assert.deepEqual([there.headings, there.links, there.cells, there.codes], [["2 A"], ["https://x/"], ["d"], ["c\ne"]]);
  const back = summaryOfMarkdown("## A\n\nb [c](https://x/) and $x_1$[^1]\n\n| d |\n| --- |\n\n```c\ne\n```\n\n[^1]: f\n");
  assert.deepEqual([back.headings, back.links, back.cells, back.codes, back.formulas, back.marks, back.notes],
    [["2 A"], ["https://x/"], ["d"], ["c\ne"], ["x_1"], 1, 1]);
  assert.equal(summaryOfMarkdown("# A *b* c").text, "A b c");
});
