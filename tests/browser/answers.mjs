// Answers as a host would give them (host/PROTOCOL.md, cleaned), for what the sample page does
// not have: every kind of part, every note, other directions, and HTML that must not get in.

const part = (id, kind, text, more = {}) => ({
  id, after: 1, kind, group: 0, confidence: 90, covering: false, waiting: false, unsure: false, text,
  html: `<p>${text}</p>`, vendor: null, frame_host: null, lang: "en", terms: null, placeholders: [],
  benefits: [], reasons: [], actions: [], plans: [], ...more,
});

const paragraph = (n) => `<p>Paragraph ${n}. ${"It goes on for a while, as paragraphs do, and says nothing that has to be remembered. ".repeat(5)}</p>`;

export function answer(more = {}) {
  return {
    status: "ok",
    title: { value: "The harbour that moved", source: "json-ld" },
    byline: { value: "Ada Vane", source: "json-ld" },
    site: { value: "The Estuary", source: "open-graph" },
    published: { value: "2026-03-09T08:00:00+01:00", source: "json-ld" },
    modified: { value: "2026-03-12", source: "json-ld" },
    lang: { value: "en-GB", source: "element" }, dir: null, canonical: null, image: null, excerpt: null,
    url: "https://estuary.example/harbour",
    access: { value: "full", reasons: [], concealed: false }, truncated: false,
    counts: { words: 1170, page_words: 1400, blocks: 12 },
    versions: { protocol: 1, host: "0.1.0", engine: "0.1.0", model: "rules" },
    html: Array.from({ length: 20 }, (_, i) => paragraph(i + 1)).join(""),
    removed: [],
    ...more,
  };
}

/* One of everything that an article may hold. */
export const RICH = `
<p>The quay was built for a river that no longer comes by. <a href="https://estuary.example/map">A map of 1871</a>
shows it <em>in</em> the water; today one crosses <code>412 m</code> of grass to get there, and the gulls have moved on.</p>
<figure><img src="data:image/gif;base64,R0lGODlhAQABAIAAAJqUiQAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==" alt="The quay" width="900" height="420">
<figcaption>The quay at low tide, seen from the old customs house. Photograph: Estuary archive</figcaption></figure>
<h2>What silt does</h2>
<p>It arrives by the spoonful. A river that carries a gram of clay in every litre lays down a field in a lifetime,
and nobody sees it happen: each spring the boats go out a little later, and come in a little earlier.</p>
<blockquote><p>“We did not lose the harbour. We were given a meadow, and nobody had asked for it.”</p></blockquote>
<ul><li>1871: four metres at the wall</li><li>1920: two metres, and a dredger</li><li>1965: the last boat</li></ul>
<table><caption>Depth at the wall, in metres</caption><thead><tr><th scope="col">Year</th><th scope="col">Spring tide</th><th scope="col">Neap tide</th></tr></thead>
<tbody><tr><th scope="row">1871</th><td>5.9</td><td>4.1</td></tr><tr><th scope="row">1920</th><td>3.6</td><td>2.2</td></tr></tbody></table>
<pre><code>depth(year) = 4.1 - 0.0387 * (year - 1871)   # a straight line, which silt is not, but it will do</code></pre>
<h3>And then the birds</h3><p>The rest is grass, and <mark>avocets</mark>.<sup>1</sup></p>`;

export const PARTS = [
  part(20, "boilerplate", "Home News Tides Weather Opinion Letters Archive", { reasons: [{ name: "navigation", detail: null }] }),
  part(31, "newsletter", "The Estuary in your letter box: every Thursday, what the tide brought.", {
    unsure: true, confidence: 58, reasons: [{ name: "email_form", detail: null }],
  }),
  part(40, "metered", "You have read {{count}} of your {{limit}} free articles this month. To read on without limits, on all of your devices and wherever you are, take out a subscription today. It pays for reporting that takes its time.", {
    group: 40, covering: true, confidence: 96, vendor: "Piano", terms: "Renews automatically. Cancel any time.",
    placeholders: ["{{count}}", "{{limit}}"], benefits: ["The archive since 1871", "Tide tables", "No advertisements"],
    reasons: [{ name: "gate_phrase", detail: "of your # free articles" }, { name: "scroll_lock", detail: null }],
    actions: [
      { kind: "log_in", label: "I have an account", url: "https://estuary.example/login" },
      { kind: "dismiss", label: "Not now", url: null },
    ],
  }),
  part(52, "plans", "Monthly €4.95 Yearly €49 Two years €89", {
    group: 40, covering: true, confidence: 91, reasons: [{ name: "price", detail: "€4.95" }],
    actions: [{ kind: "subscribe", label: "Subscribe", url: "https://estuary.example/subscribe" }],
    plans: [
      { name: "Monthly", price: "4.95", currency: "EUR", period: "P1M", per_month: "4.95" },
      { name: "Yearly", price: "49", currency: "EUR", period: "P1Y", per_month: "4.08" },
      { name: "Two years", price: "89", currency: "EUR", period: "P2Y", per_month: null },
    ],
  }),
  part(70, "consent", "We and our 842 partners value your privacy.", {
    covering: true, waiting: true, confidence: 98,
    actions: [{ kind: "accept", label: "Accept all", url: null }, { kind: "reject", label: "Reject all", url: null }],
  }),
  part(80, "other-promo", "", { frame_host: "ads.example", html: "" }),
  part(90, "boilerplate", "More from the coast: The ferry that stayed. The lighthouse keeper's last log.", {
    reasons: [{ name: "related", detail: null }],
  }),
];

export const ARABIC = answer({
  title: { value: "الميناء الذي انتقل", source: "title" }, lang: { value: "ar", source: "element" },
  html: `<p>بُني الرصيف لنهر لم يعد يمر من هنا. تُظهره خريطة عام 1871 وسط الماء، أما اليوم فيعبر المرء أربعمئة متر من العشب ليصل إليه.</p>
<ul><li>1871: أربعة أمتار عند الجدار</li><li>1965: القارب الأخير</li></ul><blockquote><p>لم نفقد الميناء، بل أُعطينا مرجًا.</p></blockquote>`,
});

/* What a host that was taken over might send. */
export const HOSTILE = `<p id="p" onclick="window.hit=1" style="color:red">text</p><script>window.hit=1</script>
<img src="x" onerror="window.hit=1"><iframe src="https://evil.example/"></iframe><style>body{display:none}</style>
<a href="javascript:window.hit=1" target="_top">link</a><form action="https://evil.example/"><input name="q"></form>
<svg onload="window.hit=1"><use href="#x"></use></svg><base href="https://evil.example/"><object data="x"></object><b data-x="1">kept</b>`;
