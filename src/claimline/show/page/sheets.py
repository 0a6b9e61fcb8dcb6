"""The HTML files: a report, one figure alone, the list of reports, a failure. Pure: values in, bytes out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from claimline.show.charts import figures
from claimline.show.drawing import live
from claimline.show.page import rendering
from claimline.show.page.page import Page

_ALSO = "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"


def report(made: Page, footer: Mapping[str, Any], beside: Collection[str] = ()) -> bytes:
    """
    Return *made* as one HTML file; *footer* tells how to rebuild and cite it.

    *beside* names the files in the page's own folder, which it offers to download. The page may run one script, that
    of the live layer: all that it shows stands there without it.
    """
    return _closed("page.html.j2", live.script(), page=made, footer=footer, beside=frozenset(beside))


def figure(made: Page, shown: Mapping[str, Any], footer: Mapping[str, Any]) -> bytes:
    """Return the figure *shown* on *made* as a small page for a frame on another; its marks lead to the report."""
    there = f"../{footer['name']}.html"
    headed = re.sub(r"(?<=<|/)h3\b", "h1", shown["markup"])
    markup = Markup(headed.replace(' href="#', f' target="_blank" rel="noopener" href="{there}#'))
    return _closed("figure.html.j2", page=made, figure=shown, markup=markup, there=there, footer=footer)


def index(entries: Sequence[Mapping[str, Any]], failed: Sequence[str], version: str, digest: str) -> bytes:
    """Return the page that lists the reports: *entries* as the manifest has them, and the names of those that *failed*.

    Each entry has its `thumbnail` besides: SVG of ours, which stands on the page as it is, or b"". The page carries
    *digest*, which tells whether it still lists what there is.
    """
    entries = [{**entry, "thumbnail": Markup(entry["thumbnail"].decode())} for entry in entries]
    return _closed("index.html.j2", entries=entries, failed=failed, version=version, digest=digest)


def failure(name: str, lines: Sequence[str], source: str) -> bytes:
    """Return the page that says why the report *name* was not made, and which cell to look at."""
    return _closed("failed.html.j2", name=name, lines=lines, source=source)


def _closed(template: str, script: str = "", **values: Any) -> bytes:
    """Return *template* as a page that may load nothing, be styled by our sheet alone, and run *script* alone."""
    sheet = css()
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    policy = f"default-src 'none'; style-src '{_hash(sheet)}'; {scripts}{_ALSO}"
    return rendering.rendered(template, css=Markup(sheet), policy=policy, live=Markup(script), **values).encode()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def css() -> str:
    """Return the stylesheet of a page: fonts, tokens, figures, and the page itself."""
    return "\n".join([figures.font_css(), figures.css(), rendering.source("page.css")])
