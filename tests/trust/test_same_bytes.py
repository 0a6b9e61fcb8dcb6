"""The same seeds give the same bytes, whatever the machine's clock, tongue, hashing, folders and order of files are."""

import hashlib
import itertools
import json
import os
import random
import shutil
import subprocess
import sys

import pytest
from projects import ROOT, STRIKE
from tried import SOAK, rounds, survived

ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns")
TONGUES = ("C", "C.UTF-8")
HASHES = ("0", "4711")


def copied(folder, seed):
    """Write the seeds into *folder* in an order of their own, with times of their own; return it."""
    names = sorted(path.name for path in STRIKE.iterdir())
    random.Random(seed).shuffle(names)
    (folder / "seeds").mkdir(parents=True)
    for number, name in enumerate(names):
        shutil.copyfile(STRIKE / name, folder / "seeds" / name)
        os.utime(folder / "seeds" / name, (seed * 1_000_003 + number, seed * 999_983))
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "briefing.ipynb", folder / "notebooks")
    return folder


def artefacts(folder, report, **odd):
    """Return the hash of each file that the commands write in the project at *folder*, in an *odd* environment."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TZ", "PYTHONHASH"))}
    commands = [["extract", "seeds", "--out", "data"], ["extract", "seeds", "--out", "parts", "--format", "parquet"]]
    commands += [["report", "--out", "reports", "--recipes", "none.toml"]] if report else []
    for command in commands:
        subprocess.run(
            [sys.executable, "-m", "claimline", "-q", *command],
            cwd=folder,
            env=own | odd,
            check=True,
            capture_output=True,
        )
    paths = [
        path for part in ("data", "parts", "reports") for path in sorted((folder / part).rglob("*")) if path.is_file()
    ]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_one_hash_for_each_artefact(tmp_path):
    """Time zones, locales, hash seeds, folders and orders of files: each file has one hash; so have reports."""
    ways = list(itertools.product(ZONES, TONGUES, HASHES)) * rounds(1, 3)
    ways = ways if SOAK else ways[::5]
    seen, pages = {}, 0
    for number, (zone, tongue, salt) in enumerate(ways):
        folder = tmp_path / ("plain" if number % 2 else "odd né 'x'") / str(number)
        report = SOAK or number in (0, len(ways) - 1)
        pages += report
        told = artefacts(copied(folder, number), report, TZ=zone, LC_ALL=tongue, LANG=tongue, PYTHONHASHSEED=salt)
        for name, sha in told.items():
            seen.setdefault(name, set()).add(sha)
    many = {name: len(hashes) for name, hashes in seen.items() if len(hashes) > 1}

    assert not many
    assert pages > 1
    assert {"data/claims.csv", "reports/briefing.html", "reports/manifest.json"} <= set(seen)
    survived("bytes", len(ways) * len(seen), len(ways) * len(seen))


@pytest.mark.soak
def test_more_processes_write_the_same(tmp_path):
    """However many work on it, a corpus gives the same files."""
    told = []
    for number, workers in enumerate(("1", "2")):
        folder = copied(tmp_path / str(number), number)
        command = ["extract", "seeds", "--out", "data", "--format", "parquet", "--workers", workers]
        subprocess.run([sys.executable, "-m", "claimline", "-q", *command], cwd=folder, check=True)
        told.append({path.name: path.read_bytes() for path in (folder / "data").rglob("*.parquet")})

    assert told[0] == told[1], json.dumps([sorted(one) for one in told])
