"""Whose voice a claim is in, when it was said, and when what it tells was: joins of what the finders see."""

from dataclasses import replace

import pytest

import claimline
from claimline.codebook import Actor, Codebook, Issue, Measure, Proposition
from claimline.model import Basis, Document, Source

TOPIC = Codebook(
    actors=(
        Actor("city", "Riverton", "state", names=("Riverton",), adjectives=("Riverton's",)),
        Actor("water", "Riverton Water", "body", of="city", names=("Riverton Water",)),
        Actor("lee", "Ada Lee", "person", of="water", names=("Ada Lee",)),
        Actor("moss", "Ada Moss", "person", names=("Ada Moss",)),
        Actor("wire", "Coast Wire", "media", names=("Coast Wire",)),
    ),
    measures=(Measure("homes", "Homes without water", ("home*", "household*")),),
    propositions=(Proposition("leak", "The dam leaks", (("dam",), ("leak*",)), measure="homes"),),
)


def rows(text, kind="article", published="2024-05-10"):
    days = (published, published) if published else (None, None)
    basis = Basis.STATED if published else Basis.NONE
    document = Document("d.txt", "", None, None, kind, published, *days, basis, None)
    return claimline.extract([Source(document, text)], TOPIC)


def only(text, **options):
    [row] = rows(text, **options).claims
    return row


@pytest.mark.parametrize(
    ("text", "actor", "code", "behalf"),
    [
        ("Ada Lee said that 40 homes had no water.", "Ada Lee", "lee", "city"),
        ("Riverton Water said that 40 homes had no water.", "Riverton Water", "water", "city"),
        ("A tired engineer said that 40 homes had no water.", "tired engineer", None, None),
        ("The dam held. It left 40 homes dry.", None, None, None),
        ("Ada Moss left. Ada Lee stayed. Lee said that 40 homes had no water.", "Ada Lee", "lee", "city"),
        ("Ada Moss was calm. She said that 40 homes had no water.", "Ada Moss", "moss", "moss"),
        ("Riverton Water said it believes 40 homes have no water.", "Riverton Water", "water", "city"),
        ("The board said it rained.\nRiverton Water met. It said 40 homes dried.", "Riverton Water", "water", "city"),
    ],
)  # fmt: skip
def test_who_says_so(text, actor, code, behalf):
    """The innermost source says it, known by name, surname or pronoun; the narrator has no name and no attribution."""
    row = only(text)

    assert (row.actor, row.actor_code, row.on_behalf_of) == (actor, code, behalf)
    assert row.via == (f"outlet <- {actor}" if actor else "outlet")
    assert (row.speech == "narration") == (row.attribution is None) == (actor is None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ada Lee said it snowed on April 3, adding that 40 homes had no water.", "[..2024-05-10]"),
        ("Some 40 homes that Riverton Water promised to mend in April, have no water.", "2024-04"),
    ],
)
def test_a_day_of_what_is_said_beside(text, date):
    """A day inside what somebody says beside a claim does not date the claim, unless in a clause right behind it."""
    assert only(text).date == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ada Lee said 40 homes will be dry by the end of June.", "[..2024-06-30]"),
        ("Ada Lee said 40 homes will be dry in June.", "2024-06"),
        ("Ada Lee said 40 homes were dry by the end of March.", "[2024-03-24..2024-03-31]"),
    ],
)
def test_a_deadline_allows_every_day_up_to_it(text, date):
    """What is still to come by a day may come on any day up to it; what was so by then is dated by it."""
    assert only(text).date == date


def test_a_day_of_the_speaker_dates_no_statement():
    """When a speaker came is not when the speaker spoke."""
    row = only("Ada Lee, who came on Monday, said that 40 homes had no water.")

    assert (row.date, row.said) == ("[..2024-05-10]", "[..2024-05-10]")
    assert only("Ada Lee said on Monday that 40 homes had no water.").said == "2024-05-06"


