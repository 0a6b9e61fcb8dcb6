"""Score the extract on two official texts that a stranger to the rules has read: `python benchmarks/official.py`.

`tests/gold/official.jsonl` says what an analyst wants of them under `seeds/codebook.toml`. The texts themselves are
not part of the project: they are taken from `../shared/corpora`, and without them there is nothing to score (exit 2).
`--misses` lists what is missed and what is too much.

A row counts as right if it overlaps the gold's row and says the same: a figure its measure and value, a proposition
its code, a stance its principal, issue and level, a link its relation and both ends. Rows that the gold calls optional
count neither for nor against.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import claimline
from claimline.model import Claim, Extract, Stance
from claimline.read.codebook import read_codebook
from claimline.read.documents import read_seeds
from scores import Row, gold, paired, same_value

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT.parent / "shared" / "corpora" / "whitehouse"

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Tied:
    """A link of the extract with the places of both its ends, which tell it from others, wherever its words stand."""

    document: str
    relation: str
    basis: str
    source: Place
    target: Place
    quote: str
    start: int = 0
    end: int = sys.maxsize


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one kind of rows, and of the details of what was found how many are right."""

    wanted: int
    given: int
    right: int
    details: dict[str, int]
    misses: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Return in percent how much of what was given is right."""
        return 100 * self.right / max(1, self.given)

    @property
    def recall(self) -> float:
        """Return in percent how much of what was wanted was found."""
        return 100 * self.right / max(1, self.wanted)


def extract() -> Extract:
    """Return the extract of the seeds and of all the official texts, since links run across documents."""
    return claimline.extract(
        [*read_seeds(ROOT / "seeds"), *read_seeds(TEXTS)], read_codebook(ROOT / "seeds" / "codebook.toml")
    )


def scores(found: Extract) -> dict[str, Score]:
    """Return the score of each kind of rows."""
    rows = gold("official")
    documents = {row["document"] for row in rows}
    claims = [one for one in found.claims if one.document in documents and one.measure]
    stances = [one for one in found.stances if one.document in documents]
    links = [one for one in _tied(found) if one.document in documents]
    counted = [one for one in claims if one.kind != "proposition"]
    return {
        "figures": score(_of(rows, "figure"), counted, _same_figure, _FIGURE),
        "propositions": score(
            _of(rows, "proposition"), [one for one in claims if one.kind == "proposition"], _same_proposition, _SAID
        ),
        "stances": score(_of(rows, "stance"), stances, _same_stance, _SAID),
        "stances, any level": score(_of(rows, "stance"), stances, _same_position, {}),
        "links, stated": score(
            [row for row in _of(rows, "link") if row["basis"] == "stated"],
            [one for one in links if one.basis == "stated"],
            _same_link,
            {},
        ),
        "links, inferred": score(
            [row for row in _of(rows, "link") if row["basis"] == "inferred"],
            [one for one in links if one.basis == "inferred"],
            _same_link,
            {},
        ),
    }


def traps(found: Extract) -> tuple[int, int]:
    """Return how many figures about other things came under a measure of the codebook, and how many there are."""
    rows = [row for row in _of(gold("official"), "trap") if row["of"] == "figure"]
    trapped = sum(any(_meets(one, row) and _counts(one) for one in found.claims) for row in rows)
    return trapped, len(rows)


def _counts(one: Claim) -> bool:
    return one.measure is not None and one.kind != "proposition"


def _of(rows: Sequence[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["kind"] == kind]


def _meets(one: Any, row: Row) -> bool:
    return bool(one.document == row["document"] and one.start < row["end"] and row["start"] < one.end)


# ---- what is the same ---------------------------------------------------------------------------------


def _same_figure(one: Claim, row: Row) -> bool:
    return one.document == row["document"] and one.measure == row["measure"] and same_value(one, row)


def _same_proposition(one: Claim, row: Row) -> bool:
    return one.document == row["document"] and one.measure == row["proposition"]


def _same_position(one: Stance, row: Row) -> bool:
    issues = (row["issue"], *row["also_issue"])
    return one.document == row["document"] and one.on_behalf_of == row["on_behalf_of"] and one.issue in issues


def _same_stance(one: Stance, row: Row) -> bool:
    return _same_position(one, row) and one.level == row["level"]


def _same_link(one: Tied, row: Row) -> bool:
    ends = [row["target"], *row["also_target"]]
    source = {"document": row["document"], **(row["source"] or row)}
    tied = any(end is None or _at(one.target, end) for end in ends)
    turned = one.relation == "same_proposition" and any(end and _at(one.source, end) for end in ends)
    related = one.relation in (row["relation"], *row["also_relation"])
    return related and ((_at(one.source, source) and tied) or (turned and _at(one.target, source)))


def _at(place: Place, row: Row) -> bool:
    return place[0] == row["document"] and place[1] < row["end"] and row["start"] < place[2]


def _tied(found: Extract) -> Iterator[Tied]:
    places: dict[str, Place] = {
        one.id: (one.document, one.start, one.end) for one in (*found.claims, *found.stances, *found.events)
    }
    for said in found.attributions:
        ends = [end for end in (said.source_end, said.cue_end, said.content_end) if end is not None]
        starts = [start for start in (said.source_start, said.cue_start, said.content_start) if start is not None]
        places[said.id] = (said.document, min(starts), max(ends))
    for link in found.links:
        yield Tied(link.document, link.relation, link.basis, places[link.source], places[link.target], link.quote)


_SAID: dict[str, Callable[[Any, Row], bool]] = {
    "actor": lambda one, row: one.actor in (row["actor"], *row["also_actor"]),
    "day": lambda one, row: (one.said_latest if isinstance(one, Claim) else one.latest) == row["said"],
}
_FIGURE: dict[str, Callable[[Any, Row], bool]] = {
    "bound": lambda one, row: one.bound == row["bound"],
    **_SAID,
    "for whom": lambda one, row: one.on_behalf_of == row["on_behalf_of"],
    "stage": lambda one, row: one.status == row["status"],
}


# ---- counting ---------------------------------------------------------------------------------------


def score(
    rows: Sequence[Row],
    given: Sequence[Any],
    same: Callable[[Any, Row], bool],
    details: dict[str, Callable[[Any, Row], bool]],
) -> Score:
    """Return how *given* does on *rows*, where *same* tells what is right and *details* what of that is right too."""
    pairs = paired(sorted(rows, key=lambda row: bool(row.get("optional"))), given, same)
    met = [(row, one) for row, one in pairs if one is not None and not row.get("optional")]
    missed = [row for row, one in pairs if one is None and not row.get("optional")]
    used = [id(one) for _, one in pairs if one is not None]
    spare = [one for one in given if id(one) not in used and not any(_again(one, row, same) for row in rows)]
    return Score(
        wanted=len(met) + len(missed),
        given=len(met) + len(spare),
        right=len(met),
        details={name: sum(right(one, row) for row, one in met) for name, right in details.items()},
        misses=(
            *(f"missed {row['document']} {row['start']} {_told(row)}" for row in missed),
            *(f"too much {one.document} {one.start} {one}" for one in spare),
            *(f"differs in {name}: {_told(row)}: {one}" for row, one in met for name in _wrong(one, row, details)),
        ),
    )


def _again(one: Any, row: Row, same: Callable[[Any, Row], bool]) -> bool:
    """Whether this is the other issue that the gold's row may as well be about."""
    return bool(row.get("also_issue")) and one.issue != row["issue"] and _meets(one, row) and same(one, row)


def _wrong(one: Any, row: Row, details: dict[str, Callable[[Any, Row], bool]]) -> list[str]:
    return [name for name, right in details.items() if not right(one, row)]


def _told(row: Row) -> str:
    return " ".join(f"{key}={row[key]!r}" for key in row if key not in ("document", "kind", "start", "end"))


def main(arguments: Sequence[str]) -> int:
    """Print the scores; with `--misses` what is wrong before them."""
    if not TEXTS.is_dir():
        print(f"{TEXTS}: the official texts are not beside the project: nothing is scored", file=sys.stderr)
        return 2
    found = extract()
    lines = [f"{'':20}wanted  given  right  precision  recall  of those right"]
    for name, score in scores(found).items():
        if "--misses" in arguments:
            print("\n".join([f"== {name}", *score.misses]))
        details = ", ".join(f"{detail} {count}" for detail, count in score.details.items())
        row = f"{score.wanted:6}{score.given:7}{score.right:7}{score.precision:10.0f}%{score.recall:7.0f}%"
        lines.append(f"{name:20}{row}  {details}".rstrip())
    trapped, total = traps(found)
    lines.append(f"figures about other things under a measure: {trapped} of {total}")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
