"""Tokens that the service asks for: read from the environment or a file, and kept as digests only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from regelgraph.errors import UsageError
from regelgraph.settings.kinds import Setting

TOKEN: Final = Setting(
    "REGELGRAPH_TOKEN",
    "none",
    "Who sends a list or asks for an explanation must send this token (`Authorization: Bearer …`); several, separated "
    "by line ends, all count.",
)
TOKEN_FILE: Final = Setting(
    "REGELGRAPH_TOKEN_FILE",
    "none",
    "A file with such tokens, one a line; empty lines and those that begin with `#` do not count. Not together with "
    "`REGELGRAPH_TOKEN`.",
)
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]{16,512}=*")
_EXPECTED: Final = "expected tokens of 16 to 512 letters, digits or ._~+/- (RFC 6750, section 2.1), one a line"


def digest(token: str) -> str:
    """What is kept of a token: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def digests(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Those of all tokens that count; none: no token is asked for. Raises UsageError, which never shows a token."""
    given, file = environ.get(TOKEN.variable, ""), environ.get(TOKEN_FILE.variable, "")
    if given.strip() and file:
        raise UsageError(f"{TOKEN.variable} and {TOKEN_FILE.variable} are both set; expected one of them")
    if file:
        return _digests(_lines(Path(file).expanduser()), f"{TOKEN_FILE.variable} ({file})")
    return _digests(given.splitlines(), TOKEN.variable) if given.strip() else ()


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no ASCII text"
        raise UsageError(f"{TOKEN_FILE.variable} is {str(file)!r}, which cannot be read: {why}; {_EXPECTED}") from None
    return [line for line in text.splitlines() if not line.startswith("#")]


def _digests(lines: Iterable[str], source: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        token = line.strip()
        if token and not _TOKEN.fullmatch(token):
            raise UsageError(f"{source}: entry {number} is no token; {_EXPECTED}")
        if token:
            found[digest(token)] = None
    if not found:
        raise UsageError(f"{source} holds no token; {_EXPECTED}")
    return tuple(found)
