"""The rules of a funding round for persons, and what each rests on: a list to file, read by following links.

python rules_of_a_round.py http://127.0.0.1:8000 win-win-2
"""

import sys

from rdflib import RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection

NAMES = "https://w3id.org/regelgraph/"
RG = Namespace(f"{NAMES}def/")
CALLED = (RG.citationLabel, RG.citation, RG.question, SKOS.prefLabel, RDFS.label)


def look_up(name: URIRef) -> None:
    """Add what the service says about a thing: what it is, what points to it, and what all that is called."""
    graph.parse(name.replace(NAMES, f"{service}/"))


def text(thing: URIRef, *properties: URIRef) -> str:
    """The first of the properties that a thing has, in English or in no language."""
    found = (text for each in properties for text in graph.objects(thing, each))
    return str(next((text for text in found if text.language in ("en", None)), thing))


service, notation = sys.argv[1].rstrip("/"), sys.argv[2]
graph = Graph()
round_ = URIRef(f"{NAMES}id/round/{notation}")
look_up(round_)
print(f"# {text(round_, SKOS.prefLabel)}")
for criterion in Collection(graph, graph.value(round_, RG.criteria)):
    look_up(criterion)
    if (criterion, RG.caseKind, RG.PersonCase) in graph:
        print(f"\n## {text(criterion, SKOS.prefLabel)}\n{text(criterion, SKOS.definition)}")
        for property_ in (RG.clause, RG.cites, RG.hasReading):
            found = sorted(graph.objects(criterion, property_), key=lambda name: (len(name), name))
            print(f"- {text(property_, RDFS.label)}: {'; '.join(text(each, *CALLED) for each in found)}")
