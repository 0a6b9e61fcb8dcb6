"""The words in which English tells an event: several ways for each of PLOVER's sixteen types."""

import pytest

from claimline.find.events import find_events
from claimline.read.codebook import parse_codebook
from test_stance_words import GULF

TOPIC = parse_codebook(
    {
        "actors": [
            *GULF,
            {"code": "UNI", "label": "Union", "names": ["Dockers' Union", "union"]},
        ]
    }
)

TOLD = [
    ("Finland and Estonia agreed to a ceasefire.", "AGREE", "FIN", None),
    ("Finland pledged 4 million euros to Estonia.", "AGREE", "FIN", None),
    ("Estonia accepted the terms of Finland.", "AGREE", "EST", None),
    ("Finland will give Estonia ten boats.", "AGREE", "FIN", "future"),
    ("Salo met Estonian ministers in Riga.", "CONSULT", "FIN", None),
    ("Finland hosted talks with Estonia.", "CONSULT", "FIN", None),
    ("Salo telephoned the Estonian premier.", "CONSULT", "FIN", None),
    ("Finland signed a pact with Estonia.", "SUPPORT", "FIN", None),
    ("Finland praised Estonia for its help.", "SUPPORT", "FIN", None),
    ("Finland recognised Estonia's claim.", "SUPPORT", "FIN", None),
    ("Finland lifted its sanctions on Estonia.", "CONCEDE", "FIN", None),
    ("Finland freed three Estonian prisoners.", "CONCEDE", "FIN", None),
    ("Estonia bowed to the demands of Finland.", "CONCEDE", "EST", None),
    ("Finland and Estonia held joint exercises.", "COOPERATE", "FIN", None),
    ("Finland shared intelligence with Estonia.", "COOPERATE", "FIN", None),
    ("Finland extradited two men to Estonia.", "COOPERATE", "FIN", None),
    ("Finland delivered grain to Estonia.", "AID", "FIN", None),
    ("Finland lent Estonia 5 million euros.", "AID", "FIN", None),
    ("Estonia surrendered to Finland.", "RETREAT", "EST", None),
    ("Finland ended its occupation of the isle.", "RETREAT", "FIN", None),
    ("Estonia asked Finland for help.", "REQUEST", "EST", None),
    ("Estonia called on Finland to open the border.", "REQUEST", "EST", None),
    ("Estonia appealed to Finland for fuel.", "REQUEST", "EST", None),
    ("Finland accused Estonia of spying.", "ACCUSE", "FIN", None),
    ("Finland criticised Estonia over the fence.", "ACCUSE", "FIN", None),
    ("Finland opened an investigation into Estonian ships.", "ACCUSE", "FIN", None),
    ("Finland sued Estonia over the wall.", "ACCUSE", "FIN", None),
    ("Estonia rejected a Finnish proposal.", "REJECT", "EST", None),
    ("Estonia refused to talk to Finland.", "REJECT", "EST", None),
    ("Estonia did not comply with the Finnish order.", "REJECT", "EST", None),
    ("Finland threatened to cut gas to Estonia.", "THREATEN", "FIN", None),
    ("Finland warned Estonia of war.", "THREATEN", "FIN", None),
    ("Finland vowed to punish Estonia.", "THREATEN", "FIN", None),
    ("The union staged a protest in Helsinki.", "PROTEST", "UNI", None),
    ("Dockers' Union members marched through Helsinki.", "PROTEST", "UNI", None),
    ("The union blockaded the port of Tallinn.", "PROTEST", "UNI", None),
    ("Finland expelled the Estonian envoy.", "SANCTION", "FIN", None),
    ("Finland cut diplomatic ties with Estonia.", "SANCTION", "FIN", None),
    ("Finland banned imports from Estonia.", "SANCTION", "FIN", None),
    ("Finland closed its border with Estonia.", "SANCTION", "FIN", None),
    ("Finland imposed a tariff on Estonian milk.", "SANCTION", "FIN", None),
    ("Finland massed forces on the Estonian border.", "MOBILIZE", "FIN", None),
    ("Finland put its forces on high alert.", "MOBILIZE", "FIN", None),
    ("Finland held military drills near Estonia.", "MOBILIZE", "FIN", None),
    ("Finland test-fired a missile.", "MOBILIZE", "FIN", None),
    ("Finnish police arrested an Estonian spy.", "COERCE", "FIN", None),
    ("Finland seized an Estonian ship.", "COERCE", "FIN", None),
    ("Finland jailed two Estonian reporters.", "COERCE", "FIN", None),
    ("Finland hacked the servers of Estonia.", "COERCE", "FIN", None),
    ("Finnish jets bombed Tallinn.", "ASSAULT", "FIN", None),
    ("Finland invaded Estonia.", "ASSAULT", "FIN", None),
    ("Finnish drones struck a depot in Estonia.", "ASSAULT", "FIN", None),
    ("Two Estonians were killed by Finnish fire.", "ASSAULT", "FIN", None),
    ("Finland has not bombed Tallinn.", "ASSAULT", "FIN", "negated"),
    ("Finland might invade Estonia.", "ASSAULT", "FIN", "hypothetical"),
    ("Finland had invaded Estonia.", "ASSAULT", "FIN", "historical"),
]


@pytest.mark.parametrize(("text", "kind", "actor", "auxiliary"), TOLD, ids=[row[0] for row in TOLD])
def test_words(text, kind, actor, auxiliary):
    """Each way of putting it is one event of its type, of who did it."""
    [one] = find_events(text, TOPIC)

    assert (one.type, one.auxiliary) == (kind, auxiliary)
    assert actor in one.actors


def test_every_type_is_told():
    """Each of the sixteen types has its sentences."""
    assert len({row[1] for row in TOLD}) == 16


@pytest.mark.parametrize("text", ["Finland will defend itself against Estonia.", "Finland watches over Estonia."])
def test_no_event(text):
    """What only looks like a deed between two is none."""
    assert find_events(text, TOPIC) == []
