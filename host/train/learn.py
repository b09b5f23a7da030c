"""Learns the table of trees from measured blocks.

    learn.py CLEANCOPY ROWS.npz CORPUS OUT-FOLDER

writes OUT-FOLDER/model.txt, learned from all pages; fold-N.txt, each learned without the
pages of fold N, which are what it may be scored on; and vectors.txt, rows with what the table
makes of them, for the test that holds the program to it. The same rows give the same bytes:
one thread, fixed seeds, whole numbers in the files."""

import hashlib
import json
import math
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy
import xgboost

import corpus

VERSION = 3             # of this trainer; the table's header says it
SEED = 6
FOLDS = 10
MEASURES = 180          # that are kept: those that gained most in a small forest first
ROWS_OF_PAGE = 350      # of long pages, drawn at random and weighted up again
PAGE_WORDS = 40         # a page with fewer is weighted as if it had so many
FOUND = 0.6             # pages whose HTML has less of the truth are half believed
DOUBTED = 0.3
UNIT = 4096             # leaves are in 1/4096 of a logit
PARAMETERS = {
    "objective": "binary:logistic", "tree_method": "hist", "nthread": 1, "seed": SEED,
    "max_depth": 5, "eta": 0.08, "max_bin": 64, "min_child_weight": 15, "lambda": 5,
    "subsample": 0.6, "colsample_bytree": 0.4, "base_score": 0.5,
}
ROUNDS = 320
SMALL = {"max_depth": 4, "eta": 0.3, "colsample_bytree": 0.3}
SMALL_ROUNDS = 50
FLOOR = 0.2             # engine/choice.c
VECTORS = 24
TYPES = ["article", "documentation", "service", "forum", "collection", "listing", "product"]


def weigh(data):
    """A page weighs one, however long it is; its blocks by their words."""
    page, words = data["page"], data["words"].astype(numpy.float64)
    n = len(data["truth"])
    total = numpy.bincount(page, words, n)
    size = numpy.maximum((total + data["truth"]) / 2, PAGE_WORDS)
    trust = numpy.where(data["truth"] == 0, 0.0,
                        numpy.where(data["found"] < FOUND, DOUBTED, 1.0))
    return words / size[page] * trust[page]


def draw(data, pages):
    """Which rows are learned from, and what a row of each page stands for."""
    random = numpy.random.RandomState(SEED)
    start = numpy.searchsorted(data["page"], numpy.arange(len(data["truth"]) + 1))
    rows, factors = [], []
    for p in range(len(data["truth"])):
        own = numpy.arange(start[p], start[p + 1])
        some = own
        if len(own) > ROWS_OF_PAGE:
            some = numpy.sort(random.permutation(own)[:ROWS_OF_PAGE])
        if pages[p]:
            rows.append(some)
            factors.append(numpy.full(len(some), len(own) / max(len(some), 1)))
    return numpy.concatenate(rows), numpy.concatenate(factors)


def train(data, pages):
    """The trees, and which measures they are over."""
    rows, factors = draw(data, pages)
    weight = weigh(data)[rows] * factors
    rows, weight = rows[weight > 0], weight[weight > 0]

    def matrix(some, measures):
        return xgboost.DMatrix(data["rows"][rows[some]][:, measures].astype(numpy.float32),
                               label=data["share"][rows[some]],
                               weight=weight[some] / weight.mean(), nthread=1)

    everything = numpy.arange(data["rows"].shape[1])
    third = slice(None, None, 3)
    small = xgboost.train({**PARAMETERS, **SMALL}, matrix(third, everything), SMALL_ROUNDS)
    gains = small.get_score(importance_type="total_gain")
    best = sorted(gains, key=lambda name: (-gains[name], int(name[1:])))[:MEASURES]
    measures = numpy.array(sorted(int(name[1:]) for name in best))
    return xgboost.train(PARAMETERS, matrix(slice(None), measures), ROUNDS), measures


def trees(booster, measures):
    """Nested: a leaf is its number, a split (measure, least value that goes right, left,
    right). Measures are whole numbers, so splits are."""

    def build(node):
        if "leaf" in node:
            return max(-32768, min(32767, round(node["leaf"] * UNIT)))
        below = {child["nodeid"]: child for child in node["children"]}
        return (int(measures[int(node["split"][1:])]), math.ceil(node["split_condition"]),
                build(below[node["yes"]]), build(below[node["no"]]))

    return [build(json.loads(tree)) for tree in booster.get_dump(dump_format="json")]


def splits(tree):
    if isinstance(tree, tuple):
        yield tree[:2]
        yield from splits(tree[2])
        yield from splits(tree[3])


