"""The knowledge on its way to executors: the bytes it is made of, and all that was made of it on the driver.

Executors compile nothing and have no shape judged as long as what was kept holds every case; where it does not, they
have the same bytes to judge by.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import regelgraph
from regelgraph import __version__
from regelgraph.knowledge import Knowledge
from regelgraph.knowledge.find import Sources
from regelgraph.spark.failing import SparkError


@dataclass(frozen=True, slots=True)
class Shipment:
    """Version and code of the driver, the fingerprint of its knowledge, its sources, and what is kept of them."""

    version: str
    code: str
    fingerprint: str
    sources: Sources
    kept: tuple[tuple[str, bytes], ...]

    def knowledge(self) -> Knowledge:
        """The knowledge, on an executor. Raises SparkError if the executor has other code or makes other rules of it."""
        if (__version__, code()) != (self.version, self.code):
            raise SparkError(
                f"an executor has regelgraph {__version__} ({code()[:8]}), the driver {self.version} "
                f"({self.code[:8]}); install the same version on all, or ship it (docs/spark.md)"
            )
        knowledge = Knowledge(self.sources, _unpacked(self.fingerprint, self.kept))
        if knowledge.fingerprint != self.fingerprint:
            raise SparkError(
                f"an executor makes other rules of the same files: {knowledge.fingerprint[:8]} instead of "
                f"{self.fingerprint[:8]}; install the same packages on all machines"
            )
        return knowledge


def ship(knowledge: Knowledge) -> Shipment:
    """What executors need of a knowledge all of whose tables have been made."""
    return Shipment(__version__, code(), knowledge.fingerprint, knowledge.sources, _kept(knowledge))


def code() -> str:
    """64 hex digits over the code of this package that an executor runs."""
    digest = sha256()
    package = Path(regelgraph.__file__).parent
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if not name.startswith(("cli/", "web/", "docs/", "lint/")):
            digest.update(f"{name}\n".encode() + path.read_bytes())
    return digest.hexdigest()
