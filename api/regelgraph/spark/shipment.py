"""The knowledge on its way to executors: the bytes it is made of, and all that was made of it on the driver.

Executors compile nothing and have no shape judged as long as what was kept holds every case; where it does not, they
have the same bytes to judge by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from regelgraph import __version__
from regelgraph.knowledge import Knowledge
from regelgraph.knowledge.find import Sources
from regelgraph.knowledge.keeping import Keeping, code
from regelgraph.shipping import complete
from regelgraph.spark.failing import SparkError

_CODE: Final = ("*.py", "judge/*.py", "knowledge/*.py", "rulebook/*.py", "spark/*.py", "tables/**/*.py")
"""The code that executors run."""


class Noting(Keeping):
    """What is kept, as another keeps it; notes what was read and written, so that it can be shipped."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(None)
        self._keeping = keeping
        self.noted: dict[str, bytes] = {}

    def files(self, name: str) -> Iterator[bytes]:
        """The files of that name; the last that was asked for is the one that was good."""
        for data in self._keeping.files(name):
            self.noted[name] = data
            yield data

    def write_file(self, name: str, data: bytes) -> None:
        """Keep a file that seals itself."""
        self.noted[name] = data
        self._keeping.write_file(name, data)


class Carried(Keeping):
    """What was kept elsewhere, in memory; nothing is written."""

    def __init__(self, noted: dict[str, bytes]) -> None:
        super().__init__(None)
        self._noted = noted

    def files(self, name: str) -> Iterator[bytes]:
        """The file of that name, if it was shipped."""
        if name in self._noted:
            yield self._noted[name]


@dataclass(frozen=True, slots=True)
class Shipment:
    """Version and code of the driver, the fingerprint of its knowledge, its sources, and what is kept of them."""

    version: str
    code: str
    fingerprint: str
    sources: Sources
    kept: dict[str, bytes]

    def knowledge(self) -> Knowledge:
        """The knowledge, on an executor. Raises SparkError if that has other code, or makes other rules of it."""
        here = code(*_CODE)
        if (__version__, here) != (self.version, self.code):
            raise SparkError(
                f"an executor has regelgraph {__version__} (code {here[:8]}), the driver {self.version} "
                f"(code {self.code[:8]}); give all the same, or ship it (docs/spark.md)"
            )
        knowledge = Knowledge(self.sources, None)
        knowledge.keeping = Carried(self.kept)
        if knowledge.fingerprint != self.fingerprint:
            raise SparkError(
                f"an executor makes other rules of the same files ({knowledge.fingerprint[:8]}, the driver "
                f"{self.fingerprint[:8]}); install the same packages on all machines"
            )
        return knowledge


def note(knowledge: Knowledge) -> Noting:
    """Note from now on what is kept of a knowledge that has not been compiled yet."""
    noting = knowledge.keeping = Noting(knowledge.keeping)
    return noting


def ship(knowledge: Knowledge, noting: Noting) -> Shipment:
    """What executors need of a knowledge, all of which was noted; what has not been made of it yet is made now.

    Raises KnowledgeError for knowledge that does not compile or cannot be judged.
    """
    complete(knowledge)
    return Shipment(__version__, code(*_CODE), knowledge.fingerprint, knowledge.sources, noting.noted)
