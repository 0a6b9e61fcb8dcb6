"""The faults of `benchmarks/faults.py`, which shows that the regression check sees them, can still be seeded."""

from pathlib import Path

import pytest

import faults
from claimline.store import read_extract

ROOT = Path(__file__).resolve().parents[1]
EXTRACT = read_extract(ROOT / "data")


@pytest.mark.parametrize("fault", faults.faults(), ids=lambda fault: fault.folder)
def test_a_fault_has_its_one_place(fault: faults.Fault) -> None:
    """What a fault changes is there exactly once: whoever moves that code moves the fault too, in faults.toml."""
    if fault.sort == "data":
        assert faults.wrong(EXTRACT, fault) != EXTRACT
    elif fault.sort == "code":
        path, text = faults.code(fault, ROOT / "src")
        assert text != path.read_text()
    else:
        assert faults.notebook(fault, ROOT / "notebooks")


def test_the_list_is_long_enough_and_names_are_unique() -> None:
    """Of every kind that matters there are faults, and no two would be seeded into one folder."""
    listed = faults.faults()
    assert len({fault.folder for fault in listed}) == len(listed) >= 50
    kinds = {"data", "filter", "axis", "unit", "label", "bound", "order", "missing mark", "tooltip"}
    assert kinds <= {fault.kind for fault in listed}


def test_a_fault_without_its_place_is_told_by_name() -> None:
    """A fault that a refactoring outdated is named, with how many places it has."""
    one = next(fault for fault in faults.faults() if fault.sort == "code")
    with pytest.raises(faults.OutdatedError, match=f"{one.name}: 0 places"):
        faults.edited("nothing of it", one)
