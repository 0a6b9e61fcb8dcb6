"""Weighing: links that a text states, links that rules conclude, problems, corrections, and the check of every row."""

from dataclasses import replace

import pytest

import claimline
from claimline.codebook import Actor, Codebook, Measure
from claimline.model import Basis, Document, Extract, Grade, Source
from claimline.read.corrections import Amendment, read_corrections
from claimline.read.documents import ReadError
from claimline.weigh.across import concluded
from claimline.weigh.check import check
from claimline.weigh.corrections import CorrectionError, corrected

TOPIC = Codebook(
    actors=(
        Actor("board", "Harbour Board", names=("Harbour Board", "the board")),
        Actor("union", "Seamen's Union", names=("Seamen's Union", "the union")),
        Actor("mayor", "Ann Brady", "person", names=("Ann Brady", "Brady")),
    ),
    measures=(Measure("boats", "Boats laid up", ("boat*",)),),
)


def document(text, name="d.txt", published="2024-05-10"):
    day = published
    return Source(Document(name, name, None, "Post", "article", published, day, day, Basis.STATED, None), text)


def extract(*texts):
    return claimline.extract([document(text, f"{n}.txt") for n, text in enumerate(texts)], TOPIC)


def linked(rows):
    words = {row.id: row.quote for row in rows.claims} | {row.id: row.cue for row in rows.attributions}
    return [(words[row.source], row.relation, words[row.target], row.basis, row.independence) for row in rows.links]


CLAIM = "The Harbour Board said that at least 40 boats have been laid up. "


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Ann Brady said she cannot confirm the board's claim.",
         ("cannot confirm", "cannot_confirm", "at least 40 boats", "stated", "unknown")),
        ("Ann Brady cannot confirm those reports.",
         ("cannot confirm", "cannot_confirm", "at least 40 boats", "stated", "unknown")),
        ("The Seamen's Union denied the claim.",
         ("denied", "denies", "at least 40 boats", "stated", "unknown")),
        ("The Seamen's Union backed the Harbour Board's claim, saying that 12 boats have been laid up.",
         ("12 boats", "backs_partly", "at least 40 boats", "stated", "unknown")),
        ("The Harbour Board said it has photographs showing the boats.",
         ("at least 40 boats", "cites_evidence", "said", "stated", "same_source")),
    ],
)  # fmt: skip
def test_stated_links(answer, expected):
    """A link goes from who answers to the claim that is answered, with the relation that the words state."""
    assert expected in linked(extract(CLAIM + answer))


def test_a_wrapped_line_hides_no_answer():
    """What refers back over the end of a wrapped line is found, and quoted as it stands."""
    text = (
        "The Harbour Board said that at least 40 boats\nhave been laid up. Ann Brady cannot confirm\nthose reports.\n"
    )
    [row] = extract(text).links

    assert (row.relation, row.quote) == ("cannot_confirm", "cannot confirm\nthose reports")


@pytest.mark.parametrize(
    ("answer", "answered"),
    [
        ("Ann Brady could not confirm the master's figure.", ["38 boats"]),
        ("Board member Kim Roe cannot verify those numbers.", ["38 boats"]),
    ],
)
def test_whose_figure_is_answered(answer, answered):
    """A figure is known by its source's office; and who speaks for a source by title does not answer it."""
    text = CLAIM + "The master of the port, Jon Moss, said that 38 boats have been laid up. "

    assert [row[2] for row in linked(extract(text + answer)) if row[3] == "stated"] == answered


def test_one_text_has_one_day():
    """Figures of one text that no number satisfies and no day parts exclude each other, dated or not."""
    text = "The board said there are some 40 boats in the port; the union said there are at least 60 boats."

    assert [row.relation for row in extract(text).links] == ["contradicts"]


