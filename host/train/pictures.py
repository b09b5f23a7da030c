#!/usr/bin/env python3
"""How many of an article's pictures survive.

    pictures.py PROGRAM FOLDER [--kind KIND] [--every N] [--worst N] [--least SHARE]

FOLDER is a labelled corpus (corpus.py), of which --kind takes the pages of one kind, or holds
pages (.html, .htm, .html.gz) in any depth. The rule, which knows nothing of the
program's own:

* A picture is an img with an address: in src, in srcset, in an attribute data-... that looks like
  one, in a source beside it in a picture element, or in the noscript behind it. One picture in all
  its sizes is one: addresses are compared without scheme, query and size.
* It is inside the kept range when it stands after the first and before the last five-word run of
  the printed text that the page's own text has once.
* It is content unless
    - a formula stands beside it, of which it is another rendering
    - it says it is small (a width or height up to 48), or is a data: address alone,
    - it stands in nav, header, footer, aside, form, button or what aria-hidden or hidden hides,
    - the nearest elements around it (up to four, none that holds printed words) hold more than
      three words that were not printed: then it is the picture of something else.
* It appears when the printed HTML has an img of the same address.

Pages without an article, and those that print fewer than 50 words, are passed over.
"""

import argparse
import gzip
import html
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse
from html.parser import HTMLParser

import corpus

VOID = set("area base br col embed hr img input link meta param source track wbr".split())
SKIP = set("script style template svg".split())
OUTSIDE = set("nav header footer aside form button".split())
SMALL_PX = 48
LEVELS = 4
ADDRESS = re.compile(r"^[^\s{}<>]+\.(jpe?g|png|gif|webp|avif)([?#].*)?$", re.I)
SIZE = re.compile(r"[-_.@]?\d{2,4}x\d{2,4}|@\dx|(?<=/)(?:w|h|width|height|s)[-_=:]?\d{2,4}(?:,[a-z_]+\d*)*(?=/)", re.I)
WORD = re.compile(r"\w+")


def stem(url):
    url = urllib.parse.unquote(html.unescape(url).strip())
    url = re.sub(r"^(https?:)?//", "", url)
    path = re.split(r"[?#]", url)[0]
    if "." not in path.rsplit("/", 1)[-1]:
        path = url
    return SIZE.sub("", path).rsplit("/", 1)[-1].lower() or path


class Node:
    def __init__(self, tag, attrs, parent, at):
        self.tag, self.attrs, self.parent, self.first, self.last = tag, attrs, parent, at, at
        self.children = []


