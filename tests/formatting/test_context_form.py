"""A JSON-LD context has an entry a line: keywords, namespaces, names of keywords, terms, each by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from regelgraph.errors import InputError
from regelgraph.formatting import form

CONTEXT = Path(__file__).parents[2] / "ontology" / "context.jsonld"


def test_entries_stand_by_kind_and_name_a_line_each() -> None:
    given = '{"@context":{"b":{"@type":"@id","@id":"rg:b","@container":"@set"},"id":"@id","A":"rg:a","C":"rg:C","rg":"https://e.example/#","@version":1.1}}'
    assert form(given.encode(), "c.jsonld").decode() == (
        '{\n  "@context": {\n    "@version": 1.1,\n    "rg": "https://e.example/#",\n    "id": "@id",\n'
        '    "A": "rg:a",\n    "b": {"@id": "rg:b", "@container": "@set", "@type": "@id"},\n    "C": "rg:C"\n  }\n}\n'
    )


def test_the_context_of_ours_means_the_same_in_its_form() -> None:
    made = form(CONTEXT.read_bytes(), "c.jsonld")
    assert json.loads(made) == json.loads(CONTEXT.read_bytes())
    assert form(made, "c.jsonld") == made


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{", "c.jsonld, line 1, column 2: "),
        ("[]", "c.jsonld: expected a JSON-LD context"),
        ('{"@context": {}, "@id": "x"}', "c.jsonld: expected a JSON-LD context"),
        ('{"@context": {"a": "b", "a": "c"}}', "c.jsonld: a stands twice in one object"),
        ('{"@context": ' + "[" * 100_000, "c.jsonld: brackets within brackets"),
        ('{"@context": {"a": ' + '{"b":' * 900 + "1" + "}" * 902, "c.jsonld: brackets within brackets"),
    ],
)
def test_what_is_no_context_is_refused(given: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        form(given.encode(), "c.jsonld")
    assert raised.value.message.startswith(said)
