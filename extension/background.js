// Opens the reader and closes it. Everything else is done by the reader page itself: the browser
// may stop this script at any time, and it holds nothing that has to outlast it.

import { api } from "./lib/api.js";
import { closeReader, isReader, openReader } from "./lib/reader-tab.js";

const MENU_READ = "read";

api.action.onClicked.addListener((tab) => (isReader(tab) ? closeReader(tab) : openReader(tab)));

api.contextMenus.onClicked.addListener((info, tab) => {
  if (info.menuItemId === MENU_READ) openReader(tab);
});

api.runtime.onInstalled.addListener(async () => {
  await api.contextMenus.removeAll(); // an update finds those of the version before
  api.contextMenus.create({
    id: MENU_READ,
    title: api.i18n.getMessage("menu_read"),
    contexts: ["page", "selection"],
    documentUrlPatterns: ["http://*/*", "https://*/*", "file:///*"],
  });
});
