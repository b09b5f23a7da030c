"""The labelled corpus: WCXB, a folder with html/ID.html.gz and ground-truth/ID.json."""

import gzip
import hashlib
import json
import os
import re
from urllib.parse import urlsplit

WORD = re.compile(r"\w+", re.UNICODE)


def words(text):
    """The words that are scored, and that blocks are labelled by."""
    return WORD.findall(text.lower())


class Page:
    def __init__(self, folder, name):
        with open(os.path.join(folder, "ground-truth", name + ".json"), "rb") as file:
            self.truth_bytes = file.read()
        record = json.loads(self.truth_bytes)
        truth = record.get("ground_truth") or {}
        self.id = name
        self.url = record.get("url") or ""
        self.path = os.path.join(folder, "html", name + ".html.gz")
        self.text = truth.get("main_content") or ""
        self.kind = _kind(record)

    def html(self):
        with gzip.open(self.path, "rb") as file:
            return file.read()

    def domain(self):
        """The site a page is from: the pages of one are never on both sides of a fold."""
        host = (urlsplit(self.url).hostname or self.id).lower()
        parts = host.split(".")
        short = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
        return ".".join(parts[-3 if short else -2:])


def _kind(record):
    kind = (record.get("_internal") or {}).get("page_type") or {}
    kind = kind.get("primary") if isinstance(kind, dict) else kind
    return "collection" if kind == "category" else kind or "article"


def pages(folder):
    """All pages, sorted by name."""
    if not os.path.isdir(os.path.join(folder, "ground-truth")):
        raise SystemExit("%s: no ground-truth folder in it" % folder)
    names = sorted(n[:-5] for n in os.listdir(os.path.join(folder, "ground-truth"))
                   if n.endswith(".json"))
    return [Page(folder, name) for name in names]


def digest(all_pages):
    """What was learned from: pages and truths, byte for byte."""
    total = hashlib.sha256()
    for page in all_pages:
        total.update(page.id.encode() + b"\0" + hashlib.sha256(page.html()).digest()
                     + hashlib.sha256(page.truth_bytes).digest())
    return total.hexdigest()


def fold_of(page, n_folds):
    """By a hash of the domain, so that a page keeps its fold when others come and go."""
    return int(hashlib.sha256(page.domain().encode()).hexdigest(), 16) % n_folds
