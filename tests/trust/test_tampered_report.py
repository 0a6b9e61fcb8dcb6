"""`claimline verify` tells of every change to a published report and to what it rests on, a line each, offline."""

import json
import random
import re
import shutil
import socket

import pytest
from projects import made, places
from tried import survived

from claimline.cli import main
from claimline.show.reports import manifest


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project whose briefing is published."""
    return made(tmp_path_factory.mktemp("verified"))


def verified(folder, capsys):
    """Return the exit code of verifying the reports of the project at *folder*, and its lines."""
    capsys.readouterr()
    code = main(["verify", str(folder / "reports"), *places(folder)])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return code, told.out.splitlines()


@pytest.fixture
def copy(project, tmp_path):
    shutil.copytree(project, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_report_as_it_was_published_is_fine(copy, capsys, monkeypatch):
    """Nothing is told, the exit code is 0, and nothing is asked of any network."""
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection"))

    assert verified(copy, capsys) == (0, [])


def page(folder):
    return folder / "reports" / "briefing.html"


def replaced(name, pattern, other, count=1):
    def harm(folder):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        changed = re.sub(pattern, other, text, count=count, flags=re.DOTALL)
        assert changed != text, pattern
        path.write_text(changed, encoding="utf-8")

    return harm


def entry(change):
    """Change what the manifest says of the report."""

    def harm(folder):
        path = folder / "reports" / "manifest.json"
        told = json.loads(path.read_text(encoding="utf-8"))
        change(told["reports"]["briefing"])
        path.write_text(json.dumps(told), encoding="utf-8")

    return harm


def rehashed(harm):
    """Do *harm* to the page and enter its new hash, as somebody would who means to."""

    def both(folder):
        harm(folder)
        sha = manifest.sha256(page(folder).read_bytes())
        entry(lambda one: one.update(sha256=sha))(folder)

    return both


def flipped(seed):
    def harm(folder):
        raw = bytearray(page(folder).read_bytes())
        raw[random.Random(seed).randrange(len(raw))] ^= 1
        page(folder).write_bytes(raw)

    return harm


def _unlink(name):
    return lambda folder: next(folder.glob(name)).unlink()


def _write(name, text):
    return lambda folder: (folder / name).write_text(text)


def _made_from(name, value):
    return entry(lambda one: one["made_from"].update({name: value}))


PAGE = "reports/briefing.html"
LINKED = r'(<a href="#c[a-z0-9]{10}">)[^<]*[0-9][^<]*'
ROW = r'(<tr role="row" id="c[a-z0-9]{10}">.*?'
HARMS = {
    **{f"a bit of the page, {seed}": flipped(seed) for seed in range(12)},
    "the page is gone": _unlink(PAGE),
    "the page is empty": _write(PAGE, ""),
    "the page is cut": lambda folder: page(folder).write_bytes(page(folder).read_bytes()[:20_000]),
    "a script": replaced(PAGE, "</body>", "<script>1</script></body>"),
    "a figure in a row": replaced(PAGE, ROW + r'class="reading">[^<0-9]*)[0-9]', r"\g<1>7"),
    "a link elsewhere": replaced(PAGE, 'href="#c', 'href="https://example.org/#c'),
    "the policy": replaced(PAGE, "default-src", "img-src"),
    "a page that nobody published": lambda folder: shutil.copy(page(folder), folder / "reports" / "other.html"),
    "a file beside is gone": _unlink("reports/briefing/*.csv"),
    "a file beside is changed": lambda folder: next((folder / "reports/briefing").glob("*.csv")).write_text("x"),
    "a file beside that nobody published": _write("reports/briefing/more.csv", "x"),
    "a figure in a row, rehashed": rehashed(replaced(PAGE, ROW + r'class="reading">[^<0-9]*)[0-9]+', r"\g<1>77777")),
    "a quote, rehashed": rehashed(replaced(PAGE, "<mark>[^<]*", "<mark>so it says")),
    "a voice, rehashed": rehashed(replaced(PAGE, 'class="voice">[^<]+', 'class="voice">Somebody')),
    "an offset, rehashed": rehashed(replaced(PAGE, "characters [0-9]+ to", "characters 1 to")),
    "an id, rehashed": rehashed(replaced(PAGE, r'<tr role="row" id="c[a-z0-9]{3}', r'<tr role="row" id="czzz')),
    "a heading, rehashed": rehashed(replaced(PAGE, r"<h1>[^<]*", "<h1>All is well")),
    "a linked figure, rehashed": rehashed(replaced(PAGE, LINKED, r"\g<1>98,765")),
    "parameters on the page, rehashed": rehashed(replaced(PAGE, "&#34;since&#34;: null", "&#34;since&#34;: 1")),
    "code on the page, rehashed": rehashed(replaced(PAGE, r'(<dt>Code</dt><dd class="hash">)[0-9a-f]', r"\g<1>x")),
    "lock on the page, rehashed": rehashed(replaced(PAGE, r'(<dt>Lock</dt><dd class="hash">)[0-9a-f]', r"\g<1>x")),
    "a link to nowhere, rehashed": rehashed(replaced(PAGE, r'<a href="#c[a-z0-9]{10}', '<a href="#czzzzzzzzzz')),
    "the manifest is gone": _unlink("reports/manifest.json"),
    "the manifest is cut": _write("reports/manifest.json", '{"reports": {'),
    "the manifest lists nothing": _write("reports/manifest.json", '{"reports": {}}'),
    "the manifest nests without end": _write("reports/manifest.json", "[" * 100_000),
    "an entry of the manifest": entry(lambda one: one.clear()),
    "the title in the manifest": entry(lambda one: one.update(title="All is well")),
    "the hash in the manifest": entry(lambda one: one.update(sha256="0" * 64)),
    "the notebook in the manifest": _made_from("notebook", "0" * 64),
    "the parameters in the manifest": _made_from("parameters", {"since": "2020-01-01"}),
    "the lock in the manifest": _made_from("lock", "0" * 64),
    "the code in the manifest": _made_from("code", "0" * 64),
    "the versions in the manifest": _made_from("versions", {"python": "2.7"}),
    "the seeds in the manifest": _made_from("seeds", {"depot.txt": "0" * 64}),
    "the rows in the manifest": entry(lambda one: one["made_from"]["rows"][0].update(sha256="0" * 64)),
    "a figure in the extract": replaced("data/claims.csv", "exact", "about"),
    "a table of the extract is gone": _unlink("data/claims.csv"),
    "another extract": lambda folder: main(
        ["-q", "extract", str(folder / "more"), "--out", str(folder / "data"), "--format", "csv"]
    ) if shutil.copytree(folder / "seeds", folder / "more") and not (folder / "more/sources.toml").unlink() else None,
    "a text": replaced("seeds/walkout.txt", "[0-9]", "7"),
    "a text is gone": _unlink("seeds/depot.txt"),
    "a text more": _write("seeds/more.txt", "400 nurses left."),
    "the notebook": replaced("notebooks/briefing.ipynb", "as_of", "as_if", 0),
    "the notebook is gone": _unlink("notebooks/briefing.ipynb"),
    "the notebook is no notebook": _write("notebooks/briefing.ipynb", "{}"),
    "the lock": _write("requirements.lock", "claimline==1\n"),
    "the lock is gone": _unlink("requirements.lock"),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMS)
def test_a_change_is_told(copy, capsys, name):
    """The exit code is not 0, and a line names the report or the file."""
    HARMS[name](copy)
    code, lines = verified(copy, capsys)

    assert code in (1, 2), name
    assert lines or code == 2
    assert all(line.startswith(str(copy)) for line in lines), lines[:2]
    survived("report")
