"""What changed between two extracts: the same statement known again, and each kind of change, before and now."""

from dataclasses import replace

import pytest

from claimline.model import Bound, Link
from claimline.show import changed
from claimline.show.changes import changes
from test_reports import claim, extract, stance


def doubt(key: str, target: str) -> Link:
    """Return a link in which a text says that Piet Maes cannot confirm the row *target*."""
    return Link(key, "c9", target, "cannot_confirm", "independent", "stated", "d.txt", 2, 16, "cannot confirm", "r")


UNION = "drivers, happened (Rail Workers' Union)"
OLD = claim("c1", "400 drivers", 400.0)
ELSEWHERE = {"start": 90, "end": 101, "context_start": 80}


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (OLD, []),
        (replace(OLD, rule="another rule", context="wider"), []),
        (replace(OLD, id="c2", **ELSEWHERE), []),
        (
            replace(OLD, id="c2", low=500.0, high=500.0, quote="500 drivers", **ELSEWHERE),
            [("revised", "c2", f"400 {UNION}", f"500 {UNION}")],
        ),
        (replace(OLD, said="2024-03-14"), [("revised", "c1", "said 2024-03-13", "said 2024-03-14")]),
        (
            replace(OLD, id="c2", actor="Piet Maes", actor_code="maes"),
            [
                ("gone", "c1", f"400 {UNION}", ""),
                ("added", "c2", "", "400 drivers, happened (Piet Maes)"),
            ],
        ),
    ],
)  # fmt: skip
def test_a_statement_is_known_again(new, told):
    """A statement that moved in its text is the same; another number by the same voice is a revision of it."""
    found = changes(extract(OLD), extract(new))

    assert [(one.kind, one.id, one.before, one.after) for one in found] == told


def test_two_figures_of_one_voice_are_not_taken_for_each_other():
    """Where a voice has several figures on one matter, none is called a revision of another."""
    others = [claim(f"c{n}", f"{n} drivers", float(n)) for n in (5, 6)]

    kinds = [one.kind for one in changes(extract(OLD, others[0]), extract(others[1], claim("c7", "7 drivers", 7.0)))]

    assert sorted(kinds) == ["added", "added", "gone", "gone"]


def test_the_page_tells_each_kind_of_change():
    """New, revised, moved, withdrawn, contested: each with before and now, and what is there now is linked."""
    before = extract(OLD, claim("c3", "9 buses", 9.0, measure=None), stance("s1", "rules_out", "2024-03-10"))
    now = extract(
        replace(OLD, bound=Bound.AT_LEAST, high=None),
        claim("c4", "6 trams", 6.0, measure=None, counted="trams"),
        claim("c9", "I cannot confirm that", None, kind="proposition", actor="Piet Maes", actor_code="maes"),
        stance("s1", "commits", "2024-03-10"),
        links=(doubt("l1", "c1"), doubt("l2", "c4")),
    )

    strip = changed.since(now, before)

    assert strip.title == "Two new, one revised, one moved, one withdrawn and one newly contested"
    assert {(row["change"], row["before"], row["now"], row["id"]) for row in strip.rows} >= {
        ("newly contested", f"at least 400 {UNION}", "Piet Maes cannot confirm it", "c1"),
        ("moved", "Piet Maes: Rules it out on Higher pay", "Piet Maes: Commits on Higher pay", "s1"),
        ("revised", f"400 {UNION}", f"at least 400 {UNION}", "c1"),
        ("withdrawn", f"9 {UNION}", None, None),
    }


def test_where_nothing_is_compared_or_different_one_line_says_so():
    """Without an earlier extract, and with one that is the same, the section is a line."""
    assert changed.since(extract(OLD), None).digest == "No earlier extract was given to compare with."
    assert changed.since(extract(OLD), extract(OLD)).digest.startswith("Nothing: ")
