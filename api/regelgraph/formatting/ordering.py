"""The total order of predicates and values, so that the same statements are the same text."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Final

from regelgraph.formatting.iris import nearness
from regelgraph.formatting.tree import Entry, Kind, Pair, Term, flat
from regelgraph.settings import LANGUAGES

_NUMBERS: Final = re.compile("([0-9]+)")
_LANGUAGES: Final = ("", *LANGUAGES)
_OTHERS: Final = "*"
Key = tuple[object, ...]


def settled(pairs: list[Pair]) -> list[Pair]:
    """The pairs of one subject in their order, those of one predicate joined unless comments keep them apart."""
    joined: dict[str, Pair] = {}
    apart: list[Pair] = []
    for pair in pairs:
        if pair.commented:
            apart.append(pair)
        elif pair.predicate in joined:
            joined[pair.predicate].entries += pair.entries
        else:
            joined[pair.predicate] = pair
    for pair in (*joined.values(), *apart):
        _settle(pair)
    together = [*joined.values(), *apart]
    return sorted(together, key=_pair_key) if len(together) > 1 else together


def predicate_key(predicate: str) -> Key:
    """Where a predicate stands, as it is written: by the list of `predicates.txt`, others by name at its `*`."""
    places = _places()
    return places.get(predicate, places[_OTHERS]), natural(predicate)


def natural(text: str) -> Key:
    """Orders by letters without case, and numbers in it by their value: 9 before 10."""
    parts = _NUMBERS.split(text.casefold())
    return tuple(_number(part) if at % 2 else part for at, part in enumerate(parts))


def _number(digits: str) -> tuple[int, str]:
    short = digits.lstrip("0")
    return len(short), short


def _settle(pair: Pair) -> None:
    """Values in their order, each once; a comment of the only value, or of the last alone, becomes one of the pair."""
    entries = pair.entries
    if len(entries) > 1:
        entries.sort(key=_entry_key)
        pair.entries = entries = [entry for _, same in groupby(entries, _same) for entry in _once(list(same))]
    last = entries[-1]
    if len(entries) == 1:
        pair.lead += [*last.lead, *([last.trail] if pair.trail and last.trail else [])]
        pair.trail, last.lead, last.trail = pair.trail or last.trail, [], ""
    elif not pair.trail and not last.lead and not any(entry.commented for entry in entries[:-1]):
        pair.trail, last.trail = last.trail, ""


def _same(entry: Entry) -> object:
    return entry.node.text if isinstance(entry.node, Term) else id(entry)


def _once(same: list[Entry]) -> list[Entry]:
    """One value said several times: all that have comments, else one."""
    return [entry for entry in same if entry.commented] or same[:1]


def _pair_key(pair: Pair) -> Key:
    said = flat(pair)
    return (*predicate_key(pair.predicate), pair.commented, pair.trail, natural(said), said)


def _entry_key(entry: Entry) -> Key:
    """IRIs by nearness and name, labelled blank nodes, literals by language and value, then what is in brackets."""
    node, comments = entry.node, (*entry.lead, entry.trail)
    if not isinstance(node, Term) or node.kind is Kind.LABELLED:
        return node.kind, 0, "", natural(node.text), node.text, comments
    if node.kind is Kind.IRI:
        return node.kind, nearness(node.value), "", natural(node.text), node.text, comments
    language = _LANGUAGES.index(node.language) if node.language in _LANGUAGES else len(_LANGUAGES)
    return node.kind, language, node.language, natural(node.value), node.text, comments


@cache
def _places() -> dict[str, int]:
    """The predicates of the list by their place in it. `a` stands for rdf:type."""
    text = files("regelgraph.formatting").joinpath("predicates.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    return {line: place for place, line in enumerate(line for line in lines if line and not line.startswith("#"))}
