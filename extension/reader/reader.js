// The reader page: a click opens it, it reads the page beside it and shows what is left. It owns
// the snapshot and the helper's port; both end with it.

import { api } from "../lib/api.js";
import { say, sayCount, uiLang } from "../lib/messages.js";
import { closeReader, onPressedAgain, pageTabOf } from "../lib/reader-tab.js";
import { canSanitise } from "../lib/sanitised.js";
import { Trouble } from "../lib/trouble.js";
import { isWeb, showArticle, titleOf } from "./article.js";
import { countOut, showDrawer } from "./drawer.js";
import { failureOf, showFailure } from "./failure.js";
import { Ledger } from "./ledger.js";
import { markFresh, placeOf, returnTo, wordsOf } from "./place.js";
import { showNotDone, showSaved } from "./receipt.js";
import { offerFormats } from "./saver.js";
import { Session, withoutHash } from "./session.js";
import { startWaiting } from "./waiting.js";
import { startWatch } from "./watch.js";
import { kindText } from "./words.js";

// The address this tab has shown, so that a reload knows its page from another. Session storage
// is the tab's own and goes with it.
const SHOWN = "shown";

const byId = (id) => document.getElementById(id);
const main = byId("main");
const drawer = byId("drawer");
const toggle = byId("toggle");
const saver = byId("saver");
const save = byId("save");
const format = byId("format");
const receipt = byId("receipt");
const narrow = matchMedia("(max-width: 69.99rem)");

let session = null;
let ledger = new Ledger();
let decided = Promise.resolve(); // one decision at a time: each is made on the last answer

start();

function start() {
  document.documentElement.lang = uiLang();
  for (const element of document.querySelectorAll("[data-say]"))
    element.textContent = say(element.dataset.say);
  byId("back").title = say("back_hint");
  byId("back").addEventListener("click", goBack);
  save.addEventListener("click", saveCopy);
  toggle.addEventListener("click", () => openDrawer(drawer.hidden, { byHand: true }));
  main.addEventListener("click", onMainClick);
  drawer.addEventListener("click", onDrawerClick);
  document.addEventListener("keydown", onKey);
  narrow.addEventListener("change", async () => openDrawer(await wantsDrawer()));
  window.addEventListener("pagehide", () => session?.close());
  onPressedAgain(readAnother);
  read(sessionStorage.getItem(SHOWN));
}

/* Takes the page anew. `expected` is the address that it should still have, or null. */
async function read(expected) {
  if (document.body.dataset.state === "reading") return; // a button was pressed twice
  const giveUp = new AbortController();
  const watch = startWatch();
  enter("reading");
  const waiting = startWaiting(main, byId("spoken"), () => giveUp.abort());
  try {
    const tabId = pageTabOf(location.href);
    if (!canSanitise()) throw new Trouble("browser_old");
    if (tabId === null) throw new Trouble("page_gone");
    session ??= new Session(tabId);
    const answer = await session.read({
      expected,
      signal: giveUp.signal,
      onProgress: (step) => {
        watch.step(step.step);
        waiting.progress(step);
      },
    });
    watch.step("show");
    sessionStorage.setItem(SHOWN, session.url);
    waiting.stop();
    await show(answer);
    requestAnimationFrame(() => setTimeout(() => watch.stop())); // when it is painted
  } catch (trouble) {
    waiting.stop();
    await fail(trouble);
  }
}

/* The button was pressed on the page again: what stands here stays, unless it is another page's
 * by now, or nothing. */
function readAnother(url) {
  const same = session?.url && withoutHash(url) === withoutHash(session.url);
  if (!same || document.body.dataset.state === "failed") read(null);
}

async function show(answer) {
  ledger = new Ledger(answer.removed);
  offerFormats(format, session.formats);
  const open = await wantsDrawer(); // first: what comes in later would move the article
  await showAnswer(answer);
  openDrawer(open);
  if (answer.status === "ok") {
    if (document.activeElement === document.body) main.focus({ preventScroll: true });
    byId("spoken").textContent = say("ready", sayCount("drawer_count", countOut(ledger.entries())));
  }
}

/* The article, or that there is none; and what was taken out, in either case. */
async function showAnswer(answer) {
  if (answer.status === "no_article") {
    await enterFailure({ code: "no_article" });
  } else {
    showArticle(main, answer);
    enter("ready");
  }
  document.title = say("page_title", titleOf(answer));
  refreshDrawer(answer);
}

/* One state at a time stands on the body: reading, ready, failed. Styles and tests go by it. */
function enter(state) {
  document.body.dataset.state = state;
  main.setAttribute("aria-busy", String(state === "reading"));
  saver.hidden = state !== "ready";
  receipt.hidden = true;
  if (state !== "ready") {
    toggle.hidden = true;
    drawer.hidden = true;
    document.title = say("name");
  }
}

async function fail(trouble) {
  if (!(trouble instanceof Trouble)) console.error(trouble);
  await enterFailure(trouble);
}

