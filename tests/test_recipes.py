"""Recipes: named reports and matrices, and what is said of one that cannot be used."""

import re

import pytest

from claimline.show.reports import recipes
from test_reports import claim, extract, stance

NOTEBOOKS = ["figures", "stances"]
WHOLE = extract(
    claim("c1", "400 drivers", 400.0),
    stance("s1", "commits", "2024-03-12"),
    stance("s2", "rules_out", "2024-03-13", actor="the union", actor_code="RWU"),
)
FILE = """
[march]
notebook = "figures"
parameters = { since = 2024-03-01, actors = ["RWU", "maes"] }

[mild]
notebook = "march"
parameters.since = "2024-03-10"
parameters.wide = true

[sides]
notebook = "stances"
parameters.until = "2024-12-31"
each.actors = "*"
each.issue = ["raise"]
"""


def read(tmp_path, text):
    path = tmp_path / "recipes.toml"
    path.write_text(text)
    return recipes.read(path, NOTEBOOKS)


def asked(tmp_path, *names, text=FILE):
    return {one.name: one for one in recipes.chosen(names, NOTEBOOKS, read(tmp_path, text), WHOLE)}


def test_a_recipe_is_a_notebook_with_parameters(tmp_path):
    """Its values are given as on the command line; one that adds to another has the parameters of both."""
    found = asked(tmp_path, "march", "mild")

    assert found["march"].notebook == found["mild"].notebook == "figures"
    assert dict(found["march"].given) == {"since": "2024-03-01", "actors": "RWU,maes"}
    assert dict(found["mild"].given) == {"since": "2024-03-10", "actors": "RWU,maes", "wide": "true"}


def test_a_matrix_is_a_report_for_each_combination_that_says_something(tmp_path):
    """Every actor of the extract times the issues listed, but for those of whom no stance is known; one can be had."""
    found = asked(tmp_path, "sides")

    assert list(found) == ["sides-rwu-raise", "sides-maes-raise"]
    assert dict(found["sides-maes-raise"].given) == {"until": "2024-12-31", "actors": "maes", "issue": "raise"}
    assert asked(tmp_path, "sides-maes-raise") == {"sides-maes-raise": found["sides-maes-raise"]}


def test_without_a_name_all_but_the_matrices_are_meant(tmp_path):
    """A matrix may be hundreds of reports: it is made when it is asked for."""
    assert list(asked(tmp_path)) == ["figures", "stances", "march", "mild"]
    assert recipes.read(tmp_path / "nowhere.toml", NOTEBOOKS) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[a]\nnotebook = "figurs"', "a: no notebook and no recipe 'figurs': did you mean 'figures'?"),
        ('[a]\nnotebook = "b"\n[b]\nnotebook = "c"\n[c]\nnotebook = "a"', "a -> b -> c -> a: adds to itself"),
        ('[a]\nnotebook = "a"', "a -> a: adds to itself"),
        ('[figures]\nnotebook = "stances"', "figures: a notebook has this name: rename the recipe"),
        ('[a]\nnotebook = "figures"\n[a]\nnotebook = "stances"', "recipes.toml: Cannot declare"),
        ('["A b"]\nnotebook = "figures"', "A b: a report's name is small letters"),
        ('["../a"]\nnotebook = "figures"', "../a: a report's name is small letters"),
        ('[a]\nnotebok = "figures"', "a: notebok: no such part: did you mean 'notebook'?"),
        ("[a]\nparameters.since = 3", "a: notebook: missing"),
        ('a = "figures"', "a: must be a table: write [a]"),
        ('[a]\nnotebook = "figures"\nparameters = 3', "a: parameters: must be a table"),
    ],
)
def test_a_recipe_that_cannot_be_used_is_named(tmp_path, text, says):
    """An unknown notebook, a cycle, a name that is taken or no slug: one line with file, entry and remedy."""
    with pytest.raises(recipes.RecipeError, match=re.escape(says)) as caught:
        read(tmp_path, text)

    assert str(caught.value).startswith(str(tmp_path / "recipes.toml"))
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (FILE, "marsh", "did you mean 'march'?"),
        (FILE, "sides-nobody-raise", "no report 'sides-nobody-raise'"),
        ('[a]\nnotebook = "figures"\neach.actors = 3', "a", 'each.actors: list values, or write "*"'),
        ('[a]\nnotebook = "figures"\neach.since = "*"', "a", 'each.since: list values, or write "*"'),
        ('[a]\nnotebook = "figures"\neach.issue = ["raise", "rise"]', "a", "each.issue: no issue 'rise'"),
        ('[a]\nnotebook = "figures"\neach.actors = ["RWU"]\n[a-rwu]\nnotebook = "stances"', None, "called 'a-rwu'"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(tmp_path, text, name, says):
    """A misspelt name gets a remedy; two reports never share a name."""
    with pytest.raises(recipes.RecipeError, match=re.escape(says)):
        asked(tmp_path, *([name] if name else ["a", "a-rwu"]), text=text)


@pytest.mark.parametrize("words", [("since", "2024-03-01"), ("x" * 80,), ("issue", "Höhere Löhne")])
def test_a_name_made_of_words_is_a_name(words):
    """What was asked for is the name where it can be, and a hash of it where it cannot; other words, other names."""
    name = recipes.joined("figures", words)

    assert recipes.NAME.fullmatch(name)
    assert name != recipes.joined("figures", [*words, "y"])