def write(path, head, names, forest):
    cuts = {}
    for tree in forest:
        for measure, value in splits(tree):
            cuts.setdefault(measure, set()).add(value)
    order = sorted(cuts)
    at = {m: (i, {v: k for k, v in enumerate(sorted(cuts[m]))}) for i, m in enumerate(order)}

    def put(tree, out):
        if isinstance(tree, tuple):
            i, places = at[tree[0]]
            out.append("%d:%d" % (i, places[tree[1]]))
            put(tree[2], out)
            put(tree[3], out)
        else:
            out.append("%d" % tree)
        return out

    with open(path, "w", encoding="utf-8") as file:
        file.write(head)
        for m in order:
            file.write("cuts %d %s %s\n" % (m, names[m], " ".join(map(str, sorted(cuts[m])))))
        for tree in forest:
            file.write("tree %s\n" % " ".join(put(tree, [])))


def learn(job):
    """The trees without the pages of a fold, and what they make of that fold's blocks."""
    source, fold, folds = job
    data = dict(numpy.load(source))
    booster, measures = train(data, folds != fold)
    held_out = numpy.flatnonzero(folds[data["page"]] == fold)
    rows = data["rows"][held_out][:, measures].astype(numpy.float32)
    chances = booster.predict(xgboost.DMatrix(rows, nthread=1)) if len(rows) else rows[:, 0]
    return trees(booster, measures), held_out, chances


def agreement(chances, words, share, truth):
    """F1 of the blocks that a page's own best threshold chooses (engine/choice.c), by the
    words that are labelled."""
    order = numpy.argsort(-chances, kind="stable")
    chances, words, share = chances[order], words[order], share[order]
    chosen = numpy.cumsum(words)
    expected = 2 * numpy.cumsum(words * chances) / (chosen + (words * chances).sum() + 1e-9)
    expected[chances < FLOOR] = 0
    if not len(words) or expected.max() <= 0 or truth == 0:
        return float(truth == 0 and (not len(words) or expected.max() <= 0))
    at = int(numpy.argmax(expected))
    return 2 * (words * share)[:at + 1].sum() / (chosen[at] + truth)


def scores(data, chances, kinds):
    """Mean agreement by type of page, each page by trees that have not seen its site."""
    start = numpy.searchsorted(data["page"], numpy.arange(len(kinds) + 1))
    words, share = data["words"].astype(numpy.float64), data["share"]
    each = numpy.array([agreement(chances[a:b], words[a:b], share[a:b], truth)
                        for a, b, truth in zip(start, start[1:], data["truth"])])
    lines = [(kind, each[kinds == kind].mean()) for kind in TYPES if (kinds == kind).any()]
    return lines + [("all", each.mean())]


def leaf(tree, row):
    while isinstance(tree, tuple):
        tree = tree[3] if row[tree[0]] >= tree[1] else tree[2]
    return tree


def write_vectors(path, rows, forest):
    """Rows from all over the corpus: the sum of their leaves, then their measures."""
    with open(path, "w", encoding="utf-8") as file:
        for row in rows[numpy.linspace(0, len(rows) - 1, VECTORS).astype(int)]:
            total = sum(leaf(tree, row) for tree in forest)
            file.write("%d %s\n" % (total, " ".join(map(str, row))))


def header(listing, digest, scored):
    text = ("# The learned block model: boosted trees over the measures of engine/measure.h.\n"
            "# Written by `make model` (host/train); not edited by hand. Learned from WCXB, see\n"
            "# NOTICE. `cuts` has a measure's number and name, then the least values of its\n"
            "# steps; `tree` has splits (cuts line:step, right from that step on) before their\n"
            "# left and right branches, and leaves in 1/%d of a logit. `scored`: F1 of the chosen\n"
            "# blocks by type of page, cross-validated by site; `make quality` scores the text.\n"
            % UNIT)
    text += "trainer %d xgboost-%s\n" % (VERSION, xgboost.__version__)
    text += "seed %d\n" % SEED
    text += "corpus %s\n" % digest
    text += "measures %s\n" % hashlib.sha256(listing).hexdigest()[:16]
    text += "".join("scored %s %.4f\n" % line for line in scored)
    text += "depth %d\n" % PARAMETERS["max_depth"]
    return text


def main():
    program, source, folder, out = sys.argv[1:]
    listing = subprocess.run([program, "features", "--list"], stdout=subprocess.PIPE,
                             check=True).stdout
    names = [line.split("\t")[0] for line in listing.decode().splitlines()]
    pages = corpus.pages(folder)
    folds = numpy.array([corpus.fold_of(page, FOLDS) for page in pages])
    data = dict(numpy.load(source))
    chances = numpy.zeros(len(data["page"]), dtype=numpy.float32)
    forests = []

    # -1 is no page's fold: learned from all.
    jobs = [(source, fold, folds) for fold in list(range(FOLDS)) + [-1]]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for forest, held_out, some in pool.map(learn, jobs):
            forests.append(forest)
            chances[held_out] = some
    scored = scores(data, chances, numpy.array([page.kind for page in pages]))
    head = header(listing, str(data["digest"]), scored)
    for (_, fold, _), forest in zip(jobs, forests):
        name = "model.txt" if fold < 0 else "fold-%d.txt" % fold
        write(os.path.join(out, name), head, names, forest)
    write_vectors(os.path.join(out, "vectors.txt"), data["rows"], forests[-1])


if __name__ == "__main__":
    main()
