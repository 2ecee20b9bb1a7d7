"""Approves the rows that each question gives for its example: run `make approve`, then read the difference."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad
from regelgraph.answers import write
from regelgraph.engines import Answer, LocalEngine
from regelgraph.knowledge import load
from regelgraph.questions import Question, Register

FOLDER = Path(__file__).parent / "approved"


def path_of(question: Question) -> Path:
    """Rows are kept as CSV, triples as N-Triples."""
    return FOLDER / f"{question.id}.{'nt' if question.is_graph else 'csv'}"


def answer(question: Question, register: Register, engine: LocalEngine) -> str:
    """What the question gives for its example, as a file."""
    got = engine.query(register.sparql(question, question.example))
    if got.triples is not None:
        return _canonical(got)
    out = io.BytesIO()
    write("csv", got, out, question=question)
    return out.getvalue().decode()


def _canonical(got: Answer) -> str:
    """Triples in order; blank nodes have the names of RDF Dataset Canonicalization (RDFC-1.0)."""
    dataset = Dataset(Quad(*triple) for triple in got.triples or ())
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad.triple} .\n" for quad in dataset))


def main() -> None:
    """Write the answers of all questions, and drop those of questions that are gone."""
    knowledge = load(examples=True, compiled=False)
    register, engine = Register(knowledge), LocalEngine(knowledge.store)
    FOLDER.mkdir(exist_ok=True)
    wanted = {path_of(question): answer(question, register, engine) for question in register}
    for path in set(FOLDER.iterdir()) - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    sys.exit(main())
