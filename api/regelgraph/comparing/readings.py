"""What cells mean and what follows from it: the compiled knowledge of both, without its wording, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from regelgraph.comparing.difference import THERE, Difference, short
from regelgraph.rulebook import Round, Text

if TYPE_CHECKING:
    from regelgraph.rulebook import Rulebook

_SECTIONS: Final = (
    "facts",
    "derived",
    "code_lists",
    "titles",
    "title_scheme",
    "countries",
    "country_words",
    "country_keys",
    "missing_words",
    "lookups",
    "queries",
    "borders",
    "rounds",
    "criteria",
    "outcomes",
)
"""What decides; the texts and what is cited only say it."""
_NAMES: Final = ("iri", "alias")
"""What tells the members of a list apart."""
_TOLD: Final = frozenset({(Round, "criteria")})
"""Fields that are compared by themselves."""
_LONGEST: Final = 300
"""Characters of a value that is shown; of a longer one, as a query is, its hash."""

_Place = tuple[str, str]
"""A thing, and where in it."""


def differences(old: Rulebook, new: Rulebook) -> list[Difference]:
    """The fields that differ. Of a thing that only one knowledge has, that it is there.

    A thing may stand in several sections, as titles do among codes: what is the same in both is told once.
    """
    found = []
    for section in _SECTIONS:
        before = dict(_leaves(getattr(old, section), section))
        after = dict(_leaves(getattr(new, section), section))
        things = {thing for thing, _ in before} ^ {thing for thing, _ in after}
        for thing in sorted(things - {section}):
            told = (THERE, "") if any(place[0] == thing for place in before) else ("", THERE)
            found.append(Difference("reading", short(thing), section, *told))
        for place in sorted({*before, *after}):
            if place[0] not in things and before.get(place, "") != after.get(place, ""):
                told = (before.get(place, ""), after.get(place, ""))
                found.append(Difference("reading", short(place[0]), place[1], *told))
    return list(dict.fromkeys(found))


def _leaves(value: Any, thing: str, where: tuple[str, ...] = ()) -> Iterator[tuple[_Place, str]]:
    """Texts of all values by the thing that they belong to, which is the innermost that has an IRI."""
    if value is None or isinstance(value, Text):
        return
    if is_dataclass(value):
        named = getattr(value, "iri", None)
        if named:
            thing, where = named, ()
        for field in fields(value):
            if (type(value), field.name) in _TOLD:
                continue
            yield from _leaves(getattr(value, field.name), thing, (*where, field.name))
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _leaves(member, thing, (*where, short(str(key))))
    elif isinstance(value, tuple) and any(map(is_dataclass, value)):
        for number, member in enumerate(value, 1):
            key = next((getattr(member, name) for name in _NAMES if hasattr(member, name)), str(number))
            yield from _leaves(member, thing, (*where, short(key)))
    else:
        yield (thing, " ".join(where)), _text(value)


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_text, value))
    if isinstance(value, frozenset):
        return "; ".join(sorted(map(_text, value)))
    text = str(value)
    return short(text) if len(text) <= _LONGEST else f"sha256 {sha256(text.encode()).hexdigest()}"