def test_those_reports_are_all_of_them():
    """The plural answers every source's last figure on the matter; the singular only the last."""
    two = CLAIM + "The Seamen's Union said that 38 boats have been laid up. "

    plural = [row for row in linked(extract(two + "Ann Brady cannot confirm those reports.")) if row[3] == "stated"]
    single = [row for row in linked(extract(two + "Ann Brady cannot confirm that report.")) if row[3] == "stated"]
    assert sorted(row[2] for row in plural) == ["38 boats", "at least 40 boats"]
    assert [row[2] for row in single] == ["38 boats"]


@pytest.mark.parametrize(
    "answer",
    [
        "Ann Brady cannot confirm her attendance.",
        "Ann Brady said the harbour was quiet.",
        "The Harbour Board denied the claim.",
    ],
)
def test_no_link_without_a_reference(answer):
    """What points back to no statement of another links nothing."""
    assert [row for row in linked(extract(CLAIM + answer)) if row[3] == "stated"] == []


@pytest.mark.parametrize(
    ("other", "relation", "independence"),
    [
        ("The Harbour Board said that 60 boats would be laid up.", "updates", "same_source"),
        ("The Seamen's Union said that 12 boats had been laid up.", "contradicts", "unknown"),
        ("The Seamen's Union said that 50 boats had been laid up.", "same_proposition", "unknown"),
        ("The Seamen's Union said that 60 boats would be laid up.", None, None),
        ("The Seamen's Union said that about 38 boats had been laid up.", "same_proposition", "unknown"),
    ],
)
def test_inferred_links(other, relation, independence):
    """Figures exclude each other only at one stage and where no number satisfies both; one source is one source."""
    day = "On May 8 the board spoke."
    rows = extract(CLAIM + day, other + " " + day)
    same_day = tuple(replace(row, earliest="2024-05-08", latest="2024-05-08") for row in rows.claims)
    found = [(row.relation, row.independence) for row in concluded(replace(rows, claims=same_day))]
    assert found == ([(relation, independence)] if relation else [])


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("The board said on May 8 that a further 60 boats would be laid up.", []),
        ("Ann Brady said on May 8 that $9 million had been paid.", []),
        ("Ann Brady said on May 8 that $5 million had been paid.", ["same_proposition"]),
    ],
)
def test_sums_and_increments_are_no_rivals(other, expected):
    """A sum of money, or what comes on top, is one transaction: another sum of the same day contradicts nothing."""
    money = Measure("paid", "Paid out", ("USD",), "money")
    topic = replace(TOPIC, measures=(*TOPIC.measures, money))
    text = "The union said on May 8 that $5 million had been paid.\n"
    text += "The board said on May 8 that 40 boats would be laid up.\n"
    rows = claimline.extract([document(text + other)], topic)

    assert [row.relation for row in rows.links] == expected


def test_a_change_in_time_is_no_contradiction():
    """Two figures of two days may both be right."""
    rows = extract("On May 1 40 boats were laid up, the union said.\nOn May 8 12 boats were laid up, the board said.")

    assert [row for row in rows.links if row.relation == "contradicts"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The pier was first closed in July 2023 and again in April 2022.", 1),
        ("The pier was first closed in April 2022 and again in July 2023.", 0),
        ("The pier was first closed in July 2023 and\nagain in April 2022, as the board\nsaid.", 1),
        ("The pier was closed in July 2023, as in April 2022.", 0),
        ("It was first closed in July 2023. It had then been rebuilt in April 2022.", 0),
    ],
)
def test_an_order_that_cannot_be(text, told):
    """A sentence that tells an earlier day as the later is a problem; days merely named are not."""
    assert len([row for row in extract(text).problems if row.rule == "order"]) == told


def test_the_same_bytes_are_counted_once():
    """A document that holds another's bytes is listed and told, and states nothing a second time."""
    one, two = document(CLAIM, "a.txt"), document(CLAIM, "b.txt")
    same = replace(two, document=replace(two.document, sha256=one.document.sha256))
    rows = claimline.extract([one, same], TOPIC)

    assert [row.document for row in rows.claims] == ["a.txt"]
    assert [row.document for row in rows.documents] == ["a.txt", "b.txt"]
    assert [(row.id, row.rule) for row in rows.problems if row.table == "documents"] == [("b.txt", "duplicate")]


