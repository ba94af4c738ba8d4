"""Faults: what in a value does not fit its place in the model, and what cures it."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from tui.check.problem import shown
from tui.text import nearest

MOST_FAULTS = 100
"""Wrong parts named of one event; a list of a million numbers for tags is said often enough."""

_WORDS = {
    "str": "text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list in [ ]",
    "object": "an object in { }",
}

_RULES = {
    "id": "use letters, digits, - . and _, at most 100, a letter or digit first",
    "country": "write two capital letters, as in HT",
    "mark": "write one character",
    "lat": "write degrees from -90 to 90",
    "lon": "write degrees from -180 to 180",
    "date-parts": "write [[year, month, day]], or less of it",
}
"""What a value must look like beyond its type."""

_ONE = {
    "claims": "claim",
    "links": "link",
    "places": "place",
    "actors": "actor",
    "sources": "source",
    "stops": "stop",
    "tags": "tag",
}
"""What an element of a list is called."""

Path = tuple[str | int, ...]
"""Keys and positions that lead to a part of a value."""


def _named(path: Path) -> str:
    """A path in words: `value in claim 2`."""
    names: list[str] = []
    for step in path:
        if isinstance(step, str):
            names.insert(0, step)
        elif names[0] in _ONE:
            names[0] = f"{_ONE[names[0]]} {step + 1}"
    return " in ".join(names)


def faults(value: object, kind: Any, path: Path) -> Iterator[tuple[str, str]]:
    """Each part of a value that does not fit its kind, and the cure; msgspec finds the first."""
    try:
        msgspec.convert(value, kind)
        return
    except msgspec.ValidationError as error:
        message = str(error)
    kinds = list(_kinds(kind))
    struct = next((k for k in kinds if isinstance(k, type) and issubclass(k, msgspec.Struct)), None)
    if isinstance(value, dict) and struct:
        for field in msgspec.structs.fields(struct):
            if field.encode_name in value:
                name = field.encode_name
                yield from faults(value[name], field.type, (*path, name))
            elif field.required and path:
                yield f"{_named(path)} has no {field.name}: {shown(value)}", f"add `{field.name}`"
            elif field.required:
                yield f"the event has no {field.name}", f"add `{field.name}`"
        return
    if isinstance(value, list) and (items := [k for k in kinds if get_origin(k) in (list, tuple)]):
        inner = get_args(items[0])[0]
        parts = [faults(part, inner, (*path, index)) for index, part in enumerate(value)]
        found = [fault for part in parts for fault in part]
        if found:
            yield from found
            return
    yield f"{_named(path)} is {shown(value)}", _cure(message, path, kinds, value)


def _kinds(kind: Any) -> Iterator[Any]:
    """The kinds that an annotation allows, one by one."""
    if get_origin(kind) is Annotated:
        yield from _kinds(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for one in get_args(kind):
            yield from _kinds(one)
    else:
        yield kind


def _cure(message: str, path: Path, kinds: list[Any], value: object) -> str:
    """What cures a msgspec message, in words."""
    for kind in kinds:
        if get_origin(kind) is Literal:
            near = nearest(value, get_args(kind)) if isinstance(value, str) else ""
            hint = f"did you mean {near}? " if near else ""
            return f"{hint}it is one of {', '.join(get_args(kind))}"
    if match := re.match(r"Expected `([^`]+)`, got `", message):
        wanted = [name for name in match[1].split(" | ") if name in _WORDS]
        wanted = [name for name in wanted if name != "int" or "float" not in wanted]
        hint = ", or leave it out" if value is None else ""
        return f"write {' or '.join(_WORDS[name] for name in wanted)}{hint}"
    names = [step for step in path if step in _RULES]
    return _RULES[str(names[-1])] if names else f"{message[0].lower()}{message[1:]}"