def test_a_stance_is_dated_by_its_own_announcement():
    """A stance bears the day of the words that tell of it, whatever other day stands nearer to what it is about."""
    levy = replace(TOPIC, issues=(Issue("levy", "The levy", "policy", (("levy",),)),))
    document = Document(
        "d.txt", "", None, None, "article", "2024-05-10", "2024-05-10", "2024-05-10", Basis.STATED, None
    )
    text = "MS. MOSS:  Ada Lee announced today that, of the plans of March, Riverton will approve the levy.\n"
    [row] = claimline.extract([Source(document, text)], levy).stances

    assert (row.actor, row.level, row.date) == ("Ada Lee", "commits", "2024-05-10")


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("After the old dam leaked in May, Ada Lee said that it rained.", [("After the old dam leaked in May", None)]),
        ("Ada Lee said that the old dam leaked.", [("the old dam leaked", "Ada Lee")]),
        ("Ada Lee said that it rained, and the dam leaked.", [("it rained, and the dam leaked", "Ada Lee")]),
    ],
)
def test_what_leads_up_to_a_speaker_is_the_narrators(text, quotes):
    """What stands before a speaker and a comma is stated by the text itself, what the speaker says by the speaker."""
    assert [(row.quote, row.actor) for row in rows(text).claims] == quotes


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ada Lee denied that 40 homes had no water.", [("40 homes", "negative")]),
        ("Ada Lee said that 40 homes had no water.", [("40 homes", "positive")]),
        ("Ada Lee could not confirm that 40 homes had no water.", []),
        ("Ada Lee doubted that 40 homes had no water.", []),
        ("Ada Lee denied reports that 40 homes had no water.", [("40 homes", "negative")]),
        ("Ada Lee could not confirm reports that 40 homes had no water.", []),
        ("Ada Lee could not confirm the claim by Ada Moss that 40 homes had no water.", [("40 homes", "positive")]),
        ("Ada Lee said she could not confirm that the dam leaked.", []),
        ("Ada Lee denied that the dam leaked.", []),
    ],
)
def test_what_is_denied_or_not_confirmed(text, claims):
    """Who denies a figure claims that it is not so; what one cannot confirm one does not claim."""
    found = rows(text)

    assert [(row.quote, row.polarity) for row in found.claims] == claims
    refused = [row.reason for row in found.rejected if row.quote == "40 homes"]
    assert refused == (["unconfirmed"] if "40" in text and not claims else [])


def test_a_noun_for_a_deed_has_no_stage():
    """A statement whose deed is told as a noun does not say how far along it is."""
    topic = replace(TOPIC, propositions=(Proposition("move", "Moving", (("boats",), ("movement of", "are moving"))),))
    document = Document("d.txt", "", None, None, "article", None, None, None, Basis.NONE, None)
    told = ["Ada Lee came to discuss the movement of boats.", "Ada Lee said the boats are moving."]
    found = [claimline.extract([Source(document, text)], topic).claims for text in told]

    assert [row.status for rows in found for row in rows] == [None, "ongoing"]


def test_a_word_broken_off_counts_nothing():
    """A number whose word the speaker did not finish is refused: the next one is meant."""
    found = rows("The board would pay $20 mil- — $20 billion, Ada Lee said.")

    assert [row.quote for row in found.claims] == ["$20 billion"]
    assert "broken_off" in {row.reason for row in found.rejected}


def test_the_chain_names_the_carrier():
    """What an official told a wire service came through the wire service."""
    row = only('"We have 40 homes without water," an official told Coast Wire.')

    assert row.via == "outlet <- Coast Wire <- official"


def test_a_surname_that_nobody_had_stays_as_written():
    """A surname that fits nobody named before is kept as it stands and resolves to nobody."""
    row = only("Brown said that 40 homes had no water.")

    assert (row.actor, row.actor_code, row.on_behalf_of) == ("Brown", None, None)


@pytest.mark.parametrize(
    ("text", "said", "date"),
    [
        ("On April 8, Ada Lee said that 40 homes had no water.", "2024-04-08", "2024-04-08"),
        ("Ada Lee told Coast Wire on April 8 that 40 homes had no water.", "2024-04-08", "2024-04-08"),
        ("Ada Lee said that 40 homes had no water on April 3.", "[..2024-05-10]", "2024-04-03"),
        ("Ada Lee said on April 8 that 40 homes had no water on April 3.", "2024-04-08", "2024-04-03"),
        ("At least 40 homes had no water, Ada Lee said on April 8.", "2024-04-08", "2024-04-08"),
        ("Some 40 homes had no water on April 3.", "[..2024-05-10]", "2024-04-03"),
        ("Some 40 homes had no water.", "[..2024-05-10]", "[..2024-05-10]"),
    ],
)
def test_two_dates(text, said, date):
    """A day beside what is said dates the statement, a day within it what is told; else the publication bounds both."""
    row = only(text)

    assert (row.said, row.date) == (said, date)


def test_a_missing_date_stays_missing():
    """Without a day in the text or a day of publication nothing is dated."""
    row = only("Some 40 homes had no water.", published=None)

    assert (row.said, row.said_earliest, row.said_latest, row.said_basis) == (None, None, None, "none")
    assert (row.date, row.earliest, row.latest, row.date_basis) == (None, None, None, "none")


def test_a_list_is_dated_by_its_head():
    """The head of a running list dates its items."""
    text = "It rained.\nKey events on May 8: * Some 40 homes lose water, Riverton Water says * Rain stops"

    assert only(text).said == "2024-05-08"


def test_neighbours_bound_an_undated_item():
    """On a newest-first page an undated item lies between its neighbours, and says that this is why."""
    text = (
        "On May 9 it rained.\nAda Lee said that 40 homes had no water.\nOn May 6 it snowed.\nOn May 2 it blew.\n"
        "Ada Moss said that 12 homes had no water.\n"
    )
    first, last = rows(text, kind="topic_page").claims

    assert (first.said, first.said_basis) == ("[2024-05-06..2024-05-09]", "sequence")
    assert (last.said_earliest, last.said_latest) == (None, "2024-05-02")


