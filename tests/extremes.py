"""Extracts at the edges of what can come: from nothing to 400 claims, from one day to ten years, in any script.

Every row is made from its number alone, the same one each time. Quotes stand in their texts where their rows say, so
that pages can be built from these extracts as from any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from claimline.model import (
    Attribution,
    Basis,
    Bound,
    Claim,
    Code,
    Document,
    Event,
    Extract,
    Link,
    Passage,
    Rejected,
    Stance,
    row_id,
)
from claimline.store import write_extract

POLICY = ("rules_out", "reluctant", "no_change", "hints", "under_review", "conditional", "commits", "delivers")
BLOCS = ("Harbour", "Unions", "City", "State", "Press", "Courts", "Owners", "Shippers")
TWELVE = (
    "Ada Lee", "Port Authority", "Dockers' Union (DU)", "Mayor of Harrow", "Evening Post", "J. Öberg",
    "Court of Appeal", "Ministry of Labour and Social Affairs", "Owners' Association", "Żegluga S.A.", "Tom Wu",
    "Harbour Police",
)  # fmt: skip
SCRIPTS = (
    "국가정보원", "김용현 국방부 장관", "Министерство обороны", "Володимир Ґжицький",
    "وزارة الدفاع", "משרד הביטחון",
    "東京都港湾局",
    "Ελληνική Ακτοφυλακή", "กระทรวงกลาโหม", "🚢 Port 🏴 Crew", "ﷺﷻ﷽", "e\u0301cole supe\u0301rieure",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "</svg><img src=x onerror=alert(1)>", "\u202eevil\u202c \u2067name\u2069",
    "$\\frac{1}{2}$ & co",
    'a "quoted" [name] {x}', "%s {0} datum['x'] `id`", "=1+1", "&lt;b&gt;&#x41;", "tab\tand\nline",
    "| pipe | `code` |", "\u0000\u001b[31m",
    "javascript:alert(1)",
)  # fmt: skip
LONG = tuple(
    (name * 40)[:300]
    for name in ("Federation of Northern Port Employers and ", "Wort", "국가정보원", "Министерство ", "WWW ")
)


@dataclass(frozen=True)
class Case:
    """What is extreme about an extract: how many `claims`, whose, over how many `days` from `first`, how dated."""

    claims: int
    names: Sequence[str] = TWELVE
    days: int = 300
    first: date = date(2025, 1, 6)
    dated: bool = True
    values: Sequence[float] = (0.5, 3, 40, 40, 900, 12_000, 3_000_000)
    measures: Sequence[str] = ("Dockers on strike", "Ships at anchor", "Berths closed", "Containers left ashore")


CASES = {
    "nothing": Case(0),
    "one claim": Case(1, names=TWELVE[:1]),
    "three claims": Case(3),
    "40 claims": Case(40),
    "400 claims": Case(400),
    "one actor": Case(40, names=TWELVE[:1]),
    "one day": Case(40, days=0),
    "ten years": Case(40, days=3650, first=date(2015, 12, 28)),
    "equal values": Case(40, values=(300,), measures=("Dockers on strike",)),
    "no dates": Case(40, dated=False),
    "long names": Case(20, names=LONG, measures=LONG),
    "many scripts": Case(40, names=SCRIPTS, measures=SCRIPTS[:4]),
    "hostile": Case(24, names=HOSTILE, measures=HOSTILE[:3]),
}
_BOUNDS = (Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST, Bound.BETWEEN, Bound.ABOUT, Bound.VAGUE)
_RELATIONS = ("supports", "cannot_confirm", "denies", "backs_partly", "deflects")
_KINDS = ("person", "body", "body", "person", "media", "state", "law")


def extract(name: str) -> Extract:
    """Return the extract of the case *name*: claims, half as many stances and events, answers, and all their codes."""
    return _Maker(CASES[name]).extract()


def texts(name: str) -> dict[str, str]:
    """Return the text of each document of the case *name*."""
    return {f"doc {number}.txt": text for number, text in enumerate(_Maker(CASES[name]).texts()) if text}


def before(whole: Extract) -> Extract:
    """Return *whole* as it might have been earlier: fewer claims, other figures and levels, fewer answers."""
    claims = [
        replace(row, low=(row.low or 0) + 1) if n % 5 == 1 else row for n, row in enumerate(whole.claims) if n % 4
    ]
    stances = [replace(row, level=POLICY[0]) if n % 3 == 1 else row for n, row in enumerate(whole.stances)]
    gone = [replace(row, id=f"{row.id}x", quote=f"{row.quote} then", start=row.start + 1) for row in whole.claims[1::6]]
    return replace(whole, claims=(*claims, *gone), stances=tuple(stances), links=whole.links[::2])


def written(name: str, folder: Path) -> Path:
    """Write the texts and the extract of the case *name* below *folder* and return the folder of the extract."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for document, text in texts(name).items():
        (seeds / document).write_text(text, encoding="utf-8", newline="")
    write_extract(extract(name), folder / "data", seeds)
    return folder / "data"


