"""The fingerprint changes with what is said and with nothing else."""

from __future__ import annotations

import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from pyld import jsonld
from regelgraph.errors import KnowledgeError
from regelgraph.knowledge import load
from regelgraph.linked.dumps import DUMPS

from tests.knowledge.conftest import FACTS, PREFIXES, write

BUILT_IN = Path(__file__).parents[2]
MINE = 'my:a my:b [ my:c "1" ; my:d my:e ], [ my:c "2" ] .'


def printed(root: Path, *extra: Path) -> str:
    return load(extra, root=root).fingerprint


def test_it_is_64_hex_digits(root: Path) -> None:
    assert re.fullmatch("[0-9a-f]{64}", printed(root))


@pytest.mark.parametrize(
    "same",
    [
        "# a comment\n" + MINE,
        MINE.replace(" ;", "\n    ;"),
        'my:a my:b _:x , _:y . _:y my:c "2" . _:x my:d my:e ; my:c "1" .',
        '@prefix other: <https://example.org/> . other:a other:b [ other:c "2" ], [ other:d other:e ; other:c "1" ] .',
    ],
)
def test_comments_order_prefixes_and_names_of_blank_nodes_keep_it(root: Path, tmp_path: Path, same: str) -> None:
    path = write(tmp_path / "mine.ttl", MINE)
    before = printed(root, path)
    assert before != printed(root)
    write(path, same)
    assert printed(root, path) == before


@pytest.mark.parametrize(
    "changed",
    [
        MINE.replace('"2"', '"3"'),
        MINE.replace('"2"', '"2"@de'),
        MINE.replace("my:d my:e", "my:d my:f"),
        MINE + ' my:a my:b [ my:c "1" ] .',
        MINE.replace(', [ my:c "2" ]', ""),
    ],
)
def test_one_changed_triple_changes_it(root: Path, tmp_path: Path, changed: str) -> None:
    path = write(tmp_path / "mine.ttl", MINE)
    before = printed(root, path)
    write(path, changed)
    assert printed(root, path) != before


def test_a_changed_border_of_a_built_in_fact_changes_it(root: Path) -> None:
    before = printed(root)
    (root / "data/facts/things.ttl").write_text(PREFIXES + FACTS.replace("0.5", "0.6"), encoding="utf-8")
    assert printed(root) != before


def test_line_endings_and_a_byte_order_mark_keep_it(root: Path) -> None:
    before = printed(root)
    path = root / "data/facts/things.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert printed(root) == before


NQUADS: Final = {dump.name: dump for dump in DUMPS}["dump.nq"]
HARD = MINE + r""" my:a my:says "a\tb\\ \"c\"\r\n ä😀"@de, "1"^^my:kind, "" ."""


def test_whoever_canonicalizes_a_dump_with_other_software_gets_it(root: Path, tmp_path: Path) -> None:
    known = load([write(tmp_path / "mine.ttl", HARD)], root=root)
    shuffled = NQUADS.write(known).decode().replace("c14n", "x").splitlines(keepends=True)[::-1]
    asked = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    # as an answer of another store would come, in any order and with any labels of blank nodes
    lines = jsonld.normalize("".join(shuffled), asked)
    assert "_:c14n1" in lines
    assert sha256(lines.encode()).hexdigest() == known.fingerprint
    assert NQUADS.write(known).decode() == lines


def test_a_query_that_no_statement_vouches_for_counts_too(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    found = {printed(root)}
    for text in ("ASK {}", "ASK { ?s ?p ?o }"):
        path.write_text(text)
        found.add(printed(root, path))
    assert len(found) == 3
    path.write_bytes(b"ASK\r\n{ ?s ?p ?o }")
    windows = printed(root, path)
    path.write_bytes(b"ASK\n{ ?s ?p ?o }")
    assert windows == printed(root, path)


def test_a_query_that_is_not_the_one_the_graph_states_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "copy"
    for folder in ("data", "ontology", "shapes"):
        shutil.copytree(BUILT_IN / folder, root / folder)
    changed = root / "data" / "queries" / "territory-status.rq"
    changed.write_text(changed.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"queryDigest is not that of territory-status\.rq; expected [0-9a-f]{64}"):
        load(root=root)
