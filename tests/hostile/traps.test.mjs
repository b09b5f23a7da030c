// Where parsers differ, stop early or take one thing for another: each trap stands between two
// paragraphs of an article, and what comes back holds both, or says that something is missing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { Host, frame, page, program, root } from "../wire/client.mjs";

const isSanitized = process.env.CLEANCOPY_MODE === "sanitize";
const command = process.env.CLEANCOPY_BIN ?? program.replace(/-host$/, "");

const sentence = "It is long enough to be read as a paragraph of an article, with a comma or two, and an end.";
const article = (trap, head = "") =>
  `<html lang="en"><head><title>A story - News</title>${head}</head><body><article><h1>A story</h1>` +
  `<p>The paragraph before. ${sentence}</p><p>And one more of them. ${sentence}</p>${trap}` +
  `<p>The paragraph after. ${sentence}</p></article></body></html>`;

/** A host, and a function that sends a page and gives the answer's body. */
async function cleaner(t) {
  const host = new Host(t);
  await host.reply("greeting");
  let n = 0;
  return async (html) => {
    const reply = await host.clean(`s${n++}`, html, { url: "https://a.example/b/c" });
    assert.equal(reply.type, "cleaned", `${reply.code}: ${html.slice(0, 400)}`);
    return reply.body;
  };
}

// What a page must never get through, in any spelling. Formulas it may: not what leads out of them.
const active = /<(script|style|svg|annotation(-xml)?|semantics|mglyph|malignmark|maction|iframe|object|embed|form|input|template|noscript|plaintext|textarea|xmp|base|meta|link)\b|\bon\w+=|javascript:|srcdoc/i;

const both = (body, what) => {
  assert.match(body.html, /The paragraph before\./, what);
  assert.match(body.html, /The paragraph after\./, what);
  assert.doesNotMatch(body.html, active, what);
};

// -- Nothing is lost ---------------------------------------------------------------------

const harmless = {
  "control characters": "<p>a\u0001\u0002\u001f\u007fb</p><a href='java\u0001script:alert(1)'>x</a>",
  "noncharacters": "<p>\ufffe\uffff\u{1fffe}</p>",
  "a nested form": "<form><p>in</p><form><p>in</p></form></form>",
  "nested anchors": "<a href=/a>one <a href=/b>two</a> three</a>",
  "nested anchors in tables": "<a href=/a><table><tr><td><a href=/b>x</a></td></tr></table></a>",
  "misnested formatting": "<b><i><p>x</b>y</i></p>",
  "text in a table": "<table>text<tr>text<td>cell</td>text</tr></table>",
  "wbr, source and track": "<p>su<wbr>per<source>cali<track>fragi</p>",
  "template": "<template><p>no</p><script>alert(1)</script></template>",
  "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</p></noscript>',
  "svg": "<svg><style><img src=x onerror=alert(1)></style><title><p>x</title></svg>",
  "math": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "foreign content that ends": "<svg><p>x</p></svg><math><p>y</p></math>",
  "CDATA": "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>",
  "textarea": "<textarea><img src=x onerror=alert(1)></textarea>",
  "xmp": "<xmp><img src=x onerror=alert(1)></xmp>",
  "iframe": "<iframe srcdoc='<script>alert(1)</script>'><img src=x onerror=alert(1)></iframe>",
  "noembed and noframes": "<noembed><img onerror=a></noembed><noframes><img onerror=a></noframes>",
  "select": "<select><option><img src=x onerror=alert(1)></option></select>",
  "a closed comment": "<!-- --><!-- > --><!-- - -- -->",
  "a comment in a script": "<script><!-- if (a < b) document.write('<p>no</p>') --></script>",
  "an end in a script": "<script>document.write('</p></article>')</script>",
  "entities": "<p>&lt;script&gt;&ampx&notit;&#128;&#0;&#xD800;&#x110000;&bogus;&</p>",
  "JSON-LD with a tag in it":
    '<script type="application/ld+json">{"headline":"</p></b><!--","articleBody":"<p>x"}</script>',
  "JSON-LD of depth": `<script type="application/ld+json">${'{"a":['.repeat(5000)}</script>`,
  "JSON-LD that repeats": `<script type="application/ld+json">[${'{"a":1},'.repeat(50_000)}1]</script>`,
  "an attribute of a megabyte": `<p title="${"x".repeat(1_000_000)}">x</p>`,
  "five thousand attributes": `<p ${[...Array(5000).keys()].map((i) => `a${i}`).join(" ")}>x</p>`,
  "a hundred thousand entities": `<p>${"&amp;&eacute;&#x41;".repeat(33_000)}</p>`,
  "a body in the body": "<html><head><title>x</title></head><body onload=alert(1)>",
  "bases": '<base href="javascript:alert(1)"><base href="//evil.example/"><a href=x>y</a>',
};

test("traps between two paragraphs", async (t) => {
  const clean = await cleaner(t);
  for (const [name, trap] of Object.entries(harmless)) both(await clean(article(trap)), name);
});

// What never ends may take the rest of the page along, as it does in browsers; the rest of the
// rules holds.
const unclosed = [
  "<plaintext>", "<!--", "<!-->", "<script>", "<style>", "<textarea>", "<title>", "<xmp>", "<iframe>",
  "<noembed>", "<noframes>", "<noscript>", "<template>", "<select>", "<table>", "<svg>", "<math>",
  "<a href='", '<img alt="', "<p title=`", "<![CDATA[", "<?php", "<!doctype", "<", "</", "<a", "&", "&#",
  "<math><mtext><table><mglyph><style>x</style></math>", "<b><i><u><em><strong>", "<ul><li><ol><li><dl><dt>", "<svg><![CDATA[", "<form><button><select>",
];

