"""The whole road on any text: rows hold, nothing raises, and the same seeds give the same bytes anywhere."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimline
from claimline.model import Basis, Document, Source
from claimline.read.codebook import read_codebook
from claimline.weigh.check import check

STRIKE = Path(__file__).parent / "strike"
TOPIC = read_codebook(STRIKE / "codebook.toml")

PIECES = [
    "At least 4,000 drivers have walked out, the Rail Workers' Union said on March 14.",
    "“About 1,900 drivers stayed away,” said Piet Maes, whom nobody asked",
    "Northline cannot confirm the union's claim",
    "He warned on Friday that Northline would consider a new pay offer if 3 more days pass.",
    "Key points on March 14: * 40 drivers out * Northline says 12 are in * $300 offered",
    "the union said it believes that Okafor said she had 5,000 drivers",
    "# ---",
    "- 50 drivers",
    "Share this article",
    "So far the company has only offered $300",
    "لا ٤٠",
    "\ufeff",
    "\u2028",
    "\u202e40 drivers\u202c",
    "4" * 400,
    "drivers " * 50,
    "\"'“”‘’",
    "(((",
]
GLUE = ["\n", "\n\n", " ", ". ", "\r\n", "\t", "", ", ", ": ", " * "]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GLUE)), max_size=14).map(
    lambda parts: "".join(piece + glue for piece, glue in parts)
)


def source(text, kind, published):
    days = ("2023-03-14", "2023-03-16") if published else (None, None)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    edtf = "[2023-03-14..2023-03-16]" if published else None
    return Source(
        Document("d.txt", digest, None, None, kind, edtf, *days, Basis.STATED if published else Basis.NONE, None), text
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS | st.text(max_size=200), st.sampled_from(["article", "topic_page"]), st.booleans())
def test_every_row_of_any_text_holds(text, kind, published):
    """Whatever the text, no finder raises and every row finds its words, points at rows and keeps its days in order."""
    one = source(text, kind, published)

    extract = claimline.extract([one], TOPIC)
    assert check(extract, {"d.txt": text}) == []
    assert claimline.extract([one], TOPIC) == extract


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"}],
)
def test_the_same_bytes_anywhere(environment, tmp_path):
    """Another hash seed, time zone, locale or directory changes no byte of the extract."""
    code = (
        "import hashlib, sys, claimline; from claimline.store import files; "
        "made = files(claimline.extract_seeds(sys.argv[1])); "
        "print(hashlib.sha256(b''.join(made[name] for name in sorted(made))).hexdigest())"
    )

    def digest(extra, folder):
        command = [sys.executable, "-c", code, str(STRIKE)]
        done = subprocess.run(command, env=os.environ | extra, cwd=folder, capture_output=True, text=True, check=True)
        return done.stdout

    assert digest(environment, tmp_path) == digest({}, STRIKE)
