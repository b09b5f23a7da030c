"""Learns the table of trees from measured blocks.

    learn.py CLEANCOPY ROWS.npz CORPUS OUT-FOLDER

writes OUT-FOLDER/model.txt, learned from all pages, and fold-N.txt, each learned without the
pages of fold N, which are what it may be scored on. The same rows give the same bytes: one
thread, fixed seeds, whole numbers in the file."""

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

FOLDS = 3
MEASURES = 150          # that are kept: those that gained most in a small forest first
ROWS_OF_PAGE = 300      # of long pages, drawn at random and weighted up again
PAGE_WORDS = 40         # a page with fewer is weighted as if it had so many
FOUND = 0.6             # pages whose HTML has less of the truth are half believed
DOUBTED = 0.3
UNIT = 4096             # leaves are in 1/4096 of a logit
PARAMETERS = {
    "objective": "binary:logistic", "tree_method": "hist", "nthread": 1, "seed": 6,
    "max_depth": 6, "eta": 0.1, "max_bin": 64, "min_child_weight": 3, "lambda": 5,
    "subsample": 0.6, "colsample_bytree": 0.4, "base_score": 0.5,
}
ROUNDS = 240
SMALL = {"max_depth": 4, "eta": 0.3, "colsample_bytree": 0.3}
SMALL_ROUNDS = 50


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
    random = numpy.random.RandomState(6)
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
    source, fold, folds = job
    data = dict(numpy.load(source))
    return trees(*train(data, folds != fold))


def header(listing, digest):
    text = ("# The learned block model: boosted trees over the measures of engine/measure.h.\n"
            "# Written by `make model` (host/train); not edited by hand. Learned from WCXB, see\n"
            "# NOTICE. `cuts` has a measure's number and name, then the least values of its\n"
            "# steps; `tree` has splits (cuts line:step, right from that step on) before their\n"
            "# left and right branches, and leaves in 1/%d of a logit.\n" % UNIT)
    text += "trainer xgboost-%s\n" % xgboost.__version__
    text += "corpus %s\n" % digest
    text += "measures %s\n" % hashlib.sha256(listing).hexdigest()[:16]
    text += "depth %d\n" % PARAMETERS["max_depth"]
    return text


def main():
    program, source, folder, out = sys.argv[1:]
    listing = subprocess.run([program, "features", "--list"], stdout=subprocess.PIPE,
                             check=True).stdout
    names = [line.split("\t")[0] for line in listing.decode().splitlines()]
    digest = str(numpy.load(source)["digest"])
    folds = numpy.array([corpus.fold_of(page, FOLDS) for page in corpus.pages(folder)])
    head = header(listing, digest)

    with ProcessPoolExecutor(max_workers=FOLDS + 1) as pool:
        jobs = [(source, fold, folds) for fold in list(range(FOLDS)) + [-1]]
        for (_, fold, _), forest in zip(jobs, pool.map(learn, jobs)):
            name = "model.txt" if fold < 0 else "fold-%d.txt" % fold
            write(os.path.join(out, name), head, names, forest)


if __name__ == "__main__":
    main()
