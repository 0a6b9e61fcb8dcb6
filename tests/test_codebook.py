"""The codebook: names found, names resolved, and what is wrong with a broken one said in one line."""

import pytest

from claimline.codebook import flat, pattern
from claimline.read.codebook import CodebookError, parse_codebook, read_codebook

TOPIC = parse_codebook(
    {
        "blocs": [{"code": "north", "label": "The North"}],
        "actors": [
            {
                "code": "NOR",
                "label": "Norway",
                "kind": "state",
                "bloc": "north",
                "names": ["Norway", "Oslo"],
                "adjectives": ["Norwegian"],
            },
            {"code": "treasury", "label": "Finance Ministry", "of": "NOR", "names": ["Finance Ministry"]},
            {"code": "nordmann", "label": "Kari Nordmann", "kind": "person", "of": "NOR", "names": ["Kari Nordmann"]},
            {"code": "post", "label": "The Post", "kind": "media", "names": ["the Post"]},
        ],
    }
)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Oslo", "NOR"),
        ("OSLO", "NOR"),
        ("Norwegian Finance Minister Kari Nordmann", "nordmann"),
        ("Norway's Finance Ministry", "treasury"),
        ("a Norwegian official", None),
        ("a spokesperson for the Finance Ministry", "treasury"),
        ("a lawyer for Kari Nordmann", None),
        ("records seen by the Post", None),
        ("the president of Norway", "NOR"),
        ("nobody we know", None),
    ],
)
def test_a_phrase_resolves_to_the_actor_it_names(phrase, code):
    """The most specific actor named wins; who merely stands by, or describes, is not the speaker."""
    actor = TOPIC.resolve(phrase)

    assert (actor and actor.code) == code


def test_the_principal_is_the_actor_at_the_top():
    """A person speaks on behalf of the state at the end of the chain."""
    assert TOPIC.principal(TOPIC.resolve("Kari Nordmann")).code == "NOR"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("two pay offers", "pay offers"),
        ("PAY OFFER", "PAY OFFER"),
        ("a pay\xa0offer", "pay\xa0offer"),
        ("repay offer", None),
    ],
)
def test_terms_are_whole_words_in_any_case(text, found):
    """A term without a capital matches in any case, over any white space, and only whole words."""
    match = pattern(["pay offer*"]).search(flat(text))

    assert (match and text[match.start() : match.end()]) == found


def test_a_term_with_a_capital_matches_as_written():
    """ "US" is a country and "us" is a pronoun; a headline in capitals still names the country."""
    names = pattern(["US", "Oslo"])

    assert not names.search("tell us")
    assert names.search("OSLO RULES IT OUT")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"actor": []}, "topic: unknown field 'actor': did you mean 'actors'?"),
        ({"actors": [{"cod": "x", "label": "X"}]}, "topic: actors[1]: unknown field 'cod': did you mean 'code'?"),
        ({"actors": [{"code": "x"}]}, "topic: actors[1]: add label"),
        ({"actors": [{"code": 1, "label": "X"}]}, "topic: actors[1].code: expected a text, got 1"),
        ({"actors": [{"code": "x", "label": "X"}] * 2}, "topic: actors: code 'x' stands twice: rename one"),
        (
            {"actors": [{"code": "x", "label": "X", "of": "y"}]},
            "topic: actors x.of: 'y' is not defined; known: x",
        ),
        (
            {"issues": [{"code": "i", "label": "I", "ladder": "polcy", "about": [["x"]]}]},
            "topic: issues i.ladder: 'polcy' is not defined; known: policy, response",
        ),
    ],
)
def test_a_broken_codebook_is_refused_in_one_line(raw, message):
    """File, entry, field and remedy stand in the message."""
    with pytest.raises(CodebookError) as error:
        parse_codebook(raw, "topic")

    assert str(error.value) == message


def test_a_file_that_is_no_toml_is_named(tmp_path):
    """The parser's own line and column are passed on, with the file's name before them."""
    path = tmp_path / "codebook.toml"
    path.write_text("[[actors]\ncode = 1\n")

    with pytest.raises(CodebookError, match=r"codebook\.toml: .*line 1"):
        read_codebook(path)


TOWNS = parse_codebook(
    {
        "actors": [
            {"code": "DEN", "label": "Denmark", "kind": "state", "names": ["Denmark"], "adjectives": ["Danish"]},
            {"code": "lisbon", "label": "Lisbon", "kind": "state", "names": ["Lisbon"], "adjectives": ["Lisbon's"]},
            {"code": "LES", "label": "Lesotho", "kind": "state", "names": ["Lesotho", "Maseru"]},
            {"code": "rovers", "label": "Rovers", "names": ["Rovers"]},
            {"code": "line", "label": "Northline", "of": "DEN", "names": ["Northline"]},
            {"code": "moe", "label": "Kari Moe", "kind": "person", "of": "DEN", "names": ["Kari Moe", "Moe"]},
        ]
    }
)


