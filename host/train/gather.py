"""Measures of every block of a corpus, as `cleancopy features` prints them, with labels.

    gather.py CLEANCOPY CORPUS OUT.npz"""

import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy

import corpus
import label


def measure(program, page):
    """Rows (blocks by measures) and the words of each block."""
    done = subprocess.run([program, "features", "--url", page.url, "-"],
                          input=page.html(), stdout=subprocess.PIPE, check=True)
    blocks = [json.loads(line) for line in done.stdout.splitlines()]
    rows = numpy.array([block["row"] for block in blocks], dtype=numpy.int16)
    return rows, [corpus.words(block["text"]) for block in blocks]


def read(program, page):
    rows, blocks = measure(program, page)
    shares, found = label.shares(blocks, corpus.words(page.text))
    return rows, [len(block) for block in blocks], shares, found


def gather(program, folder):
    pages = corpus.pages(folder)
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(partial(read, program), pages, chunksize=8))
    width = max(rows.shape[1] for rows, _, _, _ in results if len(rows))
    return {
        "rows": numpy.concatenate([rows.reshape(-1, width) for rows, _, _, _ in results]),
        "page": numpy.concatenate([numpy.full(len(r[1]), i, dtype=numpy.int32)
                                   for i, r in enumerate(results)]),
        "words": numpy.concatenate([numpy.array(r[1], dtype=numpy.int32) for r in results]),
        "share": numpy.concatenate([numpy.array(r[2], dtype=numpy.float32) for r in results]),
        "found": numpy.array([r[3] for r in results], dtype=numpy.float32),
        "truth": numpy.array([len(corpus.words(p.text)) for p in pages], dtype=numpy.int32),
        "digest": numpy.array(corpus.digest(pages)),
    }


def main():
    program, folder, out = sys.argv[1:]
    numpy.savez(out, **gather(program, folder))


if __name__ == "__main__":
    main()
