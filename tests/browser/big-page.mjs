// A news page of some twenty thousand elements, as long comment threads and link lists make
// them: article, cards, nested comments, tables, hidden and cut parts, and a wall over it all.

export function bigPage(elements = 20_000) {
  const paragraph = (i) =>
    `<p>Paragraph ${i} of the <a href="/${i}">story</a>, <em>long</em> enough to be read as one, with a comma and an end.</p>`;
  const card = (i) =>
    `<div class="card"><a href="/c${i}"><img src="/dot.svg" width="40" height="30" alt=""><h3>Card ${i}</h3></a>` +
    `<p><span class="tag">News</span> <time>10:${i % 60}</time></p></div>`;
  const comment = (i) =>
    `<li class="comment"><div class="head"><b>Reader ${i}</b> <span>today</span></div>` +
    `<div class="body" ${i % 7 ? "" : 'style="max-height:40px;overflow:hidden"'}><p>I read this <i>twice</i>.</p><p>And a second line of it.</p></div>` +
    `<div class="more" ${i % 3 ? "hidden" : ""}><button>Reply</button><button>Report</button></div>`;
  const row = (i) => `<tr><td>${i}</td><td>${i * 7}</td><td><span>up</span></td></tr>`;
  const parts = [];
  let n = 30;
  for (let i = 0; i < 60; i++, n += 3) parts.push(paragraph(i));
  parts.push("</article><aside>");
  for (let i = 0; i < 200; i++, n += 7) parts.push(card(i));
  parts.push("</aside><section><table>");
  for (let i = 0; i < 300; i++, n += 5) parts.push(row(i));
  parts.push("</table></section><ol>");
  for (let i = 0, open = 0; n < elements; i++, n += 10) {
    parts.push(comment(i));
    if (i % 4 < 3) {
      parts.push("<ol>");
      open += 1;
      n += 1;
    } else {
      parts.push("</li></ol>".repeat(open), "</li>");
      open = 0;
    }
  }
  return `<!doctype html><html lang="en"><head><title>Big</title><style>
    header { position: sticky; top: 0; background: #fff; height: 60px }
    .card { display: inline-block; width: 200px; border: 1px solid #ccc }
    ol { padding-left: 8px } .wall { position: fixed; inset: 0; background: #0009 }
    .wall > div { position: absolute; inset: 20% 30%; background: #fff }
    </style></head><body><header><nav><a href="/">Home</a></nav></header><main><article><h1>The story</h1>
    ${parts.join("\n")}</ol></main>
    <div class="wall" id="wall"><div><h2>You have read your last free story</h2><button>Subscribe</button></div></div>
    </body></html>`;
}
