"""The words in which English takes a position: many ways for each level, over a pay row, a tunnel and a stadium."""

import pytest

from claimline.find.stances import find_stances
from claimline.read.codebook import parse_codebook
from test_stances import STRIKE

GULF = [
    {
        "code": "FIN",
        "label": "Finland",
        "kind": "state",
        "names": ["Finland", "Helsinki"],
        "adjectives": ["Finnish"],
    },
    {
        "code": "EST",
        "label": "Estonia",
        "kind": "state",
        "names": ["Estonia", "Tallinn"],
        "adjectives": ["Estonian"],
    },
    {"code": "SAL", "label": "Petteri Salo", "kind": "person", "of": "FIN", "names": ["Petteri Salo", "Salo"]},
]

TUNNEL = parse_codebook(
    {
        "actors": [
            *GULF,
            {"code": "TAM", "label": "Kaja Tamm", "kind": "person", "of": "EST", "names": ["Kaja Tamm", "Tamm"]},
        ],
        "issues": [
            {"code": "tunnel", "label": "The tunnel", "ladder": "policy", "about": [["tunnel"]]},
            {"code": "dump", "label": "Dumping", "ladder": "response", "about": [["dumping", "waste", "sewage"]]},
        ],
    }
)

STADIUM = parse_codebook(
    {
        "actors": [
            {"code": "CLU", "label": "Rovers", "names": ["Rovers", "club"], "adjectives": ["club's"]},
            {"code": "CIT", "label": "Harbour City", "kind": "state", "names": ["Harbour City", "council"]},
            {"code": "VID", "label": "Ines Vidal", "kind": "person", "of": "CIT", "names": ["Ines Vidal", "Vidal"]},
            {"code": "RID", "label": "Tom Ridge", "kind": "person", "of": "CLU", "names": ["Tom Ridge", "Ridge"]},
        ],
        "issues": [
            {"code": "stadium", "label": "The stadium", "ladder": "policy", "about": [["stadium"]]},
            {"code": "riot", "label": "The riot", "ladder": "response", "about": [["riot", "violence", "flares"]]},
        ],
    }
)

STRIKES = [
    ("The union insisted there would be no strike this year.", "rules_out"),
    ("Anna Lie said a strike was not on the cards.", "rules_out"),
    ("The union has no appetite for a strike.", "reluctant"),
    ("The union shelved its strike.", "rules_out"),
    ("The union dropped plans for a strike.", "rules_out"),
    ("Employers scrapped the pay offer.", "rules_out"),
    ("Employers withdrew the pay offer.", "rules_out"),
    ("Employers flatly rejected the proposal.", "rules_out"),
    ("The league snubbed the proposal.", "rules_out"),
    ("Employers said they could not accept the proposal.", "rules_out"),
    ("Employers remain unconvinced by the proposal.", "reluctant"),
    ("Employers have so far resisted the proposal.", "reluctant"),
    ("Employers are dragging their feet on the pay offer.", "reluctant"),
    ("The union is holding off on a strike.", "reluctant"),
    ("The union said it was not planning a strike.", "no_change"),
    ("The union said its position on a strike had not changed.", "no_change"),
    ("The union reiterated that it has no plans for a strike.", "no_change"),
    ("Anna Lie did not rule out a strike.", "hints"),
    ("The union kept the option of a strike open.", "hints"),
    ("Anna Lie said a strike remained an option.", "hints"),
    ("A strike is possible, Anna Lie said.", "hints"),
    ("A strike cannot be ruled out, Anna Lie said.", "hints"),
    ("The union is prepared to discuss the pay offer.", "hints"),
    ("All options, including a strike, are on the table, Anna Lie said.", "under_review"),
    ("The union is debating whether to strike.", "under_review"),
    ("The union will decide on a strike next week.", "under_review"),
    ("The union is still studying the proposal.", "under_review"),
    ("Employers are looking at the proposal.", "under_review"),
    ("The union is in discussions about a strike.", "under_review"),
    ("Unless the league moves, the union will walk out.", "conditional"),
    ("The union said it would strike only if talks failed.", "conditional"),
    ("The union made a strike conditional on the vote.", "conditional"),
    ("The union gave notice of a strike.", "commits"),
    ("The union announced a strike for Monday.", "commits"),
    ("The union is set to strike on Monday.", "commits"),
    ("The union is going to strike on Monday.", "commits"),
    ("Employers agreed to the proposal.", "commits"),
    ("Employers have approved the pay offer.", "delivers"),
    ("Employers have signed up to the proposal.", "commits"),
    ("Employers raised the pay offer.", "delivers"),
    ("Employers shrugged off the strike.", "deflects"),
    ("Employers laughed off the walkout.", "deflects"),
    ("Employers said they had taken note of the strike.", "notes"),
    ("The ministry is keeping a close eye on the strike.", "notes"),
    ("The ministry voiced alarm at the strike.", "concerned"),
    ("The ministry said the strike was worrying.", "concerned"),
    ("The ministry is deeply troubled by the strike.", "concerned"),
    ("The ministry called the strike illegal.", "condemns"),
    ("Employers hit out at the strike.", "condemns"),
    ("Employers blasted the walkout as selfish.", "condemns"),
    ("The ministry described the strike as a provocation.", "condemns"),
    ("Employers urged the union to call off the strike.", "demands"),
    ("Employers vowed revenge for the walkout.", "threatens"),
    ("Employers threatened to sack those on strike.", "threatens"),
    ("Employers have sued over the walkout.", "acts"),
    ("Employers locked workers out over the walkout.", "acts"),
    ("Employers suspended talks in answer to the walkout.", "acts"),
]

