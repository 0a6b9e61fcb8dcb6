"""A report's parameters: typed by the notebook's own defaults, checked before a kernel starts. Pure.

The cell tagged `parameters` holds plain literals, and they are the schema: a list takes one or several values, a name
like `since` takes a day, a name like `measure` or `actors` takes codes of the extract. Nothing else is accepted,
because what is not checked here would reach a kernel as code or pass as a silent default.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claimline.model import Code
from claimline.remedy import hint

#: A parameter's value, as a kernel is given it.
Value = str | int | float | bool | None | list[str]

#: Parameters that name the folder of an extract.
FOLDERS = ("extract", "earlier")
_DAYS = ("since", "until", "as_of")
_LONGEST = 200
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
# Which codes a parameter may name: an actor's colour group stands for all of its members.
_SCHEMES = {"measure": ("measure",), "actor": ("actor", "bloc"), "issue": ("issue",)}


class ParameterError(ValueError):
    """Parameters that cannot be used: one line for each thing wrong, naming the parameter and the remedy."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook. `kind` is text, whole, number, flag, texts or day."""

    name: str
    kind: str
    default: Value


def schema(notebook: Mapping[str, Any], name: str) -> dict[str, Parameter]:
    """Return the parameters of *notebook* (parsed JSON, called *name*), by name, in their order.

    Raises ParameterError where the cell tagged `parameters` holds anything but names set to plain literals.
    """
    tagged = [cell for cell in notebook.get("cells", ()) if "parameters" in cell.get("metadata", {}).get("tags", ())]
    if len(tagged) != 1:
        raise ParameterError(f"{name}: {len(tagged)} cells are tagged 'parameters': tag exactly one")
    source = "".join(tagged[0]["source"])
    try:
        listed = [_declared(statement) for statement in ast.parse(source).body]
    except (SyntaxError, ValueError) as error:
        raise ParameterError(f"{name}: parameters cell: {error}: set names to plain literals only") from error
    return {parameter.name: parameter for parameter in listed}


def _declared(statement: ast.stmt) -> Parameter:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            default = ast.literal_eval(value)
            return Parameter(name, _kind(name, default, statement.lineno), default)
    raise ValueError(f"line {statement.lineno} does not set one name")


def _kind(name: str, default: object, line: int) -> str:
    if name in _DAYS:
        return "day"
    if isinstance(default, bool):
        return "flag"
    if isinstance(default, list) and all(isinstance(item, str) for item in default):
        return "texts"
    kinds = {int: "whole", float: "number", str: "text", type(None): "text"}
    if type(default) not in kinds:
        raise ValueError(f"line {line}: {name} is neither text, number, true or false, None nor a list of texts")
    return kinds[type(default)]


def checked(
    known: Mapping[str, Parameter], given: Sequence[tuple[str, str]], codes: Iterable[Code] = ()
) -> dict[str, Value]:
    """
    Return the values of *given* as (name, words) pairs, typed as *known* says; *codes* are those of the extract.

    A list collects every value given, each of which may be several joined by commas. Raises ParameterError with all
    that is wrong at once.
    """
    codes = tuple(codes)
    values: dict[str, Value] = {}
    wrong = []
    for name, words in given:
        try:
            _take(values, _find(known, name), words, codes)
        except ValueError as error:
            wrong.append(f"{name}: {error}")
    if not wrong and (since := values.get("since")) and (until := values.get("until")) and str(since) > str(until):
        wrong.append(f"since: {since} is after until {until}: swap them")
    if wrong:
        raise ParameterError("\n".join(wrong))
    return values


def _find(known: Mapping[str, Parameter], name: str) -> Parameter:
    # Where an extract lies is no matter of taste: it is where `--data` and `--earlier` say, for every notebook.
    free = [other for other in known if other not in FOLDERS]
    if name not in free:
        raise ValueError("no such parameter: " + hint(name, free))
    return known[name]


def _take(values: dict[str, Value], parameter: Parameter, words: str, codes: tuple[Code, ...]) -> None:
    if parameter.kind == "texts":
        before = values.get(parameter.name)
        listed = [word.strip() for word in words.split(",") if word.strip()]
        if not listed:
            raise ValueError("no value: give one, or several joined by commas")
        taken = [_code(parameter.name, _text(word), codes) for word in listed]
        values[parameter.name] = list(dict.fromkeys([*(before if isinstance(before, list) else ()), *taken]))
    elif parameter.name in values:
        raise ValueError("given twice: give it once")
    else:
        value = _READERS[parameter.kind](words)
        values[parameter.name] = _code(parameter.name, value, codes) if isinstance(value, str) else value


def _code(name: str, word: str, codes: tuple[Code, ...]) -> str:
    schemes = _SCHEMES.get(name.removesuffix("s"))
    if schemes is None:
        return word
    known = list(dict.fromkeys(code.code for code in codes if code.scheme in schemes))
    if word in known:
        return word
    labels = {code.label.casefold(): code.code for code in codes if code.scheme in schemes}
    if word.casefold() in labels:
        return labels[word.casefold()]
    raise ValueError(f"no {' or '.join(schemes)} {word!r} in this extract: {hint(word, known)}")


def _text(words: str) -> str:
    if len(words) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST} characters: shorten it")
    odd = next((sign for sign in words if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co")), None)
    if odd is not None:
        raise ValueError(f"holds the control character U+{ord(odd):04X}: remove it")
    return words


def _whole(words: str) -> int:
    if not _WHOLE.fullmatch(words):
        raise ValueError(f"expected a whole number, got {words!r}")
    return int(words)


def _number(words: str) -> float:
    if not _NUMBER.fullmatch(words):
        raise ValueError(f"expected a number like 2.5, got {words!r}")
    return float(words)


def _flag(words: str) -> bool:
    if words.casefold() not in _FLAGS:
        raise ValueError(f"expected true or false, got {words!r}")
    return _FLAGS[words.casefold()]


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words) else "").isoformat()
    except ValueError:
        raise ValueError(f"expected a day like 2024-10-22, got {words!r}") from None


_READERS: dict[str, Callable[[str], Value]] = {
    "text": _text,
    "whole": _whole,
    "number": _number,
    "flag": _flag,
    "day": _day,
}
