"""Any text at all: nothing raises, each quote is what stands there, and the same text gives the same rows.

What once failed is kept as a case. The soak lets a coverage-guided fuzzer look for more.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from texts import PIECES, TEXT, holds
from tried import rounds, survived

from claimline.language.signs import legible
from claimline.read.codebook import read_codebook
from claimline.read.files import ENCODINGS, ReadError, decode, encoding_of

ROOT = Path(__file__).resolve().parents[2]
TOPIC = read_codebook(ROOT / "tests" / "strike" / "codebook.toml")
MANY = rounds(700, 7_000)
EACH = settings(
    max_examples=MANY, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@EACH
@given(TEXT)
def test_any_text_can_be_read(text):
    """Recognisers, extraction and check hold for whatever stands in a document."""
    holds(text, TOPIC)


@EACH
@given(st.one_of(st.binary(max_size=200), TEXT.map(lambda text: text.encode("utf-16", "surrogatepass"))),
       st.sampled_from([None, *ENCODINGS]))  # fmt: skip
def test_any_bytes_are_exact_or_refused(raw, declared):
    """Bytes become a text that gives them back, or a line that says why not."""
    told = text = None
    try:
        encoding = encoding_of(raw, "x.txt", declared)
        text = decode(raw, "x.txt", encoding)
    except ReadError as error:
        told = str(error)

    if text is None:
        assert told.startswith("x.txt: ")
        assert "\n" not in told
    else:
        assert text.encode(encoding) == raw
        assert "\x00" not in text


@EACH
@given(st.lists(st.sampled_from(["1", "23", ",", ".", " ", "\u200b", "\u202e", "٣", "４", "x", "\u066b", "\ufffd"])))
def test_masking_keeps_places_and_plain_numbers(pieces):
    """What is masked has its length, holds no new digit, and a text of plain signs is as it was."""
    text = "".join(pieces)
    masked = legible(text)

    assert len(masked) == len(text)
    assert all(one == two or two == "x" for one, two in zip(text, masked, strict=True))
    assert masked == text or not text.isascii()


def test_so_many_texts_were_made_up():
    """The three properties above ran in full."""
    survived("property", 3 * MANY, 3 * MANY)


#: Texts that once raised, hung or gave a quote that does not stand there.
KEPT = [
    "",
    "1",
    "½",
    "-5",
    "1\u200b",
    "İ400 nurses",
    "\ufeff400",
    "4\u202e00 said",
    "Oct. 2\u200b2",
    "a\x85b",
    "\r",
    "# ---\n400",
]


@pytest.mark.parametrize("text", [*KEPT, *PIECES], ids=ascii)
def test_what_once_failed_holds(text):
    """Each kept text, alone and amid others."""
    holds(text, TOPIC)
    holds(f"The union said {text} and {text}\n{text}400 nurses left.", TOPIC)


@pytest.mark.soak
def test_a_fuzzer_finds_nothing(tmp_path):
    """A coverage-guided fuzzer, begun from real sentences, finds no text for which this does not hold."""
    pytest.importorskip("atheris", reason="atheris is not installed: nothing was fuzzed")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, path in enumerate(sorted((ROOT / "tests" / "strike").glob("*.txt"))):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines()):
            (corpus / f"{number}-{line}").write_text(text, encoding="utf-8")
    runs = int(os.environ.get("CLAIMLINE_FUZZ", "20000"))
    program = str(Path(__file__).parent / "fuzz.py")
    told = subprocess.run(
        [sys.executable, program, f"-runs={runs}", "-seed=7", "-max_len=400", str(corpus)],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip

    assert told.returncode == 0, told.stderr[-3000:]
    assert f"Done {runs} runs" in told.stderr, told.stderr[-500:]
    survived("fuzz", runs, runs)
