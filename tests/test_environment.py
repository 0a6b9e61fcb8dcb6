"""environment.yml, pyproject.toml and requirements.lock are three tellings of one environment."""

import asyncio
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import BuildString, Channel, MatchSpec, PackageRecord, solve

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = (ROOT / "requirements.lock").read_text()
SUPPORTED = ("3.11.0", "3.12.0", "3.13.0")


def locked(python: str) -> dict[str, str]:
    """Return name -> version of the lock under one Python version."""
    environment = default_environment() | {"python_version": python[:4], "python_full_version": python}
    entries = [Requirement(line) for line in re.findall(r"^([a-z0-9].*?)\s*\\?$", LOCK, re.MULTILINE)]
    return {
        canonicalize_name(entry.name): next(iter(entry.specifier)).version
        for entry in entries
        if entry.marker is None or entry.marker.evaluate(environment)
    }


def conda_specs() -> list[str]:
    """Return the conda requirements of environment.yml, the pip part left out."""
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    return [spec for spec in listed if isinstance(spec, str)]


def record(name: str, version: str, build: str = "0") -> dict[str, object]:
    """Return a repodata entry for a package that needs nothing."""
    return {"name": name, "version": version, "build": build, "build_number": 0, "depends": [], "subdir": "noarch"}


@pytest.mark.parametrize("python", SUPPORTED)
def test_the_lock_satisfies_the_project(python):
    """Each requirement of the project is locked at a version that it accepts, on each supported Python."""
    wanted = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
    versions = locked(python)

    missing = [str(want) for want in wanted if not want.specifier.contains(versions[canonicalize_name(want.name)])]

    assert wanted
    assert not missing
    assert Version(python) in Requirement(f"python{PROJECT['requires-python']}").specifier


def test_the_lock_has_hashes_and_no_addresses():
    """Every locked package carries hashes, and the file names no host, index or path."""
    entries = re.split(r"(?m)^(?=[a-z0-9])", LOCK)[1:]

    assert len(entries) > 100
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in LOCK
    assert not re.search(r"(?m)^\s*(-i|-f|--\S*index\S*|--find-links)\b", LOCK)


def test_conda_lists_what_the_project_needs():
    """Each runtime requirement stands in environment.yml with the very same range."""
    listed = {spec.split()[0]: spec.partition(" ")[2] for spec in conda_specs()}

    for line in PROJECT["dependencies"]:
        want = Requirement(line)
        assert sorted(listed[want.name].split(",")) == sorted(str(want.specifier).split(","))
    assert sorted(listed["python"].split(",")) == sorted(PROJECT["requires-python"].split(","))


def test_conda_ranges_accept_the_locked_versions():
    """conda's own parser reads every requirement strictly and accepts what the lock installs."""
    versions = {**locked("3.11.0"), "python": "3.13.5", "pip": "25.0"}

    for spec in conda_specs():
        name = spec.split()[0]
        found = PackageRecord(name, versions[name], BuildString("0"), 0, "noarch")
        other = PackageRecord(name, "0.0.1", BuildString("0"), 0, "noarch")

        assert MatchSpec(spec, strict=True).matches(found), spec
        assert name == "pip" or not MatchSpec(spec, strict=True).matches(other), spec


def test_conda_environment_solves(tmp_path):
    """On a channel that holds just the locked versions, conda's solver finds an environment.

    This proves syntax and agreement; it cannot prove what conda-forge has in stock.
    """
    packages = {**locked("3.11.0"), "python": "3.11.9", "pip": "25.0"}
    repodata = {
        "info": {"subdir": "noarch"},
        "packages": {f"{n}-{v}-0.tar.bz2": record(n, v) for n, v in packages.items()},
    }
    for subdir in ("noarch", "linux-64"):
        (tmp_path / subdir).mkdir()
        content = repodata if subdir == "noarch" else {"info": {"subdir": subdir}, "packages": {}}
        (tmp_path / subdir / "repodata.json").write_text(json.dumps(content))

    found = asyncio.run(
        solve(
            [Channel(tmp_path.as_uri())], [MatchSpec(spec) for spec in conda_specs()], platforms=["linux-64", "noarch"]
        )
    )

    assert {spec.split()[0] for spec in conda_specs()} == {package.name.source for package in found}


def test_the_readme_names_the_two_commands():
    """The README's commands are targets of the Makefile, and CI runs the second."""
    makefile = (ROOT / "Makefile").read_text()
    readme = (ROOT / "README.md").read_text()

    for target in ("report", "test", "lab"):
        assert f"make {target}" in readme
        assert re.search(rf"(?m)^{target}:", makefile)
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "make test"
