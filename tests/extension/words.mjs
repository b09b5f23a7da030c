// What the extension's modules find in the browser and node has not: chrome.i18n, with the
// English messages. Import this before them.

import { readFileSync } from "node:fs";

export const extension = new URL("../../extension/", import.meta.url);
export const messages = JSON.parse(readFileSync(new URL("_locales/en/messages.json", extension), "utf8"));

/* As the browsers do it: $NAME$ is a placeholder, whose content names an argument. */
function getMessage(name, values = []) {
  const { message, placeholders = {} } = messages[name] ?? { message: "" };
  return message.replace(/\$(\w+)\$/g, (_, placeholder) => {
    const index = placeholders[placeholder.toLowerCase()].content.slice(1) - 1;
    return [values].flat()[index] ?? "";
  });
}

globalThis.chrome = {
  i18n: { getMessage },
  runtime: { getURL: (path) => `chrome-extension://abc/${path}` },
};
