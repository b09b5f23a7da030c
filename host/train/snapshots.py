"""Pages as files against the same pages as a browser saw them.

    snapshots.py choose CORPUS            200 pages, {"id", "url", "html"} a line
    snapshots.py compare CORPUS SHOTS FOLD-0 FOLD-1 ... [--worst N]

SHOTS is what tests/quality/take.mjs made of them, FOLD-N as quality.py has it. The model has
learned from files alone: what the browser saw comes after it and must not lead it astray.
Fails where the mean word F1 of the two differs by more than the tolerance, or a page is missing."""

import argparse
import hashlib
import json
import sys

import corpus
import quality

CHOSEN = 200
TOLERANCE = 0.005
NOTABLE = 0.01      # of one page


def choose(pages):
    """Of those with an address as many of a type as it has of the corpus; of each type those
    whose name hashes lowest."""
    pages = [p for p in pages if p.url]
    kinds = sorted({p.kind for p in pages})
    shares = {k: CHOSEN * sum(p.kind == k for p in pages) / len(pages) for k in kinds}
    quota = {k: int(shares[k]) for k in kinds}
    for kind in sorted(kinds, key=lambda k: quota[k] - shares[k])[:CHOSEN - sum(quota.values())]:
        quota[kind] += 1
    rank = sorted(pages, key=lambda p: hashlib.sha256(p.id.encode()).digest())
    return [p for k in kinds for p in [p for p in rank if p.kind == k][:quota[k]]]


def scores(pages, programs, line_of):
    """id -> (F1, precision, recall)"""
    return {page.id: (f1, precision, recall)
            for f1, precision, recall, page, *_ in quality.score(pages, programs, line_of)}


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def print_table(pages, files, shots):
    print("%-14s %6s %8s %7s %6s" % ("", "file", "snapshot", "differ", "pages"))
    for kind in quality.TYPES + ["all"]:
        own = [p.id for p in pages if kind in ("all", p.kind)]
        file, shot = mean(files[i][0] for i in own), mean(shots[i][0] for i in own)
        print("%-14s %6.3f %8.3f %+7.4f %6d" % (kind, file, shot, shot - file, len(own)))


def print_worst(pages, files, shots, n):
    by_id = {p.id: p for p in pages}
    apart = sorted(by_id, key=lambda i: -abs(shots[i][0] - files[i][0]))
    print("%d pages differ by more than %g" % (
        sum(abs(shots[i][0] - files[i][0]) > NOTABLE for i in apart), NOTABLE))
    for i in apart[:n]:
        if shots[i][0] != files[i][0]:
            print("%s %-13s file F1 %.3f P %.3f R %.3f, snapshot F1 %.3f P %.3f R %.3f %s"
                  % (i, by_id[i].kind, *files[i], *shots[i], by_id[i].url))


def print_times(taken):
    took = sorted(t["tookMs"] for t in taken)
    longest = sorted(t["steps"]["longest"] for t in taken)
    print("taken in %.0f ms (median), %.0f (95 %%), %.0f (most); longest slice %.0f, %.0f, %.0f"
          % tuple(v[min(len(v) - 1, int(len(v) * q))] for v in (took, longest)
                  for q in (0.5, 0.95, 1)))


def compare(options):
    chosen = choose(corpus.pages(options.corpus))
    with open(options.shots, encoding="utf-8") as file:
        taken = {t["id"]: t for t in map(json.loads, file)}
    missing = [p for p in chosen if "html" not in taken.get(p.id, {})]
    for page in missing:
        print("%s could not be taken: %s" % (page.id, taken.get(page.id, {}).get("trouble")))
    pages = [p for p in chosen if p not in missing]
    files = scores(pages, options.programs, quality.as_file)
    shots = scores(pages, options.programs, lambda page: taken[page.id])
    print_table(pages, files, shots)
    print_times([taken[p.id] for p in pages])
    print_worst(pages, files, shots, options.worst)
    apart = mean(s[0] for s in shots.values()) - mean(f[0] for f in files.values())
    return 1 if missing or abs(apart) > TOLERANCE else 0


def main():
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("choose").add_argument("corpus")
    verb = verbs.add_parser("compare")
    verb.add_argument("corpus")
    verb.add_argument("shots")
    verb.add_argument("programs", nargs="+")
    verb.add_argument("--worst", type=int, default=20)
    options = parser.parse_args()
    if options.verb == "compare":
        return compare(options)
    for page in choose(corpus.pages(options.corpus)):
        print(json.dumps(quality.as_file(page)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
