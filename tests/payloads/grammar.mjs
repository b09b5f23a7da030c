// Hostile uses of what the output grammar has beside text, links and pictures: formulas, the
// language of code, ids and links to them, quoted sources, folds. The entries are as in urls.mjs.

const MATH = (inner, more = "") => `<math${more}>${inner}</math>`;
const IMG = `<img src=x onerror=alert(1)>`;

// Of formulas nothing leaves but mathematical elements and text, and no address.
const FORMULAS = {
  "token-html": MATH(`<mtext>a ${IMG} b</mtext>`),
  "token-script": MATH(`<mi>x<script>alert(1)</script></mi><mo>+</mo><mi>y<style>*{x:y}</style></mi>`),
  "token-token": MATH(`<mi>x<mn>1</mn><mtext><math><mi>y</mi></math></mtext></mi>`),
  "token-svg": MATH(`<mtext>a<svg><a xlink:href="javascript:alert(1)"><text>b</text></a></svg></mtext>`),
  "token-iframe": MATH(`<mtext>a<iframe srcdoc="<script>alert(1)</script>"></iframe></mtext>`),
  "annotation-html": MATH(`<semantics><mi>x</mi><annotation-xml encoding="text/html">${IMG}</annotation-xml></semantics>`),
  "annotation-svg": MATH(`<mi>x</mi><annotation-xml><svg onload="alert(1)"><script>alert(2)</script></svg></annotation-xml>`),
  "annotation-tex": MATH(`<semantics><mi>x</mi><annotation encoding="application/x-tex">\\href{javascript:alert(1)}{x}</annotation></semantics>`),
  "mglyph": MATH(`<mtext><mglyph src="https://evil.example/x.png"><style><!--</style><a title="--&gt;${IMG}">`),
  "malignmark": MATH(`<mtext><malignmark><svg><mtext><style><a title="</style>${IMG}">x`),
  "href": MATH(`<mrow href="javascript:alert(1)" xlink:href="javascript:alert(2)"><mi>x</mi></mrow>`, ` href="javascript:alert(3)"`),
  "maction": MATH(`<maction actiontype="statusline#https://evil.example/" xlink:href="javascript:alert(1)"><mi>x</mi><mtext>y</mtext></maction>`),
  "handlers": MATH(`<mi onclick="alert(1)" onmouseover=alert(2)>x</mi>`, ` onclick="alert(3)" tabindex="0" autofocus onfocus="alert(4)"`),
  "style": MATH(`<mi style="background:url(https://evil.example/x.png)" mathbackground="url(https://evil.example/y)">x</mi>`),
  "lengths": MATH(`<mspace width="url(https://evil.example/x)" height="1em;x"></mspace><mi>x</mi>`, ` display="block&quot; onclick=&quot;alert(1)"`),
  "alttext": MATH(`<mi>x</mi>`, ` alttext='"></math>${IMG}<math alttext="'`),
  "names": MATH(`<mi id="body" name="getElementById" class="bar">x</mi>`, ` id="main" class="language-c"`),
  "breakout": MATH(`<mrow><mi>x</mi></mrow><mrow><b>y</b><div>z</div></mrow>`),
  "table": MATH(`<mtable><mtr><mtd><table><tr><td>x</td></tr></table></mtd></mtr></mtable>`),
  "deep": MATH("<mrow>".repeat(400) + "<mi>x</mi>" + "</mrow>".repeat(400)),
  "many": MATH("<mi></mi>".repeat(2000) + "<mi>x</mi>"),
  "entities": MATH(`<mtext>&lt;img src=x onerror=alert(1)&gt;</mtext><mo>&lt;</mo><mo>&amp;lt;</mo>`),
  "cdata": MATH(`<mtext><![CDATA[</mtext><img src onerror=alert(1)>]]></mtext>`),
  "lone-parts": `<mi>x</mi><mrow><mn>1</mn></mrow><annotation-xml encoding="text/html">y</annotation-xml>`,
  "fences": MATH(`<mfenced open="\u0001&lt;img src=x onerror=alert(1)&gt;" close='"><script>alert(2)</script>' separators="<&#7;>"><mi>x</mi><mi>y</mi></mfenced>`),
  "fences-deep": MATH("<mfenced>".repeat(400) + "<mi>x</mi>" + "</mfenced>".repeat(400)),
  "in-svg": `<svg><foreignObject><math><mtext>${IMG}</mtext></math></foreignObject></svg>`,
  "rendered": `<span class="katex"><span class="katex-mathml"><math><mi>x</mi></math></span><span class="katex-html">${IMG}<a href="javascript:alert(1)">x</a></span></span>`,
  "source": `<script type="math/tex">${IMG}</script>`,
  "source-dollars": `<span class="math-tex">\\(</script>${IMG.replace("<", "&lt;")}\\)</span>`,
};

