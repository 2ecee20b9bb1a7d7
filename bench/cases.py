"""Writes a list as the data graph that a SHACL engine needs, and the shapes of a round beside it.

`python bench/cases.py LIST ROUND FOLDER` writes `data.nt` (row n is the node `urn:bench:n`) and `shapes.ttl`. Cells are
read by the project's own readers, and a cell that leaves a choice takes its first class: SHACL knows no sets of
possible values, so an engine is asked for less than `regelgraph check` answers.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from rdflib import RDF, Graph
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
    """Read the list, write both graphs."""
    listed, round_id, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    judge = Judge(load())
    rulebook = judge.rulebook
    round_iri = next(each.iri for each in rulebook.rounds.values() if each.notation == round_id)
    criteria = judge.criteria(round_iri, PERSONS)
    spaces = {space.fact: space for criterion in criteria for space in judge.table(criterion.iri).spaces}
    shapes = Graph()
    for criterion in criteria:
        shapes += parts_of(judge.knowledge.shapes_graph(), roots_of(criterion))
    shapes.serialize(folder / "shapes.ttl", format="turtle")
    needed = judge.needs(round_iri, PERSONS)
    readers = {name: CellReader(rulebook, fact) for name, fact in rulebook.facts[PERSONS].items()}
    with (
        listed.open(encoding="utf-8", newline="") as source,
        (folder / "data.nt").open("w", encoding="utf-8") as data,
    ):
        for number, row in enumerate(csv.DictReader(source), 1):
            case = f"<urn:bench:{number}>"
            data.write(f"{case} {RDF.type.n3()} <{PERSONS}> .\n")
            readings = {name: readers[name].read(cell) for name, cell in row.items() if name in readers}
            findings = {name: judge.finding(PERSONS, name, readings) for name in needed}
            world = world_blocks(set(spaces), findings, rulebook, PERSONS)[0]
            for name, space in spaces.items():
                classes = space.classes(world[name]) or space.keys
                data.write(f"{case} <{space.property}> {term_of(classes[0]).n3()} .\n")


if __name__ == "__main__":
    main()
