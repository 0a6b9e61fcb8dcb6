"""What holds for every page, whatever it is made of: the seeds, nothing at all, very much, or hostile text."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from kernels import ROOT, executed
from windows import faults, opened

import extremes
from claimline.show.page import beside, page, sheets
from claimline.show.page.rendering import visible
from claimline.store import write_extract

CASES = ("nothing", "400 claims", "long names", "hostile")
FOOTER = {
    "version": "0", "asked": "since 2030-01-01", "command": "c", "parameters": "{}", "versions": "", "seeds": [],
    "notebook": "0", "extract": "0" * 64, "code": "0" * 64, "lock": None,
}  # fmt: skip
BUILT = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
MOST_BYTES = 1 << 20


def made(case: str, folder: Path) -> dict[str, bytes]:
    """Return the briefing on *case*, compared with the case as it might have been earlier, and what lies beside it."""
    whole, name = extremes.extract(case), case.replace(" ", "-")
    data = extremes.written(case, folder)
    write_extract(extremes.before(whole), folder / "before")
    shown = page.page(executed("briefing", extract=str(data), earlier=str(folder / "before")))
    files = beside.files(shown, whole, FOOTER | {"name": name})
    html = sheets.report(shown, FOOTER | {"name": name}, files)
    return {f"{name}.html": html, **{f"{name}/{file}": content for file, content in files.items()}}


@pytest.fixture(scope="session")
def extreme(tmp_path_factory):
    """The briefing on each case, in a folder of pages."""
    out = tmp_path_factory.mktemp("extreme")
    for case in CASES:
        for file, content in made(case, out / "from" / case.replace(" ", "-")).items():
            (out / file).parent.mkdir(exist_ok=True)
            (out / file).write_bytes(content)
    return out


@pytest.mark.parametrize("case", CASES)
def test_a_page_of_anything_can_be_read_by_everyone(browser, extreme, case):
    """Of nothing, of much, of long, foreign and hostile names: every gate holds at each width, light and dark."""
    window, asked = opened(browser, extreme, case.replace(" ", "-"), 1200)
    alarms: list[str] = []
    window.on("dialog", lambda dialog: alarms.append(dialog.message))
    wrong = faults(window, ((1200, "light"), (360, "dark"), (320, "light")), axe_in=((1200, "light"), (360, "dark")))
    window.context.close()

    assert wrong == {}
    assert alarms == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def told(html: str) -> list[tuple[str, str, int, int]]:
    """Return the evidence rows of the page *html*: quote, document and where it stands, as a reader sees them."""
    row = r'<mark>(.*?)</mark>.*?<span class="quiet">(.*?), characters ([0-9]+) to ([0-9]+)'
    return [
        (unescaped(quote), unescaped(place), int(start), int(end))
        for quote, place, start, end in re.findall(row, html, re.DOTALL)
    ]


def unescaped(text: str) -> str:
    """Return *text* of a page without markup, its characters as they are shown."""
    return "".join(ElementTree.fromstring(f"<p>{text}</p>").itertext())


def documents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.glob("*.txt")}


@pytest.mark.parametrize("case", [*CASES, *BUILT])
def test_every_row_finds_its_quote_again(request, case):
    """Each quote on a page stands in its document at the place that the page names, character for character."""
    built = request.getfixturevalue("built" if case in BUILT else "extreme")
    html = (built / f"{case.replace(' ', '-')}.html").read_text(encoding="utf-8")
    texts = documents(ROOT / "seeds" if case in BUILT else extremes_seeds(built, case))

    rows = told(html)
    for quote, place, start, end in rows:
        document = next(name for name in texts if place == name or place.endswith(f"({name})"))
        assert visible(texts[document][start:end].replace("\r\n", "\n")) == quote
    assert rows or case == "nothing"


def extremes_seeds(built: Path, case: str) -> Path:
    return built / "from" / case.replace(" ", "-") / "seeds"


@pytest.mark.parametrize("case", [*CASES, *BUILT])
def test_a_page_is_small_and_no_link_is_dead(request, case):
    """A page has at most 1 MiB without its script, and each file that it offers lies beside it."""
    built = request.getfixturevalue("built" if case in BUILT else "extreme")
    html = (built / f"{case.replace(' ', '-')}.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall(r'<a [^>]*?href="([^"#]+)"', html)]

    assert len(re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL).encode()) <= MOST_BYTES
    assert [link for link in links if link != "index.html" and not (built / link).is_file()] == []
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)


@pytest.mark.parametrize("case", ["hostile", "400 claims"])
def test_what_lies_beside_a_page_is_harmless_and_whole(extreme, case):
    """Pictures load nothing and hold no script, tables start no formula, and the rows are all there, drawn or not."""
    folder, whole = extreme / case.replace(" ", "-"), extremes.extract(case)
    kinds = {path.suffix for path in folder.iterdir()}

    assert kinds == {".csv", ".json", ".svg", ".png", ".html"}
    for path in folder.glob("*.svg"):
        names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(path.read_bytes()).iter()}
        assert names <= {"svg", "g", "path", "rect", "line", "text", "tspan", "title", "defs", "clipPath"}
        assert set(re.findall(r"https?://[^\"<]*", path.read_text(encoding="utf-8"))) <= {"http://www.w3.org/2000/svg"}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.glob("*.png"))
    assert not re.search(r'(?m)(?:^|,|")[=+@]', (folder / "claims.csv").read_text(encoding="utf-8"))
    rows = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows["claims"]] == [row.id for row in whole.claims]
    assert [row["quote"] for row in rows["stances"]] == [row.quote for row in whole.stances]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1200, "light")])
def test_a_figure_alone_is_a_page_of_its_own(browser, built, width, scheme):
    """A figure to embed passes the same gates, and its marks lead to the rows of its report."""
    window, asked = opened(browser, built, "briefing/corroboration", width, scheme)
    wrong = faults(window, ((width, scheme),), axe_in=((width, scheme),))
    link = window.locator("svg:visible a").first.get_attribute("href")
    window.context.close()

    assert {key: value for key, value in wrong.items() if "dangling" not in key} == {}
    assert len(asked) == 1
    page_, _, row = link.partition("#")
    assert f'id="{row}"' in (built / "briefing" / page_).read_text(encoding="utf-8")


SAME = """
import hashlib, sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from pathlib import Path
from test_gates import made
files = made("hostile", Path(sys.argv[3]))
print(hashlib.sha256(b"".join(name.encode() + content for name, content in sorted(files.items()))).hexdigest())
"""


def test_a_page_and_what_lies_beside_it_are_the_same_everywhere(tmp_path):
    """Three processes in three time zones and two locales make the same page, tables, drawings and pictures."""
    here, running = Path(__file__).parent, []
    for number, (zone, locale) in enumerate([("UTC", "C.UTF-8"), ("America/Los_Angeles", "C"), ("Asia/Seoul", "C")]):
        odd = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-c", SAME, str(here), str(here.parent), str(tmp_path / str(number))]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        running.append(subprocess.Popen(command, **pipes, text=True, env=odd, cwd=tmp_path))
    told, wrong = zip(*(run.communicate() for run in running), strict=True)

    assert set(wrong) == {""}
    assert len(set(told)) == 1
    assert len(told[0]) > 64


def test_a_download_comes_from_the_disk(browser, built):
    """A click on a table's link brings the file that lies beside the page."""
    window, _ = opened(browser, built, "briefing", 1200)
    with window.expect_download() as told_:
        window.locator("footer a", has_text="claims.csv").click()
    brought = Path(told_.value.path()).read_bytes()
    window.context.close()

    assert brought == (built / "briefing" / "claims.csv").read_bytes()
