// The choice of the copy's form, beside the button that saves it. It is the reader page's own:
// remembered nowhere, and the first of the list wherever a page is opened.

import { el } from "../lib/element.js";
import { say } from "../lib/messages.js";

const WORDS = { html: "format_html", markdown: "format_markdown", text: "format_text" };

/* Fills the choice with the forms that the helper can save and we have words for. What was chosen
 * stays so; where there is no choice, none is shown. */
export function offerFormats(choice, formats) {
  const chosen = choice.value;
  const known = knownFormats(formats);
  choice.replaceChildren(...known.map((format) => el("option", { value: format }, say(WORDS[format]))));
  choice.value = known.includes(chosen) ? chosen : known[0];
  choice.ariaLabel = say("format");
  choice.hidden = known.length < 2;
}

/* Every helper can save HTML; an older one does not say so, or says that alone. */
export function knownFormats(formats) {
  const known = (Array.isArray(formats) ? formats : []).filter((format) => Object.hasOwn(WORDS, format));
  return known.length ? known : ["html"];
}
