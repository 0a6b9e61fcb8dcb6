"""A corpus in any of its forms is the same documents, and what is wrong with a file is told in one line."""

import datetime
import gzip
import json
from itertools import islice
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimline.read.corpora import Entry, read_corpus, read_entry
from claimline.read.documents import read_seeds
from claimline.read.files import ReadError

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
ROWS = [
    {"document": "a", "text": "It sold “40” boats.\r\nThen 12.", "published": "2024-10-22", "publisher": "Post"},
    {"document": "b", "text": "Rain.", "published": None, "url": "https://example.org/b", "kind": "article"},
]
ENTRIES = [
    Entry("a", "It sold “40” boats.\r\nThen 12.".encode(), (("published", "2024-10-22"), ("publisher", "Post"))),
    Entry("b", b"Rain.", (("kind", "article"), ("url", "https://example.org/b"))),
]


def lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def parquet(path, rows, **types):
    table = pa.Table.from_pylist(rows, pa.schema([*((name, types.get(name, pa.string())) for name in _names(rows))]))
    pq.write_table(table, path)


def _names(rows):
    return list(dict.fromkeys(name for row in rows for name in row))


@pytest.mark.parametrize("name", ["c.parquet", "c.jsonl", "c.ndjson", "c.jsonl.gz", "folder"])
def test_every_form_holds_the_same_documents(tmp_path, name):
    """Parquet, JSON Lines, packed or not, one file or many: names, exact texts and what is known are the same."""
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
        (path / "1.jsonl").write_bytes(lines(ROWS[:1]))
        parquet(path / "2.parquet", ROWS[1:])
        (path / "README.md").write_text("no corpus")
    elif name.endswith("parquet"):
        parquet(path, ROWS)
    else:
        path.write_bytes(gzip.compress(lines(ROWS)) if name.endswith("gz") else lines(ROWS))

    assert list(read_corpus(str(path))) == ENTRIES


def test_a_corpus_may_be_at_an_address():
    """What fsspec can open is a corpus like any other."""
    with fsspec.open("memory://corpora/c.jsonl", "wb") as file:
        file.write(lines(ROWS))

    assert list(read_corpus("memory://corpora/c.jsonl")) == ENTRIES


def test_a_folder_of_texts_is_a_corpus():
    """The seeds, read one by one, are the sources that they are read at once."""
    assert [read_entry(entry) for entry in read_corpus(str(SEEDS))] == read_seeds(SEEDS)


def test_a_source_knows_what_the_corpus_says(tmp_path):
    """Day, publisher and address reach the document's row; a day may be a date and words a dictionary."""
    rows = [{"document": "a", "text": "Rain.", "published": datetime.date(2024, 10, 22), "publisher": "Post"}]
    parquet(tmp_path / "c.parquet", rows, published=pa.date32(), publisher=pa.dictionary(pa.int32(), pa.string()))

    [entry] = read_corpus(str(tmp_path / "c.parquet"))
    row = read_entry(entry).document
    assert (row.published_earliest, row.published_latest, row.publisher) == ("2024-10-22", "2024-10-22", "Post")
    assert read_entry(ENTRIES[1]).document.url == "https://example.org/b"


def test_documents_are_read_one_after_the_other(tmp_path):
    """What stands before the place where a file is cut off is read before the cut is met."""
    (tmp_path / "c.jsonl").write_bytes(lines(ROWS) + b'{"document": "c", "te')

    assert list(islice(read_corpus(str(tmp_path / "c.jsonl")), 2)) == ENTRIES


def _cut(path):
    parquet(path, ROWS)
    path.write_bytes(path.read_bytes()[:-30])


def _flipped(path):
    pq.write_table(pa.Table.from_pylist(ROWS), path, write_page_checksum=True)
    raw = bytearray(path.read_bytes())
    raw[40] ^= 0xFF
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("name", "write", "told"),
    [
        ("c.parquet", _cut, "cut off or damaged"),
        ("c.parquet", _flipped, "cut off or damaged"),
        ("c.parquet", lambda path: parquet(path, [{"document": "a", "txt": "x"}]), "no column 'text': did you mean"),
        (
            "c.parquet",
            lambda path: parquet(path, [{"document": 1, "text": "x"}], document=pa.int64()),
            "column 'document': int64, not a text",
        ),
        ("c.jsonl", lambda path: path.write_bytes(lines(ROWS)[:-20]), "line 2: no JSON, or cut off"),
        ("c.jsonl", lambda path: path.write_bytes(b"[1]\n"), "line 1: no JSON object"),
        ("c.jsonl", lambda path: path.write_bytes(b'{"document": "a"}\n'), "line 1: no 'text'"),
        ("c.jsonl", lambda path: path.write_bytes(b'{"document": 1, "text": ""}'), "line 1: document: 1 is no text"),
        ("c.jsonl.gz", lambda path: path.write_bytes(gzip.compress(lines(ROWS))[:-9]), "write the file again"),
        ("c.csv", lambda path: path.write_bytes(b"document,text\n"), "no corpus there"),
        ("none.jsonl", lambda path: None, "no corpus there"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path, name, write, told):
    """A file cut off, of another schema, or not there: one line with the file, the place and the remedy."""
    write(tmp_path / name)

    with pytest.raises(ReadError) as error:
        list(read_corpus(str(tmp_path / name)))
    assert told in str(error.value)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


def test_an_address_that_nobody_knows_is_told():
    """A file system that fsspec does not know is refused with the address."""
    with pytest.raises(ReadError, match="nowhere://x: Protocol not known"):
        next(read_corpus("nowhere://x"))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (Entry("a", b""), "a: empty"),
        (Entry("a", b"x\x00y"), "a: byte 1: a NUL"),
        (Entry("a", b"\xff\xff."), "a: byte 0: not UTF-8"),
        (Entry("a\u202e", b"Rain."), "a name that cannot be shown"),
        (Entry("", b"Rain."), "a name that cannot be shown"),
        (Entry("a", b"Rain.", (("published", "tomorrow"),)), "a.published: 'tomorrow' is no EDTF date"),
        (Entry("a", b"Rain.", (("kind", "artikle"),)), "a.kind: 'artikle' is not known"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_by_name(entry, told):
    """What is wrong with one document is told of that document."""
    with pytest.raises(ReadError) as error:
        read_entry(entry)
    assert told in str(error.value)