test("what never ends", async (t) => {
  const clean = await cleaner(t);
  for (const open of unclosed) {
    const body = await clean(article(open));
    assert.doesNotMatch(body.html, active, open);
    assert.ok(body.html === "" || /paragraph before/.test(body.html), open);
  }
});

test("depth: the text is whole, or the answer says that it is not", async (t) => {
  const clean = await cleaner(t);
  const depths = [100, 255, 256, 257, 511, 512, 513, 1024, 2047, 2048, 2049, 20_000];
  if (!isSanitized) depths.push(100_000);
  for (const tag of ["div", "blockquote", "b", "span"])
    for (const depth of depths) {
      const nest = `<${tag}>`.repeat(depth) + "<p>At the bottom, after all.</p>" + `</${tag}>`.repeat(depth);
      const body = await clean(article(nest));
      const text = body.html + body.removed.map((part) => part.text).join();
      if (!body.truncated) assert.match(text, /At the bottom/, `${tag} ${depth}`);
      both(body, `${tag} ${depth}`);
    }
});

test("texts around ten million bytes", async (t) => {
  const clean = await cleaner(t);
  const sizes = isSanitized ? [9_999_999] : [9_999_999, 10_000_000, 10_000_001];
  for (const size of sizes) {
    const body = await clean(article(`<script>${"x".repeat(size)}</script>`));
    both(body, `script of ${size}`);
    assert.equal(body.truncated, false);
    const words = await clean(article(`<p>${"word, ".repeat(size / 6)}The last word.</p>`));
    both(words, `text of ${size}`);
    assert.match(words.html, /The last word\./);
    assert.equal(words.truncated, false);
  }
});

// -- Encodings ---------------------------------------------------------------------------

// Names that a page can declare; the bytes are UTF-8 whatever it says.
const encodings = `utf-8 utf-16 utf-16le utf-16be utf-32 utf-7 ucs-2 ucs-4 iso-8859-1 iso-8859-2
  iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-9 iso-8859-15 windows-1250 windows-1251
  windows-1252 windows-1256 windows-1257 windows-874 koi8-r koi8-u macintosh ibm866 shift_jis euc-jp
  iso-2022-jp gbk gb2312 gb18030 hz-gb-2312 big5 euc-kr ks_c_5601-1987 iso-2022-kr iso-2022-cn
  x-user-defined ebcdic-us nonsense`.split(/\s+/);

test("an encoding that is declared is not the one in use", async (t) => {
  const clean = await cleaner(t);
  const text = "é ü ß 日本語 हिन्दी 😀";
  for (const name of encodings) {
    const heads = [
      `<meta charset="${name}">`,
      `<meta http-equiv="Content-Type" content="text/html; charset=${name}">`,
    ];
    for (const head of heads) {
      const body = await clean(article(`<p>${text}</p>`, head));
      assert.ok(body.html.includes(text), `${head}: ${body.html}`);
    }
    const xml = await clean(`<?xml version="1.0" encoding="${name}"?>` + article(`<p>${text}</p>`));
    assert.ok(xml.html.includes(text), `<?xml ${name}`);
  }
});

test("lone surrogates and NUL reach nobody", async (t) => {
  // JSON.stringify writes them as escapes, as browsers do. They count as U+FFFD.
  const html = article("<p>a\ud800b\udc00c\u0000d</p><im\u0000g src=x onerror=alert(1)>");
  const host = new Host(t);
  await host.reply("greeting");
  host.send({ type: "begin", id: "s", bytes: Buffer.byteLength(html.replaceAll("\0", "\ufffd")) });
  host.write(frame(JSON.stringify({ type: "part", id: "s", seq: 0, html })));
  host.send({ type: "end", id: "s" });
  const reply = await host.reply("s");
  both(reply.body, "surrogates");
  assert.ok(reply.body.html.includes("a\ufffdb\ufffdc\ufffdd"), reply.body.html);
});

// Every class of what is not UTF-8: alone, overlong, surrogates, too large, cut.
const broken = [
  "80", "bf", "c0 80", "c0 bc", "c1 bf", "c3", "c3 28", "e0 80 80", "e0 80 bc", "e2 82", "e2 28 a1",
  "ed a0 80", "ed bf bf", "f0 80 80 bc", "f0 9f 98", "f4 90 80 80", "f5 80 80 80", "f8 88 80 80 80",
  "fe", "ff", "ff fe", "00",
].map((hex) => Buffer.from(hex.replace(/ /g, ""), "hex"));

test("invalid UTF-8 is refused on the wire and repaired in files", async (t) => {
  const host = new Host(t);
  await host.reply("greeting");
  const [before, after] = article("<p>HERE</p><img src=x onerror=alert(1)>").split("HERE");
  for (const bytes of broken) {
    const what = bytes.toString("hex");
    const [head, tail] = JSON.stringify({ type: "part", id: "s", seq: 0, html: before + "HERE" + after }).split("HERE");
    host.send({ type: "begin", id: "s", bytes: Buffer.byteLength(before + after) + bytes.length });
    host.write(frame(Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)])));
    assert.equal((await host.take(({ type }) => type === "error")).code, "bad_request", what);
    await host.ask({ type: "cancel", id: "x", snapshot: "s" });
    host.replies.length = 0;

    const input = Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
    const run = spawnSync(command, ["clean", "--format", "json", "-"], { input, cwd: root });
    assert.equal(run.status, 0, `${what}: ${run.stderr}`);
    const body = JSON.parse(run.stdout);
    both(body, what);
  }
  assert.equal((await host.clean("at-last", page("at last"))).body.status, "ok");
});
