"""Reading the seeds: exact texts, what is known of them, and what is refused."""

import os

import pytest

from claimline.model import Basis
from claimline.read.documents import header_end, read_seeds
from claimline.read.files import ReadError, decode


def test_a_text_without_an_entry_is_read_as_it_stands(tmp_path):
    """A text dropped in needs no entry, keeps every code point, and nothing is made up about it."""
    raw = "\ufeffOne.\r\nTwo\u00a0three.".encode()
    (tmp_path / "b.txt").write_bytes(raw)
    (tmp_path / "notes.md").write_text("no seed")

    [source] = read_seeds(tmp_path)

    assert source.text == "\ufeffOne.\r\nTwo\u00a0three."
    assert source.text.encode() == raw
    document = source.document
    assert (document.document, document.kind, document.published_basis) == ("b.txt", "article", Basis.NONE)
    assert (document.title, document.publisher, document.published, document.published_evidence) == (None,) * 4


def test_sources_are_sorted_and_described(tmp_path):
    """Sources come sorted by name, with what `sources.toml` knows and the days that its range allows."""
    (tmp_path / "b.txt").write_text("Two.")
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "sources.toml").write_text(
        '["a.txt"]\npublisher = "The Post"\nkind = "topic_page"\npublished = "[2024-10-22..2024-10-28]"\n'
        'basis = "analyst"\nevidence = "It says so."\n'
    )

    first, second = (source.document for source in read_seeds(tmp_path))

    assert (first.document, second.document) == ("a.txt", "b.txt")
    assert (first.publisher, first.kind, first.published_basis) == ("The Post", "topic_page", Basis.ANALYST)
    assert (first.published_earliest, first.published_latest) == ("2024-10-22", "2024-10-28")


HEADER = "# published: 2024-10-29 17:16:31-04:00\n# title: Remarks\n# publisher: The House\n# ---\nGood day.\n"


def test_a_header_tells_of_its_document(tmp_path):
    """A header of `# key: value` lines says who published the text and when, unless `sources.toml` does."""
    (tmp_path / "a.txt").write_text(HEADER)

    [source] = read_seeds(tmp_path)

    document = source.document
    assert source.text[header_end(source.text) :] == "Good day.\n"
    assert (document.published, document.published_basis) == ("2024-10-29", Basis.STATED)
    assert (document.title, document.publisher) == ("Remarks", "The House")


@pytest.mark.parametrize("text", ["# A heading\nText.", "Text.\n# ---\n", "# ---\nText.", ""])
def test_a_heading_is_no_header(text):
    """A line that starts with a hash is no header by itself."""
    assert header_end(text) == 0


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"caf\xe9 au lait", "byte 3: not UTF-8: save the file as UTF-8"),
        (b"\xff\xfeo\x00n\x00e\x00", "byte 0: not UTF-8"),
        (b"one\x00two", "byte 3: a NUL"),
        (b"", "empty: remove it"),
        (b"\xef\xbb\xbf \r\n\t", "empty: remove it"),
    ],
)
def test_what_is_no_text_is_refused(raw, told):
    """Bytes that are no UTF-8 text are refused with their offset and what to do, and never replaced."""
    with pytest.raises(ReadError, match=f"x.txt: {told}"):
        decode(raw, "x.txt")


def _as_directory(path):
    path.mkdir()


def _as_link(path):
    other = path.parent / "elsewhere.md"
    other.write_text("Text.")
    path.symlink_to(other)


def _as_pipe(path):
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "told"), [(_as_directory, "a directory"), (_as_link, "a link"), (_as_pipe, "no plain file")]
)
def test_what_is_no_plain_file_is_refused_by_name(tmp_path, make, told):
    """A directory, a link or a device that is called like a text is named, and never opened."""
    make(tmp_path / "x.txt")

    with pytest.raises(ReadError, match=rf"x\.txt: {told}: replace it"):
        read_seeds(tmp_path)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('["a.txt"]\npublshed = "2024"', "'a.txt': unknown field 'publshed': did you mean 'published'?"),
        ('["a.txt"]\nkind = "topicpage"', "'a.txt'.kind: 'topicpage' is not known: did you mean 'topic_page'?"),
        ('["a.txt"]\npublished = "22.10.2024"', "'a.txt'.published: '22.10.2024' is no EDTF date: write"),
        ('["a.txt"]\npublished = 2024-10-22', "'a.txt'.published: expected a text, got"),
        ('["a.txt"]\ntitle = ""', "'a.txt'.title: expected a text, got '': leave out"),
        ('["a.txt"]\nbasis = "analyst"', "'a.txt'.basis: says what `published` rests on"),
        ('["b.txt"]\ntitle = "T"', "'b.txt': no such document: did you mean 'a.txt'?"),
        ('title = "T"', "'title': not a table: write"),
        ('"a.txt" = "T"', "'a.txt': not a table: write"),
        ('["a.txt"\n', "mend the file"),
    ],
)
def test_a_broken_entry_names_its_field_and_remedy(tmp_path, toml, told):
    """An entry that cannot be used stops the run with one line: file, entry, field and what to do."""
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "sources.toml").write_text(toml)

    with pytest.raises(ReadError) as error:
        read_seeds(tmp_path)

    assert told in str(error.value)
    assert str(error.value).startswith(str(tmp_path / "sources.toml"))
    assert "\n" not in str(error.value)


def test_an_empty_or_missing_folder_is_named(tmp_path):
    """A folder without texts, or none at all, is a mistake that is said."""
    with pytest.raises(ReadError, match="no text"):
        read_seeds(tmp_path)
    with pytest.raises(ReadError, match="no such folder"):
        read_seeds(tmp_path / "gone")
