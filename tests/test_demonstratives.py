"""What "these boats" takes up: the boats that the text named before with their owner."""

import pytest

from claimline.find.clauses.demonstratives import taken_up
from claimline.find.clauses.scene import scene
from claimline.find.clauses.sentences import words
from claimline.read.codebook import parse_codebook

SEA = parse_codebook(
    {
        "actors": [
            {"code": "NOR", "label": "Norway", "kind": "state", "names": ["Norway"], "adjectives": ["Norwegian"]},
            {"code": "DNK", "label": "Denmark", "kind": "state", "names": ["Denmark"], "adjectives": ["Danish"]},
        ]
    }
)


@pytest.mark.parametrize(
    ("before", "last", "phrases"),
    [
        ("Two Norwegian boats sank.", "These boats were old.", ["Norwegian boats"]),
        ("Norwegian fishing boats sank.", "Nobody saw those old boats.", ["Norwegian fishing boats"]),
        ("Norway's boats sank, and Danish boats came.", "These boats were new.", ["Danish boats"]),
        ("The tax row of Norway and Denmark grew.", "This row is old.", ["tax row of Norway and Denmark"]),
        ("The boats from Denmark sank.", "It rained. These boats were old.", ["The boats from Denmark"]),
        ("Norwegian boats and Danish crews left.", "These crews met these boats.", ["Danish crews", "Norwegian boats"]),
        ("Two boats sank near Norway.", "These boats were old.", []),
        ("Norwegian boats sank.", "The boats were old.", []),
        ("Norwegian boats sank.", "This is old.", []),
        ("Norwegian boats sank.", "These and other boats were old.", []),
        ("", "These Norwegian boats were old.", []),
    ],
)  # fmt: skip
def test_taken_up(before, last, phrases):
    """A demonstrative with a noun of its own takes up that noun and its owner, the ones named last."""
    text = f"{before} {last}"

    assert taken_up(scene(text, SEA), len(before), len(text)) == phrases


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("we're late", ["we", "'re", "late"]),
        ("It's what they've said", ["it", "'s", "what", "they", "'ve", "said"]),
        ("Oslo's mayor can't", ["oslo's", "mayor", "can't"]),
        ("rock'n'roll", ["rock'n'roll"]),
    ],
)
def test_a_pronoun_and_its_auxiliary(text, parts):
    """A pronoun and the auxiliary that clings to it are two words; an owner and "n't" stay one."""
    assert [word.lower for word in words(text, 0, len(text))] == parts
