"""Lines, brackets, tags and lists without end: refused by size, or about linear in time and bounded in memory."""

import resource
import subprocess
import sys
import time

import pytest
from texts import source
from tried import SOAK, rounds, survived

import claimline
from claimline.codebook import Codebook

#: What a text may repeat without end; the last are short sentences that look around for who spoke and what is counted.
UNITS = [
    "<b>", "</div>", "(", "[", '"', "“", "”", "'", "* ", "- ", "| ", "> ", "# ", "\n", "\n \n", " ", "\t", ".", "...",
    "!?", "x", "X", "1", "1,", "1 ", "٣", "\u200b", "\u202e", "&amp;", "{{", "a.b", "A. ", "$", "%", "/", "\\",
    "400 nurses ", "400 nurses left. ", "he said ", '"it," he said, "', "on Monday ", "and ", "not ", "said it would ",
]  # fmt: skip


def work(text):
    """Return the CPU seconds that an extract of *text* takes."""
    begin = time.process_time()
    claimline.extract([source(text)], Codebook())
    return time.process_time() - begin


@pytest.mark.parametrize("unit", UNITS if SOAK else UNITS[::2], ids=ascii)
def test_a_repetition_costs_what_it_is_long(unit):
    """Twice as long is about twice the work, for the extract as a whole."""
    length = rounds(8_000, 40_000)
    for _ in range(4):
        ratio = work(unit * (2 * length // len(unit))) / max(work(unit * (length // len(unit))), 0.02)
        if ratio <= 2.5:
            break

    assert ratio <= 2.5
    survived("size")


FILES = [
    ("a line of 100 MB", lambda file: file.write(b"4" * 100_000_000), "larger than 32 MB"),
    ("a hole of 100 GB", lambda file: file.truncate(100_000_000_000), "larger than 32 MB"),
    ("a line of 30 MB", lambda file: file.write(b"400 " * 7_500_000), "line 1: longer than 1,000,000 characters"),
]
LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (700 << 20,) * 2);"
    "from claimline.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.mark.parametrize(("name", "make", "told"), FILES, ids=[name for name, _, _ in FILES])
def test_a_file_without_end_is_refused(tmp_path, name, make, told):
    """In seconds, in little memory, by name."""
    (tmp_path / "seeds").mkdir()
    with (tmp_path / "seeds" / "a.txt").open("wb") as file:
        make(file)
    argv = ["-q", "extract", str(tmp_path / "seeds"), "--out", str(tmp_path / "data")]
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, *argv], capture_output=True, text=True, timeout=60, check=False
    )

    assert ran.returncode in (1, 2)
    assert told in ran.stderr
    assert all(line.startswith("claimline: ") for line in ran.stderr.splitlines()), ran.stderr
    survived("size")


def test_nested_tags_are_text(tmp_path):
    """100,000 tags within one another are characters like any other: read in seconds, and no depth is reached."""
    text = "<i>" * 100_000 + "400 nurses left." + "</i>" * 100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    whole = claimline.extract(
        [source("\n".join(text[at : at + 900_000] for at in range(0, len(text), 900_000)))], Codebook()
    )

    assert whole.passages
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000
    survived("size")
