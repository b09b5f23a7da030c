// A button that copies a text and says so; where the clipboard is closed to us, it marks the text
// for the reader's own hand. The text stands in the code element beside it.

import { el } from "../lib/element.js";
import { say } from "../lib/messages.js";

const SAID_MS = 2000;

export function copyButton(text, label) {
  const button = el("button.small", { type: "button" }, label);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector("code"));
      return;
    }
    button.textContent = say("copied");
    setTimeout(() => { button.textContent = label; }, SAID_MS);
  });
  return button;
}