TUNNELS = [
    ("Finland has buried the idea of a tunnel.", "rules_out"),
    ("Helsinki pulled the plug on the tunnel.", "rules_out"),
    ('"We are not going to fund a tunnel," Petteri Salo said.', "rules_out"),
    ("Salo poured cold water on the tunnel.", "rules_out"),
    ("Tallinn has turned its back on the tunnel.", "rules_out"),
    ("Finland is in no position to pay for a tunnel.", "no_change"),
    ("Finland balked at the price of the tunnel.", "reluctant"),
    ("Finnish officials were cool to the tunnel.", "reluctant"),
    ("Estonia said it was too soon to talk of a tunnel.", "reluctant"),
    ("Estonia has not committed to the tunnel.", "reluctant"),
    ("Finland has made no move on the tunnel.", "no_change"),
    ("Finland is sticking with its policy on the tunnel.", "no_change"),
    ("Finland said there were no plans for a tunnel.", "no_change"),
    ("Salo left the door ajar for a tunnel.", "hints"),
    ("Kaja Tamm floated the idea of a tunnel.", "hints"),
    ("Finland may yet agree to a tunnel.", "hints"),
    ("Salo said he was not against a tunnel.", "hints"),
    ("Estonia did not exclude a tunnel.", "hints"),
    ("Estonia would not rule out a tunnel.", "hints"),
    ("Salo said that Helsinki was ready to talk about the tunnel.", "hints"),
    ("Finland is exploring a tunnel.", "under_review"),
    ("Tallinn is still weighing up the tunnel.", "under_review"),
    ("Finland will look into a tunnel, Salo said.", "under_review"),
    ("Helsinki has ordered a study of the tunnel.", "under_review"),
    ("The tunnel is under discussion, Tamm said.", "under_review"),
    ("Estonia has not made up its mind on the tunnel.", "under_review"),
    ("Finland would pay for the tunnel if Estonia did.", "conditional"),
    ("Estonia said it would join the tunnel provided that Finland paid.", "conditional"),
    ("Salo said funding for the tunnel hinged on a vote.", "conditional"),
    ("Estonia is committed to the tunnel, Tamm said.", "commits"),
    ("Finland threw its weight behind the tunnel.", "commits"),
    ("Tallinn gave the green light to the tunnel.", "commits"),
    ("Finland intends to dig the tunnel.", "commits"),
    ("Estonia has promised money for the tunnel.", "commits"),
    ("Finland is preparing to dig the tunnel.", "commits"),
    ("Finland has opened the tunnel.", "delivers"),
    ("Estonia paid for the tunnel last year.", "delivers"),
    ("Finland started work on the tunnel in May.", "delivers"),
    ("Estonia made light of the dumping.", "deflects"),
    ("Helsinki waved away the sewage.", "deflects"),
    ("Finland said it was following the dumping closely.", "notes"),
    ("Helsinki said it knew of the dumping.", "notes"),
    ("Finland is uneasy about the dumping.", "concerned"),
    ("The dumping is of grave concern to Finland, Salo said.", "concerned"),
    ("Finland protested against the dumping.", "condemns"),
    ("Helsinki called the dumping a crime.", "condemns"),
    ("Helsinki blamed Tallinn for the dumping.", "condemns"),
    ("Salo told Tallinn to stop the dumping.", "demands"),
    ("Finland gave Estonia a week to end the dumping.", "demands"),
    ("Finland warned of sanctions over the dumping.", "threatens"),
    ("Finland will recall its envoy over the dumping.", "threatens"),
    ("Finland expelled two diplomats over the dumping.", "acts"),
    ("Helsinki closed its port to Estonian ships over the dumping.", "acts"),
]

