"""A corpus in any of its forms is the same documents, and what is wrong with a file is told in one line."""

import bz2
import datetime
import gzip
import json
import lzma
from itertools import islice
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimline.read.addresses import home, is_texts, left_out
from claimline.read.corpora import Entry, read_corpus, read_entry
from claimline.read.documents import read_seeds
from claimline.read.files import ReadError
from claimline.store.manifest import relative

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


PACKED = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda raw: pa.compress(raw, "zstd", asbytes=True),
}


@pytest.mark.parametrize(
    "name",
    ["c.parquet", "C.PARQUET", "why?.parquet", "c.jsonl", "c.ndjson", *(f"c.jsonl.{one}" for one in PACKED), "folder"],
)
def test_every_form_holds_the_same_documents(tmp_path, name):
    """Parquet, JSON Lines, packed or not, one file or many: names, exact texts and what is known are the same."""
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
        (path / "1.jsonl").write_bytes(lines(ROWS[:1]))
        parquet(path / "2.parquet", ROWS[1:])
        (path / "README.md").write_text("no corpus")
    elif name.lower().endswith("parquet"):
        parquet(path, ROWS)
    else:
        path.write_bytes(PACKED.get(path.suffix[1:], bytes)(lines(ROWS)))

    assert list(read_corpus(str(path))) == ENTRIES


def test_a_corpus_may_be_at_an_address():
    """What fsspec can open is a corpus like any other."""
    with fsspec.open("memory://corpora/c.jsonl", "wb") as file:
        file.write(lines(ROWS))

    assert list(read_corpus("memory://corpora/c.jsonl")) == ENTRIES


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_folder_of_texts_is_a_corpus(scheme):
    """The seeds, read one by one, are the sources that they are read at once."""
    assert [read_entry(entry) for entry in read_corpus(f"{scheme}{SEEDS}")] == read_seeds(SEEDS)


def test_what_is_hidden_or_an_extract_is_no_corpus(tmp_path):
    """A notebook's checkpoint, a half-written file, the extract of the folder itself; any other file is named."""
    for name in ("c.jsonl", ".ipynb_checkpoints/c-checkpoint.jsonl", "_temporary/c.jsonl", "more/.c.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(lines(ROWS) if name == "c.jsonl" else b"{")
    part = tmp_path / "data" / "parts" / "p"
    part.mkdir(parents=True)
    for path in (part / "part.json", part / "claims.parquet", tmp_path / "data" / "datapackage.json"):
        path.write_bytes(b"")
    for name in ("codebook.toml", "README.md", "more.csv", "late.jsonl.zip"):
        (tmp_path / name).write_bytes(b"")

    assert list(read_corpus(str(tmp_path))) == ENTRIES
    assert [Path(path).name for path in left_out(str(tmp_path))] == ["late.jsonl.zip", "more.csv"]


def test_a_folder_of_texts_and_corpora_is_refused(tmp_path):
    """Which of them is meant is not guessed."""
    (tmp_path / "README.txt").write_text("Read me.")
    (tmp_path / "c.jsonl").write_bytes(lines(ROWS))

    with pytest.raises(ReadError, match=r"'README\.txt' is a text and 'c\.jsonl' a corpus: keep them in folders"):
        is_texts(str(tmp_path))


def test_what_belongs_to_a_corpus_lies_beside_it(tmp_path):
    """In its folder, however that is written; of an address elsewhere nothing is known."""
    (tmp_path / "c.jsonl").write_bytes(b"")

    assert {home(f"{scheme}{path}") for scheme in ("", "file://") for path in (tmp_path, tmp_path / "c.jsonl")} == {
        tmp_path
    }
    assert home("memory://corpora/c.jsonl") is None


@pytest.mark.parametrize("told", ["2024-10-22T08:30:00Z", "2024-10-22 08:30", "2024-10-22T23:59:59+09:00"])
def test_a_point_in_time_gives_the_day_that_it_names(told):
    """Feeds give the second; the day is the one that is written there."""
    assert read_entry(Entry("a", b"Rain.", (("published", told),))).document.published == "2024-10-22"


def test_what_is_blank_is_not_said(tmp_path):
    """A publisher of blanks is no publisher, in every form."""
    rows = [ROWS[0] | {"publisher": "  ", "published": ""}]
    parquet(tmp_path / "c.parquet", rows)
    (tmp_path / "c.jsonl").write_bytes(lines(rows))

    assert [one.said for name in ("c.parquet", "c.jsonl") for one in read_corpus(str(tmp_path / name))] == [(), ()]


def test_half_a_letter_in_a_name_is_replaced(tmp_path):
    """JSON can hold what no text can; as in Parquet a mark stands for it."""
    (tmp_path / "c.jsonl").write_bytes(b'{"document": "a\\ud83d b", "text": "Rain."}\n')

    [entry] = read_corpus(str(tmp_path / "c.jsonl"))
    assert entry.document.encode() == "a\ufffd\ufffd\ufffd b".encode()


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
        ("c.jsonl", lambda path: path.write_bytes(lines(ROWS) + b'{"document": "caf\xe9"}'), "line 3: not UTF-8"),
        ("c.jsonl", lambda path: path.write_bytes(b'{"x": ' + b"[" * 100_000), "line 1: nested too deeply"),
        (
            "c.parquet",
            lambda path: pq.write_table(pa.table([["a"], ["x"], ["y"]], ["document", "text", "text"]), path),
            "two columns 'text': leave one out",
        ),
        (
            "c.jsonl.zst",
            lambda path: path.write_bytes(PACKED["zst"](lines(ROWS))[:-9]),
            "cut off or damaged",
        ),
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


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://name:word@host/c.jsonl?signature=abc", "https://host/c.jsonl"),
        ("s3://bucket/a@b/c.parquet", "s3://bucket/a@b/c.parquet"),
    ],
)
def test_an_extract_does_not_keep_what_opens_its_corpus(tmp_path, address, told):
    """Where it was read is in the manifest; a word or a signature is not."""
    assert relative(address, tmp_path) == told


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
