"""Quantities: numbers, bounds, counted nouns, and what only looks like a number."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimline.find.quantities import find_quantities, scan
from claimline.find.quantities.numbers import customary_high
from claimline.model import Bound

GOLD = Path(__file__).parent / "gold"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"

SIGN = {
    Bound.MORE_THAN: ">",
    Bound.AT_LEAST: ">",
    Bound.LESS_THAN: "<",
    Bound.AT_MOST: "<",
    Bound.ABOUT: "~",
    Bound.EXACT: "=",
    Bound.BETWEEN: "=",
    Bound.VAGUE: "=",
}


def _rows(name):
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("They counted 47 boats.", 47, 47),
        ("They counted 12,500 boats.", 12_500, 12_500),
        ("They counted twenty-three boats.", 23, 23),
        ("They counted two hundred and thirty-five thousand votes.", 235_000, 235_000),
        ("They counted a hundred and fifty thousand votes.", 150_000, 150_000),
        ("They counted half a million votes.", 500_000, 500_000),
        ("They counted a quarter of a million votes.", 250_000, 250_000),
        ("They counted one and a half million votes.", 1_500_000, 1_500_000),
        ("They counted a million and a half votes.", 1_500_000, 1_500_000),
        ("They counted two dozen votes.", 24, 24),
        ("They counted 3.2 million votes.", 3_200_000, 3_200_000),
        ("They counted 1.5m votes.", 1_500_000, 1_500_000),
        ("They counted 12k votes.", 12_000, 12_000),
        ("They counted 5 lakh votes.", 500_000, 500_000),
        ("They counted 10,00,000 votes.", 1_000_000, 1_000_000),
        ("They counted 180-200 votes.", 180, 200),
        ("They counted 180 to 200 votes.", 180, 200),
        ("They counted between two and three million votes.", 2_000_000, 3_000_000),
        ("They counted from 3,000 to 4,000 votes.", 3_000, 4_000),
        ("They counted two or three votes.", 2, 3),
        ("They counted dozens of votes.", 24, None),
        ("They counted tens of thousands of votes.", 20_000, None),
        ("They counted several hundred votes.", 300, None),
        ("They counted a couple of votes.", 2, 2),
        ("They counted no votes.", 0, 0),
        ("Not a single vote was counted.", 0, 0),
        ("None of the votes was counted.", 0, 0),
        ("They counted 10,000 (ten thousand) votes.", 10_000, 10_000),
        ("They counted more than 100 but fewer than 200 votes.", 100, 200),
        ("They counted fewer than 200 but at least 100 votes.", 100, 200),
        ("They counted 50, perhaps 60, votes.", 50, 60),
        ("Turnout rose by a quarter.", 0.25, 0.25),
        ("It costs 50 cents of a dollar.", 0.5, 0.5),
        ("About 1 in 10,000 votes was void.", 1e-4, 1e-4),
        ("One in a hundred votes was void.", 0.01, 0.01),
    ],
)
def test_number(text, low, high):
    """A number is worth the same in digits, in words and in both; a vague one has no upper end."""
    [quantity] = find_quantities(text)

    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    "carrier",
    [
        "Officials said {} workers lost their jobs.",
        "It would give {} families a home.",
        "The plan covers {} towns, the mayor said.",
        "{} people live there.",
    ],
)
@pytest.mark.parametrize("row", _rows("hedges"), ids=lambda row: row["phrase"])
def test_hedge(row, carrier):
    """Every hedge bounds its number from the right side, and the quote shows it."""
    phrase = row["phrase"].format(500)
    text = carrier.format(phrase)
    [quantity] = find_quantities(text[0].upper() + text[1:])

    assert SIGN[quantity.bound] == row["bound"]
    assert row["bound"] == "=" or phrase.casefold() in quantity.quote.casefold()
    assert (quantity.low is None) == (row["bound"] == "<")
    assert (quantity.high is None) == (row["bound"] == ">")


@pytest.mark.parametrize(
    ("text", "quote", "bound"),
    [
        ("Losses exceeded 600 cars.", "exceeded 600 cars", Bound.MORE_THAN),
        ("Losses did not exceed 600 cars.", "did not exceed 600 cars", Bound.AT_MOST),
        ("It has not sold more than 300 cars.", "not sold more than 300 cars", Bound.AT_MOST),
        ("There should be no more than 300 cars.", "no more than 300 cars", Bound.AT_MOST),
        ("It fell below 300 cars.", "below 300 cars", Bound.LESS_THAN),
        ("They sold 500 cars or more.", "500 cars or more", Bound.AT_LEAST),
        ("They sold 40-50 cars and up to half of the vans.", "40-50 cars", Bound.BETWEEN),
        ("The talks lasted over three hours.", "over three hours", Bound.MORE_THAN),
        ("They fought over three villages.", "three villages", Bound.EXACT),
        ("They talked about three films.", "three films", Bound.EXACT),
        ("It must leave within 48 hours.", "within 48 hours", Bound.AT_MOST),
        ("They sold 500 cars, give or take 20.", "500 cars, give or take", Bound.ABOUT),
        ("They sold as many as 50, perhaps 60, cars.", "as many as 50, perhaps 60, cars", Bound.AT_MOST),
        ("At least 500 or fewer cars.", "At least 500 or fewer cars", Bound.UNSPECIFIED),
    ],
)
def test_bound_by_its_words(text, quote, bound):
    """Verbs, negation and place decide what a hedge does; contradiction is never a bound."""
    quantity = find_quantities(text)[0]

    assert (quantity.quote.removeprefix("did "), quantity.bound) == (quote.removeprefix("did "), bound)


@pytest.mark.parametrize(
    ("text", "unit", "counted"),
    [
        ("1,500 North Korean special forces have been sent.", "forces", "North Korean special forces"),
        ("It lost 12 of the 20 tanks it had.", "tank", "tanks"),
        ("It sold 288 K239 Chunmoo launchers.", "launcher", "K239 Chunmoo launchers"),
        ("It fired 9 million 152mm rounds.", "round", "152mm rounds"),
        ("Some 300 or so advisers came.", "adviser", "advisers"),
        ("It has 18 aircraft, all old.", "aircraft", "aircraft"),
        ("17 wounded in the strike were flown out.", "wounded", "wounded"),
        ("They freed 40 women yesterday.", "woman", "women"),
        ("They opened 26 factories there.", "factory", "factories"),
        ("It holds 200 tonnes of rice in store.", "tonne", "tonnes of rice"),
        ("Some 60% of respondents agreed.", "percentage", "respondents"),
        ("It gave $110 million in awards.", "USD", "awards"),
        ("It raised 3.5 billion won.", "KRW", None),
        ("It raised €45m on Monday.", "EUR", None),
        ("Casualties exceeded 600, a lawmaker said.", "casualty", "Casualties"),
        ("The number of passengers reached 1.4 million.", "passenger", "passengers"),
        ("A third of the crop was lost.", "crop", "crop"),
        ("10,000, Moscow said on Monday.", None, None),
        ("No passenger jets took off.", "jet", "passenger jets"),
        ("One voter in six is undecided.", "voter", "voter"),
        ("Only 12 of the town's 90 wells are dry.", "well", "wells"),
        ("The 300-bed clinic closed.", "bed", "bed"),
        ("It won seven home games.", "game", "home games"),
        ("The toll from the floods climbed to 213.", None, None),
        ("Officials put the death toll at 11.", None, None),
        ("It raised 340 million francs.", "franc", None),
        ("About 10,000 Monday, up from June.", None, None),
    ],
)
def test_counted(text, unit, counted):
    """The counted noun keeps its modifiers and ends where the noun phrase ends."""
    quantity = find_quantities(text)[0]

    assert (quantity.unit, quantity.counted) == (unit, counted)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It costs $80.", "money"),
        ("It grew 3.2 per cent.", "percent"),
        ("It took six weeks.", "duration"),
        ("It is 57 kilometers long.", "measure"),
        ("One in five homes is empty.", "ratio"),
        ("It sank two ships.", "count"),
    ],
)
def test_kind(text, kind):
    """A quantity says what kind of thing it measures."""
    [quantity] = find_quantities(text)

    assert quantity.kind == kind


@pytest.mark.parametrize(
    ("text", "distribution"),
    [
        ("Two armies of more than a million men each met.", "each"),
        ("It makes 2,500 shells per day.", "day"),
        ("It makes 2,500 shells a month.", "month"),
        ("Oil is at $80 a barrel.", "barrel"),
        ("It sold $2.3 billion a year earlier.", None),
        ("Output fell by 300 tonnes.", "change"),
        ("It was a 40% increase.", "change"),
    ],
)
def test_distribution(text, distribution):
    """What is said of each or per period is no total."""
    assert find_quantities(text)[-1].distribution == distribution


def test_increment():
    """An increment is told from a total."""
    another, more, plain = find_quantities("Another 50 vans, 500 more vans, and 80 vans.")

    assert (another.increment, more.increment, plain.increment) == (True, True, False)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Output rose from 6,700 to 13,000 tonnes.", (6_700, "tonne"), (13_000, "tonne")),
        ("Revenue grew from $2 to $3 million.", (2_000_000, "USD"), (3_000_000, "USD")),
        ("The number of cases fell from 500 in May to 300 in June.", (500, "case"), (300, "case")),
    ],
)
def test_levels_of_a_change(text, first, second):
    """The two levels of a change are told apart and share their unit; the change itself is nobody's statement."""
    before, after = find_quantities(text)

    assert ((before.low, before.unit), (after.low, after.unit)) == (first, second)
    assert (before.rule[-5:], after.rule[-3:]) == (".from", ".to")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The navy sent 90 drones. 73 were shot down.", "drone"),
        ("The drones came at night. Five were shot down.", "drone"),
        ("The navy sent 90 drones and 12 boats. 73 were shot down.", None),
        ("The navy sent 90 drones. 120 were shot down.", None),
        ("The minister spoke. 73 were shot down.", None),
    ],
)
def test_noun_of_the_sentence_before(text, unit):
    """A sentence that opens with a bare number counts what the one before counts, where that is one thing."""
    assert find_quantities(text)[-1].unit == unit


