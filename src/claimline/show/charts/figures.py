"""A figure: a finding as its title, two drawings, the words that stand for them and the rows behind them."""

from __future__ import annotations

import base64
import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimline.show.charts.reading import reading
from claimline.show.drawing import live, svg, theme
from claimline.show.drawing.letters import FONTS

if TYPE_CHECKING:
    import altair
    import pandas

Spec = dict[str, Any]
MIME = "application/vnd.claimline.figure+json"


@dataclass(frozen=True)
class Figure:
    """One chart in its two widths with everything a reader without eyes for it needs.

    `title` states the finding in at most twelve words, `subtitle` how to read the wide drawing and `narrow_subtitle`
    the narrow one, `note` what is not drawn and why, `alt` all of it in at most 600 characters. `wide` and `narrow`
    are Vega-Lite specs as plain dicts. `rows` is the table behind the marks, `digest` one line a mark, `tooltips` what
    each linked row says, by row id, and `encodings` how data became marks, in words.
    """

    id: str
    title: str
    subtitle: str
    narrow_subtitle: str
    note: str
    alt: str
    wide: Spec
    narrow: Spec
    rows: tuple[Mapping[str, Any], ...]
    digest: str
    tooltips: Mapping[str, str] = field(repr=False)
    encodings: Mapping[str, str] = field(repr=False)

    @cached_property
    def data(self) -> pandas.DataFrame:
        """The table behind the figure, one row a claim or statement, drawn or not."""
        import pandas

        return pandas.DataFrame([dict(row) for row in self.rows])

    def altair(self, form: str = "wide") -> altair.TopLevelMixin:
        """Return the wide or narrow drawing as an altair chart, to tinker with."""
        import altair

        chart: altair.TopLevelMixin = altair.Chart.from_dict(copy.deepcopy(getattr(self, form)))
        return chart

    def svg(self, form: str = "wide", *, titled: bool = True) -> str:
        """Return the wide or narrow drawing as SVG; untitled where the page around it says the title."""
        spec = {key: value for key, value in getattr(self, form).items() if titled or key != "title"}
        return svg.drawn(spec, self.alt, self.tooltips)

    def png(self, form: str = "wide", scale: float = 2) -> bytes:
        """Return the wide or narrow drawing as PNG, light, *scale* px to one of the drawing's."""
        import vl_convert

        picture: bytes = vl_convert.vegalite_to_png(getattr(self, form), scale=scale, allowed_base_urls=[])
        return picture

    def print(self, path: Path | str) -> None:
        """Write the wide drawing to *path* for print, by matplotlib; its ending says how: .svg, .pdf or .png.

        Raises ValueError for any other ending, and StoreError where it cannot be written.
        """
        from claimline.show.charts.printing import printed
        from claimline.store import publish

        publish(Path(path), printed(self.wide, Path(path).suffix.removeprefix(".")))

    @cached_property
    def html(self) -> str:
        """The figure as page markup: title, both drawings (the page's CSS picks one), note and table."""
        note = f'<p class="note">{escape(self.note)}</p>' if self.note else ""
        return (
            f'<figure class="claimline-figure" id="{escape(self.id)}" aria-labelledby="{escape(self.id)}-title">'
            f'<figcaption><h3 class="title" id="{escape(self.id)}-title">{_unbroken(self.title)}</h3></figcaption>'
            f"{self._form('wide', self.subtitle)}{self._form('narrow', self.narrow_subtitle)}"
            f"{note}{self._table()}</figure>"
        )

    def _form(self, form: str, subtitle: str) -> str:
        above = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
        drawing = self.svg(form, titled=False) if self.tooltips else ""
        return f'<div class="{form}">{above}{drawing}</div>'

    def _table(self) -> str:
        """Return the rows behind the figure as a folded table, of very many those that are drawn first."""
        if not self.rows:
            return ""
        rows = self.rows
        if len(rows) > MOST_ROWS:
            rows = tuple(sorted(rows, key=lambda row: not row.get("drawn")))[:OF_MANY]
        columns = [column for column in rows[0] if column not in _NOT_SHOWN]
        head = "".join(f'<th scope="col">{escape(_heading(column))}</th>' for column in columns)
        body = "".join(f"<tr{_told(row)}>{''.join(_cell(row, column) for column in columns)}</tr>" for row in rows)
        left = f"<p>{len(self.rows) - len(rows)} more are in its data, to download.</p>"
        return (
            f"<details><summary>Data behind this figure ({len(self.rows)})</summary>"
            f'<div class="rows" role="group" tabindex="0" aria-label="Data: {escape(self.title)}">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
            f"{left if len(rows) < len(self.rows) else ''}</details>"
        )

    @property
    def bundle(self) -> dict[str, Any]:
        """What the figure means and what can be read off it, without how it looks: no colours or versions."""
        return {
            "id": self.id,
            "title": self.title,
            "subtitle": self.subtitle,
            "note": self.note,
            "alt": self.alt,
            "encodings": dict(self.encodings),
            "tooltips": dict(self.tooltips),
            "rows": [dict(row) for row in self.rows],
            "drawn": {form: reading(getattr(self, form)) for form in ("wide", "narrow")},
        }

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what a notebook shows and compares, and beside it, as metadata, the specs for whoever draws again."""
        shown = {
            "text/plain": self.digest,
            "text/html": f"<style>{notebook_css()}</style><script>{live.script()}</script>{_for_notebook(self.html)}",
            MIME: self.bundle,
        }
        return shown, {MIME: {"wide": self.wide, "narrow": self.narrow}}


def _for_notebook(html: str) -> str:
    """Return *html* with the links in its drawings in the older form, xlink:href.

    JupyterLab rewrites the href of every link that it shows and fails on one of SVG's; this form it leaves alone.
    """
    links = re.compile(r'(<a [^>]*?)\bhref="#')
    return re.sub(r"<svg.*?</svg>", lambda found: links.sub(r'\1xlink:href="#', found[0]), html, flags=re.DOTALL)


#: So many rows of the table behind a figure are shown with it, and so many where there are more; its `data` has all.
MOST_ROWS, OF_MANY = 60, 20
_NOT_SHOWN = {"low", "high", "said_earliest", "said_latest", "start", "end", "bloc", "rung", "drawn"}


def _unbroken(title: str) -> str:
    """Return *title* escaped, with signs kept on the line of their number."""
    return escape(re.sub("([≥≤<>]) ", "\\1\u00a0", title))


def _heading(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _told(row: Mapping[str, Any]) -> str:
    """Return what the live layer asks of a table's line: which row it is, who speaks, and between which days."""
    voice = row.get("voice") or row.get("actor")
    days = [row.get(f"said_{end}") or row.get(end) for end in ("earliest", "latest")]
    told = {"row": row.get("id"), "voice": voice, "from": days[0], "to": days[1]}
    return "".join(f' data-{name}="{escape(str(value))}"' for name, value in told.items() if value)


