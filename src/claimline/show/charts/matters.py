"""What the corroboration matrix shows: each claim once, and what each column of voices says to it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from claimline.model import Claim, Extract, Stance, cells
from claimline.show.charts.marks import day, group
from claimline.show.drawing.letters import plain
from claimline.show.selection import statements
from claimline.show.words import wording
from claimline.show.words.labels import Labels
from claimline.show.words.sourcing import NOBODY
from claimline.weigh.voices import ANSWERS, Answer, behind
from claimline.weigh.voices import answers as heard

#: What a tile says of an answer.
WORDS = {
    "asserts": "asserts",
    "backs": "backs",
    "partly": "backs in part",
    "hedges": "hedges",
    "cannot_confirm": "cannot confirm",
    "deflects": "plays down",
    "disputes": "disputes",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer to one matter: `answer` is a key of `WORDS`, `id` the evidence row, `voice` and `party` are labels.

    `party` is for whom the voice speaks in the end, which is itself where it speaks for nobody else.
    """

    id: str
    voice: str
    party: str
    answer: str
    earliest: date | None
    latest: date | None
    quote: str
    place: str

    def column(self, parties: bool) -> str:
        """Return the label of the column that the answer stands in: that of its party or of its voice."""
        return self.party if parties else self.voice


@dataclass(frozen=True, slots=True)
class Matter:
    """A claim, told by one row or more: its `label`, all answers to it, and how many voices stand behind it."""

    label: str
    voices: int
    answers: tuple[Cell, ...] = field(repr=False)

    def others(self, column: str, parties: bool) -> int:
        """Return how many voices beside the one that is shown answer in *column*."""
        return len({cell.voice for cell in self.answers if cell.column(parties) == column}) - 1

    def cells(self, parties: bool) -> dict[str, Cell]:
        """Return of each column what is shown: a dissent before any assent, of assents the firmest."""
        shown: dict[str, Cell] = {}
        for cell in sorted(self.answers, key=lambda one: (one.answer in _ASSENT, _rank(one), one.id)):
            shown.setdefault(cell.column(parties), cell)
        return shown


#: Letters of a measure's name that are written before its figure.
_LONGEST = 44
_NOT = "Not: "
_ASSENT = ("asserts", "backs", "partly", "hedges")


def _rank(cell: Cell) -> int:
    return list(WORDS).index(cell.answer)


def matters(extract: Extract) -> list[Matter]:
    """Return what the claims of *extract* come to, each once: those with most voices behind them first.

    Claims of one proposition are one matter, and so are figures of one measure that are written alike.
    """
    labels = Labels(extract)
    said = heard(extract)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for row in extract.claims:
        groups.setdefault(_told(row, labels), []).append(row)
    names = _Names(extract, labels)
    found = [
        _matter(told, [one for row in rows for one in said[row.id]], names)
        for told, rows in groups.items()
        # That something is not so is a dissent from its being so, where anybody says that it is.
        if not told[0].startswith(_NOT) or (told[0].removeprefix(_NOT), "") not in groups
    ]
    return sorted(found, key=lambda one: (-one.voices, -len(one.answers), one.label))


def _told(row: Claim, labels: Labels) -> tuple[str, str]:
    """Return what *row* is about, and the figure it gives and what became of it; "" for a proposition."""
    written = dict(cells(row)) | {"measure_label": labels.measure(row.measure) if row.measure else None}
    status = wording.status(written)
    figure = wording.figure(written)
    about = group(written) if figure or row.measure else plain(row.quote)
    if not figure:
        return (f"{_NOT}{about}" if status == wording.DENIED else about), ""
    return about, f"{figure} {status}".strip()


def _label(about: str, figure: str) -> str:
    """Return a matter in words; of a long measure the beginning, so that the figure is seen."""
    if not figure:
        return about
    return f"{about if len(about) <= _LONGEST else about[: _LONGEST - 1].rstrip() + '…'}: {figure}"


def _matter(told: tuple[str, str], said: Sequence[Answer], names: _Names) -> Matter:
    best: dict[tuple[str, bool], Answer] = {}
    for one in sorted(said, key=lambda one: (ANSWERS.index(one.answer), one.partly, one.row)):
        best.setdefault((one.voice, one.answer in _ASSENT), one)
    return Matter(_label(*told), len(behind(said)), tuple(names.cell(one) for one in best.values()))


class _Names:
    """How answers are named and where their words stand, in one extract."""

    def __init__(self, extract: Extract, labels: Labels) -> None:
        self._labels = labels
        self._rows: dict[str, Claim | Stance] = {row.id: row for row in statements(extract)}
        self._links = {(link.source, link.target): link for link in extract.links}

    def cell(self, one: Answer) -> Cell:
        """Return *one* as a cell: an answer that is no row of its own stands where its link does."""
        row = self._rows.get(one.row) or self._links.get((one.row, one.claim)) or self._rows[one.claim]
        nobody = isinstance(row, Claim) and row.actor is None
        return Cell(
            id=row.id,
            voice=NOBODY if nobody else self._label(one.voice, row.id),
            party=NOBODY if nobody else self._label(one.principal, row.id),
            answer="partly" if one.partly and one.answer == "backs" else one.answer,
            earliest=day(one.earliest),
            latest=day(one.latest),
            quote=plain(row.quote),
            place=f"{plain(row.document)}, {row.start}–{row.end}",
        )

    def _label(self, code: str, row: str) -> str:
        label = self._labels.of("actor", code)
        written = getattr(self._rows.get(row), "actor", None)
        same = isinstance(written, str) and written.casefold() == label
        return wording.sentence(plain(written if same else label))


def columns(shown: Sequence[Matter], parties: bool) -> list[str]:
    """Return the labels of the columns of *shown* matters, those that speak to most first, nobody last."""
    counts = Counter(column for one in shown for column in one.cells(parties))
    return sorted(counts, key=lambda label: (label == NOBODY, -counts[label], label))


def initials(labels: Sequence[str]) -> Mapping[str, str]:
    """Return a short sign for each of *labels*, no two alike: what stands in brackets, else initials, else a start."""
    signs: dict[str, str] = {}
    for label in labels:
        sign = _initials(label)
        taken = set(signs.values())
        numbered = (f"{sign}{number}" for number in range(2, len(labels) + 2))
        signs[label] = sign if sign not in taken else next(one for one in numbered if one not in taken)
    return signs


def _initials(label: str) -> str:
    if label == NOBODY:
        return "–"
    aside = label.partition("(")[2].rstrip(")")
    if 0 < len(aside) <= 5 and aside.isalnum():
        return aside
    words = [word for word in label.replace("-", " ").split() if word[0].isalnum()]
    capitals = [word[0] for word in words if word[0].isupper()] or [word[0] for word in words]
    return "".join(capitals[:3]) if len(words) > 1 else label[:3]
