"""The columns of a list as it came, through all its files: their headers, where they stand, names that differ."""

from __future__ import annotations

from collections.abc import Sequence

from regelgraph.tables.files.source import Source


def unique(names: Sequence[str]) -> list[str]:
    """Names that differ: `_2` and so on behind one that stands there already, `column_3` for one that is empty."""
    found: list[str] = []
    taken: set[str] = set()
    given = {name.casefold() for name in names}
    for place, name in enumerate(names, 1):
        base = name or f"column_{place}"
        new, number = base, 1
        while new.casefold() in taken or (new != name and new.casefold() in given):
            number += 1
            new = f"{base}_{number}"
        taken.add(new.casefold())
        found.append(new)
    return found


def columns_of(sources: Sequence[Source]) -> list[tuple[str, int]]:
    """The headers of all files in order, each with which of several same headers of its file it is."""
    found: dict[tuple[str, int], None] = {}
    for source in sources:
        found |= dict.fromkeys(counted_headers(source))
    return list(found)


def counted_headers(source: Source) -> list[tuple[str, int]]:
    """The headers of a file, each with how many same ones stand before it."""
    return [(header, source.headers[:place].count(header)) for place, header in enumerate(source.headers)]


def places_in(source: Source, columns: Sequence[tuple[str, int]]) -> list[int | None]:
    """Where each column stands among the headers of a file, None where it has none."""
    places = {column: place for place, column in enumerate(counted_headers(source))}
    return [places.get(column) for column in columns]
