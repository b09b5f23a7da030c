"""How much of each block is in the ground truth: its words are aligned with the page's.

Runs of four words that both have are chained in the order of both (the longest such chain);
what stands between two of its links is aligned word by word; and what is left of the truth
may stand anywhere, in runs of four: some truths give the page's parts in another order. So
of two copies of a paragraph one is labelled, and a menu's "home" is no match for a word of
the text."""

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher

RUN = 4
MANY = 8            # places of one run in the truth that are tried
GAP_PAGE, GAP_TRUTH = 400, 200


def _chain(page, truth, run):
    """Pairs of places, both ascending: the longest chain of common runs."""
    places = {}
    for j in range(len(truth) - run + 1):
        places.setdefault(tuple(truth[j:j + run]), []).append(j)
    tails, tail_at, back, pairs = [], [], [], []
    for i in range(len(page) - run + 1):
        for j in reversed(places.get(tuple(page[i:i + run]), ())[:MANY]):
            k = bisect_left(tails, j)
            back.append(tail_at[k - 1] if k else -1)
            pairs.append((i, j))
            if k == len(tails):
                tails.append(j)
                tail_at.append(len(pairs) - 1)
            else:
                tails[k], tail_at[k] = j, len(pairs) - 1
    chain, at = [], tail_at[-1] if tail_at else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _fill_gaps(page, truth, chain, run, in_page, in_truth):
    ends = [(-run, -run)] + chain + [(len(page), len(truth))]
    for (i0, j0), (i1, j1) in zip(ends, ends[1:]):
        a, b = i0 + run, j0 + run
        if not (0 < i1 - a <= GAP_PAGE and 0 < j1 - b <= GAP_TRUTH):
            continue
        matcher = SequenceMatcher(None, page[a:i1], truth[b:j1], autojunk=False)
        for match in matcher.get_matching_blocks():
            for k in range(match.size):
                in_page[a + match.a + k] = True
                in_truth[b + match.b + k] = True


def _take_elsewhere(page, truth, in_page, in_truth):
    left = Counter(tuple(truth[j:j + RUN]) for j in range(len(truth) - RUN + 1)
                   if not any(in_truth[j:j + RUN]))
    for i in range(len(page) - RUN + 1):
        run = tuple(page[i:i + RUN])
        if left.get(run) and not all(in_page[i:i + RUN]):
            left[run] -= 1
            in_page[i:i + RUN] = [True] * RUN


def shares(blocks, truth):
    """For each list of words its share in the truth, and the share of the truth found."""
    page = [word for block in blocks for word in block]
    in_page, in_truth = [False] * len(page), [False] * len(truth)
    run = min(RUN, len(truth))
    if run:
        chain = _chain(page, truth, run)
        for i, j in chain:
            in_page[i:i + run] = [True] * run
            in_truth[j:j + run] = [True] * run
        _fill_gaps(page, truth, chain, run, in_page, in_truth)
        found = sum(in_truth) / len(truth)
        _take_elsewhere(page, truth, in_page, in_truth)
    else:
        found = 0.0
    out, at = [], 0
    for block in blocks:
        out.append(sum(in_page[at:at + len(block)]) / len(block) if block else 0.0)
        at += len(block)
    return out, found
