"""Who said what through whom, in sentences of every kind of news."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline import codebook
from claimline.find.attributions import find_attributions


def said(text, cue=None):
    """Return the attribution of *text* whose cue is *cue*, or its only one."""
    found = [one for one in find_attributions(text) if cue is None or one.cue.quote == cue]
    assert len(found) == 1, [(one.cue.quote, one.source and one.source.quote) for one in find_attributions(text)]
    return found[0]


def quote(span):
    return span.quote if span else None


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said the bridge would close.", "The mayor", "said", "the bridge would close"),
        (
            "The bank has repeatedly warned that prices will rise.",
            "The bank",
            "has repeatedly warned",
            "prices will rise",
        ),
        ("The bank told reporters on May 8 that rents had doubled.", "The bank", "told", "rents had doubled"),
        ("Rents will fall, the minister said on Monday.", "the minister", "said", "Rents will fall"),
        ('"It is a mess," as Ann Brady put it.', "Ann Brady", "put it", '"It is a mess,"'),
        ("The IF Metall union said the plant was safe.", "The IF Metall union", "said", "the plant was safe"),
        (
            '"We do not know," said WHO cholera chief Ann Brady.',
            "WHO cholera chief Ann Brady",
            "said",
            '"We do not know,"',
        ),
        ("It killed 40 men in May, according to the WHO.", "the WHO", "according to", "It killed 40 men in May"),
        ("As the minister put it, the road is closed.", "the minister", "put it", "the road is closed"),
        ('"It was over in seconds," she recalled.', "she", "recalled", '"It was over in seconds,"'),
        ("On Monday, the agency told reporters it was investigating.", "the agency", "told", "it was investigating"),
        ("Critics of the plan say it is too expensive.", "Critics of the plan", "say", "it is too expensive"),
        (
            "Health officials in three states are urging people to boil water.",
            "Health officials in three states",
            "are urging",
            "people to boil water",
        ),
        (
            "The report, published on Tuesday, says emissions must fall.",
            "The report, published on Tuesday,",
            "says",
            "emissions must fall",
        ),
        ("Russia and China said they would abstain.", "Russia and China", "said", "they would abstain"),
        (
            "A person familiar with the talks said a deal was near.",
            "A person familiar with the talks",
            "said",
            "a deal was near",
        ),
        (
            "Prices rose in May, according to figures from the central bank.",
            "figures from the central bank",
            "according to",
            "Prices rose in May",
        ),
        ("According to two doctors, the ward is full.", "two doctors", "According to", "the ward is full"),
        ("The jury was told that the car had been stolen.", None, "was told", "the car had been stolen"),
        ("It has been reported that the singer will retire.", None, "has been reported", "the singer will retire"),
        (
            "The painting is widely believed to be a forgery.",
            None,
            "is widely believed",
            "The painting is widely believed to be a forgery",
        ),
        ("The gang allegedly stole 300 cars.", None, "allegedly", "The gang allegedly stole 300 cars"),
        (
            "The men, according to police, met in a hotel.",
            "police",
            "according to",
            "The men, according to police, met in a hotel",
        ),
        ("The company was accused of hiding losses.", None, "was accused", "The company was accused of hiding losses"),
        ("The deal was condemned by the opposition.", "the opposition", "was condemned", "The deal"),
    ],
)
def test_source_cue_content(text, source, cue, content):
    """Source, cue and content are the words that carry them, whatever the order of the sentence."""
    found = said(text, cue)

    assert (quote(found.source), quote(found.content)) == (source, content)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('"We lost," said Ayse Kaya, 41, a teacher who fled.', "Ayse Kaya, 41, a teacher who fled"),
        ('"We won," Maria Lopez, the union\'s leader, said.', "Maria Lopez, the union's leader,"),
        ("The club will appeal, its chairman, Sir Alan Reid, said.", "its chairman, Sir Alan Reid,"),
        ("Rents will fall, the minister, who took office in May, said.", "the minister, who took office in May,"),
        (
            '"Enough," said a Western diplomat who asked not to be named.',
            "a Western diplomat who asked not to be named",
        ),
        ("Senator Ann Reid, R-Maine, said the bill was dead.", "Senator Ann Reid, R-Maine,"),
        ('"No," Rep. Ana Ruiz (D-Calif.) said in a tweet.', "Rep. Ana Ruiz (D-Calif.)"),
        ("United manager Erik ten Hag said it was over.", "United manager Erik ten Hag"),
        ("China on Friday said it would respond.", "China"),
        (
            '"Nobody is safe," Amnesty\'s director, Lena Fischer, said in an interview with the BBC.',
            "Amnesty's director, Lena Fischer,",
        ),
        (
            "The ice is thinning, a team led by Maria Sanchez of the University of Chile reports in Nature.",
            "a team led by Maria Sanchez of the University of Chile",
        ),
        (
            "The talks failed, said Priya Nair, chief economist at Meridian Bank, on Tuesday.",
            "Priya Nair, chief economist at Meridian Bank",
        ),
        ("It killed 40, according to the ministry, most of them children.", "the ministry"),
    ],
)
def test_source_span(text, source):
    """A source keeps its title and apposition, and leaves out what only dates or places the statement."""
    [found] = [one for one in find_attributions(text) if one.cue_class in {"says", "reports"}]

    assert quote(found.source) == source


@pytest.mark.parametrize(
    ("text", "cue_class"),
    [
        ("We cannot independently confirm those reports.", "cannot_confirm"),
        ("The claims could not be independently verified.", "cannot_confirm"),
        ("The army declined to confirm the strike.", "cannot_confirm"),
        ("The army confirmed the strike.", "confirms"),
        ("The firm denied the allegations.", "denies"),
        ("The ministry backed the claim.", "backs"),
        ("The ministry refused to back the reports.", "refuses_to_back"),
        ("Tehran dismissed the report as fiction.", "dismisses"),
        ("Vietnam downplayed the incident.", "downplays"),
        ("Athens has not ruled out a snap election.", "not_rules_out"),
        ("Poland rules out joining the euro.", "rules_out"),
        ("The Commission is considering a cap on prices.", "considers"),
        ("Oslo hinted that the tax might go.", "hints"),
        ("Beijing condemned the sale.", "condemns"),
        ("The union demanded that talks resume.", "demands"),
        ("France pledged to send doctors.", "promises"),
        ("Egypt threatened to close the canal.", "threatens"),
        ("Doctors fear the outbreak will spread.", "hopes"),
        ("The senator did not say when he would vote.", "not_says"),
    ],
)
def test_cue_class(text, cue_class):
    """What a cue does comes out as its class, and a negation turns it."""
    assert said(text).cue_class == cue_class


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Brazil Rules Out Joining Oil Cartel", "Brazil"),
        ("Germany Mulls Tax On Frequent Flyers", "Germany"),
        ("Wildfire destroys 40 homes, governor says", "governor"),
        ("Chip maker to cut 2,000 jobs, Nikkei reports", "Nikkei"),
        ("France considering new levy on flights", "France"),
        ("Police: two hurt in ferry crash", "Police"),
        ("Minister: No toll on new bridge", "Minister"),
        ("Storm to reach coast by noon: forecasters", "forecasters"),
        ("Ferries will stop on Monday – Okafor", "Okafor"),
        ("Rents will fall - chief economist", "chief economist"),
    ],
)
def test_headline(text, source):
    """A headline drops articles and auxiliaries, and still says who spoke."""
    found = said(text)

    assert (quote(found.source), found.speech) == (source, "headline")


@pytest.mark.parametrize(
    "text",
    [
        "Budget: what you need to know",
        "Weather: rain in the north",
        "Ferries will stop on Monday – BBC News",
        "Analysis – the long road to a new bridge",
        "North-South ferry line to close",
    ],
)
def test_a_mark_that_attributes_nothing(text):
    """A rubric before a colon, a medium's name after a dash and a subject are no speakers."""
    assert find_attributions(text) == []