const LANGUAGES = {
  "quoted": `<pre><code class='language-"><img/src=x/onerror=alert(1)>'>words of code</code></pre>`,
  "others": `<pre class="language-c bar"><code class="language-js main article">words of code</code></pre>`,
  "long": `<pre><code class="language-${"a".repeat(300)}">words of code</code></pre>`,
  "attribute": `<pre data-language='js" onclick="alert(1)'><code>words of code</code></pre>`,
  "inline": `Here is <code class="language-x y">code</code> and <code class="bar">more</code>`,
  "listing": `<table class="code-table"><tr><td class="lineno">1</td><td>a</td></tr><tr><td class="lineno" onclick="alert(1)">2</td><td>${"<b onclick=alert(1)>b</b>"}</td></tr></table>`,
};

// Ids leave as our own, where something leads to them; everything else leads to the page.
const PAGE_WITH = (fragment) => `https://news.example/a/story?x=1#${fragment}`;
const ANCHORS = [
  [`<b id="body">words</b> <a href="#nowhere">and a link</a>`, [PAGE_WITH("nowhere")]],
  [`<b id="rdr-1x">words</b> <a href="#rdr-1x">and a link</a>`, null],
  [`<a href="#javascript:alert(1)" id="rdr-1" name="rdr-2">words</a> and <b id="rdr-2">more</b>`, [PAGE_WITH("javascript:alert(1)")]],
  [`<a href="# rdr-1">words</a>`, [PAGE_WITH("%20rdr-1")]],
  [`<a href="#"><b id="rdr-999999999">words</b></a>`, [PAGE_WITH("")]],
];

const OTHERS = {
  "cite-javascript": `<blockquote cite="javascript:alert(1)"><p>Words that are quoted, and enough of them.</p></blockquote>`,
  "cite-data": `<blockquote cite="data:text/html,<script>alert(1)</script>"><p>Words that are quoted, and enough of them.</p></blockquote>`,
  "details-toggle": `<details open ontoggle="alert(1)" name="x"><summary onclick="alert(2)">words</summary><p>Words that are folded, and enough of them.</p></details>`,
  "list-type": `<ol type='a"><img/src=x/onerror=alert(1)>' start="1&quot; onclick=&quot;alert(2)"><li type="disc" onclick="alert(3)">Words of a list, and enough of them.</li></ol><ol type="A"><li>Words of another list, and enough of them.</li></ol>`,
  "aside": `<aside onclick="alert(1)" style="position:fixed" popover><p>Words beside the text, and enough of them.</p></aside>`,
};

