"""Texts that nobody vetted, made up from pieces of real ones, and what must hold of anything read from them."""

from hypothesis import strategies as st

import claimline
from claimline import find_attributions, find_quantities, find_times
from claimline.codebook import Codebook
from claimline.model import TABLES, Basis, Document, Source
from claimline.weigh.check import check

PIECES = [
    "400 ", "at least ", "1,000", "½", "one and a half million ", "dozens of ", "nurses", " left", " said ",
    "the union ", "on Monday", "Oct. 22", "2024", "last week", "between ", " and ", "from ", " to ",
    "five times ", "percent", "$", "€5m", "“", "”", '"', "'", "’", "(", ")", "—", "-", "...", ".", "?", "!",
    ", ", "; ", ":", "\n", "\n\n", "\r\n", "\t", " ", "\xa0", "\u200b", "\u202e", "\ufeff", "\xad", "\u2028",
    "é", "İ", "ß", "ﬁ", "٣", "４", "𝟓", "😀", "中", "ö", "<b>", "</script>", "&lt;", "* ", "- ", "1. ", "# ",
    "| ", "> ", "According to ", "who ", "that ", "not ", "will ", "would ", "the ministry's spokesman ",
    "Piet Maes", "they", "it", "=1+1", "@", "\\", "%s", "{{", "{x}", "\x0b", "\x85",
]  # fmt: skip

TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join),
)


def source(text):
    """Return *text* as a document published on a day."""
    day = ("2024-10-25",) * 3
    return Source(Document("d.txt", "0", None, None, "article", *day, Basis.STATED, None), text)


def holds(text, topic=None):
    """Assert what holds of anything read from *text*: quotes stand there, and reading again gives the same."""
    for found in find_quantities(text):
        assert found.quote == text[found.start : found.end]
        assert found.low is None or found.high is None or found.low <= found.high
    for found in find_times(text, published="2024-10-25"):
        assert found.quote == text[found.start : found.end]
    for found in find_attributions(text):
        for span in (found.source, found.cue, found.content):
            assert span is None or span.quote == text[span.start : span.end]
    whole = claimline.extract([source(text)], topic or Codebook())
    assert whole == claimline.extract([source(text)], topic or Codebook())
    wrong = [one for one in check(whole, {"d.txt": text}) if one.rule != "changed"]
    assert not wrong, wrong[:3]
    for table in TABLES:
        for row in getattr(whole, table):
            assert not hasattr(row, "quote") or row.quote == text[row.start : row.end]
