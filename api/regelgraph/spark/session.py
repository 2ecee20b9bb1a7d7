"""Starts Spark for one check and ends it without leaving anything behind.

On a master of this machine everything stays on the loopback interface, files that Spark needs for a while lie in one
folder of their own, and what its Java process says goes into a file there, of which people see the end if it fails.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import UsageError
from regelgraph.spark.failing import SparkError, translated

if TYPE_CHECKING:
    from pyspark import SparkContext

LOCAL: Final = "local[*]"
"""The master where none is named: the processors of this machine."""
_SUBMITTED: Final = "PYSPARK_GATEWAY_PORT"
"""Is set by `spark-submit`."""
_CLUSTER: Final = "local-cluster"
_SAID: Final = "said.log"
_LINES: Final = 5
_PATIENCE: Final = 0.7
"""Seconds that the Java process has to end by itself after an interruption."""
_TRIES: Final = 5
_WAIT: Final = 20.0
"""Seconds that it has after a check that came to its end."""
_QUIET: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_LOOPBACK: Final = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


@contextmanager
def spark(master: str | None, name: str) -> Iterator[SparkContext]:
    """A Spark context for one application called `name`; what fails in it is raised as errors of this package.

    `master` None is that of `spark-submit`, where this runs under it, else LOCAL. Raises UsageError where PySpark or
    Java is missing, SparkError where Spark does not start.
    """
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.java_gateway import launch_gateway
    except ImportError as error:
        raise UsageError("PySpark is not installed; install regelgraph[spark]") from error
    _require_java()
    chosen = master or ("" if _SUBMITTED in os.environ else LOCAL)
    folder = Path(tempfile.mkdtemp(prefix="regelgraph-spark-"))
    conf = SparkConf().setAppName(name).setAll([*_settings(chosen, folder).items()])
    launch: Any = launch_gateway
    process: Any = None
    try:
        with _environment(_variables(chosen, folder)), (folder / _SAID).open("wb") as said:
            try:
                gateway = launch(conf, {"stdout": said, "stderr": said})
                process = gateway.proc
                context = SparkContext(conf=conf, gateway=gateway)
            except Exception as error:
                raise SparkError(
                    f"Spark does not start with the master {chosen or 'of spark-submit'}: {_end_of(folder, error)}"
                ) from error
        with translated():
            yield context
        context.stop()
        _end(process, _WAIT)
    except BaseException:
        _end(process, _PATIENCE)
        raise
    finally:
        _forget()
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder into which processes that are ending may still write."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PATIENCE / _TRIES)


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (home and Path(home, "bin", "java").exists()) and shutil.which("java") is None:
        raise UsageError("Spark needs Java 17 or 21: no java on the path and no JAVA_HOME")


def _is_local(master: str) -> bool:
    return master.startswith("local")


def _settings(master: str, folder: Path) -> dict[str, str]:
    """Settings of the application; what the Spark of a cluster is told elsewhere stays as it is."""
    if not _is_local(master):
        return {**_QUIET, **({"spark.master": master} if master else {})}
    java = f"-Djava.io.tmpdir={folder} -XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    return {
        **_QUIET,
        **_LOOPBACK,
        "spark.master": master,
        "spark.local.dir": str(folder),
        "spark.driver.extraJavaOptions": java,
        "spark.executor.extraJavaOptions": java,
    }


def _variables(master: str, folder: Path) -> dict[str, str]:
    """Environment variables of the Java process on this machine."""
    if not _is_local(master):
        return {}
    found = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_DIRS": str(folder)}
    if master.startswith(_CLUSTER) and "SPARK_HOME" not in os.environ:
        found["SPARK_HOME"] = str(_home(folder))
    return found


def _home(folder: Path) -> Path:
    """A Spark home whose workers write below `folder` and not into the installed package."""
    import pyspark

    installed, home = Path(pyspark.__file__).parent, folder / "home"
    home.mkdir()
    for each in ("bin", "jars", "python", "sbin"):
        if (installed / each).exists():
            (home / each).symlink_to(installed / each)
    return home


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """The variables, while Spark starts; those that were there before count."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update({name: value for name, value in variables.items() if before[name] is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)


def _end(process: Any, patience: float) -> None:
    """Let the Java process end, and end it where it does not in time."""
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

    with suppress(Exception):
        SparkContext._active_spark_context = None
    SparkContext._gateway = None
    SparkContext._jvm = None


def _end_of(folder: Path, error: Exception) -> str:
    """The last that the Java process said, else the error itself."""
    with suppress(OSError):
        lines = (folder / _SAID).read_text("utf-8", "replace").strip().splitlines()
        if lines:
            return " ".join(lines[-_LINES:])
    return str(error)
