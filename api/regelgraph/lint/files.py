"""Checks what only the files themselves show: the header comment, and queries that read the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

from regelgraph.engines.tokens import bare
from regelgraph.knowledge.find import SourceFile
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.terms import LICENSE, RG, SH

_QUERY_TEXTS: Final = (SH + "select", SH + "ask", SH + "construct", RG + "query")
_CLOCK: Final = re.compile(r"\bNOW\s*\(", re.IGNORECASE)
_LICENCE: Final = re.compile(r"licen[cs]e|lizenz", re.IGNORECASE)


def faults(ground: Ground) -> Iterator[Fault]:
    """`header-missing`, `licence-missing` and `reads-clock`."""
    for source in ground.knowledge.sources.turtle:
        if source.path.suffix == ".ttl":
            yield from _header(ground, source)
    for path in _queries(ground):
        text = path.read_text(encoding="utf-8")
        if not text.startswith("#"):
            yield ground.fault("header-missing", "", str(path))
        if reads_clock(text):
            yield ground.fault("reads-clock", "", str(path))
    for prop in _QUERY_TEXTS:
        for subject in ground.subjects(prop):
            if any(reads_clock(text) for text in ground.words(subject, prop)):
                yield ground.fault("reads-clock", subject)


def reads_clock(sparql: str) -> bool:
    """Whether a query calls NOW(), outside comments, strings and IRIs."""
    return bool(_CLOCK.search(bare(sparql)))


def _header(ground: Ground, source: SourceFile) -> Iterator[Fault]:
    """A user's file, whose graph gets its name only when it is read, says its licence in a comment, others as data."""
    lines = source.content.decode("utf-8").splitlines()
    header = list(takewhile(lambda line: line.startswith("#"), lines))
    if not header:
        yield ground.fault("header-missing", "", str(source.path))
    elif not any(_LICENCE.search(line) for line in header) and not ground.objects(source.graph, LICENSE):
        yield ground.fault("licence-missing", "", str(source.path))


def _queries(ground: Ground) -> list[Path]:
    """The questions, and the queries that lie among shapes and data."""
    sources = ground.knowledge.sources
    beside = {path for folder in ("data", "shapes") for path in (sources.root / folder).rglob("*.rq")}
    return sorted({*sources.queries, *beside})
