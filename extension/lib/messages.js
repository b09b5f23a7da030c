// Words of the interface: _locales/*/messages.json, by name.

import { api } from "./api.js";

export function say(name, ...values) {
  return api.i18n.getMessage(name, values.map(String));
}

/* NAME_one, NAME_other ... by the plural rules of the interface's language; the number itself
 * is the first value. */
export function sayCount(name, count) {
  const rule = new Intl.PluralRules(uiLang()).select(count);
  const number = new Intl.NumberFormat(uiLang()).format(count);
  return say(`${name}_${rule}`, number) || say(`${name}_other`, number);
}

/* Null where there is no such message: for words that the host may have and we do not yet. */
export function sayIfKnown(name) {
  return say(name) || null;
}

export function uiLang() {
  return say("ui_lang") || "en";
}