STADIUMS = [
    ("The council said no to a new stadium.", "rules_out"),
    ("Harbour City will never pay for a stadium, Vidal said.", "rules_out"),
    ("The council voted against the stadium.", "rules_out"),
    ("Rovers gave up on the stadium.", "rules_out"),
    ("The club backed away from the stadium.", "rules_out"),
    ("The council is lukewarm about the stadium.", "reluctant"),
    ("Vidal hesitated over the stadium.", "reluctant"),
    ("The council has still not approved the stadium.", "no_change"),
    ("The council has not budged on the stadium.", "no_change"),
    ("The club could build a stadium.", "hints"),
    ("Ridge hinted at a stadium.", "hints"),
    ("Vidal did not close the door on a stadium.", "hints"),
    ("The council is expected to back the stadium.", "hints"),
    ("The council will vote on the stadium in May.", "under_review"),
    ("The club is thinking about a stadium.", "under_review"),
    ("No decision has been taken on the stadium, Vidal said.", "under_review"),
    ("The council will fund the stadium only if Rovers stay.", "conditional"),
    ("The club announced a 40 million stadium.", "commits"),
    ("The council approved plans for a stadium.", "delivers"),
    ("Rovers will build a stadium.", "commits"),
    ("Ridge has pledged a stadium by 2030.", "commits"),
    ("The council is funding the stadium.", "delivers"),
    ("Rovers have sold the stadium.", "delivers"),
    ("Rovers played down the riot.", "deflects"),
    ("Ridge dismissed the violence as a few flares.", "deflects"),
    ("The council said it was aware of the riot.", "notes"),
    ("Vidal expressed concern about the violence.", "concerned"),
    ("Vidal said the violence was shameful.", "condemns"),
    ("The club condemned the riot in the strongest terms.", "condemns"),
    ("Vidal called for an end to the violence.", "demands"),
    ("The council demanded answers from Rovers over the riot.", "demands"),
    ("The council threatened to close the ground over the riot.", "threatens"),
    ("The council fined Rovers over the riot.", "acts"),
    ("Rovers banned 40 men over the riot.", "acts"),
]

FERRY = parse_codebook(
    {
        "actors": [
            {"code": "VAR", "label": "Varna", "kind": "state", "names": ["Varna"], "adjectives": ["Varnan"]},
            {"code": "ELM", "label": "Elmland", "kind": "state", "names": ["Elmland"]},
            {"code": "MIN", "label": "Ports Ministry", "of": "VAR", "names": ["Ports Ministry", "ministry"]},
            {"code": "RUE", "label": "Ida Rue", "kind": "person", "of": "VAR", "names": ["Ida Rue"]},
            {"code": "LAKE", "label": "Lake Union", "kind": "alliance", "names": ["Lake Union"]},
        ],
        "issues": [
            {"code": "ferry", "label": "Ferry aid", "ladder": "policy", "about": [["ferry"]]},
            {"code": "loan", "label": "Loan", "ladder": "policy", "about": [["loan", "lend"]]},
            {"code": "dam", "label": "Answer to the dam", "ladder": "response", "about": [["dam"]]},
        ],
    }
)

