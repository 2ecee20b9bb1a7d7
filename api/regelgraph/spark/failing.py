"""What goes wrong on an executor, as an error of this package on the driver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from regelgraph import errors
from regelgraph.errors import InputError, RegelgraphError

_OWN: Final = re.compile(
    r"^regelgraph\.(?:errors|spark\.failing)\.(\w+): (.*?)(?=\n\s*(?:at |\n)| SQLSTATE: |\Z)", re.M | re.S
)
_SYSTEM: Final = re.compile(r"^(?:OSError|\w*Error): (\[Errno \d+\] .*)$", re.M)
_LAST: Final = re.compile(r"^(?:: )?(\w[\w.]*(?:Error|Exception)): (.*)$", re.M)
FAILED: Final = "Spark failed"
"""Begins what is said where Spark does not say whose fault it is."""
_ABSENT: Final = "No module named 'regelgraph'"


class SparkError(RegelgraphError):
    """Spark does not start, cannot reach its executors, or fails in a way that no list is to blame for."""


@contextmanager
def translated() -> Iterator[None]:
    """Raises what an executor raised as the error that it was there, and anything else of Spark as SparkError."""
    from pickle import PicklingError

    from py4j.protocol import Py4JError

    try:
        yield
    except Py4JError as error:
        raise error_of(str(error)) from error
    except PicklingError as error:  # so PySpark wraps what the system says, such as a disk that is full
        raise SparkError(f"{FAILED}: {error}") from error


def error_of(said: str) -> RegelgraphError:
    """The error that the text of an exception of Spark tells of."""
    if _ABSENT in said:
        return SparkError(
            "the executors have no regelgraph: install the same version there, or ship it (docs/spark.md)"
        )
    own = _OWN.search(said)
    if own:
        kind = getattr(errors, own[1], SparkError)
        return kind(own[2].strip()) if kind is not errors.ParameterError else SparkError(own[2])
    system = _SYSTEM.search(said)
    if system:
        return InputError(f"an executor: {system[1].strip()}")
    last = _LAST.findall(said)
    return SparkError(f"{FAILED}: {': '.join(last[0]) if last else said.splitlines()[0]}")
