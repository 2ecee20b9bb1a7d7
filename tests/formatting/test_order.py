"""The same statements with the same comments are the same text, whatever order they were written in."""

from __future__ import annotations

import json
import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.formatting import form
from regelgraph.formatting.ordering import _places

from tests.formatting.said import PREFIXES, formed, graph

ROOT = Path(__file__).parents[2]
NAMES = st.sampled_from(["ex:a", "ex:B", "ex:c10", "ex:c9", "rg:alias", "<https://example.org/x/y>", "<#here>"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LITERALS = st.one_of(
    st.builds(
        lambda text: json.dumps(text).replace("\\/", "/"), st.text(st.sampled_from("aä§\"\\\n\t#'9"), max_size=6)
    ),
    st.builds("'''{}'''@{}".format, st.text(st.sampled_from("ab\n"), max_size=4), st.sampled_from(["de", "en", "fr"])),
    st.sampled_from(["1", "-2.50", "3e4", "true", "'5'^^<http://www.w3.org/2001/XMLSchema#integer>"]),
)
VALUES = st.recursive(
    st.one_of(NAMES, LITERALS, st.sampled_from(["_:x", "_:y", "[]", "()"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda them: f"( {' '.join(them)} )"),
        st.lists(st.tuples(NAMES, inner), min_size=1, max_size=3).map(
            lambda them: "[ " + " ; ".join(f"{name} {value}" for name, value in them) + " ]"
        ),
    ),
    max_leaves=6,
)
PAIRS = st.lists(st.tuples(NAMES, st.lists(VALUES, min_size=1, max_size=3)), min_size=1, max_size=4)
COMMENTS = st.sampled_from(["", "", "", " # one\n", "\n# two\n", "\n\n# three\n\n"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(NAMES, PAIRS), max_size=3), st.data())
def test_a_form_says_the_same_and_is_its_own_form(
    statements: list[tuple[str, list[tuple[str, list[str]]]]], data: st.DataObject
) -> None:
    text = PREFIXES
    for subject, pairs in statements:
        for piece in [subject, *" ; ".join(f"{name} {' , '.join(values)}" for name, values in pairs).split(" "), "."]:
            between = data.draw(COMMENTS) if piece in ";,.[]()" else " "
            text += f"{piece}{between} "
    made = formed(text)
    assert graph(made) == graph(text)


@settings(max_examples=100, deadline=None)
@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_in_which_a_block_is_written_does_not_matter(
    pairs: list[tuple[str, list[str]]], chance: random.Random
) -> None:
    triples = [(name, value) for name, values in pairs for value in values]
    one = formed(PREFIXES + "ex:s " + " ; ".join(f"{name} {value}" for name, value in triples) + " .")
    chance.shuffle(triples)
    assert formed(PREFIXES + "".join(f"ex:s {name} {value} .\n" for name, value in triples)) == one


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_every_text_keeps_its_characters(text: str) -> None:
    escaped = "".join(f"\\U{ord(char):08X}" for char in text)
    made = form(f"<https://example.org/s> <https://example.org/p> '{escaped}' .".encode(), "x.ttl").decode()
    assert graph(made) == graph(f"<https://example.org/s> <https://example.org/p> '{escaped}' .")


def test_the_list_of_predicates_names_each_once_and_ours_as_the_ontology_has_them() -> None:
    lines = (ROOT / "api/regelgraph/formatting/predicates.txt").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert len(listed) == len(set(listed)) == len(_places())
    ontology = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "ontology").glob("*.ttl")))
    assert [name for name in listed if name.startswith("rg:") and f"\n{name} a owl:" not in ontology] == []
