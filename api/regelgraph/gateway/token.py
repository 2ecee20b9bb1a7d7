"""Asks for a token where lists and explanations are asked for, if the settings name any (RFC 6750)."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from typing import Final

from regelgraph.errors import TokenError

_GUARDED: Final = ("/check", "/explain")
_FORMS: Final = ("/lists", "/person")
"""Pages that do the same with what is sent to them, and are read without."""
_READ: Final = ("GET", "HEAD")
_BEARER: Final = re.compile(rb"bearer +([a-z0-9._~+/-]{1,512}=*)", re.IGNORECASE)
_MISSING: Final = "this address asks for a token: Authorization: Bearer …"
_WRONG: Final = "the token is not one that this service takes"


class Tokens:
    """`digests` are those of `ServiceSettings.tokens`: SHA-256 in hex; none, and nobody is asked."""

    def __init__(self, digests: Sequence[str]) -> None:
        self._digests = [bytes.fromhex(each) for each in digests]

    def require(self, method: str, path: str, headers: Iterable[tuple[bytes, bytes]]) -> None:
        """Pass a request for what is open (its path is decoded), or one that has a token.

        Raises TokenError, which does not quote it.

        The token is compared by its digest with every one that there is, in the same time whatever it is.
        """
        guarded = _GUARDED if method in _READ else (*_GUARDED, *_FORMS)
        if not self._digests or not path.startswith(guarded):
            return
        given = [value for name, value in headers if name == b"authorization"]
        if not given:
            raise TokenError(_MISSING)
        found = _BEARER.fullmatch(given[0].strip()) if len(given) == 1 else None
        digest = hashlib.sha256(found[1] if found else b"").digest()
        same = [hmac.compare_digest(digest, each) for each in self._digests]
        if not found or not any(same):
            raise TokenError(_WRONG)
