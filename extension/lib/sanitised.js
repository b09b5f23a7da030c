// The only way HTML enters one of our documents. The host has sanitised it and checked it
// again; this is the third look, by the browser's own parser and the same grammar.

import { sanitizerConfig } from "./grammar.js";

export function canSanitise() {
  return typeof Element.prototype.setHTML === "function";
}

export function fillSanitised(element, html) {
  element.setHTML(html, { sanitizer: sanitizerConfig });
}