def test_the_order_of_documents_does_not_matter():
    """The extract is the same in whatever order the documents come."""
    one, two = document(CLAIM, "a.txt"), document("The union said that 12 boats had been laid up.", "b.txt")

    assert claimline.extract([one, two], TOPIC) == claimline.extract([two, one], TOPIC)


def test_hidden_signs_are_told():
    """Characters that a reader cannot see, or that turn the order of what is seen, are a problem of their document."""
    found = [
        row for row in extract("It cost \u202e05 pounds\u202c.", "It cost 5 pounds.").problems if row.rule == "hidden"
    ]

    assert [(row.id, row.message[:50]) for row in found] == [
        ("0.txt", "2 characters that hide or reorder text, the first ")
    ]


# ---- corrections -----------------------------------------------------------------------------------


def amendment(row, field, expect, value):
    return Amendment(row, field, expect, value, "Seen in the register.", "corrections.toml: corrections[1]")


@pytest.fixture(scope="module")
def rows():
    return extract(CLAIM)


def test_a_correction_is_applied_and_recorded(rows):
    """A correction changes one cell, keeps everything else and stands in the table of corrections."""
    [claim] = rows.claims
    changed = corrected(rows, [amendment(claim.id, "low", 40, 44)])

    assert changed.claims == (replace(claim, low=44.0),)
    [record] = changed.corrections
    assert (record.row, record.field, record.before, record.after) == (claim.id, "low", "40", "44")


def test_a_corrected_date_is_an_analysts(rows):
    """A corrected date brings its days along and says that an analyst gave it; an emptied one has none."""
    [claim] = rows.claims
    [dated] = corrected(rows, [amendment(claim.id, "said", claim.said, "2024-05")]).claims
    [undated] = corrected(rows, [amendment(claim.id, "said", claim.said, None)]).claims

    assert (dated.said, dated.said_earliest, dated.said_latest) == ("2024-05", "2024-05-01", "2024-05-31")
    assert dated.said_basis is undated.said_basis is Basis.ANALYST
    assert (undated.said, undated.said_earliest, undated.said_latest) == (None, None, None)


@pytest.mark.parametrize(
    ("field", "expect", "value", "told"),
    [
        ("low", 39, 44, ".expect: {id} has 40, not 39: read the row again"),
        ("low", "40", 44, ".expect: {id} has 40, not '40': read the row again"),
        ("lwo", 40, 44, ".field: 'lwo' cannot be corrected in claims: did you mean 'low'?"),
        ("quote", "x", "y", ".field: 'quote' cannot be corrected in claims: choose another"),
        ("low", 40, "many", ".value: 'many' cannot stand in low: give float"),
        ("bound", "at_least", "some", ".value: 'some' cannot stand in bound: give exact or about"),
        ("increment", False, "no", ".value: 'no' cannot stand in increment: give bool"),
        ("kind", "count", None, ".value: None cannot stand in kind: give str"),
        ("said", "[..2024-05-10]", "10 May", ".value: '10 May' is no EDTF date: write"),
    ],
)
def test_a_correction_that_does_not_hold(rows, field, expect, value, told):
    """A guard that no longer holds, an unknown field or a value that does not fit stops the run by name."""
    [claim] = rows.claims
    with pytest.raises(CorrectionError) as error:
        corrected(rows, [amendment(claim.id, field, expect, value)])

    assert str(error.value).startswith("corrections.toml: corrections[1]" + told.format(id=claim.id))


def test_a_correction_of_no_row(rows):
    """A correction of a row that is not there is told."""
    with pytest.raises(CorrectionError, match=r"corrections\[1\]\.row: no row 'cnone'"):
        corrected(rows, [amendment("cnone", "low", 40, 44)])