class _Maker:
    """Makes the rows of one case; each sentence of a row is put into the text of one of three documents."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._texts = ["", "", ""]

    def extract(self) -> Extract:
        """Return all rows of the case."""
        count = self._case.claims
        claims = tuple(self._claim(number) for number in range(count))
        stances = tuple(self._stance(number) for number in range((count + 1) // 2))
        events = tuple(self._event(number) for number in range((count + 1) // 2))
        attributions = tuple(self._attribution(number) for number in range(count // 4))
        links = tuple(self._links(claims, attributions))
        return Extract(
            documents=tuple(self._documents()),
            passages=tuple(self._passages()),
            claims=claims,
            stances=stances,
            events=events,
            attributions=attributions,
            links=links,
            rejected=tuple(self._rejected(number) for number in range(count // 3)),
            codes=tuple(self._codes()),
        )

    def texts(self) -> list[str]:
        """Return the texts of the documents in their order."""
        self.extract()
        return self._texts

    def _put(self, number: int, quote: str) -> tuple[str, int, int]:
        """Write *quote* into a document and return its name, start and end."""
        at = number % 3
        start = len(self._texts[at]) + len("It is told: ")
        self._texts[at] += f"It is told: {quote}.\n\n"
        return f"doc {at}.txt", start, start + len(quote)

    def _dates(self, number: int) -> tuple[str | None, str | None]:
        """Return the earliest and latest day of row *number*: a day, a span, or a side that is open."""
        if not self._case.dated or number % 9 == 8:
            return None, None
        day = self._case.first + timedelta(days=number * 37 % (self._case.days + 1))
        length = min((0, 0, 4, 20)[number % 4], self._case.days)
        ends = day.isoformat(), (day + timedelta(days=length)).isoformat()
        return (None, ends[1]) if number % 7 == 5 else (ends[0], None) if number % 13 == 7 else ends

    def _voice(self, number: int) -> tuple[str | None, str | None]:
        """Return the written name and the code of who speaks in row *number*; some are in no codebook, some nobody."""
        at = number * 5 % len(self._case.names)
        if number % 6 == 5:
            return None, None
        return self._case.names[at], None if number % 8 == 6 else f"a{at}"

    def _claim(self, number: int) -> Claim:
        case, (earliest, latest), (actor, code) = self._case, self._dates(number), self._voice(number)
        value = case.values[number % len(case.values)]
        bound = _BOUNDS[number % len(_BOUNDS)]
        low = None if bound is Bound.AT_MOST else value
        high = None if bound in (Bound.AT_LEAST, Bound.VAGUE) else value * 2 if bound is Bound.BETWEEN else value
        stated = number % 7 == 6
        measure = f"m{number // 2 % len(case.measures)}" if number % 5 != 4 else None
        quote = f"row {number}: {bound} {value:,} of {case.measures[number % len(case.measures)]}"
        document, start, end = self._put(number, quote)
        days = earliest if earliest == latest else f"[{earliest or ''}..{latest or ''}]"
        return Claim(
            id=row_id("c", number), document=document, passage=row_id("p", document), start=start, end=end, quote=quote,
            measure="p0" if stated else measure, low=None if stated else low, high=None if stated else high,
            bound=None if stated else bound, kind="proposition" if stated else "count",
            unit=None if stated else "docker", counted=None if stated else "dockers",
            distribution="day" if number % 17 == 3 else None, increment=number % 19 == 4, part_of=None,
            status=("done", "ongoing", "planned", None)[number % 4],
            polarity="negative" if number % 11 == 10 else "positive", hedge="perhaps" if number % 3 == 2 else None,
            actor=actor, actor_code=code, on_behalf_of=None, via="outlet", speech="reported",
            anonymity=("named", "named", "unnamed", "titled")[number % 4] if actor else "none", attribution=None,
            date=days if latest or earliest else None, earliest=earliest, latest=latest, date_basis=self._basis(number),
            said=days if latest or earliest else None, said_earliest=earliest, said_latest=latest,
            said_basis=self._basis(number), context=f"It is told: {quote}.", context_start=start - 12, rule="made",
        )  # fmt: skip

    def _basis(self, number: int) -> Basis:
        return list(Basis)[number % 3] if self._case.dated and number % 9 != 8 else Basis.NONE

    def _stance(self, number: int) -> Stance:
        (earliest, latest), (actor, code) = self._dates(number), self._voice(number * 3)
        quote = f"stance {number}: we will not raise the offer of {self._case.measures[0]}"
        document, start, end = self._put(number + 1, quote)
        return Stance(
            id=row_id("s", number), document=document, passage=row_id("p", document), start=start, end=end, quote=quote,
            actor=actor or "somebody", actor_code=code, on_behalf_of=code, issue=f"i{number % 3 // 2}",
            ladder="policy", level=POLICY[number * 3 % 8] if number % 10 != 9 else "unclear", legal_bar=False,
            trigger=None, channel=None, hedge="might" if number % 4 == 3 else None, source=None, via="outlet",
            speech="direct", date=latest, earliest=earliest, latest=latest, date_basis=self._basis(number),
            context=f"It is told: {quote}.", context_start=start - 12, rule="made",
        )  # fmt: skip

    def _event(self, number: int) -> Event:
        (earliest, latest), (_, code) = self._dates(number), self._voice(number)
        quote = f"event {number}: the quay of {self._case.names[number % len(self._case.names)]} was closed"
        document, start, end = self._put(number + 2, quote)
        return Event(
            id=row_id("e", number), document=document, start=start, end=end, quote=quote, type="COERCE", mode=None,
            actors=f"{code}; a1" if code else None, recipients=None,
            auxiliary=(None, None, "historical", "future", "hypothetical", "negated")[number % 6],
            cluster=row_id("e", number - 1 if number % 5 == 4 else number), date=latest, earliest=earliest,
            latest=latest, date_basis=self._basis(number), rule="made",
        )  # fmt: skip

    def _attribution(self, number: int) -> Attribution:
        actor, code = self._voice(number * 2 + 1)
        cue = f"cannot confirm {number}"
        document, start, end = self._put(number, cue)
        return Attribution(
            id=row_id("a", number), document=document, source_start=None, source_end=None, cue_start=start, cue_end=end,
            content_start=None, content_end=None, source=None, cue=cue, actor=actor or "an aide", actor_code=code,
            via="outlet", speech="reported", anonymity="named", cue_class="doubts", rule="made",
        )  # fmt: skip

    def _links(self, claims: Sequence[Claim], attributions: Sequence[Attribution]) -> Iterator[Link]:
        for number, row in enumerate(attributions):
            target = claims[number * 3 % len(claims)]
            relation = _RELATIONS[number % len(_RELATIONS)]
            yield Link(
                id=row_id("l", number), source=row.id, target=target.id, relation=relation, independence="unknown",
                basis="stated", document=row.document, start=row.cue_start, end=row.cue_end, quote=row.cue, rule="made",
            )  # fmt: skip

    def _rejected(self, number: int) -> Rejected:
        document, start, end = self._put(number, f"1953 model {number}")
        return Rejected(document, start, end, f"1953 model {number}", ("date", "model", "ordinal")[number % 3], "made")

    def _documents(self) -> Iterator[Document]:
        for number, text in enumerate(self._texts):
            if text:
                name = self._case.names[number % len(self._case.names)]
                yield Document(
                    document=f"doc {number}.txt", sha256="0" * 64, title=f"Told by {name}", publisher=name,
                    kind="article", published=None, published_earliest=None, published_latest=None,
                    published_basis=Basis.NONE, published_evidence=None,
                )  # fmt: skip

    def _passages(self) -> Iterator[Passage]:
        for number, text in enumerate(self._texts):
            if text:
                yield Passage(row_id("p", f"doc {number}.txt"), f"doc {number}.txt", 0, len(text), "body", False, None)

    def _codes(self) -> Iterator[Code]:
        case = self._case
        for number, bloc in enumerate(BLOCS):
            yield Code("bloc", f"b{number}", bloc, None, number)
        for number, name in enumerate(case.names):
            bloc = f"b{number % 9}" if number % 9 < len(BLOCS) else None
            yield Code("actor", f"a{number}", name, bloc, number)
            yield Code("kind", f"a{number}", _KINDS[number % len(_KINDS)], None, None)
        for number, label in enumerate(case.measures):
            yield Code("measure", f"m{number}", label, None, number)
        yield Code("proposition", "p0", f"{case.names[0]} has gone on strike", "m0", 0)
        yield Code("issue", "i0", f"A better offer for {case.names[0]}", "policy", 0)
        yield Code("issue", "i1", "A new quay", "policy", 1)
        for rung, level in enumerate(POLICY):
            yield Code("level", f"policy.{level}", level.replace("_", " ").capitalize(), "policy", rung)
        yield Code("level", "policy.unclear", "Unclear", "policy", None)
