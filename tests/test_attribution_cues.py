"""Which words attribute, and to whom: one sentence for each class of cue and of source."""

import re

import pytest

from claimline.find.attributions import find_attributions


def marked(sentence):
    """Return the plain text of *sentence*, its cues in [brackets] and its sources in {braces}, as places."""
    text, places = "", {"[": [], "{": []}
    for part in re.split(r"([\[{][^\]}]*[\]}])", sentence):
        if part[:1] in places:
            places[part[0]].append((len(text), len(text) + len(part) - 2))
            part = part[1:-1]
        text += part
    return text, places["["], places["{"]


def found(text):
    said = find_attributions(text)
    cues = [(one.cue.start, one.cue.end) for one in said]
    return cues, sorted({(one.source.start, one.source.end) for one in said if one.source})


@pytest.mark.parametrize(
    "sentence",
    [
        # What somebody is told, asked or urged has no source; who tells it may follow.
        "The trial [was told] the defendant had bought petrol that morning.",
        "The dam was weak, the committee [was told].",
        "She [was asked] whether she would stay.",
        "She [was asked] about the dam.",
        "Ministers [were warned] by {engineers} that the dam was weak.",
        "The minister [was urged] by {the committee} to publish the report.",
        "The jury [heard] that the two men had met in prison.",
        # "It" stands for a clause, however far away.
        "It [was announced] on Monday that the dam would be drained.",
        "It [is feared] that more will die.",
        "The mine [is said] to hold 40 tonnes of silver.",
        # Participles with their agent, and those that only describe.
        "The plan [was criticised] by {farmers} and [praised] by {shops}.",
        "An expert called by both sides left.",
        "Half of those asked left.",
        "A letter published on Monday has gone.",
        "{A letter published on Monday} [says] the dam is weak.",
        # A verb whose subject another verb has.
        "{Lind} [welcomed] the inquiry, [said] it was late and [asked] who would lead it.",
        "{The judge} [rejected] that argument, [writing] that the bank drew the contract itself.",
        "{Nordbank} [said] it had cut its forecast, [blaming] weak demand.",
        'Two men face "unfair" charges in court.',
        # Sentences that open with the cue.
        '[Says] {Brandt}: "We never saw the money."',
        "[Quoting] {two former ministers}, {the paper} [said] money had changed hands.",
        # A clause without "that".
        "{The prosecution} [alleges] he moved the money through three accounts.",
        "{Lawyers for the bank} [argued] the contract lapsed in May.",
        "The museum added a wing designed in 1890.",
        # A clause after whom it is said to, when, where, and what is cited.
        "{The minister} [admitted] to a committee of the upper house on Friday that the cost had doubled.",
        "{The ministry} [insisted] as late as Friday that three bids were open.",
        "{Brandt} [claimed] two years ago that the dam was safe.",
        "{Rojas} [said], after a visit to the dam, that it was safe.",
        "{The Herald} [reported] last week, [citing] {two aides}, that the wedding was off.",
        # Evidence shows things; a figure is put at a number.
        "{Documents seen by the Herald} [show] that the minister knew.",
        "{Satellite images} [show] new trenches.",
        "The film shows a man in a boat.",
        "{Police} [put] the crowd at 12,000.",
        "He put the vase at the window.",
        # Wishes, plans, positions.
        "{The club} [would like] to keep him.",
        "He likes to fish.",
        "{He} [intends] to return.",
        "{The union} [favours] a strike.",
        "{The army} [denies] this.",
        "Rebels fled, a claim {the army} [denies].",
        "{Mayor Tor Aas} [is confident] the shop can be saved.",
        "{The governor} [conceded] defeat.",
        "{The brothers} [agreed with] the committee.",
        "Both sides said little.",
        # Nouns.
        "{The government's} [pledge] to build 300 homes has been dropped.",
        "{The Greens'} [demand] for an inquiry was heard.",
        "{The engineer's} [claim] that the dam was weak was ignored.",
        "A report that the bureau sent to the court is secret.",
        # Said without anything being said.
        "The ministers said nothing on leaving the room.",
        "The ministry said no to two requests.",
        "He blew out the lamp, said good night and left.",
        "Nobody told us.",
        "He was told off by a judge.",
        "The flood has claimed 31 lives.",
        # Headlines.
        "{PM} [vows] to fight on",
        "{Union chief} [slams] 'insulting' offer",
        "{Rebels} [claim] capture of airfield",
        "Nordbank 'got it wrong', [admits] {chief}",
        "Dam was weak, inquiry [hears]",
        "Dam was weak, court [told]",
        "{Lind}[:] 'We were lucky'",
        "Rovers 2, City 1: how it happened",
        # What goes on or is given.
        "{He} [kept saying] that they were lost.",
        "{The minister} [gave assurances] that the work had begun.",
        # Quotations in single marks.
        "{The company} [replied] with a single word, 'Continue', and left.",
    ],
)
def test_cues(sentence):
    """Every cue of the sentence is found with its source, and nothing else is."""
    text, cues, sources = marked(sentence)

    assert found(text) == (cues, sorted(set(sources)))


