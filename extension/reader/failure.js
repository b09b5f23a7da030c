// What went wrong, in plain words, with the one thing to do next.

import { el } from "../lib/element.js";
import { say } from "../lib/messages.js";
import { copyButton } from "./copy.js";

const INSTALL = "make install";
const UPDATE = "git pull && make install";

// code -> what helps: a command to run, and the button to press then. Titles and texts are
// fail_CODE_title and fail_CODE_text in the messages.
export const FAILURES = {
  host_missing: { command: INSTALL, next: "test_again", doctor: true },
  host_missing_here: { next: "next_back" },
  host_forbidden: { command: INSTALL, next: "test_again", doctor: true },
  host_old: { command: UPDATE, next: "test_again" },
  host_new: { next: "test_again" },
  host_died: { next: "again", doctor: true },
  timeout: { next: "again" },

  page_refused: { next: "next_back" },
  page_gone: { next: "next_close" },
  page_changed: { next: "next_read" },
  page_silent: { next: "again" },
  page_empty: { next: "again" },
  no_article: { next: "next_back" },
  too_large: { next: "next_back" },
  too_complex: { next: "next_back" },
  too_slow: { next: "next_back" },
  crashed: { next: "again" },
  busy: { next: "again" },
  cancelled: { next: "again" },

  browser_old: { next: "next_back" },
  bad_request: { next: "next_back" },
  bad_frame: { next: "again", words: "bad_request" },
  bad_version: { next: "test_again", words: "bad_request" },
  unknown_snapshot: { next: "again", words: "internal" },
  save_failed: { next: "again", words: "internal" },
  io_error: { next: "again" },
  internal: { next: "again" },
};

const UNKNOWN = { next: "again", words: "unknown" };

// Systems that a helper exists for, as the browser calls them.
const SYSTEMS = new Set(["linux"]);

/* The failure for a Trouble on a system: {title, text, command, next, doctor, details}. */
export function failureOf(trouble, system = "linux") {
  const missing = trouble.code === "host_missing" && !SYSTEMS.has(system);
  const code = missing ? "host_missing_here" : trouble.code;
  const failure = FAILURES[code] ?? UNKNOWN;
  const words = failure.words ?? (FAILURES[code] ? code : "unknown");
  return {
    code,
    title: say(`fail_${words}_title`),
    text: say(`fail_${words}_text`),
    command: failure.command ?? null,
    doctor: Boolean(failure.doctor),
    next: failure.next,
    details: trouble.message || null,
  };
}

/* Fills `main`. The button carries data-do with the name of what is next. */
export function showFailure(main, failure) {
  const title = el("h1", { id: "failure", tabindex: -1 }, failure.title);
  main.replaceChildren(
    el("section.plain", { "aria-labelledby": "failure", "data-failure": failure.code },
      title,
      el("p", {}, failure.text),
      failure.command ? commandOf(failure.command) : null,
      el("p.next", {}, el("button.strong", { type: "button", "data-do": failure.next }, say(failure.next))),
      failure.doctor ? doctorLine() : null,
      failure.details ? el("p.fine", { dir: "auto" }, say("fail_details", failure.details)) : null));
  title.focus({ preventScroll: true });
}

function commandOf(command) {
  return el("div.command", { dir: "ltr" }, el("code", {}, command), copyButton(command, say("copy")));
}

function doctorLine() {
  const [before, after = ""] = say("fail_doctor").split("cleancopy doctor");
  return el("p.fine", {}, before, el("code", {}, "cleancopy doctor"), after);
}