class Page(HTMLParser):
    """Elements with the range of words they hold."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.images = [], []
        self.node = self.root = Node("", {}, None, 0)
        self.skip = 0

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {k: v or "" for k, v in attrs}, self.node, len(self.words))
        self.node.children.append(node)
        if tag == "img":
            self.images.append(node)
        if tag in SKIP:
            self.skip += 1
        if tag not in VOID:
            self.node = node

    def handle_endtag(self, tag):
        node = self.node
        while node is not self.root and node.tag != tag:
            node = node.parent
        if node is self.root:
            return
        while self.node is not node.parent:
            self.node.last = len(self.words)
            if self.node.tag in SKIP:
                self.skip -= 1
            self.node = self.node.parent

    def handle_data(self, data):
        if not self.skip:
            self.words += WORD.findall(data.lower())


def candidates(image):
    def of(node):
        for name, value in node.attrs.items():
            if name.endswith("srcset") or name == "data-bgset":
                yield from (part.split()[0] for part in re.split(r",\s+|,(?=https?:|/)", value) if part.split())
            elif name == "src" or (name.startswith("data-") and ADDRESS.match(value.strip())):
                yield value
    found = list(of(image))
    siblings = image.parent.children if image.parent else []
    for sibling in siblings:
        if sibling.tag == "source":
            found += of(sibling)
    at = siblings.index(image) if image in siblings else -1
    for sibling in siblings[at + 1:at + 2]:
        if sibling.tag == "noscript":
            for twin in sibling.children:
                found += of(twin) if twin.tag == "img" else []
    return [url for url in found if url and not url.startswith("data:")]


def is_small(image):
    for name in ("width", "height"):
        number = re.match(r"\s*(\d+)", image.attrs.get(name, ""))
        if number and int(number.group(1)) <= SMALL_PX:
            return True
    return False


def has_formula(node):
    return node.tag == "math" or any(has_formula(child) for child in node.children[:3])


def is_outside(image, printed, words):
    node = image.parent
    while node:
        if node.tag in OUTSIDE or "hidden" in node.attrs or node.attrs.get("aria-hidden") == "true":
            return True
        node = node.parent
    node, level = image.parent, 0
    while node and level < LEVELS:
        inside = [i for i in range(node.first, min(node.last, node.first + 400))]
        if any(printed[i] for i in inside):
            return False
        if len(inside) > 3:
            return True
        node, level = node.parent, level + 1
    return False


def mark_printed(words, text):
    """Which words of the page stand in runs of five that were printed; and the range."""
    out = WORD.findall(text.lower())
    runs = {tuple(out[i:i + 5]) for i in range(len(out) - 4)}
    printed, starts = [False] * len(words), {}
    for i in range(len(words) - 4):
        run = tuple(words[i:i + 5])
        if run in runs:
            starts.setdefault(run, []).append(i)
            for k in range(i, i + 5):
                printed[k] = True
    once = sorted(places[0] for places in starts.values() if len(places) == 1)
    return printed, (once[0], once[-1]) if once else None


def score(program, path):
    raw = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
    source = raw.decode("utf-8", "replace")
    run = subprocess.run([program, "clean", "-", "--url", "https://page.example/a/", "--format", "json"],
                         input=source.encode(), capture_output=True, timeout=120)
    if run.returncode:
        return None
    answer = json.loads(run.stdout)
    text = re.sub(r"<[^>]*>", " ", answer["html"])
    text = html.unescape(text)
    if len(WORD.findall(text)) < 50:
        return None
    page = Page()
    page.feed(source)
    page.close()
    for node in (page.node, ):
        while node:
            node.last = len(page.words)
            node = node.parent
    printed, span = mark_printed(page.words, text)
    if not span:
        return None
    shown = {stem(src) for src in re.findall(r'<img[^>]* src="([^"]*)"', answer["html"])}
    wanted, missing = 0, []
    seen = set()
    for image in page.images:
        urls = candidates(image)
        names = {stem(url) for url in urls}
        if not urls or is_small(image) or not span[0] < image.first < span[1] or names & seen:
            continue
        if any(has_formula(sibling) for sibling in image.parent.children):
            continue
        inside_noscript = image.parent and image.parent.tag == "noscript"
        if inside_noscript or is_outside(image, printed, page.words):
            continue
        seen |= names
        wanted += 1
        if not names & shown:
            missing.append(urls[0])
    return wanted, missing


def pages_in(folder, kind):
    if (folder / "ground-truth").is_dir():
        return [pathlib.Path(page.path) for page in corpus.pages(str(folder))
                if kind in (None, page.kind)]
    return sorted(path for path in folder.rglob("*") if re.search(r"\.html?(\.gz)?$", path.name)
                  and not path.name.startswith("expected"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--kind")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--least", type=float, default=0)
    args = parser.parse_args()
    pages = pages_in(args.folder, args.kind)[::args.every]
    total = lost = articles = 0
    worst = []
    for path in pages:
        found = score(args.program, path)
        if not found:
            continue
        wanted, missing = found
        articles += 1
        total, lost = total + wanted, lost + len(missing)
        if missing:
            worst.append((len(missing), wanted, str(path), missing[:3]))
    for count, wanted, path, missing in sorted(worst, reverse=True)[:args.worst]:
        print(f"  {count} of {wanted} missing  {path}  {missing}")
    share = 1 - lost / total if total else 1
    print(f"{articles} articles, {total} content pictures, {total - lost} appear: {share:.4f}")
    sys.exit(0 if share >= args.least else 1)


if __name__ == "__main__":
    main()
