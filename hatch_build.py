"""Build hook: puts what is made of the knowledge into the wheel, so that no installation needs to make it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KeptHook(BuildHookInterface[Any]):
    """Fills `regelgraph/knowledge_files/kept/`; an editable installation makes what it needs when it needs it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it of the knowledge that is built, by the code that is built, and have it included."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "api"))
        from regelgraph.knowledge.keeping import SHIPPED
        from regelgraph.shipping import make_kept

        self._folder = tempfile.TemporaryDirectory()
        make_kept(Path(self.root), Path(self._folder.name))
        for file in sorted(Path(self._folder.name).iterdir()):
            file.chmod(0o644)  # made for one user's cache, installed for all
            build_data["force_include"][str(file)] = f"regelgraph/knowledge_files/{SHIPPED}/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - as called
        """Remove the temporary files."""
        if version != "editable":
            self._folder.cleanup()
