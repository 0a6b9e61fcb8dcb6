"""The table of `docs/trust.md`: written by the soak from what it counted, and read back to be checked."""

import re

from tried import FAULTS

_TABLE = re.compile(r"(?<=<!-- counted -->\n).*?(?=<!-- /counted -->)", re.DOTALL)
_ROW = re.compile(r"\| (.+?) \| (.+?) \| ([0-9,]+) of ([0-9,]+) \|")


def written(page, counted):
    """Return the text of *page* with the rows of its table that *counted* tells of, (survived, tried) by fault."""
    kept = {fault: (n, m) for fault, _, n, m in listed(page)}
    rows = [(*told, *counted.get(fault, kept.get(told[0], (0, 0)))) for fault, told in FAULTS.items()]
    lines = [f"| {fault} | {expected} | {n:,} of {m:,} |" for fault, expected, n, m in rows]
    table = "\n".join(["| fault | expected | survived |", "|---|---|---|", *lines]) + "\n"
    return _TABLE.sub(lambda _: table, page)


def listed(page):
    """Return the rows of the table in the text of *page*: fault, what is expected, survived, tried."""
    found = [row.groups() for row in _ROW.finditer(_TABLE.search(page)[0])]
    return [(fault, told, int(n.replace(",", "")), int(m.replace(",", ""))) for fault, told, n, m in found]
