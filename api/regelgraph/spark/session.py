"""Starts Spark for one check and ends it without leaving anything behind.

What its Java process says goes into a file, of which people see the end if it fails.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import UsageError
from regelgraph.spark.failing import FAILED, SparkError, translated
from regelgraph.spark.home import require_java, settings, variables
from regelgraph.spark.interrupting import Interruption

if TYPE_CHECKING:
    from pyspark import SparkContext

LOCAL: Final = "local[*]"
"""The master where none is named: the processors of this machine."""
_SUBMITTED: Final = "PYSPARK_GATEWAY_PORT"
"""Is set by `spark-submit`."""
_SAID: Final = "said.log"
_LINES: Final = 5
_FAULT: Final = re.compile(r"^.*?(?: ERROR [\w.$]+: |Exception in thread .*?: |Error: )(.*)$", re.M)
_PATIENCE: Final = 0.7
"""Seconds that the Java process has to end by itself after an interruption."""
_WAIT: Final = 20.0
"""Seconds that it has after a check that came to its end."""
_TRIES: Final = 5


@contextmanager
def spark(master: str | None, name: str) -> Iterator[SparkContext]:
    """A Spark context for one application called `name`; what fails in it is raised as errors of this package.

    `master` None is that of `spark-submit`, where this runs under it, else LOCAL. Raises UsageError where PySpark or
    Java is missing, SparkError where Spark does not start.
    """
    chosen = master or ("" if _SUBMITTED in os.environ else LOCAL)
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.java_gateway import launch_gateway
    except ImportError as error:
        raise UsageError("PySpark is not installed; install regelgraph[spark]") from error
    require_java()
    folder = Path(tempfile.mkdtemp(prefix="regelgraph-spark-"))
    launch: Any = launch_gateway
    process: Any = None
    patience = _PATIENCE
    stack = ExitStack()
    try:
        conf = SparkConf().setAppName(name).setAll([*settings(chosen, folder).items()])
        with _environment(variables(chosen, folder)), (folder / _SAID).open("wb") as said:
            try:
                gateway = launch(conf, {"stdout": said, "stderr": said})
                process = gateway.proc
                interruption = stack.enter_context(Interruption(process))
                with interruption.felt():
                    context = SparkContext(conf=conf, gateway=gateway)
            except Exception as error:
                what = chosen or "of spark-submit"
                raise SparkError(f"Spark does not start with the master {what}: {_end_of(folder, error)}") from error
        interruption.listen()  # PySpark has set a way of its own
        try:
            with interruption.felt(), translated():
                yield context
                context.stop()
        except SparkError as error:
            if not error.message.startswith(FAILED):
                raise
            raise SparkError(f"Spark gave up: {_end_of(folder, error)}") from error
        patience = _WAIT
    finally:
        _end(process, patience)
        _forget()
        _remove(folder)
        stack.close()


@contextmanager
def _environment(added: Mapping[str, str]) -> Iterator[None]:
    """Environment variables, while Spark starts."""
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def _end(process: Any, patience: float) -> None:
    """Have the Java process end, and end it where it does not in time; at once where nobody waits for its work."""
    if process is None:
        return
    with suppress(OSError):
        process.stdin.close()
    if patience < _WAIT:
        process.terminate()
    try:
        process.wait(patience)
    except TimeoutExpired:
        process.kill()
        process.wait()


def _forget() -> None:
    """Have the next check in this process start a Java process of its own."""
    from pyspark import SparkContext

    SparkContext._active_spark_context = None
    SparkContext._gateway = None
    SparkContext._jvm = None


def _remove(folder: Path) -> None:
    """Remove a folder into which processes that are ending may still write."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PATIENCE / _TRIES)


def _end_of(folder: Path, error: Exception) -> str:
    """The last fault that the Java process told of, else the last that it said, else the error itself."""
    with suppress(OSError):
        said = (folder / _SAID).read_text("utf-8", "replace").strip()
        faults = _FAULT.findall(said)
        if faults:
            return str(faults[-1])
        if said and not isinstance(error, SparkError):
            return " ".join(said.splitlines()[-_LINES:])
    return str(error)
