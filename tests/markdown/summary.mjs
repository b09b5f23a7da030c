// What a text says, apart from how it is written: the same of our HTML and of our Markdown, as
// CommonMark, GFM and dollar mathematics are read by micromark.

import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mathFromMarkdown } from "mdast-util-math";
import { gfm } from "micromark-extension-gfm";
import { math } from "micromark-extension-math";

const VOID = ["br", "hr", "img", "wbr"];
const UNESCAPED = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#96": "`", "#10": "\n" };

const unescape = (text) => text.replace(/&([a-z0-9#]+);/g, (_, name) => UNESCAPED[name]);

/* Words, without white space and the signs that the two write differently. */
export function wordsOf(text) {
  return text.replace(/[\s☐☑↩“”]+/gu, " ").trim().split(" ").filter(Boolean).join(" ");
}

/* The front matter, without its marks. */
export function headOf(markdown) {
  return /^---\n([^]*?)---\n/.exec(markdown)[1];
}

/* The article alone: without front matter, and without the title and the subtitle that follow it. */
export function bodyOf(markdown, subtitle) {
  const body = markdown.replace(/^---\n[^]*?\n---\n\n# .*\n\n/, "");
  return subtitle && body.startsWith(`${subtitle}\n\n`) ? body.slice(subtitle.length + 2) : body;
}

const BLOCKS = /^(p|h[1-6]|li|dt|dd|blockquote|pre|figure|figcaption|table|tr|t[dh]|caption|details|summary|aside|ul|ol|dl|hr)$/;

const empty = () => ({ text: "", headings: [], links: [], images: [], codes: [], cells: [], formulas: [], notes: 0, marks: 0, tasks: [] });

/* The tree of our canonical HTML: { tag, attributes, children }, texts as strings. */
export function treeOf(html) {
  const root = { tag: "", attributes: {}, children: [] };
  const stack = [root];
  for (const [, text, closing, tag, attributes] of html.matchAll(/([^<]+)|<(\/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)>/g)) {
    const top = stack.at(-1);
    if (text !== undefined) top.children.push(unescape(text));
    else if (closing) stack.pop();
    else {
      const node = { tag, attributes: {}, children: [] };
      for (const [, name, value] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) node.attributes[name] = unescape(value);
      top.children.push(node);
      if (!VOID.includes(tag)) stack.push(node);
    }
  }
  return root;
}

function textOf(node) {
  if (typeof node === "string") return node;
  if (node.tag === "math") return node.attributes.alttext ?? node.children.map(textOf).join("");
  if (node.tag === "br") return " ";
  return node.children.map((child) => (BLOCKS.test(child.tag ?? "") ? ` ${textOf(child)} ` : textOf(child))).join("");
}

export function summaryOfHtml(html) {
  const found = empty();
  const visit = (node, inTable) => {
    if (typeof node === "string") {
      found.text += node;
      return;
    }
    const { tag, attributes } = node;
    const inner = attributes.href?.startsWith("#");
    if (BLOCKS.test(tag)) found.text += " ";
    if (/^h[1-6]$/.test(tag)) found.headings.push(`${tag[1]} ${wordsOf(textOf(node))}`);
    if (tag === "a" && attributes.href && !inner) found.links.push(attributes.href);
    if (tag === "img") found.images.push(`${attributes.src} ${attributes.alt ?? ""}`);
    if (tag === "td" || tag === "th") found.cells.push(wordsOf(textOf(node)));
    if (tag === "math") {
      if (attributes.alttext !== undefined) found.formulas.push(wordsOf(attributes.alttext));
      found.text += ` ${textOf(node)} `;
      return;
    }
    if (tag === "pre") {
      const [code] = node.children;
      found.codes.push(`${code?.attributes?.class?.slice(9) ?? ""}\n${textOf(node)}`);
      found.text += textOf(node);
    } else if (tag === "br" || tag === "hr") {
      found.text += " ";
    } else {
      for (const child of node.children) visit(child, inTable);
    }
    if (BLOCKS.test(tag)) found.text += " ";
  };
  visit(treeOf(html));
  return { ...found, text: wordsOf(found.text) };
}

export function summaryOfMarkdown(markdown) {
  const tree = fromMarkdown(markdown, {
    extensions: [gfm(), math()],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
  });
  const found = empty();
  const plain = (node) => node.value !== undefined && node.type !== "html" ? node.value : node.type === "break" ? " " : (node.children ?? []).map(plain).join("");
  const visit = (node) => {
    switch (node.type) {
      case "heading": found.headings.push(`${node.depth} ${wordsOf(plain(node))}`); break;
      case "link": found.links.push(node.url); break;
      case "image": found.images.push(`${node.url} ${node.alt ?? ""}`); break;
      case "tableCell": found.cells.push(wordsOf(plain(node))); break;
      case "code": found.codes.push(`${node.lang ?? ""}\n${node.value}`); break;
      case "inlineMath": case "math": found.formulas.push(wordsOf(node.value)); break;
      case "footnoteReference": found.marks += 1; break;
      case "footnoteDefinition": found.notes += 1; break;
      case "html":
        if (/^<table/.test(node.value)) {
          const inside = summaryOfHtml(node.value);
          for (const key of ["links", "images", "cells", "codes"]) found[key].push(...inside[key]);
          found.text += ` ${inside.text} `;
        }
        return;
      case "listItem": if (typeof node.checked === "boolean") found.tasks.push(node.checked); break;
      default:
    }
    const apart = !["text", "emphasis", "strong", "delete", "link", "inlineCode", "image", "footnoteReference"].includes(node.type);
    if (apart) found.text += " ";
    if (node.value !== undefined) found.text += node.value;
    if (node.type === "break") found.text += " ";
    for (const child of node.children ?? []) visit(child);
    if (apart) found.text += " ";
  };
  visit(tree);
  return { ...found, text: wordsOf(found.text) };
}
