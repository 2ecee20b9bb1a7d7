"""The yardstick: pySHACL validates every row of a list by itself, as one would without classes and decision tables.

`python bench/every_row.py LIST ROUND` prints JSON: how many rows, the numbers of those that violate a constraint,
seconds for making the graph and for validating it. Cells are read by the project's own readers, and a cell that leaves
a choice takes its first class: SHACL knows no sets of possible values, so this does less than `regelgraph check`.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, Graph, URIRef
from regelgraph.judge import Judge
from regelgraph.judge.blocks import world_blocks
from regelgraph.judge.borders import parts_of
from regelgraph.judge.spaces import roots_of
from regelgraph.judge.validate import term_of
from regelgraph.knowledge import load
from regelgraph.tables.readers import CellReader
from regelgraph.terms import RG

PERSONS = RG + "PersonCase"


def main() -> None:
    """Read the list, make one graph of it, validate it once, print the times."""
    file, round_id = Path(sys.argv[1]), sys.argv[2]
    judge = Judge(load())
    rulebook = judge.rulebook
    round_iri = next(each.iri for each in rulebook.rounds.values() if each.notation == round_id)
    criteria = judge.criteria(round_iri, PERSONS)
    spaces = {space.fact: space for criterion in criteria for space in judge.table(criterion.iri).spaces}
    shapes = Graph()
    for criterion in criteria:
        shapes += parts_of(judge.knowledge.shapes_graph(), roots_of(criterion))
    needed = judge.needs(round_iri, PERSONS)
    readers = {name: CellReader(rulebook, fact) for name, fact in rulebook.facts[PERSONS].items()}

    start = time.perf_counter()
    graph = Graph()
    with file.open(encoding="utf-8", newline="") as source:
        rows = 0
        for rows, row in enumerate(csv.DictReader(source), 1):
            case = URIRef(f"urn:bench:{rows}")
            graph.add((case, RDF.type, URIRef(PERSONS)))
            readings = {name: readers[name].read(cell) for name, cell in row.items() if name in readers}
            findings = {name: judge.finding(PERSONS, name, readings) for name in needed}
            world = world_blocks(set(spaces), findings, rulebook, PERSONS)[0]
            for name, space in spaces.items():
                classes = space.classes(world[name]) or space.keys
                graph.add((case, URIRef(space.property), term_of(classes[0])))
    made = time.perf_counter()
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    done = time.perf_counter()
    assert isinstance(report, Graph)
    blamed = sorted({int(str(case).rpartition(":")[2]) for case in report.objects(None, SH.focusNode)})
    print(json.dumps({"rows": rows, "blamed": blamed, "graph": made - start, "validation": done - made}))


if __name__ == "__main__":
    main()
