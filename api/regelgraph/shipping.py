"""Makes all that is kept of a knowledge: for the package to bring along, and to be sent to executors."""

from __future__ import annotations

from pathlib import Path

from regelgraph.judge.store import Tables
from regelgraph.knowledge import Knowledge
from regelgraph.knowledge.find import find
from regelgraph.tables.readers.kept_index import KeptIndex


def make_kept(root: Path, folder: Path) -> None:
    """Fill `folder` with what is kept of the built-in knowledge below `root`.

    The Rulebook, the decision tables of all criteria, the indexes of titles, and the closure. Raises KnowledgeError for
    knowledge that does not compile or cannot be judged.
    """
    knowledge = Knowledge(find(root=root), folder)
    complete(knowledge)
    knowledge.inferred()


def complete(knowledge: Knowledge) -> None:
    """Make, and keep, all that judging by a knowledge needs. Raises KnowledgeError as `make_kept`."""
    tables = knowledge.once(Tables)
    tables.make_all()
    tables.keep()
    index = KeptIndex(knowledge)
    index.spellings()
    index.places()
