"""Weigh the documents whose text points to what somebody said in other documents, when all have been read.

They are few. Those of one month are one piece of work, which looks up the claims of the voices that they ask for, of
the months around. Its name is drawn from all that is marked of these: it is done again when any of them is another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimline import codebook
from claimline.engine.asides import ASKED, DOUBTS, MARKS, TEXTS, doubts_table, of_documents, read
from claimline.engine.gathering import codes_in, gathered
from claimline.engine.marks import Totals, around, changes
from claimline.engine.weighing import FOUND, draw, linked
from claimline.engine.work import Task, land, merged, named, same_code
from claimline.model import Extract
from claimline.store.arrow import from_arrow
from claimline.weigh.matters import Spoken, spoken
from claimline.weigh.stories import stories
from claimline.weigh.within import said_in


@dataclass(frozen=True, slots=True)
class Month:
    """The open documents of one month by their part, the codes under which stands what they ask for, and all parts."""

    name: str
    documents: Mapping[str, Sequence[str]]
    codes: Sequence[int]
    parts: Sequence[str]


def months(task: Task, parts: Sequence[str], totals: Totals) -> Iterator[Month]:
    """Yield the months of the open documents of *parts*, of which *totals* has what is marked."""
    found: dict[str, list[tuple[str, dict[str, object]]]] = defaultdict(list)
    for part in parts:
        asked = read(task.folder, part, ASKED)
        for row in asked.to_pylist() if asked else ():
            found[row["day"][:7]].append((part, row))
    for _, rows in sorted(found.items()):
        documents: dict[str, dict[str, None]] = defaultdict(dict)
        for part, row in rows:
            documents[part][str(row["document"])] = None
        codes = sorted({one for _, row in rows for one in around(str(row["voice"]), str(row["day"]))})
        told = sorted(str(row["digest"]) for _, row in rows)
        name = named("elsewhere", task, *told, totals.told(codes))
        yield Month(name, {part: list(names) for part, names in documents.items()}, codes, parts)


def weigh_elsewhere(task: Task, month: Month) -> None:
    """Land the part of *month*: the links of its documents, with problems and doubts that they tell of."""
    same_code(task)
    heard = _heard(task, month)
    held = [_document_rows(task, part, names) for part, names in month.documents.items()]
    known = replace(merged([rows for rows, _ in held]), codes=codebook.codes(task.codebook))
    told = stories(known, {document: text for _, texts in held for document, text in texts.items()})
    drawn = draw(known, told, said_in(told, task.codebook, heard), task.codebook)
    asides = {DOUBTS: doubts_table(drawn.doubts), MARKS: changes(drawn.said, known, drawn.doubts)}
    land(task, month.name, {**linked(drawn.links), **asides})


def _heard(task: Task, month: Month) -> Spoken:
    """Return what the voices that are asked for said, as far as it is marked with the codes of *month*."""
    parts: list[Extract] = []
    for part in month.parts:
        claims = {row.id: row for _, row in gathered(task.folder, part, codes_in(month.codes))}
        if claims:
            documents = read(task.folder, part, "documents")
            told = of_documents(documents, {row.document for row in claims.values()}) if documents else None
            rows = from_arrow("documents", told) if told else ()
            parts.append(Extract(claims=tuple(claims.values()), documents=rows))
    return spoken(merged(parts))


def _document_rows(task: Task, part: str, names: Sequence[str]) -> tuple[Extract, dict[str, str]]:
    held = {table: read(task.folder, part, table) for table in (*FOUND, TEXTS)}
    kept = {table: of_documents(rows, names) for table, rows in held.items() if rows is not None}
    texts = {row["document"]: row["text"] for row in kept.pop(TEXTS).to_pylist()}
    return Extract(**{table: from_arrow(table, rows) for table, rows in kept.items()}), texts
