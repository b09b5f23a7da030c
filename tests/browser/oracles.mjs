// What is asked of a document that holds hostile HTML: a module of the page that shows it.
// Everything is read through prototypes: a page may have elements named like what it asks for.

/* The nodes below `root` that the output grammar does not have, in words. */
export function foreignIn(root, { elements, globals, fixed, linkSchemes, imageSchemes, dataTypes, anchor }) {
  const isAnchor = (id) => id.startsWith(anchor) && /^\d{1,6}$/.test(id.slice(anchor.length));
  const found = [];
  for (const node of nodesIn(root)) {
    if (node.nodeType === Node.TEXT_NODE) continue;
    if (node.nodeType !== Node.ELEMENT_NODE) {
      found.push(`node of type ${node.nodeType}`);
      continue;
    }
    const name = nameOf(node);
    const allowed = elements.find((element) => element.name === name);
    if (!allowed || get(Element, "namespaceURI", node) !== (allowed.namespace ?? "http://www.w3.org/1999/xhtml")) {
      found.push(`<${name}>`);
      continue;
    }
    for (const { name: attribute, value, namespaceURI } of attributesOf(node)) {
      const ours = Object.values(fixed[name] ?? {}).map((attributes) => attributes[attribute]).find(Boolean);
      if (namespaceURI !== null || !(allowed.attributes.includes(attribute) || globals.includes(attribute)))
        found.push(`<${name} ${attribute}>`);
      else if (attribute === "id" && !isAnchor(value)) found.push(`id ${value.slice(0, 60)}`);
      else if (attribute === "class" && !/^language-[\w#+.-]{1,20}$/.test(value)) found.push(`class ${value.slice(0, 60)}`);
      else if ((attribute === "href" || attribute === "cite") && !leads(value, linkSchemes) && !(value[0] === "#" && isAnchor(value.slice(1)))) found.push(`href ${value.slice(0, 60)}`);
      else if (attribute === "src" && !leads(value, imageSchemes) && !isDataPicture(value, dataTypes))
        found.push(`src ${value.slice(0, 60)}`);
      else if (attribute === "srcset" && !candidatesIn(value).every((address) => leads(address, imageSchemes))) found.push(`srcset ${value.slice(0, 60)}`);
      else if (attribute === "type" && !(name === "ol" ? /^[1aAiI]$/.test(value) : dataTypes.includes(value))) found.push(`type ${value.slice(0, 60)}`);
      else if (attribute === "media" && !/^[a-z0-9 ():,.-]{1,120}$/.test(value)) found.push(`media ${value.slice(0, 60)}`);
      else if (ours !== undefined && value !== ours) found.push(`${attribute}="${value.slice(0, 60)}"`);
    }
  }
  return found;
}

/* What stands in `root`, written as the host writes it. */
export function printed(root) {
  const VOID = ["br", "hr", "img", "source", "wbr"];
  const REFERENCES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "`": "&#96;" };
  const end = {}; // on the stack for the end of an element, whose name stands beside it
  const stack = [...root.childNodes].reverse().map((node) => [node]);
  let out = "";
  while (stack.length) {
    const [node, name] = stack.pop();
    if (node === end) {
      out += `</${name}>`;
    } else if (node.nodeType === Node.TEXT_NODE) {
      out += node.data.replace(/[&<>]/g, (c) => REFERENCES[c]);
    } else {
      const tag = nameOf(node);
      const attributes = attributesOf(node).map(({ name: attribute, value }) =>
        ` ${attribute}="${value.replace(/[&<>"'`]/g, (c) => REFERENCES[c])}"`);
      out += `<${tag}${attributes.join("")}>`;
      if (!VOID.includes(tag)) stack.push([end, tag]);
      stack.push(...[...get(Node, "childNodes", node)].reverse().map((child) => [child]));
    }
  }
  return out;
}

/* The addresses of candidates, as the host writes them. */
export function candidatesIn(srcset) {
  return srcset.split(", ").map((candidate) => candidate.replace(/ [\d.]+[wx]$/, ""));
}

/* The requests for a picture at that address, as proxy.mjs notes them. Firefox asks for one over
 * https where the page that shows it came safely, as extensions do. */
export function requestsFor(address) {
  const url = new URL(address);
  const safely = `https://${url.hostname}:${url.port || 443}/`;
  url.hash = url.username = url.password = "";
  return url.protocol === "https:" ? [safely] : [url.href, safely];
}

/* Everything a reader could do to it, and then some. Links that lead to a site are not followed;
 * all others are, so that what they run is noted. */
export function exercise(root) {
  const view = root.ownerDocument.defaultView;
  const EVENTS = ["mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "mouseout", "pointerover", "pointerenter", "pointerdown",
    "pointerrawupdate", "touchstart", "focus", "focusin", "blur", "focusout", "keydown", "keypress", "keyup", "input", "beforeinput", "change", "select",
    "submit", "reset", "invalid", "toggle", "beforetoggle", "load", "error", "abort", "scroll", "scrollend", "wheel", "copy", "cut", "paste",
    "drag", "dragstart", "dragover", "drop", "contextmenu", "dblclick", "auxclick", "animationstart", "animationend", "animationiteration",
    "transitionrun", "transitionend", "play", "canplay", "loadeddata", "begin", "end", "repeat", "start", "finish", "bounce", "cuechange", "close",
    "search", "show", "fullscreenchange", "selectstart", "slotchange", "formdata", "contentvisibilityautostatechange", "click"];
  stayHere(view);
  for (const node of nodesIn(root).filter(({ nodeType }) => nodeType === Node.ELEMENT_NODE).slice(0, 300)) {
    for (const name of EVENTS) {
      const Kind = name === "click" ? view.MouseEvent : view.Event;
      EventTarget.prototype.dispatchEvent.call(node, new Kind(name, { bubbles: false, cancelable: true }));
    }
    if (get(Element, "namespaceURI", node) === "http://www.w3.org/1999/xhtml") HTMLElement.prototype.click.call(node);
  }
}

function stayHere(view) {
  if (view.stays) return;
  view.stays = true;
  view.addEventListener("click", (event) => {
    const href = event.composedPath().map((node) => node.href).find((address) => typeof address === "string");
    if (!/^(https?|mailto):/.test(href ?? "")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

function nodesIn(root) {
  const nodes = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function nameOf(element) {
  return get(Element, "localName", element);
}

function attributesOf(element) {
  return [...get(Element, "attributes", element)];
}

function get(interface_, name, object) {
  return Object.getOwnPropertyDescriptor(interface_.prototype, name).get.call(object);
}

function leads(address, schemes) {
  return URL.canParse(address) && schemes.includes(new URL(address).protocol.slice(0, -1));
}

function isDataPicture(address, types) {
  return types.some((type) => address.startsWith(`data:${type};base64,`) && /^[\w+/=]*$/.test(address.slice(type.length + 13)));
}
