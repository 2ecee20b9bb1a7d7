"""The fingerprint changes with what is said and with nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from regelgraph.knowledge import load

from tests.knowledge.conftest import FACTS, PREFIXES, write

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
