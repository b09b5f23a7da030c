// Where hostile HTML is let loose and looked at: a page of ours without any policy, and our own
// reader page with a script before its own. hooks.mjs notes what ran, oracles.mjs tells what
// stands there.
//
//   const stage = await openStage(rig);
//   const seen = await stage.play(items, way)     items: [{ id, html }], some dozen at a time
//     way: "document" each is a document of its own, "inner" it is put into one by innerHTML
//   Of each: { id, gone, foreign, printed, addresses, resources, ran }; gone: it led its frame elsewhere.
//
//   const extension = hookedExtension()           { folder, remove }: ours, with hooks.mjs in its reader page

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as grammarModule from "../../extension/lib/grammar.js";
import { until } from "./driver/index.mjs";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const EXTENSION = join(HERE, "../../extension");
const HOOKS = readFileSync(join(HERE, "hooks.mjs"), "utf8");

export const STAGE = {
  folders: [HERE],
  pages: {
    "/stage": `<!doctype html><html><head><title>Stage</title><script src="/hooks.mjs"></script>
      <script type="module">import * as oracles from "/oracles.mjs"; window.oracles = oracles;</script></head><body></body></html>`,
  },
};

/* The grammar as oracles.mjs takes it. */
export const GRAMMAR = {
  elements: grammarModule.sanitizerConfig.elements,
  globals: grammarModule.sanitizerConfig.attributes,
  fixed: grammarModule.fixed,
  linkSchemes: grammarModule.linkSchemes,
  imageSchemes: grammarModule.imageSchemes,
  dataTypes: grammarModule.dataTypes,
  anchor: grammarModule.anchor,
};

export async function openStage(rig) {
  const tab = await rig.open("/stage");
  await until("the stage", () => tab.js(() => Boolean(window.oracles)));
  return {
    play: (items, way) => tab.js(playAll, items, way, GRAMMAR, HOOKS),
    close: () => tab.close(),
  };
}

export function hookedExtension() {
  const folder = mkdtempSync(join(tmpdir(), "cleancopy-hooked-"));
  cpSync(EXTENSION, folder, { recursive: true });
  cpSync(join(HERE, "hooks.mjs"), join(folder, "hooks.js"));
  cpSync(join(HERE, "oracles.mjs"), join(folder, "oracles.js"));
  const page = join(folder, "reader/reader.html");
  const html = readFileSync(page, "utf8");
  writeFileSync(page, html.replace("<head>", '<head>\n<script src="../hooks.js"></script>'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/* In the stage. */
async function playAll(items, way, grammar, hooks) {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const { candidatesIn, exercise, foreignIn, printed } = window.oracles;
  const addressesOf = (node) => node.href === undefined
    ? [...node.srcset ? candidatesIn(node.srcset).map((address) => new URL(address).href) : [], ...node.src ? [node.src] : []] : [node.href];
  window.ran.length = 0;
  const frames = items.map(({ id, html }) => {
    const frame = document.createElement("iframe");
    frame.dataset.id = id;
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
    frame.style.cssText = "width:110px;height:80px;border:0";
    frame.srcdoc = `<!doctype html><html><head><script>${hooks}</script></head><body>${way === "document" ? html : ""}`;
    frame.loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    return frame;
  });
  document.body.replaceChildren(...frames);
  await Promise.race([Promise.all(frames.map(({ loaded }) => loaded)), wait(5000)]);
  const bodies = new Map();
  frames.forEach((frame, i) => {
    const body = frame.contentDocument?.body;
    if (!body) return;
    bodies.set(frame, body);
    // eslint-disable-next-line no-restricted-syntax -- the harder case: what others might do with our output
    if (way === "inner") body.innerHTML = items[i].html;
  });
  await wait(100);
  // Looked at before it is exercised: in a control, that may change it.
  const seen = frames.map((frame, i) => {
    const body = bodies.get(frame);
    const document_ = frame.contentDocument;
    const gone = !document_ || document_.body !== body || document_.URL !== "about:srcdoc";
    if (gone) return { id: items[i].id, gone, foreign: [], printed: "", addresses: [], resources: [] };
    const outside = [...document_.head.querySelectorAll(":scope > :not(:first-child)")].map(({ localName }) => `<${localName}> in the head`);
    const onRoots = [document_.documentElement, body].flatMap((root) => [...root.attributes].map(({ name }) => `<${root.localName} ${name}>`));
    const foreign = [...outside, ...onRoots, ...foreignIn(body, grammar)];
    return {
      id: items[i].id, gone, foreign,
      printed: foreign.length ? null : printed(body),
      addresses: foreign.length ? null : [...body.querySelectorAll("a, img, source")].flatMap((node) => addressesOf(node)),
      resources: document_.defaultView.performance.getEntriesByType("resource").map(({ name }) => name),
    };
  });
  for (const body of bodies.values()) {
    try {
      exercise(body);
    } catch {
      // it went elsewhere
    }
  }
  await wait(100);
  for (const one of seen)
    one.ran = window.ran.filter(([id]) => id === one.id).map(([, what]) => what);
  return seen;
}
