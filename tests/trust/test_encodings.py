"""A document's bytes are read exactly, or refused with the byte at which they are no text. Nothing is replaced."""

import os

import pytest
from tried import survived

import claimline
from claimline.cli import main
from claimline.read.documents import read_seeds
from claimline.read.files import LARGEST, LONGEST, ReadError

SAID = "The ministry said 400 nurses left the “Café Żółw” on Monday.\r\n"
EXACT = [
    (SAID.encode(), None, "utf-8"),
    (("\ufeff" + SAID).encode(), None, "utf-8"),
    (("\ufeff" + SAID).encode("utf-16-le"), None, "utf-16-le"),
    (("\ufeff" + SAID).encode("utf-16-be"), None, "utf-16-be"),
    (SAID.encode("utf-16-le"), "utf-16-le", "utf-16-le"),
    (SAID.replace("Ż", "Z").replace("ł", "l").replace("ó", "o").encode("windows-1252"), "windows-1252", "windows-1252"),
    (SAID.replace("é", "e").encode("windows-1250"), "windows-1250", "windows-1250"),
    ("400 медсестёр.".encode("koi8-r"), "koi8-r", "koi8-r"),
    ("400 медсестёр.".encode("windows-1251"), "windows-1251", "windows-1251"),
    ("간호사 400명.".encode("euc-kr"), "euc-kr", "euc-kr"),
    ("看護師400人。".encode("shift_jis"), "shift_jis", "shift_jis"),
    ("400名护士。😀".encode("gb18030"), "gb18030", "gb18030"),
    ("\U0001f600 e\u0301 ﬁ İ ß 400".encode(), None, "utf-8"),
    (b"one\rtwo\r\nthree\n\x0cfour \xc2\x85 \xe2\x80\xa8 five", None, "utf-8"),
]
REFUSED = [
    (b"caf\xe9 400", None, "byte 3: not UTF-8"),
    (b"400 \xc3\xa9 and \xe9", None, "byte 11: not UTF-8"),
    (b"400 \xc3", None, "byte 4: not UTF-8"),
    (b"400 \xc0\xaf", None, "byte 4: not UTF-8"),
    (b"400 \xed\xa0\x80", None, "byte 4: not UTF-8"),
    (b"400 \xf4\x90\x80\x80", None, "byte 4: not UTF-8"),
    (b"400\x00", None, "byte 3: a NUL"),
    ("\ufeff4\x000".encode("utf-16-le"), None, "byte 4: a NUL"),
    ("\ufeff400".encode("utf-16-le")[:-1], None, "byte 6: not UTF-16-LE"),
    (b"\xff\xfe\x00\xd8 4", None, "byte 2: not UTF-16-LE"),
    ("\ufeff400".encode("utf-32-le"), None, "byte 2: a NUL"),
    (SAID.encode("utf-16-le"), None, "byte 84: not UTF-8"),
    (("\ufeff" + SAID).encode("utf-16-le"), "windows-1252", "declared as windows-1252, but its byte order mark says"),
    (b"400 \x81", "windows-1252", "byte 4: not WINDOWS-1252"),
    (b"400 \xff", "euc-kr", "byte 4: not EUC-KR"),
    (b"400", "utf-7", "'utf-7' is not known"),
    (b"400", "idna", "'idna' is not known"),
    (b"", None, "empty"),
    (b"\xef\xbb\xbf\r\n ", None, "empty"),
    (b"\xff\xfe \x00", None, "empty"),
    (b"4" * (LONGEST + 1), None, "line 1: longer than 1,000,000 characters"),
    (b"One.\n" + b"4" * 3_000_000, None, "line 2: longer than 1,000,000 characters"),
    (b"400\n" * (LARGEST // 4 + 1), None, "larger than 32 MB"),
]


def seeds(folder, raw, declared):
    """Write *raw* as the one document of *folder*, with its encoding *declared*."""
    (folder / "a.txt").write_bytes(raw)
    if declared:
        (folder / "sources.toml").write_text(f'["a.txt"]\nencoding = "{declared}"\n')
    return folder


@pytest.mark.parametrize(("raw", "declared", "encoding"), EXACT)
def test_a_text_is_its_bytes(tmp_path, raw, declared, encoding):
    """What is stored gives back every byte, says how it was read, and passes the check of the extract."""
    folder = seeds(tmp_path, raw, declared)
    [source] = read_seeds(folder)

    assert source.text.encode(encoding) == raw
    assert source.document.encoding == encoding
    assert "\ufffd" not in source.text
    assert main(["-q", "extract", str(folder), "--out", str(tmp_path / "data")]) == 0
    assert main(["-q", "check", str(tmp_path / "data")]) == 0
    survived("encoding")


@pytest.mark.parametrize(("raw", "declared", "told"), REFUSED)
def test_what_is_no_text_is_refused_with_its_byte(tmp_path, raw, declared, told):
    """One line names the file, the byte and the remedy, and no extract is made."""
    with pytest.raises(ReadError) as error:
        claimline.extract_seeds(seeds(tmp_path, raw, declared))

    assert told in str(error.value)
    assert str(error.value).startswith(str(tmp_path))
    assert "\n" not in str(error.value)
    survived("encoding")


def _link(path):
    path.symlink_to("/etc/passwd")


def _loop(path):
    path.symlink_to(path)


def _secret(path):
    path.write_text("400")
    path.chmod(0)


def _socket(path):
    import socket

    with socket.socket(socket.AF_UNIX) as one:
        before = os.getcwd()
        os.chdir(path.parent)  # an address of this family is short
        one.bind(path.name)
        os.chdir(before)


SPECIAL = [
    (_link, "a link"), (_loop, "a link"), (os.mkfifo, "no plain file"), (os.mkdir, "a directory"),
    (_socket, "no plain file"),
    pytest.param(_secret, "Permission denied", marks=pytest.mark.skipif(os.getuid() == 0, reason="root may read it")),
]  # fmt: skip


@pytest.mark.parametrize("name", ["b.txt", "sources.toml", "codebook.toml", "corrections.toml"])
@pytest.mark.parametrize(("make", "told"), SPECIAL)
def test_what_is_no_plain_file_is_named_and_never_opened(tmp_path, make, told, name):
    """A link, a pipe, a socket or a folder in the place of any file of the seeds ends the run at once, by name."""
    (tmp_path / "a.txt").write_text("400 nurses left.")
    make(tmp_path / name)

    with pytest.raises(ValueError, match=told) as error:
        claimline.extract_seeds(tmp_path)
    assert str(error.value).startswith(str(tmp_path / name))
    survived("file")


@pytest.mark.parametrize("name", ["a\n.txt", "a\x1b[31m.txt", "a\u202etxt.txt", "a\udcff.txt", "a\u200b.txt"])
def test_a_file_name_that_cannot_be_shown_is_refused(tmp_path, name):
    """What would steer a terminal, a page or a table is refused, written out."""
    (tmp_path / name).write_text("400 nurses left.")

    with pytest.raises(ReadError, match="a file name that cannot be shown") as error:
        read_seeds(tmp_path)
    assert str(error.value).isascii()
    assert "\n" not in str(error.value)
    survived("file")


DEEP = ["a = " + "[" * 100_000, "a = " + "[" * 5_000 + "]" * 5_000, "a" + ".a" * 20_000 + " = 1", "a = " + "9" * 5_000]


@pytest.mark.parametrize("toml", DEEP, ids=["open", "closed", "dotted", "digits"])
@pytest.mark.parametrize("name", ["sources.toml", "codebook.toml", "corrections.toml"])
def test_a_list_without_end_is_refused(tmp_path, name, toml):
    """Lists within lists, tables within tables and numbers without end are refused in one line."""
    (tmp_path / "a.txt").write_text("400 nurses left.")
    (tmp_path / name).write_text(toml)

    with pytest.raises(ValueError, match="toml: ") as error:
        claimline.extract_seeds(tmp_path)
    assert str(error.value).startswith(str(tmp_path / name))
    assert "\n" not in str(error.value)
    survived("file")