@pytest.mark.parametrize(
    ("phrase", "code", "behalf"),
    [
        ("Lisbon", "lisbon", "lisbon"),
        ("Lisbon police", "lisbon", "lisbon"),
        ("the mayor of Lisbon", "lisbon", "lisbon"),
        ("officials in Lisbon", "lisbon", "lisbon"),
        ("the government in Maseru", "LES", "LES"),
        ("a spokesman for Rovers", "rovers", "rovers"),
        ("a Rovers statement", "rovers", "rovers"),
        ("Northline's chief executive", "line", "DEN"),
        ("President Moe", "moe", None),
        ("Moe's office", "moe", None),
        ("Kari Moe, the Danish premier", "moe", "DEN"),
        ("Danish officials", None, "DEN"),
        ("Danish officials in Lisbon", None, "DEN"),
        ("the Danish Foreign Minister Ola Dahl", None, "DEN"),
        ("Northline chief executive Dana Reed", None, "DEN"),
        ("Ada Quill, a spokeswoman for Rovers", None, "rovers"),
        ("the mayor of Lisbon, Rui Alves", None, "lisbon"),
        ("Rovers manager Ada Quill", None, None),
        ("Ada Quill, the Rovers captain", None, None),
        ("fans of Rovers", None, None),
        ("a Lisbon baker", None, None),
        ("a professor at Lisbon", None, None),
        ("a diplomat in Lisbon", None, None),
        ("South Lisbon", None, None),
        ("the Lisbon Gazette", None, None),
        ("the Maseru Mail", None, None),
        ("a Danish baker", None, None),
        ("Dana Reed of Northline", None, None),
        ("Northline's former director", None, None),
        ("Moe's lawyer", None, None),
        ("Jon Moe", None, None),
    ],
)
def test_who_speaks_for_a_body_and_who_only_belongs_to_it(phrase, code, behalf):
    """An office and a body's own papers speak for it; a person nobody knows stays as written, whatever the office."""
    actor, principal = TOWNS.resolve(phrase), TOWNS.behalf(phrase)

    assert (actor and actor.code, principal and principal.code) == (code, behalf)


OFFICES = parse_codebook(
    {
        "actors": [
            {"code": "DNK", "label": "Denmark", "kind": "state", "names": ["Denmark"], "adjectives": ["Danish"]},
            {
                "code": "Moe",
                "label": "Ane Moe",
                "kind": "person",
                "of": "DNK",
                "names": ["Ane Moe", "Moe"],
                "titles": ["Prime Minister"],
                "since": "2021-03-01",
                "until": "2024-06-30",
            },
            {
                "code": "Lund",
                "label": "Bo Lund",
                "kind": "person",
                "of": "DNK",
                "names": ["Bo Lund", "Lund"],
                "titles": ["Prime Minister", "Danish fleet commander"],
                "since": "2024-07-01",
            },
            {
                "code": "Friis",
                "label": "Ib Friis",
                "kind": "person",
                "of": "DNK",
                "names": ["Friis"],
                "titles": ["Danish envoy"],
            },
        ]
    }
)


@pytest.mark.parametrize(
    ("phrase", "days", "code"),
    [
        ("the Danish prime minister", ("2023-05-01", "2023-05-01"), "Moe"),
        ("Denmark's Prime Minister", ("2024-10-01", "2024-10-07"), "Lund"),
        ("the Prime Minister of Denmark", ("2021-03-01", "2024-06-30"), "Moe"),
        ("the Danish fleet commander", ("2024-10-01", "2024-10-01"), "Lund"),
        ("the Danish prime minister", ("2024-06-25", "2024-07-05"), None),  # either, by days: nobody is guessed
        ("the Danish prime minister", ("2019-01-01", "2019-01-01"), None),
        ("the Danish prime minister", None, None),
        ("the former Danish prime minister", ("2023-05-01", "2023-05-01"), None),
        ("the Danish prime minister's spokesman", ("2023-05-01", "2023-05-01"), None),
        ("the Danish prime minister, Ole Krag", ("2023-05-01", "2023-05-01"), None),
        ("the prime minister", ("2023-05-01", "2023-05-01"), None),
        ("the Danish envoy", ("2023-05-01", "2023-05-01"), None),  # nobody said since when
    ],
)
def test_an_office_names_who_held_it_on_the_days_of_the_text(phrase, days, code):
    """An office with its owner is its holder's where every day that the text can be of lies within the tenure."""
    found = OFFICES.at_home(None, days).resolve(phrase)

    assert (found.code if found else None) == code


def test_a_tenure_is_given_in_days():
    """A month or a word is refused, with the way to write it."""
    raw = {"actors": [{"code": "A", "label": "A", "since": "March 2021"}]}

    with pytest.raises(CodebookError, match=r"actors A\.since: 'March 2021' is no day: write it as 2024-10-25"):
        parse_codebook(raw, "topic")
