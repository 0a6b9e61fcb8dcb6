"""One row told in full: its links both ways and why, the voices behind it, and where an answer stands."""

from claimline.cli import main
from claimline.show import row
from claimline.show.changes import changes
from test_movement import DOUBT, UNION, extract

LATER = "Ann Brady said on May 8 that at least 38 boats have been laid up."
TEXTS = {"0.txt": UNION + DOUBT, "1.txt": LATER}


def lines(rows, quote):
    """Return what is told of the claim or the cue *quote*."""
    [(table, found)] = [
        (table, one) for table in ("claims", "attributions") for one in getattr(rows, table)
        if (one.cue if table == "attributions" else one.quote) == quote
    ]  # fmt: skip
    return row.lines(row.told(rows, table, found, TEXTS))


def said(rows, quote):
    """Return those lines that tell of voices and links, without the ids."""
    told = [line for line in lines(rows, quote) if line.startswith(("voices", "stated", "inferred"))]
    return [" ".join(word for word in line.split() if not word.startswith("[")) for line in told]


def test_a_claim_tells_its_voices_and_its_links():
    """Who stands behind a claim, what it brings up to date and why, and by whom it is doubted, both ways."""
    rows = extract(UNION + DOUBT, LATER)

    assert said(rows, "at least 38 boats") == [
        "voices one independent voice behind it: Ann Brady",
        "inferred updates Ann Brady: “cannot confirm” the first time that its side says what it left unsaid",
    ]
    assert said(rows, "at least 40 boats")[1:] == [
        "stated cannot be confirmed by Ann Brady: “cannot confirm” “cannot confirm those reports”"
    ]


def test_how_much_rests_on_one_source():
    """Figures of one agency are counted as what they are."""
    rows = extract(UNION, "The Seamen's Union said on May 9 that at least 60 boats have been laid up.", LATER)

    assert "voices two of three figures on Boats laid up rest on one source: Seamen's Union" in said(
        rows, "at least 60 boats"
    )


def test_an_answer_is_told_where_it_stands():
    """An attribution is shown in its paragraph, its cue marked."""
    told = lines(extract(UNION + DOUBT), "cannot confirm")

    assert "Ann Brady said on May 3 that she »cannot confirm« those reports." in told


def test_what_a_new_text_moves():
    """A doubt that a new text turns into a figure is one move, told with before and after, and no mere addition."""
    before, after = extract(UNION + DOUBT), extract(UNION + DOUBT, LATER)

    assert [(one.kind, one.before, one.after) for one in changes(before, after)] == [
        ("moved", "Ann Brady cannot confirm", "at least 38 boats, happened (Ann Brady)")
    ]
    revised = extract(UNION, "The Seamen's Union said on May 9 that at least 60 boats have been laid up.")
    assert [(one.kind, one.before[:11], one.after[:11]) for one in changes(extract(UNION), revised)] == [
        ("revised", "at least 40", "at least 60")
    ]


def test_check_tells_framing_with_both_ends(tmp_path, capsys, monkeypatch):
    """A problem of a link names both rows in words: who said what, and what was made of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    text = "40 boats laid up in the harbour\n\nThe Seamen's Union said that at least 40 boats have been laid up.\n"
    (tmp_path / "seeds" / "a.txt").write_text(text)
    (tmp_path / "seeds" / "codebook.toml").write_text(
        '[[measures]]\ncode = "boats"\nlabel = "Boats laid up"\nheads = ["boat*"]\n'
    )

    assert main(["extract", "-q"]) == 0
    assert main(["check", "-q"]) == 0
    [line] = [line for line in capsys.readouterr().out.splitlines() if " framing " in line]
    assert "tells as a plain number what its source bounds" in line
    assert "no source named: 40 boats" in line
    assert "Seamen's Union: at least 40 boats" in line
