// Real browsers, headless, behind one interface. Both drivers are ours: the browsers bring
// their own remote controls, and neither needs more than a pipe or a socket.
//
//   const browser = await driver.start({ extension, extensionPage, home, env });
//     extension      folder, loaded as it is
//     extensionPage  path of one of its pages, for ext(); starts with a slash
//     home           a folder that stands for the user's; without one, a new one is made, and
//                    removed at the end. Hosts are registered under driver.hostFolder(home)
//     env            more variables; a host inherits them
//     size           [width, height] of the window
//     proxy          { host, port }: through which it reaches all but this machine
//
//   browser.name, .home, .origin         "chromium", "/tmp/...", "chrome-extension://..."
//   await browser.open(url)         Tab  a new tab in front, its DOM ready
//   await browser.find(prefix, ms)  Tab  waits for a tab whose address begins so
//   await browser.tabs()                 the addresses of all tabs
//   await browser.trigger(tab)           the toolbar button, as by a click: activeTab is granted
//   await browser.shortcut(tab)          the extension's key; false where it can't be pressed
//   await browser.menu(tab, label)       the extension's entry in the page's menu; in Chromium, which
//                                        shows none without a screen, its listener is called: no
//                                        activeTab is granted there
//   await browser.sleep()                the background is stopped, as browsers do with an idle one
//   await browser.private(url)      Tab  the same address in a private window; null where the
//                                        extension is kept out of those
//   await browser.ext(fn, ...args)       runs in extensionPage, which it opens the first time
//   await browser.close()
//
//   await tab.js(fn, ...args)            runs in the page itself; resolves to its JSON value
//   await tab.navigate(url), .front(), .inFront(), .press("Escape"), .dark(true), .shot(path), .url(), .close()
//
// Functions are sent as text: they see their arguments and the page, nothing of the test. What
// should stay there for the next one belongs on `window`: Firefox runs each in a scope of its own.

import * as chromium from "./chromium.mjs";
import * as firefox from "./firefox.mjs";

export { until, pause } from "./process.mjs";

const all = [chromium, firefox];

/* Those that a test should run on: BROWSERS="chromium firefox" names them; without it, those
 * that are installed. One that is named and missing is an error. */
export function drivers() {
  const wanted = process.env.BROWSERS?.split(/[ ,]+/).filter(Boolean);
  if (!wanted) return all.filter((driver) => driver.available());
  return wanted.map((name) => {
    const driver = all.find((d) => d.name === name);
    if (!driver?.available()) throw new Error(`${name} is not installed`);
    return driver;
  });
}
