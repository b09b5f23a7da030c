// Says what is going on while there is nothing to read yet: nothing at first, progress after
// 300 ms, a way out after 2 s.

import { el } from "../lib/element.js";
import { bytesText } from "../lib/format.js";
import { say, uiLang } from "../lib/messages.js";

const SHOW_MS = 300;
const CANCEL_MS = 2000;

/* Shows itself in `main`, in time, until stop(). Feed progress() with the steps that a Session
 * tells. Screen readers pass over what is busy: to them `spoken` says it, once. */
export function startWaiting(main, spoken, onCancel) {
  const words = el("p", {}, say("wait_page"));
  const bar = el("progress", { "aria-hidden": "true" });
  const cancel = el("button", { type: "button", hidden: true }, say("cancel"));
  cancel.addEventListener("click", onCancel);
  const timers = [
    setTimeout(() => {
      main.replaceChildren(el("div.wait", {}, words, bar, cancel));
      spoken.textContent = say("wait_page");
    }, SHOW_MS),
    setTimeout(() => { cancel.hidden = false; }, CANCEL_MS),
  ];
  return {
    progress(step) {
      const { text, part } = progressOf(step);
      if (words.textContent !== text) words.textContent = text;
      if (part === null) bar.removeAttribute("value");
      else bar.value = part;
    },
    stop() {
      timers.forEach(clearTimeout);
    },
  };
}

/* {text, part}: the words, and how much is done from 0 to 1, null where nobody knows. */
export function progressOf({ step, done, total }) {
  const lang = uiLang();
  if (step === "send" && done < total)
    return { text: say("wait_send", bytesText(done, lang), bytesText(total, lang)), part: done / total };
  return { text: say(step === "read" ? "wait_page" : "wait_judge"), part: null };
}
