"""Turn plain data into HTML through our own templates. Pure but for reading them; everything is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import mistune
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claimline.language import signs


def visible(value: object) -> object:
    """Return *value* with signs that hide, reorder or imitate written out; markup, and what is no text, as it is."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else signs.visible(value)


@cache
def environment() -> Environment:
    """Return the templates' environment: autoescaped, strict about names, hidden characters made visible."""
    made = Environment(
        loader=PackageLoader("claimline.show.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made


def load() -> None:
    """Compile the templates, so that processes forked from this one need not."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)


def rendered(template: str, **values: Any) -> str:
    """Return *template* filled with *values*."""
    return environment().get_template(template).render(**values)


def source(template: str) -> str:
    """Return *template* as it stands, for a stylesheet."""
    environment_ = environment()
    assert environment_.loader is not None
    return environment_.loader.get_source(environment_, template)[0]


def fragment(kind: str, content: Mapping[str, Any]) -> str:
    """Return a block of *kind* as HTML for a notebook. It starts with the mark that the nbval sanitizer knows."""
    return rendered("fragment.html.j2", kind=kind, content=content)


@cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(escape=True, hard_wrap=False)


def prose(markdown: str) -> Markup:
    """Return *markdown* as HTML. Markup inside it is escaped, and only harmless links stay links."""
    return Markup(_markdown()(str(visible(markdown))))