FERRIES = [
    ("Varna drew a red line at funding the ferry.", "rules_out"),
    ("Varna is sounding out lenders about the ferry.", "under_review"),
    ("Varna is taking a fresh look at the ferry.", "under_review"),
    ("Varna said all options for the ferry are open.", "hints"),
    ("Ida Rue dangled the prospect of a new ferry.", "hints"),
    ("Varna will fund the ferry only once the port is dredged.", "conditional"),
    ("Varna tied the ferry subsidy to cheaper tickets.", "conditional"),
    ("The $50 million that the Lake Union committed to lend was praised.", "commits"),
    ("Varna gave its word that it would fund the ferry.", "commits"),
    ("Varna disbursed the loan in May.", "delivers"),
    ("Varna wired the first part of the loan in May.", "delivers"),
    ("Varna voiced misgivings about the dam.", "concerned"),
    ("Varna is unhappy about the dam.", "concerned"),
    ("Varna branded the dam an act of theft.", "condemns"),
    ("Varna lodged a protest over the dam.", "condemns"),
    ("Varna wants Elmland to halt the dam.", "demands"),
    ("Varna gave Elmland a week to halt work on the dam.", "demands"),
    ("Varna will answer the dam in kind, Ida Rue warned.", "threatens"),
    ("Varna is in two minds about the ferry.", "under_review"),
    ("Varna would rather not pay for the ferry.", "reluctant"),
    ("Varna sees no reason to fund the ferry.", "rules_out"),
    ("Varna is leaning towards a ferry subsidy.", "hints"),
    ("Varna is warming to the ferry.", "hints"),
    ("Varna has set up a panel to study the ferry.", "under_review"),
    ("Varna threw its support behind the ferry.", "commits"),
    ("Nothing has changed about the ferry, the ministry said.", "no_change"),
    ("Varna is keeping tabs on the dam.", "notes"),
    ("Varna is anxious over the dam.", "concerned"),
    ('"The dam is a disgrace," said Ida Rue.', "condemns"),
    ("Varna pressed Elmland to stop the dam.", "demands"),
]

NO_STAND = [
    "Varna released a photograph of the dam.",
    "The loan was tied to a boat.",
    "Analysts think Varna may fund the ferry.",
    "Ida Rue's brother works on the ferry.",
]


@pytest.mark.parametrize("text", NO_STAND)
def test_no_stand(text):
    """Words that only look like a cue take no position."""
    assert not find_stances(text, FERRY)


TOLD = [
    *((STRIKE, *row) for row in STRIKES),
    *((TUNNEL, *row) for row in TUNNELS),
    *((STADIUM, *row) for row in STADIUMS),
    *((FERRY, *row) for row in FERRIES),
]


@pytest.mark.parametrize(("codebook", "text", "level"), TOLD, ids=[text for _, text, _ in TOLD])
def test_words(codebook, text, level):
    """Each way of putting it gives its level, and one position."""
    assert [one.level for one in find_stances(text, codebook)] == [level]


@pytest.mark.parametrize(
    "text",
    [
        "The tunnel is 80 kilometres long.",
        "Finland and Estonia lie on the Baltic.",
        "Is Finland ready to dig the tunnel?",
        "Finland should back the tunnel, he wrote.",
        "Finns like the tunnel, a poll found.",
        "The tunnel's critics fear a flood.",
        "Estonia's finance minister visited the tunnel in May.",
        "A tunnel worker from Estonia was hurt.",
        "The Finnish team that designed the tunnel won a prize.",
        "Nobody knows whether Estonia will pay for the tunnel.",
        "The tunnel was proposed in 2008.",
        "The waste was found near Helsinki.",
        "Estonian ships carried waste in the 1990s.",
        "The dumping began at night.",
        "Fishermen condemned the dumping.",
        "Estonia was accused of dumping.",
        "He reported from Helsinki on the dumping of waste.",
        "Waste from Estonia drifts to Finland.",
        "Finland, which has no tunnel, has ferries.",
        "The tunnel could be flooded.",
        "The study looks at a tunnel between Helsinki and Tallinn.",
        "In Finland the tunnel is a joke.",
        "The Finnish firm Tunnel Oy may hire 20 people.",
        "Follow the news of the tunnel on our site.",
        "Finland watched the tunnel opening on TV.",
        "Tamm, who lives near the tunnel, is 50.",
        "The tunnel, Salo said, is 40 metres deep.",
    ],
)
def test_no_position(text):
    """What describes, asks, wishes, reports of nobody known or only happens near takes none."""
    assert find_stances(text, TUNNEL) == []
