"""Finds the files of the knowledge: built in (packaged or in a checkout) and added by the user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from regelgraph.errors import KnowledgeError
from regelgraph.terms import GRAPH, USER_GRAPH

FOLDERS: Final = ("data", "ontology", "shapes")
_QUERIES: Final = "queries"
_SUFFIXES: Final = frozenset({".ttl", ".rq", ".csv"})
_EXAMPLES: Final = "data/examples/"
_PACKAGED: Final = Path(__file__).parents[1] / "knowledge_files"
_CHECKOUT: Final = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Turtle file: the IRI of its graph and its bytes, read once, so that what is hashed is what is parsed."""

    path: Path
    graph: str
    builtin: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """All files of one run: Turtle ordered by built-in first and graph IRI, and the query files.

    `queries` are questions; `answers` those files among them and below data/ whose queries may answer a derived fact.
    """

    root: Path
    turtle: tuple[SourceFile, ...]
    queries: tuple[Path, ...]
    answers: tuple[SourceFile, ...] = ()

    @property
    def graphs(self) -> dict[str, Path]:
        """Graph IRI to file."""
        return {source.graph: source.path for source in self.turtle}


def find_root(explicit: Path | None = None) -> Path:
    """The folder that holds ontology/, shapes/ and data/: the one given, the packaged one, or that of the checkout.

    Raises KnowledgeError if there is none.
    """
    candidates = [explicit] if explicit else [_PACKAGED, _CHECKOUT]
    for root in candidates:
        if all((root / folder).is_dir() for folder in FOLDERS):
            return root
    tried = " or ".join(str(root) for root in candidates)
    raise KnowledgeError(f"no knowledge in {tried}: expected the folders {', '.join(FOLDERS)}")


def find(extra: Sequence[Path] = (), *, examples: bool = False, root: Path | None = None) -> Sources:
    """The built-in files below `root`, those of data/examples only on request, and the user's files and folders.

    Raises KnowledgeError for a path that is missing or unreadable, a folder without Turtle or queries, and a file that
    is neither.
    """
    found = find_root(root)
    turtle = [_read(path, GRAPH + name, builtin=True) for name, path in _builtin(found, examples=examples)]
    queries = sorted((found / _QUERIES).rglob("*.rq")) if (found / _QUERIES).is_dir() else []
    answers = [_read(path, "", builtin=True) for path in sorted((found / "data").rglob("*.rq"))]
    seen = {source.path.resolve() for source in turtle}
    taken: set[str] = set()
    for name, path in _added(extra):
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        if path.suffix == ".rq":
            queries.append(path)
            answers.append(_read(path, "", builtin=False))
        else:
            turtle.append(_read(path, unique(USER_GRAPH + quote(name), taken), builtin=False))
    return Sources(found, tuple(turtle), tuple(queries), tuple(answers))


def _builtin(root: Path, *, examples: bool) -> Iterable[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.ttl")):
            name = path.relative_to(root).with_suffix("").as_posix()
            if not path.name.startswith(".") and (examples or not name.startswith(_EXAMPLES)):
                yield name, path


def _added(extra: Sequence[Path]) -> Iterable[tuple[str, Path]]:
    for given in extra:
        if given.is_dir():
            inside = [
                p for p in sorted(given.rglob("*")) if p.suffix.lower() in _SUFFIXES and not p.name.startswith(".")
            ]
            if not inside:
                raise KnowledgeError(
                    f"{given}: no .ttl, .rq or .csv file in this folder; expected Turtle files, queries or tables"
                )
            yield from ((path.relative_to(given).with_suffix("").as_posix(), path) for path in inside)
        elif not given.exists():
            raise KnowledgeError(
                f"{given}: no such file or folder; expected Turtle (.ttl), a query (.rq), a table (.csv) or a folder"
            )
        elif given.suffix.lower() not in _SUFFIXES:
            raise KnowledgeError(f"{given}: expected a Turtle file (.ttl), a query (.rq), a table (.csv) or a folder")
        else:
            yield given.stem, given


def unique(name: str, taken: set[str], mark: str = "-") -> str:
    """A name, with a number behind a mark if it is taken; taken from now on."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}{mark}{number}"
    taken.add(found)
    return found


def _read(path: Path, graph: str, *, builtin: bool) -> SourceFile:
    try:
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        if path.suffix.lower() != ".csv":
            content.decode("utf-8")
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise KnowledgeError(f"{path}, line {line}: not UTF-8; save the Turtle file as UTF-8") from error
    return SourceFile(path, graph, builtin, content)
