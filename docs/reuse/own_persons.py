"""One's own persons against the shapes of a round with pySHACL, beside what the service says of the same persons.

python own_persons.py http://127.0.0.1:8000 win-win-2 persons.ttl
"""

import json
import sys
from pathlib import Path
from urllib.request import Request, urlopen

from pyshacl import validate
from rdflib import RDF, SH, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection

NAMES = "https://w3id.org/regelgraph/"
RG = Namespace(f"{NAMES}def/")


def look_up(graph: Graph, names: set[URIRef]) -> None:
    """Add what the service says about things."""
    for name in names:
        graph.parse(name.replace(NAMES, f"{service}/"))


service, notation, file = sys.argv[1].rstrip("/"), sys.argv[2], Path(sys.argv[3])
persons, known = Graph().parse(file), Graph()

# What the persons name: titles with their legal groups, countries with the groups they were in, and when.
look_up(known, {thing for thing in persons.objects() if thing.startswith(f"{NAMES}id/")})
look_up(known, set(known.objects(None, RG.groupMembership)))
data = persons + known
data.update((file.parent / "derive.ru").read_text(encoding="utf-8"))

# The file has the shapes of all rounds and of the knowledge itself: those of this round, and their parts.
shapes = Graph().parse(f"{service}/shapes.ttl")
look_up(shapes, {round_ := URIRef(f"{NAMES}id/round/{notation}")})
chosen = list(Collection(shapes, shapes.value(round_, RG.criteria)))
chosen += [part for each in chosen for part in shapes.objects(each, RG.constraint | SH.property)]
_, results, _ = validate(data, shacl_graph=shapes, use_shapes=chosen)

found: dict[URIRef, list[str]] = {}
for result in results.subjects(RDF.type, SH.ValidationResult):
    severity, shape = results.value(result, SH.resultSeverity), results.value(result, SH.sourceShape)
    word = next(label for label in shapes.objects(shape, SKOS.prefLabel) if label.language == "en")
    found.setdefault(results.value(result, SH.focusNode), []).append(f"{severity.fragment}: {word}")

# The same persons as rows: each property is a column of the service's table, a thing its notation; several with `;`.
known.parse(f"{service}/graph/data/facts/persons")
columns = {known.value(fact, RG.property): str(column) for fact, column in known.subject_objects(RG.column)}
rows: dict[URIRef, dict[str, str]] = {case: {} for case in sorted(persons.subjects(RDF.type, RG.PersonCase))}
for case, row in rows.items():
    for name in columns.keys() & set(persons.predicates(case)):
        values = [known.value(value, SKOS.notation) or value for value in persons.objects(case, name)]
        row[columns[name]] = ";".join(sorted(values))
body = json.dumps({"persons": list(rows.values())}).encode()
asked = Request(f"{service}/check/persons?round={notation}", body, {"Content-Type": "application/json"})
verdicts = json.load(urlopen(asked))["results"]
for case, verdict in zip(rows, verdicts, strict=True):
    print(f"{verdict['person_id']}  SHACL  {'; '.join(sorted(found.get(case, []))) or 'conforms'}")
    print(f"    check  {verdict['verdict']}{verdict['missing'] and ', missing: '}{verdict['missing']}")
