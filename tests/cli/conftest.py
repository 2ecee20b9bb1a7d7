"""Runs the command line in this process, as `main` does, and small tables to run it on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from regelgraph.cli import main


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it wrote."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a CSV report."""
        return list(csv.DictReader(io.StringIO(self.out, newline="")))

    @property
    def objects(self) -> list[dict[str, object]]:
        """The objects of a JSON Lines report."""
        return [json.loads(line) for line in self.out.split("\n") if line]


Run = Callable[..., Ran]
Write = Callable[..., Path]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def run_it(*arguments: object) -> Ran:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(int(end.value.code or 0), out, err.decode())

    return run_it


HEADER = "person_id,sex,birth_date,citizenship,residence_title,employable,contact_status,entry_date"
SAFE = "{id},m,2000-01-01,deutsch,,ja,nicht erreicht,2026-03-01"


def person(identity: str = "P-1", **cells: str) -> str:
    """A CSV line of a person who is eligible, but for the cells given."""
    names = HEADER.split(",")
    values = dict(zip(names, SAFE.format(id=identity).split(","), strict=True)) | cells
    return ",".join(f'"{values[name]}"' if "," in values[name] else values[name] for name in names)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes lines (or bytes) to a file and gives its path."""

    def write_it(*lines: str, name: str = "list.csv", header: str | None = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        text = "".join(f"{line}\n" for line in ([header] if header else []) + list(lines))
        path.write_bytes(text.encode(encoding))
        return path

    return write_it
