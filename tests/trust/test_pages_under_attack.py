"""Hostile text in every place where text can reach a page: shown as it was written, inert, and nothing moves.

In a real browser, from disk and from a server on this machine, with a listener that hears whatever is fetched. The same
payloads through the exporter that notebooks come with are measured beside it, in the soak.
"""

import http.server
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from payloads import payloads
from projects import ROOT, STRIKE, cells, made, report
from tried import rounds, survived

_told = importlib.util.spec_from_file_location("of_browsers", ROOT / "tests" / "browser" / "conftest.py")
of_browsers = importlib.util.module_from_spec(_told)
_told.loader.exec_module(of_browsers)


class Tap:
    """A server on this machine: it serves a folder, and hears every address that is asked for."""

    def __init__(self, folder=None):
        self.heard = []
        tap = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self):
                tap.heard.append(self.path)
                if folder:
                    super().do_GET()
                else:
                    self.send_error(404)

            def log_message(self, *_):
                pass

        served = partial(Handler, directory=str(folder)) if folder else Handler
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), served)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def tap():
    heard = Tap()
    yield heard
    heard.server.shutdown()


@pytest.fixture(scope="module")
def look():
    """What opens an address in a browser. It lives in a thread of its own: another suite may have one open."""
    path = of_browsers.installed()
    if path is None:
        pytest.skip("no Chromium installed: no page was attacked")
    from playwright.sync_api import sync_playwright

    with ThreadPoolExecutor(1) as thread:
        driver = thread.submit(lambda: sync_playwright().start()).result()
        started = partial(driver.chromium.launch, executable_path=path, args=of_browsers.FLAGS.split())
        chromium = thread.submit(started).result()
        yield lambda address: thread.submit(looked_at, chromium, address).result()
        thread.submit(chromium.close).result()
        thread.submit(driver.stop).result()


BOOK = """
[[blocs]]
code = "b"
label = {label}
[[actors]]
code = "a1"
label = {label}
names = ["the union"]
bloc = "b"
[[actors]]
code = "a2"
label = {second}
names = ["the ministry"]
[[measures]]
code = "m1"
label = {label}
heads = ["nurse"]
[[measures]]
code = "m2"
label = {second}
heads = ["doctor"]
"""


def seeds(folder, attacks):
    """Write seeds in which *attacks* stand in file name, title, publisher, evidence, codebook, quote and correction."""
    folder.mkdir(parents=True)
    lines = []
    for number, attack in enumerate(attacks):
        lines.append(
            f"The union said on Monday, May {number % 28 + 1}, 2024 that {400 + number} nurses had left. {attack}"
        )
        lines.append(f'The ministry said "{attack}" and that at least {100 + number} doctors had left {attack}.')
        lines.append(f"{attack} spokesman {attack} said that {number + 5} {attack} nurses were coming, {attack}.")
    name = "a <img src=x onerror=hit=1> 'b' &amp;.txt"
    (folder / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    quoted = [json.dumps(attack, ensure_ascii=False) for attack in attacks]
    (folder / "sources.toml").write_text(
        f"[{json.dumps(name)}]\ntitle = {quoted[0]}\npublisher = {quoted[5]}\npublished = \"2024-06-01\"\n"
        f"evidence = {quoted[7]}\n", encoding="utf-8",
    )  # fmt: skip
    (folder / "codebook.toml").write_text(BOOK.format(label=quoted[1], second=quoted[33]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def attacked(tmp_path_factory, tap):
    """Reports of every notebook of ours made of hostile seeds, with hostile text put into every cell of the extract."""
    folder = tmp_path_factory.mktemp("attacked")
    attacks = payloads(tap.address)
    notebooks = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))][: rounds(3, 99)]
    return made(folder, seeds(folder / "hostile", attacks), notebooks), attacks


