// The snapshot: the page as the browser holds it now, as text, with what the browser saw of
// an element in one attribute on it (host/PROTOCOL.md, "What the snapshot holds").
//
// Injected on the reader's click, never before. The live page is read and not touched: the
// text comes from a clone in a document that has no window, where no script of the page runs,
// no constructor of its elements, and no picture is asked for (a cloneNode in the live
// document would run the constructors).
//
// The clone is made in slices, so that the page never stands still; what the page changes of
// itself meanwhile is cloned again in one last turn, in which both trees are listed: the text is
// that of this moment, and element i of the page and element i of the clone belong together from
// then on. Looking at the elements follows in slices, too. What was removed meanwhile is left
// without words; what was added meanwhile is not in the clone: the words are at most a few slices
// younger than the text.
//
// The value of this file's last expression goes to lib/snapshot-source.js.

(() => {
  "use strict";

  const SLICE_MS = 8; // a task is long above 50; a busy machine keeps what is in hand waiting
  const ARRIVE_MS = 2000; // for a page that is still coming in
  const LOOK_MS = 5000; // of looking at elements; a page beyond it goes without further words
  const TEXT_MAX = 64 * 1024 * 1024; // the protocol's limit; exactly, in bytes, in lib/host.js
  const GRID = 8;
  const COVERS_MIN = 12; // of 64 points: a bottom sheet or a small dialog, no header or cookie bar
  const CUT_MIN_PX = 24; // a line of text
  const FRAMES_MAX = 64;
  const PIECE = 200; // elements that are cloned in one step
  const PICTURE_MAX = 8192; // of a src= word; a longer one is a data: address

  // Elements without a look of their own, and those whose inside is one thing to look at.
  const MUTE = new Set("head script style link meta base title noscript source track param br wbr area".split(" "));
  const WHOLE = new Set("head svg math select object".split(" "));
  // Inline elements are fixed, cut or blurred too rarely to ask for the style of all of them.
  const BOXES = new Set(("div section article aside main header footer nav form p ul ol dl li table figure " +
    "blockquote pre dialog iframe details fieldset h1 h2 h3").split(" "));
  // What attachShadow accepts; asking others costs time, and throws in Chromium for SVG.
  const HOSTS = new Set("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "));

  // A form answers to the names of its fields, a document to those of its forms and pictures:
  // <input name="parentNode"> hides the property. These can't be hidden.
  const getter = (proto, name) => {
    const get = Object.getOwnPropertyDescriptor(proto, name).get;
    return (object) => get.call(object);
  };
  const method = (proto, name) => Function.prototype.call.bind(proto[name]);
  const nameOf = getter(Element.prototype, "localName");
  const isConnected = getter(Node.prototype, "isConnected");
  const typeOf = getter(Node.prototype, "nodeType");
  const parentOf = getter(Node.prototype, "parentNode");
  const childrenOf = getter(Node.prototype, "childNodes");
  const appendTo = method(Node.prototype, "appendChild");
  const replaceIn = method(Node.prototype, "replaceChild");
  const rootOf = method(Node.prototype, "getRootNode");
  const contains = method(Node.prototype, "contains");
  const checkVisibility = method(Element.prototype, "checkVisibility");
  const attributeOf = method(Element.prototype, "getAttribute");
  const hasAttribute = method(Element.prototype, "hasAttribute");
  const setAttribute = method(Element.prototype, "setAttribute");
  const removeAttribute = method(Element.prototype, "removeAttribute");
  const elementBefore = getter(Element.prototype, "previousElementSibling");
  const replaceWith = method(Element.prototype, "replaceWith");
  const find = method(Document.prototype, "querySelectorAll");
  const findIn = method(Element.prototype, "querySelectorAll");
  const findInFragment = method(DocumentFragment.prototype, "querySelectorAll");
  const descendants = method(Element.prototype, "getElementsByTagName");
  const scrollHeight = getter(Element.prototype, "scrollHeight");
  const clientHeight = getter(Element.prototype, "clientHeight");
  const clientWidth = getter(Element.prototype, "clientWidth");
  const elementsFromPoint = method(Document.prototype, "elementsFromPoint");
  const importNode = method(Document.prototype, "importNode");
  const of = Object.fromEntries(
    ["implementation", "documentElement", "body", "title", "readyState"].map((name) =>
      [name, getter(Document.prototype, name)]));
  const baseOf = getter(Node.prototype, "baseURI");
  const listen = method(EventTarget.prototype, "addEventListener");

  globalThis.cleancopyReads = true; // lib/snapshot-source.js looks whether this world still lives
  return take();

  async function take() {
    await arrived();
    const began = performance.now();
    const clock = new Clock();
    if (!of.documentElement(document)) return { trouble: "page_empty" };

    const facts = pageFacts(); // may lay the whole page out: a slice of its own
    await clock.breathe();
    const above = await layers(clock);
    clock.lap("layers");
    await clock.breathe();

    const stamp = randomStamp();
    const inert = of.implementation(document).createHTMLDocument("");
    const tree = inert.createDocumentFragment();
    const page = await cloned({ source: document, holder: tree }, inert, clock);
    const shot = { stamp, inert, above, met: [], frames: 0, unseen: new Set() };
    const copy = tree.firstChild;
    if (!copy) return { trouble: "page_empty" };
    clock.lap("clone");
    await clock.breathe();

    const elements = await look(shot, page, clock);
    clock.lap("look");
    await clock.breathe();

    await unpackNoscripts(shot, copy, clock);
    await clock.breathe();
    let html;
    try {
      html = copy.outerHTML;
    } catch {
      return { trouble: "too_large" }; // longer than a string can be
    }
    if (html.length > TEXT_MAX) return { trouble: "too_large" };
    await clock.breathe();
    html = clean(html);
    clock.lap("write");
    clock.stop();
    return {
      html,
      url: clean(location.href),
      base: clean(baseOf(document)),
      title: clean(of.title(document)),
      stamp,
      facts,
      tookMs: round(performance.now() - began),
      steps: { ...clock.laps, longest: round(clock.longest), slices: clock.slices, elements },
    };
  }

  /* The text may be there long before its parser is through: a script that doesn't come holds
   * that up, for half a minute or for ever. Then what there is is read. */
  function arrived() {
    if (of.readyState(document) !== "loading") return null;
    return new Promise((done) => {
      listen(document, "DOMContentLoaded", done, { once: true });
      setTimeout(done, ARRIVE_MS);
    });
  }

  /* What is said of the page as a whole. */
  function pageFacts() {
    const root = of.documentElement(document);
    const body = of.body(document);
    const shut = (el) => el && /hidden|clip/.test(getComputedStyle(el).overflowY);
    const held = body && getComputedStyle(body).position === "fixed";
    const height = Math.max(scrollHeight(root), body ? scrollHeight(body) : 0);
    return {
      // An application with a scroller of its own is shut too, but has nothing to scroll to.
      scroll_locked: Boolean((shut(root) || shut(body) || held) && height > innerHeight + CUT_MIN_PX),
      loading: of.readyState(document) === "loading",
      lang: clean(attributeOf(root, "lang") ?? ""),
    };
  }

  /* Fills `holder` with a copy of what `source` (the document, a shadow root, a frame's body) holds
   * when this is done; nothing of it is run or asked for. Both are listed in the same turn. */
  async function cloned({ source, holder }, inert, clock) {
    const copies = new Map([[source, { copy: holder, whole: false }]]); // node -> of it, and of all it holds or not
    const touched = new Set();
    const watch = new MutationObserver((records) => records.forEach(({ target }) => touched.add(target)));
    const clone = (node, whole) => {
      const copy = importNode(inert, node, whole);
      copies.set(node, { copy, whole });
      return copy;
    };
    watch.observe(source, { subtree: true, childList: true, attributes: true, characterData: true });
    const open = [{ copy: holder, children: nodesIn(source), next: 0 }];
    for (let level; (level = open.at(-1)); ) {
      if (level.next === level.children.length) {
        open.pop();
        continue;
      }
      if (clock.isOver()) await clock.breathe();
      const child = level.children[level.next++];
      const large = isLarge(child);
      const copy = clone(child, !large);
      appendTo(level.copy, copy);
      if (large) open.push({ copy, children: nodesIn(child), next: 0 });
    }
    await clock.breathe(); // what follows is one turn, or the page could change in it
    for (const { target } of watch.takeRecords()) touched.add(target);
    watch.disconnect();
    renew(touched, copies, clone, source);
    return { live: elementsIn(source), copies: elementsIn(holder) };
  }

  /* Of a document the page alone: comments around it say nothing, and a copy holds no doctype. */
  function nodesIn(node) {
    return node === document ? [of.documentElement(document)].filter(Boolean) : [...childrenOf(node)];
  }

  function elementsIn(node) {
    const all = { 1: findIn, 9: find, 11: findInFragment }[typeOf(node)];
    return all(node, "*");
  }

  /* Whether it holds more elements than are cloned in one step. */
  function isLarge(node) {
    return typeOf(node) === 1 && descendants(node, "*")[PIECE] !== undefined;
  }

  /* Clones anew what has changed since it was cloned: a piece as a whole; of an element that was
   * cloned without what it holds its attributes and the list of its children. */
  function renew(touched, copies, clone, source) {
    const stale = new Set();
    for (const node of touched) {
      let known = node;
      while (known && !copies.has(known)) known = parentOf(known);
      if (known && isConnected(known)) stale.add(known);
    }
    for (const node of stale) {
      const { copy, whole } = copies.get(node);
      const fresh = node === source ? copy : clone(node, whole);
      if (node === source) copy.replaceChildren();
      if (!whole) for (const child of nodesIn(node)) appendTo(fresh, copies.get(child)?.copy ?? clone(child, true));
      if (fresh !== copy && parentOf(copy)) replaceIn(parentOf(copy), fresh, copy);
    }
  }

  /* What lies above the page: element -> its words. Sixty-four points tell it in two
   * milliseconds; the rectangles of all elements would take a hundred. Where a hundred elements
   * lie on one another, the points are looked at in slices, too. */
  async function layers(clock) {
    const top = new Set(find(document, ":modal, :popover-open"));
    await clock.breathe();
    const counts = new Map();
    const positionOf = once((el) => getComputedStyle(el).position);
    const hasText = once(hasOwnText);
    const shadowIn = once((el) => (mayHaveShadow(nameOf(el)) ? shadowOf(el) : null));
    for (let i = 0; i < GRID * GRID; i++) {
      if (clock.isOver()) await clock.breathe();
      const x = (((i % GRID) + 0.5) * innerWidth) / GRID;
      const y = ((Math.floor(i / GRID) + 0.5) * innerHeight) / GRID;
      const stack = stackAt(x, y, shadowIn);
      for (const [depth, el] of stack.entries())
        if (top.has(el) || liesAbove(el, stack.slice(depth + 1), positionOf, hasText))
          counts.set(el, (counts.get(el) ?? 0) + 1);
    }
    const above = new Map();
    for (const el of top) above.set(el, ["modal"]);
    for (const [el, n] of counts)
      if (n >= COVERS_MIN) above.set(el, ["covers", ...(above.get(el) ?? [])]);
    return above;
  }

  /* The elements at a point, topmost first, with those inside of shadow roots before their
   * host: the document's own list ends at the host. */
  function stackAt(x, y, shadowIn) {
    const stack = [];
    const queue = [...elementsFromPoint(document, x, y)].reverse();
    const seen = new Set();
    while (queue.length) {
      const el = queue.pop();
      const root = seen.has(el) ? null : shadowIn(el);
      if (root) {
        seen.add(el);
        const inside = root.elementsFromPoint(x, y).filter((inner) => rootOf(inner) === root);
        queue.push(el, ...inside.reverse());
      } else {
        stack.push(el);
      }
    }
    return stack;
  }

  /* Is this element out of the page's flow, over something that it doesn't belong with? What
   * is fixed may lie over anything that isn't fixed too; what is placed otherwise must lie
   * over text: captions and colours on a large picture are laid like that as well. */
  function liesAbove(el, below, positionOf, hasText) {
    const position = positionOf(el);
    if (position !== "fixed" && position !== "absolute" && position !== "sticky") return false;
    return below.some((other) => {
      if (position === "fixed" ? positionOf(other) === "fixed" : !hasText(other)) return false;
      const name = nameOf(other);
      return name !== "html" && name !== "body" && !contains(el, other) && !holds(other, el);
    });
  }

  /* The same answer without asking again. */
  function once(ask) {
    const answers = new Map();
    return (el) => {
      if (!answers.has(el)) answers.set(el, ask(el));
      return answers.get(el);
    };
  }

  /* contains(), through shadow roots. */
  function holds(outer, el) {
    for (let node = el; node; node = rootOf(node).host) if (contains(outer, node)) return true;
    return false;
  }

  function hasOwnText(el) {
    for (const child of childrenOf(el)) if (child.nodeType === 3 && child.data.trim()) return true;
    return false;
  }

  /* Puts an element of our own in the place of one that says nothing. */
  function standIn(shot, what, copy) {
    const el = shot.inert.createElement(`${shot.stamp}-${what}`);
    replaceWith(copy, el);
    return el;
  }

  /* Looks at every element, in slices; shadow roots and frames are cloned as they are met, and
   * looked at in turn. Where the time is up, they are cloned all the same. */
  async function look(shot, page, clock) {
    const until = clock.worked() + LOOK_MS;
    let seen = await lookThrough(shot, page, clock, until);
    for (let met; (met = shot.met.shift()); )
      seen += await lookThrough(shot, await cloned(met, shot.inert, clock), clock, until);
    return seen;
  }

  async function lookThrough(shot, { live, copies }, clock, until) {
    let seen = 0;
    for (let i = 0; i < Math.min(live.length, copies.length); i++) {
      if (clock.isOver()) {
        if (clock.worked() > until) break;
        await clock.breathe();
      }
      // No words are better than another element's words.
      if (nameOf(live[i]) !== nameOf(copies[i])) break;
      seen += 1;
      if (lookAt(shot, live[i], copies[i])) i += descendants(copies[i], "*").length;
    }
    return seen;
  }

  /* One element. True when there is nothing to look at inside of it. */
  function lookAt(shot, el, copy) {
    const name = nameOf(el);
    if (MUTE.has(name)) return WHOLE.has(name);
    if (!isConnected(el)) return false;
    const words = [];
    const seen = visibility(el);
    if (seen === "folded") return true;
    if (seen === "visible") unhide(shot, copy);
    else if (seen === "gone" || (seen === "unseen" && !inherits(shot, copy))) words.push("hidden");

    const box = BOXES.has(name) || name.includes("-") || hasAttribute(el, "style") || shot.above.has(el);
    if (box && seen !== "boxless") boxWords(shot, el, name, seen, words);
    if (name === "img" && seen !== "gone") pictureWord(el, words);

    let target = copy;
    if (seen !== "gone") {
      if (mayHaveShadow(name)) shadow(shot, el, copy);
      if (name === "iframe" || name === "frame") target = frame(shot, el, copy) ?? copy;
    }
    if (words.length) setAttribute(target, shot.stamp, words.join(" "));
    return seen === "gone" || WHOLE.has(name);
  }

  /* "visible"; "gone" with all it holds; "unseen" (visibility: hidden), inside of which
   * something may be visible again; "boxless" (display: contents), which has no look itself;
   * "folded", what a click unfolds: it belongs to the page as written. */
  function visibility(el) {
    if (checkVisibility(el, { opacityProperty: true, visibilityProperty: true })) return "visible";
    if (checkVisibility(el, { opacityProperty: true })) return "unseen";
    const style = getComputedStyle(el);
    if (style.display === "contents") return "boxless";
    if (style.display !== "none" && isFolded(el)) return "folded";
    return "gone";
  }

  function isFolded(el) {
    const parent = parentOf(el);
    if (!parent || parent.nodeType !== 1) return false;
    return (nameOf(parent) === "details" && !hasAttribute(parent, "open")) ||
      attributeOf(parent, "hidden") === "until-found";
  }

  /* What `visibility` hides is said once, of the outermost element: the engine reads `hidden`
   * as said of everything inside. */
  function inherits(shot, copy) {
    shot.unseen.add(copy);
    return shot.unseen.has(parentIn(shot, copy));
  }

  /* A stand-in has no look of its own: inside of it, the host's visibility is inherited. */
  function parentIn(shot, copy) {
    let up = parentOf(copy);
    while (up?.nodeType === 1 && nameOf(up).startsWith(shot.stamp)) up = parentOf(up);
    return up;
  }

  /* Something visible stands in what was taken for invisible: from there upwards each says for
   * itself that it is hidden. */
  function unhide(shot, copy) {
    for (let el = copy, up; shot.unseen.has((up = parentIn(shot, el))); el = up) {
      shot.unseen.delete(up);
      const words = (attributeOf(up, shot.stamp) ?? "").split(" ").filter((word) => word && word !== "hidden");
      if (words.length) setAttribute(up, shot.stamp, words.join(" "));
      else removeAttribute(up, shot.stamp);
      for (let other = el; (other = elementBefore(other)); )
        if (shot.unseen.has(other))
          setAttribute(other, shot.stamp, ["hidden", attributeOf(other, shot.stamp)].filter(Boolean).join(" "));
    }
  }

  function boxWords(shot, el, name, seen, words) {
    const style = getComputedStyle(el);
    if (style.position === "fixed" || style.position === "sticky") words.push(style.position);
    if (seen !== "visible") return;
    const above = shot.above.get(el);
    if (above) words.push(...above);
    // What html and body cut off, the window scrolls; or it is locked, which is said elsewhere.
    if (name !== "html" && name !== "body" && isCut(el, style)) words.push("clipped");
    if (isBlurred(style)) words.push("blurred");
  }

  function isCut(el, style) {
    // Only one that ends in nothing: from white to black is an old way to round corners.
    if (/gradient\(.*rgba\([^)]*, 0\)/.test(style.maskImage)) return true;
    if (style.overflowY !== "hidden" && style.overflowY !== "clip") return false;
    // What is one or two pixels wide speaks to screen readers.
    return scrollHeight(el) - clientHeight(el) > CUT_MIN_PX && clientWidth(el) > 2;
  }

  function isBlurred(style) {
    if (/blur\((?!0px)/.test(style.filter)) return true;
    return style.textShadow !== "none" && /^rgba\(.*, 0\)$|^transparent$/.test(style.color);
  }

  /* Where the browser took a picture from, unless its src says so. */
  function pictureWord(el, words) {
    const { currentSrc } = el;
    if (currentSrc && currentSrc !== el.src && currentSrc.length <= PICTURE_MAX) words.push(`src=${currentSrc}`);
  }

  function mayHaveShadow(name) {
    return HOSTS.has(name) || name.includes("-");
  }

  function shadowOf(el) {
    try {
      const open = globalThis.chrome?.dom?.openOrClosedShadowRoot;
      return open ? open(el) : el.openOrClosedShadowRoot;
    } catch {
      return null; // Chromium: not an HTML element
    }
  }

  function shadow(shot, el, copy) {
    const root = shadowOf(el);
    if (!root || !root.firstChild) return;
    const holder = shot.inert.createElement(`${shot.stamp}-shadow`);
    shot.met.push({ source: root, holder });
    copy.prepend(holder);
  }

  /* The content of a frame of the page's own origin. A foreign one stays as it is: its
   * address is known. */
  function frame(shot, el, copy) {
    const inner = documentOf(el);
    const body = inner && of.body(inner);
    if (!body?.firstChild || shot.frames >= FRAMES_MAX) return null;
    shot.frames += 1;
    const holder = standIn(shot, "frame", copy);
    for (const name of ["id", "class"])
      if (hasAttribute(el, name)) setAttribute(holder, name, attributeOf(el, name));
    // What stands in it leads on from its own address.
    setAttribute(holder, "src", baseOf(inner));
    // Only what the body holds: a second html or body would give its attributes to the first.
    shot.met.push({ source: body, holder });
    return holder;
  }

  function documentOf(el) {
    try {
      return el.contentDocument;
    } catch {
      return null; // foreign
    }
  }

  /* Where scripts run, the content of a noscript is one text, and would be written escaped.
   * In the head it is dropped: an element of an unknown name there would end the head. */
  async function unpackNoscripts(shot, copy, clock) {
    for (const noscript of findIn(copy, "noscript")) {
      if (clock.isOver()) await clock.breathe();
      if (noscript.firstElementChild) continue;
      if (noscript.closest("head")) noscript.textContent = "";
      else fillFromText(shot, standIn(shot, "noscript", noscript), noscript.textContent);
    }
  }

  /* Text as markup, parsed in one more document without a window. */
  function fillFromText(shot, holder, text) {
    const { head, body } = new DOMParser().parseFromString(text, "text/html");
    for (const node of [...head.childNodes, ...body.childNodes]) holder.append(shot.inert.adoptNode(node));
  }

  /* Time in slices. A tab behind another one has its timers slowed to one a second, and the
   * page's tab is behind the reader's by now: a message to ourselves is as good as a timer. */
  function Clock() {
    const { port1, port2 } = new MessageChannel();
    let next;
    let began = performance.now();
    let lapBegan = began;
    let before = 0; // worked in earlier slices
    port1.onmessage = () => next();
    this.longest = 0;
    this.slices = 1;
    this.laps = {};
    this.worked = () => before + performance.now() - began;
    this.isOver = () => performance.now() - began > SLICE_MS;
    const endSlice = () => {
      const ms = performance.now() - began;
      before += ms;
      this.longest = Math.max(this.longest, ms);
    };
    this.breathe = async () => {
      endSlice();
      await new Promise((done) => {
        next = done;
        port2.postMessage(null);
      });
      this.slices += 1;
      began = performance.now();
    };
    this.lap = (name) => {
      const now = performance.now();
      this.laps[name] = round(now - lapBegan);
      lapBegan = now;
    };
    this.stop = () => {
      endSlice();
      port1.close();
    };
  }

  function randomStamp() {
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return [...bytes].map((byte) => letters[byte % 26]).join("");
  }

  /* NUL and lone surrogates come from pages' scripts; JSON readers refuse them. */
  function clean(text) {
    return text.toWellFormed().replaceAll("\0", "\ufffd");
  }

  function round(ms) {
    return Math.round(ms * 10) / 10;
  }
})();
