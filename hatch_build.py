"""Build hook: puts into the wheel what is made of the knowledge, and what the pages load of others from npm."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WITHOUT = "REGELGRAPH_WITHOUT_BROWSER_PARTS"
VENDOR = "regelgraph/web/static/vendor"
UNREACHABLE = 3
"""The exit code of `api/browser/vendor.py` where npm cannot be reached."""
MISSING = "the wheel is built without what comes from npm: no editor on /sparql, no drawing on /explore"


class KeptHook(BuildHookInterface[Any]):
    """Fills `regelgraph/knowledge_files/kept/` and `regelgraph/web/static/vendor/`.

    An editable installation makes the first when it needs it; `make run` makes the second in the checkout.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it of the knowledge that is built, by the code that is built, and have it included."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "api"))
        from regelgraph.knowledge.keeping import SHIPPED
        from regelgraph.shipping import make_kept

        self._folder = tempfile.TemporaryDirectory()
        made = Path(self._folder.name)
        (made / "kept").mkdir()
        make_kept(Path(self.root), made / "kept")
        self._vendor(made / "vendor")
        for folder, goal in (("kept", f"regelgraph/knowledge_files/{SHIPPED}"), ("vendor", VENDOR)):
            for file in sorted((made / folder).glob("*")):
                file.chmod(0o644)  # made for one user's cache, installed for all
                build_data["force_include"][str(file)] = f"{goal}/{file.name}"

    def _vendor(self, folder: Path) -> None:
        """Have npm bring what the pages load. Where it cannot, the wheel says so and is built all the same."""
        if os.environ.get(WITHOUT, "") not in {"", "0"}:
            self.app.display_warning(f"{WITHOUT} is set: {MISSING}")
            return
        script = Path(self.root) / "api" / "browser" / "vendor.py"
        done = subprocess.run([sys.executable, script, folder, "--for-pages-only"], stderr=subprocess.PIPE, text=True)
        if done.returncode == UNREACHABLE:
            self.app.display_warning(f"npm cannot be reached: {MISSING}")
        elif done.returncode:
            raise RuntimeError(f"what the pages load cannot be made: {done.stderr}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - as called
        """Remove the temporary files."""
        if version != "editable":
            self._folder.cleanup()