@pytest.mark.parametrize(
    ("text", "cue", "actor", "via"),
    [
        (
            "The plan is dead, a government source told the Danish news agency Ritzau.",
            "told",
            "a government source",
            ("Ritzau",),
        ),
        ("A deal is near, two officials told Reuters.", "told", "two officials", ("Reuters",)),
        (
            "Sales fell, according to documents seen by the Financial Times.",
            "according to",
            "documents seen by the Financial Times",
            ("Financial Times",),
        ),
        ("Sales fell, the Ritzau news agency reported.", "reported", "the Ritzau news agency", ()),
        (
            "The Xinhua news agency quoted the ministry as saying the drill was routine.",
            "quoted",
            "the ministry",
            ("Xinhua",),
        ),
        ("Norway's minister told broadcaster NRK that the embassy would close.", "told", "Norway's minister", ("NRK",)),
    ],
)
def test_chain(text, cue, actor, via):
    """Who carried the words stands in `via`, and is not the one who said them."""
    found = said(text, cue)

    assert (found.actor, found.via) == (actor, via)


def test_citing():
    """A medium and what it cites are two attributions of one statement."""
    text = "Adverts are back, the newspaper Blick reported, citing TelData figures."
    reported, citing = find_attributions(text)

    assert (reported.cue.quote, quote(reported.source)) == ("reported", "the newspaper Blick")
    assert (citing.cue.quote, quote(citing.source)) == ("citing", "TelData figures")
    assert reported.content == citing.content


