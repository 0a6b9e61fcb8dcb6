"""Ask a public list of advisories about every package of the lock, and say how many were really asked about.

`python tests/trust/advisories.py`. Exit 0: all were audited and none has an advisory; 1: some have; 2: not all could be
audited, with their number. Without a network that is none of them, and it says so.
"""

import json
import re
import sys
import urllib.request
from pathlib import Path

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"
LIST = "https://api.osv.dev/v1/querybatch"
SECONDS = 20


def locked(lock=LOCK):
    """Return the packages of *lock* as (name, version)."""
    return re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^ ;\\]+)", lock.read_text(encoding="utf-8"))


def asked(packages, address=LIST):
    """Return the advisories of each of *packages* by name; only of those that were answered. Raises OSError."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages]
    request = urllib.request.Request(address, json.dumps({"queries": queries}).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        told = json.load(answer)["results"]
    return {
        name: [one["id"] for one in found.get("vulns", ())] for (name, _), found in zip(packages, told, strict=True)
    }


def audited(packages, address=LIST):
    """Return the exit code and the lines that say what was found of *packages*, and of how many it was asked."""
    try:
        found = asked(packages, address)
    except (OSError, ValueError, KeyError) as error:
        return 2, [f"0 of {len(packages)} packages audited: {type(error).__name__}: {error}"]
    lines = [f"{name}: {', '.join(ids)}" for name, ids in found.items() if ids]
    return (1 if lines else 0), [
        *lines,
        f"{len(found)} of {len(packages)} packages audited, {len(lines)} with advisories",
    ]


if __name__ == "__main__":
    code, lines = audited(locked())
    print("\n".join(lines))
    sys.exit(code)
