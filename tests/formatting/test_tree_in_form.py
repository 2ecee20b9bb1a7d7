"""All Turtle of ours is in its form, so that a difference shows what changed and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from regelgraph.formatting import form
from regelgraph.formatting.files import files_in

ROOT = Path(__file__).parents[2]
FOLDERS = re.findall(r"^TURTLE := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[0].split()
FILES = [path.relative_to(ROOT).as_posix() for path in files_in([ROOT / folder for folder in FOLDERS])]


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_ours_is_in_its_form(file: str) -> None:
    content = (ROOT / file).read_bytes()
    assert form(content, file) == content, f"{file} is not in its form: run make format"


def test_what_is_held_to_the_form_is_all_of_the_knowledge() -> None:
    built_in = {path for folder in ("ontology", "shapes", "data") for path in (ROOT / folder).rglob("*.ttl")}
    assert {path.relative_to(ROOT).as_posix() for path in built_in} <= set(FILES)
    assert "ontology/context.jsonld" in FILES