@pytest.mark.parametrize(
    ("text", "cue", "source", "actor"),
    [
        (
            "Defense Minister Jan Holm said it was over. No one was hurt, he added.",
            "added",
            "he",
            "Defense Minister Jan Holm",
        ),
        ("Minister Jan Holm met Ambassador Lee Wu. He said talks went well.", "said", "He", "Minister Jan Holm"),
        ("Oslo said it would consider a ban.", "would consider", "it", "Oslo"),
        (
            "A defense official said talks had failed. The official warned that war was near.",
            "warned",
            "The official",
            "A defense official",
        ),
        (
            "Secretary of State Ann Reid was in Rome. Reid said talks went well.",
            "said",
            "Reid",
            "Secretary of State Ann Reid",
        ),
        ("Oslo condemned the raid and demanded that troops leave.", "demanded", None, "Oslo"),
        ('"I can\'t confirm that," Reid said.', "can't confirm", "I", "Reid"),
        ("He said nothing would change.", "said", "He", None),
    ],
)
def test_anaphora(text, cue, source, actor):
    """A pronoun stays in the source span; the actor is whom it stands for, or nobody: never a guess."""
    found = said(text, cue)

    assert (quote(found.source), found.actor) == (source, actor)


@pytest.mark.parametrize(
    ("text", "anonymity"),
    [
        ("Ann Reid said so.", "named"),
        ("The Pentagon said it was ready.", "named"),
        ("The defense minister said it was ready.", "titled"),
        ("Officials said it was ready.", "unnamed"),
        ("A senior U.S. official said it was ready.", "unnamed"),
        ("The prime minister's spokesman, who declined to be named, said it was ready.", "unnamed"),
        ("The army was reportedly ready.", "none"),
    ],
)
def test_anonymity(text, anonymity):
    """A source is named, has a title alone, or is nobody that could be asked."""
    assert said(text).anonymity == anonymity


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"We are ready," Ann Reid said.', "direct"),
        ('Ann Reid said the army was "ready and able" to fight.', "mixed"),
        ("Ann Reid said the army was ready.", "reported"),
        ("The army is reportedly ready.", "narration"),
        ("Army ready, Reid says", "headline"),
    ],
)
def test_speech(text, speech):
    """Speech is direct, mixed, reported, the narrator's own hedge, or a headline."""
    assert said(text).speech == speech


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "Earlier in October, Minister Jan Holm told lawmakers that war was near.",
            "Earlier in October, Minister Jan Holm told lawmakers that",
        ),
        ("War is near, President Ann Reid told Reuters on July 8.", "President Ann Reid told Reuters on July 8."),
        ("Banks sold dollars on Monday, traders said.", "traders said."),
        ("War is near, according to the ministry.", "according to the ministry."),
    ],
)
def test_clause(text, clause):
    """The clause holds addressee and time, so that they date the statement and not what was stated."""
    found = said(text)

    assert text[slice(*found.clause)] == clause


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The army said it had won, but rebels said they held the town.", ["it had won", "they held the town"]),
        ("Oslo condemned the raid and demanded that troops leave.", ["the raid", "troops leave"]),
        ("Oslo agreed to pay, the ministry said.", ["to pay", "Oslo agreed to pay"]),
        ('Reid said they had "shown character." Lund was elsewhere.', ['they had "shown character."']),
        ("The operator denied the charge, calling it absurd.", ["the charge", "it absurd"]),
        ('"We won," Reid said. "Now we rest."', ['"We won," Reid said. "Now we rest."']),
        ("The spy agency backed the claim, chiming in to say that 40 had died.", ["the claim", "40 had died"]),
        (
            "The minister announced that of the 50 boats that the banks pledged to buy in June, the state will pay 20.",
            ["of the 50 boats that the banks pledged to buy in June, the state will pay 20", "to buy in June"],
        ),
    ],
)
def test_content_ends_where_another_voice_begins(text, contents):
    """A claim must not fall to two voices of one sentence, nor a quotation that goes on to none."""
    assert [quote(one.content) for one in find_attributions(text)] == contents


