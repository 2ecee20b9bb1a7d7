"""Cuts a citation of law into signs, numbers, words of structure and names; anything else makes it unreadable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from regelgraph.folding import BLANKS
from regelgraph.tables.readers.citation_names import Names, letters

LEVELS: Final = ("abs", "satz", "hs", "nr", "buchst", "alt")
"""Levels below a paragraph, from the widest: Absatz, Satz, Halbsatz, Nummer, Buchstabe, Alternative."""


class Kind(Enum):
    """What a piece of a citation is."""

    ACT = "name of an act"
    TITLE_KIND = "kind of title"
    WORD = "spelling of a title"
    WITH = "in Verbindung mit"
    OLD = "alte Fassung"
    NEW = "neue Fassung"
    BEFORE = "bisher"
    PARAGRAPH = "§"
    ARTICLE = "Art."
    LEVEL = "level"
    ORDINAL = "ordinal"
    BRACKET = "number in brackets"
    ROMAN = "Roman number"
    NUMBER = "number"
    LETTER = "letter"
    UNTIL = "bis"
    AND = "und"
    LINK = "word that leads to a citation"
    OPEN = "("
    CLOSE = ")"
    MARK = "punctuation"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece and its value: an IRI, a level, a number in digits with its letter, or the text itself."""

    kind: Kind
    value: str


_ORDINALS: Final = {"erst": "1", "zweit": "2", "dritt": "3", "viert": "4", "fuenft": "5", "fünft": "5"}
_ROMANS: Final = {"I": 1, "V": 5, "X": 10}
_ROMAN: Final = r"(?:X{1,2}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3})"
_BEFORE_LEVEL: Final = r"(?= ?(?:alt(?:\.|ern| |$)|var(?:\.|ian)|hs\b|halbs))"
_END: Final = r"(?![a-zäöüß])"

_PATTERNS: Final = (
    (Kind.WITH, rf"i\. ?v\. ?m\.?{_END}|ivm\.?{_END}|in verbindung mit{_END}"),
    (Kind.OLD, rf"a\. ?f\.?{_END}|af{_END}|(?:in )?(?:der )?alter?n? fassung{_END}"),
    (Kind.NEW, rf"n\. ?f\.?{_END}|nf{_END}|(?:in )?(?:der )?neuer?n? fassung{_END}"),
    (Kind.BEFORE, rf"(?:bisher(?:ige[rs]?)?|bislang|zuvor|vorher(?:ige[rs]?)?)(?: titel)?{_END}"),
    (Kind.PARAGRAPH, rf"§ ?§?|paragra(?:ph|f)(?:en)?{_END}"),
    (Kind.ARTICLE, rf"art(?:ikel|\.)?{_END}"),
    (Kind.ORDINAL, rf"([0-9]+)\.{_BEFORE_LEVEL}|(erst|zweit|dritt|viert|f(?:ü|ue)nft)e[rsnm]? (?=alt|hal|satz)"),
    (Kind.LEVEL, rf"(abs)(?:atz|ätze|aetze|\.)?{_END}|(s)(?:atz|ätze|aetze|\.)?{_END}"),
    (Kind.LEVEL, rf"(h)s\.?{_END}|(h)albs(?:atz|\.)?{_END}|(n)rn?\.?{_END}|(n)ummern?{_END}"),
    (Kind.LEVEL, rf"(z)iff(?:er|\.)?{_END}|(b)uchst(?:abe|\.)?{_END}|(l)it(?:era|\.)?{_END}"),
    (Kind.LEVEL, rf"(alt)(?:ernativen?|\.)?{_END}|(v)ar(?:iante|\.)?{_END}"),
    (Kind.BRACKET, rf"\( ?([0-9]+ ?[a-z]?|{_ROMAN} ?[a-z]?) ?\)"),
    (Kind.UNTIL, rf"bis{_END}|-(?= ?[0-9])"),
    (Kind.AND, rf"und{_END}|u\.{_END}|sowie{_END}"),
    (
        Kind.LINK,
        rf"gem(?:äß|aeß|äss|aess)?\.?{_END}|nach{_END}|laut{_END}|lt\.?{_END}|des{_END}|dem{_END}|der{_END}",
    ),
    (Kind.LINK, rf"i\. ?s\. ?[dv]\.?{_END}|im sinne (?:des|von){_END}|auf ?grund{_END}|von{_END}"),
)
_OLD_REMARK: Final = re.compile(r"(?<![a-z])a\. ?f\.", re.IGNORECASE)
_ROMAN_NUMBER: Final = re.compile(rf"({_ROMAN}) ?([a-hA-H]?)(?![A-Za-z0-9])")
_SMALL_ROMAN: Final = re.compile(rf"({_ROMAN}) ?([a-h]?)(?![a-z0-9])", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0-9]+(?:[a-z](?![a-zäöüß0-9])|[A-Z](?![a-zA-ZäöüÄÖÜß0-9]))?")
_LETTER: Final = re.compile(r"[a-zA-Z](?![a-zA-ZäöüÄÖÜß0-9])")
_TWO_FORMS: Final = frozenset("\u0130\u0131\u017f\u212a")
"""Letters that a pattern takes for i, s or k when case does not count, and that are none."""
_MARKS: Final = {"(": Kind.OPEN, ")": Kind.CLOSE, ",": Kind.MARK, ":": Kind.MARK, "-": Kind.MARK, "/": Kind.MARK}
_LEVEL_OF: Final = {"abs": "abs", "s": "satz", "h": "hs", "n": "nr", "z": "nr", "b": "buchst", "l": "buchst"}
_TIDY: Final = str.maketrans(
    {
        **dict.fromkeys(BLANKS, " "),
        **dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff", None),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)


def tidy(text: str) -> str:
    """`text` with plain hyphens, single spaces and nothing invisible."""
    return " ".join(text.translate(_TIDY).split())


def pieces(text: str, names: Names) -> list[Piece] | None:
    """All of `text` in pieces, or None where some of it is none of them. Names win over words of structure."""
    found: list[Piece] = []
    rest, place = tidy(text).removesuffix("."), 0
    if not _TWO_FORMS.isdisjoint(rest):
        return None
    folded = letters(rest)
    while place < len(rest):
        if rest[place] == " ":
            place += 1
            continue
        in_word = place > 0 and rest[place].isalpha() and rest[place - 1].isalpha()
        if not in_word and (named := names.longest(rest, folded, place)):
            (kind, value), place = named
            place += rest.startswith(".", place)
            found.append(Piece(Kind(kind), value))
            continue
        step = (None if in_word else _structure(rest, place)) or _number(rest, place)
        if step is None:
            return None
        piece, place = step
        found.append(piece)
    return found


def says_old(text: str) -> bool:
    """Whether a remark says that a provision is one of old law ("a. F.")."""
    return _OLD_REMARK.search(tidy(text)) is not None


def arabic(roman: str) -> str:
    """A Roman number up to XXIX in digits."""
    values = [_ROMANS[letter] for letter in roman.upper()]
    return str(sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)))