def test_a_part_behind_the_verb_of_its_whole():
    """Who is "among them" is part of those before, though their verb stands between."""
    [whole, part] = find_quantities("As many as 60,000 sheep had died, among them 4,000 lambs.")

    assert part.whole == (whole.start, whole.end)


def test_a_batch_counts_its_own():
    """What a batch of so many counts is nothing that the sentence counts beside it."""
    [sites, batch] = find_quantities("There are three sites at which this first batch of about 300 is trained.")

    assert (sites.unit, batch.low, batch.unit) == ("site", 300, None)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("The Netherlands set aside 3 million euros. Another 2 million will follow.", 2e6, "EUR"),
        ("It has 3 million euros. The town gave 2 million, and the other 5 million came late.", 5e6, "EUR"),
        ("At least 136 cases were found in May, and 27 among those under ten.", 27, "case"),
        ("A total of 136 cases were found, and 27 of them were mild.", 27, "case"),
        ("It sold 500 tents, then another 80.", 80, "tent"),
        ("It sold 500 tents in May and 80 in June.", 80, "tent"),
        ("It sold 500 tents, up from 80.", 80, "tent"),
        ("It sold 500 tents, 80 fewer than in May.", 80, "tent"),
        ("It sold 500 tents; 80 leaked.", 80, "tent"),
        ("It sold 500 tents, of which 80 leak.", 80, "tent"),
        ("It emits 3.4 tonnes a head, against 14.2 in the north.", 14.2, "tonne"),
        ("It has 500 tents; none was dry.", 0, "tent"),
        ("Ten million tents, she told a crowd of around 80.", 80, None),
    ],
)
def test_noun_said_before(text, low, unit):
    """A number that goes on counting what was counted before has its noun; any other has none."""
    last = find_quantities(text)[-1]

    assert (last.low, last.unit) == (low, unit)