ENTRY = '[[corrections]]\nrow = "c1"\nfield = "low"\nexpect = 40\nvalue = 44\nreason = "Seen."\n'


def test_corrections_are_read(tmp_path):
    """Entries are read as they stand, an empty text as an empty cell; without a file there are none."""
    path = tmp_path / "corrections.toml"
    assert read_corrections(path) == []
    path.write_text(ENTRY.replace("expect = 40", 'expect = ""'))

    assert read_corrections(path) == [Amendment("c1", "low", None, 44, "Seen.", f"{path}: corrections[1]")]


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (ENTRY.replace("expect", "expects"), "corrections[1]: unknown field 'expects': did you mean 'expect'?"),
        (ENTRY.replace("expect = 40\n", ""), "corrections[1]: add expect"),
        (ENTRY.replace('"Seen."', '" "'), "corrections[1].reason: expected a text, got ' '"),
        (ENTRY.replace("value = 44", "value = [44]"), "corrections[1].value: expected a text, a number or a truth"),
        ("[correction]\nrow = 1", "'correction': write each correction under [[corrections]]"),
        ("[[corrections]", "mend the file"),
    ],
)
def test_broken_corrections_are_named(tmp_path, toml, told):
    """A broken entry stops the run with one line: file, entry, field and remedy."""
    path = tmp_path / "corrections.toml"
    path.write_text(toml)
    with pytest.raises(ReadError) as error:
        read_corrections(path)

    assert str(error.value).startswith(str(path))
    assert told in str(error.value)


# ---- the check -------------------------------------------------------------------------------------


def test_a_sound_extract_has_no_errors(rows):
    """What the code makes holds."""
    assert check(rows, {"0.txt": CLAIM}) == [_changed()]


def _changed():
    """The hash of this made-up document is no hash, and the check says so."""
    from claimline.model import Problem

    return Problem("documents", "0.txt", Grade.ERROR, "changed", "its text has changed since: run the extract again")


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        ("claims", {"quote": "at least 41 boats"}, "quote"),
        ("claims", {"start": 5}, "quote"),
        ("claims", {"context_start": 1}, "quote"),
        ("claims", {"passage": "pnone"}, "dangling"),
        ("claims", {"part_of": "cnone"}, "dangling"),
        ("claims", {"said_earliest": "2024-06-01"}, "dates"),
        ("claims", {"said": "10 May"}, "dates"),
        ("claims", {"said": "2023"}, "dates"),
        ("claims", {"said": None}, "dates"),
        ("claims", {"high": 30.0}, "bounds"),
        ("claims", {"bound": "exact"}, "bounds"),
        ("claims", {"kind": "proposition"}, "bounds"),
        ("attributions", {"cue": "told"}, "quote"),
        ("passages", {"repeats": "pnone"}, "dangling"),
    ],
)
def test_the_check_finds_what_does_not_hold(rows, table, changes, rule):
    """A row that does not find its words, points nowhere or contradicts itself is an error by its id."""
    first, *rest = getattr(rows, table)
    wrong = replace(rows, **{table: (replace(first, **changes), *rest)})

    told = [row for row in check(wrong, {"0.txt": CLAIM}) if row.table == table]
    assert (first.id, rule, Grade.ERROR) in [(row.id, row.rule, row.grade) for row in told]


def test_the_check_finds_ids_that_stand_twice_and_texts_that_are_gone(rows):
    """Ids are unique, links join rows that are there, and every text is one that was read."""
    twice = replace(rows, claims=rows.claims * 2)

    assert ("claims", "id") in [(row.table, row.rule) for row in check(twice, {"0.txt": CLAIM})]
    assert [row.rule for row in check(Extract(), {"new.txt": "Text."})] == ["new"]
    assert "missing" in [row.rule for row in check(rows, {})]
