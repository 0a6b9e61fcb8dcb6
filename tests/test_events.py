"""Events in sentences of our own: type, mode, sides and auxiliary."""

import pytest

from claimline.codebook import Codebook
from claimline.find.events import find_events
from claimline.read.codebook import parse_codebook

SEA = parse_codebook(
    {
        "actors": [
            {
                "code": "NOR",
                "label": "Norway",
                "kind": "state",
                "names": ["Norway", "Oslo"],
                "adjectives": ["Norwegian"],
            },
            {"code": "DNK", "label": "Denmark", "kind": "state", "names": ["Denmark"], "adjectives": ["Danish"]},
            {"code": "UNI", "label": "Dockers' Union", "names": ["Dockers' Union", "union"], "adjectives": ["union's"]},
            {"code": "LIE", "label": "Anna Lie", "kind": "person", "of": "NOR", "names": ["Anna Lie"]},
        ],
        "measures": [{"code": "crews", "label": "Crews", "heads": ["crew*", "troop*"]}],
    }
)


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Norway agreed to share the quota with Denmark.", "AGREE", ("NOR",), ("DNK",)),
        ("Norway to provide Denmark with two ferries", "AGREE", ("NOR",), ("DNK",)),
        ("Anna Lie met with Danish ministers; Denmark had talked to Norway before.", "CONSULT", ("DNK",), ("NOR",)),
        ("Norway and Denmark have signed a fishing treaty.", "SUPPORT", ("NOR", "DNK"), ()),
        ("Norway apologized to Denmark.", "CONCEDE", ("NOR",), ("DNK",)),
        ("Norway has implemented major sanctions against Denmark.", "SANCTION", ("NOR",), ("DNK",)),
        ("Anna Lie spoke today with Danish ministers.", "CONSULT", ("NOR",), ("DNK",)),
        ("Anna Lie, Jr. met with Danish ministers.", "CONSULT", ("NOR",), ("DNK",)),
        ("Norway collaborated with Denmark.", "COOPERATE", ("NOR",), ("DNK",)),
        ("Norway donated 12 boats to Denmark.", "AID", ("NOR",), ("DNK",)),
        ("The Danish navy withdrew from the strait.", "RETREAT", ("DNK",), ()),
        ("Norway demanded that Denmark leave.", "REQUEST", ("NOR",), ("DNK",)),
        ("Norway considered the union's demands for safer quays.", "REQUEST", ("UNI",), ()),
        ("Norway summoned the Danish envoy, Denmark said.", "ACCUSE", ("NOR",), ()),
        ('"The new quota poses a threat to Denmark," Anna Lie said.', "ACCUSE", ("NOR",), ("DNK",)),
        ("Denmark is conducting a review into the landings.", "ACCUSE", ("DNK",), ()),
        ("Denmark vetoed the quota.", "REJECT", ("DNK",), ()),
        ("Denmark will not supply Norway with fuel.", "REJECT", ("DNK",), ("NOR",)),
        ("Denmark plans to tighten port rules for Norway.", "THREATEN", ("DNK",), ("NOR",)),
        ("Denmark will take measures if Norway fishes there.", "THREATEN", ("DNK",), ("NOR",)),
        ("The Dockers' Union went on strike.", "PROTEST", ("UNI",), ()),
        ("Denmark has imposed sanctions on Norway.", "SANCTION", ("DNK",), ("NOR",)),
        ("Norway has deployed its coast guard.", "MOBILIZE", ("NOR",), ()),
        ("A Norwegian citizen was arrested in Denmark.", "COERCE", (), ("DNK",)),
        ("Danish drones target Norwegian trawlers", "ASSAULT", ("DNK",), ("NOR",)),
        ("Danish troops have been sent north.", "AID", ("DNK",), ()),
        ("Danish troops met Norway. We do not know if these troops will be deployed.", "MOBILIZE", ("DNK",), ()),
        ("Norway saw Danish crews. Nobody knows where they will deploy.", "MOBILIZE", ("DNK",), ()),
        ("Norway will respond with every means.", "THREATEN", ("NOR",), ()),
        ("The G9 has agreed to lend Norway a ship.", "AGREE", ("The G9",), ("NOR",)),
    ],
)
def test_type(text, type_, actors, recipients):
    """Each of the sixteen types is told by its verbs, with who did it and to whom."""
    found = [(one.type, one.actors) for one in find_events(text, SEA)]
    named = {code for one in find_events(text, SEA) if one.type == type_ for code in one.recipients}

    assert (type_, actors) in found
    assert set(recipients) <= named


@pytest.mark.parametrize(
    ("text", "auxiliary"),
    [
        ("Denmark condemned Norway.", None),
        ("Denmark had condemned Norway.", "historical"),
        ("Denmark previously condemned Norway.", "historical"),
        ("Denmark will condemn Norway.", "future"),
        ("Denmark would condemn Norway.", "hypothetical"),
        ("Denmark will condemn Norway if it fishes there.", "hypothetical"),
        ("If Denmark condemns Norway, talks end.", "hypothetical"),
        ("Denmark has not condemned Norway.", "negated"),
    ],
)
def test_auxiliary(text, auxiliary):
    """What is past, to come, only imagined or denied is marked so, and never counted as having happened."""
    assert [one.auxiliary for one in find_events(text, SEA)] == [auxiliary]


@pytest.mark.parametrize(
    "text",
    [
        "Did Denmark condemn Norway?",
        "Denmark should condemn Norway.",
        "Norway hoped Denmark would condemn the landings.",
        "Denmark is divided over strikes by Norway.",
        "The strikes in Denmark hurt Norway.",
        "Boats supplied years ago rust in Norway.",
        "The weather condemned the fleet to port.",
        "We apologize for the late start, the Norwegian envoy said.",
        "Norway cannot ignore that.",
        "Norway mobilized support for Denmark.",
        "Norway will talk to you about the Danish boats.",
        "Norway will respond in the autumn.",
        "The company has halted sales.",
        "A THX has been deployed into the region.",
    ],
)
def test_no_event(text):
    """A question, a duty, a wish, a noun and a deed of nobody are no events."""
    assert find_events(text, SEA) == []


def test_two_deeds():
    """Deeds joined by "and", or told in a relative clause, are events of their own."""
    joined = find_events("Denmark condemned the landings and demanded that Norway stop them.", SEA)
    nested = find_events("Norway sent boats to Denmark that Danish police seized.", SEA)

    assert [(one.type, one.actors) for one in joined] == [("ACCUSE", ("DNK",)), ("REQUEST", ("DNK",))]
    assert [one.type for one in nested] == ["AID", "COERCE"]


def test_one_deed():
    """What a verb of saying or demanding is about is no second event."""
    assert [one.type for one in find_events("Norway warned that Denmark would attack.", SEA)] == ["THREATEN"]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "by", "arrested by", "Norway " * 200, "was arrested by by", "condemned and demanded and", "'s demands"],
)
def test_any_text(text):
    """Any text is read without an error, and every quote is found at its offsets."""
    for codebook in (SEA, Codebook()):
        assert all(one.quote == text[one.start : one.end] != "" for one in find_events(text, codebook))
