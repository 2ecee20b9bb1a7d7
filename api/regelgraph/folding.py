"""Folds spellings, so that headers and words match without regard to case, spaces, hyphens and umlaut spelling."""

from __future__ import annotations

import unicodedata
from typing import Final

_SPACES = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_WIDTHLESS = "\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_HYPHENS = (
    "-\xad\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u301c"
    "\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d"
)

BLANKS: Final = _SPACES + _WIDTHLESS
"""What stands for nothing at the edges of a cell: white space, marks without width, the byte order mark."""

_FOLDED: Final = str.maketrans({**dict.fromkeys(BLANKS + _HYPHENS + "_."), "ä": "ae", "ö": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """`text` without case, spaces, hyphens, underscores and dots; umlauts and ß as two letters.

    Digits and letters of other scripts stay what they are (no NFKC), so that nothing turns into an ASCII digit.
    """
    whole = text if text.isascii() else unicodedata.normalize("NFC", text)
    return whole.casefold().translate(_FOLDED)
