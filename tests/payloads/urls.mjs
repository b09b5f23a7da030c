// Addresses as hostile pages write them, and what may be left of each: public collections hardly
// touch them. Every entry is
//
//   { id, html, base, kept }
//
// a piece of an article of the page PAGE, the value of the page's base element (null: it has
// none), and the addresses that leave, in document order, as the URL standard writes them.

import { grammarPayloads } from "./grammar.mjs";

export const PAGE = "https://news.example/a/story?x=1#top";

const GIF = `R0lGODlhAQABAIAAAJqUiQAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw${"A".repeat(200)}==`;

// A drawing that would run and load what it can, where it could: in a picture it can't.
const SVG = btoa(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><script>alert(2)</script>` +
  `<script href="https://evil.example/x.js"/><style>@import "https://evil.example/x.css";</style><circle r="4"/>` +
  `<image href="https://evil.example/x.png"/><use href="https://evil.example/x.svg#a"/><a href="javascript:alert(3)"><path d="M0 0h9v9z"/></a>` +
  `<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(4)"/></foreignObject></svg>`);

/* The same value in an attribute, as it may be written. */
const escaped = (value) => value.replace(/[&"<>]/g, (c) => `&#${c.charCodeAt(0)};`);
const SPELLINGS = {
  plain: escaped,
  decimal: (value) => [...value].map((c) => `&#${c.codePointAt(0)};`).join(""),
  hex: (value) => [...value].map((c) => `&#x00${c.codePointAt(0).toString(16).toUpperCase()}`).join(""),
};

const link = (written) => `<a href="${written}">the words of a link</a>`;
const picture = (written) => `<img src="${written}" alt="a picture" width="640" height="480">`;

// Nothing is left of these, in links and pictures alike.
const DEAD = [
  "javascript:alert(1)", "JaVaScRiPt:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)",
  "java\nscript:alert(1)", "java\r\nscript:alert(1)", "\tj\na\rv\ta\nscript\n:alert(1)", " javascript:alert(1)",
  "\u0001javascript:alert(1)", "\u001f \u000b\u000cjavascript:alert(1)", "javascript\t:alert(1)", "javascript:\nalert(1)",
  "javascript://news.example/%0aalert(1)", "javascript:/*//news.example*/alert(1)", "javascript:alert(1)//https://news.example/",
  "javascript:%61lert(1)", "javascript:'<svg onload=alert(1)>'", "livescript:alert(1)", "mocha:alert(1)", "javascript1:alert(1)",
  "vbscript:msgbox(1)", "VBSCRIPT:msgbox(1)", "vb\tscript:msgbox(1)", "data:,alert(1)", "data:text/html,<script>alert(1)</script>",
  "DATA:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "da\tta:text/html,x", " data:text/html,x",
  "data:application/xhtml+xml,<x/>", "data:image/svg+xml,<svg onload='alert(1)'/>", "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=",
  "blob:https://news.example/0b5b3bd6-1111-2222-3333-444455556666", "filesystem:https://news.example/temporary/x",
  "file:///etc/passwd", "file:/etc/passwd", "FILE://localhost/etc/passwd", "view-source:https://news.example/",
  "view-source:javascript:alert(1)", "about:blank", "about:srcdoc", "chrome://settings/", "chrome-extension://abc/reader/reader.html",
  "moz-extension://abc/reader/reader.html", "resource://gre/", "jar:https://news.example/x.jar!/", "wyciwyg://x/",
  "ftp://news.example/x", "ws://news.example/", "wss://news.example/", "tel:+15550100", "sms:+15550100", "intent://x#Intent;end",
  "ms-officecmd:x", "feed:https://news.example/", "feed:javascript:alert(1)", "feed:feed:javascript:alert(1)",
  "x-javascript:alert(1)", "cid:x", "urn:x", "a:", "a+b-c.d:x", "mailtox:a@b", "httpss://news.example/", "http+x://news.example/",
  "http://", "http:///", "https://", "//", "///", "https:////", "\\\\", "https://?x", "https://#x", "http://:80/",
  "https://@/", "https://user:pw@/", "https://news .example/", "https://news%00.example/", "https://news.example:99999/",
  "https://news.example:x/", "https://[::1/", "https://a<b/", "https://a^b/", "https://a|b/", "https://%zz/",
];

// These have left, links and pictures alike: as the page's browser reads them, so must ours.
const ALIVE = [
  ["https://other.example/x", "https://other.example/x"],
  ["HTTPS://Other.Example/X", "https://other.example/X"],
  ["ht\ttps:/\n/other.example/x", "https://other.example/x"],
  ["http:other.example", "http://other.example/"],
  ["http:/other.example", "http://other.example/"],
  ["https:other", "https://news.example/a/other"],
  ["https:/other", "https://news.example/other"],
  ["https:", "https://news.example/a/story?x=1"],
  ["https:?y", "https://news.example/a/story?y"],
  ["https:\\\\other.example\\x", "https://other.example/x"],
  ["https:\\/other.example\\..\\x", "https://other.example/x"],
  ["https://////other.example/x", "https://other.example/x"],
  ["https:\\\\\\other.example", "https://other.example/"],
  ["//other.example/x", "https://other.example/x"],
  ["\\\\other.example\\x", "https://other.example/x"],
  ["/\\other.example/x", "https://other.example/x"],
  ["\\/other.example/x", "https://other.example/x"],
  ["///other.example/x", "https://other.example/x"],
  ["/\t/other.example/x", "https://other.example/x"],
  ["\\\\\\\\other.example", "https://other.example/"],
  ["https://user:pw@other.example/", "https://user:pw@other.example/"],
  ["https://news.example@other.example/", "https://news.example@other.example/"],
  ["https://news.example\\@other.example/", "https://news.example/@other.example/"],
  ["https://news.example/@other.example/", "https://news.example/@other.example/"],
  ["https://other.example:8443/", "https://other.example:8443/"],
  ["https://other.example:443/", "https://other.example/"],
  ["https://other.example:/", "https://other.example/"],
  ["https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"],
  ["https://0x7f.1/", "https://127.0.0.1/"],
  ["https://\u0435xample.example/", "https://xn--xample-2of.example/"],
  ["https://ex\u00adample.example/", "https://example.example/"],
  ["https://\uff45xample.example/", "https://example.example/"],
  ["https://other.example\u3002example/", "https://other.example.example/"],
  ["https://other%2Eexample/", "https://other.example/"],
  ["https://other.example/\u202egpj.exe", "https://other.example/%E2%80%AEgpj.exe"],
  ["https://other.example/\u2066x\u2069", "https://other.example/%E2%81%A6x%E2%81%A9"],
  ["https://other.example/\"><script>alert(1)</script>", "https://other.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E"],
  ["https://other.example/`onerror=alert(1)`", "https://other.example/%60onerror=alert(1)%60"],
  ["https://other.example/'onclick='alert(1)", "https://other.example/'onclick='alert(1)"],
  ["https://other.example/a b", "https://other.example/a%20b"],
  ["https://other.example/?javascript:alert(1)", "https://other.example/?javascript:alert(1)"],
  ["https://other.example/#javascript:alert(1)", "https://other.example/#javascript:alert(1)"],
  ["https://other.example/?a=1&lt=2&copy=3", "https://other.example/?a=1&lt=2&copy=3"],
  ["https://other.example/?\\..\\x", "https://other.example/?\\..\\x"],
  ["https://other.example/%2e%2E/x", "https://other.example/x"],
  ["https://other.example/a/.%2e/x", "https://other.example/x"],
  ["../../../../x", "https://news.example/x"],
  ["./javascript:alert(1)", "https://news.example/a/javascript:alert(1)"],
  ["/javascript:alert(1)", "https://news.example/javascript:alert(1)"],
  ["?javascript:alert(1)", "https://news.example/a/story?javascript:alert(1)"],
  [":javascript:alert(1)", "https://news.example/a/:javascript:alert(1)"],
  ["\u00a0javascript:alert(1)", "https://news.example/a/%C2%A0javascript:alert(1)"],
  ["\u200bjavascript:alert(1)", "https://news.example/a/%E2%80%8Bjavascript:alert(1)"],
  ["\u202ejavascript:alert(1)", "https://news.example/a/%E2%80%AEjavascript:alert(1)"],
  ["\ufeffjavascript:alert(1)", "https://news.example/a/%EF%BB%BFjavascript:alert(1)"],
  ["javascript%3Aalert(1)", "https://news.example/a/javascript%3Aalert(1)"],
  ["java%0Ascript:alert(1)", "https://news.example/a/java%0Ascript:alert(1)"],
  ["javascript\uff1aalert(1)", "https://news.example/a/javascript%EF%BC%9Aalert(1)"],
  ["\uff4aavascript:alert(1)", "https://news.example/a/%EF%BD%8Aavascript:alert(1)"],
  ["javascript\\:alert(1)", "https://news.example/a/javascript/:alert(1)"],
  ["java script:alert(1)", "https://news.example/a/java%20script:alert(1)"],
  ["1javascript:alert(1)", "https://news.example/a/1javascript:alert(1)"],
  ["&#106;avascript&colon;alert(1)", "https://news.example/a/&#106;avascript&colon;alert(1)"],
];

const LINKS_ONLY = [
  ["mailto:editor@news.example", "mailto:editor@news.example"],
  ["MAILTO:editor@news.example?subject=a%20b", "mailto:editor@news.example?subject=a%20b"],
  ["ma\tilto:editor@news.example", "mailto:editor@news.example"],
  ["#part", "https://news.example/a/story?x=1#part"],
];

// Pictures that bring themselves along. A short one only holds a place, so these are not.
const DATA_PICTURES = [
  [`data:image/gif;base64,${GIF}`, `data:image/gif;base64,${GIF}`],
  [`DATA:IMAGE/GIF;BASE64,${GIF}`, `data:image/gif;base64,${GIF}`],
  [` data:image/gif;base64,${GIF}\n`, `data:image/gif;base64,${GIF}`],
  [`data:image/gif;base64,${GIF.replace("lGOD", "lG OD\n")}`, `data:image/gif;base64,${GIF}`],
  [`data:image/webp;base64,${GIF}`, `data:image/webp;base64,${GIF}`],
  [`data:image/gif,${GIF}`, null],
  [`data:image/gif;charset=utf-8;base64,${GIF}`, null],
  [`data:image/gif;base64;base64,${GIF}`, null],
  [`data:image/gif;base64,${GIF}#<svg>`, null],
  [`data:image/gif;base64,%3Csvg${GIF}`, null],
  [`data:image/svg+xml;base64,${GIF}`, null],
  [`data:image/svg+xml;base64,${SVG}`, `data:image/svg+xml;base64,${SVG}`],
  [`data:IMAGE/SVG+XML;charset=utf-8;base64,${SVG}`, `data:image/svg+xml;base64,${SVG}`],
  [`data:image/svg+xml,${encodeURIComponent(atob(SVG))}`, `data:image/svg+xml;base64,${SVG}`],
  [`data:image/svg+xml;base64,${SVG}"onerror="alert(1)`, null],
  [`data:image/svg;base64,${GIF}`, null],
  [`data:text/html;base64,${GIF}`, null],
  [`data:;base64,${GIF}`, null],
  [`data:image/gif;base64,"onerror="alert(1)${GIF}`, null],
  [`data:image/gif\t;base64,\u0001${GIF}`, null],
  [`data:image/*;base64,${GIF}`, null],
  [`data:image/x-icon;base64,${GIF}`, null],
];

// Of several sources the best takes the place of src, which shows nothing, and those that may leave
// stand before it.
const SRCSETS = [
  ["/s.jpg 320w, /m.jpg 640w", ["https://news.example/s.jpg", "https://news.example/m.jpg", "https://news.example/m.jpg"]],
  ["/s.jpg,, /m.jpg 2x,", ["https://news.example/s.jpg", "https://news.example/m.jpg", "https://news.example/m.jpg"]],
  ["  /a,b.jpg 1x", "https://news.example/a,b.jpg"],
  ["/s.jpg 1x ,\n//other.example/m.jpg\t2x", ["https://news.example/s.jpg", "https://other.example/m.jpg", "https://other.example/m.jpg"]],
  ["https:\\\\other.example\\m.jpg 1x", "https://other.example/m.jpg"],
  ["/a.jpg 1x, /b.jpg(1,2) 2x", ["https://news.example/a.jpg", "https://news.example/b.jpg(1,2)", "https://news.example/b.jpg(1,2)"]],
  ["/a.jpg 1x, javascript:alert(1) 1x, data:text/html,x 1x, //other.example/b.jpg 2x", ["https://news.example/a.jpg", "https://other.example/b.jpg", "https://other.example/b.jpg"]],
  ["/a.jpg\"onerror=alert(1) 1x, /b.jpg\"><script>alert(2)</script> 2x", ["https://news.example/a.jpg%22onerror=alert(1)",
    "https://news.example/b.jpg%22%3E%3Cscript%3Ealert(2)%3C/script%3E", "https://news.example/b.jpg%22%3E%3Cscript%3Ealert(2)%3C/script%3E"]],
  ["/a.jpg 999999999w, /b.jpg 0x, /c.jpg 2x, /d.jpg 1e3x", ["https://news.example/c.jpg", "https://news.example/d.jpg", "https://news.example/a.jpg"]],
  ["/a.jpg\"onerror=alert(1) 1x", "https://news.example/a.jpg%22onerror=alert(1)"],
  ["javascript:alert(1) 2x", null],
  ["java\ufffdscript:alert(1) 2x", "https://news.example/a/java%EF%BF%BDscript:alert(1)"],
  ["data:image/svg+xml,<svg/onload=alert(1)> 2x", null],
  ["data:text/html,<script>alert(1)</script> 1x", null],
  [`data:image/gif;base64,${GIF} 1x`, null],
  ["blob:https://news.example/x 1x", null],
  ["file:///etc/passwd 1x", null],
  ["https:// 1x", null],
  [",,, ,", null],
  ["", null],
];

// References, where libxml2 is not a browser. It ends a value at one to NUL or to what is no
// character, so the rest is lost; and it knows the names of HTML 4 alone, so newer ones are text
// that stands escaped in what is printed. A snapshot has neither: a browser has written it.
const REFERENCES = [
  ["javascript&#0;:alert(1)", "https://news.example/a/javascript"],
  ["&#1;javascript:alert(1)", null],
  ["&#x1f;https://other.example/x", null],
  ["\u0001https://other.example/x \u001f", "https://other.example/x"],
  ["java&#x110000;script:alert(1)", "https://news.example/a/java"],
  ["java&#xd800;script:alert(1)", "https://news.example/a/java"],
  ["javascript&#58alert(1)", null],
  ["javascript&#0000000000000058;alert(1)", null],
  ["javascript&colon;alert(1)", "https://news.example/a/javascript&colon;alert(1)"],
  ["javascript&colonalert(1)", "https://news.example/a/javascript&colonalert(1)"],
  ["java&Tab;script&NewLine;:alert(1)", "https://news.example/a/java&Tab;script&NewLine;:alert(1)"],
  ["&nbsp;javascript:alert(1)", "https://news.example/a/%C2%A0javascript:alert(1)"],
  ["&sol;&sol;other.example", "https://news.example/a/&sol;&sol;other.example"],
];

// A hostile base element, and the base that counts all the same. What can't carry a relative
// address (null) leaves none.
const HTTP_BASES = [
  ["https://evil.example/b/", "https://evil.example/b/"],
  ["//evil.example", "https://evil.example/"],
  ["\\\\evil.example\\b\\", "https://evil.example/b/"],
  ["https:\\\\evil.example\\b", "https://evil.example/b"],
  ["https:evil", "https://news.example/a/evil"],
  ["http:evil.example/b/", "http://evil.example/b/"],
  ["/b/", "https://news.example/b/"],
  ["b/\\..\\c/", "https://news.example/a/b/c/"],
  ["?q", "https://news.example/a/story?q"],
  ["", PAGE],
  ["https://user:pw@evil.example:8443/b/", "https://user:pw@evil.example:8443/b/"],
  ["https://news.example@evil.example/", "https://news.example@evil.example/"],
  ["https://evil.example\\", "https://evil.example/"],
  ["https://evil.example/\\\\", "https://evil.example///"],
  ["https://\u202ee\u0301vil.example/", PAGE],
  ["https://\u0435vil.example/b/", "https://xn--vil-qdd.example/b/"],
  [" \tht\ntps://evil.example/b/ ", "https://evil.example/b/"],
  ["javascript:alert(1)", PAGE],
  ["javascript:/a/", PAGE],
  ["JAVA\tSCRIPT://evil.example/%0aalert(1)//", PAGE],
  ["data:text/html,<script>alert(1)</script>", PAGE],
  ["data:/,/", PAGE],
  ["https://", PAGE],
  ["http://:80/", PAGE],
];

// These carry relative addresses to where none may lead.
const OTHER_BASES = ["file:///etc/", "ftp://evil.example/", "blob:https://evil.example/x", "about:blank",
  "view-source:https://evil.example/", "mailto:a@evil.example", "vbscript:/a/", "chrome-extension://abc/"];

const RELATIVES = ["x", "/x", "//other.example/x", "?x", "https:x", "http:x", "\\\\other.example", "javascript:alert(1)",
  ":alert(1)", "//javascript:alert(1)", "alert(1)"];

// What a browser would load, send or run, on elements and attributes that don't leave at all.
const VESSELS = {
  "form": `<form action="https://evil.example/" method="post"><button>go</button></form>`,
  "form-javascript": `<form action="javascript:alert(1)"><input type="submit" formaction="javascript:alert(2)"></form>`,
  "button-formaction": `<button form="f" formaction="https://evil.example/">go</button>`,
  "input-image": `<input type="image" src="https://evil.example/x.png" formaction="//evil.example">`,
  "meta-refresh": `<meta http-equiv="refresh" content="0; url=https://evil.example/">`,
  "meta-refresh-javascript": `<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
  "meta-csp": `<meta http-equiv="Content-Security-Policy" content="default-src *; report-uri https://evil.example/">`,
  "link-stylesheet": `<link rel="stylesheet" href="https://evil.example/x.css">`,
  "link-preload": `<link rel="preload" as="image" imagesrcset="https://evil.example/x 1x" href="//evil.example/x">`,
  "link-dns": `<link rel="dns-prefetch preconnect" href="https://evil.example/">`,
  "svg-image": `<svg><image href="https://evil.example/x.png" xlink:href="//evil.example/y.png"/></svg>`,
  "svg-use": `<svg><use href="https://evil.example/x.svg#a" xlink:href="data:image/svg+xml,<svg id='a'/>#a"/></svg>`,
  "svg-a": `<svg><a xlink:href="javascript:alert(1)"><text y="9">words</text></a></svg>`,
  "svg-animate": `<svg><a><animate attributeName="href" values="javascript:alert(1)"/><text>words</text></a></svg>`,
  "svg-script": `<svg><script href="https://evil.example/x.js"></script></svg>`,
  "svg-feimage": `<svg><filter><feImage href="https://evil.example/x.svg"/></filter></svg>`,
  "math-href": `<math href="javascript:alert(1)"><mtext xlink:href="javascript:alert(1)">words</mtext></math>`,
  "style-url": `<b style="background:url(https://evil.example/x.png)">words</b>`,
  "style-escaped": `<b style="background:\\75rl('https://evil.example/x.png')">words</b>`,
  "style-element": `<style>@import "https://evil.example/x.css"; b { background: url(//evil.example/x) }</style>`,
  "iframe": `<iframe src="https://evil.example/" srcdoc="<script>alert(1)</script>"></iframe>`,
  "iframe-javascript": `<iframe src="javascript:alert(1)"></iframe>`,
  "object": `<object data="https://evil.example/x" codebase="//evil.example"><param name="src" value="//evil.example/x"></object>`,
  "embed": `<embed src="https://evil.example/x.svg">`,
  "applet": `<applet code="x" archive="https://evil.example/x.jar"></applet>`,
  "frame": `<frameset><frame src="https://evil.example/"></frameset>`,
  "portal": `<portal src="https://evil.example/"></portal>`,
  "video": `<video src="https://evil.example/x.mp4" autoplay loop><track src="//evil.example/x.vtt"></video>`,
  "audio": `<audio src="https://evil.example/x.ogg" autoplay></audio>`,
  "source-src": `<picture><source src="https://evil.example/x.png"></picture>`,
  "map": `<map name="m"><area href="javascript:alert(1)" shape="default"></map>`,
  "table-background": `<table background="https://evil.example/x.png"><tr><td background="//evil.example/y.png">words</td></tr></table>`,
  "body-background": `<body background="https://evil.example/x.png" onload="alert(1)">`,
  "cite": `<blockquote cite="https://evil.example/"><p>Words that are quoted, and enough of them.</p></blockquote><q cite="//evil.example">words</q>`,
  "ins-cite": `<ins cite="javascript:alert(1)">words</ins><del cite="//evil.example">words</del>`,
  "script-src": `<script src="https://evil.example/x.js"></script>`,
  "base-late": `<base href="https://evil.example/"><b>words</b>`,
  "marquee": `<marquee onstart="alert(1)" behavior="alternate">words</marquee>`,
  "menu-item": `<menu icon="https://evil.example/x.png"><menuitem icon="//evil.example/y.png">words</menu>`,
  "xml-base": `<b xml:base="https://evil.example/">words</b>`,
  "custom-element": `<x-y href="javascript:alert(1)" src="https://evil.example/">words</x-y>`,
  "template-shadow": `<template shadowrootmode="open"><img src="https://evil.example/x.png" onerror="alert(1)"></template>`,
  "noscript": `<noscript><link rel="stylesheet" href="https://evil.example/x.css"></noscript>`,
  "fencedframe": `<fencedframe src="https://evil.example/"></fencedframe>`,
  "anchor-name": `<a name="getElementById" id="body">words</a>`,
  "picture-bare": `<img onerror="alert(1)" lowsrc="https://evil.example/x.png" dynsrc="//evil.example/x.png">`,
};

// Drawings that are figures, and what is taken over from them: shapes and texts, nothing that
// runs, leads or loads. The pictures that leave are the drawings themselves.
const drawn = (inner) => `data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">${inner}</svg>`)}`;
const drawing = (inner, more = "") => `<svg viewBox="0 0 400 200" role="img"${more}>${inner}</svg>`;
const CIRCLE = `<circle r="9"></circle>`;
const DRAWINGS = [
  [drawing(CIRCLE, ` onload="alert(1)" xmlns:x="javascript:alert(1)"`), drawn(CIRCLE)],
  [drawing(`${CIRCLE}<script>alert(1)</script><style>@import "//evil.example/x";</style>`), drawn(CIRCLE)],
  [drawing(`<circle r="9" onclick="alert(1)" fill="url(https://evil.example/x#a)"></circle>`), drawn(CIRCLE)],
  [drawing(`<circle r="9" style="fill:url( '//evil.example/x' )"></circle>`), drawn(CIRCLE)],
  [drawing(`${CIRCLE}<image href="https://evil.example/x.png"></image><feImage href="//evil.example/x"></feImage>`), drawn(CIRCLE)],
  [drawing(`${CIRCLE}<a href="javascript:alert(1)"><text>words</text></a>`), drawn(CIRCLE)],
  [drawing(`${CIRCLE}<foreignObject><img src=x onerror=alert(1)></foreignObject>`), drawn(CIRCLE)],
  [drawing(`${CIRCLE}<animate attributeName="href" values="javascript:alert(1)"></animate><set attributeName="onclick" to="alert(1)"></set>`), drawn(CIRCLE)],
  [drawing(`${CIRCLE}<text>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</text>`), drawn(`${CIRCLE}<text>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</text>`)],
  [drawing(`<circle r='9"><script>alert(1)</script>'></circle>`), drawn(`<circle r="9&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"></circle>`)],
  [drawing(`${CIRCLE}<use href="https://evil.example/x.svg#a"></use>`), null],
  [drawing(`${CIRCLE}<use xlink:href="data:image/svg+xml,<svg id='a'/>#a"></use>`), null],
];

// The rest of an element that does leave.
const COMPANIONS = [
  `target="_top"`, `ping="https://evil.example/"`, `onclick="alert(1)"`, `onfocus=alert(1) autofocus tabindex=1`, `download="x.exe"`,
  `style="position:fixed;inset:0"`, `rel="opener"`, `referrerpolicy="unsafe-url"`, `attributionsrc="https://evil.example/"`, `id="main"`,
  `class="bar"`, `name="body"`, `href="javascript:alert(1)"`, `HREF="//evil.example"`, `xlink:href="javascript:alert(1)"`,
  `data-do="again"`, `popovertarget="x"`, `is="x-y"`, `slot="x"`, `part="x"`, `/onclick=alert(1)`, `"onclick=alert(1)`, `onclick\n=\nalert(1)`,
  `onclick&#61;alert(1)`, `\u0000onclick=alert(1)`, `on\u0000click=alert(1)`,
];

const PICTURE_COMPANIONS = [`onerror="alert(1)"`, `onload=alert(1)`, `usemap="#m" ismap`, `longdesc="javascript:alert(1)"`,
  `crossorigin="use-credentials"`, `sizes="(alert(1))"`, `style="background:url(//evil.example/x)"`, `lowsrc="//evil.example/x"`,
  `srcset="javascript:alert(1) 1x, data:text/html,<script>alert(2)</script> 2x"`,
  `loading="eager"`, `referrerpolicy="unsafe-url"`, `fetchpriority="high"`,
  `attributionsrc="//evil.example/"`, `alt="x\` onerror=alert(1) \`"`, `title='"><img src=x onerror=alert(1)>'`, `width="100%" height="1e9"`];

// What is text to one parser is markup to another: nothing of it has an address to leave with.
const MUTATIONS = [
  `<svg><style><img src=x onerror=alert(1)></style></svg>`,
  `<math><style><img src=x onerror=alert(1)></style></math>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
  `<math><mtext><mglyph><svg><mtext><textarea><a title="</textarea><img src=x onerror=alert(1)>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
  `<svg><title><style><img src=x onerror=alert(1)></style></title></svg>`,
  `<svg><desc><noscript></desc></noscript><img src onerror=alert(1)></svg>`,
  `<svg><foreignObject><iframe><p title="</iframe><img src=x onerror=alert(1)>"></svg>`,
  `<math><annotation-xml encoding="text/html"><style></style><img src onerror=alert(1)></annotation-xml></math>`,
  `<noscript><!-- </noscript><img src onerror=alert(1)> --></noscript>`,
  `<noscript><style></noscript><img src onerror=alert(1)></style></noscript>`,
  `<!--><img src onerror=alert(1)>-->`, `<!---><img src onerror=alert(1)>-->`, `<!-- --!><img src onerror=alert(1)>-->`,
  `<!-- <!-- --><img src onerror=alert(1)>-->`, `<?xml ><img src onerror=alert(1)> ?>`, `<![CDATA[ ><img src onerror=alert(1)> ]]>`,
  `<!DOCTYPE x [<!ENTITY y "<img src onerror=alert(1)>">]>&y;`, `</ <img src onerror=alert(1)>>`, `</?><script>alert(1)</script>`,
  `<textarea title="</textarea><img src onerror=alert(1)>"></textarea>`, `<title title="</title><img src onerror=alert(1)>"></title>`,
  `<xmp><p title="</xmp><img src onerror=alert(1)>"></p></xmp>`, `<noembed><p title="</noembed><img src onerror=alert(1)>"></noembed>`,
  `<iframe><p title="</iframe><img src onerror=alert(1)>"></iframe>`, `<plaintext><img src onerror=alert(1)>`,
  `<select><style></select><img src onerror=alert(1)></style></select>`, `<template><style></template><img src onerror=alert(1)></style>`,
  `<form id=body><input name=getElementById><input name=attributes><input name=childNodes></form>`,
  `<img id=cookie name=cookie><a id=browser></a><a id=browser name=runtime>words</a>`,
  `<table><form><a><table><svg><desc><b><img src onerror=alert(1)>`, `<b><a><b><p><a><svg><p><style><a>words`,
  `<p =<img src onerror=alert(1)>`, `<p "'<img src onerror=alert(1)>'">words`, `<p/x='<img src onerror=alert(1)>'>words`,
  `<p title="&lt;/p&gt;&lt;img src onerror=alert(1)&gt;">words`, `&lt;img src onerror=alert(1)&gt;`, `&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;`,
  `<script>/*<!--<script>*/alert(1)</script><img src onerror=alert(2)>`, `<<script>alert(1)//<</script>`, `<sc\u0000ript>alert(1)</sc\u0000ript>`,
  `<script type="application/ld+json">{"a":"</script><img src onerror=alert(1)>"}</script>`, `<img \u0000src onerror\u0000=alert(1)>`,
  `<pre>\n\n\n<b>words</b></pre>`, `<listing>\n<img src onerror=alert(1)></listing>`, `<frameset><noframes><img src onerror=alert(1)></noframes></frameset>`,
];

const named = (kind, entries) => entries.map((entry, i) => ({ id: `${kind}-${i + 1}`, base: null, kept: [], ...entry }));
const list = (address) => (address === null ? [] : [address].flat());

function* spelled(kind, write, values) {
  for (const [spelling, spell] of Object.entries(SPELLINGS))
    yield* named(`${kind}-${spelling}`, values.map(([value, kept]) => ({ html: write(spell(value)), kept: list(kept) })));
}

function resolved(relative, base) {
  if (base === null || !URL.canParse(relative, base)) return [];
  const url = new URL(relative, base);
  return /^https?:$/.test(url.protocol) ? [url.href] : [];
}

const dead = DEAD.map((value) => [value, null]);

export const urls = [
  ...grammarPayloads,
  ...spelled("link-dead", link, dead),
  ...spelled("link", link, [...ALIVE, ...LINKS_ONLY]),
  ...named("link-reference", REFERENCES.map(([written, kept]) => ({ html: link(written), kept: list(kept) }))),
  ...spelled("picture-dead", picture, [...dead, ["mailto:a@news.example", null]]),
  ...spelled("picture", picture, ALIVE),
  ...spelled("picture-data", picture, DATA_PICTURES),
  ...spelled("srcset", (written) => `<img srcset="${written}" alt="a picture" width="640" height="480">`, SRCSETS),
  ...HTTP_BASES.flatMap(([base, counts], i) =>
    named(`base-${i + 1}`, RELATIVES.map((relative) => ({ html: link(escaped(relative)), base, kept: resolved(relative, counts) })))),
  ...OTHER_BASES.flatMap((base, i) =>
    named(`base-other-${i + 1}`, ["x", "/x", "?x", ""].map((relative) => ({ html: link(relative), base })))),
  ...Object.entries(VESSELS).map(([id, html]) => ({ id, html, base: null, kept: [] })),
  ...named("link-with", COMPANIONS.map((more) => ({
    html: `<a href="https://other.example/x" ${more}>the words of a link</a>`, kept: ["https://other.example/x"] }))),
  ...named("picture-with", PICTURE_COMPANIONS.map((more) => ({
    html: `<img src="https://other.example/x.jpg" ${more}>`, kept: ["https://other.example/x.jpg"] }))),
  // Of several candidates the best one is shown, whatever src says.
  { id: "picture-with-srcset", base: null, html: `<img src="https://other.example/x.jpg" srcset="//other.example/y.jpg 2x, javascript:alert(1) 9x">`,
    kept: ["https://other.example/y.jpg", "https://other.example/y.jpg"] },
  ...named("drawing", DRAWINGS.map(([html, kept]) => ({ html, kept: list(kept) }))),
  ...named("mutation", MUTATIONS.map((html) => ({ html }))),
  // Here the picture is one: the end of a paragraph ends the svg, for both parsers.
  { id: "mutation-out", base: null, html: `<svg></p><style><a title="</style><img src=x onerror=alert(1)>">`, kept: ["https://news.example/a/x"] },
];
