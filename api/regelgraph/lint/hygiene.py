"""Runs the hygiene queries: files below shapes/hygiene, each with a `#+` TOML header; each row is one fault."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, QuerySolutions

from regelgraph.errors import KnowledgeError
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.questions.header import MARK, toml_in

FOLDER: Final = "shapes/hygiene"


@dataclass(frozen=True, slots=True)
class Hygiene:
    """A query: its id, what it finds and how to mend it (by language), and its SPARQL."""

    rule: str
    finds: dict[str, str]
    mend: dict[str, str]
    sparql: str


def queries(root: Path) -> list[Hygiene]:
    """The hygiene queries below `root`, by file name. Raises KnowledgeError for a header that cannot be used."""
    return [_read(path) for path in sorted((root / FOLDER).glob("*.rq"))]


def faults(ground: Ground) -> Iterator[Fault]:
    """One fault per row: ?subject (a blank node stands for what it hangs from) and ?detail."""
    store = ground.knowledge.store
    for query in queries(ground.knowledge.sources.root):
        rows = store.query(query.sparql, use_default_graph_as_union=True)
        if not isinstance(rows, QuerySolutions):
            raise KnowledgeError(f"{FOLDER}/{query.rule}.rq: expected SELECT ?subject ?detail")
        for row in rows:
            subject, detail = row["subject"], row["detail"]
            named = f"_:{subject.value}" if isinstance(subject, BlankNode) else getattr(subject, "value", str(subject))
            owner = ground.owner(named)
            what = f"{query.finds[ground.lang]}: {getattr(detail, 'value', '')}".removesuffix(": ")
            yield Fault(ground.file(owner), owner, query.rule, f"{what}. {query.mend[ground.lang]}")


def _read(path: Path) -> Hygiene:
    text = path.read_text(encoding="utf-8")
    try:
        said = toml_in(text)
        query = Hygiene(said["id"], said["finds"], said["mend"], text)
        complete = all(part.keys() >= {"de", "en"} for part in (query.finds, query.mend))
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise KnowledgeError(f"{path}: its header cannot be used: {error}") from error
    if not complete or query.rule != path.stem:
        raise KnowledgeError(
            f"{path}: expected `{MARK}` lines with id (the file's name), finds.de, finds.en, mend.de and mend.en"
        )
    return query