// A picture holds sources and its img. Where they lead is told as it is printed: candidates, then src.
const X = "https://other.example/x.jpg";
const PICTURES = [
  [`<picture><source srcset="https://other.example/y.webp" type="image/webp" media="(min-width: 1px)"><img src="${X}"></picture>`, ["https://other.example/y.webp", X]],
  [`<picture><source srcset="javascript:alert(1)"><source srcset="data:image/svg+xml,<svg onload=alert(2)>"><img src="${X}"></picture>`, [X]],
  [`<picture><source srcset="https://other.example/y.webp" media="all){}*{background:url(https://evil.example/x)}"><img src="${X}"></picture>`, [X]],
  [`<picture><source srcset="https://other.example/y.webp" type='image/webp"><script>alert(1)</script>'><img src="${X}"></picture>`, [X]],
  [`<picture onclick="alert(1)"><source srcset="https://other.example/y.webp 2x" onerror="alert(2)" sizes="(alert(3))" src="https://evil.example/x"><img src="${X}" onerror="alert(4)"></picture>`,
    ["https://other.example/y.webp", X]],
  [`<picture><source srcset="https://evil.example/y.webp"></picture>`, []],
  [`<source srcset="https://evil.example/y.webp"><img src="${X}">`, [X]],
  [`<picture><source srcset="https://evil.example/y.webp"><script>alert(1)</script><p>words</p></picture>`, []],
  [`<picture><picture><source srcset="https://other.example/y.webp"><img src="${X}"></picture></picture>`, ["https://other.example/y.webp", X]],
  [`<picture><svg><source srcset="https://evil.example/y.webp"></svg><img src="${X}" srcset="https://other.example/z.jpg 9w, javascript:alert(1) 8w" sizes="x"onload=alert(2)"></picture>`,
    ["https://other.example/z.jpg", "https://other.example/z.jpg"]],
  [`<video controls src="https://other.example/x.mp4"><source srcset="https://evil.example/y.webp"></video>`, ["https://other.example/x.mp4"]],
];

// What is embedded leaves as a link to it, and its poster: where these lead and load is told here.
const EMBEDS = [
  [`<video src="https://other.example/x.mp4" poster="https://other.example/x.png" onplay="alert(1)"></video>`,
    ["https://other.example/x.mp4", "https://other.example/x.png"]],
  [`<video src="javascript:alert(1)" poster="javascript:alert(2)" controls></video>`, []],
  [`<video controls><source src="javascript:alert(1)"><source src="https://other.example/y.mp4" onerror="alert(2)"></video>`, ["https://other.example/y.mp4"]],
  [`<video controls src="https://other.example/x.mp4" poster="data:text/html,<script>alert(1)</script>"></video>`, ["https://other.example/x.mp4"]],
  [`<video controls title='"><img src=x onerror=alert(1)>' src="https://other.example/x.mp4"></video>`, ["https://other.example/x.mp4"]],
  [`<iframe allowfullscreen src="javascript:alert(1)" srcdoc="<script>alert(2)</script>"></iframe>`, []],
  [`<iframe allowfullscreen src="https://other.example/x" title="</iframe><script>alert(1)</script>" onload="alert(2)"></iframe>`, ["https://other.example/x"]],
  [`<iframe src="https://www.youtube.com/embed/a&quot;onclick=&quot;alert(1)"></iframe>`, ["https://www.youtube.com/watch?v=a%22onclick=%22alert(1)"]],
  [`<iframe src="https://www.facebook.com/plugins/post.php?href=javascript%3Aalert(1)"></iframe>`, ["https://www.facebook.com/plugins/post.php?href=javascript%3Aalert(1)"]],
  [`<iframe src="https://w.soundcloud.com/player/?url=data%3Atext%2Fhtml%2Cx"></iframe>`, ["https://w.soundcloud.com/player/?url=data%3Atext%2Fhtml%2Cx"]],
  [`<lite-youtube videoid="x&quot;&gt;&lt;script&gt;" onclick="alert(1)" playlabel="&lt;script&gt;alert(2)&lt;/script&gt;"></lite-youtube>`, ["https://www.youtube.com/watch?v=x%22%3E%3Cscript%3E"]],
  [`<object allowfullscreen data="data:text/html,<script>alert(1)</script>"></object><embed allowfullscreen src="javascript:alert(2)">`, []],
];

const entries = (kind, table) => Object.entries(table).map(([name, html]) => ({ id: `${kind}-${name}`, html, base: null, kept: [] }));

export const grammarPayloads = [
  ...entries("formula", FORMULAS),
  ...entries("language", LANGUAGES),
  ...entries("grammar", OTHERS),
  ...PICTURES.map(([html, kept], i) => ({ id: `choice-${i + 1}`, html, base: null, kept })),
  ...EMBEDS.map(([html, kept], i) => ({ id: `embed-${i + 1}`, html, base: null, kept })),
  ...ANCHORS.flatMap(([html, kept], i) => (kept ? [{ id: `anchor-${i + 1}`, html, base: null, kept }] : [])),
];
