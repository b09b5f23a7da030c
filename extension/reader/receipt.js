// The line beneath the bar that says what became of a save, or of a decision that failed.

import { el } from "../lib/element.js";
import { say } from "../lib/messages.js";
import { copyButton } from "./copy.js";

export function showSaved(receipt, path) {
  show(receipt, false,
    el("p", {}, `${say("saved")} `, el("code", { dir: "ltr" }, path)),
    copyButton(path, say("copy_path")));
}

export function showNotDone(receipt, sentence) {
  show(receipt, true, el("p", { role: "alert" }, sentence));
}

function show(receipt, failed, ...children) {
  const close = el("button.small.quiet", { type: "button" }, say("close"));
  close.addEventListener("click", () => { receipt.hidden = true; });
  receipt.classList.toggle("failed", failed);
  receipt.replaceChildren(...children, el("span.space"), close);
  receipt.hidden = false;
}
