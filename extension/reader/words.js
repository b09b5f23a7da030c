// The host's names for kinds and reasons, in plain words. A name that is new to us is said all the
// same, as the host spells it.

import { el } from "../lib/element.js";
import { say, sayIfKnown } from "../lib/messages.js";

export function kindText({ kind }) {
  return sayIfKnown(`kind_${kind.replaceAll("-", "_")}`) ?? say("kind_unknown");
}

export function reasonText({ name, detail }) {
  const reason = reasonName(name);
  if (!detail) return reason;
  return say("reason_with", reason, say("quoted", name === "prompt_after_text" ? kindText({ kind: detail }) : detail));
}

export function reasonName(name) {
  return sayIfKnown(`reason_${name}`) ?? name.replaceAll("_", " ");
}

/* The reasons behind a fold, or null where there are none. */
export function reasonsFold(summary, reasons) {
  if (!reasons?.length) return null;
  return el("details", {},
    el("summary", {}, summary),
    el("ul", {}, ...reasons.map((reason) => el("li", {}, reasonText(reason)))));
}
