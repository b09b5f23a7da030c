// A copy in Markdown is read by programs that we don't know: some let HTML through, some read no
// mathematics. Whatever a page holds, such a reader finds no HTML in it but our own and no address
// but those that may leave; and the front matter is one, whatever the page is called.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import test from "node:test";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { parse } from "yaml";
import { articleWith, foreignTag } from "../payloads/article.mjs";
import { collected, missing } from "../payloads/collected.mjs";
import { PAGE, urls } from "../payloads/urls.mjs";
import { bodyOf, headOf } from "./summary.mjs";

const ADDRESS = /^(?:https?:\/\/[^/\\?#]|mailto:|tel:|data:image\/(?:svg\+xml|png|jpeg|gif|webp|avif);base64,)/;
const AT_ONCE = 4;

/* Formulas as a page may write their source, for a reader who knows nothing of formulas. */
const TEX = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</p><iframe src=//e.example>", "<!--", "<?php ?>",
  "<javascript:alert(1)>", "![x](javascript:alert(1))", "[x](data:text/html,x)", "x\n\n<img src=x onerror=alert(1)>",
  "a$<img src=x onerror=alert(1)>", "``<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)>"];
const formulas = TEX.flatMap((tex, i) => ["", ' display="block"'].map((display) => ({ id: `tex-${i}${display}`,
  html: `<math alttext="${tex.replaceAll("<", "&lt;")}"${display}><mi>x</mi></math>` })));
const code = ["<img src=x onerror=alert(1)>", "a|<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>", "```\n<img src=x>"]
  .flatMap((text, i) => ["code", "pre", "samp"].map((tag) => ({ id: `${tag}-${i}`,
    html: `<${tag}>${text.replaceAll("<", "&lt;")}</${tag}> <table><tr><th>a</th><th>b</th></tr><tr><td><code>${text.replaceAll("<", "&lt;")}</code></td><td>c</td></tr></table>` })));

function markdownOf(html) {
  return new Promise((done, fail) => {
    const child = execFile(process.env.CLEANCOPY_BIN, ["clean", "-", "--url", PAGE, "--format", "markdown"], { maxBuffer: 1 << 26 },
      (error, stdout) => (error ? fail(error) : done(stdout)));
    child.stdin.end(html);
  });
}

/* What a reader of CommonMark would let act, as { html, addresses }. */
function actives(markdown) {
  const found = { html: [], addresses: [] };
  const visit = (node) => {
    if (node.type === "html") found.html.push(node.value);
    if (["link", "image", "definition"].includes(node.type)) found.addresses.push(node.url);
    for (const child of node.children ?? []) visit(child);
  };
  visit(fromMarkdown(bodyOf(markdown), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return found;
}

async function nothingActs(entries) {
  const wrong = [];
  const todo = [...entries];
  const work = async () => {
    for (let entry; (entry = todo.pop()); ) {
      const page = articleWith(entry.html, entry.base ?? null).replaceAll("\u0000", "\ufffd");
      const { html, addresses } = actives(await markdownOf(page));
      const foreign = html.map(foreignTag).filter(Boolean);
      const others = addresses.filter((address) => !ADDRESS.test(address));
      if (foreign.length || others.length) wrong.push({ id: entry.id, foreign, others });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  assert.deepEqual(wrong, []);
}

test("formulas and code", () => nothingActs([...formulas, ...code]));
test("addresses, and everything else that the grammar has", () => nothingActs(urls));
test("collected payloads", { skip: missing }, () => nothingActs(collected({ draw: true })));

test("the reader of Markdown sees what acts", () => {
  assert.deepEqual(actives("a <b onclick=x>c</b> [d](javascript:e)"), { html: ["<b onclick=x>", "</b>"], addresses: ["javascript:e"] });
});

const NAMES = ["A story", '"quoted" \\ and: more', "--- # no comment", "- [ ] *a* <b>b</b> `c` #", "---\ninjected: true\n---", "a\u0085b\u2028c\u009b31m",
  "yes", "0123", "'", "@a %b !c &d *e", "{{x}} {a: b}"];
for (const name of NAMES)
  test(`front matter: ${JSON.stringify(name)}`, async () => {
    const text = name.replaceAll("<", "&lt;");
    const page = articleWith("").replace("<title>The flood</title>", `<title>${text}</title><meta name="author" content="${text.replaceAll('"', "&quot;")}">`)
      .replace("<h1>The flood</h1>", `<h1>${text}</h1>`);
    const markdown = await markdownOf(page);
    const said = name.replaceAll("\u009b", "").replace(/[\s\u0085\u2028]+/gu, " ");
    for (const version of ["1.1", "1.2"]) {
      const head = parse(headOf(markdown), { version });
      assert.equal(head.title, said);
      assert.equal(head.url, PAGE);
      assert.equal(head.injected, undefined);
      assert.equal(head.access, "full");
      assert.match(head.saved, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.ok(head.words > 20);
    }
    const tree = fromMarkdown(markdown.slice(headOf(markdown).length + "---\n---\n".length));
    assert.equal(tree.children[0].type, "heading");
    assert.deepEqual(tree.children[0].children.map(({ type, value }) => [type, value]), [["text", said]]);
    assert.deepEqual(tree.children.slice(1).map(({ type }) => type), ["paragraph", "paragraph", "paragraph"]);
  });