@pytest.mark.parametrize(
    "sentence",
    [
        "{Access Now Africa} [said] the network was down.",
        "The network was down, [said] {Access Now Africa}.",
        "{Doctors Without Borders} [says] the ward is full.",
        "{He} [now says] the ward is full.",
        "On Monday {Ann Brady} [said] the ward was full.",
        "{Prime Minister Theresa May} [said] the ward was full.",
        "{City manager Per Lind} [said] the ward was full.",
        "{The mayor} [may say] that the ward is full.",
        "{The town's only baker} [says] business is bad.",
        "{One of them} [said] it could be signed on Friday.",
        "{The mother of two} [said] trade was down.",
        "{All five} [said] the letter was real.",
        "{The first} [said] it was real.",
        "{27 per cent} [said] trade was down.",
        "{More than half of the residents} [said] trade was down.",
        "{Another} [calls] it a relief.",
        "{The reply} [stated] that the deal was done.",
        "{A minister who was in the room} [said] the king was well.",
        "{Volta's founder, Ingrid Aasen, who owns a third of the shares,} [told] investors the ships were late.",
        "{Sol's lawyer, a former judge called Luis Paz,} [says] the case is strong.",
        "{The governor, when asked about the dam,} [said] it was safe.",
        "{The Herald}, [citing] {two aides}, [reported] that the wedding was off.",
        "LISBON, May 4 - {Portugal} [said] the ships were late.",
        "The case is strong, [says] {her lawyer, Luis Paz}.",
        "It failed, [according to] {a report by the news agency Nord, which has an office there}.",
        "[In the words of] {her former secretary}, the paper was lost.",
        '"Today I flew," [said] {one} on landing.',
        "The finding, [argues] {Mr Okoro}, is new.",
        "The pool is too small, as {the mayor} [likes to say].",
        '"It was lost," [concluded] {the judge leading the inquiry}.',
        "The offer [was rejected] by {the union} within an hour.",
        # The object of a cue is no subject of the noun after it.
        "{The ministry} [could not confirm] [reports] that the bridge had fallen.",
        "{Neither side} [would confirm] [rumours] that talks had begun.",
        "{The union} [dismissed] [reports] that a deal was near.",
        "{She} [laughed off] [suggestions] that she might run.",
        "{Officials} [would not confirm] {Ada Moss's} [claim] that the dam leaks.",
        "{I} [don't think] anybody wants a strike.",
        "{A letter} [alleges] a report that the bureau sent was false.",
        "{The court's ruling} [said] the lease was void.",
        # An apposition that is no name, between the subject and its verb.
        "{Mr. Kalen, his spokesman,} [denied] the report.",
        "{The bank, the country's largest,} [said] profits fell.",
        "{The Lunds, both of them doctors,} [insist] the child was well.",
        "{The inspector, a quiet man of sixty,} [told] the inquiry on Friday that no one had checked.",
        "{Riverton's mayor, Jan Kos,} [said] 40 homes had no water.",
        # What stands between a cue and its subject or its content.
        "{Kos} just the other day [denied] that he would leave.",
        '"We were asleep," [recalled], years later, {the widow of the keeper}.',
        "{The governor} [conceded] on Friday what {his aides} [had long denied]: that the fund was empty.",
        '"We agree," {both} [said].',
        "The mayor pointed to {a statement} that [said] the dam was safe.",
        "{Lund} [texted] his wife that he was safe.",
        "{The suit, filed on Monday,} [alleges] neglect.",
        "40 schools will close, [per] {the ministry}.",
        "The stall sold 40 eggs per day.",
        "The king is ill, {reports} [say].",
        # Speech that is taken up: repeated, put, summed up.
        '"We will fight," {he} [said] and [repeated] on Tuesday.',
        "{The pilot} [said] and [later repeated] that the engine had failed.",
        "The dam is safe, or [so says] {the mayor}.",
        '"It never rained," is how {Kos} [puts it].',
        "The tunnel is safe, or at least that is what {Lund} [says].",
        "[Having said] that he would resign, Lund stayed.",
    ],
)
def test_sources(sentence):
    """A source is the whole phrase that speaks, and no word that only tells when or how."""
    text, cues, sources = marked(sentence)

    assert found(text) == (cues, sorted(set(sources)))