def looked_at(browser, address):
    """Open *address*; return what ran, what it fetched, where it went, how far it overflows, and its words."""
    page = browser.new_context(viewport={"width": 1200, "height": 900}).new_page()
    fetched, went = [], []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("framenavigated", lambda frame: went.append(frame.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(address)
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")
    page.wait_for_timeout(150)
    seen = {
        "ran": page.evaluate("window.hit") is not None,
        "fetched": [url for url in fetched[1:] if not url.startswith("data:") and not url.startswith("blob:")],
        "went": went[1:],
        "overflow": page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        "words": page.evaluate("document.body.textContent"),
        "elements": page.evaluate("document.querySelectorAll('iframe,object,embed,base,form,video,audio').length"),
        "main": page.evaluate("document.querySelectorAll('main').length"),
    }
    page.context.close()
    return seen


def wrong(seen):
    """Return what is wrong with a page that was *seen*."""
    odd = {key: seen[key] for key in ("ran", "fetched", "went", "elements") if seen[key]}
    return (
        odd
        | ({"overflow": seen["overflow"]} if seen["overflow"] > 0 else {})
        | ({} if seen["main"] == 1 else {"main": 0})
    )


@pytest.mark.parametrize("way", ["disk", "server"])
def test_no_payload_acts_on_any_report(attacked, look, tap, way):
    """Every report and the list of them: nothing runs, nothing is fetched, nobody is led away, nothing overflows."""
    folder, attacks = attacked
    served = Tap(folder / "reports")
    pages = sorted((folder / "reports").glob("*.html"))
    assert len(pages) > 3
    for path in pages:
        seen = look(path.as_uri() if way == "disk" else f"{served.address}/{path.name}")
        assert not wrong(seen), (path.name, wrong(seen))
    served.server.shutdown()

    assert tap.heard == []
    survived("tap", len(pages) * len(attacks), len(pages) * len(attacks))


def test_each_payload_is_shown_as_it_was_written(attacked, look):
    """In the evidence the words of each payload stand letter for letter."""
    folder, attacks = attacked
    shown = " ".join(re.sub(r"\s+", " ", look(path.as_uri())["words"]) for path in (folder / "reports").glob("*.html"))
    reached = [attack for attack in attacks if re.search(rf"{attack.split()[0]}\b", shown)]
    as_written = [attack for attack in reached if re.sub(r"\s+", " ", attack) in shown]

    assert len(reached) >= 40
    survived("payload", len(as_written), len(reached))


def test_a_notebook_cannot_bring_in_more_than_text(tmp_path, tap, look, attacked):
    """Whatever a cell prints is shown as text or stops the report, with a page that says why and is as inert."""
    _, attacks = attacked
    folder = tmp_path
    (folder / "notebooks").mkdir()
    listed = json.dumps(attacks)
    (folder / "notebooks" / "tiny.ipynb").write_text(
        cells(f"print('\\n'.join({listed}))", f"raise ValueError({listed}[0])")
    )
    shutil.copytree(attacked[0] / "data", folder / "data")
    assert report(folder) == 1
    seen = look((folder / "reports" / "tiny.failed.html").as_uri())

    assert not wrong(seen)
    assert attacks[0] in seen["words"]
    assert tap.heard == []


HIDDEN = "\u202e\u202d\u2066\u2067\u2068\u200b\u200d\u2060\ufeff\u00ad\x07\x1b"


def test_what_hides_or_imitates_is_written_out(tmp_path, look):
    """No sign that turns or hides text reaches a page from any place, and a letter that imitates is told."""
    shutil.copytree(STRIKE, tmp_path / "odd")
    for path in (tmp_path / "odd").iterdir():
        text = (
            path.read_text(encoding="utf-8").replace("rivers", f"r{HIDDEN[:-2]}ivеrs").replace("union", "uni\u202eоn")
        )
        path.write_text(text, encoding="utf-8")
    folder = made(tmp_path / "project", tmp_path / "odd", ["briefing", "figures"])
    pages = [path.read_text(encoding="utf-8") for path in (folder / "reports").glob("*.html")]
    words = " ".join(look(path.as_uri())["words"] for path in (folder / "reports").glob("*.html"))

    assert not [sign for sign in HIDDEN for page in pages if sign in page]
    assert "⟨U+202E⟩" in words
    assert "⟨U+0435⟩" in words
    survived("sign", len(HIDDEN), len(HIDDEN))


@pytest.mark.soak
def test_the_usual_exporter_beside_it(look, tmp_path, capsys):
    """The same payloads as a notebook's ordinary outputs, through the usual exporter: how many act there."""
    tap = Tap()
    attacks = payloads(tap.address)
    outputs = [f"display(HTML({json.dumps(attack)}))" for attack in attacks]
    book = json.loads(cells("from IPython.display import HTML, display", *outputs))
    book["cells"] = [book["cells"][0], *book["cells"][3:]]
    for cell in book["cells"][1:]:
        cell["metadata"] = {}
    (tmp_path / "plain.ipynb").write_text(json.dumps(book))
    subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--execute", "plain.ipynb"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    seen = look((tmp_path / "plain.html").as_uri())
    tap.server.shutdown()
    with capsys.disabled():
        print(
            f"\nthe usual exporter: ran {seen['ran']}, {len(tap.heard)} requests heard, {len(seen['went'])} navigations"
        )

    assert seen["ran"] or tap.heard