def test_exception():
    """Those for whom it is not so are counted, and it is said not to be so of them."""
    [quantity] = find_quantities("All but two of the hostages were freed.")

    assert (quantity.low, quantity.unit, quantity.polarity) == (2, "hostage", "negative")


@pytest.mark.parametrize(
    "text",
    ["He is no longer there.", "There is no doubt.", "No one came.", "There were no plans to go.", "None too soon."],
)
def test_denial_counts_nothing(text):
    """A "no" that only denies is not a zero."""
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Four brigades totalling 12,000 soldiers left.", "Four brigades", "12,000 soldiers"),
        ("It lost 12 of 20 tanks.", "12 of 20 tanks", "20 tanks"),
        ("It killed 12 people, including three children.", "three children", "12 people"),
        ("It won 12 medals, eight of them gold.", "eight", "12 medals"),
    ],
)
def test_whole(text, part, whole):
    """A part knows its whole, so that nobody adds the two."""
    found = {quantity.quote: quantity for quantity in find_quantities(text)}

    assert text[slice(*found[part].whole)] == whole
    assert found[whole].whole is None


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("They met on Oct. 22 in Paris.", "22", "date"),
        ("They met on 19 June in Paris.", "19", "date"),
        ("They met around 10 p.m. in Paris.", "10", "time"),
        ("They met at 14:05 in Paris.", "14:05", "time"),
        ("It was the war of 1953 in short.", "1953", "year"),
        ("Between 2018 and 2023 it slept.", "Between 2018 and 2023", "range_of_years"),
        ("It was made in the 1970s.", "1970s", "decade"),
        ("A 25-year-old man came.", "25-year-old", "age"),
        ("Children under 5 stay home.", "5", "age"),
        ("They sent 155mm guns.", "155mm", "calibre"),
        ("They sent the K600 and left.", "K600", "model_name"),
        ("They sent the AS-90 and left.", "AS-90", "model_name"),
        ("It was the 38th time.", "38th", "ordinal"),
        ("It went through third parties.", "third", "ordinal"),
        ("Under Resolution 1701 it ended.", "1701", "label"),
        ("See Room 301 for more.", "301", "label"),
        ("They won 3-1 at home.", "3-1", "score"),
        ("Use v2.10.4 of it.", "v2.10.4", "version"),
        ("The two countries met.", "two", "reference"),
        ("The two-state solution failed.", "two", "compound"),
        ("It left two days ago.", "two", "relative_date"),
        ("He asked three times.", "three", "frequency"),
        ("No one came.", "one", "pronoun"),
        ("It is track no. 12 of it.", "12", "label"),
        ("5 things to know about it", "5", "headline_list"),
        ("It sent 12.000 troops.", "12.000", "not_understood"),
        ("Call 555-0147 now.", "555-0147", "phone"),
        ("See www.example.org/12 for it.", "www.example.org/12", "url"),
        ("The Group of 20 leaders met.", "20", "name"),
        ("It is five to ten.", "five to ten", "counts_nothing"),
        ("He drove a Leopard 2 away.", "2", "name"),
        ("The Big Four firms met.", "Four", "name"),
        ("Case no. 22-1843 is closed.", "22-1843", "label"),
        ("A third party paid.", "A third", "compound"),
        ("Thanks a million for it.", "a million", "idiom"),
        ("It was week 3 of the trial.", "3", "label"),
        ("Rates are given per 1,000 women.", "1,000", "rate"),
    ],
)
def test_rejection(text, quote, reason):
    """What only looks like a quantity is kept with its reason and becomes no claim."""
    quantities, rejections = scan(text)

    assert quantities == []
    assert (quote, reason) in [(rejection.quote, rejection.reason) for rejection in rejections]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Five hundred and thirty [thousand] men came.", "Five hundred and thirty [thousand] men"),
        ("He saw 530 \\[thousand\\] men.", "530 \\[thousand\\] men"),
    ],
)
def test_an_editors_brackets(text, quote):
    """What an editor put into a number in brackets is part of it."""
    [quantity] = find_quantities(text)

    assert (quantity.quote, quantity.low, quantity.unit) == (quote, 530_000, "man")


