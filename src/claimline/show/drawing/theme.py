"""The colours and type of every chart and page, as data. Pure: tokens in, CSS out.

A token has one value on a light page and one on a dark page. Charts are drawn once, in the light values; on a page
the stylesheet maps each exact light value to its token, so that one drawing serves both. The text tokens keep a
contrast of 4.5:1 or more on their background, marks 3:1 or more, and the colours of blocs stay apart (CAM02-UCS dE
of 14 or more) under normal vision and three colour deficiencies.
"""

from __future__ import annotations

#: (light, dark) by token. `grid`, `band` and `rule` are quiet on purpose.
TOKENS: dict[str, tuple[str, str]] = {
    "bg": ("#FFFFFF", "#14181F"),
    "band": ("#FAFBFC", "#1B212A"),
    "ink": ("#1A1C1F", "#ECEFF3"),
    "muted": ("#54585F", "#B4BAC4"),
    "rule": ("#767C85", "#8A93A0"),
    "grid": ("#E3E6EA", "#2A313B"),
    "bloc-1": ("#214776", "#BDCDF9"),
    "bloc-2": ("#75380B", "#FEAB75"),
    "bloc-3": ("#8431CD", "#B889F8"),
    "bloc-4": ("#D62C6A", "#F75487"),
    "bloc-5": ("#257F73", "#40B0AC"),
    "bloc-6": ("#8C6F15", "#A38812"),
    "unattributed": ("#48453E", "#E4DCD1"),
    "link": ("#0B4FA0", "#8FBEFF"),
    "mark": ("#FFE8A3", "#6B5200"),
    "mark-ink": ("#1A1C1F", "#FFF6DA"),
    "tile-ink": ("#1B1D20", "#1B1D20"),
    "tile-asserts": ("#CFDDF0", "#CFDDF0"),
    "tile-hedges": ("#D3ECE7", "#D3ECE7"),
    "tile-cannot-confirm": ("#F6E3C5", "#F6E3C5"),
    "tile-disputes": ("#F8D3DF", "#F8D3DF"),
}

#: The tokens that charts draw with; any two differ in their light value, which is how CSS tells them apart.
DRAWN = (
    *("bg", "band", "ink", "muted", "rule", "grid", *(f"bloc-{number}" for number in range(1, 7)), "unattributed"),
    *("tile-ink", "tile-asserts", "tile-hedges", "tile-cannot-confirm", "tile-disputes"),
)

FONT = "Claimline Sans, Liberation Sans, Arial, Helvetica, sans-serif"


def light(token: str) -> str:
    """Return the colour of *token* on a light page, which is how charts are drawn."""
    return TOKENS[token][0]


def bloc(position: float | None) -> str:
    """Return the token of the bloc at *position* in the codebook; of none, or one past the sixth, the grey one."""
    if position is None or not 0 <= position < 6:
        return "unattributed"
    return f"bloc-{int(position) + 1}"


def css() -> str:
    """Return the tokens as custom properties, light and dark, and the rules that let drawings follow them.

    Dark is what the reader's system asks for, unless `data-theme` on the root element says otherwise. Paper is light.
    """
    bright, dark = properties("light"), f"color-scheme:dark;{properties('dark')}"
    return "\n".join(
        [
            f":root{{color-scheme:light;{bright}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}",
            f"@media screen{{:root[data-theme=dark]{{{dark}}}}}",
            drawing_css(),
        ]
    )


def drawing_css() -> str:
    """Return the rules that replace each exact light colour in a drawing by its token."""
    return "\n".join(
        f".claimline-figure svg [{part}='{light(token)}']{{{part}:var(--{token})}}"
        for token in DRAWN
        for part in ("fill", "stroke")
    )


def properties(side: str) -> str:
    """Return the tokens as custom properties, *side* light or dark."""
    return "".join(f"--{token}:{values[side == 'dark']};" for token, values in TOKENS.items())
