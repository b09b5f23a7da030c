"""Scores the programs on a labelled corpus, each page by one that has not learned from it.

    quality.py CORPUS FLOORS FOLD-0 FOLD-1 ... [--worst N] [--set-floors]

FOLD-N is a `cleancopy` with the table that was learned without the pages of fold N. Word F1
as the corpus defines it: the words of both texts as bags, lower case; an empty truth wants
an empty text. Fails where a type of page is below its floor; --set-floors writes the floors
anew, a little below what was scored, whether that lowers them or not. --worst names the N
pages that scored least, and what is wrong with each: with the page, the truth or the choice."""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import corpus
import ends

SLACK = 0.01    # two tables learned alike differ by half of it
TYPES = ["article", "documentation", "service", "forum", "collection", "listing", "product"]


def decode(raw):
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def agreement(text, truth):
    """F1, precision, recall."""
    got, want = Counter(corpus.words(text)), Counter(corpus.words(truth))
    if not want or not got:
        same = float(not want and not got)
        return same, same, same
    both = sum((got & want).values())
    precision, recall = both / sum(got.values()), both / sum(want.values())
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return f1, precision, recall


def as_file(page):
    """The page as saved: a line for the program."""
    return {"id": page.id, "url": page.url, "html": decode(page.html())}


def answers(program, lines):
    """What the program answers to each line."""
    with subprocess.Popen([program, "batch"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as run:
        out = []
        for line in lines:
            run.stdin.write(json.dumps(line).encode() + b"\n")
            run.stdin.flush()
            out.append(json.loads(run.stdout.readline()))
        run.stdin.close()
    return out


def score_page(page, title, text):
    """The truth of some pages begins with the title, which a reader sees above the text."""
    return agreement(text, page.text) + (page, ends.kept(title + "\n" + text, page.text), text)


def score(pages, programs, line_of=as_file):
    """(F1, precision, recall, page, ends kept, text), each page by the program of its fold."""
    folds = [[p for p in pages if corpus.fold_of(p, len(programs)) == n]
             for n in range(len(programs))]
    with ThreadPoolExecutor(max_workers=len(programs)) as pool:
        results = pool.map(lambda program, fold: answers(program, map(line_of, fold)),
                           programs, folds)
        pairs = [(page, answer) for fold, lines in zip(folds, results)
                 for page, answer in zip(fold, lines)]
    return [score_page(page, answer.get("title") or "", answer.get("text") or "")
            for page, answer in pairs]


def print_ends(scores):
    """How many articles keep the first sentence of the truth, and how many the last."""
    own = [s[4] for s in scores if s[3].kind == "article" and s[4]]
    if own:
        first, last = (sum(column) / len(own) for column in zip(*own))
        print("articles keep their first sentence: %.3f, their last: %.3f" % (first, last))


def summary(scores):
    """Means by type, articles first, `all` last."""
    table = {}
    for kind in TYPES + ["all"]:
        own = [s[:3] for s in scores if kind in ("all", s[3].kind)]
        if own:
            table[kind] = [sum(column) / len(own) for column in zip(*own)] + [len(own)]
    return table


MARKUP = re.compile(r"(?s)<(script|style|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")
NOT_THERE = 0.3     # of the truth: more than that missing in the page is the page's fault


def longest(text, other):
    """The longest line of a text with few of its words in the other, to know it by."""
    there = set(corpus.words(other))
    lines = [line.strip() for line in text.splitlines()]
    strange = [line for line in lines
               if sum(w not in there for w in corpus.words(line)) * 2 > len(corpus.words(line))]
    return max(strange or lines or [""], key=len)[:60]


def reason(page, text):
    """Why a page scored badly, as far as words tell."""
    got, want = Counter(corpus.words(text)), Counter(corpus.words(page.text))
    have = Counter(corpus.words(MARKUP.sub(" ", decode(page.html()))))
    if not want:
        return "the truth is empty"
    missing = sum((want - have).values())
    if missing > NOT_THERE * sum(want.values()):
        return "%d of the truth's %d words are not in the page" % (missing, sum(want.values()))
    if not got:
        return "nothing was chosen"
    over, under = sum((got - want).values()), sum((want - got).values())
    if over >= under:
        return "%d words too many: %s" % (over, longest(text, page.text))
    return "%d words too few: %s" % (under, longest(page.text, text))


def read_floors(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and line[0] != "#"]
    return {kind: float(floor) for kind, floor in lines}


def write_floors(path, table):
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Word F1 that `make quality` must reach, by type of page: measured on\n"
                   "# pages held out, less %g. Written by --set-floors only.\n" % SLACK)
        for kind, (f1, _, _, _) in table.items():
            file.write("%s %.3f\n" % (kind, f1 - SLACK))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("floors")
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--set-floors", action="store_true")
    options = parser.parse_args()

    scores = score(corpus.pages(options.corpus), options.programs)
    table = summary(scores)
    if options.set_floors:
        write_floors(options.floors, table)
    floors = read_floors(options.floors)
    failed = False
    print("%-14s %6s %6s %6s %6s %6s" % ("", "F1", "P", "R", "floor", "pages"))
    for kind, (f1, precision, recall, n) in table.items():
        below = f1 < floors.get(kind, 0)
        failed |= below
        print("%-14s %6.3f %6.3f %6.3f %6.3f %6d%s"
              % (kind, f1, precision, recall, floors.get(kind, 0), n, " BELOW" if below else ""))
    print_ends(scores)
    for f1, precision, recall, page, _, text in sorted(scores, key=lambda s: s[0])[:options.worst]:
        print("%s %-13s F1 %.3f P %.3f R %.3f %s\n     %s"
              % (page.id, page.kind, f1, precision, recall, page.url, reason(page, text)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