@cache
def _words_of_structure() -> re.Pattern[str]:
    """Compiled when a citation is first read: it takes longer than all else that a table without one needs."""
    together = "|".join(f"(?P<p{place}>{pattern})" for place, (_, pattern) in enumerate(_PATTERNS))
    return re.compile(together, re.IGNORECASE)


def _structure(text: str, start: int) -> tuple[Piece, int] | None:
    match = _words_of_structure().match(text, start)
    if match is None:
        return None
    kind = _PATTERNS[int((match.lastgroup or "p0")[1:])][0]
    whole, *inner = (group for group in match.groups() if group)
    return Piece(kind, _value(kind, (inner or [whole])[0].lower())), match.end()


def _value(kind: Kind, said: str) -> str:
    match kind:
        case Kind.LEVEL:
            return _LEVEL_OF.get(said, "alt")
        case Kind.ORDINAL:
            return _ORDINALS.get(said, said)
        case Kind.BRACKET:
            roman = _SMALL_ROMAN.fullmatch(said)
            return arabic(roman[1]) + roman[2] if roman else said.replace(" ", "")
    return said


def _number(text: str, start: int) -> tuple[Piece, int] | None:
    glued = start > 0 and text[start - 1].isalnum()
    roman = (_ROMAN_NUMBER if glued else _SMALL_ROMAN).match(text, start)
    if roman:
        return Piece(Kind.ROMAN, arabic(roman[1]) + roman[2].lower()), roman.end()
    number = _NUMBER.match(text, start)
    if number:
        end = number.end() - (number.group()[-1] in "IVX")
        return Piece(Kind.NUMBER, text[start:end].lower()), end
    letter = _LETTER.match(text, start)
    if letter and not glued:
        return Piece(Kind.LETTER, letter.group().lower()), letter.end()
    mark = _MARKS.get(text[start])
    return (Piece(mark, text[start]), start + 1) if mark else None
