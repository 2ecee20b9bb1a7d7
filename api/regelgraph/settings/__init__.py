"""The one table of settings: environment variables, their defaults, and what they are for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from regelgraph.errors import UsageError
from regelgraph.settings.kinds import Setting
from regelgraph.settings.service import OF_SERVICE, ServiceSettings
from regelgraph.settings.tokens import TOKEN_FILE

__all__ = ["GENERAL", "LANGUAGES", "OF_SERVICE", "SETTINGS", "ServiceSettings", "Setting", "Settings"]

LANGUAGES: Final = ("de", "en")
_OFF: Final = "off"

KNOWLEDGE: Final = Setting(
    "REGELGRAPH_KNOWLEDGE",
    "none",
    f"Turtle files or folders of the user's own, added to the built-in knowledge; separated by `{os.pathsep}`.",
)
CACHE: Final = Setting(
    "REGELGRAPH_CACHE",
    "the user's cache folder of the system",
    "Folder for what is made of the knowledge, never for cells of a table; `off` keeps nothing. What is made of the "
    "built-in knowledge comes with the wheel.",
)
LANG: Final = Setting("REGELGRAPH_LANG", "de", "Language of tables and explanations on the terminal: `de` or `en`.")
GENERAL: Final = (KNOWLEDGE, CACHE, LANG)
SETTINGS: Final = (*GENERAL, *OF_SERVICE, TOKEN_FILE)
"""All, in the order in which the documentation names them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment asks for. `cache` is None where nothing is to be kept on disk."""

    knowledge: tuple[Path, ...] = ()
    cache: Path | None = None
    lang: str = "de"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """The settings in `environ` (default: the process's own). Raises UsageError for an unknown language."""
        given = os.environ if environ is None else environ
        lang = given.get(LANG.variable) or "de"
        if lang not in LANGUAGES:
            raise UsageError(f"{LANG.variable} is {lang!r}; expected one of {', '.join(LANGUAGES)}")
        paths = (given.get(KNOWLEDGE.variable) or "").split(os.pathsep)
        return cls(tuple(Path(path).expanduser() for path in paths if path), _cache(given.get(CACHE.variable)), lang)


def _cache(given: str | None) -> Path | None:
    if given and given.strip().casefold() == _OFF:
        return None
    if given:
        return Path(given).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("regelgraph", appauthor=False)
