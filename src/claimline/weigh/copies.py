"""Find sentences that are one sentence printed more than once, with small changes: a wire story in forty outlets. Pure.

Sentences are compared by their shingles, runs of three words (Broder 1997, "On the resemblance and containment of
documents"), and only where they state the same thing, so that a changed figure is another sentence. A sentence is held
against those that share a shingle with it, never against all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

#: The share of the shorter sentence's shingles that both must have.
_ALIKE = 0.6
_RUN = 3
#: Shingles below which sentences are alike only word for word: there is hardly another way to say something short.
_FEWEST = 8


def first_prints(printed: Iterable[tuple[str, str, Hashable]]) -> dict[str, str]:
    """
    Return by sentence the document that printed it, or one much like it, first.

    *printed* has, in the order of printing, a sentence in flat words, its document, and what it states.
    """
    first: dict[str, str] = {}
    sizes: dict[tuple[Hashable, str], int] = {}
    holding: dict[tuple[Hashable, str], list[str]] = defaultdict(list)  # sentences that came first, by shingle
    for sentence, document, stated in printed:
        if sentence in first:
            continue
        runs = _shingles(sentence)
        shared = Counter(other for run in runs for other in holding[stated, run] if len(runs) >= _FEWEST)
        like = [one for one, number in shared.items() if number >= _ALIKE * min(len(runs), sizes[stated, one])]
        first[sentence] = first[like[0]] if like else document
        if not like and len(runs) >= _FEWEST:
            sizes[stated, sentence] = len(runs)
            for run in runs:
                holding[stated, run].append(sentence)
    return first


def _shingles(sentence: str) -> set[str]:
    words = sentence.split()
    return {" ".join(words[place : place + _RUN]) for place in range(max(1, len(words) - _RUN + 1))}
