"""Whether the beginning and the end of a text are in another: its first and last sentence."""

import re

import corpus

SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]*")
MIN_WORDS = 4   # a name, a number, "Read more" are no sentences


def sentences(text):
    """The words of the sentences of a text."""
    found = [corpus.words(part) for part in SENTENCE.findall(text)]
    return [words for words in found if len(words) >= MIN_WORDS]


def holds(text, sentence):
    """The words of the sentence stand in the text, in this order and side by side."""
    return " %s " % " ".join(sentence) in " %s " % " ".join(corpus.words(text))


def kept(text, truth):
    """(first, last) as 0 or 1; None where the truth has no sentence."""
    wanted = sentences(truth)
    if not wanted:
        return None
    return float(holds(text, wanted[0])), float(holds(text, wanted[-1]))
