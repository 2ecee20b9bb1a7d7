"""The questions of the register as example queries, in the vocabulary that SPARQL editors read (SHACL, SIB's practice).

Source: SHACL, section 5.2 (sh:prefixes, sh:declare) and SHACL Advanced Features, section 5 (SPARQL executables);
https://purl.expasy.org/sparql-examples/ontology for schema:target.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from regelgraph.answers.graphs import PREFIXES
from regelgraph.engines.tokens import words_in
from regelgraph.errors import RegelgraphError
from regelgraph.terms import OWL, RDFS, SH, TYPE, XSD
from regelgraph.web.accept import JSON, best
from regelgraph.web.sparql.description import PATH, serialized
from regelgraph.web.sparql.formats import GRAPH, chosen
from regelgraph.workers import problems
from regelgraph.workers.messages import Reply, Request

if TYPE_CHECKING:
    from regelgraph.questions import Question
    from regelgraph.web.service import Loaded

ADDRESS: Final = "/.well-known/sparql-examples"
SCHEMA: Final = "https://schema.org/"
_KINDS: Final = {
    "SELECT": (SH + "select", SH + "SPARQLSelectExecutable"),
    "ASK": (SH + "ask", SH + "SPARQLAskExecutable"),
    "CONSTRUCT": (SH + "construct", SH + "SPARQLConstructExecutable"),
}
_HEADERS: Final = [("vary", "Accept"), ("cache-control", "public, max-age=60")]


def examples(loaded: Loaded, request: Request) -> Reply:
    """Each question with its example filled in: as RDF, or as plain JSON. Those without an answer here are left out."""
    if request.method not in {"GET", "HEAD"}:
        return problems.of_status(405, headers=[("allow", "GET, HEAD, OPTIONS")])
    try:
        if best(request.header("accept"), (*dict(GRAPH), JSON)) == JSON:
            document = {"examples": [_described(loaded, each, request.base) for each in answerable(loaded)]}
            body = json.dumps(document, ensure_ascii=False).encode()
            return Reply(200, [("content-type", JSON), *_HEADERS], [body])
        type_, format_ = chosen(request.header("accept"), GRAPH)
    except RegelgraphError as error:
        return problems.of_error(error)
    body = serialized(_statements(loaded, request.base), format_, {"schema": SCHEMA})
    return Reply(200, [("content-type", type_), *_HEADERS], [body])


def answerable(loaded: Loaded) -> list[Question]:
    """The questions whose example gives something over what is loaded."""
    return [each for each in loaded.register if loaded.options.examples or not each.examples]


def filled(loaded: Loaded, question: Question) -> str:
    """The query with the parameters of the question's example, without the header of its file."""
    lines = loaded.register.sparql(question, question.example).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+")).lstrip()


def _described(loaded: Loaded, question: Question, base: str) -> dict[str, Any]:
    return {
        "id": question.id,
        "title": question.title.both(),
        "comment": question.help.both(),
        "query": filled(loaded, question),
        "endpoint": base + PATH,
    }


def _statements(loaded: Loaded, base: str) -> list[Triple]:
    made: list[Triple] = []

    def say(subject: Any, predicate: str, object_: Any) -> None:
        made.append(Triple(subject, NamedNode(predicate), object_))

    prefixes = NamedNode(f"{base}{ADDRESS}#prefixes")
    for question in answerable(loaded):
        this, sparql = NamedNode(f"{base}{ADDRESS}#{question.id}"), filled(loaded, question)
        words = words_in(sparql)
        predicate, kind = _KINDS["CONSTRUCT" if "CONSTRUCT" in words else "SELECT" if "SELECT" in words else "ASK"]
        say(this, TYPE, NamedNode(SH + "SPARQLExecutable"))
        say(this, TYPE, NamedNode(kind))
        for language, text in question.title.both().items():
            say(this, RDFS + "label", Literal(text, language=language))
        for language, text in question.help.both().items():
            say(this, RDFS + "comment", Literal(text, language=language))
        say(this, SH + "prefixes", prefixes)
        say(this, predicate, Literal(sparql))
        say(this, SCHEMA + "target", NamedNode(base + PATH))
        say(this, RDFS + "seeAlso", NamedNode(f"{base}/questions/{question.id}"))
    say(prefixes, TYPE, NamedNode(OWL + "Ontology"))
    for name, namespace in PREFIXES.items():
        declared = BlankNode(f"prefix-{name}")
        say(prefixes, SH + "declare", declared)
        say(declared, SH + "prefix", Literal(name))
        say(declared, SH + "namespace", Literal(namespace, datatype=NamedNode(XSD + "anyURI")))
    return made
