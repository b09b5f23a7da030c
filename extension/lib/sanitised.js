// The only way HTML enters one of our documents. The host has sanitised it and checked it
// again; this is the third look, by the browser's own parser and the same grammar. It holds
// alone: the host may have been replaced.

import { anchor, dataTypes, fixed, imageSchemes, linkSchemes, sanitizerConfig } from "./grammar.js";

export function canSanitise() {
  return typeof Element.prototype.setHTML === "function";
}

export function fillSanitised(element, html) {
  // In a document that is not shown nothing loads before its address was looked at.
  const { body } = document.implementation.createHTMLDocument("");
  body.setHTML(html, { sanitizer: sanitizerConfig });
  checkAddresses(body);
  checkNames(body);
  writeFixed(body);
  element.replaceChildren();
  while (body.firstChild) element.append(body.firstChild);
}

/* setHTML knows javascript: alone; whatever else the grammar does not name goes here. */
function checkAddresses(body) {
  for (const name of ["href", "cite"])
    for (const element of body.querySelectorAll(`[${name}]`)) {
      const address = element.getAttribute(name);
      if (!leadsBy(address, linkSchemes) && !(address[0] === "#" && isAnchor(address.slice(1)))) element.removeAttribute(name);
    }
  for (const element of body.querySelectorAll("[srcset]"))
    if (!isChoice(element.getAttribute("srcset"))) element.removeAttribute("srcset");
  for (const source of body.querySelectorAll("source")) if (!isSource(source)) source.remove();
  for (const image of body.querySelectorAll("img")) {
    const src = image.getAttribute("src") ?? "";
    if (!leadsBy(src, imageSchemes) && !isDataPicture(src)) image.remove();
  }
}

/* Ids are our own, classes name a language of code, and lists are numbered as HTML numbers
 * them: none that our page goes by. */
function checkNames(body) {
  for (const element of body.querySelectorAll("[id]"))
    if (!isAnchor(element.id)) element.removeAttribute("id");
  for (const element of body.querySelectorAll("[class]"))
    if (!/^language-[\w#+.-]{1,20}$/.test(element.getAttribute("class"))) element.removeAttribute("class");
  for (const list of body.querySelectorAll("ol[type]"))
    if (!/^[1aAiI]$/.test(list.getAttribute("type"))) list.removeAttribute("type");
}

function isAnchor(id) {
  return id.startsWith(anchor) && /^\d{1,6}$/.test(id.slice(anchor.length));
}

/* What the host writes beside an address, and only there. */
function writeFixed(body) {
  for (const [name, addresses] of Object.entries(fixed))
    for (const element of body.querySelectorAll(name))
      for (const [address, attributes] of Object.entries(addresses))
        for (const [attribute, value] of Object.entries(attributes))
          if (element.hasAttribute(address)) element.setAttribute(attribute, value);
          else element.removeAttribute(attribute);
}

/* Absolute, and of one of these schemes: what is relative would be relative to us. */
function leadsBy(address, schemes) {
  return URL.canParse(address) && schemes.includes(new URL(address).protocol.slice(0, -1));
}

/* Of a picture, with candidates, and for whom they are in the words of the grammar. */
function isSource(source) {
  const type = source.getAttribute("type"), media = source.getAttribute("media");
  return source.parentElement.localName === "picture" && source.hasAttribute("srcset") &&
    (type === null || dataTypes.includes(type)) && (media === null || /^[a-z0-9 ():,.-]{1,120}$/.test(media));
}

/* Candidates, as the host writes them: addresses without a blank, parted by a comma and a blank. */
function isChoice(srcset) {
  return srcset.split(", ").every((candidate) => {
    const [, address] = /^(\S*[^\s,])( [\d.]{1,8}[wx])?$/.exec(candidate) ?? [];
    return address !== undefined && leadsBy(address, imageSchemes);
  });
}

function isDataPicture(address) {
  const [, type] = /^data:([^;,]*);base64,[A-Za-z0-9+/=]*$/.exec(address) ?? [];
  return dataTypes.includes(type);
}