@pytest.mark.parametrize(
    "text",
    [
        "It sent at least 10,000 North Korean troops.",
        "It sent at\u00a0least 10,000\u00a0North Korean troops.",
        "It sent at least 10\u202f000 North Korean troops.",
        "It sent at least\n10,000 North\nKorean troops.",
        "It sent at least 10,000 North Ko\u00adrean tro\u00adops.",
        "“It sent at least 10,000 North Korean troops”",
    ],
)
def test_typography(text):
    """Spaces, quotation marks, hyphens and line breaks of any make change nothing but the quote."""
    [quantity] = find_quantities(text)

    assert (quantity.low, quantity.bound, quantity.unit) == (10_000, Bound.AT_LEAST, "troop")
    assert quantity.counted == "North Korean troops"
    assert text[quantity.start : quantity.end] == quantity.quote


def test_paragraphs_part():
    """A number at the end of a paragraph counts nothing of the next."""
    text = "The toll rose to 12\nPolish soldiers left. At least\n\n500 of them had a total of 30 vans"
    [first, second, third] = find_quantities(text)

    assert (first.quote, first.unit) == ("12", None)
    assert (second.quote, second.bound) == ("500", Bound.EXACT)
    assert third.quote == "a total of 30 vans"


FRAGMENTS = st.sampled_from(
    [
        "at least ",
        "no fewer than ",
        "up to ",
        "not ",
        "12",
        "3,000",
        "five",
        " hundred",
        " million",
        "$",
        "€",
        "%",
        "-",
        "–",
        " to ",
        " and ",
        "between ",
        "of ",
        "the ",
        "dozens of ",
        "half a ",
        "North Korean ",
        "troops",
        "soldiers",
        "K600",
        "155mm",
        " each",
        " per day",
        ".",
        ", ",
        "\n",
        "\xa0",
        "\xad",
        "“",
        "”",
        "'s",
        "1953",
        "Oct. ",
        "22",
        " or more",
        "+",
        "²",
        "½",
        "/",
        ":",
        "one in ",
        "İ",
        "٣",
        "a third of ",
        "both ",
        "twenty-",
    ]
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS).map("".join)))
def test_any_text(text):
    """Any text is read without raising, every span finds its quote, and parts lie within their quantity."""
    quantities, rejections = scan(text)

    for row in [*quantities, *rejections]:
        assert row.quote == text[row.start : row.end] != ""
    for quantity in quantities:
        for part in filter(None, (quantity.number, quantity.hedge, quantity.noun)):
            assert part.quote == text[part.start : part.end]
            assert quantity.start <= part.start <= part.end <= quantity.end
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    assert [q.start for q in quantities] == sorted(q.start for q in quantities)