async function enterFailure(trouble) {
  const { os } = await api.runtime.getPlatformInfo();
  const failure = failureOf(trouble, os);
  enter("failed");
  showFailure(main, failure);
  byId("spoken").textContent = ""; // the title takes the focus, and is read
  document.title = say("page_title", failure.title);
}

/* Putting back and taking out: the host judges anew, and the article changes in its place. */
function decide(act, ids, done, name) {
  decided = decided.then(() => carryOut(ledger[act](ids), done, name));
}

async function carryOut(next, done, name) {
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await session.again(next.marks);
    const top = byId("bar").offsetHeight;
    const place = window.scrollY > 0 ? placeOf(main, top) : null;
    const before = wordsOf(main);
    const focus = focusedPart();
    const open = !drawer.hidden;
    ledger = next.answered(answer.removed);
    await showAnswer(answer);
    openDrawer(open);
    markFresh(main, before);
    returnTo(main, place);
    focusPart(focus);
    byId("spoken").textContent = say(done, name);
  } catch (trouble) {
    showNotDone(receipt, say("marks_failed", reasonOf(trouble)));
  } finally {
    main.setAttribute("aria-busy", "false");
  }
}

async function saveCopy() {
  if (save.ariaDisabled === "true") return;
  save.ariaDisabled = "true";
  save.textContent = say("saving");
  try {
    const { path } = await session.save(ledger.marks, format.value);
    showSaved(receipt, path);
    byId("spoken").textContent = `${say("saved")} ${path}`;
  } catch (trouble) {
    showNotDone(receipt, say("save_failed", reasonOf(trouble)));
  } finally {
    save.ariaDisabled = null;
    save.textContent = say("save");
  }
}

/* Of a save that failed the helper knows more than we do: no folder, disk full ... */
function reasonOf(trouble) {
  if (trouble.code !== "save_failed") return `${failureOf(trouble).title}.`;
  return trouble.message || say("save_failed_unsaid");
}

/* The drawer */

function refreshDrawer(answer) {
  const entries = ledger.entries();
  showDrawer(drawer, entries, answer);
  byId("count").textContent = new Intl.NumberFormat(uiLang()).format(countOut(entries));
  toggle.hidden = entries.length === 0;
}

/* Beside the article it is open until the reader closes it, once and for all pages; where it
 * would lie over the article, or has nothing but the page's furniture, only on demand. */
async function wantsDrawer() {
  if (narrow.matches || !ledger.entries().some(({ part }) => part.kind !== "boilerplate")) return false;
  const { drawer: wanted = true } = await api.storage.local.get("drawer");
  return wanted;
}

function openDrawer(open, { byHand = false } = {}) {
  drawer.hidden = !open;
  toggle.setAttribute("aria-expanded", String(open));
  if (!byHand) return;
  if (open && narrow.matches) drawer.focus({ preventScroll: true });
  if (!open && narrow.matches) toggle.focus({ preventScroll: true });
  if (!narrow.matches) api.storage.local.set({ drawer: open });
}

function onDrawerClick(event) {
  const button = event.target.closest("button[data-do]");
  if (!button) {
    openLink(event);
    return;
  }
  if (button.dataset.do === "close-drawer") {
    openDrawer(false, { byHand: true });
    return;
  }
  const ids = button.dataset.ids.split(" ").map(Number);
  const name = kindText(ledger.entries().find(({ part }) => part.id === ids[0]).part);
  if (button.dataset.do === "put-back") decide("putBack", ids, "was_put_back", name);
  else decide("takeOut", ids, "was_taken_out", name);
}

/* The drawer is built anew: its focus goes to the button that took the old one's place. */
function focusedPart() {
  return document.activeElement?.closest("[data-part]")?.dataset.part ?? null;
}

function focusPart(id) {
  if (id === null) return;
  const part = drawer.querySelector(`[data-part="${id}"]`);
  const closed = part?.closest("details:not([open])");
  if (closed) closed.open = true;
  (part?.querySelector("button[data-do]") ?? drawer).focus({ preventScroll: true });
}

/* Ways on */

function onMainClick(event) {
  const button = event.target.closest("button[data-do]");
  if (!button) {
    openLink(event);
    return;
  }
  const todo = {
    again: () => read(null),
    test_again: () => read(null),
    next_read: () => read(null),
    next_back: goBack,
    next_close: goBack,
  };
  todo[button.dataset.do]?.();
}

/* A link leaves the article where it is: it opens in a tab beside. Clicks with a modifier key
 * are the browser's own. */
async function openLink(event) {
  const link = event.target.closest("a[href]");
  if (!link || !isWeb(link.href) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const here = await api.tabs.getCurrent();
  api.tabs.create({ url: link.href, index: here.index + 1, openerTabId: here.id });
}

async function goBack() {
  closeReader({ ...(await api.tabs.getCurrent()), url: location.href });
}

function onKey(event) {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  if (event.target === format) return; // it closes the list
  if (!drawer.hidden && narrow.matches) openDrawer(false, { byHand: true });
  else goBack();
}
