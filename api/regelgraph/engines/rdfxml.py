"""What RDF/XML cannot say, and what its writer leaves to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from regelgraph.errors import NotAcceptableError
from regelgraph.terms import RDF

_NEVER_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NAME: Final = re.compile(r"[^\W\d][\w.\-\u00b7]*$")
_SYNTAX: Final = frozenset(
    RDF + name
    for name in ("RDF", "Description", "ID", "about", "parseType", "resource", "nodeID", "datatype", "li", "bagID")
)


def mended(parts: list[bytes]) -> list[bytes]:
    """XML 1.0, section 2.11: a reader takes a bare carriage return for a line feed; as a reference it stays."""
    document = b"".join(parts)
    if found := _NEVER_XML.search(document):
        code = ord(found[0].decode())
        raise NotAcceptableError(
            f"the answer holds the character U+{code:04X}, which XML 1.0 cannot hold in any way; JSON can"
        )
    return [document.replace(b"\r", b"&#13;")]


def nameable(triples: Iterable[Triple]) -> Iterator[Triple]:
    """RDF/XML writes a predicate as the name of an element (RDF 1.1 XML Syntax, sections 5 and 7.2.4)."""
    fine: set[NamedNode] = set()
    for triple in triples:
        if triple.predicate not in fine:
            predicate = triple.predicate.value
            if predicate in _SYNTAX or not _NAME.search(predicate):
                raise NotAcceptableError(
                    f"RDF/XML cannot name the predicate <{predicate[:200]}>; Turtle and JSON-LD can"
                )
            fine.add(triple.predicate)
        yield triple
