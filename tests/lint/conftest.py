"""A small knowledge without fault in a folder of its own, and what lint says about changed copies of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from regelgraph.knowledge import load
from regelgraph.lint import Fault, run

from tests.lint.breaks import BREAKS

ROOT = Path(__file__).parents[2]
SOUND = Path(__file__).parent / "sound.ttl"
_ONTOLOGY = ("actors", "core", "facts", "programmes", "schemes")
_KEPT = ("data/texts/lint.ttl", "shapes/registry.ttl")
_NAME = re.compile(r"\b(?:rg|scheme|confidence):\w[\w-]*")


@cache
def _ontology() -> dict[str, str]:
    """Those blocks of the ontology's files that the small knowledge needs, directly or through others."""
    texts = {name: (ROOT / "ontology" / f"{name}.ttl").read_text(encoding="utf-8") for name in _ONTOLOGY}
    blocks = {name: re.split(r"\n\n+", text.strip()) for name, text in texts.items()}
    described = {block.split()[0]: block for listed in blocks.values() for block in listed[1:]}
    users = (SOUND, ROOT / "shapes" / "registry.ttl")
    todo = set(_NAME.findall(" ".join([str(BREAKS), *(path.read_text(encoding="utf-8") for path in users)])))
    needed = {"rg:"} | {name for name in described if name.startswith(("<", "rg:0."))}  # graphs and versions
    while todo:
        term = todo.pop()
        if term in described and term not in needed:
            needed.add(term)
            todo |= set(_NAME.findall(described[term]))
    return {
        name: "\n\n".join([listed[0], *(block for block in listed[1:] if block.split()[0] in needed)])
        for name, listed in blocks.items()
    }


Lint = Callable[..., list[Fault]]


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Copies the small knowledge, replaces `old` by `new` in it once, adds files, and returns the faults."""
    monkeypatch.setenv("REGELGRAPH_CACHE", "off")
    root = tmp_path / "root"
    for name in _KEPT:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "ontology").mkdir()
    for name, text in _ontology().items():
        (root / "ontology" / f"{name}.ttl").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "shapes" / "hygiene", root / "shapes" / "hygiene")

    def broken(old: str = "", new: str = "", *, files: dict[str, str] | None = None, lang: str = "en") -> list[Fault]:
        text = SOUND.read_text(encoding="utf-8")
        assert old in text
        (root / "data" / "sound.ttl").write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        for name, content in (files or {}).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        return run(load(root=root, compiled=False), lang)

    return broken
