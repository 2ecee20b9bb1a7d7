"""Build hook: puts the closure of vocabulary and titles into the wheel, so that no installation needs to make it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ClosureHook(BuildHookInterface[Any]):
    """Writes `regelgraph/knowledge_files/closure.nt.gz`; an editable installation makes its closure when asked."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the closure from the checkout that is built and have it included."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "api"))
        from regelgraph.knowledge.closure import SHIPPED, close_all, closure_key, pack
        from regelgraph.knowledge.find import find

        sources = find(root=Path(self.root))
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / SHIPPED
        file.write_bytes(pack(close_all(sources), closure_key(sources)))
        build_data["force_include"][str(file)] = f"regelgraph/knowledge_files/{SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - as called
        """Remove the temporary file."""
        if version != "editable":
            self._folder.cleanup()