def test_chain():
    """Each link of a chain is an attribution of its own, and who carries the words is in `via`."""
    text = "Talks failed, Nord reported, citing the agency Ritzau, which quoted an unnamed official as saying so."
    links = [(one.cue.quote, one.actor, one.via) for one in find_attributions(text)]

    assert links == [
        ("reported", "Nord", ()),
        ("citing", "the agency Ritzau", ()),
        ("quoted", "an unnamed official", ("Ritzau",)),
    ]


def test_the_subject_of_the_verb_before():
    """A second verb has no source of its own in the text; its actor is the subject of the first."""
    _, demanded = find_attributions("The union called the offer too little and demanded 20 million.")

    assert (demanded.source, demanded.actor, demanded.content.quote) == (None, "The union", "20 million")


@pytest.mark.parametrize(
    "verbs",
    [
        "accepted acknowledged admitted conceded confessed regretted",
        "alleged argued asserted averred claimed contended insisted maintained",
        "added answered commented explained noted observed reiterated remarked replied responded said stated",
        "announced confirmed declared disclosed reported revealed",
        "bragged complained fretted grumbled joked lamented moaned quipped",
        "believed guessed imagined learned suspected surmised theorised thought",
        "cautioned predicted prophesied promised swore vowed warned",
        "agreed concurred countered objected protested retorted",
    ],
)
def test_verbs_with_a_clause(verbs):
    """Each verb that says or thinks attributes the clause after it."""
    for verb in verbs.split():
        [one] = find_attributions(f"The minister {verb} that the road was closed.")

        assert (one.source.quote, one.content.quote) == ("The minister", "the road was closed"), verb


@pytest.mark.parametrize(
    "verbs",
    [
        "barked bellowed boomed cried exclaimed roared screamed shouted thundered yelled",
        "breathed gasped mumbled murmured muttered sighed whispered",
        "chuckled giggled grinned laughed nodded shrugged smiled winked",
        "emailed messaged posted texted tweeted wrote",
        "chimed_in cut_in fired_back hit_back piped_up shot_back spoke_up summed_up",
        "admonished interrupted mused protested reflected retorted teased ventured",
    ],
)
def test_verbs_with_a_quotation(verbs):
    """Each way of uttering attributes the quotation beside it, whichever of the two comes first."""
    for verb in verbs.split():
        uttered = verb.replace("_", " ")
        for text in (f'"It is closed," the minister {uttered}.', f'"It is closed," {uttered} the minister.'):
            [one] = find_attributions(text)
            assert (one.source.quote, one.content.quote) == ("the minister", '"It is closed,"'), text
