"""What the project is built from: its licences, and a check of advisories that never says more than it did."""

import http.server
import json
import re
import threading
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from advisories import audited, locked

#: Licences that let anyone use, change and pass on what is built with them; weak copyleft asks only for its own files.
ALLOWED = {
    "mit", "mit license", "mit-0", "mit-cmu", "bsd", "bsd license", "bsd-2-clause", "bsd-3-clause", "0bsd", "isc",
    "isc license (iscl)", "apache-2.0", "apache 2.0", "apache software license", "apache license, version 2.0",
    "python software foundation license", "psf-2.0", "zlib", "cc0-1.0", "mpl-2.0",
    "mozilla public license 2.0 (mpl 2.0)",
}  # fmt: skip
#: Packages whose metadata does not say, or leaves the choice, and what their own files say; none is needed to run.
TOLD = {
    "atheris": "apache-2.0",
    "axe-playwright-python": "mit",
    "text-unidecode": "artistic license",
}
ALLOWED |= {"artistic license"}


def licences(name):
    """Return the licences of an installed package, in small letters."""
    if name in TOLD:
        return [TOLD[name]]
    told = distribution(name).metadata
    classed = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    words = told.get("License-Expression") or "; ".join(classed) or (told.get("License") or "unknown").splitlines()[0]
    return [one.strip(" ()").lower() if " AND " in words or " OR " in words else one.strip().lower()
            for one in re.split(r" AND | OR |; ", words)]  # fmt: skip


def test_every_licence_is_one_of_those_allowed():
    """Each package of the lock that is installed here; those of other platforms are named and few."""
    absent, odd = [], {}
    for name, _ in locked():
        try:
            found = licences(name)
        except PackageNotFoundError:
            absent.append(name)
            continue
        if not set(found) <= ALLOWED:
            odd[name] = found

    assert not odd
    assert len(absent) <= 12, absent
    assert len(locked()) > 150


class Answers(http.server.BaseHTTPRequestHandler):
    """A list of advisories that knows one, for packages called `bad`."""

    def do_POST(self):
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        known = [{"vulns": [{"id": "X-1"}]} if one["package"]["name"] == "bad" else {} for one in queries]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"results": known}).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def address():
    server = http.server.HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_what_was_audited_is_what_is_told(address):
    """Advisories are named with their package, and the number is of those that were answered."""
    assert audited([("good", "1"), ("bad", "2")], address) == (
        1,
        ["bad: X-1", "2 of 2 packages audited, 1 with advisories"],
    )
    assert audited([("good", "1")], address) == (0, ["1 of 1 packages audited, 0 with advisories"])


def test_without_a_network_nothing_was_audited():
    """It does not pretend: the exit code is 2 and the number 0."""
    code, [line] = audited([("good", "1"), ("bad", "2")], "http://127.0.0.1:9/")

    assert code == 2
    assert line.startswith("0 of 2 packages audited: ")
