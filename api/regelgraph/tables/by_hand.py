"""Columns that somebody says which fact they are, by their places in a file, whatever their headers say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from regelgraph.errors import UsageError
from regelgraph.rulebook import Fact
from regelgraph.tables.readers.cells import shown

OPTION: Final = "--columns"
NO_FACT: Final = "-"
"""Stands for no fact: the column is kept out of the judgement."""
ByHand = Mapping[int, str]
"""Places of columns, 0 = first, each with the column name of a fact or NO_FACT."""
_PAIR: Final = re.compile(r"\s*([0-9]{1,6})\s*:(.*)", re.DOTALL)


def parsed(text: str) -> dict[int, str]:
    """What `POSITION:FACT,…` says. Raises UsageError for anything else, and for a position that stands there twice."""
    found: dict[int, str] = {}
    for part in text.split(",") if text.strip() else ():
        pair = _PAIR.fullmatch(part)
        if pair is None:
            raise UsageError(f"{OPTION}: expected POSITION:FACT, with commas between, found {shown(part)!r}")
        place = int(pair[1])
        if place in found:
            raise UsageError(f"{OPTION}: position {place} is named twice")
        found[place] = pair[2].strip()
    return found


def columns_of(facts: Mapping[str, Fact]) -> Iterator[tuple[str, Fact]]:
    """The names that columns can have, each with its fact: that of the fact, and those of its other columns."""
    for fact in facts.values():
        yield fact.name, fact
        yield from ((other.column, fact) for other in fact.other_columns)


def require_known(by_hand: ByHand, facts: Mapping[str, Fact]) -> None:
    """Raises UsageError for a name that no column can have."""
    known = dict(columns_of(facts))
    for place, name in by_hand.items():
        if name != NO_FACT and name not in known:
            there = f"there are: {', '.join(known)}, and {NO_FACT} for none"
            raise UsageError(f"{OPTION}: position {place}: no fact {shown(name)!r}; {there}")


def require_facts(by_hand: ByHand, facts: Mapping[str, Fact]) -> None:
    """Raises UsageError for a name that no column can have, and for two columns of one fact."""
    require_known(by_hand, facts)
    known = dict(columns_of(facts))
    first: dict[str, int] = {}
    for place, name in by_hand.items():
        other = place if name == NO_FACT else first.setdefault(known[name].name, place)
        if other != place:
            raise UsageError(
                f"{OPTION}: positions {other} and {place} both mean {known[name].name}; one column is one fact"
            )


def require_places(by_hand: ByHand, width: int, file: str) -> None:
    """Raises UsageError for a position behind the last column of a file."""
    beyond = [place for place in by_hand if place >= width]
    if beyond:
        last = f"{file} has {width} column{'s' if width > 1 else ''}, counted from 0"
        raise UsageError(f"{OPTION}: there is no column {min(beyond)}; {last}")
