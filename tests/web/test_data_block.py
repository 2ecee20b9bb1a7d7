"""JSON-LD within a page: nothing in it ends the element, whatever the knowledge says."""

from __future__ import annotations

import json

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from regelgraph.terms import ID
from regelgraph.web.linked.page import data

from tests.linked.hostile import IRIS, TEXTS

THING = NamedNode(ID + "kind/one")
P = NamedNode("https://example.org/p")


def test_no_text_and_no_name_is_markup_in_a_data_block_and_all_stay_what_they_are() -> None:
    odd = NamedNode("https://example.org/&amp;'x'")
    block = data(
        [Triple(THING, P, each) for each in (*map(Literal, TEXTS), odd, *map(NamedNode, IRIS[1:]))], THING.value
    )
    assert not set(block) & set("<>&")
    said = json.loads(block)[P.value]
    assert {text for text in said if isinstance(text, str)} == set(TEXTS)
    assert {"id": odd.value} in said


def test_what_json_ld_cannot_say_leaves_the_page_without_data() -> None:
    assert data([Triple(THING, P, Triple(THING, P, BlankNode()))], THING.value) == "{}"
