"""What Spark is told of this machine: settings, environment variables, and a home into which it may write."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from regelgraph.errors import UsageError

_CLUSTER: Final = "local-cluster"
_QUIET: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_LOOPBACK: Final = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_LIGHT: Final = "-XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java only passes bytes on: compiling it well would cost more than it gains."""


def require_java() -> None:
    """Raises UsageError where there is no Java."""
    home = os.environ.get("JAVA_HOME")
    if home and not Path(home, "bin", "java").exists():
        raise UsageError(f"Spark needs Java 17 or 21: JAVA_HOME is {home}, and there is no bin/java in it")
    if not home and shutil.which("java") is None:
        raise UsageError("Spark needs Java 17 or 21: no java on the path and no JAVA_HOME")


def settings(master: str, folder: Path) -> dict[str, str]:
    """Settings of an application; what the Spark of a cluster is told elsewhere stays as it is.

    On a local master all listen on the loopback interface only, and write what they need for a while into `folder`.
    """
    if not _is_local(master):
        return {**_QUIET, **({"spark.master": master} if master else {})}
    java = f"-Djava.io.tmpdir={folder} {_LIGHT}"
    return {
        **_QUIET,
        **_LOOPBACK,
        "spark.master": master,
        "spark.local.dir": str(folder),
        "spark.driver.extraJavaOptions": java,
        "spark.executor.extraJavaOptions": java,
    }


def variables(master: str, folder: Path) -> dict[str, str]:
    """Environment variables of the Java process on this machine, where they are not set."""
    if not _is_local(master):
        return {}
    found = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_DIRS": str(folder)}
    if master.startswith(_CLUSTER) and "SPARK_HOME" not in os.environ:
        found["SPARK_HOME"] = str(_home(folder))
    return {name: value for name, value in found.items() if name not in os.environ}


def _is_local(master: str) -> bool:
    return master.startswith("local")


def _home(folder: Path) -> Path:
    """A Spark home whose workers write below `folder` and not into the installed package."""
    import pyspark

    installed, home = Path(pyspark.__file__).parent, folder / "home"
    home.mkdir()
    for each in ("bin", "jars", "python", "sbin"):
        if (installed / each).exists():
            (home / each).symlink_to(installed / each)
    return home