def test_quotation_over_paragraphs():
    """A quotation that each paragraph opens anew is one content."""
    text = '"The first thing is this.\n\n"The second is that," Ann Reid said.\n\nThe council meets in May.'

    assert said(text).content.quote == '"The first thing is this.\n\n"The second is that,"'


def test_transcript():
    """In a transcript the label speaks its turn, lines are hard-wrapped, and "I" is the speaker."""
    text = (
        "MODERATOR:  Hello, everyone.\n\nQ    Is it true?\n\n"
        "MR. HOLM:  No, we cannot independently confirm those\nreports.  As we have seen\nthe press say.\n\n"
        "MODERATOR:  Thank you."
    )
    found = find_attributions(text)

    turns = [one for one in found if one.rule == "turn"]
    assert [(one.actor, one.cue_class) for one in turns] == [
        ("MODERATOR", "says"),
        (None, "asks"),
        ("MR. HOLM", "says"),
        ("MODERATOR", "says"),
    ]
    confirm = next(one for one in found if one.cue_class == "cannot_confirm")
    assert (confirm.actor, confirm.content.quote) == ("MR. HOLM", "those\nreports")


@pytest.mark.parametrize(
    "text",
    [
        "The ship sank within an hour. The crew was saved by fishermen.",
        "The museum added a new wing last year.",
        "The reports were stored in the cellar of the ministry.",
        "Her claim for damages was settled out of court.",
        "The bank's statement arrived by post.",
        "The factory has considerable debts and reported losses of its own.",
        "They agreed on a date.",
        "The mayor is under pressure to explain why the alarm failed.",
        "It is too early to say what caused the crash.",
        "The war ended in defeat for the United States: the North conquered the South.",
        "The claims that initially set off the row were never repeated.",
        "The recently announced security agreement takes effect in May.",
        "He told the story of his life, you know.",
        "Seismologists recorded 40 aftershocks.",
        "The show will go on. Shows like it are rare.",
        "The state of the union address is held in January.",
    ],
)
def test_nothing_is_attributed(text):
    """Words that look like cues attribute nothing where nobody states anything."""
    assert [one for one in find_attributions(text) if one.cue.quote not in {"told"}] == []


def test_typography_is_no_obstacle():
    """Curly quotes, no-break spaces and the original's own characters survive in every quote."""
    text = "“I’m\u00a0sure,” South Korea’s envoy, Ann\u00a0Reid, said."
    found = said(text, "said")

    assert found.source.quote == "South Korea’s envoy, Ann\u00a0Reid,"
    assert found.content.quote == "“I’m\u00a0sure,”"


def test_table_is_sound():
    """Every verb of the table asks for evidence that the finder knows, and no row repeats a verb of its own class."""
    from claimline.find.attributions.takes import TAKES

    rows = codebook.language("attributions")["verbs"]
    known = set(TAKES) | {"quoted", "helped", "that", "evidence", "heard"}

    assert {kind for row in rows for kind in row["takes"]} <= known
    for row in rows:
        assert len(set(row["words"])) == len(row["words"]), row["class"]


_WORDS = st.sampled_from(
    [
        *[
            "the",
            "a",
            "said",
            "says",
            "told",
            "that",
            "reported",
            "claims",
            "claim",
            "of",
            "by",
            "according",
            "to",
            "who",
            "not",
            "could",
            "confirm",
            "citing",
            "as",
            "saying",
        ],
        '"We',
        '"no,"',
        "I",
        "he",
        "it",
        ",",
        ".",
        "—",
        "(",
        ")",
        "\n",
        "*",
        "Ann",
        "Reid,",
        "U.S.",
        "officials",
        "Q",
        "accusations",
        "MR. X:",
        "'yes'",
        "quoted",
        "and",
        "but",
        "has",
        "been",
        "to",
        "be",
        "ing",
        "so\xa0",
        "İ",
        "ß",
        "3,000",
    ]
)


def _sound(text):
    for one in find_attributions(text):
        for span in (one.cue, one.source, one.content):
            assert span is None or (span.quote == text[span.start : span.end] and span.start < span.end)
        assert 0 <= one.clause[0] <= one.clause[1] <= len(text)
        assert one.speech in {"direct", "mixed", "reported", "narration", "headline"}
        assert one.anonymity in {"named", "titled", "unnamed", "none"}


@given(st.lists(_WORDS, max_size=40))
@settings(deadline=None)
def test_any_words_find_their_quotes(words):
    """Words of attribution in any order raise nothing, and every span finds its quote."""
    _sound(" ".join(words))


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_finds_its_quotes(text):
    """No text raises, and every span finds its quote."""
    _sound(text)