def _cell(row: Mapping[str, Any], column: str) -> str:
    value = "" if row[column] is None else escape(str(row[column]))
    linked = column == "id" and value
    return f'<td><a href="#{value}">{value}</a></td>' if linked else f"<td>{value}</td>"


def css() -> str:
    """Return the stylesheet of figures: the tokens, the layout, and which of the two drawings a width gets.

    The width that counts is that of the figure's own column, not of the window: a notebook's output area is narrower.
    """
    return f"{theme.css()}\n{_LAYOUT}\n{live.css()}"


def notebook_css() -> str:
    """Return the stylesheet of a figure alone in a notebook: it keeps to the figure, and follows JupyterLab's theme.

    The font comes with it: in another one, labels are wider than the room that was laid out for them.
    """
    return "\n".join(
        [
            font_css(),
            f".claimline-figure{{{theme.properties('light')}}}",
            f"[data-jp-theme-light=false] .claimline-figure{{{theme.properties('dark')}}}",
            theme.drawing_css(),
            _LAYOUT,
            live.css(),
        ]
    )


_LAYOUT = """
.claimline-figure{container-type:inline-size;margin:0;padding:0;background:var(--bg);color:var(--ink);
overflow-wrap:anywhere;
font-family:Claimline Sans,Liberation Sans,Arial,Helvetica,sans-serif}
.claimline-figure .title{font-size:17px;line-height:1.3;margin:0 0 4px;color:var(--ink);text-wrap:balance}
.claimline-figure .subtitle,.claimline-figure .note{font-size:14px;line-height:1.4;margin:0 0 8px;
max-width:none;color:var(--muted)}
.claimline-figure svg{display:block;width:100%;height:auto;overflow:visible}
.claimline-figure .wide{display:none;max-width:840px}
.claimline-figure .narrow{max-width:400px}
.claimline-figure svg a{cursor:pointer;outline:none}
.claimline-figure svg a:hover text{text-decoration:underline}
.claimline-figure svg a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.claimline-figure summary{font-size:13px;padding:4px 0;cursor:pointer}
.claimline-figure .rows{overflow-x:auto}
.claimline-figure table{border-collapse:collapse;font-size:13px;line-height:1.4;color:var(--ink);background:var(--bg)}
.claimline-figure th,.claimline-figure td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;
border-bottom:1px solid var(--grid)}
.claimline-figure a{color:var(--link)}
@container (min-width:800px){.claimline-figure .wide{display:block}.claimline-figure .narrow{display:none}}
@media print{.claimline-figure .wide{display:block}.claimline-figure .narrow{display:none}}
""".strip()


def font_css() -> str:
    """Return the @font-face rules of the two fonts that ship with the package, whole, as data: addresses."""
    return "".join(
        f"@font-face{{font-family:'Claimline Sans';font-weight:{weight};font-style:normal;font-display:block;"
        f"src:url(data:font/woff2;base64,{_encoded(style)}) format('woff2')}}"
        for style, weight in (("Regular", 400), ("Bold", 700))
    )


def _encoded(style: str) -> str:
    return base64.b64encode((FONTS / f"ClaimlineSans-{style}.woff2").read_bytes()).decode("ascii")