@pytest.mark.parametrize(
    "unit",
    [
        *("1", "1,", "a ", "one ", "at least ", "$", "-", "1-", "of the ", "five hundred and ", "\n", "no "),
        *("rose from 1 to ", "one in ", "up from 5 ", "more than 1 but fewer than 2 ", "12 ships. Five were ", "1p "),
    ],
)
def test_hostile_text(unit):
    """Repetition of any kind is read to its end."""
    scan(unit * 5_000)


def _shared(*parts):
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} not beside the project")
    return path


def test_seeds_core():
    """The fifteen core quantities of the seeds come out with span, bound and value, and nothing is made of the rest."""
    gold = json.loads(_shared("gold", "quantities.json").read_text(encoding="utf-8"))
    core = [row for row in gold if not row["note"].startswith(("secondary", "typed"))]
    marks = {"=": Bound.EXACT, ">": Bound.MORE_THAN, ">=": Bound.AT_LEAST, "vague": Bound.VAGUE}
    known = {(row["doc"], row["start"]) for row in gold}
    for document in sorted({row["doc"] for row in gold}):
        text = _shared("seeds", document).read_text(encoding="utf-8")
        found = {(q.start, q.end, q.bound, q.low, q.high) for q in find_quantities(text)}
        wanted = {(r["start"], r["end"], marks[r["bound"]], r["lo"], r["hi"]) for r in core if r["doc"] == document}

        assert wanted <= found
        assert {(document, start) for start, *_ in found} <= known


@pytest.mark.parametrize(
    ("quote", "high"),
    [("dozens of missiles", 99), ("tens of thousands of homes", 99_000), ("at least 12 homes", None), ("", None)],
)
def test_customary_high(quote, high):
    """A vague word has an upper end by convention, for a chart to fade out at; a number has none."""
    assert customary_high(quote) == high
