"""The front-end packages of others that are built in, as their build step wrote them down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from regelgraph.web.static_files import FOLDER

LIST: Final = FOLDER / "vendor" / "packages.json"


@dataclass(frozen=True, slots=True)
class Package:
    """A package by the name that its registry has for it; `url` may be empty."""

    name: str
    version: str
    license: str
    url: str = ""


def built_in() -> list[Package]:
    """All that are built in, by name; none where the build step did not run."""
    if not LIST.is_file():
        return []
    told = json.loads(LIST.read_text(encoding="utf-8"))
    found = [Package(each["name"], each["version"], each["license"], each.get("url", "")) for each in told]
    return sorted(found, key=lambda each: each.name)
