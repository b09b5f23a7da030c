// Pages that ask most of a parser for their size: each shape makes about `size` bytes. They are
// made, not kept. What each one costs libxml2 2.9 was measured once, and stands behind it.

const repeat = (unit) => (size) => unit.repeat(Math.ceil(size / Buffer.byteLength(unit)));

/** Units that differ: `make` gets their number. */
function numbered(make, before = "", after = "") {
  return (size) => {
    const units = [before];
    for (let i = 0, length = 0; length < size; i++) {
      const unit = make(i);
      units.push(unit);
      length += unit.length;
    }
    return units.join("") + after;
  };
}

const around = (before, unit, after) => (size) => before + repeat(unit)(size) + after;
const half = (open, close) => (size) => {
  const n = Math.ceil(size / (open.length + close.length));
  return open.repeat(n) + close.repeat(n);
};

export const shapes = {
  // Linear in time, but some of them want eighty bytes of memory a byte.
  "plain text": repeat("Words, and more of them. "),
  "one word": repeat("x"),
  "white space": repeat(" "),
  "one attribute": around("<p title='", "x", "'>text</p>"),
  "entities in an attribute": around("<p title='", "&amp;", "'>text</p>"),
  "entities": repeat("&amp;"),
  "numeric entities": repeat("&#x41;"),
  "entities that are none": repeat("&bogus;"),
  "ampersands": repeat("&"),
  "one comment": around("<p>before</p><!--", "x", "--><p>after</p>"),
  "one script": around("<p>before</p><script>", "x", "</script><p>after</p>"),
  "one style": around("<p>before</p><style>", "x", "</style><p>after</p>"),
  "comments that never end": repeat("<!--"),
  "a comment of hyphens": around("<!--", "-", "-->"),
  "scripts that never end": repeat("<script>"),
  "control characters": repeat("\u0001"),
  "characters of no use": repeat("\ufffe"),
  "empty paragraphs": repeat("<p>"),
  "paragraphs of a letter": repeat("<p>x"),
  "blanks and paragraphs": repeat(" <p>"),
  "boxes in boxes": repeat("<div>"),
  "boxes in boxes, and out again": half("<div>", "</div>"),
  "bold in bold": repeat("<b>"),
  "tables in tables": repeat("<table><tr><td>"),
  "lists in lists": repeat("<ul><li>"),
  "quotes in quotes": repeat("<blockquote>a"),
  "headings in headings": repeat("<h2>a"),
  "spans": repeat("<span>x</span>"),
  "authors and days": around("<h1>x</h1>", "<span class=author>Ann One</span> <time>x</time> ", ""),
  "line breaks": repeat("x<br>"),
  "pictures": repeat("<img src=a>"),
  "links": repeat("<a href=x>"),
  "links that are closed": repeat("<a href=x>y</a>"),
  "one id": repeat("<p id=a>"),
  "one style attribute": repeat('<p style="a">'),
  "ends of nothing": repeat("</p>"),
  "ends within boxes": around("<div>".repeat(200), "</b>", ""),
  "instructions": repeat("<?a>"),
  "doctypes": repeat("<!doctype html>"),
  "less than": repeat("<"),
  "open tags": repeat("<a "),
  "quotes that never end": repeat("<a b='"),
  "forms in forms": repeat("<form><input>"),
  "foreign": repeat("<svg><math><style>"),
  "templates": repeat("<template><noscript><plaintext>"),
  "options": repeat("<select><option>x"),
  "void parents": repeat("<wbr>x<source>y<track>z"),
  "JSON-LD": repeat('<script type="application/ld+json">{"@type":"Article","headline":"x"}</script>'),
  "JSON-LD in JSON-LD": (size) =>
    `<script type="application/ld+json">${repeat('{"a":[')(size)}</script><p>text</p>`,
  "prompts": repeat("<div class=paywall>Subscribe now for $5 a month to continue reading.</div>"),
  "prices": repeat("$5/month "),
  "metadata": repeat('<meta property="og:title" content="x">'),
  "bases": repeat('<base href="https://a.example/b/">'),
  "long relative addresses": repeat(`<a href="${"../x/".repeat(400)}">y</a>`),
  "srcset": around("<p>text</p><img srcset='", "a.png 1x, ", "'>"),

  // Worse than linear.
  "attributes of one tag": numbered((i) => `a${i} `, "<p ", ">text</p>"),
  "boxes and stray ends": half("<div>", "</b>"),
  "names": numbered((i) => `<t${i}>`),
  "ids": numbered((i) => `<p id=i${i}>`),
  "classes": numbered((i) => `<p class="c${i} d${i}">`),
  "names of anchors": numbered((i) => `<a name=i${i}>`),
};

/** Those that every run sends at the largest size: the most memory, the most time, the largest
 * answer, the largest texts. HOSTILE=all sends all of them. */
export const representative = [
  "plain text", "one attribute", "one script", "control characters", "paragraphs of a letter",
  "attributes of one tag", "names", "spans",
];
