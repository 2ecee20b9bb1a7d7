"""One canonical form of Turtle, and of JSON-LD contexts: the same statements with the same comments are the same text.

Values and predicates have a total order; subjects keep theirs, since headings and neighbours tell a reader something.
"""

from __future__ import annotations

from typing import Final

from regelgraph.errors import InputError
from regelgraph.formatting.context import context_form
from regelgraph.formatting.iris import Iris
from regelgraph.formatting.layout import text as laid_out
from regelgraph.formatting.proof import graph_of, triples_of
from regelgraph.formatting.reading import Reader
from regelgraph.formatting.tokens import Tokens, comments, place

__all__ = ["SUFFIXES", "form"]

SUFFIXES: Final = (".ttl", ".jsonld")
_MARK: Final = b"\xef\xbb\xbf"


def form(content: bytes, name: str) -> bytes:
    """A file in its form: Turtle, or a JSON-LD context if `name` ends with .jsonld.

    UTF-8 without a byte order mark, lines end with LF. The result is read again, and has the same graph and comments.
    Raises InputError with `name`, line and column for what cannot be read.
    """
    content = content.removeprefix(_MARK)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}: not UTF-8; save the file as UTF-8") from error
    made = context_form(text, name) if name.lower().endswith(".jsonld") else _turtle_form(text, name)
    return made.encode()


def _turtle_form(text: str, name: str) -> str:
    if "\0" in text:
        raise InputError(f"{name}, {place(text, text.index(chr(0)))}: expected Turtle, found a character U+0000")
    # The parser speaks first: it knows more of what is wrong than a reader that looks for comments.
    before = triples_of(text, name)
    iris = Iris()
    reader = Reader(text, name, iris)
    made = laid_out(reader.document(), iris)
    labels = _labels(reader.tokens)
    same = graph_of(before, labels) == graph_of(triples_of(made, name), labels)
    if not same or reader.tokens.comments() != comments(made):
        raise InputError(f"{name}: its form would not say the same, so nothing is written; please report this file")
    return made


def _labels(found: Tokens) -> frozenset[str]:
    return frozenset(word for kind, word in zip(found.kinds, found.words, strict=True) if kind == "blank")