def test_a_proposition_needs_no_number():
    """What the codebook names is a claim without a number, unless a figure in the same statement makes it."""
    first, second = rows(
        "Ada Lee said that the dam leaked.\nAda Moss said the dam leaked and 40 homes were dry."
    ).claims

    assert (first.kind, first.measure, first.quote, first.status) == ("proposition", "leak", "the dam leaked", "done")
    assert (first.low, first.high, first.bound) == (None, None, None)
    assert (second.kind, second.measure) == ("count", "homes")


def test_two_propositions_in_one_statement_are_two_claims():
    """A statement that makes two propositions of the codebook is two claims with an id each."""
    topic = Codebook(propositions=tuple(Proposition(code, code, (("dam",),)) for code in ("leak", "age")))
    document = Document("d.txt", "", None, None, "article", None, None, None, Basis.NONE, None)
    first, second = claimline.extract([Source(document, "The old dam leaks.")], topic).claims

    assert (first.quote, {first.measure, second.measure}) == (second.quote, {"leak", "age"})
    assert first.id != second.id


def test_hedges_are_kept_in_their_order():
    """The words that hedge a claim are kept as they stand, those of doubt and those of the bound."""
    assert only("Riverton reportedly left at least 40 homes dry.").hedge == "reportedly; at least"


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Ada Lee claimed that 40 homes had no water.", "claimed"),
        ("Ada Lee alleges 40 homes had no water.", "alleges"),
        ("Ada Lee made the allegation that 40 homes had no water.", "allegation"),
        ("Ada Lee accused Riverton of leaving 40 homes dry.", "accused"),
        ("Ada Lee said she believes 40 homes had no water.", "believes"),
        ("Ada Lee estimated that at least 40 homes had no water.", "estimated; at least"),
        ("Ada Lee suggested that 40 homes had no water.", "suggested"),
        ("Ada Lee expects that 40 homes will have no water.", "expects"),
        ("Ada Lee said that 40 homes had no water.", None),
        ("Ada Lee reported that 40 homes had no water.", None),
        ("Ada Lee knows that 40 homes had no water.", None),
        ("Ada Lee confirmed that 40 homes had no water.", None),
    ],
)
def test_a_cue_that_is_a_hedge(text, hedge):
    """What a source claims, believes or expects is hedged by the very word; what it says, knows or confirms is not."""
    assert only(text).hedge == hedge


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Ada Moss claimed that Riverton had approved the levy.", "claimed"),
        ("Ada Moss estimated that Riverton had approved the levy.", None),
        ("Ada Moss said that Riverton had approved the levy.", None),
    ],
)
def test_a_stance_that_is_only_claimed(text, hedge):
    """Whoever tells a stance as a mere claim hedges it; what its teller estimates is no distance of a reporter."""
    levy = replace(TOPIC, issues=(Issue("levy", "The levy", "policy", (("levy",),)),))
    document = Document("d.txt", "", None, None, "article", None, None, None, Basis.NONE, None)
    [row] = claimline.extract([Source(document, text)], levy).stances

    assert (row.on_behalf_of, row.level, row.hedge) == ("city", "delivers", hedge)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The dam held.\nPhoto: 40 homes on the river, by A. Moss\n", "furniture"),
        ("The dam held, and it is said in the town that 40 homes were dry.\n" * 2, "repeat"),
        ("The dam has held for more than 40 years.", "time"),
    ],
)
def test_what_is_no_claim_is_kept_with_its_reason(text, reason):
    """Furniture, repeats and stretches of time claim nothing, and can be asked for."""
    assert reason in {row.reason for row in rows(text).rejected}
    assert len(rows(text).claims) == (reason == "repeat")


def test_the_context_is_the_sentence():
    """The context is the sentence around the quote, and of an endless sentence the near part."""
    row = only("It rained. Some 40 homes had no water. It snowed.")
    long = only("word " * 400 + "and some 40 homes had no water " + "word " * 400)

    assert row.context == "Some 40 homes had no water."
    assert long.quote in long.context
    assert len(long.context) < 700


@pytest.mark.parametrize(
    ("text", "actor", "code", "behalf"),
    [
        ("Riverton manager Ada Quill said 40 homes had no water.", "Riverton manager Ada Quill", None, None),
        ("A Riverton baker said 40 homes had no water.", "Riverton baker", None, None),
        ("The Riverton Mail said 40 homes had no water.", "Riverton Mail", None, None),
        ("The mayor of Riverton, Jan Kos, said 40 homes had no water.", "mayor of Riverton, Jan Kos", None, "city"),
        ("Officials in Riverton said 40 homes had no water.", "Riverton", "city", "city"),
    ],
)
def test_who_only_belongs_to_a_body_stays_as_written(text, actor, code, behalf):
    """Nobody is taken for the body beside which they stand; who holds its office speaks on its behalf."""
    row = only(text)

    assert (row.actor, row.actor_code, row.on_behalf_of) == (actor, code, behalf)
