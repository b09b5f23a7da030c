// A button that copies a text and says so.

import { el } from "../lib/element.js";
import { say } from "../lib/messages.js";

const SAID_MS = 2000;

export function copyButton(text, label) {
  const button = el("button.small", { type: "button" }, label);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = say("copied");
    setTimeout(() => { button.textContent = label; }, SAID_MS);
  });
  return button;
}
